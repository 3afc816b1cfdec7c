import { ago } from '../ago';
import { vendorOf } from '../catalogue';
import { element, icon } from '../element';
import { storedText } from '../nodes';
import { words } from '../words';
import { changePhones, type NewPhone } from './add-phones';
import type { Stranger } from './answers';
import { type Asking, adoptable, askingPhones, type AskingSources } from './asking';
import { eachPhone, type SetupListener, setupListeners } from './editor-phones';
import { proposeNames } from './proposals';
import type { EditorPhone } from './rows';
import type { SetupFeed } from './setup-feed';
import { networkText } from './setup-words';
import { speech } from './speech';

const _ = words('voip-phone');

/** As many are shown; *Adopt all* takes the others, too. */
const MOST = 200;

interface Row {
  readonly item: HTMLElement;
  readonly note: HTMLElement;
  readonly adopt: HTMLButtonElement;
  readonly why: HTMLElement;
  phone: Asking;
}

export interface AskingPanelOptions {
  /** What has become of a click. */
  readonly onadopted: (sentence: string) => void;
  /** The address for a phone is wanted, since none asks. */
  readonly onaddress: () => void;
}

/** Phones that ask the network for settings: adopted by a click, of each model one first. */
export class AskingPanel {
  readonly box: HTMLElement;
  readonly #list: HTMLElement;
  readonly #network: HTMLElement;
  readonly #address: HTMLButtonElement;
  readonly #all: HTMLButtonElement;
  readonly #listener: HTMLSelectElement;
  readonly #listenerRow: HTMLElement;
  readonly #more: HTMLElement;
  readonly #rows = new Map<string, Row>();
  readonly #options: AskingPanelOptions;
  #phones: readonly Asking[] = [];
  #listeners: readonly SetupListener[] = [];

