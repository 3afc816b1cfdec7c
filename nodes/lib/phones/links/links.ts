import type { PhoneSettings } from '../settings';
import { HttpLink } from './http-link';
import type { Link, LinkId, PhonePlace } from './link';
import type { SharedSipStack } from './shared-sip-stack';
import { SipLink } from './sip-link';

/** The ways to one phone; each exists from its first use: most of thousands of phones are never sent anything. */
export class Links {
  readonly #settings: PhoneSettings;
  readonly #place: PhonePlace;
  readonly #stack: SharedSipStack;
  #http: HttpLink | undefined;
  #sip: SipLink | undefined;

  constructor(settings: PhoneSettings, place: PhonePlace, sip: SharedSipStack) {
    this.#settings = settings;
    this.#place = place;
    this.#stack = sip;
  }

  by(id: LinkId): Link {
    if (id === 'http') return (this.#http ??= new HttpLink(this.#settings, this.#place));
    return (this.#sip ??= new SipLink(this.#settings, this.#place, this.#stack));
  }

  /** Resolves when nothing is left open. */
  async close(): Promise<void> {
    await Promise.allSettled([this.#http?.close(), this.#sip?.close()]);
  }
}
