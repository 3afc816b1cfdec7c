import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { OldTokenUsers } from '../../../nodes/lib/events/old-token-users';
import { Inbox, judge, phoneBook, TestPhone } from './inbox';

const MAC = '808287046bc2';
const [OLD, NEW] = ['the-previous-token', 'the-present-token'];
const UNTIL = Date.UTC(2026, 11, 1);

/** A node of a listener that has both tokens, and what is remembered of it. */
function listener(today = UNTIL - 1, users = new OldTokenUsers()) {
  const desk = new TestPhone('desk', 'fanvil', 'Desk', MAC);
  users.begin('l', OLD);
  const inbox = new Inbox(
    { token: NEW, previous: { token: OLD, until: UNTIL }, allow: '192.168.5.0/24' },
    {
      findPhone: phoneBook({ [MAC]: desk }),
      today: () => today,
      onToken: (sighting, fit) => users.note('l', sighting, fit !== 'present'),
    },
  );
  return { inbox, users };
}

describe('OldTokenUsers', () => {
  it('lists phones by the events whose URLs hold the previous token, until those come with the present one', () => {
    const { inbox, users } = listener();
    const ask = (event: string, token: string): number =>
      judge([inbox], `/phone/${event}?mac=${MAC}&token=${token}`).status;
    assert.deepEqual(
      [ask('mute', OLD), ask('hold', OLD), ask('unmute', NEW), ask('mwi', 'wrong')],
      [200, 200, 200, 401],
    );
    const entry = { name: 'Desk', mac: MAC, address: '192.168.5.20', time: '2026-01-31T08:15:30.123Z' };
    assert.deepEqual(users.list('l'), [{ ...entry, events: ['mute', 'hold'] }]);
    ask('mute', NEW);
    assert.deepEqual(users.list('l'), [{ ...entry, events: ['hold'] }]);
    ask('hold', NEW);
    assert.deepEqual(users.list('l'), []);
  });

  it('lists who is refused since the time is over, too', () => {
    const { inbox, users } = listener(UNTIL);
    assert.equal(judge([inbox], `/phone/mute?mac=${MAC}&token=${OLD}`).status, 401);
    assert.deepEqual(
      users.list('l').map(({ name }) => name),
      ['Desk'],
    );
  });

  it('tells strangers apart by MAC, else by address, and takes no HEAD, no page and no other address for a phone', () => {
    const { inbox, users } = listener();
    judge([inbox], `/phone/mute?mac=aabbccddeeff&token=${OLD}`);
    judge([inbox], `/phone/mute?token=${OLD}`, { address: '192.168.5.21' });
    judge([inbox], `/phone/mute?token=${OLD}`, { address: '10.0.0.1' });
    judge([inbox], `/phone/hold?mac=aabbccddeeff&token=${OLD}`, { method: 'HEAD' });
    assert.deepEqual(
      users.list('l').map(({ mac, address, events }) => [mac, address, events]),
      [
        [undefined, '192.168.5.21', ['mute']],
        ['aabbccddeeff', '192.168.5.20', ['mute']],
      ],
    );
  });

  it('forgets with another previous token, with none, and with the listener; a deploy alone forgets nothing', () => {
    const { inbox, users } = listener();
    const count = (): number => users.list('l').length;
    const ask = (): unknown => judge([inbox], `/phone/mute?mac=${MAC}&token=${OLD}`);
    const changes: readonly (readonly [change: () => void, left: number])[] = [
      [() => users.begin('l', OLD), 1],
      [() => users.begin('l', 'another'), 0],
      [() => users.begin('l', undefined), 0],
      [() => users.forget('l'), 0],
    ];
    for (const [change, left] of changes) {
      users.begin('l', OLD);
      ask();
      assert.equal(count(), 1);
      change();
      assert.equal(count(), left);
    }
    ask();
    assert.equal(count(), 0, 'nobody is deployed');
  });

  it('remembers a bounded number, of them those that came last', () => {
    const users = new OldTokenUsers({ phones: 3, events: 2 });
    const { inbox } = listener(UNTIL - 1, users);
    for (const mac of [1, 2, 3, 1, 4].map((n) => `00000000000${n}`))
      judge([inbox], `/phone/mute?mac=${mac}&token=${OLD}`);
    assert.deepEqual(
      users.list('l').map(({ mac }) => mac?.at(-1)),
      ['4', '1', '3'],
    );
    for (const event of ['hold', 'unhold', 'mwi']) judge([inbox], `/phone/${event}?mac=000000000004&token=${OLD}`);
    assert.deepEqual(users.list('l')[0]?.events, ['mute', 'hold']);
  });
});
