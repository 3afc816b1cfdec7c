import { PBX_SYSTEMS } from '../nodes/lib/setup/pbx/systems';
import type { PbxText, SetupAnswer } from '../nodes/lib/setup/answers';
import { isLoopback } from './addresses';
import { copyButton } from './copy';
import { byId, element, icon } from './element';
import { dialogFields, statusIn, valueOf } from './fields';
import { type PhoneNode, storedText } from './nodes';
import { words } from './words';

/**
 * Which listener sets a phone up, and what a person carries there: the address that is typed into the phone, or the text
 * for its PBX. Both hold what opens something, so the runtime makes them on a click, of what is deployed.
 */

const _ = words('voip-phone');
const { field, text } = dialogFields('node-config-input-');

/** What the runtime goes by: as long as these are not deployed, it would answer for another phone. */
const DEPLOYED = ['vendor', 'model', 'mac'] as const;

const listenerId = (): string => text('setup').replace('_ADD_', '');

export function prepareFetch(node: PhoneNode): void {
  const pbx = $('#voip-phone-pbx');
  pbx.append(PBX_SYSTEMS.map(({ id, label }) => element('option', { value: id }, label || _('fetch.plain'))));
  $('#voip-phone-address').on('click', () => ask(node, { make: 'address' }));
  $('#voip-phone-copy').on('click', () => ask(node, { make: 'copy', pbx: valueOf(pbx) }));
  field('setup').on('change', showFetch);
  $('#voip-phone-fetch').prop('open', listenerId() !== '');
  showFetch();
}

function showFetch(): void {
  $('#voip-phone-made').prop('hidden', listenerId() === '');
  status().replaceChildren();
}

const status = (): HTMLElement => statusIn(byId('voip-phone-made'));

function say(look: string, sentence: string): void {
  status().replaceChildren(icon(look), element('span', {}, ` ${sentence}`));
}

function isDeployed(node: PhoneNode): boolean {
  const listener = RED.nodes.node(listenerId());
  if (node.changed || !listener || listener.changed || storedText(node.setup) !== listenerId()) return false;
  return DEPLOYED.every((name) => text(name) === storedText(node[name]));
}

function ask(node: PhoneNode, wish: { readonly make: 'address' | 'copy'; readonly pbx?: string }): void {
  if (!RED.user.hasPermission('voip-phone.write')) return say('lock', _('fetch.not-permitted'));
  if (!isDeployed(node)) return say('info-circle', _('fetch.deploy-first'));
  const data = JSON.stringify({ ...wish, phone: node.id, host: location.hostname });
  $.ajax('voip-phone/setup', { method: 'POST', contentType: 'application/json', data, dataType: 'json' })
    .done((answer: Partial<SetupAnswer>) => {
      if (status().isConnected) show(answer as SetupAnswer);
    })
    .fail(
      ({
        status: answer,
        responseJSON,
      }: {
        readonly status: number;
        readonly responseJSON?: { outcome?: unknown };
      }) => {
        if (answer === 401 || answer === 403) say('lock', _('fetch.not-permitted'));
        else say('warning', _(responseJSON?.outcome === 'not-deployed' ? 'fetch.deploy-first' : 'fetch.failed'));
      },
    );
}

function show(answer: SetupAnswer): void {
  switch (answer.outcome) {
    case 'address':
      return showAddress(answer);
    case 'copy':
      return showTexts(answer.texts, answer.engine);
    case 'lacks':
      return say('warning', _(`lacks.${answer.lacks}`));
    case 'not-adopted':
    case 'not-served':
    case 'no-base':
      return say('warning', _(`fetch.${answer.outcome}`));
    default:
      // Whatever stands between may answer with something of its own.
      return say('warning', _('fetch.failed'));
  }
}

function note(sentence: string, isBad = false): HTMLElement {
  const look = isBad ? 'warning' : 'info-circle';
  return element(`div.voip-note${isBad ? '.voip-bad' : ''}`, {}, icon(look), element('span', {}, sentence));
}

function showAddress({ address, names, scheme, url }: Extract<SetupAnswer, { outcome: 'address' }>): void {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  status().replaceChildren(
    element(
      'div.voip-url-head',
      {},
      element('span.voip-vendor-name', {}, _(`fetch.names-${names}`)),
      copyButton(() => address, _('fetch.copy-address')),
    ),
    element('code.voip-url', { tabindex: '0' }, address),
    ...(scheme ? [note(_('fetch.scheme', { scheme: scheme.toUpperCase() }))] : []),
    ...(isLoopback(host) ? [note(_('fetch.loopback'), true)] : []),
    note(_('fetch.secret')),
  );
}

function showTexts(texts: readonly PbxText[], engine: string): void {
  status().replaceChildren(
    ...texts.flatMap(({ kind, text: written, within, leavesCommands }) => [
      element(
        'div.voip-url-head',
        {},
        element('span.voip-vendor-name', {}, _(within ? `fetch.${kind}-within` : `fetch.${kind}`, { within })),
        copyButton(() => written, _('fetch.copy-text')),
      ),
      element('pre.voip-lines', { tabindex: '0' }, written),
      ...(leavesCommands ? [note(_('fetch.leaves-commands'))] : []),
    ]),
    ...(engine ? [note(_('fetch.escaped', { engine }))] : []),
    note(_('fetch.blank-lines')),
    note(_('fetch.shared')),
  );
}
