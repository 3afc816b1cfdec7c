import assert from 'node:assert/strict';
import { parseOrder, parsePayload } from '../../../nodes/lib/commands/payload';
import { ACTION_IDS } from '../../../nodes/lib/vocabulary';
import { failure } from './errors';

const press = (...keys: string[]) => ({ action: 'press', keys });

describe('commands/payload', () => {
  describe('key sequences', () => {
    const same: [unknown, string[]][] = [
      ['SPEAKER;6040;ENTER', ['SPEAKER', '6040', 'ENTER']],
      ['SPEAKER;6040;ENTER;', ['SPEAKER', '6040', 'ENTER']],
      ['ANSWER;', ['ANSWER']],
      [' SPEAKER ; 6040 ;ENTER ; ', ['SPEAKER', '6040', 'ENTER']],
      ['6040', ['6040']],
      ['#31#;*', ['#31#', '*']],
      [
        ['SPEAKER', '6040', 'ENTER'],
        ['SPEAKER', '6040', 'ENTER'],
      ],
      [
        ['SPEAKER', 6040, 'ENTER'],
        ['SPEAKER', '6040', 'ENTER'],
      ],
      [{ action: 'press', keys: ['OK'] }, ['OK']],
      [{ action: 'press', keys: 'OK;ENTER' }, ['OK', 'ENTER']],
    ];
    for (const [payload, keys] of same) {
      it(`reads ${JSON.stringify(payload)}`, () => assert.deepEqual(parsePayload(payload), press(...keys)));
    }

    it('keeps a line break or a TAB in the key, to be refused with it', () => {
      assert.deepEqual(parsePayload('OK\r\n;\tX'), press('OK\r\n', '\tX'));
    });

    it('takes 100 keys and 1,000 characters, not more', () => {
      assert.deepEqual(parsePayload(Array<string>(100).fill('1')), press(...Array<string>(100).fill('1')));
      assert.deepEqual(parsePayload('1'.repeat(1000)), press('1'.repeat(1000)));
      failure('INVALID_PAYLOAD', () => parsePayload(Array<string>(101).fill('1')));
      failure('INVALID_PAYLOAD', () => parsePayload('1;'.repeat(101)));
      failure('INVALID_PAYLOAD', () => parsePayload('1'.repeat(1001)));
      failure('INVALID_PAYLOAD', () => parsePayload(['1'.repeat(600), '1'.repeat(600)]));
      failure('INVALID_PAYLOAD', () => parsePayload('x'.repeat(50_000_000)));
      failure('INVALID_PAYLOAD', () => parsePayload(new Array(4_000_000_000)));
    });
  });

  describe('actions', () => {
    it('keeps what the action was told, as sent', () => {
      assert.deepEqual(parsePayload({ action: 'dial', number: '0049', line: 2, via: 'speaker' }), {
        action: 'dial',
        number: '0049',
        line: 2,
        via: 'speaker',
      });
    });

    it('reads every action of the vocabulary', () => {
      for (const action of ACTION_IDS) {
        assert.equal(parsePayload(action === 'press' ? { action, keys: ['OK'] } : { action }).action, action);
      }
    });

    it('ignores properties that mean nothing here, and inherited ones', () => {
      const payload = Object.create({ number: '666', line: 9 }) as Record<string, unknown>;
      Object.assign(payload, { action: 'redial', event: 'incoming-call', call: { id: '1' }, topic: 5 });
      assert.deepEqual(parsePayload(payload), { action: 'redial' });
      assert.deepEqual(parsePayload(Object.assign(Object.create(null), { action: 'mute' })), { action: 'mute' });
    });

    it('reads call where the action is done to one call, and takes nothing but its id', () => {
      for (const action of ['answer', 'reject', 'hangup', 'hold', 'resume', 'transfer']) {
        assert.deepEqual(parsePayload({ action, call: '7' }), { action, call: '7' });
        // An event's own: which call is meant is not for us to guess.
        failure('INVALID_VALUE', () => parsePayload({ action, call: { id: '7' } }));
      }
      assert.deepEqual(parsePayload({ action: 'mute', call: { id: '7' }, after: 5 }), { action: 'mute' });
      assert.deepEqual(parsePayload({ action: 'forward-on', number: '1', after: 5 }), {
        action: 'forward-on',
        number: '1',
        after: 5,
      });
    });

    it('ignores what is undefined and refuses what is no value', () => {
      assert.deepEqual(parsePayload({ action: 'dial', number: '1', line: undefined }), { action: 'dial', number: '1' });
      for (const number of [null, true, {}, ['1'], 1n, Symbol('x'), () => '1', new Date(0)]) {
        assert.match(failure('INVALID_VALUE', () => parsePayload({ action: 'dial', number })).message, /number/);
      }
    });
  });

  describe('what is no command', () => {
    const none: [string, unknown][] = [
      ['undefined', undefined],
      ['null', null],
      ['a bare number', 6040],
      ['zero', 0],
      ['NaN', Number.NaN],
      ['a bigint', 6040n],
      ['true', true],
      ['a symbol', Symbol('OK')],
      ['a function', () => 'OK'],
      ['an empty string', ''],
      ['a blank', '  '],
      ['a separator alone', ';'],
      ['two separators', ';;'],
      ['an empty key inside', 'SPEAKER;;ENTER'],
      ['an empty key in front', ';ENTER'],
      ['two separators at the end', 'ENTER;;'],
      ['an empty array', []],
      ['an array with an empty key', ['OK', '']],
      ['an array with a hole', new Array(2)],
      ['an array with an object', [{ toString: () => 'OK' }]],
      ['an array in an array', [['OK']]],
      ['an array with a negative number', [-1]],
      ['an array with a fraction', [1.5]],
      ['an array with an unsafe number', [2 ** 60]],
      ['a Buffer', Buffer.from('OK')],
      ['bytes', new Uint8Array(2)],
      ['a date', new Date(0)],
      ['an empty object', {}],
      ['a String object', new String('OK')],
      ['an object without action', { number: '6040' }],
      ['an unknown action', { action: 'dance' }],
      ['an action in capitals', { action: 'DIAL', number: '1' }],
      ['an empty action', { action: '' }],
      ['an action that is no text', { action: ['dial'], number: '1' }],
      ['an inherited action', Object.create({ action: 'hangup' })],
      ['press without keys', { action: 'press' }],
      ['press with a number', { action: 'press', keys: 6040 }],
      ['press with no keys', { action: 'press', keys: [] }],
    ];
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      none.push([`the action ${name}`, { action: name }]);
    }
    for (const [name, payload] of none) {
      it(`refuses ${name}, and says what to send`, () => {
        const { message } = failure('INVALID_PAYLOAD', () => parsePayload(payload));
        assert.match(message, /send|use one of|needs|key \d|empty/);
      });
    }

    it('survives getters and proxies that throw, without their words', () => {
      const secret = 'canary-3f9a7c';
      const thrower = () => {
        throw new Error(secret);
      };
      const revoked = Proxy.revocable([], {});
      revoked.revoke();
      const hostile: unknown[] = [
        Object.defineProperty({}, 'action', { get: thrower }),
        Object.defineProperty({ action: 'dial' }, 'number', { get: thrower }),
        Object.defineProperty(['OK'], 0, { get: thrower }),
        new Proxy({}, { getOwnPropertyDescriptor: thrower, get: thrower }),
        revoked.proxy,
      ];
      for (const payload of hostile) {
        assert.ok(!failure('INVALID_PAYLOAD', () => parsePayload(payload)).message.includes(secret));
      }
    });

    it('reads a getter once: what was checked is what is used', () => {
      let reads = 0;
      const payload = Object.defineProperty({ action: 'dial' }, 'number', {
        get: () => {
          reads += 1;
          return reads === 1 ? '1' : '1;REBOOT';
        },
      });
      assert.deepEqual(parsePayload(payload), { action: 'dial', number: '1' });
    });
  });
});

