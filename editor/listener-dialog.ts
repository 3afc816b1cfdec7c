import { readUntil } from '../nodes/lib/events/until';
import { isLoaded, whenLoaded } from './catalogue';
import { byId } from './element';
import { dialogFields, valueOf } from './fields';
import { tieHints } from './hints';
import { takePrefill } from './listener-prefill';
import { newToken } from './new-token';
import { type ListenerNode, storedText } from './nodes';
import { showOldTokenUsers } from './old-token-users';
import { problemText } from './problems';
import { baseOf, eventBase, type Listening, proposedBase, withVariables } from './urls';
import * as valid from './valid';
import { words } from './words';

const _ = words('phone-listener');
const { field, text, isChecked } = dialogFields('node-config-input-');

/** The node whose dialog is open: its fields count before what it has stored. */
let open: string | undefined;

const isOpen = ({ id }: ListenerNode): boolean => open === id && field('path').length > 0;
const current = (node: ListenerNode, name: 'port' | 'trustedProxies' | 'previousUntil'): string =>
  isOpen(node) ? text(name) : storedText(node[name]);

function hasPrevious(node: ListenerNode): boolean {
  if (isOpen(node)) return valueOf(field('previousToken')) !== '';
  return Boolean(node.credentials?.['previousToken'] || node.credentials?.['has_previousToken']);
}

/** Without a date the previous token is refused. */
export function validUntil(node: ListenerNode, value: unknown): valid.Judged {
  const written = storedText(value);
  if (written === '') return hasPrevious(node) ? _('error.until-missing') : true;
  return valid.usesEnv(value) || readUntil(written) !== undefined ? true : _('error.until');
}

/** What is no switch, or stands without its proxies or its port, closes the listener. */
export function validProxyProtocol(node: ListenerNode, value: unknown): valid.Judged {
  if (value === false || value === undefined || value === null || value === '') return true;
  if (value !== true) return _('error.no-switch');
  if (current(node, 'port') === '') return _('error.proxy-port');
  return current(node, 'trustedProxies') === '' ? _('error.proxies-missing') : true;
}

export function prepareListener(node: ListenerNode): void {
  open = node.id;
  const note = byId('voip-listener-absent');
  const prefill = takePrefill();
  tieHints(note.closest('.voip-dialog'));
  whenLoaded(note, () => {
    note.hidden = isLoaded();
  });
  $('#voip-listener-generate').on('click', () => field('token').val(newToken()).trigger('change'));
  for (const name of ['path', 'port', 'baseUrl', 'tls']) field(name).on('input change', showWhere);
  for (const name of ['port', 'tls', 'legacyTls']) field(name).on('input change', showPort);
  for (const name of ['port', 'trustedProxies', 'proxyProtocol']) {
    field(name).on('input change', showProxy);
    if (name !== 'proxyProtocol') field(name).on('change', () => field('proxyProtocol').trigger('change'));
  }
  field('previousToken').on('input change', () => field('previousUntil').trigger('change'));
  field('previousUntil')
    .attr('placeholder', nextWeek())
    .on('input change', () => showUntil(node));
  // Only a dialog that another one has opened for a new listener.
  if (prefill && !RED.nodes.node(node.id)) {
    for (const [name, value] of Object.entries(prefill.fields)) field(name).val(value);
    field('legacyTls').prop('checked', prefill.legacyTls);
    // What was guarded stays so, also where the token is forgotten now.
    if (prefill.lacksToken) node.guarded = true;
    const isUnread = (): boolean => prefill.lacksToken && valueOf(field('token')) === '';
    field('token').on('input change', () => $('#voip-listener-unread').prop('hidden', !isUnread()));
    field('token').trigger('change');
    for (const name of Object.keys(prefill.fields)) field(name).trigger('change');
  }
  $('#voip-listener-previous').prop('open', hasPrevious(node) || text('previousUntil') !== '');
  showWhere();
  showPort();
  showProxy();
  showUntil(node);
  showOldTokenUsers(byId('voip-listener-users'), node.id);
}

export function closeListener(): void {
  open = undefined;
}

const usesTls = (): boolean => !['', '_ADD_'].includes(text('tls'));

function showWhere(): void {
  const listening: Listening = {
    baseUrl: text('baseUrl'),
    port: text('port'),
    tls: usesTls(),
    adminRoot: RED.settings.actionUrlInAdminRoot,
  };
  const where = withVariables(
    baseOf({ ...listening, httpNodeRoot: RED.settings.httpNodeRoot }, location),
    ['path', 'port', 'baseUrl'].map(text),
  );
  $('#voip-listener-tip').text(`${eventBase(where, text('path') || '/phone')}/incoming-call`);
  const problem = problemText(where, true);
  $('#voip-listener-problem')
    .prop('hidden', problem === '')
    .text(problem);
  field('baseUrl').attr('placeholder', proposedBase(listening, location));
}

function showPort(): void {
  const own = text('port') !== '';
  const weak = isChecked('legacyTls');
  $('#voip-listener-tls').prop('hidden', !own);
  // What is switched on is shown wherever it may matter.
  $('#voip-listener-legacy').prop('hidden', !weak && !(own && usesTls()));
  $('#voip-listener-weak').prop('hidden', !weak);
}

const showProxy = (): void =>
  void $('#voip-listener-proxy').prop(
    'hidden',
    !isChecked('proxyProtocol') && (text('port') === '' || text('trustedProxies') === ''),
  );

/** Until when the previous token is taken, in words; that it is refused, where it is. */
function showUntil(node: ListenerNode): void {
  const written = text('previousUntil');
  const moment = readUntil(written);
  const day = moment === undefined ? '' : new Date(moment).toLocaleString(RED.i18n.lang?.() || undefined);
  const isOver = moment !== undefined && moment <= Date.now();
  const refused =
    !hasPrevious(node) || valid.usesEnv(written)
      ? ''
      : isOver
        ? _('previous.over', { time: day })
        : moment === undefined
          ? _('previous.refused')
          : '';
  $('#voip-listener-until').text(
    moment === undefined || isOver ? _('hint.previous-until') : _('previous.until', { time: day }),
  );
  $('#voip-listener-refused')
    .prop('hidden', refused === '')
    .find('span')
    .text(refused);
}

/** `2026-12-01`, in a week. */
function nextWeek(): string {
  const now = new Date();
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 7);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}
