import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CallTracker } from '../../../nodes/lib/calls/tracker';
import { PhoneLives } from '../../../nodes/lib/installation/phone-lives';
import type { Phone } from '../../../nodes/lib/phones/phone';
import { own } from '../../support/own';
import { RawPhone } from '../../support/raw-phone';
import { EVERYTHING, FakeClocks, HOUR, MINUTE } from '../calls/site';
import { rejection } from '../commands/errors';
import { Site } from '../phones/phones';

const DAY = 24 * HOUR;
const MAC = '808287046bc2';

interface Watched {
  readonly phone: Phone;
  readonly end: (isDeleted: boolean) => void;
  /** Resolves with the next sign of life, or its absence. */
  readonly sign: () => Promise<boolean>;
}

/** One run of Node-RED over a folder: its phones, its clock, what it logged. */
class Run {
  readonly clocks = new FakeClocks();
  readonly phones: Site;
  readonly log: string[] = [];
  readonly lives: PhoneLives;
  readonly calls: CallTracker;

  /** @param later milliseconds since the clocks of the first run began */
  constructor(folder: string, later = 0) {
    // The wall's clock goes on while no process runs; the other one begins anew with each.
    this.clocks.setWall(later);
    this.phones = new Site(undefined, undefined, this.clocks);
    own(() => this.close());
    this.lives = new PhoneLives({
      directory: this.phones.directory,
      calls: () => this.calls,
      log: (words) => this.log.push(typeof words === 'string' ? words : words.key),
      clocks: this.clocks,
    });
    this.calls = new CallTracker({
      clocks: this.clocks,
      onReachable: (change) => this.lives.tell(change),
      lastSeen: (key) => this.lives.seenBefore(key),
    });
    this.lives.keepIn(folder);
  }

  add(properties: Readonly<Record<string, unknown>>): Watched {
    const phone = this.phones.add({ vendor: 'fanvil', host: '', ...properties });
    this.calls.adopt({ id: phone.id, name: phone.name, mac: phone.mac, facts: EVERYTHING });
    const waiting: ((isReachable: boolean) => void)[] = [];
    phone.onSign = (isReachable) => {
      if (isReachable) this.lives.heard(phone);
      // Behind the end of its turn.
      for (const resolve of waiting.splice(0)) setImmediate(resolve, isReachable);
    };
    const sign = (): Promise<boolean> => new Promise((resolve) => waiting.push(resolve));
    return { phone, end: this.lives.watch(phone), sign };
  }

  close(): Promise<void> {
    this.calls.close();
    return this.phones.close();
  }
}