describe('an order', () => {
  const order = (payload: unknown) => parseOrder(payload);

  it('is a command with the wishes that stand beside it', () => {
    const { commands, isList, isSequence, wishes } = order({
      ...{
        action: 'dial',
        number: '6041',
        confirm: ' answered ',
        confirmWithin: '2.5',
        release: true,
        rounds: 2,
        pause: 0.5,
      },
    });
    assert.deepEqual(commands, [{ action: 'dial', number: '6041' }]);
    assert.deepEqual([isList, isSequence], [false, false]);
    assert.deepEqual(wishes, { confirm: 'answered', within: 2500, release: true, rounds: 2, pause: 500 });
  });

  it('is the same command for each number of a list', () => {
    const { commands, isList } = order({ action: 'dial', number: ['6041', 6042], line: 2 });
    assert.deepEqual(commands, [
      { action: 'dial', number: '6041', line: 2 },
      { action: 'dial', number: 6042, line: 2 },
    ]);
    assert.equal(isList, true);
    assert.deepEqual(order({ action: 'dial', typed: ['60 41'] }).commands, [{ action: 'dial', number: '6041' }]);
  });

  it('has no wishes where it is keys alone', () => {
    assert.deepEqual(order('OK'), {
      ...{ commands: [{ action: 'press', keys: ['OK'] }], isList: false, isSequence: true, wishes: {} },
    });
    assert.equal(order(['OK']).isSequence, true);
    assert.equal(order({ action: 'press', keys: 'OK' }).isSequence, false);
  });

  it('is no command where reading it throws', () => {
    const hostile = Object.defineProperty({ action: 'dial' }, 'confirm', {
      enumerable: true,
      get: () => {
        throw new Error('secret');
      },
    });
    assert.throws(() => order(hostile), { code: 'INVALID_PAYLOAD' });
  });
});
