import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { beforeEach, describe, it } from 'mocha';
import type { Activity, ListenerConnection } from '../../../../nodes/lib/events/own-port/listener-connection';
import { type Guest, Room } from '../../../../nodes/lib/events/own-port/room';

/** A socket that notes whether it was destroyed, and is closed by the test. */
class FakeSocket extends EventEmitter {
  isDestroyed = false;
  constructor(readonly remoteAddress: string) {
    super();
  }
  destroy(): void {
    this.isDestroyed = true;
  }
}

const LONG_AGO = 0;
const NOW = 60_000;

describe('Room', () => {
  let room: Room;
  let cuts: number;
  beforeEach(() => {
    room = new Room({ connections: 5, connectionsPerAddress: 3 });
    cuts = 0;
  });

  const admit = (address = '10.0.0.1', now = NOW): Guest | undefined =>
    room.admit(new FakeSocket(address) as unknown as Socket, now, () => cuts++);
  /** A guest whose connection does this since then. */
  function guest(activity: Activity, since = LONG_AGO, spent = 0, address?: string): Guest {
    const admitted = admit(address, since);
    assert.ok(admitted);
    const destroy = (): void => admitted.socket.destroy() as unknown as void;
    admitted.connection = { activity, since, account: { spent }, destroy } as unknown as ListenerConnection;
    return admitted;
  }
  const cut = (guests: readonly Guest[]): number[] =>
    guests.flatMap(({ socket }, index) => ((socket as unknown as FakeSocket).isDestroyed ? [index] : []));

  for (const [what, guests, expected] of [
    ['the longest idle', [guestOf('idle', 2), guestOf('idle', 1), guestOf('incomplete', 0)], 1],
    [
      'the longest incomplete, where none is idle',
      [guestOf('incomplete', 2), guestOf('incomplete', 1), guestOf('working', 0)],
      1,
    ],
    [
      'who is greedy, before a phone that has just connected',
      [guestOf('incomplete', NOW), guestOf('greedy', 1), guestOf('idle', NOW)],
      1,
    ],
    [
      'who is silent for a second, before who is greedy',
      [guestOf('greedy', 1), guestOf('working', 0), guestOf('incomplete', NOW - 1000)],
      2,
    ],
    ['the greedy who has cost most', [guestOf('greedy', 1, 5), guestOf('greedy', 2, 9), guestOf('greedy', 3, 7)], 1],
    [
      'a phone that has just connected, where all others are at work',
      [guestOf('working', 0), guestOf('working', 1), guestOf('idle', NOW - 1)],
      2,
    ],
    [
      'the newcomer alone, where all are at work',
      [guestOf('working', 0), guestOf('working', 1), guestOf('working', 2)],
      undefined,
    ],
  ] as const) {
    it(`cuts ${what}`, () => {
      const held = guests.map(([activity, since, spent]) => guest(activity, since, spent));
      const newcomer = new FakeSocket('10.0.0.1');
      const admitted = room.admit(newcomer as unknown as Socket, NOW, () => cuts++);
      assert.deepEqual(cut(held), expected === undefined ? [] : [expected]);
      assert.equal(newcomer.isDestroyed, expected === undefined);
      assert.equal(admitted === undefined, expected === undefined);
      assert.equal(room.guests.size, 3);
      assert.equal(cuts, 1);
      assert.deepEqual(
        held.map(({ isCut = false }) => isCut),
        held.map((_, index) => index === expected),
      );
    });
  }

  it('makes room for another address among those of the address that has the most', () => {
    const crowd = [1, 2, 3].map((since) => guest('idle', since));
    const others = [guest('idle', 0, 0, '10.0.0.2'), guest('idle', 0, 0, '10.0.0.3')];
    assert.ok(admit('10.0.0.4'));
    assert.deepEqual([cut(crowd), cut(others)], [[0], []]);
    assert.ok(admit('10.0.0.2'));
    assert.ok(admit('10.0.0.2'));
    assert.deepEqual([room.guests.size, cuts], [5, 3]);
  });

  it('halves what somebody has cost, for each connection and for all of an address', () => {
    const one = guest('idle', 0, 8);
    one.origin.spent = 20;
    guest('idle');
    room.forget();
    room.forget();
    assert.deepEqual([one.origin.spent, one.connection?.account.spent], [5, 2]);
  });

  it('forgets an address whose last connection is closed, not before', () => {
    const [one, two] = [guest('idle'), guest('idle')];
    one.origin.spent = 20;
    one.socket.emit('close');
    assert.equal(admit()?.origin.spent, 20);
    for (const { socket } of [...room.guests]) socket.emit('close');
    assert.deepEqual([room.guests.size, two.origin.guests.size], [0, 0]);
    assert.equal(admit()?.origin.spent, 0);
  });
});

function guestOf(activity: Activity, since: number, spent = 0): readonly [Activity, number, number] {
  return [activity, since, spent];
}
