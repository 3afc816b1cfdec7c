import { byId, element, icon } from './element';

export interface Tab {
  /** Of the element that is its pane. */
  readonly id: string;
  readonly label: string;
  readonly icon: string;
}

/**
 * Tabs for the keyboard too (WAI-ARIA tabs pattern: arrows, Home, End), which Node-RED's own are not.
 *
 * @param list becomes the tab list
 * @param label for screen readers
 */
export function tabList(list: HTMLElement, tabs: readonly Tab[], label: string, onchange: () => void): void {
  list.classList.add('voip-tabs');
  list.setAttribute('role', 'tablist');
  list.setAttribute('aria-label', label);
  const buttons = tabs.map((tab, index) =>
    element(
      'button.voip-tab',
      {
        type: 'button',
        role: 'tab',
        id: `${tab.id}-tab`,
        'aria-controls': tab.id,
        onclick: () => activate(index),
        onkeydown: (event) => step(event, index),
      },
      icon(tab.icon),
      ` ${tab.label}`,
    ),
  );
  list.replaceChildren(...buttons);
  const panes = tabs.map(({ id }) => byId(id));
  for (const [index, pane] of panes.entries()) {
    pane.setAttribute('role', 'tabpanel');
    pane.setAttribute('aria-labelledby', buttons[index]?.id ?? '');
  }

  function activate(chosen: number): void {
    for (const [index, pane] of panes.entries()) pane.hidden = index !== chosen;
    for (const [index, button] of buttons.entries()) {
      button.setAttribute('aria-selected', String(index === chosen));
      button.tabIndex = index === chosen ? 0 : -1;
    }
    onchange();
  }

  function step(event: KeyboardEvent, at: number): void {
    const to = targetOf(event.key, at);
    if (to === undefined) return;
    event.preventDefault();
    const index = (to + buttons.length) % buttons.length;
    activate(index);
    buttons[index]?.focus();
  }

  activate(0);
}

/** The tab that a key leads to, counted around in both directions. */
function targetOf(key: string, at: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
      return at - 1;
    case 'ArrowRight':
      return at + 1;
    case 'Home':
      return 0;
    case 'End':
      return -1;
    default:
      return undefined;
  }
}
