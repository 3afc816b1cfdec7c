import { isIPv4, isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';
import { PhoneError } from '../../errors';
import { type Sentence, sentence } from '../../sentences/sentence';

/** Where a phone's web server is. */
export interface Endpoint {
  readonly protocol: 'http' | 'https';
  /** For connecting: an address (IPv6 with its zone) or an ASCII name. */
  readonly host: string;
  readonly port: number;
  /** True where `host` is a name: it then is what the certificate must say. */
  readonly named: boolean;
  /** For Host headers: no zone, IPv6 in brackets. */
  readonly origin: string;
  /** For messages: `10.0.0.12:80`. */
  readonly label: string;
}

const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/i;
const ZONE = /^[a-z0-9._~-]{1,64}$/i;

/**
 * Checks the address of a phone. Throws NO_ADDRESS. A host in doubt is not repeated in the message: somebody may
 * have written `user:password@…` there.
 */
export function readEndpoint(protocol: 'http' | 'https', host: string, port: number | undefined): Endpoint {
  const usual = protocol === 'https' ? 443 : 80;
  const number = port ?? usual;
  if (!Number.isInteger(number) || number < 1 || number > 65_535) {
    throw noAddress(sentence('http.port'));
  }
  const text = host.trim();
  if (text === '') throw noAddress(sentence('http.no-address'));

  const [address = '', zone] = withoutBrackets(text).split(/%(?:25)?(.*)/s, 2);
  const shown = isIPv6(address) ? `[${address}]` : readName(text);
  if (zone !== undefined && !ZONE.test(zone)) throw noAddress(sentence('http.zone'));
  return {
    protocol,
    host: isIPv6(address) ? (zone === undefined ? address : `${address}%${zone}`) : shown,
    port: number,
    named: !isIPv6(address) && !isIPv4(shown),
    origin: `${protocol}://${shown}${number === usual ? '' : `:${number}`}`,
    label: `${shown}:${number}`,
  };
}

function withoutBrackets(text: string): string {
  return text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
}

/** A host name in ASCII, or a dotted-decimal IPv4 address. */
function readName(text: string): string {
  if (isIPv4(text)) return text;
  if (/[\s/@?#\\%[\]:]/.test(text)) {
    throw noAddress(sentence('http.more-than-host'));
  }
  const labels = text.replace(/\.$/, '').split('.');
  // The URL standard reads 010.0.0.1 as 8.0.0.1, 127.1 as 127.0.0.1 and 0x7f.1 alike; the installer meant none of them.
  if (/^(?:\d+|0x[\da-f]*)$/i.test(labels.at(-1) ?? '')) {
    throw noAddress(sentence('http.bad-ipv4'));
  }
  // domainToASCII is as liberal as the URL standard, so its result is checked like any name.
  const ascii = LABEL.test(labels.join('')) ? text : domainToASCII(text);
  const wellFormed =
    ascii.length <= 253 &&
    ascii
      .replace(/\.$/, '')
      .split('.')
      .every((label) => LABEL.test(label));
  if (!wellFormed) throw noAddress(sentence('http.bad-host'));
  return ascii.toLowerCase();
}

function noAddress(words: Sentence): PhoneError {
  return new PhoneError('NO_ADDRESS', words);
}
