import { STATUS_CODES } from 'node:http';

/** How the connection goes on: `keep` is HTTP/1.1's default, `keep-1.0` has to be said. */
export type AnswerConnection = 'keep' | 'keep-1.0' | 'close';

/** Whole HTTP answers without a body; made once a second, for the Date that every answer carries (RFC 9110 section 6.6.1). */
export class BareAnswers {
  readonly #now: () => number;
  readonly #texts: Readonly<Record<AnswerConnection, Map<number, string>>> = {
    keep: new Map(),
    'keep-1.0': new Map(),
    close: new Map(),
  };
  #second = Number.NaN;

  constructor(now: () => number) {
    this.#now = now;
  }

  text(status: number, connection: AnswerConnection): string {
    const second = Math.floor(this.#now() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      for (const texts of Object.values(this.#texts)) texts.clear();
    }
    const texts = this.#texts[connection];
    let text = texts.get(status);
    if (text === undefined) {
      text = this.#compose(status, connection);
      texts.set(status, text);
    }
    return text;
  }

  #compose(status: number, connection: AnswerConnection): string {
    const lines = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
      `Date: ${new Date(this.#second * 1000).toUTCString()}`,
    ];
    if (status === 405) lines.push('Allow: GET, HEAD');
    lines.push('Content-Length: 0');
    if (connection !== 'keep') lines.push(`Connection: ${connection === 'close' ? 'close' : 'keep-alive'}`);
    return `${lines.join('\r\n')}\r\n\r\n`;
  }
}
