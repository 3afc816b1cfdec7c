import type { promises } from 'node:dns';
import { Deadline } from '../../deadline';
import type { Words } from '../../sentences/sentence';
import { systemTimers, type Timers } from '../../timers';
import { type NonceCounts, nonceCounts } from '../authentication/nonce-counts';
import type { TransportAnswer, TransportOptions } from '../transport';
import { Delivery } from './delivery';
import { closed } from './failures';
import { NonceCache } from './nonces';
import { type CheckedRequest, checkNotify, checkOptions, type SipAddressing, type SipNotify } from './notify';
import { type NameService, nameService } from './resolver';
import { parseDatagram, readResponse } from './response';
import { StreamTransport } from './stream';
import { TransactionTable } from './table';
import { toldOnce } from './troubles';
import { UdpTransport } from './udp';

export interface SipStackOptions {
  readonly timers?: Timers;
  /** Asked for NAPTR, SRV, A and AAAA. Absent: the system's servers and hosts file. */
  readonly resolver?: promises.Resolver;
  /** Trouble with shared sockets, which belongs to no command; each kind is told once. Absent: it is not told. */
  readonly log?: (words: Words) => void;
  /** Absent: those of the process. */
  readonly nonceCounts?: NonceCounts;
}

/** The SIP client of all phones: sends requests and reports their final answers. */
export class SipStack {
  readonly #timers: Timers;
  readonly #names: NameService;
  readonly #udp: UdpTransport;
  readonly #streams: StreamTransport;
  readonly #transactions = new TransactionTable();
  readonly #nonces: NonceCache;
  readonly #nonceCounts: NonceCounts;
  readonly #deadlines = new Set<Deadline>();
  #isClosed = false;

  constructor(options: SipStackOptions = {}) {
    this.#timers = options.timers ?? systemTimers;
    this.#nonces = new NonceCache(() => this.#timers.now());
    this.#nonceCounts = options.nonceCounts ?? nonceCounts;
    this.#names = nameService(this.#timers, options.resolver);
    this.#udp = new UdpTransport({
      timers: this.#timers,
      received: (datagram) => this.#transactions.receive(parseDatagram(datagram)),
      tell: toldOnce(options.log ?? (() => undefined)),
    });
    this.#streams = new StreamTransport({
      timers: this.#timers,
      received: (head, body) => this.#transactions.receive(readResponse(head, body)),
    });
  }

  /**
   * Sends one NOTIFY and awaits its final answer, whatever that says: also 401, 403 or 489 are answers.
   *
   * @throws PhoneError NO_ADDRESS or INVALID_VALUE (malformed request), UNREACHABLE (nothing was sent), TIMEOUT (sent,
   *   and no copy leaves any more), UNREADABLE_ANSWER (the connection broke off after it was sent), CLOSED
   */
  async notify(request: SipNotify, options: TransportOptions): Promise<TransportAnswer> {
    return this.#deliver(checkNotify(request), options);
  }

  /**
   * Asks for a sign of life by OPTIONS.
   *
   * @throws as `notify`
   */
  async options(request: SipAddressing, options: TransportOptions): Promise<TransportAnswer> {
    return this.#deliver(checkOptions(request), options);
  }

  /** The nonces that this phone (`owner` of its requests) used are not used any more. */
  forget(owner: object): void {
    this.#nonces.forgetOwner(owner);
  }

  async #deliver(checked: CheckedRequest, options: TransportOptions): Promise<TransportAnswer> {
    if (this.#isClosed || options.signal.aborted) throw closed();
    const deadline = new Deadline(options.timeout, options.signal, { timers: this.#timers });
    this.#deadlines.add(deadline);
    try {
      const { response, login } = await new Delivery(
        checked,
        deadline,
        {
          timers: this.#timers,
          names: this.#names,
          udp: this.#udp,
          streams: this.#streams,
          transactions: this.#transactions,
          nonces: { cache: this.#nonces, counts: this.#nonceCounts, now: () => this.#timers.now() },
        },
        options.until,
      ).run();
      return {
        status: response.status,
        ...(options.wantBody && { body: Buffer.from(response.body).toString('utf8') }),
        ...(login && { login }),
      };
    } finally {
      this.#deadlines.delete(deadline);
      deadline.dispose();
    }
  }

  /** Ends everything that waits with CLOSED; resolves when every socket is closed and every port free. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const deadline of [...this.#deadlines]) deadline.close();
    this.#transactions.terminateAll();
    await Promise.all([this.#udp.close(), this.#streams.close()]);
  }
}
