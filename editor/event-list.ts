import { eventRowOf, type VendorProfile } from '../nodes/lib/vendors';
import type { EventCategory } from '../nodes/lib/vocabulary';
import { events, printedLabel, vendorOf } from './catalogue';
import { element } from './element';
import { words } from './words';

const _ = words('action-url-in');

/** Our word for an event; the vendor's for one of its own that nobody has translated. */
export const eventLabel = (id: string): string => {
  const text = _(`event.${id}`);
  return text.endsWith(`event.${id}`) ? (printedLabel(id) ?? id) : text;
};

/** What users look for first, first; a category that this list does not know comes last. */
const ORDER: readonly EventCategory[] = ['call', 'hook', 'door', 'feature', 'message', 'transfer', 'account', 'device'];

function categories(): EventCategory[] {
  const known = [...new Set(events().map((term) => term.category))];
  const rank = (category: EventCategory): number => (ORDER.indexOf(category) + ORDER.length + 1) % (ORDER.length + 1);
  return known.sort((a, b) => rank(a) - rank(b));
}

export interface EventList {
  /** In the order in which they were stored, new ones behind them in the vendor's. Empty: all. */
  chosen(): unknown[];
  isTouched(): boolean;
  showVendor(id: string): void;
}

interface EventRow {
  readonly id: string;
  readonly box: HTMLInputElement;
  readonly node: HTMLElement;
  readonly vendorLabel: HTMLElement;
  /** What the vendor prints for it. */
  printed: string | undefined;
}

interface EventGroup {
  readonly all: HTMLInputElement;
  readonly count: HTMLElement;
  readonly node: HTMLElement;
  readonly rows: readonly EventRow[];
}

/**
 * The searchable checklist of events, grouped by category, the vendor's own label beside ours.
 *
 * @param chosen as it is stored: ids, and what else a flow may hold there; what this version does not know is kept
 */
export function eventList(container: HTMLElement, chosen: readonly unknown[], onchange: () => void): EventList {
  const known = new Set<unknown>(events().map(({ id }) => id));
  const rows: EventRow[] = [];
  let touched = false;
  /** The vendor whose phones the labels are of. */
  let shown: VendorProfile | undefined;
  const groups: EventGroup[] = [];

  const search = element('input', { type: 'text', placeholder: _('events.search'), 'aria-label': _('events.search') });
  const summary = element('span.voip-summary', { 'aria-live': 'polite' });
  const clear = element('button.voip-link', { type: 'button', onclick: () => setAll(rows, false) }, _('events.clear'));
  const onlyVendor = element('input', { type: 'checkbox', onchange: filter });
  const onlyVendorText = element('span');
  const onlyVendorLabel = element('label.voip-inline', {}, onlyVendor, onlyVendorText);
  const list = element('div.voip-events', { role: 'group', 'aria-label': _('label.events') });
  container.replaceChildren(
    element('div.voip-events-bar', {}, search, onlyVendorLabel),
    list,
    element('div.voip-events-foot', {}, summary, clear),
  );
  $(search).searchBox({ delay: 100, change: filter });

  for (const category of categories()) addGroup(category);

  function addGroup(category: EventCategory): void {
    const all = element('input', {
      type: 'checkbox',
      'aria-label': _('events.tick-group', { group: _(`category.${category}`) }),
    });
    const count = element('span.voip-count');
    const heading = element(
      'label.voip-events-heading',
      {},
      all,
      element('span', {}, _(`category.${category}`)),
      count,
    );
    const body = element('div', { role: 'group', 'aria-label': _(`category.${category}`) });
    const members = events()
      .filter((term) => term.category === category)
      .map(({ id }) => addRow(id));
    body.append(...members.map(({ node }) => node));
    const group = { all, count, node: element('div.voip-events-group', {}, heading, body), rows: members };
    all.addEventListener('change', () =>
      setAll(
        members.filter((row) => !row.node.hidden),
        all.checked,
      ),
    );
    groups.push(group);
    list.append(group.node);
  }

  function addRow(id: string): EventRow {
    const box = element('input', { type: 'checkbox', value: id, onchange: touch });
    box.checked = chosen.includes(id);
    const vendorLabel = element('span.voip-vendor-label');
    const node = element(
      'label.voip-event',
      {},
      box,
      element('span.voip-event-label', {}, eventLabel(id)),
      element('code', {}, id),
      vendorLabel,
    );
    const row: EventRow = { id, box, node, vendorLabel, printed: undefined };
    rows.push(row);
    return row;
  }

  function setAll(some: readonly EventRow[], checked: boolean): void {
    for (const row of some) row.box.checked = checked;
    touch();
  }

  function touch(): void {
    touched = true;
    changed();
  }

  function changed(): void {
    for (const { all, count, rows: members } of groups) {
      const ticked = members.filter((row) => row.box.checked).length;
      all.checked = ticked === members.length;
      all.indeterminate = ticked > 0 && ticked < members.length;
      count.textContent = ticked > 0 ? `${ticked} / ${members.length}` : '';
    }
    const ticked = rows.filter((row) => row.box.checked).length;
    summary.textContent = ticked === 0 ? _('events.all') : _('events.some', { count: ticked, total: rows.length });
    clear.hidden = ticked === 0;
    onchange();
  }

  function filter(): void {
    const wanted = search.value.trim().toLowerCase();
    for (const row of rows) {
      const texts = [row.id, eventLabel(row.id), row.printed ?? ''];
      const found = wanted === '' || texts.some((text) => text.toLowerCase().includes(wanted));
      row.node.hidden = !found || (onlyVendor.checked && !row.printed && !row.box.checked);
    }
    for (const group of groups) group.node.hidden = group.rows.every((row) => row.node.hidden);
  }

  function showVendor(id: string): void {
    const profile = vendorOf(id);
    // Without a profile there are no labels of the vendor's own.
    const vendor = profile?.anyMake ? undefined : profile;
    shown = vendor;
    for (const row of rows) {
      row.printed = vendor && eventRowOf(vendor, row.id)?.label;
      row.node.classList.toggle('voip-lacking', Boolean(vendor && !row.printed));
      row.vendorLabel.textContent = row.printed ?? (vendor ? _('events.not-there', { vendor: vendor.label }) : '');
    }
    onlyVendorLabel.hidden = !vendor;
    onlyVendorText.textContent = vendor ? _('events.only-vendor', { vendor: vendor.label }) : '';
    filter();
  }

  /** Flows are compared and merged as text: what was not changed keeps its place. */
  function ticked(): unknown[] {
    const ids = new Set<unknown>(rows.filter((row) => row.box.checked).map((row) => row.id));
    const kept = chosen.filter((id) => !known.has(id) || ids.has(id));
    const place = (id: unknown): number => {
      const at = shown?.events.findIndex(({ event }) => event === id) ?? -1;
      return at < 0 ? Number.POSITIVE_INFINITY : at;
    };
    const added = [...ids].filter((id) => !chosen.includes(id));
    // Equal places, where the vendor has no such event, stay in our order.
    return [...kept, ...added.sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)))];
  }

  changed();
  return { chosen: ticked, isTouched: () => touched, showVendor };
}
