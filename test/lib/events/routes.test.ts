import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { normalisePath, Routes } from '../../../nodes/lib/events/routes';
import { identify, type Sighting } from '../../../nodes/lib/events/sighting';
import type { Arrival, EventMessage, Report } from '../../../nodes/lib/events/types';
import type { Judge, Judgement, Refusal } from '../../../nodes/lib/events/verdict';
import { builtIn } from '../../support/vendors';
import { Inbox } from './inbox';

const arrival = (target: string, method = 'GET'): Arrival => ({
  method,
  target,
  address: '192.168.5.20',
  time: new Date(0),
  authenticated: false,
});

class FixedJudge implements Judge {
  takesUnknown = true;
  readonly reports: Report[] = [];
  readonly delivered: EventMessage[] = [];
  readonly failures: unknown[] = [];
  readonly missed: Refusal[] = [];
  constructor(readonly judgement: Judgement = { status: 200 }) {}
  addressOf({ address }: Arrival): string {
    return address;
  }
  identify(at: Arrival, report: Report, address: string): Sighting {
    return identify(at, report, address, () => undefined);
  }
  hasToken(): boolean {
    return false;
  }
  judge({ report }: Sighting): Judgement {
    this.reports.push(report);
    return this.judgement;
  }
  believe(): void {}
  prove(): boolean {
    return false;
  }
  miss(what: Refusal): void {
    this.missed.push(what);
  }
  misplaced(): void {}
  deliver(message: EventMessage): void {
    this.delivered.push(message);
  }
  failed(error: unknown): void {
    this.failures.push(error);
  }
}

const message = (topic: string): EventMessage => ({ topic, payload: { event: 'unknown', time: '' }, variables: {} });

describe('an escaped path', () => {
  it('is the same in capitals and in small letters', () => {
    const routes = new Routes(builtIn);
    routes.add('/küche', new Inbox().reception);
    for (const target of ['/k%C3%BCche/mute?n=%e9', '/k%c3%bcche/mute', '/k%c3%BCche?event=mute'])
      assert.equal(routes.answer(arrival(target))?.status, 200, target);
  });
});

describe('normalisePath', () => {
  const cases: readonly (readonly [path: string, normal: string])[] = [
    ['/phone', '/phone'],
    ['phone', '/phone'],
    [' /phone/ ', '/phone'],
    ['//phone//', '/phone'],
    ['/Phone/floor 1', '/Phone/floor%201'],
    ['/küche', '/k%C3%BCche'],
    ['/k%c3%bcche', '/k%C3%BCche'],
    ['/my%20phone', '/my%20phone'],
    ['/', ''],
    ['', ''],
  ];
  for (const [path, normal] of cases)
    it(`writes ${JSON.stringify(path)} as ${JSON.stringify(normal)}`, () => assert.equal(normalisePath(path), normal));
});

