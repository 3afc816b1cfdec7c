import type { PlannedPost } from '../../commands/plan';
import { HttpTransport } from '../../transports/http/http-transport';
import { knock } from '../../transports/http/knock';
import type { TransportAnswer, TransportOptions } from '../../transports/transport';
import type { PhoneSettings } from '../settings';
import type { Link, LinkRequest, PhonePlace } from './link';

/** HTTP and HTTPS straight to the phone. */
export class HttpLink implements Link {
  readonly #settings: PhoneSettings;
  readonly #place: PhonePlace;
  #open: { readonly host: string; readonly transport: HttpTransport } | undefined;
  readonly #closing = new Set<Promise<void>>();

  constructor(settings: PhoneSettings, place: PhonePlace) {
    this.#settings = settings;
    this.#place = place;
  }

  async send({ wire, post }: LinkRequest, options: TransportOptions): Promise<TransportAnswer> {
    return this.#request(wire, options, post);
  }

  async ask(target: string, options: TransportOptions, post?: PlannedPost): Promise<TransportAnswer> {
    return this.#request(target, options, post);
  }

  async #request(target: string, options: TransportOptions, post?: PlannedPost): Promise<TransportAnswer> {
    const { host } = this.#place;
    if (!host) throw this.#place.noAddress();
    const answer = await this.#transportTo(host).request(
      target,
      options,
      post && { contentType: post.contentType, body: post.body.wire },
    );
    // Any answer proves that the phone is still where it was learned to be.
    this.#place.answered(host);
    return answer;
  }

  async knock(options: TransportOptions): Promise<void> {
    const { host } = this.#place;
    if (!host) throw this.#place.noAddress();
    const { protocol, port } = this.#settings;
    await knock(protocol, host, port, options);
    this.#place.answered(host);
  }

  async close(): Promise<void> {
    this.#leave();
    await Promise.allSettled(this.#closing);
  }

  #transportTo(host: string): HttpTransport {
    if (this.#open?.host === host) return this.#open.transport;
    // The learned address moved on: the old one may be another device by now.
    this.#leave();
    const { protocol, port, tls, login, credentials } = this.#settings;
    const transport = new HttpTransport({
      protocol,
      host,
      username: credentials.username,
      password: credentials.password,
      login,
      ...(port !== undefined && { port }),
      ...(tls && { tls }),
    });
    this.#open = { host, transport };
    return transport;
  }

  #leave(): void {
    const closing = this.#open?.transport.close();
    this.#open = undefined;
    if (!closing) return;
    this.#closing.add(closing);
    const leave = (): void => void this.#closing.delete(closing);
    closing.then(leave, leave);
  }
}
