import { keysOf, seriesOf } from './catalogue.js';
import { combobox } from './combobox.js';
import { findKey, lacksKey } from './composer.js';
import { element, icon } from './element.js';
import { words } from './words.js';

const _ = words('active-uri-out');
const SEPARATOR = ';';

/** `A;B;C` as keys, blanks around them gone. */
export const splitKeys = (sequence) =>
  sequence
    .split(SEPARATOR)
    .map((key) => key.trim())
    .filter((key) => key !== '');

/**
 * Keys of a sequence as a row that can be sorted, and a field that proposes the phone's keys with what each does.
 *
 * @param {HTMLElement} container
 * @param {object} options
 * @param {() => {vendor?: object, model: string}} options.phone
 * @param {(sequence: string) => void} options.onchange
 * @returns {{ show(sequence: string): void }}
 */
export function keyComposer(container, { phone, onchange }) {
  let keys = [];
  const row = element('ol.voip-keys', { 'aria-label': _('keys.list') });
  const input = element('input', { type: 'text', placeholder: _('keys.add') });
  const hint = element('div.voip-hint', {}, _('keys.hint'));
  container.replaceChildren(row, input, hint);
  combobox(input, {
    label: _('keys.add'),
    items: proposals,
    onpick: add,
    onenter: (text) => splitKeys(text).forEach(add),
  });
  $(row).sortable({
    items: '> .voip-key',
    tolerance: 'pointer',
    stop: () => change([...row.querySelectorAll('.voip-key')].map((node) => node.dataset.key)),
  });

  function proposals() {
    const { vendor, model } = phone();
    if (!vendor) return [];
    const series = seriesOf(vendor, model);
    return keysOf(vendor, series).map(({ key, aliases, label, lacking, disruptive }) => ({
      value: key,
      note: [
        aliases.length > 0 ? `${label} (${aliases.join(', ')})` : label,
        disruptive && _('keys.disruptive'),
        lacking && _('keys.lacking', { model: model || series?.label }),
      ]
        .filter(Boolean)
        .join(' · '),
      marked: lacking,
    }));
  }

  function add(key) {
    change([...keys, key]);
  }

  function change(next, focus) {
    keys = next;
    draw();
    onchange(keys.join(SEPARATOR));
    if (focus !== undefined) row.querySelectorAll('.voip-key')[Math.max(0, Math.min(focus, keys.length - 1))]?.focus();
  }

  function remove(index) {
    change(
      keys.filter((_key, at) => at !== index),
      index,
    );
  }

  function move(index, by) {
    const target = index + by;
    if (target < 0 || target >= keys.length) return;
    const next = [...keys];
    next.splice(target, 0, ...next.splice(index, 1));
    change(next, target);
  }

  function onkey(event, index) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step && (event.ctrlKey || event.altKey || event.metaKey)) move(index, step);
    else if (step) row.querySelectorAll('.voip-key')[index + step]?.focus();
    else if (event.key === 'Delete' || event.key === 'Backspace') remove(index);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function draw() {
    row.replaceChildren(...keys.map(chip));
    row.hidden = keys.length === 0;
    // Roving focus: one stop for TAB, arrows inside.
    row.querySelector('.voip-key')?.setAttribute('tabindex', '0');
  }

  function chip(key, index) {
    const { vendor, model } = phone();
    const { look, says } = judge(key, vendor, model);
    return element(
      `li.voip-key${look}`,
      {
        tabindex: '-1',
        'data-key': key,
        title: says,
        'aria-label': says ? `${key}: ${says}` : key,
        onkeydown: (event) => onkey(event, index),
      },
      key,
      element(
        'button.voip-key-remove',
        { type: 'button', tabindex: '-1', 'aria-label': _('keys.remove', { key }), onclick: () => remove(index) },
        icon('times'),
      ),
    );
  }

  return {
    show(sequence) {
      keys = splitKeys(sequence);
      draw();
    },
  };
}

function judge(key, vendor, model) {
  if (!vendor) return { look: '', says: '' };
  if (/^\+?[0-9*#]+$/.test(key)) return { look: '.voip-digits', says: _('keys.digits') };
  const found = findKey(vendor, key);
  if (!found)
    return vendor.freeKeys
      ? { look: '', says: '' }
      : { look: '.voip-bad', says: _('keys.unknown', { vendor: vendor.label }) };
  if (lacksKey(vendor, seriesOf(vendor, model), found))
    return { look: '.voip-lacking', says: _('keys.lacking', { model }) };
  return { look: found.row.disruptive ? '.voip-disruptive' : '', says: found.row.label };
}
