import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { BareAnswers } from '../../../../nodes/lib/events/own-port/bare-answers';
import { Farewells } from '../../../../nodes/lib/events/own-port/farewells';
import { ListenerConnection } from '../../../../nodes/lib/events/own-port/listener-connection';
import { DEFAULT_LIMITS } from '../../../../nodes/lib/events/own-port/listener-limits';
import { Turns } from '../../../../nodes/lib/events/own-port/turns';
import { statusesIn, turn } from '../wire';

/** A socket whose peer takes no answers until it emits `drain`; it notes what is asked of it. */
class FullSocket extends EventEmitter {
  readonly calls: string[] = [];
  written = '';
  readonly remoteAddress = '192.168.5.20';
  destroyed = false;
  /** What had been written when answers were not to wait for each other any more. */
  hurriedAt: string | undefined;

  setNoDelay(isOn: boolean): void {
    assert.ok(isOn);
    this.hurriedAt ??= this.written;
  }

  end(text = ''): void {
    this.written += text;
    this.#note('end');
  }

  write(text: string): boolean {
    this.written += text;
    this.#note('write');
    return false;
  }

  #note(call: string): void {
    this.calls.push(call);
    this.emit('called', call);
  }

  pause(): void {
    this.calls.push('pause');
  }

  isPaused(): boolean {
    return this.calls.lastIndexOf('pause') > this.calls.lastIndexOf('resume');
  }

  resume(): void {
    this.calls.push('resume');
  }
}

/** A socket whose peer takes all that is written. */
class OpenSocket extends FullSocket {
  override write(text: string): boolean {
    super.write(text);
    return true;
  }
}

function afterTurns(turns: number, then: () => void): void {
  if (turns === 0) then();
  else setImmediate(() => afterTurns(turns - 1, then));
}

