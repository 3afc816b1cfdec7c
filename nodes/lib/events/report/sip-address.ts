import { ipOf } from '../../identity/address';
import type { Party } from '../types';

const TELEPHONE_NUMBER = /^\+?[0-9*#]+$/;
/** RFC 3966 section 3, and blanks, which people write as well. */
const VISUAL_SEPARATORS = /[-.()\s]/g;
const SCHEME = /^(?:sips?|tel):/i;
/** What phones and PBXs put for a caller who does not want to be known. */
const WITHHELD = /^(?:anonymous|unknown|unavailable|restricted|private|withheld)$/i;
const LONGEST_WITHHELD = 'unavailable'.length;

/** Whether a text stands for a party that is not told. */
export function isWithheld(text: string): boolean {
  const word = text.trim();
  return word.length <= LONGEST_WITHHELD && WITHHELD.test(word);
}

/**
 * The telephone number that a text is, without visual separators; `+`, `*`, `#` and leading zeros stay. Undefined for
 * what is none, an IP address included.
 */
export function readNumber(text: string): string | undefined {
  if (TELEPHONE_NUMBER.test(text)) return text;
  const digits = text.replace(VISUAL_SEPARATORS, '');
  return TELEPHONE_NUMBER.test(digits) && ipOf(text) === undefined ? digits : undefined;
}

/**
 * What a phone's word for a party tells: phones put a name-addr (`"John" <sip:1@h;user=phone>`), a URI, `user@host` or
 * a bare number into one and the same variable, by model and firmware. `uri` is the address without brackets and display
 * name; a `number` is a telephone number; what is no address at all is a name. A party that is withheld has neither.
 */
export function readSipAddress(text: string): Party {
  if (text === '') return {};
  const { display, address } = splitDisplayName(text.trim());
  const party = isWithheld(address) ? {} : readAddress(address);
  if (display !== '' && !isWithheld(display)) party.name = display;
  return party;
}

function splitDisplayName(text: string): { display: string; address: string } {
  const quoteEnd = text.startsWith('"') ? closingQuote(text) : -1;
  const open = text.indexOf('<', quoteEnd + 1);
  if (open >= 0) {
    const close = text.indexOf('>', open);
    return {
      display: unquote(text.slice(0, open).trim()),
      address: text.slice(open + 1, close < 0 ? undefined : close).trim(),
    };
  }
  if (!text.startsWith('"')) return { display: '', address: text };
  const end = quoteEnd < 0 ? text.length : quoteEnd + 1;
  return { display: unquote(text.slice(0, end)), address: text.slice(end).trim() };
}

/** Index of the quote that ends a quoted-string (RFC 3261 section 25.1: `\"` does not), or -1. */
function closingQuote(text: string): number {
  for (let i = 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '"') return i;
  }
  return -1;
}

function unquote(text: string): string {
  if (!text.startsWith('"')) return text;
  const end = text.length > 1 && text.endsWith('"') ? -1 : undefined;
  const quoted = text.slice(1, end);
  return (quoted.includes('\\') ? quoted.replace(/\\(.)/gs, '$1') : quoted).trim();
}

function readAddress(address: string): Party {
  if (address === '') return {};
  const start = schemeEnd(address);
  const at = hostMark(address, start);
  if (start === 0 && !(at >= 0 && isBareAddress(address, at))) return readWord(address);
  if (start > 0 && 'tT'.includes(address.charAt(0))) return readTel(address, address.slice(start));
  const party: Party = { uri: address };
  // Some phones leave the host out where it is the registrar's.
  const lone = at < 0 ? readNumber(upTo(address.slice(start), ';')) : undefined;
  if (lone !== undefined) return { ...party, user: lone, number: lone };
  if (at >= 0) readUser(address.slice(start, at), party);
  const host = readHost(address.slice(at < 0 ? start : at + 1));
  if (host !== '') party.host = host;
  return party;
}

/**
 * Index of the `@` that the host stands behind. One within the user part (`bob%40example.com@pbx`) was unescaped with the
 * rest of the request, and no host has any; those of parameters come later.
 */
function hostMark(address: string, start: number): number {
  const first = address.indexOf('@', start);
  if (first < 0 || !address.includes('@', first + 1)) return first;
  const end = address.slice(first).search(/[;?]/);
  return address.lastIndexOf('@', end < 0 ? address.length : first + end);
}

/** Index behind the scheme; 0 where there is none. */
function schemeEnd(address: string): number {
  return address.startsWith('sip:') ? 'sip:'.length : (SCHEME.exec(address)?.[0].length ?? 0);
}

/** `user@host` without a scheme: what has blanks is a sentence, unless a number is written with some. */
function isBareAddress(text: string, at: number): boolean {
  return !/\s/.test(text) || (readNumber(text.slice(0, at)) !== undefined && !/\s/.test(text.slice(at)));
}

/** Text without a scheme and without `@`. */
function readWord(text: string): Party {
  const number = readNumber(text);
  if (number !== undefined) return { number };
  if (isHost(text)) return { host: readHost(text) };
  return /\s/.test(text) ? { name: text } : { user: text };
}

/** An IP address, with or without a port. */
function isHost(text: string): boolean {
  return ipOf(text) !== undefined || /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\]):\d{1,5}$/i.test(text);
}

function readTel(uri: string, subscriber: string): Party {
  const number = readNumber(unescapeUser(upTo(subscriber, ';')));
  return number === undefined ? { uri } : { uri, number };
}

function readUser(userinfo: string, party: Party): void {
  const user = unescapeUser(upTo(userinfo, ':'));
  if (user === '') return;
  party.user = user;
  // RFC 3261 section 19.1.6: a number's own parameters stand within the user part (`+49123;phone-context=…`).
  const number = readNumber(upTo(user, ';'));
  if (number !== undefined) party.number = number;
}

function upTo(text: string, mark: string): string {
  const end = text.indexOf(mark);
  return end < 0 ? text : text.slice(0, end);
}

function readHost(hostport: string): string {
  const end = hostport.search(/[;?\s]/);
  const authority = end < 0 ? hostport : hostport.slice(0, end);
  if (authority.startsWith('[')) {
    const close = authority.indexOf(']');
    return authority.slice(1, close < 0 ? undefined : close);
  }
  const colon = authority.indexOf(':');
  if (colon < 0) return authority;
  // Some phones forget the brackets around IPv6.
  if (authority.indexOf(':', colon + 1) >= 0 && ipOf(authority) !== undefined) return authority;
  return authority.slice(0, colon);
}

/** A `#` of a number must stand as `%23` in a SIP URI. */
function unescapeUser(user: string): string {
  if (!user.includes('%')) return user;
  try {
    return decodeURIComponent(user);
  } catch {
    return user;
  }
}
