import { element, freshId, icon } from '../element';
import type { MenuPlace } from './row-menu';
import { scrollFor, stepTo, windowOf } from './window';

/** What one row shows. */
export interface RowView {
  readonly id: string;
  readonly look: string;
  /** Of the row's element. */
  readonly classes: readonly string[];
  readonly title: string;
  readonly state: string;
  readonly time: string;
  readonly below: string;
  readonly address: string;
  /** What is to be said of the address; '' for nothing. */
  readonly mark: string;
  /** How far it is that it sets itself up; '' where it does not. */
  readonly setup: string;
  /** All of it, for screen readers and as a tip. */
  readonly whole: string;
}

/** Height of a row in pixels; the same in sidebar.css. */
const ROW = 46;
/** Where rows have a third line: how far phones are that set themselves up. */
const TALL_ROW = 65;
/** Of the button that a row has, in pixels; the same in sidebar.css. */
const BUTTON = 26;

export interface PhoneListOptions {
  readonly label: string;
  readonly onopen: (id: string) => void;
  /** What can be done with a row is asked for. @param place of the row */
  readonly onmenu: (id: string, place: MenuPlace) => void;
  /** Of the button that opens it. @param name the row's */
  readonly menuLabel: (name: string) => string;
}

/**
 * A list of any length of which only the rows that are seen are in the page (WAI-ARIA listbox): arrows, Page keys, Home and
 * End move, Enter and a click open. The focus is the list's own, so that no update can take it away.
 *
 * Each row shows a sign for its menu, which the mouse takes; keys and screen readers have one real button for all rows (an
 * option holds none), which lies over the sign of the row that is current, and Shift+F10.
 */
export class PhoneList {
  readonly box: HTMLElement;
  readonly #list: HTMLElement;
  readonly #rows: HTMLElement;
  readonly #button: HTMLButtonElement;
  readonly #options: PhoneListOptions;
  readonly #built = new Map<string, { readonly row: HTMLElement; readonly sign: HTMLElement; shown: string }>();
  readonly #prefix = freshId('voip-phones-row');
  #ids: readonly string[] = [];
  #view: (index: number) => RowView;
  #current: string | undefined;
  #height = ROW;