describe('Routes', () => {
  it('knows no path at first', () => {
    const routes = new Routes(builtIn);
    assert.equal(routes.answer(arrival('/phone/mwi')), undefined);
    assert.ok(!routes.has('/'));
  });

  it('finds the path itself and what is below it, in the same case only', () => {
    const routes = new Routes(builtIn);
    routes.add('/phone', new FixedJudge());
    for (const target of [
      '/phone',
      '/phone/',
      '/phone/mwi',
      '/phone?event=mwi',
      '/phone/mwi/a/b?c=/d',
      '/phone#event=mwi',
      'http://h/phone/mwi',
    ]) {
      assert.ok(routes.has(target), target);
      assert.equal(routes.answer(arrival(target))?.status, 200, target);
    }
    for (const target of ['/', '/phones/mwi', '/Phone/mwi', '/pho', '/a/phone/mwi', '', '*'])
      assert.ok(!routes.has(target), target);
  });

  it('gives a request to the longest path', () => {
    const routes = new Routes(builtIn);
    const judges = new Map(['/', '/phone', '/phone/hall/door'].map((path) => [path, new FixedJudge()]));
    for (const [path, judge] of judges) routes.add(path, judge);
    const asked = () => [...judges.values()].map(({ reports }) => reports.length);
    routes.answer(arrival('/phone/hall/door/mwi'));
    assert.deepEqual(asked(), [0, 0, 1]);
    routes.answer(arrival('/phone/hall/mwi'));
    assert.deepEqual(asked(), [0, 1, 1]);
    routes.answer(arrival('/mwi'));
    assert.deepEqual(asked(), [1, 1, 1]);
  });

  it('gives every node on a path the same report, split behind that path', () => {
    const routes = new Routes(builtIn);
    const judges = [new FixedJudge(), new FixedJudge()] as const;
    routes.add('/a/b', judges[0]);
    routes.add('a/b/', judges[1]);
    routes.answer(arrival('/a/b/mwi?mac=808287046bc2'));
    assert.equal(judges[0].reports[0]?.name, 'mwi');
    assert.deepEqual(judges[0].reports[0]?.variables, { mac: '808287046bc2' });
    assert.equal(judges[1].reports[0], judges[0].reports[0]);
  });

  it('answers the best of all judgements', () => {
    const best = (...statuses: Judgement['status'][]) => {
      const routes = new Routes(builtIn);
      for (const status of statuses) routes.add('/phone', new FixedJudge({ status }));
      return routes.answer(arrival('/phone/mwi'))?.status;
    };
    assert.equal(best(403, 401, 429, 200), 200);
    assert.equal(best(403, 401, 429), 429);
    assert.equal(best(403, 401), 401);
    assert.equal(best(403), 403);
  });

  it('removes one node and leaves the others on its path', () => {
    const routes = new Routes(builtIn);
    const judge = new FixedJudge({ status: 200, message: () => message('a') });
    const removals = [
      routes.add('/phone', judge),
      routes.add('/phone', judge),
      routes.add('/phone', new FixedJudge()),
    ] as const;
    removals[0]();
    removals[0]();
    assert.equal(routes.answer(arrival('/phone/mwi'))?.deliveries.length, 1);
    removals[1]();
    assert.equal(routes.answer(arrival('/phone/mwi'))?.deliveries.length, 0);
    removals[2]();
    assert.ok(!routes.has('/phone/mwi'));
    routes.add('/phone', judge);
    removals[2]();
    assert.ok(routes.has('/phone/mwi'), 'a removal must not reach the next deployment');
  });

  it('allows GET and HEAD only', () => {
    const routes = new Routes(builtIn);
    const judge = new FixedJudge({ status: 200, message: () => message('a') });
    routes.add('/phone', judge);
    for (const method of ['POST', 'PUT', 'OPTIONS', 'get', '']) {
      assert.deepEqual(routes.answer(arrival('/phone/mwi', method)), { status: 405, deliveries: [] });
    }
    assert.equal(judge.reports.length, 0);
    assert.deepEqual(judge.missed, Array(5).fill('refusedMethod'));
    assert.equal(routes.answer(arrival('/other', 'POST')), undefined);
    assert.equal(judge.missed.length, 5);
  });

  it('says that there were too many rather than that something was wrong', () => {
    for (const status of [401, 403] as const) {
      for (const statuses of [[status, 429] as const, [429, status] as const]) {
        const routes = new Routes(builtIn);
        for (const each of statuses) routes.add('/phone', new FixedJudge({ status: each }));
        assert.equal(routes.answer(arrival('/phone/mwi'))?.status, 429);
      }
    }
  });

  it('keeps each delivery from the errors of the others', () => {
    const routes = new Routes(builtIn);
    const broken = new FixedJudge({
      status: 200,
      message: () => {
        throw new Error('unreadable');
      },
    });
    const judging = new FixedJudge();
    judging.judge = () => {
      throw new Error('unjudged');
    };
    judging.failed = () => {
      throw new Error('untold');
    };
    const fine = new FixedJudge({ status: 200, message: () => message('fine') });
    for (const judge of [broken, judging, fine]) routes.add('/phone', judge);
    const answered = routes.answer(arrival('/phone/mwi'));
    assert.equal(answered?.status, 200);
    for (const deliver of answered.deliveries) deliver();
    assert.deepEqual(broken.failures.map(String), ['Error: unreadable']);
    assert.deepEqual(
      fine.delivered.map(({ topic }) => topic),
      ['fine'],
    );
  });

  it('survives hostile targets', () => {
    const routes = new Routes(builtIn);
    const judge = new FixedJudge();
    routes.add('/phone', judge);
    for (const target of [
      `/phone${'/'.repeat(60_000)}`,
      `/phone?${'a&'.repeat(30_000)}`,
      '/phone/__proto__?__proto__=1&constructor=2',
      '/phone/%',
      '/phone/\0',
    ]) {
      assert.equal(routes.answer(arrival(target))?.status, 200);
    }
    assert.deepEqual(judge.failures, []);
    assert.equal(({} as Record<string, unknown>)['1'], undefined);
  });
});
