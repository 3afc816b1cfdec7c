import assert from 'node:assert/strict';
import { Desk } from './desk';

const LIST = { action: 'dial', number: ['6041', '6042'], confirm: 'answered' };

describe('a list of numbers', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await new Desk().start();
  });

  const dials = (): string[] => desk.pressed.map((keys) => /60\d\d/.exec(keys)?.[0] ?? 'hang up');
  /** Reports how a call goes that has just been dialed. */
  function goes(number: string, ...events: readonly string[]): Promise<void> {
    desk.report('outgoing-call', number);
    for (const event of events) desk.report(event, number);
    return desk.settle();
  }
  const outcomes = (tried: readonly { number: string; outcome: string }[] | undefined): string[] | undefined =>
    tried?.map(({ number, outcome }) => `${number} ${outcome}`);

  it('is answered at the first: nothing else is dialed', async () => {
    const given = await desk.give(LIST);
    await goes('6041', 'call-established');
    const { confirmed, keys } = (await given.ending).result ?? {};
    assert.deepEqual(
      [confirmed?.number, confirmed?.event, confirmed?.call?.state],
      ['6041', 'call-established', 'talking'],
    );
    assert.deepEqual(outcomes(confirmed?.tried), ['6041 answered']);
    assert.match(keys?.join(';') ?? '', /6041/);
    await desk.wait(600);
    assert.deepEqual(dials(), ['6041']);
  });

  it('goes on at once where a number is busy, after the pause, and hangs up nothing', async () => {
    const given = await desk.give(LIST);
    await goes('6041', 'remote-busy');
    await desk.wait(1.9);
    assert.deepEqual(dials(), ['6041']);
    await desk.wait(0.1);
    await desk.until(2);
    await goes('6042', 'call-established');
    const { confirmed } = (await given.ending).result ?? {};
    assert.deepEqual(outcomes(confirmed?.tried), ['6041 busy', '6042 answered']);
    assert.equal(confirmed?.number, '6042');
    assert.deepEqual(dials(), ['6041', '6042']);
  });

  it('hangs up who does not answer in time, and pauses after that', async () => {
    const given = await desk.give({ ...LIST, confirmWithin: 10, pause: 7 });
    await goes('6041');
    await desk.wait(10);
    await desk.until(2);
    assert.deepEqual(dials(), ['6041', 'hang up']);
    desk.report('call-terminated', '6041');
    await desk.wait(6.9);
    assert.deepEqual(dials(), ['6041', 'hang up']);
    await desk.wait(0.1);
    await desk.until(3);
    await goes('6042');
    await desk.wait(10);
    await desk.until(4);
    const { error } = await given.ending;
    assert.equal(error?.code, 'NOT_CONFIRMED');
    assert.deepEqual(outcomes(error.cause?.tried), ['6041 unanswered', '6042 unanswered']);
    assert.match(error.message, /2 calls came to nothing/);
    assert.deepEqual(dials(), ['6041', 'hang up', '6042', 'hang up']);
  });

  it('calls in rounds, with the same pause between them', async () => {
    const given = await desk.give({ ...LIST, rounds: 2, pause: 3 });
    for (const [index, number] of ['6041', '6042', '6041'].entries()) {
      await goes(number, 'remote-busy');
      await desk.wait(3);
      await desk.until(index + 2);
    }
    await goes('6042', 'remote-busy');
    const { error } = await given.ending;
    assert.deepEqual(outcomes(error?.cause?.tried), ['6041 busy', '6042 busy', '6041 busy', '6042 busy']);
    assert.deepEqual(dials(), ['6041', '6042', '6041', '6042']);
  });

  it('sees the second call to a number that is busy at once, without a pause', async () => {
    const given = await desk.give({ ...LIST, number: ['6041'], rounds: 3, pause: 0 });
    for (let round = 1; round <= 2; round += 1) {
      await goes('6041', 'remote-busy');
      await desk.wait(0.01);
      await desk.until(round + 1);
    }
    await goes('6041', 'call-established');
    assert.deepEqual(outcomes((await given.ending).result?.confirmed?.tried), [
      '6041 busy',
      '6041 busy',
      '6041 answered',
    ]);
  });

  it('of one number in several rounds is one, too', async () => {
    const given = await desk.give({ ...LIST, number: '6041', rounds: 2, confirmWithin: 1, pause: 0 });
    await goes('6041');
    await desk.wait(1);
    await desk.until(2);
    await desk.wait(0.01);
    await desk.until(3);
    assert.deepEqual(dials(), ['6041', 'hang up', '6041']);
    await goes('6041', 'call-established');
    assert.equal((await given.ending).result?.confirmed?.number, '6041');
  });

  it('goes on where the phone refuses, is not there, or does not answer in time', async () => {
    desk.web.answer = (_request, response) => response.writeHead(500).end();
    const given = await desk.give({ ...LIST, pause: 0 });
    await desk.until(1);
    desk.web.answer = (_request, response) => response.end();
    await desk.wait(0.01);
    await desk.until(2);
    await goes('6042', 'call-established');
    assert.deepEqual(outcomes((await given.ending).result?.confirmed?.tried), ['6041 refused', '6042 answered']);
    const gone = desk.addPhone('gone', 'atcom', { port: '9' });
    const lost = await desk.give({ ...LIST, number: ['6041'] }, desk.node(), 1, { phone: gone.name });
    assert.deepEqual(
      [lost.now()?.error?.code, outcomes(lost.now()?.error?.cause?.tried)],
      ['NOT_CONFIRMED', ['6041 refused']],
    );
  });

  it('ends with every other error, and says what was tried before', async () => {
    const given = await desk.give({ ...LIST, pause: 0 });
    await goes('6041', 'remote-busy');
    desk.web.answer = (_request, response) => response.writeHead(403).end();
    await desk.wait(0.01);
    const { error } = await given.ending;
    assert.deepEqual([error?.code, error?.cause?.status], ['FORBIDDEN', 403]);
    assert.deepEqual(outcomes(error?.cause?.tried), ['6041 busy']);
  });

  it('ends where the phone reports nothing at all, and says what to paste', async () => {
    const given = await desk.give({ ...LIST, confirmWithin: 10 });
    desk.report('idle-to-busy');
    desk.report('dnd-on');
    await desk.wait(10);
    const { error } = await given.ending;
    assert.deepEqual([error?.code, outcomes(error?.cause?.tried)], ['NOT_CONFIRMED', ['6041 unanswered']]);
    assert.match(error?.message ?? '', /list of numbers was ended.*paste those Action URLs/);
    await desk.wait(100);
    assert.deepEqual(dials(), ['6041']);
  });

  it('is not ended by one lost event of a phone that reports its calls: hangs up, and goes on', async () => {
    desk.report('outgoing-call', '7000');
    desk.report('call-terminated', '7000');
    const given = await desk.give({ ...LIST, confirmWithin: 10, pause: 0 });
    await desk.wait(10);
    await desk.until(2);
    await desk.wait(0.01);
    await desk.until(3);
    assert.deepEqual(dials(), ['6041', 'hang up', '6042']);
    await goes('6042', 'call-established');
    assert.equal((await given.ending).result?.confirmed?.number, '6042');
  });

  it('hangs up no call but that one: of another number, or over already', async () => {
    desk.report('incoming-call', '7000');
    const given = await desk.give({ ...LIST, confirmWithin: 10, pause: 0 });
    await goes('6041');
    await desk.wait(9);
    desk.report('call-terminated', '6041');
    await desk.wait(2);
    await desk.wait(0.01);
    await desk.until(2);
    desk.report('outgoing-call', '7001');
    await desk.wait(10);
    await desk.until(3);
    assert.deepEqual(dials(), ['6041', '6042', 'hang up'], 'a list hangs up a call of which nothing was reported');
    assert.deepEqual(outcomes((await given.ending).error?.cause?.tried), ['6041 unanswered', '6042 unanswered']);
  });

  it('counts as answered what is answered before the hang-up leaves, and cuts nobody off', async () => {
    const given = await desk.give({ ...LIST, confirmWithin: 10 });
    await goes('6041');
    const waiting = new Promise<() => void>((resolve) => {
      desk.web.answer = (_request, response) => resolve(() => response.end());
    });
    void desk.give('OK', desk.node(), 2);
    const answer = await waiting;
    await desk.wait(10);
    desk.report('call-established', '6041');
    await desk.settle();
    answer();
    const { result } = await given.ending;
    assert.deepEqual(outcomes(result?.confirmed?.tried), ['6041 answered']);
    assert.equal(result?.confirmed?.event, 'call-established');
    await desk.until(2);
    assert.equal(desk.pressed.filter((keys) => !/6041|OK/.test(keys)).length, 0);
  });

  it('lets other commands in between', async () => {
    const given = await desk.give({ ...LIST, pause: 100 });
    await goes('6041', 'remote-busy');
    const other = await desk.give('OK');
    assert.equal(other.now()?.result?.ok, true);
    await desk.wait(100);
    await desk.until(3);
    await goes('6042', 'call-established');
    assert.equal((await given.ending).result?.confirmed?.number, '6042');
  });

  it('ends with CLOSED, in a pause as well', async () => {
    for (const isPause of [false, true]) {
      const node = desk.node();
      const given = await desk.give(LIST, node);
      await goes('6041', ...(isPause ? ['remote-busy'] : []));
      node.close();
      assert.equal((await given.ending).error?.code, 'CLOSED');
      assert.equal(desk.calls.clocks.timers, 1, "the call's own");
      desk.calls.tracker.reset('desk');
      await desk.wait(100);
    }
    assert.deepEqual(dials(), ['6041', '6041']);
    assert.deepEqual([desk.news.isListening, desk.calls.clocks.timers], [false, 0]);
  });

  it('comes from the dialog, too: its value, rounds and pause', async () => {
    const node = desk.node(
      { action: 'dial', confirm: 'answered', rounds: '2', pause: '1' },
      { value: () => Promise.resolve([6041, '6042']) },
    );
    const given = await desk.give('', node);
    for (const [index, number] of ['6041', '6042', '6041'].entries()) {
      await goes(number, 'remote-busy');
      await desk.wait(1);
      await desk.until(index + 2);
    }
    await goes('6042', 'call-established');
    assert.equal((await given.ending).result?.confirmed?.tried?.length, 4);
  });

  describe('is refused before anything is sent', () => {
    const rows: readonly object[] = [
      { ...LIST, confirm: 'effect' },
      { ...LIST, confirm: '' },
      { action: 'dial', number: ['6041'] },
      { ...LIST, number: [] },
      { ...LIST, number: ['6041', '60 42'] },
      { ...LIST, number: ['6041', 60.5] },
      { ...LIST, number: ['6041', undefined] },
      { ...LIST, number: ['6041', null] },
      { ...LIST, number: ['6041', ['6042']] },
      { ...LIST, number: Array.from({ length: 101 }, () => '6041') },
      { ...LIST, typed: '6041' },
      { ...LIST, rounds: 0 },
      { ...LIST, rounds: 101 },
      { ...LIST, rounds: 1.5 },
      { ...LIST, pause: -1 },
      { ...LIST, pause: 3601 },
      { ...LIST, pause: 'long' },
      { action: 'redial', number: ['6041'], confirm: 'answered' },
      { action: 'intercom', number: ['6041'], confirm: 'answered' },
    ];
    for (const payload of rows) {
      it(JSON.stringify(payload).slice(0, 100), async () => {
        const given = await desk.give(payload);
        assert.equal(given.now()?.error?.code, 'INVALID_VALUE');
        assert.deepEqual(desk.pressed, []);
      });
    }

    it('but not at the bounds', async () => {
      const numbers = Array.from({ length: 100 }, () => '6041');
      for (const payload of [
        { ...LIST, number: numbers, rounds: 100, pause: 3600 },
        { ...LIST, number: undefined, typed: ['60 41', '60-42'] },
      ]) {
        const given = await desk.give(payload);
        await goes('6041', 'call-established');
        assert.equal((await given.ending).result?.confirmed?.number, '6041');
        desk.calls.tracker.reset('desk');
        await desk.wait(10);
      }
    });
  });
});