describe('installation/phone-lives', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'voip-phone-lives-'));
    own(() => rmSync(folder, { recursive: true, force: true }));
  });

  describe('over a restart', () => {
    it('knows where phones were, and when they were heard of', () => {
      const first = new Run(folder);
      const { phone } = first.add({ mac: MAC });
      first.calls.report({ phone, event: 'mwi', time: new Date(first.clocks.wall()), parts: {} });
      phone.learnAddress('10.0.0.9');
      first.lives.heard(phone);
      first.lives.stop();
      const second = new Run(folder, 2 * HOUR);
      const again = second.add({ mac: MAC }).phone;
      assert.equal(again.host, '10.0.0.9');
      assert.equal(second.calls.view(again.id)?.seen, new Date(first.clocks.wall()).toISOString());
      assert.equal(second.calls.view(again.id)?.state, 'unknown');
    });

    it('counts the days that it was away', () => {
      const first = new Run(folder);
      first.add({ mac: MAC }).phone.learnAddress('10.0.0.9');
      first.lives.heard();
      first.lives.stop();
      assert.equal(new Run(folder, 7 * DAY - HOUR).add({ mac: MAC }).phone.host, '10.0.0.9');
      assert.equal(new Run(folder, 7 * DAY).add({ mac: MAC }).phone.host, '');
      assert.equal(
        new Run(folder, -7 * DAY).add({ mac: MAC }).phone.host,
        '10.0.0.9',
        'a wall clock that was set back',
      );
    });

    it('goes on with what it had read, run after run, until it is too old', () => {
      new Run(folder).add({ mac: MAC }).phone.learnAddress('10.0.0.9');
      const first = new Run(folder);
      first.add({ mac: MAC }).phone.learnAddress('10.0.0.9');
      first.lives.heard();
      first.lives.stop();
      for (let days = 1; days <= 6; days++) {
        const run = new Run(folder, days * DAY);
        run.lives.heard();
        run.lives.stop();
      }
      assert.equal(new Run(folder, 6.5 * DAY).add({ mac: MAC }).phone.host, '10.0.0.9');
      const late = new Run(folder, 8 * DAY);
      late.lives.heard();
      late.lives.stop();
      assert.deepEqual(JSON.parse(readFileSync(join(folder, 'seen.json'), 'utf8')), { version: 1, phones: {} });
    });

    it('believes no address that was found to be several phones’', () => {
      const first = new Run(folder);
      const [one, other] = [first.add({ id: 'one', mac: MAC }), first.add({ id: 'other', mac: '808287046bc3' })];
      for (const { phone } of [one, other, one]) phone.learnAddress('10.0.0.1');
      assert.equal(one.phone.host, '');
      first.lives.heard();
      first.lives.stop();
      assert.equal(new Run(folder, HOUR).add({ id: 'one', mac: MAC }).phone.host, '');
    });

    it('remembers a stranger for the phone that is deployed later', () => {
      const first = new Run(folder);
      first.phones.directory.rememberStranger(MAC, '10.0.0.9');
      first.lives.heard();
      first.lives.stop();
      assert.equal(new Run(folder, HOUR).add({ mac: MAC }).phone.host, '10.0.0.9');
    });

    it('goes by what was learned since where the file says otherwise', () => {
      const first = new Run(folder);
      first.add({ mac: MAC }).phone.learnAddress('10.0.0.9');
      first.lives.heard();
      first.lives.stop();
      const second = new Run(folder, HOUR);
      const { phone } = second.add({ mac: MAC });
      phone.learnAddress('10.0.0.10');
      assert.equal(phone.host, '10.0.0.10');
    });

    it('says once that the file makes no sense', () => {
      writeFileSync(join(folder, 'seen.json'), 'x');
      const run = new Run(folder);
      run.add({ mac: MAC }).phone.learnAddress('10.0.0.9');
      run.lives.heard();
      run.lives.stop();
      assert.deepEqual(run.log, ['life.unreadable']);
      assert.equal(readFileSync(join(folder, 'seen.json'), 'utf8'), 'x');
    });
  });

  describe('a phone that is reached by a learned address alone', () => {
    it('is asked once a day, by a connection and no more, and keeps its address while it answers', async () => {
      const web = own(await RawPhone.start());
      const run = new Run(folder);
      const { phone, sign } = run.add({ mac: MAC, port: web.port });
      phone.learnAddress('127.0.0.1');
      for (let day = 1; day <= 9; day++) {
        const heard = sign();
        run.clocks.advance(DAY);
        assert.equal(await heard, true);
      }
      assert.deepEqual([web.targets, web.connections, phone.host], [[], 9, '127.0.0.1']);
      assert.deepEqual(run.log, []);
    });

    it('is named in the log on its sixth silent day, once', async () => {
      const web = await RawPhone.start();
      const { port } = web;
      await web.stop();
      const run = new Run(folder);
      const { phone, sign } = run.add({ mac: MAC, port });
      phone.learnAddress('127.0.0.1');
      const days: number[] = [];
      const pass = async (day: number): Promise<void> => {
        // The first failure of a row says nothing by itself.
        const absent = day === 1 ? undefined : sign();
        run.clocks.advance(DAY);
        if (absent) await absent;
        else await rejection('UNREACHABLE', phone.knock({ timeout: 1000, signal: new AbortController().signal }));
        if (run.log.includes('life.long-silent')) days.push(day);
        run.log.length = 0;
      };
      for (let day = 1; day <= 6; day++) await pass(day);
      // Five are over, the sixth begins.
      assert.deepEqual(days, [5]);
      assert.equal(phone.host, '127.0.0.1', 'it holds for another day');
    });

    it('is not asked where it has an address of its own, or is checked anyway', async () => {
      const web = own(await RawPhone.start());
      const run = new Run(folder);
      run.add({ id: 'fixed', host: '127.0.0.2', mac: MAC, port: web.port });
      assert.equal(run.clocks.timers, 0);
      const { phone, sign } = run.add({
        id: 'checked',
        mac: '808287046bc3',
        port: web.port,
        check: '1440',
        vendor: 'atcom',
      });
      phone.learnAddress('127.0.0.1');
      const heard = sign();
      run.clocks.advance(DAY);
      await heard;
      assert.equal(web.connections, 1);
    });
  });

  it('says in one line that a phone has gone, and in one that it is back', () => {
    const run = new Run(folder);
    const { phone } = run.add({ mac: MAC });
    const now = new Date(run.clocks.wall());
    run.calls.answered(phone.id, now);
    for (let n = 0; n < 3; n++) run.calls.unreachable(phone.id);
    for (let n = 0; n < 3; n++) run.calls.answered(phone.id, now);
    assert.deepEqual(run.log, ['life.gone', 'life.back']);
  });

  it('leaves no timer when its phones are gone', () => {
    const run = new Run(folder);
    const { end } = run.add({ mac: MAC, check: '5' });
    assert.equal(run.clocks.timers, 2);
    end(true);
    assert.equal(run.clocks.timers, 0);
    run.clocks.advance(MINUTE);
  });
});
