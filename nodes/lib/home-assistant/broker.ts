import { type Sentence, joined, sentence } from '../sentences/sentence';
import type { Presence } from './config';

/**
 * Core's `mqtt-broker` as ours. Nothing documents it as an interface: these are the functions that core's own mqtt nodes
 * call, alike in Node-RED 4 and 5 (@node-red/nodes/core/network/10-mqtt.js), and here alone they are known.
 */

/** What stands in the broker's list of users: core calls `status` of each at every connection and loss. */
interface Seat {
  readonly id: string;
  readonly status: () => void;
}

type Take = (topic: string, payload: Uint8Array, packet?: { readonly retain?: boolean; readonly qos?: number }) => void;

interface CoreBroker {
  readonly connected?: unknown;
  readonly options?: { readonly protocolVersion?: unknown; readonly clean?: unknown; readonly will?: unknown };
  readonly birthMessage?: unknown;
  register(seat: Seat): void;
  deregister(seat: Seat, done: () => void, autoDisconnect: boolean): void;
  subscribe(topic: string, options: object, take: Take, ref: string): void;
  unsubscribe(topic: string, ref: string, removeClientSubscription: boolean): void;
  publish(message: { topic: string; payload: string; qos: number; retain: boolean }, done: () => void): void;
}

const FUNCTIONS = ['register', 'deregister', 'subscribe', 'unsubscribe', 'publish'] as const;

/** A message that has come to a subscription of ours. */
export interface Arrived {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** It was stored: sent at some time before, by whomever. */
  readonly isRetained: boolean;
  /** It may have waited for us while we were away. */
  readonly mayBeLate: boolean;
}

/** @returns what is missing in a node that was chosen as broker; undefined: it can be used */
export function brokerFault(node: unknown): Sentence | undefined {
  const lacking = FUNCTIONS.filter((name) => typeof property(node, name) !== 'function');
  return lacking.length === 0 ? undefined : sentence('hass.broker-lacks', { functions: joined(lacking) });
}

/** A place at a broker, from a node's deploy to its close. */
export class BrokerSeat {
  readonly #broker: CoreBroker;
  readonly #seat: Seat;
  readonly #onChange: () => void;
  readonly #topics = new Set<string>();
  #wasConnected = false;
  #isOpen = false;

  /**
   * @param node one of which `brokerFault` says nothing
   * @param id of the node that sits there
   * @param onChange told at every connection and loss: at once, before core renews its subscriptions
   */
  constructor(node: unknown, id: string, onChange: () => void) {
    this.#broker = node as CoreBroker;
    this.#onChange = onChange;
    this.#seat = { id, status: () => this.#look() };
  }

  get isConnected(): boolean {
    return this.#broker.connected === true;
  }

  /** Takes the seat: the first at a broker makes it connect. */
  open(): void {
    this.#isOpen = true;
    this.#broker.register(this.#seat);
    this.#look();
  }

  #look(): void {
    if (!this.#isOpen || this.isConnected === this.#wasConnected) return;
    this.#wasConnected = this.isConnected;
    this.#onChange();
  }

  /** Dropped while there is no connection. */
  publish(topic: string, payload: string, isRetained: boolean): void {
    // What cannot be sent is sent again at the next connection.
    if (this.isConnected) this.#broker.publish({ topic, payload, qos: 0, retain: isRetained }, () => {});
  }

  /**
   * At QoS 0: the broker keeps nothing for us while we are away. Core renews it at each connection.
   * @param wantsStored what is retained by now comes, too (on MQTT 3.1.1 always)
   */
  subscribe(topic: string, wantsStored: boolean, take: (arrived: Arrived) => void): void {
    // Anew, not again: core would tell twice whom it knows already.
    this.unsubscribe(topic);
    this.#topics.add(topic);
    const isV5 = this.#broker.options?.protocolVersion === 5;
    this.#broker.subscribe(
      topic,
      { qos: 0, ...(isV5 && { rh: wantsStored ? 0 : 2 }) },
      (arrivedAt, payload, packet) => {
        const { retain, qos = 0 } = packet ?? {};
        // A subscription of somebody else's at this node may have the broker keep messages, which core hands to all.
        const isKept = this.#broker.options?.clean === false;
        take({ topic: arrivedAt, payload, isRetained: retain === true, mayBeLate: isKept && qos > 0 });
      },
      this.#seat.id,
    );
  }

  unsubscribe(topic: string): void {
    if (this.#topics.delete(topic)) this.#broker.unsubscribe(topic, this.#seat.id, true);
  }

  /**
   * Leaves the seat. What was published just before still goes out.
   * @param isLast nobody follows: a broker that nobody uses any more disconnects
   */
  close(isLast: boolean, done: () => void): void {
    this.#isOpen = false;
    for (const topic of [...this.#topics]) this.unsubscribe(topic);
    this.#broker.deregister(this.#seat, done, isLast);
  }

  /** What the broker tells of Node-RED's connection, where its node has a birth and a will on one topic, both retained. */
  get connection(): Presence | undefined {
    const { birthMessage: birth, options } = this.#broker;
    const topic = property(birth, 'topic');
    const [present, absent] = [property(birth, 'payload'), property(options?.will, 'payload')];
    const isKept = [birth, options?.will].every(
      (message) => property(message, 'topic') === topic && property(message, 'retain') === true,
    );
    if (!isKept || typeof topic !== 'string' || !/^[^+#\p{Cc}]+$/u.test(topic)) return undefined;
    if (typeof present !== 'string' || typeof absent !== 'string') return undefined;
    return present && absent && present !== absent ? { topic, present, absent } : undefined;
  }
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
