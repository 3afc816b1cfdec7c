import { element, icon } from './element.js';

/**
 * Tabs for the keyboard too (WAI-ARIA tabs pattern: arrows, Home, End), which Node-RED's own are not.
 *
 * @param {HTMLElement} list becomes the tab list
 * @param {{ id: string, label: string, icon: string }[]} tabs each names the element of its pane
 * @param {string} label for screen readers
 * @param {(id: string) => void} onchange
 */
export function tabList(list, tabs, label, onchange) {
  list.classList.add('voip-tabs');
  list.setAttribute('role', 'tablist');
  list.setAttribute('aria-label', label);
  const buttons = tabs.map((tab) =>
    element(
      'button.voip-tab',
      {
        type: 'button',
        role: 'tab',
        id: `${tab.id}-tab`,
        'aria-controls': tab.id,
        onclick: () => activate(tab.id),
        onkeydown: step,
      },
      icon(tab.icon),
      ` ${tab.label}`,
    ),
  );
  list.replaceChildren(...buttons);
  for (const { id } of tabs) {
    const pane = document.getElementById(id);
    pane.setAttribute('role', 'tabpanel');
    pane.setAttribute('aria-labelledby', `${id}-tab`);
  }

  function activate(chosen) {
    for (const [index, { id }] of tabs.entries()) {
      const active = id === chosen;
      document.getElementById(id).hidden = !active;
      buttons[index].setAttribute('aria-selected', String(active));
      buttons[index].tabIndex = active ? 0 : -1;
    }
    onchange(chosen);
  }

  function step(event) {
    const at = buttons.indexOf(event.currentTarget);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const index = (to + buttons.length) % buttons.length;
    activate(tabs[index].id);
    buttons[index].focus();
  }

  activate(tabs[0].id);
}
