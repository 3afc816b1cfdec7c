import type { ReportedPhone } from '../nodes/lib/phones/reported-phone';
import { ago } from './ago';
import { vendorOf } from './catalogue';
import { byId, element, within } from './element';
import { statusIn } from './fields';
import { type PhoneNode, storedText } from './nodes';
import { words } from './words';

const _ = words('voip-phone');

/** What a phone told of itself, by the dialog's fields. */
export type Told = Readonly<Partial<Record<'vendor' | 'model' | 'mac', string | undefined>>>;

/**
 * Offers the phones whose events reached this server and that no node describes yet. On a network with DHCP an address that
 * is entered is wrong one day: where the runtime knows the phone's by its events already, it is not entered.
 *
 * @param node whose dialog is open
 * @param onaddress the address to be entered; '': the phone's follows its events, and `hint` is where it is now
 */
export function offerReported(
  node: PhoneNode,
  onpick: (told: Told) => void,
  onaddress: (host: string, hint: string) => void,
): void {
  const box = byId('voip-phone-reported');
  if (!RED.user.hasPermission('voip-phone.write')) return;
  // By way of jQuery: Node-RED adds the login's token to its requests, and relative addresses alone get it.
  $.getJSON('voip-phone/reported').done(({ phones }: { readonly phones: readonly ReportedPhone[] }) => {
    const fresh = phones.filter((phone) => !isDescribed(phone, node));
    if (fresh.length === 0 || !box.isConnected) return;
    const status = statusIn(box);
    const choose = (phone: ReportedPhone, isBlank: boolean): void => {
      const { mac, address, learned } = phone;
      // A proxy may hide it: then what stands there stays.
      if (address !== '') onaddress(isBlank ? '' : address, learned ? _('phones.learned', { address }) : address);
      const words = isBlank ? _('reported.enter', { address }) : _('reported.learn');
      const swap = element('button.voip-link', { type: 'button', onclick: () => choose(phone, !isBlank) }, words);
      const told = _(isBlank ? 'reported.filled-learned' : 'reported.filled');
      status.replaceChildren(told, ...(mac === undefined || address === '' ? [] : [' ', swap]));
    };
    const pick = (phone: ReportedPhone): void => {
      const { vendor, model, mac, learned } = phone;
      onpick({ vendor, model, mac });
      choose(phone, learned === true);
    };
    within(box, 'summary').textContent = _('reported.title', { count: fresh.length });
    within(box, 'ul').replaceChildren(
      ...fresh.map((phone) =>
        element(
          'li',
          {},
          row(phone, () => pick(phone)),
        ),
      ),
    );
    box.toggleAttribute('open', !node.host && !node.mac);
    box.hidden = false;
  });
}

const foldMac = (mac: unknown): string =>
  storedText(mac)
    .toLowerCase()
    .replace(/[^0-9a-f]/g, '');

/** Another node has it, though perhaps not deployed yet: by MAC, or by address where the MACs do not speak against it. */
function isDescribed({ mac, address, ip }: ReportedPhone, { id }: PhoneNode): boolean {
  const wanted = foldMac(mac);
  let found = false;
  RED.nodes.eachConfig((other) => {
    if (other.type !== 'voip-phone' || other.id === id) return;
    const own = foldMac(other['mac']);
    const host = storedText(other['host']);
    const byAddress = host !== '' && [address, ip].includes(host) && !(own && wanted && own !== wanted);
    found ||= byAddress || (wanted !== '' && own === wanted);
  });
  return found;
}

/** Everything in it was chosen by whoever sent the event: text nodes alone. */
function row({ vendor, model, mac, address, ip, time }: ReportedPhone, onclick: () => void): HTMLElement {
  const make = vendorOf(vendor)?.label ?? '';
  // Some phones put the vendor's name into the model.
  const isNamed = make !== '' && model?.toLowerCase().startsWith(make.toLowerCase());
  const label = [isNamed ? '' : make, model].filter(Boolean).join(' ');
  return element(
    'button.voip-reported-phone',
    { type: 'button', onclick },
    element('span.voip-reported-name', {}, label || _('reported.unknown')),
    mac && element('code', {}, mac),
    element('span', {}, address || _('reported.no-address')),
    ip && element('span.voip-hint', {}, _('reported.own-address', { address: ip })),
    element('span.voip-hint.voip-reported-time', {}, ago(time)),
  );
}
