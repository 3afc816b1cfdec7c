import { events, printedLabel, vendorOf } from './catalogue.js';
import { element } from './element.js';
import { words } from './words.js';

const _ = words('action-url-in');

/** Our word for an event; the vendor's for one of its own that nobody has translated. */
export const eventLabel = (id) => {
  const text = _(`event.${id}`);
  return text.endsWith(`event.${id}`) ? (printedLabel(id) ?? id) : text;
};

/** What users look for first, first; a category that this list does not know comes last. */
const ORDER = ['call', 'hook', 'door', 'feature', 'message', 'transfer', 'account', 'device'];

function categories() {
  const known = [...new Set(events().map((term) => term.category))];
  const rank = (category) => (ORDER.indexOf(category) + ORDER.length + 1) % (ORDER.length + 1);
  return known.sort((a, b) => rank(a) - rank(b));
}

/**
 * The searchable checklist of events, grouped by category, the vendor's own label beside ours.
 *
 * @param {HTMLElement} container
 * @param {string[]} chosen ids; those that this version does not know are kept
 * @param {() => void} onchange
 * @returns {{ chosen(): string[], isTouched(): boolean, showVendor(id: string): void }} chosen: in the order in which
 *   they were stored, new ones behind them in the vendor's
 */
export function eventList(container, chosen, onchange) {
  const known = new Set(events().map(({ id }) => id));
  const rows = [];
  let touched = false;
  /** The vendor whose phones the labels are of. */
  let shown;
  const groups = [];

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

  function addGroup(category) {
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
    const group = { all, count, node: element('div.voip-events-group', {}, heading, body), rows: [] };
    for (const term of events().filter((each) => each.category === category)) {
      const row = addRow(term.id);
      group.rows.push(row);
      body.append(row.node);
    }
    all.addEventListener('change', () =>
      setAll(
        group.rows.filter((row) => !row.node.hidden),
        all.checked,
      ),
    );
    groups.push(group);
    list.append(group.node);
  }

  function addRow(id) {
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
    const row = { id, box, node, vendorLabel, printed: undefined };
    rows.push(row);
    return row;
  }

  function setAll(some, checked) {
    for (const row of some) row.box.checked = checked;
    touch();
  }

  function touch() {
    touched = true;
    changed();
  }

  function changed() {
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

  function filter() {
    const wanted = search.value.trim().toLowerCase();
    for (const row of rows) {
      const texts = [row.id, eventLabel(row.id), row.printed ?? ''];
      const found = wanted === '' || texts.some((text) => text.toLowerCase().includes(wanted));
      row.node.hidden = !found || (onlyVendor.checked && !row.printed && !row.box.checked);
    }
    for (const group of groups) group.node.hidden = group.rows.every((row) => row.node.hidden);
  }

  function showVendor(id) {
    const profile = vendorOf(id);
    // Without a profile there are no labels of the vendor's own.
    const vendor = profile?.freeKeys ? undefined : profile;
    shown = vendor;
    for (const row of rows) {
      row.printed = vendor?.events.find(({ event }) => event === row.id)?.label;
      row.node.classList.toggle('voip-lacking', Boolean(vendor && !row.printed));
      row.vendorLabel.textContent = row.printed ?? (vendor ? _('events.not-there', { vendor: vendor.label }) : '');
    }
    onlyVendorLabel.hidden = !vendor;
    onlyVendorText.textContent = vendor ? _('events.only-vendor', { vendor: vendor.label }) : '';
    filter();
  }

  /** Flows are compared and merged as text: what was not changed keeps its place. */
  function ticked() {
    const ids = new Set(rows.filter((row) => row.box.checked).map((row) => row.id));
    const kept = chosen.filter((id) => !known.has(id) || ids.has(id));
    const place = (id) => {
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
