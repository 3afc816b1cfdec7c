import { EventEmitter, once } from 'node:events';
import { Reception, type ReceptionPorts, type ReceptionSettings } from '../../../nodes/lib/events/reception';
import type { EventMessage, FindPhone, KnownPhone } from '../../../nodes/lib/events/types';

/** A node's reception on `/phone`, and the messages it got. */
export class Inbox {
  readonly messages: EventMessage[] = [];
  readonly errors: unknown[] = [];
  readonly reception: Reception;
  readonly #arrivals = new EventEmitter();

  constructor(settings: Partial<ReceptionSettings> = {}, ports: Partial<ReceptionPorts> = {}) {
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

/** A deployed phone that remembers what it learned. */
export class TestPhone implements KnownPhone {
  readonly learned: string[] = [];
  constructor(
    readonly id: string,
    readonly vendor = 'fanvil',
    readonly name = id,
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
