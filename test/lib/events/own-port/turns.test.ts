import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type Account, Turns, type Worker } from '../../../../nodes/lib/events/own-port/turns';
import { turn } from '../wire';

/** A clock that work alone drives. */
class Clock {
  now = 0;
  read = (): number => this.now;
}

/** Has so many parts of work, each of which takes so many milliseconds. */
class Parts implements Worker {
  readonly account: Account = { spent: 0 };
  left = 0;
  pending = 0;

  constructor(
    readonly name: string,
    readonly turns: Turns,
    readonly clock: Clock,
    readonly log: string[],
    readonly cost: number,
    readonly origin: Account = { spent: 0 },
  ) {}

  want(parts: number, pending = 100): void {
    this.left += parts;
    this.pending = pending;
    this.turns.ask(this);
  }

  take(until: number): void {
    do {
      this.clock.now += this.cost;
      this.left--;
      this.log.push(this.name);
    } while (this.left > 0 && this.clock.now < until);
    if (this.left > 0) this.turns.ask(this);
  }
}

describe('Turns', () => {
  const LIMITS = { turnTime: 1, roundTime: 1, deliveries: 4 };

  function setUp() {
    const clock = new Clock();
    const log: string[] = [];
    const turns = new Turns(LIMITS, clock.read);
    const worker = (name: string, cost: number, origin?: Account) => new Parts(name, turns, clock, log, cost, origin);
    /** Until nobody wants anything. */
    const rest = async (...workers: Parts[]): Promise<void> => {
      while (workers.some(({ left }) => left > 0)) await turn();
    };
    return { clock, log, turns, worker, rest };
  }

  it('serves at once while nobody waits and the round lasts', async () => {
    const { log, worker, rest } = setUp();
    const workers = ['a', 'b', 'c', 'd'].map((name) => worker(name, 0.4));
    for (const each of workers) each.want(1);
    assert.deepEqual(log, ['a', 'b', 'c']);
    await rest(...workers);
    assert.deepEqual(log, ['a', 'b', 'c', 'd']);
    await turn();
    workers[0]?.want(1);
    assert.equal(log.length, 5);
  });

  it('ends a turn by the time that it takes', async () => {
    const { log, worker, rest } = setUp();
    const dear = worker('dear', 5);
    const cheap = worker('cheap', 0.3);
    dear.want(3);
    cheap.want(6);
    assert.deepEqual(log, ['dear']);
    await rest(dear, cheap);
    assert.deepEqual(log, ['dear', ...Array<string>(6).fill('cheap'), 'dear', 'dear']);
  });

  for (const [where, share] of [
    ['another address', false],
    ['the same address', true],
  ] as const) {
    it(`serves who asks once before two hundred who have asked much, from ${where}`, async () => {
      const { log, worker, rest } = setUp();
      const crowd = { spent: 0 };
      const flood = Array.from({ length: 200 }, (_, index) => worker(`flood ${index}`, 3, crowd));
      for (const each of flood) each.want(20, 60_000);
      // Until each has had two turns.
      while (log.length < 400) await turn();
      const phone = worker('phone', 0.1, share ? crowd : undefined);
      const before = log.length;
      phone.want(1);
      await rest(phone);
      assert.equal(log.slice(before).indexOf('phone'), 0);
      for (const each of flood) each.left = 1;
      await rest(...flood);
    });
  }

  it('serves who asks once before those who came just before him and want much', async () => {
    const { log, worker, rest } = setUp();
    const crowd = { spent: 0 };
    const flood = Array.from({ length: 50 }, (_, index) => worker(`flood ${index}`, 3, crowd));
    const phone = worker('phone', 0.1, crowd);
    for (const each of flood) each.want(1, 15_000);
    phone.want(1);
    await rest(phone);
    assert.ok(log.indexOf('phone') <= 1, `${log.indexOf('phone')} came first`);
    await rest(...flood);
  });

  it('serves who has cost nothing before a new connection of an address that has cost much', async () => {
    const { clock, log, worker, rest } = setUp();
    const [busy, anew, phone] = [worker('busy', 5), worker('anew', 0.1, { spent: 100 }), worker('phone', 0.1)];
    busy.want(1);
    anew.want(1);
    clock.now += 1;
    phone.want(1);
    await rest(busy, anew, phone);
    assert.deepEqual(log, ['busy', 'phone', 'anew']);
  });

  it('lets nobody wait for ever, whoever comes anew', async () => {
    const { clock, log, worker, rest } = setUp();
    const busy = worker('busy', 1);
    busy.account.spent = 2;
    worker('first', 1).want(1);
    busy.want(1);
    for (let i = 0; busy.left > 0; i++) {
      assert.ok(i < 10_000, 'never served');
      worker(`new ${i}`, 1).want(1);
      worker(`newer ${i}`, 1).want(1);
      await turn();
    }
    // Half of those who came anew are served meanwhile, so those of the 2000th millisecond at the 4000th.
    assert.ok(clock.now >= 2000 && clock.now < 4100, `served at ${clock.now}`);
    assert.equal(log.filter((name) => name === 'busy').length, 1);
    await rest(busy);
  });

  it('looks at the network several times between two turns of who has cost much', async () => {
    const { clock, worker, rest } = setUp();
    const dear = worker('dear', 30);
    dear.want(4);
    for (const reached of [60, 90, 120]) {
      for (let looks = 0; looks < 8; looks++) await turn();
      assert.ok(clock.now < reached, `already at ${clock.now}`);
      while (clock.now < reached) await turn();
    }
    await rest(dear);
  });

  it('runs flows behind the answers, one at a time where they are slow, in order, and charges who caused them', async () => {
    const { clock, log, turns, worker } = setUp();
    const phone = worker('phone', 0.1);
    const flow = (name: string) => () => {
      clock.now += 5;
      log.push(name);
    };
    turns.deliver(phone, [flow('1'), flow('2'), flow('3')]);
    phone.want(1);
    assert.deepEqual(log, ['phone']);
    await turn();
    assert.deepEqual(log, ['phone', '1']);
    await turn();
    await turn();
    assert.deepEqual(log, ['phone', '1', '2', '3']);
    assert.equal(phone.account.spent, 15.1);
    assert.equal(phone.origin.spent, 15.1);
  });

  it('takes no more requests while too many events wait for their flows', async () => {
    const { clock, log, turns, worker, rest } = setUp();
    const phone = worker('phone', 0.1);
    const slow = () => {
      clock.now += 1;
      log.push('flow');
    };
    turns.deliver(
      phone,
      Array.from({ length: 6 }, () => slow),
    );
    phone.want(1);
    assert.deepEqual(log, []);
    await rest(phone);
    assert.deepEqual(log, ['flow', 'flow', 'flow', 'phone']);
    while (log.length < 7) await turn();
  });

  it('forgets who has left', async () => {
    const { log, turns, worker } = setUp();
    const [first, gone] = [worker('first', 2), worker('gone', 1)];
    first.want(1);
    gone.want(1);
    turns.leave(gone);
    for (let i = 0; i < 3; i++) await turn();
    assert.deepEqual(log, ['first']);
  });
});