  constructor(options: AskingPanelOptions) {
    this.#options = options;
    this.#list = element('ul.voip-fresh.voip-asking', { 'aria-label': _('asking.title') });
    this.#network = element('span', {});
    this.#address = element(
      'button.red-ui-button.red-ui-button-small',
      { type: 'button', onclick: () => options.onaddress() },
      _('fetch.address'),
    );
    this.#all = element(
      'button.red-ui-button.red-ui-button-small.voip-asking-all',
      { type: 'button', onclick: () => this.#adopt(adoptable(this.#phones)) },
      _('asking.adopt-all'),
    );
    this.#listener = element('select', { 'aria-label': _('asking.listener') });
    this.#listenerRow = element('label.voip-fresh-row', {}, element('span', {}, _('asking.listener')), this.#listener);
    this.#more = element('div.voip-hint', { hidden: true });
    this.box = element(
      'div.voip-asking-panel',
      { role: 'group', 'aria-label': _('asking.title') },
      element(
        'div.voip-fresh-form',
        {},
        element('div.voip-fresh-row', {}, element('strong.voip-asking-title', {}, _('asking.title')), this.#all),
        this.#listenerRow,
        element('div.voip-fresh-row.voip-hint', { role: 'status' }, this.#network, this.#address),
      ),
      this.#list,
      this.#more,
    );
  }

  /** How many ask. */
  get count(): number {
    return this.#phones.length;
  }

  /** @returns the MACs of those that are shown: they are no strangers beside */
  show(feed: SetupFeed, nodes: readonly EditorPhone[], strangers: readonly Stranger[]): ReadonlySet<string> {
    const { list, phones: listed } = feed;
    const names = (phones: readonly Asking[]): ReadonlyMap<string, string> => proposed(phones);
    const sources: AskingSources = {
      ...{ asking: list.asking, nodes, listed, strangers },
      labelOf: (id) => vendorOf(id)?.label,
      nameOf: (phone) => phone.node?.label ?? names([phone]).get(phone.mac) ?? phone.mac,
    };
    this.#phones = askingPhones(sources);
    this.#listeners = setupListeners();
    this.#showHead(list.network);
    this.#showRows();
    return new Set(this.#phones.map(({ mac }) => mac));
  }

  #showHead(network: SetupFeed['list']['network']): void {
    const text = this.#listeners.length === 0 ? _('asking.no-listener') : networkText(network, speech());
    if (this.#network.textContent !== text) this.#network.textContent = text;
    this.#address.hidden = network.isDeaf !== true && network.state !== 'taken';
    this.#all.hidden = this.#phones.length === 0;
    this.#all.disabled = this.#listeners.length === 0 || adoptable(this.#phones).length === 0;
    this.#listenerRow.hidden = this.#listeners.length < 2 || this.#phones.length === 0;
    const ids = this.#listeners.map(({ id, label }) => `${id} ${label}`).join('\n');
    if (this.#listener.dataset['ids'] === ids) return;
    this.#listener.dataset['ids'] = ids;
    const { value } = this.#listener;
    this.#listener.replaceChildren(...this.#listeners.map(({ id, label }) => element('option', { value: id }, label)));
    if (this.#listeners.some(({ id }) => id === value)) this.#listener.value = value;
  }

  #showRows(): void {
    const shown = this.#phones.slice(0, MOST);
    const kept = new Set(shown.map(({ mac }) => mac));
    for (const [mac, { item }] of this.#rows) {
      if (kept.has(mac)) continue;
      item.remove();
      this.#rows.delete(mac);
    }
    for (const [at, phone] of shown.entries()) {
      const row = this.#rows.get(phone.mac) ?? this.#row(phone);
      this.#rows.set(phone.mac, row);
      row.phone = phone;
      describe(row, this.#listeners.length > 0);
      // Moved only where it must be: what is moved loses the focus.
      if (this.#list.children[at] !== row.item) this.#list.insertBefore(row.item, this.#list.children[at] ?? null);
    }
    const more = this.#phones.length - shown.length;
    this.#more.hidden = more === 0;
    this.#more.textContent = more === 0 ? '' : _('asking.more', { count: more });
  }

  #row(phone: Asking): Row {
    const note = element('span.voip-fresh-note', {});
    const why = element('span.voip-fresh-note', {});
    const adopt = element('button.red-ui-button.red-ui-button-small', { type: 'button' }, _('asking.adopt'));
    const row: Row = { item: element('li', {}, adopt, note, why), note, adopt, why, phone };
    adopt.addEventListener('click', () => this.#adopt([row.phone]));
    return row;
  }

  #adopt(phones: readonly Asking[]): void {
    const listener = this.#listeners.length > 1 ? this.#listener.value : (this.#listeners[0]?.id ?? '');
    if (listener === '' || phones.length === 0) return;
    const names = proposed(this.#phones);
    const added = phones.filter(({ node }) => !node).map((phone) => valuesOf(phone, names, listener));
    const changed = phones.flatMap(({ node }) =>
      node ? [{ id: node.id, values: { setup: listener }, columns: ['setup'] as const }] : [],
    );
    const waiting = this.#phones.length - phones.length;
    void changePhones(added, changed).then(() => {
      this.#options.onadopted(_('asking.adopted', { count: phones.length, waiting }));
    });
  }
}

function valuesOf({ mac, vendor, model }: Asking, names: ReadonlyMap<string, string>, setup: string): NewPhone {
  return { name: names.get(mac) ?? '', vendor, model, mac, host: '', setup };
}

/** Names that no other phone has, by MAC. */
function proposed(phones: readonly Asking[]): ReadonlyMap<string, string> {
  const taken: string[] = [];
  eachPhone((node) => taken.push(storedText(node['name'])));
  const strangers = phones.map(
    ({ mac, address, model, vendor, account, last }): Stranger => ({
      ...{ mac, address, model, account, time: last },
      ...(vendor !== '' && { vendor }),
    }),
  );
  return proposeNames(strangers, taken, {
    extension: (number) => _('fresh.extension', { number }),
    vendorLabel: (id) => vendorOf(id)?.label ?? '',
    unknown: _('fresh.phone'),
  });
}

/** Everything in it was chosen by whoever sent the request: text nodes alone. */
function describe({ note, adopt, why, phone }: Row, canAdopt: boolean): void {
  const { mac, vendor, model, version, address, last, account, node, waitsFor } = phone;
  const make = vendorOf(vendor)?.label ?? '';
  const isNamed = make !== '' && model.toLowerCase().startsWith(make.toLowerCase());
  const who = [isNamed ? '' : make, model].filter(Boolean).join(' ') || _('reported.unknown');
  const label = _('asking.adopt-one', { phone: node?.label ?? [who, mac].join(' ') });
  const reason =
    waitsFor !== undefined ? _('asking.waits', { first: waitsFor }) : vendor === '' ? _('asking.no-vendor') : '';
  const shown = JSON.stringify([who, mac, address, version, account, node?.label, ago(last, 'narrow'), reason, label]);
  adopt.disabled = !canAdopt;
  if (note.dataset['shown'] === shown) return;
  note.dataset['shown'] = shown;
  adopt.setAttribute('aria-label', label);
  why.textContent = reason;
  why.hidden = reason === '';
  const parts = [
    element('strong', {}, node?.label ?? who),
    node && element('span', {}, who),
    element('code', {}, mac),
    element('span', {}, address),
    version !== '' && element('span', {}, version),
    account !== '' && element('span', {}, icon('user-o'), ` ${account}`),
    element('span', {}, ago(last, 'narrow')),
  ].filter((part): part is HTMLElement => part instanceof HTMLElement);
  note.replaceChildren(...parts);
}
