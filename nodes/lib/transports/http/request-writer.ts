import type { Endpoint } from './endpoint';

/** What a field's value may hold (RFC 9110 §5.5), one character per byte: no line can be smuggled in. */
export const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** What differs from one request to the next. */
export interface RequestParts {
  /** Path and query, of visible ASCII. */
  readonly target: string;
  /** One character per byte. */
  readonly authorization?: string | undefined;
  readonly post?: { readonly contentType: string; readonly body: Buffer } | undefined;
}

/** Writes requests to one phone, each as one piece. */
export class RequestWriter {
  readonly #common: string;

  constructor({ origin }: Pick<Endpoint, 'origin'>) {
    const host = origin.slice(origin.indexOf('//') + 2);
    this.#common = ` HTTP/1.1\r\nHost: ${host}\r\nConnection: keep-alive\r\nUser-Agent: node-red-contrib-voip-phone\r\nAccept: */*\r\n`;
  }

  /** A GET, or a POST where there is something to post; undefined where a value does not fit its line. */
  write({ target, authorization, post }: RequestParts): Buffer | undefined {
    let fields = '';
    if (authorization !== undefined) fields += `Authorization: ${authorization}\r\n`;
    if (post) fields += `Content-Type: ${post.contentType}\r\nContent-Length: ${post.body.length}\r\n`;
    if (!VALUE.test(authorization ?? '') || !VALUE.test(post?.contentType ?? '')) return undefined;
    const head = Buffer.from(`${post ? 'POST' : 'GET'} ${target}${this.#common}${fields}\r\n`, 'latin1');
    return post ? Buffer.concat([head, post.body]) : head;
  }
}
