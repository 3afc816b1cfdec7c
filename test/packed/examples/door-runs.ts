import assert from 'node:assert/strict';
import type { FlowNode } from './files';
import { named, type Run, setVariable } from './stage';

const SPOKEN = 'four two seven zero nine one three eight';

/** The door station’s examples. */
export const DOOR_RUNS: Readonly<Record<string, Run>> = {
  'A door sensor dials': async (stage) => {
    const { desk, door } = stage.phones;
    await stage.deploy();
    door.triggerDoorSensor(1);
    await stage.shown('what came', ({ event }) => event === 'door-sensor-1');
    await stage.shown('done', ({ ok, action }) => ok === true && action === 'dial');
    await desk.reported('Outgoing Call');

    // What goes wrong comes out below, with advice.
    desk.web.status = 403;
    await stage.press('try: the sensor trips');
    assert.equal((await stage.shown('failed')).code, 'FORBIDDEN');
  },

  'Ring opens the door': async (stage) => {
    const { door } = stage.phones;
    const ring = async (): Promise<void> => {
      await stage.press('try: press the button');
      await stage.shown('visitor', ({ value }) => value === 'a visitor rings');
    };
    const withCode = (flow: FlowNode[]): void => {
      named(flow, 'tab', 'Ring opens the door').credentials = { SPOKEN_CODE: SPOKEN };
      // A code a second: the run has too many of them.
      const slow = named(flow, 'delay', 'one a second');
      assert.deepEqual([slow.rate, slow.nbRateUnits, slow.rateUnits], ['1', '1', 'second']);
      slow.nbRateUnits = '0.02';
    };
    const say = async (spoken: string): Promise<{ status: number; body: unknown }> => {
      const answer = await stage.postJson('/door/spoken', { spoken });
      const { reason } = answer.body as { reason?: string };
      return reason === 'one code a second' ? say(spoken) : answer;
    };
    await stage.deploy();
    assert.deepEqual(await say(SPOKEN), { status: 503, body: { opened: false, reason: 'no code is set yet' } });
    await stage.deploy(withCode);

    assert.equal((await say(SPOKEN)).status, 409);
    await ring();
    assert.deepEqual(await say('four two seven'), { status: 403, body: { opened: false, reason: 'not the code' } });
    assert.equal(door.state.doorOpen, false);
    assert.deepEqual(await say('Four two 7, zero nine – 138'), { status: 200, body: { opened: true } });
    assert.equal(door.state.doorOpen, true);
    await stage.shown('door contact', ({ event }) => event === 'door-opened');
    assert.equal((await say(SPOKEN)).status, 409, 'one ring opens once');

    door.press('release');
    await stage.shown('visitor', ({ value }) => value === 'the call is over');
    // Rings bring no new attempts: five wrong codes an hour, of which one was said above.
    for (const attempts of [
      ['', '__proto__'],
      ['constructor', '42709137'],
    ]) {
      await ring();
      for (const attempt of attempts) assert.equal((await say(attempt)).status, 403, attempt);
      door.press('release');
      await stage.shown('visitor', ({ value }) => value === 'the call is over');
    }
    await ring();
    assert.equal((await say(SPOKEN)).status, 429);
    assert.equal(door.executed.filter((key) => key === 'F_LOCK').length, 1);

    // An hour later.
    door.press('release');
    await stage.shown('visitor', ({ value }) => value === 'the call is over');
    await stage.deploy((flow) => {
      withCode(flow);
      for (const name of ['compare the code', "visitor's minute"]) {
        for (const rule of named(flow, 'change', name).rules as { to?: string }[]) {
          if (rule.to) rule.to = rule.to.replaceAll('$millis()', '($millis() + 3600000)');
        }
      }
    });
    await ring();
    door.web.status = 403;
    assert.deepEqual(await say(SPOKEN), { status: 502, body: { opened: false, reason: 'FORBIDDEN' } });

    // Guessing in a rush: all at once, one is looked at.
    await stage.deploy((flow) => {
      withCode(flow);
      named(flow, 'delay', 'one a second').nbRateUnits = '3600';
    });
    const rush = await Promise.all(Array.from({ length: 20 }, () => stage.postJson('/door/spoken', { spoken: 'x' })));
    assert.equal(rush.filter(({ status }) => status !== 429).length, 1);

    const told = `${stage.red.output()}${JSON.stringify(stage.pane.entries)}`.toLowerCase();
    for (const said of ['four two', '42709138']) assert.equal(told.includes(said), false, 'what was said was logged');
  },

  'Alarm calls until someone answers': async (stage) => {
    const { desk, door, guard } = stage.phones;
    await stage.deploy((flow) => {
      // Long enough to pick up within, short enough to wait for.
      setVariable(flow, 'RING_SECONDS', '3');
      setVariable(flow, 'PAUSE_SECONDS', '0.05');
    });
    door.tamper();
    // Nobody has 6043. Security lets it ring, until the flow gives up.
    await desk.reported('Remote busy');
    await guard.reported('Incoming Call');
    await desk.commanded('ENDCALL');
    await guard.reported('Missed Call');
    // The second round finds somebody.
    await desk.reported('Remote busy');
    await guard.reported('Incoming Call');
    await stage.press('try: pick up');
    const result = await stage.shown('result');
    assert.equal(result.answered, '6042');
    const tried = (outcome: Record<string, unknown>): string[] =>
      (outcome.tried as { number: string; outcome: string }[]).map((one) => `${one.number} ${one.outcome}`);
    assert.deepEqual(tried(result), ['6043 busy', '6042 unanswered', '6043 busy', '6042 answered']);
    assert.equal(guard.state.status, 'talking');
    const numbers = (): string[] => desk.executed.filter((key) => /^\d+$/.test(key));
    assert.deepEqual(numbers(), ['6043', '6042', '6043', '6042']);

    desk.press('end call');
    await desk.reported('Busy to Idle');
    guard.setDnd(true);
    await stage.press('try: an alarm');
    // While it calls, no other alarm begins a second round.
    await stage.press('try: an alarm');
    const nobody = await stage.shown('result');
    assert.equal(nobody.answered, false);
    assert.equal(tried(nobody).length, 6);
    assert.equal(numbers().length, 4 + 6);

    desk.web.status = 403;
    await stage.press('try: an alarm');
    const refused = await stage.shown('result');
    assert.equal(refused.answered, false);
    assert.match(String(refused.why), /403/);
  },

  'Everybody busy': async (stage) => {
    const { desk, door, guard } = stage.phones;
    await stage.deploy((flow) => {
      setVariable(flow, 'RING_SECONDS', '3');
      // Every visitor counts.
      named(flow, 'trigger', 'one a minute').duration = '0.0001';
    });
    const busy = (value: boolean) => stage.shown('everybody busy', (content) => content.value === value);
    await busy(true);
    guard.boot();
    await busy(false);

    // Security is free and called first, lets it ring; then the reception.
    door.triggerDoorSensor(2);
    await guard.reported('Incoming Call');
    await busy(true);
    await desk.reported('Incoming Call');
    desk.press('answer');
    const { confirmed } = (await stage.shown('answered')) as { confirmed: { number: string } };
    assert.equal(confirmed.number, '6040');
    await busy(false);
    desk.press('end call');
    await Promise.all([desk.reported('Busy to Idle'), door.reported('Busy To Idle')]);

    // Nobody is free: the reception at once.
    const rung = guard.reports.filter(({ event }) => event === 'Incoming Call').length;
    guard.setDnd(true);
    await busy(true);
    await stage.press('try: a visitor rings');
    await desk.reported('Incoming Call');
    assert.equal(guard.reports.filter(({ event }) => event === 'Incoming Call').length, rung);
    desk.press('reject');
    const nobody = await stage.shown('nobody answered');
    assert.equal(nobody.code, 'NOT_CONFIRMED');
  },
};
