import { readBaseUrl } from '../nodes/lib/base-url';
import { parseAllowList } from '../nodes/lib/events/allow';
import { parseEndpoint } from '../nodes/lib/events/own-port/endpoint';
import { parseRate } from '../nodes/lib/events/rate';
import { isCommandsFrom } from '../nodes/lib/setup/words';
import { normaliseMac } from '../nodes/lib/identity/mac';
import { readEndpoint } from '../nodes/lib/transports/http/endpoint';
import { parseHostPort, parseSipUri } from '../nodes/lib/transports/sip/uri';
import { isLoaded, vendorOf } from './catalogue';
import { isIP } from './net-for-browsers';
import { type EventNode, type GuardedNode, storedText } from './nodes';
import { words } from './words';

/** Node-RED shows the sentence; `true`: nothing is wrong. */
export type Judged = true | string;
/** Whether a text that is not blank is right. */
type Rule = (text: string) => boolean;

/**
 * Validators of node properties, in Node-RED's way: true, or a translated sentence that says what is wrong.
 * A value with `${ENV}` in it is known only when the flow runs: it passes. What can be read is asked of the code that
 * will read it. No sentence holds a value: Node-RED makes HTML of them, and a flow may come from anybody.
 */

const phone = words('voip-phone');
const eventWords = words('action-url-in');
const command = words('active-uri-out');
const listener = words('phone-listener');

const isBlank = (value: unknown): boolean => storedText(value) === '';
export const usesEnv = (value: unknown): boolean => typeof value === 'string' && /\$\{[^\s}]+\}/.test(value);

const rule =
  (isRight: Rule, sentence: () => string) =>
  (value: unknown): Judged =>
    isBlank(value) || usesEnv(value) || isRight(storedText(value)) ? true : sentence();

/** Whether a reader takes a text: it neither throws nor finds nothing. */
const readBy =
  (read: (text: string) => unknown): Rule =>
  (text) => {
    try {
      return read(text) !== undefined;
    } catch {
      return false;
    }
  };
const between =
  (least: number, most: number): Rule =>
  (text) =>
    Number(text) >= least && Number(text) <= most;
const oneOf =
  (...words: string[]): Rule =>
  (text) =>
    words.includes(text.toLowerCase());

export const vendor = (value: unknown): Judged => {
  if (isBlank(value)) return phone('error.vendor-missing');
  return usesEnv(value) || !isLoaded() || vendorOf(storedText(value)) ? true : phone('error.vendor-unknown');
};
export const mac = rule(readBy(normaliseMac), () => phone('error.mac'));
export const host = rule(
  readBy((text) => readEndpoint('http', text, undefined)),
  () => phone('error.host'),
);
export const port = rule(
  (text) => /^[0-9]{1,5}$/.test(text) && between(1, 65_535)(text),
  () => phone('error.port'),
);
export const protocol = rule(oneOf('http', 'https'), () => phone('error.protocol'));
export const phoneTransport = rule(oneOf('http', 'sip'), () => phone('error.transport'));
export const charset = rule(oneOf('gb18030', 'windows-1252'), () => phone('error.charset'));
export const check = rule(between(1, 1440), () => phone('error.check'));
export const login = rule(oneOf('basic'), () => phone('error.login'));
// The same two forms as at run time: visible ASCII without #, and a separator that no key can hold.
export const requestPath = rule(
  (text) => /^\/[!-"$-~]*$/.test(text),
  () => phone('error.path'),
);
export const separator = rule(
  (text) => /^(?=.*[^A-Za-z0-9])[!-"$-~]{1,16}$/.test(text),
  () => phone('error.separator'),
);
export const sipUri = rule(readBy(parseSipUri), () => phone('error.sip-uri'));
export const sipProxy = rule(readBy(parseHostPort), () => phone('error.sip-proxy'));
export const sipLocal = rule(
  (text) => isIP(parseHostPort(text)?.host ?? '') !== 0,
  () => phone('error.sip-local'),
);

export const eventPath = rule(
  (text) => !/[?#\p{Cc}]/u.test(text),
  () => eventWords('error.path'),
);
export const commandsFrom = rule(isCommandsFrom, () => listener('error.commands-from'));
export const allow = rule(readBy(parseAllowList), () => eventWords('error.allow'));
export const rate = rule(readBy(parseRate), () => eventWords('error.rate'));
export const listenPort = rule(readBy(parseEndpoint), () => eventWords('error.port'));
export const baseUrl = rule(
  (text) => readBaseUrl(text) !== undefined,
  () => eventWords('error.base-url'),
);
export const eventIds = (value: unknown): Judged =>
  value === undefined || Array.isArray(value) ? true : eventWords('error.events');

export const timeout = rule(between(0.1, 3600), () => command('error.timeout'));
export const maxAge = rule(between(0, 86_400), () => command('error.max-age'));
export const retries = rule(
  (text) => /^(?:[0-9]|10)$/.test(text),
  () => command('error.retries'),
);
export const confirmWithin = rule(between(0.1, 3600), () => command('error.confirm-within'));
export const rounds = rule(
  (text) => /^[0-9]+$/.test(text) && between(1, 100)(text),
  () => command('error.rounds'),
);
export const pause = rule(between(0, 3600), () => command('error.pause'));
export const transport = rule(oneOf('http', 'sip'), () => command('error.transport'));

/** A field that says nothing where the node has a listener. */
export const own = (node: EventNode, judge: (value: unknown) => Judged, value: unknown): Judged =>
  isBlank(node.listener) ? judge(value) : true;

/** A node that is to have a token of its own, and has none as far as the editor knows. */
export const guarded = (node: GuardedNode, value: unknown): Judged =>
  value === true && isBlank(node.listener) && lacksToken(node) ? eventWords('error.guarded') : true;

function lacksToken({ id, credentials }: GuardedNode): boolean {
  if (credentials?.['token']) return false;
  if (credentials?.['has_token'] !== undefined) return !credentials['has_token'];
  // Credentials are fetched with the dialog; what was never deployed (an import, a copy) can have none in store.
  const deployed: unknown = RED.nodes.originalFlow();
  return Array.isArray(deployed) && !deployed.some((node: EditorNode) => node.id === id);
}
