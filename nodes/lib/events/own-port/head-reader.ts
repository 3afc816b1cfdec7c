import { ByteStore } from '../byte-store';
import { appendForwardedFor, UNREADABLE_CHAIN } from '../proxies';
import { type RequestLine, readRequestLine } from '../request-line';
import { isFromWebPage } from '../web-page';
import { mayBeFile } from './beside';
import type { ListenerLimits } from './listener-limits';

/** One request, as far as a server for phone events needs it. */
export interface RequestHead {
  readonly line: RequestLine;
  /** The connection may carry another request after this one. Never with a body. */
  readonly persistent: boolean;
  readonly body?: BodyAhead;
  /** As in `Arrival`. */
  readonly forwardedFor?: string;
  /** As in `Arrival`. */
  readonly fromWebPage?: boolean;
  /** As in `Arrival`. */
  readonly userAgent?: string;
}

/** What the head says of a body behind it. */
export interface BodyAhead {
  /** In bytes; undefined where it comes in pieces, or the length is none. */
  readonly length: number | undefined;
  /** The sender waits until it is told to go on. */
  readonly waits: boolean;
}

/** 400: not HTTP, or framed in two ways; 414: request line too long; 431: too many or too long headers. */
export type HeadFault = 400 | 414 | 431;

type Limits = Pick<ListenerLimits, 'requestLine' | 'headerLines' | 'headerBytes'>;

/** Some clients end a request with one line end too many. */
const BLANK_LINES = 2;
const LF = 0x0a;
const CR = 0x0d;

/** Reads request heads from a connection's bytes, however they are cut; lines may end in a bare LF. */
export class HeadReader {
  readonly #limits: Limits;
  readonly #part = new ByteStore();
  #line: RequestLine | undefined;
  #blankLines = 0;
  #headerLines = 0;
  #headerBytes = 0;
  #connection = '';
  #lengths: string[] = [];
  #coded = false;
  #waits = false;
  #odd = false;
  #forwardedFor: string | undefined;
  #host: string | undefined;
  #origin: string | undefined;
  #secFetchSite: string | undefined;
  #userAgent: string | undefined;
  #position = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Nothing of a next request has come. */
  get idle(): boolean {
    return this.#line === undefined && this.#part.length === 0;
  }

  /** How far the last `read` got in its bytes: less than all of them where it was stopped. */
  get position(): number {
    return this.#position;
  }

  /**
   * @param take called for each head that is complete; false stops the reading behind it
   * @returns the fault that ends the reading, undefined while there is none
   */
  read(chunk: Buffer, take: (head: RequestHead) => boolean): HeadFault | undefined {
    let start = 0;
    while (start < chunk.length) {
      if (this.idle && !mayStart(chunk[start])) return 400;
      const end = chunk.indexOf(LF, start);
      const limit = this.#line ? this.#limits.headerBytes - this.#headerBytes : this.#limits.requestLine;
      if (this.#part.length + (end < 0 ? chunk.length : end) - start > limit) return this.#line ? 431 : 414;
      if (end < 0) {
        this.#part.append(chunk, start);
        break;
      }
      const text = this.#text(chunk, start, end);
      start = end + 1;
      this.#position = start;
      const head = text === '' ? this.#emptyLine() : this.#filledLine(text);
      if (typeof head === 'number') return head;
      if (head && !take(head)) return undefined;
    }
    this.#position = chunk.length;
    return undefined;
  }

  #text(chunk: Buffer, start: number, end: number): string {
    if (this.#part.length > 0) {
      this.#part.append(chunk, start, end);
      const text = this.#part.take();
      return text.endsWith('\r') ? text.slice(0, -1) : text;
    }
    return chunk.toString('latin1', start, end > start && chunk[end - 1] === CR ? end - 1 : end);
  }

