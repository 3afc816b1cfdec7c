import { type Deadline, DeadlineReached } from '../../deadline';
import type { PhoneError } from '../../errors';
import { sentence } from '../../sentences/sentence';
import type { Timers } from '../../timers';
import type { LoginOutcome } from '../transport';
import { Authorization, type Nonces } from './authorization';
import type { Channel, Opening, Target } from './channel';
import { exchange, NotSent, openChannel } from './exchange';
import { causeOf, closed, notConnected, unreachable } from './failures';
import { locate } from './locate';
import { buildRequest, newBranch, newCallIdentity } from './message';
import type { CheckedRequest } from './notify';
import type { NameService } from './resolver';
import type { SipResponse } from './response';
import type { StreamTransport } from './stream';
import type { TransactionTable } from './table';
import type { TransactionKey } from './transaction';
import type { UdpTransport } from './udp';
import { addressFamily, shownAddress } from './uri';

/** What all commands share. */
export interface Layers {
  readonly timers: Timers;
  readonly names: NameService;
  readonly udp: UdpTransport;
  readonly streams: StreamTransport;
  readonly transactions: TransactionTable;
  readonly nonces: Nonces;
}

/** The final answer, with what became of the login where it is a 401 or 407. */
export interface Delivered {
  readonly response: SipResponse;
  readonly login?: LoginOutcome;
}

/** Requests of one command, digest rounds included: who asks more often will not be content. */
const ROUNDS = 8;
/** RFC 3261 section 18.1.1: longer ones could be fragmented on the way, and phones drop fragments. */
const LONGEST_DATAGRAM = 1300;

/** One request on its way to a final answer: over targets that fail and challenges that must be met. */
export class Delivery {
  readonly #request: CheckedRequest;
  readonly #deadline: Deadline;
  readonly #layers: Layers;
  readonly #until: number;
  readonly #identity = newCallIdentity();
  #cseq = 0;
  #rounds = 0;
  /** How far the connection had come that was given up last. */
  #unfinished: Error | undefined;

  /** @param until by the timers' clock: nobody waits longer for his turn */
  constructor(request: CheckedRequest, deadline: Deadline, layers: Layers, until = Number.POSITIVE_INFINITY) {
    this.#until = until;
    this.#request = request;
    this.#deadline = deadline;
    this.#layers = layers;
  }

  /** @throws PhoneError UNREACHABLE, TIMEOUT, UNREADABLE_ANSWER or CLOSED */
  async run(): Promise<Delivered> {
    try {
      return await this.#tryTargets(await this.#locate());
    } catch (error) {
      if (!(error instanceof DeadlineReached)) throw error;
      if (error.reason === 'closed') throw closed();
      throw this.#late();
    }
  }

  get #where(): string {
    return shownAddress(this.#request.nextHop.host, this.#request.nextHop.port);
  }

  async #locate(): Promise<Target[]> {
    const { nextHop, transport, uri, local } = this.#request;
    let targets: Target[];
    try {
      targets = await this.#deadline.race(locate({ nextHop, transport, secure: uri.secure }, this.#layers.names));
    } catch (error) {
      if (error instanceof DeadlineReached) throw error;
      throw unreachable(this.#where, sentence('sip.unknown-name'), causeOf(error));
    }
    if (targets.length === 0) throw unreachable(this.#where, sentence('sip.no-service'));
    const family = local && addressFamily(local.host);
    const fitting = family ? targets.filter((target) => target.family === family) : targets;
    if (fitting.length === 0) throw unreachable(this.#where, sentence('sip.ip-version'));
    return fitting;
  }

  async #tryTargets(targets: readonly Target[]): Promise<Delivered> {
    let refusal: Delivered | undefined;
    let failure: unknown;
    for (const [index, target] of targets.entries()) {
      // Each target left may use its share of the time for connecting, the last all of it.
      const left = targets.length - index;
      const patience = left > 1 ? this.#deadline.remaining / left : undefined;
      try {
        const delivered = await this.#converse(target, patience);
        if (delivered.response.status !== 503) return delivered;
        refusal = delivered;
      } catch (error) {
        if (!(error instanceof NotSent)) throw error;
        failure = error.cause;
      }
    }
    if (refusal) return refusal;
    throw failure instanceof DeadlineReached ? this.#late() : notConnected(this.#where, failure);
  }

  #late(): PhoneError {
    if (this.#unfinished) return notConnected(this.#where, this.#unfinished);
    return unreachable(this.#where, sentence('sip.too-late'), { code: 'ETIMEDOUT' });
  }

  /** Requests to one target until it wants no further credentials. */
  async #converse(target: Target, patience: number | undefined): Promise<Delivered> {
    const hop = { server: `${target.address} ${target.port}`, transport: target.transport };
    const authorization = new Authorization(this.#request, hop, this.#layers.nonces);
    try {
      for (;;) {
        const response = await this.#ask(target, patience, authorization.headers());
        this.#rounds += 1;
        if (response.status !== 401 && response.status !== 407) {
          if (response.status < 300) authorization.accepted();
          else authorization.failed(response.status);
          return { response };
        }
        const outcome = authorization.take(response);
        if (outcome !== 'retry' || this.#rounds >= ROUNDS)
          return { response, login: { refused: outcome !== 'unanswered', asked: authorization.asked(response) } };
      }
    } catch (error) {
      authorization.failed();
      throw error;
    }
  }

  async #ask(target: Target, patience: number | undefined, authorization: readonly string[]): Promise<SipResponse> {
    const { udp, streams, timers } = this.#layers;
    const { local, tls } = this.#request;
    const where = shownAddress(target.address, target.port);
    this.#cseq += 1;
    const open = async (opening: Opening, atMost = patience): Promise<Channel> => {
      try {
        return await openChannel(opening, { deadline: this.#deadline, timers, atMost, until: this.#until, where });
      } catch (error) {
        this.#unfinished = opening.unfinished?.();
        throw error;
      }
    };
    if (target.transport !== 'udp') {
      return this.#send(this.#build(await open(streams.open(target, local, tls)), authorization), where);
    }
    const built = this.#build(await open(udp.open(target, local)), authorization);
    if (built.bytes.length <= LONGEST_DATAGRAM) return this.#send(built, where);
    built.channel.release();
    let channel: Channel;
    try {
      channel = await open(
        streams.open({ ...target, transport: 'tcp' }, local, undefined),
        (patience ?? this.#deadline.remaining) / 2,
      );
    } catch (error) {
      if (!(error instanceof NotSent)) throw error;
      channel = await open(udp.open(target, local));
    }
    return this.#send(this.#build(channel, authorization), where);
  }

  #build(channel: Channel, authorization: readonly string[]): Built {
    const { protocol, sentBy } = channel;
    const key = { ...this.#identity, branch: newBranch(), cseq: this.#cseq, method: this.#request.method };
    const bytes = buildRequest(this.#request, { ...key, protocol, sentBy, authorization });
    return { channel, key, bytes };
  }

  async #send({ channel, key, bytes }: Built, where: string): Promise<SipResponse> {
    const { timers, transactions } = this.#layers;
    try {
      this.#deadline.check();
    } catch (error) {
      channel.release();
      throw error;
    }
    return exchange(bytes, key, channel, { deadline: this.#deadline, timers, transactions, where });
  }
}

interface Built {
  readonly channel: Channel;
  readonly key: TransactionKey;
  readonly bytes: Buffer;
}
