import { SETUP_MODES } from '../nodes/lib/setup/words';
import { SHORTEST_SECRET } from '../nodes/lib/shortest-secret';
import { whenLoaded } from './catalogue';
import { byId, element } from './element';
import { type EventList, eventList } from './event-list';
import { dialogFields, valueOf } from './fields';
import { newToken } from './new-token';
import { type ListenerNode, storedText } from './nodes';
import { STORED, secretOf } from './secrets';
import * as valid from './valid';
import { words } from './words';

/** The part of a listener's dialog that lets phones fetch their own files. */

const _ = words('phone-listener');
const { field, text } = dialogFields('node-config-input-');

/** The node whose dialog is open: its fields count before what it has stored. */
let open: string | undefined;
let list: EventList | undefined;

const isOpen = ({ id }: ListenerNode): boolean => open === id && field('setup').length > 0;
/** Of a stored secret nobody knows the length here; the runtime says it. */
const isShort = (secret: string): boolean =>
  secret !== STORED && !valid.usesEnv(secret) && secret.trim().length < SHORTEST_SECRET;

/** Why nothing would be served, as a sentence; true: something would, or it is off. */
export function validSetup(node: ListenerNode, value: unknown): valid.Judged {
  const mode = storedText(value).toLowerCase() || 'off';
  if (valid.usesEnv(value)) return true;
  if (!SETUP_MODES.some((each) => each === mode)) return _('error.setup-mode');
  return mode === 'off' ? true : (lackOf(node) ?? true);
}

function lackOf(node: ListenerNode): string | undefined {
  const shown = isOpen(node);
  const secret = (name: 'token' | 'setupKey'): string => (shown ? valueOf(field(name)) : secretOf(node, name));
  if ((shown ? text('port') : storedText(node.port)) === '') return _('error.setup-port');
  // Credentials come with the dialog: before, nobody knows whether there is a token.
  const isKnown = shown || node.credentials !== undefined || node.guarded !== true;
  if (isKnown && isShort(secret('token'))) return _('error.setup-token');
  const key = secret('setupKey');
  return key !== '' && isShort(key) ? _('error.setup-key') : undefined;
}

export const validSetupEvents = (value: unknown): valid.Judged =>
  value === undefined || Array.isArray(value) ? true : _('error.setup-events');

export function prepareSetup(node: ListenerNode): void {
  open = node.id;
  list = undefined;
  const choice = field('setup');
  const stored = storedText(node.setup) || 'off';
  // What is stored stays chosen, offered or not.
  if (choice.find('option').filter((_index, option) => $(option).val() === stored).length === 0)
    choice.append(element('option', { value: stored }, stored));
  let before = stored;
  choice.val(stored).on('change', () => {
    const isSwitchedOn = before === 'off' && isOn();
    before = text('setup');
    // Addresses are made of it: without one of its own they would change with the token.
    if (isSwitchedOn && valueOf(field('setupKey')) === '') field('setupKey').val(newToken());
    show(node);
  });
  field('answerUntried').on('change', () => show(node));
  // Node-RED judges all fields anew when one changes.
  for (const name of ['port', 'token', 'setupKey']) field(name).on('input change', () => choice.trigger('change'));
  whenLoaded(byId('voip-listener-absent'), () => {
    const chosen: readonly unknown[] = Array.isArray(node.setupEvents) ? node.setupEvents : [];
    list = eventList(byId('voip-listener-event-list'), chosen, () => undefined);
    $('#voip-listener-setup-events').prop('open', chosen.length > 0);
  });
  show(node);
}

/** `setupEvents` has no input of its own: Node-RED takes it from the node. What nobody touched stays as it is stored. */
export function saveSetup(node: ListenerNode): void {
  if (list?.isTouched()) node.setupEvents = list.chosen();
  list = undefined;
}

const isOn = (): boolean => text('setup') !== 'off';

function show(node: ListenerNode): void {
  const lack = isOn() ? lackOf(node) : undefined;
  $('#voip-listener-files').prop('hidden', !isOn());
  const isAnswering = text('setup') === 'answer';
  const isWatching = text('setup') === 'watch';
  $('#voip-listener-network')
    .prop('hidden', !isAnswering && !isWatching)
    .text(isAnswering ? _('hint.network-answer') : _('hint.network-watch'));
  $('#voip-listener-untried').prop('hidden', !isAnswering);
  $('#voip-listener-untried-warning').prop('hidden', !isAnswering || !field('answerUntried').is(':checked'));
  $('#voip-listener-setup-lacks')
    .prop('hidden', lack === undefined)
    .find('span')
    .text(lack ?? '');
}