  constructor(options: PhoneListOptions) {
    this.#options = options;
    this.#view = () => {
      throw new RangeError('no rows');
    };
    this.#rows = element('div.voip-phones-rows', { role: 'presentation' });
    this.#list = element(
      'div.voip-phones-list',
      {
        role: 'listbox',
        tabindex: '0',
        'aria-label': options.label,
        onkeydown: (event) => this.#press(event),
        onclick: ({ target }) => this.#click(target as Element),
      },
      this.#rows,
    );
    this.#button = element(
      'button.voip-phones-menu',
      {
        ...{ type: 'button', 'aria-haspopup': 'menu', 'aria-expanded': 'false', hidden: true },
        onclick: () => this.#openMenu(),
        onkeydown: (event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          event.stopPropagation();
          this.#openMenu();
        },
      },
      icon('ellipsis-h'),
    );
    this.box = element('div.voip-phones-listing', {}, this.#list, this.#button);
    this.#list.addEventListener('scroll', () => this.#draw(), { passive: true });
    new ResizeObserver(() => this.#draw()).observe(this.#list);
  }

  /** A menu is open, or none is any more. @param returnsFocus the one that opened it is to have the focus again */
  menuIsOpen(isOpen: boolean, returnsFocus = false): void {
    this.#button.setAttribute('aria-expanded', String(isOpen));
    if (returnsFocus) this.#list.focus();
  }

  /**
   * @param ids of all rows, in their order
   * @param view of the row at an index: asked only for those that are seen
   * @param isTall rows have a third line
   */
  show(ids: readonly string[], view: (index: number) => RowView, isTall: boolean): void {
    this.#ids = ids;
    this.#view = view;
    this.#height = isTall ? TALL_ROW : ROW;
    this.#list.classList.toggle('voip-is-tall', isTall);
    if (this.#current !== undefined && !ids.includes(this.#current)) this.#current = undefined;
    this.#draw();
  }

  #draw(): void {
    const { scrollTop, clientHeight } = this.#list;
    const count = this.#ids.length;
    this.#rows.style.height = `${count * this.#height}px`;
    const { start, end } = windowOf(scrollTop, clientHeight, this.#height, count);
    const kept = new Set<string>();
    const wanted: HTMLElement[] = [];
    for (let index = start; index < end; index += 1) {
      const view = this.#view(index);
      kept.add(view.id);
      wanted.push(this.#row(view, index));
    }
    for (const [id, { row }] of this.#built) {
      if (kept.has(id)) continue;
      row.remove();
      this.#built.delete(id);
    }
    for (const [at, row] of wanted.entries()) {
      if (this.#rows.children[at] !== row) this.#rows.insertBefore(row, this.#rows.children[at] ?? null);
    }
    const active = this.#current === undefined ? undefined : this.#built.get(this.#current)?.row.id;
    if (active === undefined) this.#list.removeAttribute('aria-activedescendant');
    else this.#list.setAttribute('aria-activedescendant', active);
    this.#placeButton();
  }

  /** Over the current row's sign; where that row is not seen, at the edge beyond which it lies. */
  #placeButton(): void {
    const at = this.#current === undefined ? -1 : this.#ids.indexOf(this.#current);
    this.#button.hidden = at < 0;
    if (at < 0) return;
    const { clientHeight, clientWidth, offsetWidth } = this.#list;
    const top = at * this.#height - this.#list.scrollTop;
    const within = Math.max(0, Math.min(clientHeight - BUTTON, top + (this.#height - BUTTON) / 2));
    this.#button.style.top = `${within}px`;
    this.#button.style.right = `${offsetWidth - clientWidth + 2}px`;
    const label = this.#options.menuLabel(this.#view(at).title);
    if (this.#button.title === label) return;
    this.#button.title = label;
    this.#button.setAttribute('aria-label', label);
  }

  /** Of the current row, which is brought into view. */
  #openMenu(): void {
    if (this.#current === undefined) return;
    const at = this.#ids.indexOf(this.#current);
    if (at < 0) return;
    const { scrollTop, clientHeight } = this.#list;
    this.#list.scrollTop = scrollFor(at, scrollTop, clientHeight, this.#height);
    this.#draw();
    const row = this.#built.get(this.#current)?.row;
    if (row) this.#options.onmenu(this.#current, row.getBoundingClientRect());
  }

  #click(target: Element): void {
    const id = target.closest<HTMLElement>('[data-id]')?.dataset['id'];
    if (id === undefined) return;
    this.#current = id;
    this.#draw();
    if (target.closest('.voip-phones-more')) this.#openMenu();
    else this.#options.onopen(id);
  }

  /** The row's own element stays as long as it is seen: a click that falls into an update hits it. */
  #row(view: RowView, index: number): HTMLElement {
    const isCurrent = view.id === this.#current;
    const shown = JSON.stringify([view, index, this.#ids.length, isCurrent, this.#height]);
    let built = this.#built.get(view.id);
    if (!built) {
      const sign = element('span.voip-phones-more', { 'aria-hidden': 'true' }, icon('ellipsis-h'));
      const row = element('div', { role: 'option', id: freshId(this.#prefix), 'data-id': view.id }, sign);
      built = { row, sign, shown: '' };
      this.#built.set(view.id, built);
    }
    const { row, sign } = built;
    if (built.shown === shown) return row;
    built.shown = shown;
    row.className = ['voip-phones-row', ...view.classes].join(' ');
    row.style.top = `${index * this.#height}px`;
    row.title = view.whole;
    for (const [name, value] of [
      ['aria-label', view.whole],
      ['aria-selected', String(isCurrent)],
      ['aria-setsize', String(this.#ids.length)],
      ['aria-posinset', String(index + 1)],
    ] as const)
      row.setAttribute(name, value);
    // The sign is never moved, so that a click that falls into an update is on it.
    for (const part of [...row.children]) if (part !== sign) part.remove();
    sign.before(
      icon(view.look),
      element('span.voip-phones-name', {}, view.title),
      element('span.voip-phones-doing', {}, view.state),
      element('span.voip-phones-time', {}, view.time),
      element('span.voip-phones-below', {}, view.below),
      element(
        'span.voip-phones-address',
        {},
        view.address,
        view.mark && element('span.voip-phones-mark', {}, ` (${view.mark})`),
      ),
      ...(view.setup === '' ? [] : [element('span.voip-phones-setup', {}, icon('sliders'), ` ${view.setup}`)]),
    );
    return row;
  }

  #press(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const at = this.#current === undefined ? -1 : this.#ids.indexOf(this.#current);
    if (event.key === 'Enter' && this.#current !== undefined) {
      event.preventDefault();
      this.#options.onopen(this.#current);
      return;
    }
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      event.preventDefault();
      event.stopPropagation();
      this.#openMenu();
      return;
    }
    const { scrollTop, clientHeight } = this.#list;
    const to = stepTo(event.key, at, this.#ids.length, Math.floor(clientHeight / this.#height));
    if (to === undefined) return;
    // Not to the workspace, which would move its nodes.
    event.preventDefault();
    event.stopPropagation();
    this.#current = this.#ids[to];
    this.#list.scrollTop = scrollFor(to, scrollTop, clientHeight, this.#height);
    this.#draw();
  }
}