describe('one number', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await new Desk().start();
  });
  const ONE = { action: 'dial', number: '6041', confirm: 'answered', confirmWithin: 10 };

  it('is not hung up, and its error tells of no tries', async () => {
    const given = await desk.give(ONE);
    desk.report('outgoing-call', '6041');
    await desk.wait(10);
    assert.deepEqual([given.now()?.error?.code, given.now()?.error?.cause], ['NOT_CONFIRMED', {}]);
    assert.equal(desk.pressed.length, 1);
  });

  it('is hung up with release, by the message or by the node, where that very call is out', async () => {
    for (const [payload, properties] of [
      [{ ...ONE, release: true }, {}],
      [ONE, { release: true }],
    ] as const) {
      const before = desk.pressed.length;
      const given = await desk.give(payload, desk.node(properties));
      desk.report('outgoing-call', '6041');
      await desk.wait(10);
      assert.equal((await given.ending).error?.code, 'NOT_CONFIRMED');
      assert.equal(desk.pressed.length, before + 2);
      desk.report('call-terminated', '6041');
      await desk.wait(10);
    }
  });

  it('is not hung up with release where nothing of it was reported, it is over, or the message says no', async () => {
    desk.report('outgoing-call', '7000');
    desk.report('call-terminated', '7000');
    await desk.wait(5);
    const unreported = await desk.give({ ...ONE, release: true });
    await desk.wait(10);
    assert.equal(unreported.now()?.error?.code, 'NOT_CONFIRMED');
    const over = await desk.give({ ...ONE, release: true });
    desk.report('outgoing-call', '6041');
    desk.report('remote-busy', '6041');
    await desk.settle();
    assert.deepEqual(over.now()?.error?.cause, { outcome: 'busy' });
    const no = await desk.give({ ...ONE, release: false }, desk.node({ release: true }));
    await desk.wait(1);
    desk.report('outgoing-call', '6041');
    await desk.wait(9);
    assert.equal(no.now()?.error?.code, 'NOT_CONFIRMED');
    await desk.settle();
    assert.equal(desk.pressed.length, 3);
  });

  it('is answered after all where that comes before the hang-up leaves', async () => {
    const given = await desk.give({ ...ONE, release: true });
    desk.report('outgoing-call', '6041');
    const waiting = new Promise<() => void>((resolve) => {
      desk.web.answer = (_request, response) => resolve(() => response.end());
    });
    void desk.give('OK', desk.node(), 2);
    const answer = await waiting;
    await desk.wait(10);
    desk.report('call-established', '6041');
    const { result } = await given.ending;
    assert.deepEqual([result?.confirmed?.event, result?.confirmed?.elapsed], ['call-established', 10_000]);
    answer();
    await desk.until(2);
    assert.equal(desk.pressed.length, 2);
  });
});
