import { forUrl, isLoopback, splitHostPort } from './addresses.js';

/**
 * The addresses that phones call, written as a user pastes them. Nothing here touches the page: it is given what the
 * dialog holds and where the editor is open.
 */

const trimSlashes = (text) => text.replace(/^\/+|\/+$/g, '');

/** `/phone` as the path of an event URL: one slash in front, none behind, '' for the root. */
const pathPart = (path) => {
  const trimmed = trimSlashes((path ?? '').trim());
  return trimmed === '' ? '' : `/${trimmed}`;
};

/**
 * Where phones send events, up to the node's path.
 *
 * @param {object} settings
 * @param {string} settings.baseUrl '' where the editor's own address is meant
 * @param {string} settings.port '' for Node-RED's own server, else `1881` or `192.168.5.2:1881`
 * @param {boolean} settings.tls whether the own listener speaks TLS
 * @param {string|false} settings.httpNodeRoot
 * @param {string|undefined} settings.adminRoot where Node-RED itself serves the editor
 * @param {{ protocol: string, hostname: string, origin: string, pathname: string }} editor
 * @returns {{ base: string, root: string, problem?: 'no-http-nodes' | 'loopback' | 'other-port' | 'other-way' }}
 */
export function baseOf({ baseUrl, port, tls, httpNodeRoot, adminRoot }, editor) {
  const given = (baseUrl ?? '').trim().replace(/\/+$/, '');
  if ((port ?? '').trim() !== '') {
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
 * @param {string[]} texts what the URLs are made of
 */
export const withVariables = (where, texts) =>
  where.problem || !texts.some((text) => /\$\{[^\s}]+\}/.test(text)) ? where : { ...where, problem: 'variable' };

/**
 * Whether the editor is open below a path that is not Node-RED's own, such as Home Assistant's ingress: what leads there
 * serves its users, and knows nothing of the paths that phones call.
 */
function isOtherWay(adminRoot, { pathname }) {
  if (typeof adminRoot !== 'string') return false;
  return pathPart(pathname) !== pathPart(new URL(`${pathPart(adminRoot)}/`, 'http://localhost').pathname);
}

/** What the server URL would be where it is left blank; where that leads nowhere, Node-RED's usual port at this host. */
export function proposedBase(settings, editor) {
  const { base, problem } = baseOf({ ...settings, baseUrl: '', httpNodeRoot: '/' }, editor);
  return problem === 'other-way' ? `http://${editor.hostname}:1880` : base;
}

/** A server URL that leads to another port than the listener's: right behind a proxy alone. */
function namesOtherPort(url, own) {
  try {
    const { port, protocol } = new URL(url);
    return !own.endsWith(port || (protocol === 'https:' ? '443' : '80'));
  } catch {
    return false;
  }
}

function ownListener(port, tls, editor) {
  const parts = /^[0-9]+$/.test(port) ? { port } : (splitHostPort(port) ?? { port });
  const everywhere = parts.host === undefined || parts.host === '0.0.0.0' || parts.host === '::';
  const host = everywhere ? editor.hostname : forUrl(parts.host);
  const base = `${tls ? 'https' : 'http'}://${host}:${parts.port ?? port}`;
  return isLoopback(host) ? { base, root: '', problem: 'loopback' } : { base, root: '' };
}

/**
 * Everything before `/<event>`; letters beyond ASCII and blanks as they travel in a URL, what is escaped stays, and so
 * does a `${VARIABLE}`, which is for a person to replace.
 */
export const eventBase = ({ base, root }, path) =>
  `${base}${root}${encodeURI(pathPart(path))
    .replace(/%25([0-9a-f]{2})/gi, '%$1')
    .replace(/\$%7B([^\s/]+?)%7D/g, '$${$1}')}`;

/** A table to paste: one line an event, name and URL apart by a TAB. */
export const asTable = (rows) => rows.map(({ label, url }) => `${label}\t${url}`).join('\n');

const escapeXml = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/&#38;/g, '&amp;');

/**
 * The phone's own configuration file with these URLs.
 *
 * @param {object} form a provisioning form of the catalogue
 * @param {Map<string, string>} urls by event id
 */
export function configurationFile(form, urls) {
  const [outermost, ...inner] = form.elements;
  const indent = (depth) => '  '.repeat(depth);
  const tag = (depth, name, value) => `${indent(depth)}<${name}>${escapeXml(value)}</${name}>`;
  const depth = form.elements.length;
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<${outermost}>`,
    tag(1, form.version.element, form.version.value),
    ...inner.map((name, index) => `${indent(index + 1)}<${name}>`),
    ...form.fixed.map(({ name, value }) => tag(depth, name, value)),
    ...form.parameters
      .filter(({ event }) => urls.has(event))
      .flatMap(({ event, names }) => names.map((name) => tag(depth, name, urls.get(event)))),
    ...inner.map((name, index) => `${indent(index + 1)}</${name}>`).reverse(),
    `</${outermost}>`,
  ].join('\n')}\n`;
}
