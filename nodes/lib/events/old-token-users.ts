import { createHash, randomBytes } from 'node:crypto';
import type { OldTokenUser } from './old-token-user';
import type { Sighting } from './sighting';

interface User extends Omit<OldTokenUser, 'events'> {
  readonly events: Set<string>;
}

interface Listing {
  /** Says whether it is the same token still. */
  readonly digest: string;
  readonly users: Map<string, User>;
}

export interface OldTokenLimits {
  /** Phones of one listener; who was silent for longest is forgotten first. */
  readonly phones: number;
  readonly events: number;
}

const LIMITS: OldTokenLimits = { phones: 2000, events: 100 };

/** Who still uses the previous token, by listener. In memory: for as long as Node-RED runs. */
export class OldTokenUsers {
  readonly #limits: OldTokenLimits;
  readonly #listings = new Map<string, Listing>();
  readonly #salt = randomBytes(16);

  constructor(limits = LIMITS) {
    this.#limits = limits;
  }

  /** A listener is deployed: whoever used another previous token than this is of no interest any more. */
  begin(listenerId: string, previousToken: string | undefined): void {
    if (previousToken === undefined) {
      this.#listings.delete(listenerId);
      return;
    }
    const digest = createHash('sha256').update(this.#salt).update(previousToken, 'utf8').digest('hex');
    if (this.#listings.get(listenerId)?.digest !== digest) this.#listings.set(listenerId, { digest, users: new Map() });
  }

  forget(listenerId: string): void {
    this.#listings.delete(listenerId);
  }

  /** @param isOld it came with the previous token, else with the present one */
  note(listenerId: string, { phone, mac, address, event, report, arrival }: Sighting, isOld: boolean): void {
    const users = this.#listings.get(listenerId)?.users;
    if (!users || (!isOld && users.size === 0)) return;
    // A phone that names its MAC in some events alone is one all the same, where it has a node.
    const key = phone ? `node ${phone.id}` : (mac ?? address);
    const known = users.get(key);
    const name = event ?? report.name.slice(0, 60);
    if (!isOld) {
      if (known?.events.delete(name) && known.events.size === 0) users.delete(key);
      return;
    }
    const events = known?.events ?? new Set<string>();
    if (events.size < this.#limits.events) events.add(name);
    // A Map hands its keys out in the order they were set in.
    users.delete(key);
    if (users.size >= this.#limits.phones) users.delete(users.keys().next().value ?? '');
    const said = phone?.mac || mac;
    users.set(key, {
      ...(phone?.name && { name: phone.name }),
      ...(said && { mac: said }),
      address,
      time: arrival.time.toISOString(),
      events,
    });
  }

  /** The last that came first. */
  list(listenerId: string): OldTokenUser[] {
    const users = [...(this.#listings.get(listenerId)?.users.values() ?? [])].toReversed();
    return users.map((user) => ({ ...user, events: [...user.events] }));
  }
}
