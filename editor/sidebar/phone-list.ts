import { element, freshId, icon } from '../element';
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
  /** All of it, for screen readers and as a tip. */
  readonly whole: string;
}

/** Height of a row in pixels; the same in sidebar.css. */
const ROW = 46;

/**
 * A list of any length of which only the rows that are seen are in the page (WAI-ARIA listbox): arrows, Page keys, Home and
 * End move, Enter and a click open. The focus is the list's own, so that no update can take it away.
 */
export class PhoneList {
  readonly box: HTMLElement;
  readonly #rows: HTMLElement;
  readonly #built = new Map<string, { readonly row: HTMLElement; shown: string }>();
  readonly #prefix = freshId('voip-phones-row');
  #ids: readonly string[] = [];
  #view: (index: number) => RowView;
  #current: string | undefined;

  constructor(label: string, onopen: (id: string) => void) {
    this.#view = () => {
      throw new RangeError('no rows');
    };
    this.#rows = element('div.voip-phones-rows', { role: 'presentation' });
    this.box = element(
      'div.voip-phones-list',
      {
        role: 'listbox',
        tabindex: '0',
        'aria-label': label,
        onkeydown: (event) => this.#press(event, onopen),
        onclick: ({ target }) => {
          const id = (target as Element).closest<HTMLElement>('[data-id]')?.dataset['id'];
          if (id === undefined) return;
          this.#current = id;
          this.#draw();
          onopen(id);
        },
      },
      this.#rows,
    );
    this.box.addEventListener('scroll', () => this.#draw(), { passive: true });
    new ResizeObserver(() => this.#draw()).observe(this.box);
  }

  /**
   * @param ids of all rows, in their order
   * @param view of the row at an index: asked only for those that are seen
   */
  show(ids: readonly string[], view: (index: number) => RowView): void {
    this.#ids = ids;
    this.#view = view;
    if (this.#current !== undefined && !ids.includes(this.#current)) this.#current = undefined;
    this.#draw();
  }

  #draw(): void {
    const { scrollTop, clientHeight } = this.box;
    const count = this.#ids.length;
    this.#rows.style.height = `${count * ROW}px`;
    const { start, end } = windowOf(scrollTop, clientHeight, ROW, count);
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
    if (active === undefined) this.box.removeAttribute('aria-activedescendant');
    else this.box.setAttribute('aria-activedescendant', active);
  }

  /** The row's own element stays as long as it is seen: a click that falls into an update hits it. */
  #row(view: RowView, index: number): HTMLElement {
    const isCurrent = view.id === this.#current;
    const shown = JSON.stringify([view, index, this.#ids.length, isCurrent]);
    let built = this.#built.get(view.id);
    if (!built) {
      built = { row: element('div', { role: 'option', id: freshId(this.#prefix), 'data-id': view.id }), shown: '' };
      this.#built.set(view.id, built);
    }
    const { row } = built;
    if (built.shown === shown) return row;
    built.shown = shown;
    row.className = ['voip-phones-row', ...view.classes].join(' ');
    row.style.top = `${index * ROW}px`;
    row.title = view.whole;
    for (const [name, value] of [
      ['aria-label', view.whole],
      ['aria-selected', String(isCurrent)],
      ['aria-setsize', String(this.#ids.length)],
      ['aria-posinset', String(index + 1)],
    ] as const)
      row.setAttribute(name, value);
    row.replaceChildren(
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
    );
    return row;
  }

  #press(event: KeyboardEvent, onopen: (id: string) => void): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const at = this.#current === undefined ? -1 : this.#ids.indexOf(this.#current);
    if (event.key === 'Enter' && this.#current !== undefined) {
      event.preventDefault();
      onopen(this.#current);
      return;
    }
    const { scrollTop, clientHeight } = this.box;
    const to = stepTo(event.key, at, this.#ids.length, Math.floor(clientHeight / ROW));
    if (to === undefined) return;
    // Not to the workspace, which would move its nodes.
    event.preventDefault();
    event.stopPropagation();
    this.#current = this.#ids[to];
    this.box.scrollTop = scrollFor(to, scrollTop, clientHeight, ROW);
    this.#draw();
  }
}
