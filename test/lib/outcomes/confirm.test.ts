import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { Desk, type Ending, type Given } from './desk';

const DIAL = { action: 'dial', number: '6041' };

describe('a command that is to be confirmed', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await new Desk().start();
  });

  /** The phone answers when it is told to. */
  function holdAnswers(): Promise<ServerResponse> {
    return new Promise((resolve) => {
      desk.web.answer = (_request, response) => resolve(response);
    });
  }
  async function codeOf(given: Promise<Given>): Promise<string | undefined> {
    return (await (await given).ending).error?.code;
  }

  it('goes on with the report, the time it took and the call', async () => {
    const given = await desk.give({ ...DIAL, confirm: 'effect' });
    assert.equal(given.now(), undefined);
    await desk.wait(1.2);
    desk.report('outgoing-call', '#a 6041');
    const { result } = await given.ending;
    assert.equal(result?.status, 200);
    assert.equal(result.action, 'dial');
    const { call, ...confirmed } = result.confirmed ?? {};
    assert.deepEqual(confirmed, { event: 'outgoing-call', elapsed: 1200 });
    assert.deepEqual([call?.state, call?.id, call?.remote], ['dialing', 'a', { number: '6041' }]);
  });

  it('is the answer alone without a wish, as ever', async () => {
    const given = await desk.give(DIAL);
    const { result } = await given.ending;
    assert.equal(Object.hasOwn(result ?? {}, 'confirmed'), false);
    assert.equal(desk.news.isListening, false);
  });

  it('listens from the sending on: a report may overtake the answer', async () => {
    const response = holdAnswers();
    const giving = desk.give({ ...DIAL, confirm: 'effect' });
    const waiting = await response;
    desk.report('outgoing-call', '6041');
    await desk.wait(60);
    waiting.end();
    const { result } = await (await giving).ending;
    assert.deepEqual([result?.confirmed?.event, result?.confirmed?.elapsed], ['outgoing-call', 0]);
  });

  it('listens from the first of several requests on', async () => {
    const other = await new Desk().start('generic', { path: '/press?key={key}' });
    other.web.answer = (_request, response) => {
      if (other.web.targets.length === 1) other.report('mute');
      response.end();
    };
    const given = await other.give({ action: 'press', keys: ['F1', 'F2'], confirm: 'mute' });
    assert.equal(other.web.targets.length, 2);
    assert.equal((await given.ending).result?.confirmed?.event, 'mute');
  });

  it('has a call that is over by then without it', async () => {
    const response = holdAnswers();
    const giving = desk.give({ ...DIAL, confirm: 'effect' });
    const waiting = await response;
    desk.report('outgoing-call', '6041');
    desk.report('call-terminated');
    waiting.end();
    const { result } = await (await giving).ending;
    assert.deepEqual(result?.confirmed, { event: 'outgoing-call', elapsed: 0 });
  });

  it('does not listen to what was reported while it waited in the queue', async () => {
    const response = holdAnswers();
    const first = desk.give('OK');
    const waiting = await response;
    const second = desk.give({ ...DIAL, confirm: 'effect' }, desk.node(), 2);
    desk.report('outgoing-call', '6041');
    desk.web.answer = (_request, answer) => answer.end();
    waiting.end();
    await (await first).ending;
    const given = await second;
    assert.equal(given.now(), undefined);
    await desk.wait(5);
    assert.equal(given.now()?.error?.code, 'NOT_CONFIRMED');
  });

  it('is over when the time is, by what suits the action', async () => {
    const rows: readonly (readonly [payload: object, seconds: number])[] = [
      [{ ...DIAL, confirm: 'effect' }, 5],
      [{ ...DIAL, confirm: 'answered' }, 30],
      [{ ...DIAL, confirm: 'answered', confirmWithin: 0.1 }, 0.1],
      [{ ...DIAL, confirm: 'answered', confirmWithin: '3600' }, 3600],
      [{ action: 'reboot', confirm: 'effect' }, 180],
      [{ action: 'press', keys: ['OK'], confirm: 'mute' }, 5],
    ];
    for (const [payload, seconds] of rows) {
      const given = await desk.give(payload, desk.node({ disruptive: true }));
      await desk.wait(seconds - 0.01);
      assert.equal(given.now(), undefined, JSON.stringify(payload));
      await desk.wait(0.01);
      assert.equal(given.now()?.error?.code, 'NOT_CONFIRMED');
      assert.deepEqual(given.now()?.error?.cause, {});
    }
    assert.equal(desk.news.isListening, false);
    assert.equal(desk.calls.clocks.timers, 0);
  });

  it('is too late where the report comes behind the time, be it before the answer', async () => {
    const response = holdAnswers();
    const giving = desk.give({ ...DIAL, confirm: 'effect', confirmWithin: 1 });
    const waiting = await response;
    await desk.wait(1);
    desk.report('outgoing-call', '6041');
    waiting.end();
    assert.equal(await codeOf(giving), 'NOT_CONFIRMED');
  });

  it('ends at once where the phone reports another end, and says which', async () => {
    const given = await desk.give({ ...DIAL, confirm: 'answered' });
    desk.report('outgoing-call', '6041');
    desk.report('remote-busy', '6041');
    await desk.settle();
    const { error } = given.now() ?? {};
    assert.deepEqual([error?.code, error?.cause], ['NOT_CONFIRMED', { outcome: 'busy' }]);
    assert.match(error?.message ?? '', /desk .*busy/);
  });

  it('ends two seconds later where the reason is still open', async () => {
    const given = await desk.give({ ...DIAL, confirm: 'answered' });
    desk.report('outgoing-call', '6041');
    await desk.wait(29);
    desk.report('call-terminated');
    await desk.wait(1.9);
    assert.equal(given.now(), undefined);
    await desk.wait(0.1);
    assert.deepEqual(given.now()?.error?.cause, { outcome: 'unanswered' });
    assert.equal(desk.pressed.length, 1);
  });

  it('names the event that says the opposite', async () => {
    const given = await desk.give({ action: 'transfer', number: '6044', type: 'blind', confirm: 'effect' });
    desk.report('transfer-failed');
    await desk.settle();
    assert.deepEqual(given.now()?.error?.cause, { event: 'transfer-failed' });
  });

  it('fails with its own code at once, whatever was reported', async () => {
    desk.web.answer = (_request, response) => {
      desk.report('outgoing-call', '6041');
      response.writeHead(403).end();
    };
    assert.equal(await codeOf(desk.give({ ...DIAL, confirm: 'effect' })), 'FORBIDDEN');
    assert.equal(desk.news.isListening, false);
    assert.equal(desk.calls.clocks.timers, 1, 'the ringing call has one of its own');
  });

  it('hears nothing of another phone, and everything of the same one under another node', async () => {
    desk.addPhone('other', 'atcom');
    const given = await desk.give({ action: 'dnd-on', confirm: 'effect' });
    desk.report('dnd-on', '', 'other');
    await desk.settle();
    assert.equal(given.now(), undefined);
    for (const id of ['desk', 'twin']) desk.calls.deploy({ id, mac: '8082870464b2' });
    desk.report('dnd-on', '', 'twin');
    assert.equal((await given.ending).result?.confirmed?.event, 'dnd-on');
  });

  it('waits for each message by itself, and holds up no other command', async () => {
    const node = desk.node({ confirm: 'effect' });
    const one = await desk.give(DIAL, node);
    const two = await desk.give({ action: 'dial', number: '6042' }, node);
    const third = await desk.give({ action: 'dnd-on' }, node);
    assert.equal(desk.pressed.length, 3);
    desk.report('outgoing-call', '#b 6042');
    await desk.settle();
    assert.deepEqual([one.now(), two.now()?.result?.confirmed?.call?.id, third.now()], [undefined, 'b', undefined]);
    desk.report('dnd-on');
    desk.report('outgoing-call', '#a 6041');
    assert.equal((await one.ending).result?.confirmed?.call?.id, 'a');
    assert.equal((await third.ending).result?.confirmed?.event, 'dnd-on');
  });

  it('is ended by its node with CLOSED, and nothing is sent again', async () => {
    const node = desk.node({ confirm: 'answered' });
    const given = await desk.give(DIAL, node);
    node.close();
    assert.equal((await given.ending).error?.code, 'CLOSED');
    assert.equal(desk.news.isListening, false);
    assert.equal(desk.calls.clocks.timers, 0);
    desk.report('outgoing-call', '6041');
    desk.report('call-established');
    await desk.wait(60);
    assert.equal(desk.pressed.length, 1);
  });

  describe('where the phone is so already', () => {
    const confirmedOf = async (given: Promise<Given>): Promise<unknown> =>
      (await (await given).ending).result?.confirmed;

    it('needs no report, and is sent all the same', async () => {
      desk.report('dnd-off');
      desk.report('dnd-on');
      assert.deepEqual(await confirmedOf(desk.give({ action: 'dnd-on', confirm: 'effect' })), { already: true });
      desk.report('busy-to-idle');
      assert.deepEqual(await confirmedOf(desk.give({ action: 'hangup', confirm: 'effect' })), { already: true });
      assert.equal(desk.pressed.length, 2);
    });

    it('waits where it was so once, or was never told', async () => {
      for (const events of [['dnd-on', 'dnd-off'], []]) {
        for (const event of events) desk.report(event);
        const given = await desk.give({ action: 'dnd-on', confirm: 'effect' });
        assert.equal(given.now(), undefined);
        await desk.wait(5);
        assert.equal(given.now()?.error?.code, 'NOT_CONFIRMED');
      }
    });

    it('is not taken for so where that changes before the answer', async () => {
      desk.report('busy-to-idle');
      const response = holdAnswers();
      const giving = desk.give({ action: 'hangup', confirm: 'effect' });
      const waiting = await response;
      desk.report('outgoing-call', '#a 6041');
      waiting.end();
      const given = await giving;
      assert.equal(given.now(), undefined);
      desk.report('call-terminated', '#a');
      assert.equal((await given.ending).result?.confirmed?.event, 'call-terminated');
    });

    it('is never so for doors, toggles, forwarding and the other ends of calls', async () => {
      const door = await new Desk().start('fanvil');
      for (const event of ['door-opened', 'dnd-on', 'busy-to-idle']) door.report(event);
      for (const action of ['open-door', 'dnd-toggle', 'cancel']) {
        const given = await door.give({ action, confirm: 'effect', ...(action === 'open-door' && { code: '1' }) });
        assert.equal(given.now(), undefined, action);
        await door.wait(5);
        assert.equal(given.now()?.error?.code, 'NOT_CONFIRMED', action);
      }
    });
  });

  describe('is refused before anything is sent', () => {
    const rows: readonly (readonly [code: string, payload: unknown, vendor?: string])[] = [
      ['INVALID_VALUE', { ...DIAL, confirm: 'oops' }],
      ['INVALID_VALUE', { ...DIAL, confirm: 7 }],
      ['INVALID_VALUE', { ...DIAL, confirm: null }],
      ['INVALID_VALUE', { ...DIAL, confirm: 'mute' }],
      ['INVALID_VALUE', { action: 'hangup', confirm: 'answered' }],
      ['INVALID_VALUE', { action: 'press', keys: ['OK'], confirm: 'answered' }],
      ['INVALID_VALUE', { action: 'conference', number: '6043', confirm: 'answered' }],
      ['INVALID_VALUE', { ...DIAL, confirm: 'effect', confirmWithin: 0 }],
      ['INVALID_VALUE', { ...DIAL, confirm: 'effect', confirmWithin: 0.09 }],
      ['INVALID_VALUE', { ...DIAL, confirm: 'effect', confirmWithin: 3600.1 }],
      ['INVALID_VALUE', { ...DIAL, confirm: 'effect', confirmWithin: 'soon' }],
      ['INVALID_VALUE', { ...DIAL, confirm: 'effect', confirmWithin: '' }],
      ['INVALID_VALUE', { ...DIAL, confirm: 'answered', release: 'yes' }],
      ['INVALID_VALUE', { action: 'dial', number: '60 41', confirm: 'effect' }],
      ['UNSUPPORTED_ACTION', { action: 'join', confirm: 'effect' }],
      ['UNSUPPORTED_ACTION', { action: 'press', keys: ['OK'], confirm: 'effect' }],
      ['UNSUPPORTED_ACTION', { action: 'press', keys: ['OK'], confirm: 'door-opened' }],
      ['UNSUPPORTED_ACTION', { action: 'press', keys: ['OK'], confirm: 'relay-a-opened' }],
      ['UNSUPPORTED_ACTION', { action: 'open-door', confirm: 'effect' }, 'akuvox'],
      ['UNSUPPORTED_ACTION', { action: 'forward', number: '6044', confirm: 'effect' }, 'fanvil'],
      ['DISRUPTIVE_REFUSED', { action: 'reboot', confirm: 'answered' }],
    ];
    for (const [code, payload, vendor] of rows) {
      it(`${code}: ${JSON.stringify(payload)}`, async () => {
        const place = vendor ? await new Desk().start(vendor, { model: vendor === 'akuvox' ? 'R29' : '' }) : desk;
        assert.equal(await codeOf(place.give(payload)), code);
        assert.deepEqual([place.pressed, place.news.isListening], [[], false]);
      });
    }
  });

  describe("by the node's own wish", () => {
    const wait = async (payload: unknown, properties: object): Promise<Ending | undefined> => {
      const given = await desk.give(payload, desk.node(properties));
      return given.now();
    };

    it('waits where it fits', async () => {
      assert.equal(await wait(DIAL, { confirm: 'effect' }), undefined);
      assert.equal(await wait(DIAL, { confirm: 'answered' }), undefined);
      assert.equal(await wait({ action: 'press', keys: ['OK'] }, { confirm: 'mute' }), undefined);
      assert.equal(await wait({ action: 'join' }, { confirm: 'unhold' }), undefined);
      assert.equal(await wait('', { confirm: 'mute', action: 'press', value: 'OK' }), undefined);
      assert.equal(await wait('', { confirm: 'answered', action: 'dial', value: '6041' }), undefined);
    });

    it('does not where it does not, and for key sequences', async () => {
      for (const [payload, confirm] of [
        ['OK', 'effect'],
        ['OK', 'mute'],
        [['OK'], 'mute'],
        [{ action: 'press', keys: ['OK'] }, 'effect'],
        [{ action: 'join' }, 'effect'],
        [{ action: 'hangup' }, 'answered'],
        [DIAL, 'mute'],
        [{ ...DIAL, confirm: '' }, 'effect'],
      ] as const) {
        const ending = await wait(payload, { confirm });
        assert.equal(ending?.result?.ok, true, JSON.stringify([payload, confirm]));
        assert.equal(ending.result.confirmed, undefined);
      }
    });

    it('gives way to that of the payload, also in the value of the dialog', async () => {
      const given = await desk.give(
        { ...DIAL, confirm: 'effect', confirmWithin: 2 },
        desk.node({ confirm: 'answered', confirmWithin: '9' }),
      );
      await desk.wait(2);
      assert.equal(given.now()?.error?.code, 'NOT_CONFIRMED');
      const value = { keys: ['OK'], confirm: 'mute', confirmWithin: 1 };
      const node = desk.node({ action: 'press' }, { value: () => Promise.resolve(value) });
      const pressed = await desk.give('', node);
      await desk.wait(1);
      assert.equal(pressed.now()?.error?.code, 'NOT_CONFIRMED');
    });

    it('takes its own time, within bounds', async () => {
      for (const [confirmWithin, seconds] of [
        ['9', 9],
        ['', 5],
        ['0', 0.1],
        ['soon', 5],
      ] as const) {
        const given = await desk.give(DIAL, desk.node({ confirm: 'effect', confirmWithin }));
        await desk.wait(seconds - 0.01);
        assert.equal(given.now(), undefined, confirmWithin);
        await desk.wait(0.01);
        assert.equal(given.now()?.error?.code, 'NOT_CONFIRMED');
      }
    });

    it('is refused where no vendor knows it, or this one never reports it', async () => {
      assert.equal((await wait(DIAL, { confirm: 'answred' }))?.error?.code, 'INVALID_VALUE');
      assert.equal((await wait('OK', { confirm: 'answred' }))?.error?.code, 'INVALID_VALUE');
      assert.equal(
        (await wait({ action: 'press', keys: ['OK'] }, { confirm: 'door-opened' }))?.error?.code,
        'UNSUPPORTED_ACTION',
      );
      assert.deepEqual(desk.pressed, []);
    });
  });

  describe('names the Action URLs that were never reported', () => {
    const sentence = async (payload: object, ...reported: readonly string[]): Promise<string> => {
      for (const event of reported) desk.report(event);
      const given = await desk.give(payload);
      await desk.wait(180);
      return given.now()?.error?.message ?? '';
    };

    it("as the vendor's own page calls them, the most important first", async () => {
      const said = await sentence({ ...DIAL, confirm: 'answered' });
      const profile = desk.phone.profile;
      const labels = ['outgoing-call', 'call-established', 'call-terminated'].map(
        (id) => `"${profile?.events.find(({ event }) => event === id)?.label}"`,
      );
      assert.ok(said.includes(labels.join(', ')), said);
      assert.match(said, /desk did not report within 30 s.*paste those Action URLs/);
    });

    it('but those that were, and any where one is enough', async () => {
      const said = await sentence({ ...DIAL, confirm: 'answered' }, 'outgoing-call', 'call-terminated');
      assert.match(said, /paste that Action URL/);
      assert.doesNotMatch(said, /outgoing/i);
      assert.match(await sentence({ action: 'hangup', confirm: 'effect' }, 'off-hook'), /see at the phone/);
      assert.match(await sentence({ action: 'dnd-on', confirm: 'effect' }), /never reported "[^"]+" since/);
      assert.match(await sentence({ action: 'dnd-on', confirm: 'effect' }, 'dnd-on', 'dnd-off'), /see at the phone/);
    });
  });

  it('says in the status that it waits', async () => {
    await desk.give({ ...DIAL, confirm: 'effect' });
    while (!desk.shown.includes('status.waiting')) await desk.settle();
  });

  it('leaves nothing behind where the phone was never reached', async () => {
    const gone = desk.addPhone('gone', 'atcom', { port: '9' });
    const node = desk.node({ confirm: 'effect', retries: '1', timeout: '1' });
    const given = await desk.give(DIAL, node, 1, { phone: gone.name });
    assert.equal((await given.ending).error?.code, 'UNREACHABLE');
    assert.deepEqual([desk.calls.clocks.timers, desk.news.isListening], [0, false]);
  });
});