  #emptyLine(): RequestHead | HeadFault | undefined {
    const line = this.#line;
    if (!line) return ++this.#blankLines > BLANK_LINES ? 400 : undefined;
    const isCounted = this.#lengths.length > 0;
    // Two servers could disagree on where such a request ends (RFC 9112 section 6.3).
    if (this.#lengths.length > 1 || (isCounted && this.#coded)) return 400;
    const hasBody = this.#coded || (isCounted && !/^0+$/.test(this.#lengths[0] ?? ''));
    const length = /^\d{1,15}$/.test(this.#lengths[0] ?? '') ? Number(this.#lengths[0]) : undefined;
    // What one server reads as a header of its own another may read as the end of the line before.
    const forwardedFor = this.#odd ? UNREADABLE_CHAIN : this.#forwardedFor;
    const head = {
      line,
      persistent: !hasBody && !this.#odd && this.#wantsMore(line),
      ...(hasBody && { body: { length, waits: this.#waits } }),
      ...(forwardedFor !== undefined && { forwardedFor }),
      ...(isFromWebPage(this.#secFetchSite, this.#origin, this.#host) && { fromWebPage: true }),
      ...(this.#userAgent !== undefined && { userAgent: this.#userAgent }),
    };
    this.#startAnew();
    return head;
  }

  #wantsMore(line: RequestLine): boolean {
    if (this.#connection === '') return line.version === '1.1';
    const options = this.#connection.split(',').map((option) => option.trim());
    if (options.includes('close')) return false;
    return line.version === '1.1' || (line.version === '1.0' && options.includes('keep-alive'));
  }

  #filledLine(text: string): HeadFault | undefined {
    if (!this.#line) {
      this.#line = readRequestLine(text);
      return this.#line ? undefined : 400;
    }
    this.#headerBytes += text.length;
    if (++this.#headerLines > this.#limits.headerLines) return 431;
    this.#header(text);
    return undefined;
  }

  /** Headers mean nothing here but for where the request ends and what proxies and browsers say of its sender. */
  #header(text: string): void {
    const colon = text.indexOf(':');
    const written = text.slice(0, Math.max(colon, 0));
    const name = written.trim().toLowerCase();
    // Folded or malformed: might be read as another header elsewhere, so this request is the connection's last.
    if (colon <= 0 || name.length !== written.length || text.includes('\r')) this.#odd = true;
    const value = text.slice(colon + 1).trim();
    if (name === 'connection') this.#connection += `,${value.toLowerCase()}`;
    else if (name === 'content-length') this.#lengths.push(value);
    else if (name === 'transfer-encoding') this.#coded = true;
    else if (name === 'expect') this.#waits ||= value.toLowerCase() === '100-continue';
    else if (name === 'x-forwarded-for') this.#forwardedFor = appendForwardedFor(this.#forwardedFor, value);
    else if (name === 'host') this.#host = joined(this.#host, value);
    else if (name === 'origin') this.#origin = joined(this.#origin, value);
    else if (name === 'sec-fetch-site') this.#secFetchSite = joined(this.#secFetchSite, value);
    // Who sends an event says who he is in its variables.
    else if (name === 'user-agent' && mayBeFile(this.#line?.target ?? ''))
      this.#userAgent = joined(this.#userAgent, value);
  }

  #startAnew(): void {
    this.#line = undefined;
    this.#blankLines = 0;
    this.#headerLines = 0;
    this.#headerBytes = 0;
    this.#connection = '';
    this.#lengths = [];
    this.#coded = false;
    this.#waits = false;
    this.#odd = false;
    this.#forwardedFor = undefined;
    this.#host = undefined;
    this.#origin = undefined;
    this.#secFetchSite = undefined;
    this.#userAgent = undefined;
  }
}

/** Several lines of one name, as one value (RFC 9110 section 5.3); what comes of these three need not be readable. */
function joined(earlier: string | undefined, value: string): string {
  return earlier === undefined ? value : `${earlier},${value}`;
}

/** A method's first letter, or a line end to be skipped. A TLS hello, or anything binary, is neither. */
function mayStart(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  const letter = byte | 0x20;
  return (letter >= 0x61 && letter <= 0x7a) || byte === LF || byte === CR;
}
