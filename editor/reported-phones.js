import { vendorOf } from './catalogue.js';
import { element } from './element.js';
import { words } from './words.js';

const _ = words('voip-phone');

/**
 * Offers the phones whose events reached this server and that no node describes yet.
 *
 * @param {object} node whose dialog is open
 * @param {(told: { vendor?: string, model?: string, mac?: string, host?: string }) => void} onpick
 */
export function offerReported(node, onpick) {
  const box = document.getElementById('voip-phone-reported');
  if (!RED.user.hasPermission('voip-phone.write')) return;
  // By way of jQuery: Node-RED adds the login's token to its requests, and relative addresses alone get it.
  $.getJSON('voip-phone/reported').done(({ phones }) => {
    const fresh = phones.filter((phone) => !isDescribed(phone, node));
    if (fresh.length === 0 || !box.isConnected) return;
    const status = box.querySelector('[role=status]');
    const pick = ({ vendor, model, mac, address }) => {
      onpick({ vendor, model, mac, host: address });
      status.textContent = _('reported.filled');
    };
    box.querySelector('summary').textContent = _('reported.title', { count: fresh.length });
    box.querySelector('ul').replaceChildren(
      ...fresh.map((phone) =>
        element(
          'li',
          {},
          row(phone, () => pick(phone)),
        ),
      ),
    );
    box.open = !node.host && !node.mac;
    box.hidden = false;
  });
}

const foldMac = (mac) => (mac ?? '').toLowerCase().replace(/[^0-9a-f]/g, '');

/** Another node has it, though perhaps not deployed yet: by MAC, or by address where the MACs do not speak against it. */
function isDescribed({ mac, address, ip }, { id }) {
  const wanted = foldMac(mac);
  let found = false;
  RED.nodes.eachConfig((other) => {
    if (other.type !== 'voip-phone' || other.id === id) return;
    const own = foldMac(other.mac);
    const byAddress = other.host && [address, ip].includes(other.host) && !(own && wanted && own !== wanted);
    found ||= Boolean(byAddress || (wanted && own === wanted));
  });
  return found;
}

/** Everything in it was chosen by whoever sent the event: text nodes alone. */
function row({ vendor, model, mac, address, ip, time }, onclick) {
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

const STEPS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

function ago(time) {
  // The server's clock and the browser's need not agree.
  const seconds = Math.max(0, Math.round((Date.now() - Date.parse(time)) / 1000));
  const [unit, length] = STEPS.find(([, each]) => seconds >= each) ?? ['second', 1];
  const language = RED.i18n.lang?.() || undefined;
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-Math.floor(seconds / length), unit);
}
