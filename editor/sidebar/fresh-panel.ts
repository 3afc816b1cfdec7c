import { displayMac, normaliseMac } from '../../nodes/lib/identity/mac';
import { ago } from '../ago';
import { vendorOf, vendorOptions } from '../catalogue';
import { element, icon } from '../element';
import { storedText } from '../nodes';
import { words } from '../words';
import { changePhones } from './add-phones';
import type { Stranger } from './answers';
import { eachPhone } from './editor-phones';
import { keyOf, proposeNames, valuesOf } from './proposals';

const _ = words('voip-phone');

interface Row {
  readonly item: HTMLElement;
  readonly tick: HTMLInputElement;
  readonly name: HTMLInputElement;
  readonly note: HTMLElement;
  proposed: string;
}

/** Phones that reported and have no node yet: ticked, and added at once with one login for all. */
export class FreshPanel {
  readonly box: HTMLElement;
  readonly #list: HTMLElement;
  readonly #form: HTMLElement;
  readonly #all: HTMLInputElement;
  readonly #add: HTMLButtonElement;
  readonly #username: HTMLInputElement;
  readonly #password: HTMLInputElement;
  readonly #byMac: HTMLInputElement;
  readonly #vendor: HTMLSelectElement;
  readonly #vendorRow: HTMLElement;
  readonly #rows = new Map<string, Row>();
  #strangers: readonly Stranger[] = [];
  #told: readonly Stranger[] = [];
  #elsewhere: ReadonlySet<string> = new Set();

