import { createHash, randomBytes } from 'node:crypto';

/** One use of a nonce, as RFC 7616 §3.4 counts it. */
export interface NonceUse {
  /** How many requests went with this nonce, this one included. */
  readonly nc: number;
  /** One for the life of the nonce: §3.4.2 binds the key of -sess to the first. */
  readonly cnonce: string;
}

/** A nonce that was not used for so many others is forgotten; a server that gives one for ever uses it with each command. */
const REMEMBERED = 10_000;

/**
 * Counts the requests sent with each nonce. A server that gives the same nonce again, to another phone behind it or
 * after a deploy, counts on: a number that comes twice is a replay to it.
 */
export class NonceCounts {
  /** The longest unused first. */
  readonly #uses = new Map<string, NonceUse>();

  /** How many nonces are remembered. */
  get size(): number {
    return this.#uses.size;
  }

  /**
   * Counts one request.
   * @param server where it goes: for HTTP host and port, for SIP the next hop
   */
  next(server: string, realm: string, nonce: string): NonceUse {
    // Hashed: a hostile server's realm and nonce may be long.
    const key = createHash('sha256')
      .update(JSON.stringify([server, realm, nonce]))
      .digest('base64');
    const last = this.#uses.get(key);
    const use = { nc: (last?.nc ?? 0) + 1, cnonce: last?.cnonce ?? randomBytes(16).toString('hex') };
    this.#uses.delete(key);
    this.#uses.set(key, use);
    if (this.#uses.size > REMEMBERED) this.#uses.delete(this.#uses.keys().next().value ?? '');
    return use;
  }
}

/** Those of this process: a count outlives phones, transports and deploys, since the server's does. */
export const nonceCounts = new NonceCounts();
