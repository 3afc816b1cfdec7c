import { element, icon } from '../element';
import { stepTo } from './window';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  /** Of Font Awesome 4. */
  readonly look: string;
  readonly act: () => void;
}

/** What a menu belongs to, as `getBoundingClientRect` has it. */
export type MenuPlace = Pick<DOMRect, 'top' | 'bottom' | 'right'>;

/** From the edge of the window, in pixels. */
const EDGE = 4;

/**
 * What can be done with one row (WAI-ARIA menu): arrows, Home and End move, a letter goes to the next that begins with it,
 * Enter does it, Esc, Tab, a click elsewhere and scrolling close. One for all rows, made when it opens, over all that there
 * is: the tab may have little room.
 */
export class RowMenu {
  #close: (returnsFocus: boolean) => void = () => {};

  /**
   * @param label what it is about
   * @param onclose returnsFocus: whoever opened it is to have the focus again
   */
  open(label: string, items: readonly MenuItem[], place: MenuPlace, onclose: (returnsFocus: boolean) => void): void {
    this.close();
    const buttons = items.map(({ id, label: text, look, act }) =>
      element(
        'button.voip-menu-item',
        {
          ...{ type: 'button', role: 'menuitem', tabindex: '-1', 'data-item': id },
          onclick: () => {
            this.#close(true);
            act();
          },
        },
        icon(look),
        element('span', {}, text),
      ),
    );
    const menu = element(
      'div.voip-menu',
      { role: 'menu', 'aria-label': label, onkeydown: (event) => this.#press(event, buttons) },
      ...buttons,
    );
    const elsewhere = (event: Event): void => {
      if (!(event.target instanceof Node && menu.contains(event.target))) this.#close(false);
    };
    this.#close = (returnsFocus) => {
      this.#close = () => {};
      for (const name of ENDS) removeEventListener(name, elsewhere, true);
      menu.remove();
      onclose(returnsFocus);
    };
    document.body.append(menu);
    placeAt(menu, place);
    buttons[0]?.focus({ preventScroll: true });
    for (const name of ENDS) addEventListener(name, elsewhere, true);
  }

  close(): void {
    this.#close(false);
  }

  #press(event: KeyboardEvent, buttons: readonly HTMLButtonElement[]): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // Not to the workspace, which would move or delete its nodes.
    event.stopPropagation();
    const at = buttons.findIndex((button) => button === document.activeElement);
    if (event.key === 'Escape' || event.key === 'Tab') {
      if (event.key === 'Escape') event.preventDefault();
      this.#close(true);
      return;
    }
    const to = targetOf(event.key, at, buttons);
    if (to === undefined) return;
    event.preventDefault();
    buttons[to]?.focus();
  }
}

/** What of it happens elsewhere ends a menu. */
const ENDS = ['pointerdown', 'wheel', 'resize', 'blur'] as const;

/** Below what it belongs to, else above, else wherever it is seen whole. */
function placeAt(menu: HTMLElement, { top, bottom, right }: MenuPlace): void {
  const { width, height } = menu.getBoundingClientRect();
  // Where the page is enlarged, browsers differ in whose pixels these are.
  const scale = width / menu.offsetWidth || 1;
  const most = innerHeight - height - EDGE;
  const at = bottom <= most ? bottom : top - height >= EDGE ? top - height : most;
  menu.style.top = `${Math.max(EDGE, at) / scale}px`;
  menu.style.left = `${Math.max(EDGE, right - width - EDGE) / scale}px`;
}

function targetOf(key: string, at: number, buttons: readonly HTMLButtonElement[]): number | undefined {
  const count = buttons.length;
  if (key === 'ArrowDown') return (at + 1) % count;
  if (key === 'ArrowUp') return (at - 1 + count) % count;
  if (key.length > 1) return key.startsWith('Page') ? undefined : stepTo(key, at, count, count);
  for (let step = 1; step <= count; step += 1) {
    const index = (at + step) % count;
    if (buttons[index]?.textContent.trim().toLowerCase().startsWith(key.toLowerCase())) return index;
  }
  return undefined;
}
