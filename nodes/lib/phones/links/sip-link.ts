import { PhoneError } from '../../errors';
import { sentence } from '../../sentences/sentence';
import type { SipAddressing } from '../../transports/sip';
import type { TransportAnswer, TransportOptions } from '../../transports/transport';
import type { PhoneSettings } from '../settings';
import type { Link, LinkRequest, PhonePlace } from './link';
import type { SharedSipStack } from './shared-sip-stack';
import { sipAddressing } from './sip-addressing';

/** SIP NOTIFY, straight to the phone or by way of its registrar. All phones share the stack's sockets. */
export class SipLink implements Link {
  readonly #settings: PhoneSettings;
  readonly #place: PhonePlace;
  readonly #stack: SharedSipStack;

  constructor(settings: PhoneSettings, place: PhonePlace, stack: SharedSipStack) {
    this.#settings = settings;
    this.#place = place;
    this.#stack = stack;
  }

  async send({ wire, notify }: LinkRequest, options: TransportOptions): Promise<TransportAnswer> {
    if (!notify) throw new PhoneError('UNSUPPORTED_ACTION', sentence('action.not-by-sip'));
    const { addressing, host } = this.#addressing();
    const request = { ...addressing, ...notify, body: wire, owner: this };
    return this.#answered(host, await this.#stack.acquire(this).notify(request, options));
  }

  /** By OPTIONS (RFC 3261 section 11), to whoever the NOTIFY would go to. */
  async ask(_target: string, options: TransportOptions): Promise<TransportAnswer> {
    const { addressing, host } = this.#addressing();
    return this.#answered(host, await this.#stack.acquire(this).options({ ...addressing, owner: this }, options));
  }

  async knock(options: TransportOptions): Promise<void> {
    const { addressing, host } = this.#addressing();
    const request = { ...addressing, username: '', password: '', owner: this };
    this.#answered(host, await this.#stack.acquire(this).options(request, options));
  }

  async close(): Promise<void> {
    await this.#stack.release(this);
  }

  #addressing(): { readonly addressing: SipAddressing; readonly host: string } {
    const { host } = this.#place;
    const addressing = sipAddressing(this.#settings, host);
    if (!addressing) throw this.#place.noAddress();
    return { addressing, host };
  }

  #answered(host: string, answer: TransportAnswer): TransportAnswer {
    const { uri, proxy } = this.#settings.sip;
    // By way of a registrar the answer may be that one's.
    if (!uri && !proxy) this.#place.answered(host);
    return answer;
  }
}