  /** @param onadded how many were */
  constructor(private readonly onadded: (count: number) => void) {
    this.#all = element('input', { type: 'checkbox', onchange: () => this.#tickAll() });
    this.#list = element('ul.voip-fresh', { 'aria-label': _('fresh.list') });
    this.#username = element('input', { type: 'text', placeholder: _('label.username') });
    this.#username.autocomplete = 'off';
    this.#password = element('input', { type: 'password', placeholder: _('label.password') });
    this.#password.autocomplete = 'new-password';
    for (const [input, label] of [
      [this.#username, 'label.username'],
      [this.#password, 'label.password'],
    ] as const)
      input.setAttribute('aria-label', _(label));
    this.#byMac = element('input', { type: 'checkbox' });
    this.#byMac.checked = true;
    this.#vendor = element('select', { 'aria-label': _('fresh.vendor') });
    this.#vendorRow = element('div.voip-fresh-row', {}, element('span', {}, _('fresh.vendor')), this.#vendor);
    this.#add = element('button.red-ui-button.voip-fresh-add', { type: 'button', onclick: () => this.#addTicked() });
    this.#form = element(
      'div.voip-fresh-form',
      {},
      element(
        'div.voip-fresh-row',
        {},
        element('label.voip-fresh-all', {}, this.#all, ` ${_('fresh.all')}`),
        this.#add,
      ),
      element('div.voip-hint', {}, _('fresh.login')),
      element('div.voip-fresh-row', {}, this.#username, this.#password),
      this.#vendorRow,
      element('label', {}, this.#byMac, ` ${_('fresh.by-mac')}`),
    );
    this.box = element(
      'div.voip-fresh-panel',
      { role: 'group', 'aria-label': _('fresh.list') },
      this.#form,
      this.#list,
    );
  }

  /** Phones without a node, also none that is not deployed yet. */
  get count(): number {
    return this.#strangers.length;
  }

  /**
   * @param told as the runtime tells them
   * @param elsewhere MACs of those that are shown as asking for settings
   */
  show(told: readonly Stranger[], elsewhere: ReadonlySet<string>): void {
    this.#told = told;
    this.#elsewhere = elsewhere;
    this.#strangers = undescribed(told).filter(({ mac = '' }) => !elsewhere.has(displayMac(mac) ?? ''));
    this.#form.hidden = this.#strangers.length === 0;
    const kept = new Set(this.#strangers.map(keyOf));
    for (const [key, { item }] of this.#rows) {
      if (kept.has(key)) continue;
      item.remove();
      this.#rows.delete(key);
    }
    const names = proposeNames(this.#strangers, takenNames(), {
      extension: (number) => _('fresh.extension', { number }),
      vendorLabel: (id) => vendorOf(id)?.label ?? '',
      unknown: _('fresh.phone'),
    });
    for (const [at, stranger] of this.#strangers.entries()) {
      const key = keyOf(stranger);
      let row = this.#rows.get(key);
      if (!row) {
        row = this.#row();
        this.#rows.set(key, row);
      }
      const proposed = names.get(key) ?? '';
      // What somebody has typed stays.
      if (row.name.value === row.proposed) row.name.value = proposed;
      row.proposed = proposed;
      describe(row, stranger);
      // Moved only where it must be: a field that is moved loses the focus.
      if (this.#list.children[at] !== row.item) this.#list.insertBefore(row.item, this.#list.children[at] ?? null);
    }
    if (this.#vendor.options.length === 0)
      this.#vendor.append(
        element('option', { value: '' }, _('vendor.choose')),
        ...vendorOptions(_('vendor.generic'), _('vendor.own')),
      );
    this.#showTicks();
  }

  #row(): Row {
    const tick = element('input', { type: 'checkbox', onchange: () => this.#showTicks() });
    const name = element('input', { type: 'text' });
    const note = element('span.voip-fresh-note', {});
    return { item: element('li', {}, tick, name, note), tick, name, note, proposed: '' };
  }

  get #ticked(): readonly Stranger[] {
    return this.#strangers.filter((stranger) => this.#rows.get(keyOf(stranger))?.tick.checked);
  }

  #tickAll(): void {
    for (const { tick } of this.#rows.values()) tick.checked = this.#all.checked;
    this.#showTicks();
  }

  #showTicks(): void {
    const ticked = this.#ticked;
    this.#all.checked = ticked.length > 0 && ticked.length === this.#strangers.length;
    this.#all.indeterminate = ticked.length > 0 && !this.#all.checked;
    this.#add.disabled = ticked.length === 0;
    this.#add.textContent = _('fresh.add', { count: ticked.length });
    this.#vendorRow.hidden = ticked.every(({ vendor }) => vendor !== undefined);
  }

  #addTicked(): void {
    const forAll = {
      username: this.#username.value,
      password: this.#password.value,
      vendor: this.#vendor.value,
      byMac: this.#byMac.checked,
    };
    const ticked = this.#ticked;
    const values = ticked.map((stranger) =>
      valuesOf(stranger, this.#rows.get(keyOf(stranger))?.name.value ?? '', forAll),
    );
    void changePhones(values, []).then(() => {
      this.#password.value = '';
      this.show(this.#told, this.#elsewhere);
      this.onadded(values.length);
    });
  }
}

/** Everything in it was chosen by whoever sent the event: text nodes alone. */
function describe({ tick, name, note }: Row, { vendor, model, mac, address, ip, account, time }: Stranger): void {
  const make = vendorOf(vendor)?.label ?? '';
  const isNamed = make !== '' && model?.toLowerCase().startsWith(make.toLowerCase());
  const who = [isNamed ? '' : make, model].filter(Boolean).join(' ') || _('reported.unknown');
  tick.setAttribute('aria-label', [who, mac, address].filter(Boolean).join(', '));
  name.setAttribute('aria-label', _('fresh.name', { phone: mac ?? address }));
  const parts = [
    element('strong', {}, who),
    mac && element('code', {}, mac),
    element('span', {}, address || _('reported.no-address')),
    ip && element('span', {}, _('reported.own-address', { address: ip })),
    account && element('span', {}, icon('user-o'), ` ${account}`),
    element('span', {}, ago(time, 'narrow')),
  ].filter((part): part is HTMLElement => part instanceof HTMLElement);
  note.replaceChildren(...parts);
}

function takenNames(): string[] {
  const names: string[] = [];
  eachPhone((node) => names.push(storedText(node['name'])));
  return names;
}

/** Without those that a node of this editor describes, deployed or not: by MAC, or by address where no MAC speaks against it. */
function undescribed(told: readonly Stranger[]): readonly Stranger[] {
  const macs = new Set<string>();
  const hosts = new Map<string, string>();
  eachPhone((node) => {
    const mac = normaliseMac(storedText(node['mac'])) ?? '';
    const host = storedText(node['host']);
    if (mac !== '') macs.add(mac);
    if (host !== '') hosts.set(host, mac);
  });
  return told.filter(({ mac, address, ip = '' }) => {
    const own = normaliseMac(mac ?? '') ?? '';
    if (macs.has(own)) return false;
    return ![address, ip].some((at) => at !== '' && hosts.has(at) && (hosts.get(at) === '' || own === ''));
  });
}
