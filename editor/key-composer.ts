import { findKey, lacksKey, type VendorProfile } from '../nodes/lib/vendors';
import { keysOf, seriesOf } from './catalogue';
import { combobox, type Proposal } from './combobox';
import { element, icon } from './element';
import { words } from './words';

const _ = words('active-uri-out');
const SEPARATOR = ';';

/** `A;B;C` as keys, blanks around them gone. */
const splitKeys = (sequence: string): string[] =>
  sequence
    .split(SEPARATOR)
    .map((key) => key.trim())
    .filter((key) => key !== '');

/** Whose keys are meant: '' where no model is known. */
export interface KeyOwner {
  readonly vendor: VendorProfile | undefined;
  readonly model: string;
}

export interface KeyComposer {
  show(sequence: string): void;
}

/**
 * Keys of a sequence as a row that can be sorted, and a field that proposes the phone's keys with what each does.
 *
 * @param phone asked anew each time
 * @param onchange gets the whole sequence
 */
export function keyComposer(
  container: HTMLElement,
  phone: () => KeyOwner,
  onchange: (sequence: string) => void,
): KeyComposer {
  let keys: readonly string[] = [];
  const row = element('ol.voip-keys', { 'aria-label': _('keys.list') });
  const input = element('input', { type: 'text', placeholder: _('keys.add') });
  const hint = element('div.voip-hint', {}, _('keys.hint'));
  container.replaceChildren(row, input, hint);
  combobox(input, {
    label: _('keys.add'),
    items: proposals,
    onpick: add,
    onenter: (text) => change([...keys, ...splitKeys(text)]),
  });
  $(row).sortable({
    items: '> .voip-key',
    tolerance: 'pointer',
    stop: () => change(chips().map((node) => node.dataset['key'] ?? '')),
  });

  function chips(): HTMLElement[] {
    return [...row.querySelectorAll<HTMLElement>('.voip-key')];
  }

  function proposals(): Proposal[] {
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

  function add(key: string): void {
    change([...keys, key]);
  }

  function change(next: readonly string[], focus?: number): void {
    keys = next;
    draw();
    onchange(keys.join(SEPARATOR));
    if (focus !== undefined) chips()[Math.max(0, Math.min(focus, keys.length - 1))]?.focus();
  }

  function remove(index: number): void {
    change(
      keys.filter((_key, at) => at !== index),
      index,
    );
  }

  function move(index: number, by: number): void {
    const target = index + by;
    if (target < 0 || target >= keys.length) return;
    const next = [...keys];
    next.splice(target, 0, ...next.splice(index, 1));
    change(next, target);
  }

  function onkey(event: KeyboardEvent, index: number): void {
    const step = event.key === 'ArrowLeft' ? -1 : Number(event.key === 'ArrowRight');
    if (step && (event.ctrlKey || event.altKey || event.metaKey)) move(index, step);
    else if (step) chips()[index + step]?.focus();
    else if (event.key === 'Delete' || event.key === 'Backspace') remove(index);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function draw(): void {
    row.replaceChildren(...keys.map(chip));
    row.hidden = keys.length === 0;
    // Roving focus: one stop for TAB, arrows inside.
    row.querySelector('.voip-key')?.setAttribute('tabindex', '0');
  }

  function chip(key: string, index: number): HTMLElement {
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

/** How a key looks, as a class of its own, and what there is to say of it. */
function judge(
  key: string,
  vendor: VendorProfile | undefined,
  model: string,
): { readonly look: '' | `.${string}`; readonly says: string } {
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
