import type { PhoneSettings } from '../settings';
import { HttpLink } from './http-link';
import type { Link, LinkId, PhonePlace } from './link';
import type { SharedSipStack } from './shared-sip-stack';
import { SipLink } from './sip-link';

/** The ways to one phone; each exists from its first use. */
export class Links {
  readonly #makers: Readonly<Record<LinkId, () => Link>>;
  readonly #open = new Map<LinkId, Link>();

  constructor(settings: PhoneSettings, place: PhonePlace, sip: SharedSipStack) {
    this.#makers = {
      http: () => new HttpLink(settings, place),
      sip: () => new SipLink(settings, place, sip),
    };
  }

  by(id: LinkId): Link {
    const open = this.#open.get(id) ?? this.#makers[id]();
    this.#open.set(id, open);
    return open;
  }

  /** Resolves when nothing is left open. */
  async close(): Promise<void> {
    await Promise.allSettled([...this.#open.values()].map((link) => link.close()));
  }
}
