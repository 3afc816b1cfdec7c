import { termOf, valueParameterOf } from './command-terms';
import { eventLabel } from './event-list';
import { type CommandNode, type EventNode, type PhoneUser, storedText } from './nodes';
import { phoneLabel } from './phone-list';
import { words } from './words';

const _ = words('action-url-in');
const command = words('active-uri-out');

/** What nodes without a name are called in a flow: whom they mean, and what. */

/** What the chosen phone is called; '' where none is chosen, or it is not there. */
function phoneOf({ phone }: PhoneUser): string {
  const chosen = RED.nodes.node(phone);
  return chosen ? phoneLabel(chosen) : '';
}

/**
 * `Desk: Call established +2`.
 * @param entrance where events of any phone come in
 */
export function eventCaption(node: EventNode, entrance: string): string {
  const phone = phoneOf(node);
  const ids = Array.isArray(node.events) ? (node.events as unknown[]) : [];
  const [first, ...others] = ids;
  if (first === undefined) return phone === '' ? entrance : `${phone}: ${_('caption.any')}`;
  const more = others.length === 0 ? '' : ` +${others.length}`;
  return `${phone === '' ? entrance : phone}: ${eventLabel(storedText(first))}${more}`;
}

/** Of keys and texts the beginning says enough. */
const LONGEST = 20;

/** `Dial 6060 · Desk`, `Dial · msg.phone`. */
export function commandCaption(node: CommandNode): string {
  const action = storedText(node.action);
  const what = action === '' ? 'msg.payload' : [command(`action.${action}`), valueOf(node)].filter(Boolean).join(' ');
  return `${what} · ${phoneOf(node) || 'msg.phone'}`;
}

/** A value that may be read over a shoulder: never a door's code, nor the digits that a voice menu asked for. */
function valueOf({ action, value, valueType }: CommandNode): string {
  const parameter = termOf(action) && valueParameterOf(storedText(action));
  if (parameter === undefined || ['code', 'digits'].includes(parameter)) return '';
  const text = storedText(value);
  if (text === '') return '';
  const type = storedText(valueType);
  if (['msg', 'flow', 'global'].includes(type)) return `${type}.${text}`;
  if (!['', 'str', 'num'].includes(type)) return '';
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
