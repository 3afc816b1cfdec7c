import type { IncomingMessage } from 'node:http';
import { normaliseAddress } from '../../identity/address';
import { appendForwardedFor, UNREADABLE_CHAIN } from '../proxies';
import type { Arrival } from '../types';
import { isFromWebPage } from '../web-page';

/** Node.js drops header lines beyond a thousand without a word, the one that a proxy added at the end among them. */
const HEADER_LINES = 200;

/** The headers that are asked for, by their lengths: most lines need no further look. */
const ASKED: readonly string[] = ['host', 'origin', 'sec-fetch-site', 'x-forwarded-for'];

/** A request on Node-RED's own server as an arrival. */
export function arrivalOf(request: IncomingMessage, isLoggedIn: boolean): Arrival {
  const lines = request.rawHeaders;
  const isCut = lines.length > 2 * HEADER_LINES;
  const said = isCut ? undefined : asked(lines);
  const forwardedFor = isCut ? UNREADABLE_CHAIN : said?.get('x-forwarded-for');
  return {
    method: request.method ?? '',
    target: request.url ?? '',
    // The peer itself; `request.ip` would believe headers where `trust proxy` is set, for all nodes alike.
    address: normaliseAddress(request.socket.remoteAddress ?? ''),
    time: new Date(),
    authenticated: isLoggedIn,
    // No phone sends so many headers, and what a browser added may be among those that are gone.
    fromWebPage: said ? isFromWebPage(said.get('sec-fetch-site'), said.get('origin'), said.get('host')) : true,
    ...(forwardedFor !== undefined && { forwardedFor }),
  };
}

/** From the raw lines: Node.js keeps the first of several `Host` lines, and nobody knows which one was meant. */
function asked(lines: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (let i = 0; i < lines.length; i += 2) {
    const written = lines[i] ?? '';
    if (!ASKED.some(({ length }) => length === written.length)) continue;
    const name = written.toLowerCase();
    if (!ASKED.includes(name)) continue;
    const earlier = found.get(name);
    const value = lines[i + 1] ?? '';
    if (name === 'x-forwarded-for') found.set(name, appendForwardedFor(earlier, value));
    else found.set(name, earlier === undefined ? value : `${earlier},${value}`);
  }
  return found;
}
