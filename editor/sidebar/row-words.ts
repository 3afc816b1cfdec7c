import { ago } from '../ago';
import { words } from '../words';
import type { OtherParty, Problem } from './answers';
import type { ShownPhone } from './rows';

/** What a row says. Names and numbers may come from anybody: text, never HTML. */

const _ = words('voip-phone');
const stateWords = words('phone-state');

/** As `phone state` names them. */
const STATES: readonly string[] = ['ringing', 'dialing', 'talking', 'held', 'busy', 'idle', 'unknown'];

/** Without a call: *do not disturb* says more. */
const CALM: readonly string[] = ['idle', 'unknown'];

export const partyText = ({ name, number, user }: OtherParty): string => name || number || user || '';

/** What a phone is doing: `talking · Müller`. */
export function doing(phone: ShownPhone): string {
  const { standing, state, with: other, dnd, door, registered, reachable } = phone;
  if (standing === 'disabled') return _('phones.disabled');
  return [
    standing === 'undeployed' && _('phones.undeployed'),
    state !== undefined &&
      !(dnd === true && CALM.includes(state)) &&
      (STATES.includes(state) ? stateWords(`status.${state}`) : state),
    other && partyText(other),
    dnd === true && _('phones.dnd'),
    door === 'open' && _('phones.door-open'),
    door === 'closed' && _('phones.door-closed'),
    registered === false && _('phones.unregistered'),
    registered === true && _('phones.registered'),
    reachable === true && _('phones.reachable'),
    standing === 'changed' && _('phones.changed'),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Kinds of problems that we have words for. */
export function problemText({ kind, text = '', status, until, days }: Problem): string {
  switch (kind) {
    case 'invalid':
      return _('trouble.invalid');
    case 'incomplete':
      return text || _('trouble.incomplete');
    case 'refused':
      return until === undefined
        ? _('trouble.refused', { status: status ?? '' })
        : _('trouble.refused-until', { status: status ?? '', time: clock(until) });
    case 'unreachable':
      return _('trouble.unreachable');
    case 'no-address':
      return [_('trouble.no-address'), text].filter(Boolean).join(': ');
    case 'shared-address':
      return text || _('trouble.shared-address');
    case 'silent':
      return _('trouble.silent', { days: days ?? '' });
    case 'open':
      return _('trouble.open');
    default:
      // A runtime of tomorrow.
      return text || kind;
  }
}

export const troubles = ({ problems }: ShownPhone): string => problems.map(problemText).join(' · ');

/** Those with which a phone can hardly do anything; the others are worth a look. */
const GRAVE: readonly string[] = ['invalid', 'incomplete', 'refused', 'unreachable', 'no-address'];
export const isGrave = ({ kind }: Problem): boolean => GRAVE.includes(kind);

/** Of Font Awesome 4, which both generations of the editor have. */
export function lookOf({ standing, state, dnd, problems }: ShownPhone): string {
  if (standing === 'disabled' || standing === 'undeployed') return 'circle-thin';
  if (problems.some(isGrave)) return 'times-circle';
  switch (state) {
    case 'ringing':
      return 'bell';
    case 'dialing':
      return 'sign-out';
    case 'talking':
      return 'phone';
    case 'held':
      return 'pause-circle';
    case 'busy':
      return 'dot-circle-o';
    case 'idle':
      return dnd === true ? 'minus-circle' : 'circle';
    default:
      return dnd === true ? 'minus-circle' : 'circle-o';
  }
}

/** The time of day with seconds. @param iso ISO 8601 */
export const clock = (iso: string): string =>
  new Date(iso).toLocaleTimeString(RED.i18n.lang?.() || undefined, {
    hourCycle: 'h23',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });

export const seenText = ({ seen }: ShownPhone): string => (seen === undefined ? '' : ago(seen, 'narrow'));

/** The row as a sentence, for screen readers and as a tip. */
export function wholeText(phone: ShownPhone, vendorLabel: (id: string) => string, found: string | undefined): string {
  const { label, number, vendor, model, mac, address, isLearned, seen } = phone;
  return [
    label,
    number,
    doing(phone),
    found,
    troubles(phone),
    [vendorLabel(vendor), model].filter(Boolean).join(' '),
    mac,
    address === '' ? _('phones.no-address') : isLearned ? _('phones.learned', { address }) : address,
    seen !== undefined && _('phones.seen', { time: ago(seen) }),
  ]
    .filter(Boolean)
    .join(', ');
}
