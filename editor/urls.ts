import { readBaseUrl } from '../nodes/lib/base-url';
import { forUrl, isLoopback, splitHostPort } from './addresses';

/**
 * The addresses that phones call, written as a user pastes them. Nothing here touches the page: it is given what the
 * dialog holds and where the editor is open.
 */

const trimSlashes = (text: string): string => text.replace(/^\/+|\/+$/g, '');

/** `/phone` as the path of an event URL: one slash in front, none behind, '' for the root. */
const pathPart = (path: string): string => {
  const trimmed = trimSlashes(path.trim());
  return trimmed === '' ? '' : `/${trimmed}`;
};

/** What decides where a node listens, as the dialog holds it. */
export interface Listening {
  /** '' where the editor's own address is meant. */
  readonly baseUrl: string;
  /** '' for Node-RED's own server, else `1881` or `192.168.5.2:1881`. */
  readonly port: string;
  /** Whether the own listener speaks TLS. */
  readonly tls: boolean;
  /** Where Node-RED itself serves the editor; undefined where that is not known. */
  readonly adminRoot: string | undefined;
}

/** Below which Node-RED serves what its nodes listen to; false: nowhere. */
interface Rooted extends Listening {
  readonly httpNodeRoot: string | false;
}

/** Where the editor is open. */
type Opened = Pick<URL, 'hostname' | 'origin' | 'pathname'>;

/** The beginning of an event's URL, and what is to be said of it. */
export interface Where {
  readonly base: string;
  readonly root: string;
  readonly problem?: 'no-http-nodes' | 'loopback' | 'other-port' | 'other-way' | 'variable';
}

/** Where phones send events, up to the node's path. */
export function baseOf({ baseUrl, port, tls, httpNodeRoot, adminRoot }: Rooted, editor: Opened): Where {
  const typed = baseUrl.trim();
  const given = readBaseUrl(typed) ?? typed.replace(/\/+$/, '');
  if (port.trim() !== '') {
    if (given !== '')
      return { base: given, root: '', ...(namesOtherPort(given, port.trim()) && { problem: 'other-port' }) };
    return ownListener(port.trim(), tls, editor);
  }
  const base = given === '' ? editor.origin : given;
  if (httpNodeRoot === false) return { base, root: '', problem: 'no-http-nodes' };
  const root = pathPart(httpNodeRoot);
  if (given === '' && isOtherWay(adminRoot, editor)) return { base, root, problem: 'other-way' };
  if (given === '' && isLoopback(editor.hostname)) return { base, root, problem: 'loopback' };
  return { base, root };
}

/**
 * The same place with what is to be said of its variables, where nothing worse is: their values are known only when the
 * flow runs.
 *
 * @param texts what the URLs are made of
 */
export const withVariables = (where: Where, texts: readonly string[]): Where =>
  where.problem || !texts.some((text) => /\$\{[^\s}]+\}/.test(text)) ? where : { ...where, problem: 'variable' };

/**
 * Whether the editor is open below a path that is not Node-RED's own, such as Home Assistant's ingress: what leads there
 * serves its users, and knows nothing of the paths that phones call.
 */
function isOtherWay(adminRoot: string | undefined, { pathname }: Opened): boolean {
  if (adminRoot === undefined) return false;
  return pathPart(pathname) !== pathPart(new URL(`${pathPart(adminRoot)}/`, 'http://localhost').pathname);
}

/** What the server URL would be where it is left blank; where that leads nowhere, Node-RED's usual port at this host. */
export function proposedBase(settings: Listening, editor: Opened): string {
  const { base, problem } = baseOf({ ...settings, baseUrl: '', httpNodeRoot: '/' }, editor);
  return problem === 'other-way' ? `http://${editor.hostname}:1880` : base;
}

/** A server URL that leads to another port than the listener's: right behind a proxy alone. */
function namesOtherPort(url: string, own: string): boolean {
  try {
    const { port, protocol } = new URL(url);
    return !own.endsWith(port || (protocol === 'https:' ? '443' : '80'));
  } catch {
    return false;
  }
}

function ownListener(written: string, tls: boolean, editor: Opened): Where {
  const { host: bound = '0.0.0.0', port = written } = /^[0-9]+$/.test(written) ? {} : (splitHostPort(written) ?? {});
  const host = bound === '0.0.0.0' || bound === '::' ? editor.hostname : forUrl(bound);
  const base = `${tls ? 'https' : 'http'}://${host}:${port}`;
  return isLoopback(host) ? { base, root: '', problem: 'loopback' } : { base, root: '' };
}

/**
 * Everything before `/<event>`; letters beyond ASCII and blanks as they travel in a URL, what is escaped stays, and so
 * does a `${VARIABLE}`, which is for a person to replace.
 */
export const eventBase = ({ base, root }: Pick<Where, 'base' | 'root'>, path: string): string =>
  `${base}${root}${encodeURI(pathPart(path))
    .replace(/%25([0-9a-f]{2})/gi, '%$1')
    .replace(/\$%7B([^\s/]+?)%7D/g, '$${$1}')}`;

/** What a phone's web page calls an event, with the URL to paste there. */
export interface LabelledUrl {
  readonly label: string;
  readonly url: string;
}

/** A table to paste: one line an event, name and URL apart by a TAB. */
export const asTable = (rows: readonly LabelledUrl[]): string =>
  rows.map(({ label, url }) => `${label}\t${url}`).join('\n');
