import { normaliseMac } from '../../identity/mac';
import { strangersText } from '../../shown-text';
import { headerParameter, longName, splitOutsideQuotes } from '../../sip-header';

/** A phone asks the network for its settings (SIP PnP). All texts are a stranger's. */
export interface Subscribe {
  /** 12 lower-case hex digits. */
  readonly mac: string;
  /** As it says, fit to be shown; '' where it says nothing. */
  readonly vendor: string;
  readonly model: string;
  readonly version: string;
  /** Values of the headers that an answer repeats: one character per byte, none of them a control sign. */
  readonly vias: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly callId: string;
  readonly cseq: string;
}

/** In bytes. Phones send some 540. */
const LONGEST = 4096;
const MOST_HEADERS = 64;
const MOST_VIAS = 4;
/** Of a value that stands in each copy of an answer: what a forged request could make of it stays small. */
const LONGEST_REPEATED = 256;
const LONGEST_NAME = 60;

const METHOD = Buffer.from('SUBSCRIBE ');
const REQUEST_LINE = /^SUBSCRIBE (sips?:[!-~]{1,256}) SIP\/2\.0$/i;
const HEADER = /^([\w.-]{1,40}) *:(.*)$/;
/** `sip:MAC%3a001565123456@224.0.1.75`; also `MAC=…`, `MAC0015…` (captures of Yealink's W52P and T21P), the digits alone. */
const MAC_IN_URI = /sips?:(?:mac(?:%3a|[:=])?)?((?:[\da-f]{2}[:-]?){5}[\da-f]{2})@/i;
const CONTROL = /\p{Cc}/u;

/** Whether a datagram may be a question: a quick look, before it is kept. */
export function mayAsk(datagram: Buffer): boolean {
  return datagram.length <= LONGEST && datagram.subarray(0, METHOD.length).equals(METHOD);
}

/**
 * Reads a datagram, in time that grows with its length alone.
 *
 * @param most bytes that are read at all
 * @returns undefined for whatever is no request for settings, word by word: nobody is told why
 */
export function readSubscribe(datagram: Buffer, most = LONGEST): Subscribe | undefined {
  if (datagram.length > most) return undefined;
  const text = datagram.toString('latin1');
  // Nothing may follow: what is asked has no body.
  if (!text.startsWith('SUBSCRIBE ') || !text.endsWith('\r\n\r\n')) return undefined;
  const [requestLine = '', ...lines] = text.slice(0, -4).split('\r\n');
  // A bare CR or LF is one: to somebody else it would end the line.
  if (lines.length > MOST_HEADERS || lines.some((line) => CONTROL.test(line))) return undefined;
  const uri = REQUEST_LINE.exec(requestLine)?.[1];
  const headers = readHeaders(lines);
  return uri !== undefined && headers ? readRequest(uri, headers) : undefined;
}

function readHeaders(lines: readonly string[]): ReadonlyMap<string, readonly string[]> | undefined {
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const [, written, value = ''] = HEADER.exec(line) ?? [];
    // A folded line is none either: phones write each header in one.
    if (written === undefined) return undefined;
    const name = longName(written);
    const values = headers.get(name) ?? [];
    values.push(value.trim());
    headers.set(name, values);
  }
  return headers;
}

function readRequest(uri: string, headers: ReadonlyMap<string, readonly string[]>): Subscribe | undefined {
  const vias = headers.get('via') ?? [];
  const only = (name: string): string => {
    const [value = '', ...more] = headers.get(name) ?? [];
    return more.length > 0 ? '' : value;
  };
  const [from, to, callId, cseq, event] = [only('from'), only('to'), only('call-id'), only('cseq'), only('event')];
  const mac = macOf([uri, from, to]);
  if (
    mac === undefined ||
    from === '' ||
    to === '' ||
    vias.length === 0 ||
    vias.length > MOST_VIAS ||
    !vias.every((via) => /^SIP\/2\.0\/UDP /i.test(via)) ||
    !/^[!-~]+$/.test(callId) ||
    !/^\d{1,10} +SUBSCRIBE$/.test(cseq) ||
    // It is in a dialog that is none of ours.
    headerParameter(to, 'tag') !== undefined ||
    [...vias, from, to, callId].some((value) => value.length > LONGEST_REPEATED) ||
    headers.has('require') ||
    !isForDevice(event) ||
    !takesUrl(headers.get('accept')) ||
    !(headers.get('content-length') ?? []).every((length) => /^0+$/.test(length)) ||
    !(headers.get('expires') ?? []).every((seconds) => /^\d{1,10}$/.test(seconds))
  )
    return undefined;
  const said = (name: string): string => strangersText(unquoted(headerParameter(event, name) ?? ''), LONGEST_NAME);
  return {
    ...{ mac, vendor: said('vendor'), model: said('model'), version: said('version') },
    ...{ vias, from, to, callId, cseq },
  };
}

/** What any of them names, and none of them denies. */
function macOf(texts: readonly string[]): string | undefined {
  const macs = texts.flatMap((text) => normaliseMac(MAC_IN_URI.exec(text)?.[1] ?? '') ?? []);
  const [mac] = macs;
  if (mac === undefined || macs.some((other) => other !== mac)) return undefined;
  // A group's address, or nobody's.
  return Number.parseInt(mac.slice(0, 2), 16) % 2 === 1 || /^0+$/.test(mac) ? undefined : mac;
}

function isForDevice(event: string): boolean {
  if (splitOutsideQuotes(event, ';')[0]?.toLowerCase() !== 'ua-profile') return false;
  const type = headerParameter(event, 'profile-type');
  return type === undefined || unquoted(type).toLowerCase() === 'device';
}

function takesUrl(accept: readonly string[] | undefined): boolean {
  if (accept === undefined) return true;
  const types = accept.flatMap((line) => line.split(',')).map((type) => type.split(';')[0]?.trim().toLowerCase() ?? '');
  return types.some((type) => ['application/url', 'application/*', '*/*'].includes(type));
}

function unquoted(value: string): string {
  const bare = value.startsWith('"') && value.endsWith('"') && value.length > 1 ? value.slice(1, -1) : value;
  return Buffer.from(bare, 'latin1').toString('utf8');
}
