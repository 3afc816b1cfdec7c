import { type Component, COMPONENTS } from '../nodes/lib/home-assistant/components';
import { type Choice, factsOf, type Missing, offered, type Offers, offersOf } from '../nodes/lib/home-assistant/offers';
import { vendorCatalogue, vendorOf } from './catalogue';
import { element, icon } from './element';
import { eventLabel } from './event-list';
import { type PhoneNode, storedText } from './nodes';
import { words } from './words';

const _ = words('phone-home-assistant');
const action = words('active-uri-out');

/** More are found by the search alone. */
const MOST_SHOWN = 100;

export interface PhoneChoice {
  /** Ids of `voip-phone` nodes; empty: all. What is stored and not there stays. */
  chosen(): unknown[];
  isTouched(): boolean;
  /** Again, with what the dialog says now. */
  show(): void;
}

type StoredPhone = PhoneNode & { readonly path?: unknown; readonly separator?: unknown };

/**
 * The phones to choose from, each with the entities that it gets, and why it gets no other.
 *
 * @param choice what the dialog offers by now
 */
export function phoneChoice(container: HTMLElement, stored: readonly unknown[], choice: () => Choice): PhoneChoice {
  const on = new Set<unknown>(stored);
  let isAll = stored.length === 0;
  let touched = false;
  const open = new Set<string>();

  const all = element('input', { type: 'checkbox', onchange: switchAll });
  const search = element('input', { type: 'text', placeholder: _('phones.search'), 'aria-label': _('phones.search') });
  const list = element('ul.voip-users.voip-home-list');
  const summary = element('span.voip-summary', { 'aria-live': 'polite' });
  const searchBox = element('div.voip-events-bar', {}, search);
  all.checked = isAll;
  container.replaceChildren(
    element('label.voip-inline', {}, all, element('span', {}, _('phones.all'))),
    searchBox,
    list,
    summary,
  );
  $(search).searchBox({ delay: 100, change: show });

  function switchAll(): void {
    isAll = all.checked;
    touched = true;
    // What one chooses from is what there was.
    if (!isAll && on.size === 0) for (const { id } of deployedPhones()) on.add(id);
    show();
  }

  function row(phone: StoredPhone, offers: Offers): HTMLElement {
    const has = offered(offers);
    const box = element('input', {
      type: 'checkbox',
      'aria-label': labelOf(phone),
      onchange: () => {
        touched = true;
        if (box.checked) on.add(phone.id);
        else on.delete(phone.id);
        showSummary();
      },
    });
    box.checked = isAll || on.has(phone.id);
    box.disabled = isAll;
    const details = element(
      'details.voip-home-phone',
      { ontoggle: () => void (details.open ? open.add(phone.id) : open.delete(phone.id)) },
      element(
        'summary',
        {},
        element('span.voip-reported-name', {}, labelOf(phone)),
        element(
          'span.voip-count',
          {},
          has.length === 1 ? _('phones.entity', { count: 1 }) : _('phones.entities', { count: has.length }),
        ),
      ),
      element(
        'ul.voip-home-entities',
        {},
        ...COMPONENTS.map((component) => entity(component, offers.get(component), phone)),
      ),
    );
    details.open = open.has(phone.id);
    return element('li', {}, box, details);
  }

  function show(): void {
    const wanted = search.value.trim().toLowerCase();
    const phones = deployedPhones();
    const found = phones.filter((phone) =>
      [labelOf(phone), storedText(phone.mac), storedText(phone.host), storedText(phone.model)].some((each) =>
        each.toLowerCase().includes(wanted),
      ),
    );
    const said = choice();
    list.replaceChildren(...found.slice(0, MOST_SHOWN).map((phone) => row(phone, offersFor(phone, said))));
    list.hidden = found.length === 0;
    searchBox.hidden = phones.length < 8;
    showSummary(found.length - MOST_SHOWN);
  }

  function showSummary(more = 0): void {
    const phones = deployedPhones();
    const there = phones.filter(({ id }) => isAll || on.has(id)).length;
    const gone = isAll ? 0 : [...on].filter((id) => !phones.some((phone) => phone.id === id)).length;
    summary.textContent = [
      phones.length === 0 ? _('phones.none') : _('phones.chosen', { count: there, total: phones.length }),
      ...(more > 0 ? [_('phones.more', { count: more })] : []),
      ...(gone > 0 ? [_('phones.gone', { count: gone })] : []),
      // An empty list means all of them, which nobody means who unticks the last.
      ...(!isAll && on.size === 0 && phones.length > 0 ? [_('phones.empty')] : []),
    ].join(' ');
  }

  return {
    chosen: () => (isAll ? [] : [...on]),
    isTouched: () => touched,
    show,
  };
}

/** Of all flows: what is disabled is not deployed. */
function deployedPhones(): StoredPhone[] {
  const found: StoredPhone[] = [];
  RED.nodes.eachConfig((node) => {
    if (node.type === 'voip-phone' && node.d !== true) found.push(node);
  });
  return found.sort((one, other) => labelOf(one).localeCompare(labelOf(other)));
}

const labelOf = (phone: StoredPhone): string =>
  storedText(phone.name) || storedText(phone.mac) || storedText(phone.host) || phone.id;

function offersFor(phone: StoredPhone, choice: Choice): Offers {
  const profile = vendorOf(phone.vendor);
  const settings = {
    vendor: storedText(phone.vendor),
    model: storedText(phone.model),
    path: storedText(phone.path),
    separator: storedText(phone.separator),
    transport: phone.transport === 'sip' ? ('sip' as const) : ('http' as const),
  };
  return offersOf(profile && factsOf(settings, profile, vendorCatalogue()), choice);
}

function entity(component: Component, lack: Missing | undefined, phone: StoredPhone): HTMLElement {
  const name = _(`entity.${component.replace('_', '-')}`);
  if (!lack) return element('li', {}, icon('check'), element('span', {}, name));
  return element('li.voip-home-lacking', {}, icon('minus'), element('span', {}, `${name}: ${reason(lack, phone)}`));
}

function reason(lack: Missing, phone: StoredPhone): string {
  if (lack.why !== 'vendor' && lack.why !== 'model') return _(`why.${lack.why}`);
  const what = [...lack.events.map(eventLabel), ...lack.actions.map((id) => action(`action.${id}`))].join(', ');
  const vendor = vendorOf(phone.vendor)?.label ?? '';
  const key = lack.actions.length > 0 ? 'action' : 'event';
  return lack.why === 'vendor'
    ? _(`why.vendor-${key}`, { vendor, what })
    : _(`why.model-${key}`, { model: storedText(phone.model), what });
}
