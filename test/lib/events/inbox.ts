import { EventEmitter, once } from 'node:events';
import { Reception, type ReceptionCallbacks, type ReceptionSettings } from '../../../nodes/lib/events/reception';
import type { Arrival, EventMessage, FindPhone, KnownPhone } from '../../../nodes/lib/events/types';
import { judgeAll, type Verdict } from '../../../nodes/lib/events/verdict';
import { builtIn } from '../../support/vendors';

/** A node's reception on `/phone`, and the messages it got. */
export class Inbox {
  readonly messages: EventMessage[] = [];
  readonly errors: unknown[] = [];
  readonly reception: Reception;
  readonly #arrivals = new EventEmitter();

  constructor(settings: Partial<ReceptionSettings> = {}, ports: Partial<ReceptionCallbacks> = {}) {
    this.reception = new Reception(
      { path: '/phone', events: undefined, allow: '', unknownEvents: false, ...settings },
      {
        findPhone: () => undefined,
        deliver: (message) => {
          this.messages.push(message);
          this.#arrivals.emit('message');
        },
        onError: (error) => {
          this.errors.push(error);
        },
        ...ports,
      },
    );
  }

  get topics(): string[] {
    return this.messages.map(({ topic }) => topic);
  }

  /** Resolves when so many messages have come in all. */
  async holds(count: number): Promise<readonly EventMessage[]> {
    while (this.messages.length < count) await once(this.#arrivals, 'message');
    return this.messages;
  }
}

/** When arrivals come, where a test says nothing else. */
export const TIME = new Date('2026-01-31T08:15:30.123Z');

/** What nodes on `/phone` say of a request; the messages are theirs when it returns. */
export function judge(inboxes: readonly Inbox[], target: string, arrival: Partial<Arrival> = {}): Verdict {
  const whole = { method: 'GET', target, address: '192.168.5.20', time: TIME, authenticated: false, ...arrival };
  const receptions = inboxes.map(({ reception }) => reception);
  const verdict = judgeAll(whole, { path: '/phone', judges: receptions, vendors: builtIn }, false);
  const deliver = (): void => {
    if (verdict.kind === 'event') for (const delivery of verdict.deliveries) delivery();
  };
  if (verdict.kind === 'none') verdict.missed();
  else if (verdict.first) verdict.first(deliver);
  else deliver();
  return verdict;
}

/** As `judge`, for one node. */
export function ask(inbox: Inbox, target: string, arrival: Partial<Arrival> = {}): number {
  return judge([inbox], target, arrival).status;
}

/** A deployed phone that remembers what it learned. */
export class TestPhone implements KnownPhone {
  readonly learned: string[] = [];
  constructor(
    readonly id: string,
    readonly vendor = 'fanvil',
    readonly name = id,
    readonly mac = '',
    readonly hasHost = true,
  ) {}
  learnAddress(address: string): void {
    this.learned.push(address);
  }
}

/** Finds phones by MAC or address, as the directory of deployed phones does. */
export function phoneBook(byKey: Readonly<Record<string, KnownPhone>>): FindPhone {
  const book = new Map(Object.entries(byKey));
  return (mac, address) => book.get(mac ?? '') ?? book.get(address);
}
