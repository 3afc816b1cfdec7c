import type { Socket } from 'node:net';
import { normaliseAddress } from '../../identity/address';
import type { ListenerConnection } from './listener-connection';
import type { ListenerLimits } from './listener-limits';
import type { Account } from './turns';

/** All connections from one address. */
export interface Origin extends Account {
  readonly address: string;
  readonly guests: Set<Guest>;
}

/** A connection that was let in. */
export interface Guest {
  /** Below TLS, where there is TLS. */
  readonly socket: Socket;
  readonly origin: Origin;
  /** By the clock. */
  readonly since: number;
  /** Absent as long as TLS is not agreed on. */
  connection?: ListenerConnection;
  /** It had to make room. */
  isCut?: boolean;
}

/** In place of an address: of connections whose proxy has not said yet where they come from. They count for all alone. */
export const ARRIVING = 'arriving';

type Limits = Pick<ListenerLimits, 'connections' | 'connectionsPerAddress'>;

/**
 * Who may be connected. Where all places are taken, in total or for one address, the longest idle connection makes room:
 * several phones may share an address with each other and with somebody who only holds connections. Then who has let us
 * wait longest for the rest of his request, or sends request upon request; never one whose single request waits for us.
 */
export class Room {
  readonly #limits: Limits;
  readonly #origins = new Map<string, Origin>();
  readonly #guests = new Set<Guest>();

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  get guests(): ReadonlySet<Guest> {
    return this.#guests;
  }

  /**
   * @param onCut called where this connection or another was one too many
   * @param address absent: the connection's own
   * @returns undefined where the connection was cut
   */
  admit(
    socket: Socket,
    now: number,
    onCut: () => void,
    address = normaliseAddress(socket.remoteAddress ?? ''),
  ): Guest | undefined {
    const origin = this.#origins.get(address) ?? { address, spent: 0, guests: new Set<Guest>() };
    const crowd = this.#crowd(origin);
    if (crowd) {
      const cut = leastMissed(crowd.guests, now);
      if (cut) this.#cut(cut);
      else socket.destroy();
      onCut();
      if (!cut) return undefined;
    }
    const guest: Guest = { socket, origin, since: now };
    this.#origins.set(address, origin);
    origin.guests.add(guest);
    this.#guests.add(guest);
    socket.once('close', () => this.leave(guest));
    return guest;
  }

  /** Gives the place of a guest back; again is no harm. */
  leave(guest: Guest): void {
    const { origin } = guest;
    this.#guests.delete(guest);
    origin.guests.delete(guest);
    if (origin.guests.size === 0 && this.#origins.get(origin.address) === origin) this.#origins.delete(origin.address);
  }

  /** Once a second: what somebody has cost is forgotten by and by. */
  forget(): void {
    for (const origin of this.#origins.values()) origin.spent /= 2;
    for (const { connection } of this.#guests) if (connection) connection.account.spent /= 2;
  }

  /** Whose connections are too many, if one more comes from here. */
  #crowd(origin: Origin): Origin | undefined {
    if (origin.address !== ARRIVING && origin.guests.size >= this.#limits.connectionsPerAddress) return origin;
    if (this.#guests.size < this.#limits.connections) return undefined;
    let largest = origin;
    for (const other of this.#origins.values()) if (other.guests.size > largest.guests.size) largest = other;
    return largest;
  }

  #cut(guest: Guest): void {
    this.leave(guest);
    guest.isCut = true;
    if (guest.connection) guest.connection.destroy();
    else guest.socket.destroy();
  }
}

/** Milliseconds: nobody takes so long between connecting and his request, or for one request. */
const GRACE = 1000;

/**
 * The guest to be cut first, if any may be. A connection that was opened just now may be a phone's whose request is on its
 * way, so those who send more than one request at a time go before it; no phone does that.
 */
function leastMissed(guests: ReadonlySet<Guest>, now: number): Guest | undefined {
  let found: Guest | undefined;
  let least: readonly number[] = [];
  for (const guest of guests) {
    const rank = rankOf(guest, now);
    if (!rank || (found && !isLess(rank, least))) continue;
    found = guest;
    least = rank;
  }
  return found;
}

/** The lowest is cut first; undefined: never. */
function rankOf({ connection, since: admitted }: Guest, now: number): readonly number[] | undefined {
  const activity = connection?.activity ?? 'incomplete';
  if (activity === 'working') return undefined;
  if (activity === 'greedy') return [1, -(connection?.account.spent ?? 0)];
  const since = connection?.since ?? admitted;
  return [now - since < GRACE ? 2 : 0, activity === 'idle' ? 0 : 1, since];
}

function isLess(a: readonly number[], b: readonly number[]): boolean {
  const differing = a.findIndex((value, index) => value !== b[index]);
  return (a[differing] ?? 0) < (b[differing] ?? 0);
}
