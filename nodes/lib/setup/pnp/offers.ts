import { randomBytes } from 'node:crypto';
import type { TimerHandle, Timers } from '../../timers';
import { answeredBranch, notifyText, okText } from './dialogue';
import type { Subscribe } from './subscribe';

/** Where a datagram came from. */
export interface Source {
  readonly address: string;
  readonly port: number;
}

/** Milliseconds between a NOTIFY and its copies, until it is answered (RFC 3261's T1 and T2). */
const PAUSES = [500, 1000, 2000, 4000, 4000, 4000];
/** For so long a question that was answered may still come again, in milliseconds (RFC 3261's Timer J). */
const LATE = 32_000;
/** More phones than one listener sets up at once. */
const MOST_ANSWERED = 10_000;

interface Offer {
  readonly mac: string;
  readonly callId: string;
  readonly source: Source;
  readonly branch: string;
  readonly ok: Buffer;
  readonly notify: Buffer;
  copies: number;
  timer: TimerHandle;
}

export interface OffersHost {
  readonly timers: Timers;
  /** A datagram leaves; what becomes of it nobody knows. */
  readonly send: (datagram: Buffer, to: Source) => void;
}

/** One offer a MAC at a time: 200, a NOTIFY and its copies. */
export class Offers {
  readonly #host: OffersHost;
  readonly #byMac = new Map<string, Offer>();
  readonly #byBranch = new Map<string, Offer>();
  /** Each question asks who else is there, and a thousand may be under way. */
  readonly #byAddress = new Map<string, Set<Offer>>();
  /** Which question of a MAC was answered and confirmed last, and until when it may come again. */
  readonly #answered = new Map<string, { readonly callId: string; readonly until: number }>();

  constructor(host: OffersHost) {
    this.#host = host;
  }

  /**
   * Whether a question needs no offer of its own: one is under way, or it was answered already. Who lost the 200 of the
   * one under way gets it again: its NOTIFY is still to come.
   */
  isRepeat({ mac, callId }: Subscribe, source: Source): boolean {
    const offer = this.#byMac.get(mac);
    if (offer) {
      const isSame = offer.callId === callId && isAt(offer.source, source);
      if (isSame) this.#host.send(offer.ok, source);
      return true;
    }
    const answered = this.#answered.get(mac);
    return answered !== undefined && answered.callId === callId && this.#host.timers.now() < answered.until;
  }

  /** Another phone is just being offered its file at this address. */
  hasOther(mac: string, address: string): boolean {
    for (const offer of this.#byAddress.get(address) ?? []) if (offer.mac !== mac) return true;
    return false;
  }

  /** @param sentBy `192.168.5.2:40123`, of the socket that sends */
  begin(asked: Subscribe, source: Source, sentBy: string, url: string): void {
    const tag = randomBytes(8).toString('hex');
    const branch = `z9hG4bK${randomBytes(16).toString('hex')}`;
    const target = `${source.address}:${source.port}`;
    const offer: Offer = {
      ...{ mac: asked.mac, callId: asked.callId, source, branch, copies: 0, timer: undefined },
      ok: Buffer.from(okText(asked, { tag, sentBy }), 'latin1'),
      notify: Buffer.from(notifyText(asked, { tag, sentBy, branch, target, url }), 'latin1'),
    };
    this.#byMac.set(offer.mac, offer);
    this.#byBranch.set(branch, offer);
    const there = this.#byAddress.get(source.address) ?? new Set<Offer>();
    this.#byAddress.set(source.address, there.add(offer));
    this.#host.send(offer.ok, source);
    this.#notify(offer);
  }

  /** A datagram came to the socket that sends. */
  received(datagram: Buffer, { address }: Source): void {
    const branch = answeredBranch(datagram);
    const offer = branch === undefined ? undefined : this.#byBranch.get(branch);
    if (!offer || offer.source.address !== address) return;
    this.#end(offer);
    this.#answered.delete(offer.mac);
    if (this.#answered.size >= MOST_ANSWERED) this.#answered.delete(this.#answered.keys().next().value ?? '');
    this.#answered.set(offer.mac, { callId: offer.callId, until: this.#host.timers.now() + LATE });
  }

  close(): void {
    for (const offer of [...this.#byMac.values()]) this.#end(offer);
  }

  #notify(offer: Offer): void {
    this.#host.send(offer.notify, offer.source);
    const pause = PAUSES[offer.copies];
    offer.copies++;
    if (pause === undefined) this.#end(offer);
    else offer.timer = this.#host.timers.set(pause, () => this.#notify(offer));
  }

  #end(offer: Offer): void {
    this.#host.timers.clear(offer.timer);
    this.#byMac.delete(offer.mac);
    this.#byBranch.delete(offer.branch);
    const { address } = offer.source;
    const there = this.#byAddress.get(address);
    there?.delete(offer);
    if (there?.size === 0) this.#byAddress.delete(address);
  }
}

function isAt(one: Source, other: Source): boolean {
  return one.address === other.address && one.port === other.port;
}
