import { PBX_SYSTEMS } from '../nodes/lib/setup/pbx/systems';
import type { PbxText, SetupAnswer } from '../nodes/lib/setup/answers';
import { isLoopback } from './addresses';
import { copyButton } from './copy';
import { element, icon } from './element';
import { words } from './words';

/**
 * What a person carries to a phone or its PBX, asked for by a click and shown: it holds what opens something, so the runtime
 * makes it of what is deployed, and it is kept nowhere.
 */

const _ = words('voip-phone');

export interface MakeWish {
  readonly make: 'address' | 'copy';
  /** A system's id, for `copy`. */
  readonly pbx?: string;
}

/** The systems that a text can be made for. */
export const pbxOptions = (): HTMLOptionElement[] =>
  PBX_SYSTEMS.map(({ id, label }) => element('option', { value: id }, label || _('fetch.plain')));

export function say(status: HTMLElement, look: string, sentence: string): void {
  status.replaceChildren(icon(look), element('span', {}, ` ${sentence}`));
}

/**
 * @param phone a node's id
 * @param status where the answer, or what is wrong, is shown
 * @param isDeployed whether what is shown of the phone is what the runtime has
 */
export function askFor(phone: string, wish: MakeWish, status: HTMLElement, isDeployed: boolean): void {
  if (!RED.user.hasPermission('voip-phone.write')) return say(status, 'lock', _('fetch.not-permitted'));
  if (!isDeployed) return say(status, 'info-circle', _('fetch.deploy-first'));
  const data = JSON.stringify({ ...wish, phone, host: location.hostname });
  $.ajax('voip-phone/setup', { method: 'POST', contentType: 'application/json', data, dataType: 'json' })
    .done((answer: Partial<SetupAnswer>) => {
      if (status.isConnected) show(answer as SetupAnswer, status);
    })
    .fail(
      ({
        status: answer,
        responseJSON,
      }: {
        readonly status: number;
        readonly responseJSON?: { outcome?: unknown };
      }) => {
        if (answer === 401 || answer === 403) say(status, 'lock', _('fetch.not-permitted'));
        else
          say(status, 'warning', _(responseJSON?.outcome === 'not-deployed' ? 'fetch.deploy-first' : 'fetch.failed'));
      },
    );
}

function show(answer: SetupAnswer, status: HTMLElement): void {
  switch (answer.outcome) {
    case 'address':
      return showAddress(answer, status);
    case 'copy':
      return showTexts(answer.texts, answer.engine, status);
    case 'lacks':
      return say(status, 'warning', _(`lacks.${answer.lacks}`));
    case 'not-adopted':
    case 'not-served':
    case 'no-base':
      return say(status, 'warning', _(`fetch.${answer.outcome}`));
    default:
      // Whatever stands between may answer with something of its own.
      return say(status, 'warning', _('fetch.failed'));
  }
}

function note(sentence: string, isBad = false): HTMLElement {
  const look = isBad ? 'warning' : 'info-circle';
  return element(`div.voip-note${isBad ? '.voip-bad' : ''}`, {}, icon(look), element('span', {}, sentence));
}

function showAddress(
  { address, names, scheme, url }: Extract<SetupAnswer, { outcome: 'address' }>,
  status: HTMLElement,
): void {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  status.replaceChildren(
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

function showTexts(texts: readonly PbxText[], engine: string, status: HTMLElement): void {
  status.replaceChildren(
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