describe('ListenerConnection', () => {
  it('reads no further while its answers are not taken, even where each packet holds one request', () => {
    const socket = new FullSocket();
    const now = () => 0;
    void new ListenerConnection(
      socket as unknown as Socket,
      { address: socket.remoteAddress, guests: new Set(), spent: 0 },
      {
        limits: DEFAULT_LIMITS,
        answers: new BareAnswers(now),
        answerer: { answer: () => undefined, returning: () => undefined },
        turns: new Turns(DEFAULT_LIMITS, now),
        farewells: new Farewells(),
        now,
        clock: now,
        answered: () => {},
      },
    );
    for (const round of [1, 2]) {
      socket.calls.length = 0;
      socket.emit('data', Buffer.from('GET /x HTTP/1.1\r\n\r\n'));
      assert.deepEqual(socket.calls, ['write', 'pause']);
      socket.emit('drain');
      assert.deepEqual(socket.calls, ['write', 'pause', 'resume']);
      assert.equal(statusesIn(socket.written).length, round);
    }
  });

  it('lets no answer of a kept connection wait for the one before, and leaves others as they are', () => {
    for (const [version, ending] of [
      ['1.1', 'write'],
      ['1.0', 'end'],
    ] as const) {
      const socket = new OpenSocket();
      const now = () => 0;
      void new ListenerConnection(
        socket as unknown as Socket,
        { address: socket.remoteAddress, guests: new Set(), spent: 0 },
        {
          limits: DEFAULT_LIMITS,
          answers: new BareAnswers(now),
          answerer: { answer: () => undefined, returning: () => undefined },
          turns: new Turns(DEFAULT_LIMITS, now),
          farewells: new Farewells(),
          now,
          clock: now,
          answered: () => {},
        },
      );
      socket.emit('data', Buffer.from(`GET /x HTTP/${version}\r\n\r\n`));
      assert.deepEqual(socket.calls, [ending]);
      assert.equal(socket.hurriedAt, version === '1.1' ? '' : undefined);
    }
  });

  it('an answer that waits holds up what comes behind it, and its messages come behind the answer', async () => {
    for (const [version, expected] of [
      ['1.1', ['first /a', 'answer', '/a', 'first /b', 'answer', '/b']],
      ['1.0', ['first /a', 'answer', '/a']],
    ] as const) {
      const socket = new OpenSocket();
      const order: string[] = [];
      const waiting: (() => void)[] = [];
      const turns = new Turns(DEFAULT_LIMITS, () => 0);
      const connection = new ListenerConnection(
        socket as unknown as Socket,
        { address: socket.remoteAddress, guests: new Set(), spent: 0 },
        {
          limits: DEFAULT_LIMITS,
          answers: new BareAnswers(() => 0),
          answerer: {
            answer: ({ target }) => ({
              status: 200,
              first: (done) => {
                order.push(`first ${target}`);
                waiting.push(done);
              },
              deliveries: [() => order.push(target)],
            }),
            returning: () => undefined,
          },
          turns,
          farewells: new Farewells(),
          now: () => 0,
          clock: () => 0,
          answered: () => {},
        },
      );
      socket.emit('data', Buffer.from(`GET /a HTTP/${version}\r\n\r\nGET /b HTTP/${version}\r\n\r\n`));
      socket.emit('end');
      for (let answers = 0; answers < expected.length / 3; answers++) {
        while (waiting.length === 0) await turn();
        assert.equal(connection.activity, 'working');
        assert.equal(connection.isOverdue(Number.MAX_SAFE_INTEGER), false);
        assert.equal(statusesIn(socket.written).length, answers);
        order.push('answer');
        waiting.pop()?.();
        assert.equal(statusesIn(socket.written).length, answers + 1);
        await turn();
      }
      for (let turns = 0; turns < 10; turns++) await turn();
      assert.deepEqual(order, expected);
      assert.equal(socket.calls.filter((call) => call === 'end').length, 1, version);
    }
  });

  it('is ended when what follows from its event has left, and at once where nothing follows or many come', async () => {
    for (const [follows, isGone, others, expected] of [
      [true, false, 0, ['write', 'sent on', 'end']],
      [true, false, 5, ['end', 'sent on']],
      [false, false, 0, ['end']],
      [true, true, 0, ['write', 'sent on']],
    ] as const) {
      const socket = new OpenSocket();
      const order: string[] = [];
      const log = (what: string): number => order.push(what);
      socket.on('called', log);
      const now = () => 0;
      const farewells = new Farewells();
      for (let other = 0; other < others; other++) farewells.add(() => undefined);
      void new ListenerConnection(
        socket as unknown as Socket,
        { address: socket.remoteAddress, guests: new Set(), spent: 0 },
        {
          limits: DEFAULT_LIMITS,
          answers: new BareAnswers(now),
          answerer: {
            answer: () => ({ status: 200, deliveries: follows ? [() => afterTurns(2, () => log('sent on'))] : [] }),
            returning: () => undefined,
          },
          turns: new Turns(DEFAULT_LIMITS, now),
          farewells,
          now,
          clock: now,
          answered: () => {},
        },
      );
      socket.emit('data', Buffer.from('GET /x HTTP/1.0\r\n\r\n'));
      assert.deepEqual(statusesIn(socket.written), [200], 'its answer waits for nothing');
      if (isGone) socket.destroyed = true;
      for (let turns = 0; turns < 10; turns++) await turn();
      assert.deepEqual(order, expected);
    }
  });

  it('ends its turn when the time for it is over, and answers the rest of a packet later', async () => {
    const socket = new OpenSocket();
    let time = 0;
    const clock = (): number => time++;
    const limits = { ...DEFAULT_LIMITS, requestsPerTurn: 100 };
    void new ListenerConnection(
      socket as unknown as Socket,
      { address: socket.remoteAddress, guests: new Set(), spent: 0 },
      {
        limits,
        answers: new BareAnswers(() => 0),
        answerer: { answer: () => undefined, returning: () => undefined },
        turns: new Turns(limits, clock),
        farewells: new Farewells(),
        now: () => 0,
        clock,
        answered: () => {},
      },
    );
    socket.emit('data', Buffer.from('GET /x HTTP/1.1\r\n\r\n'.repeat(10)));
    const atOnce = statusesIn(socket.written).length;
    assert.ok(atOnce > 0 && atOnce < 10, `${atOnce} of 10`);
    while (statusesIn(socket.written).length < 10) await turn();
  });
});
