import assert from 'node:assert/strict';
import { named, type Run, setVariable } from './stage';

const SPOKEN = 'four two seven zero nine one three eight';

/** The door station’s examples. */
export const DOOR_RUNS: Readonly<Record<string, Run>> = {
  'Ring opens the door': async (stage) => {
    const { door } = stage.phones;
    const say = (spoken: string) => stage.postJson('/door/spoken', { spoken });
    const ring = async (): Promise<void> => {
      await stage.press('try: press the button');
      await stage.shown('visitor', ({ value }) => value === 'a visitor rings');
    };
    await stage.deploy();
    assert.deepEqual(await say(SPOKEN), { status: 503, body: { opened: false, reason: 'no code is set yet' } });
    await stage.deploy((flow) => {
      named(flow, 'tab', 'Ring opens the door').credentials = { SPOKEN_CODE: SPOKEN };
    });

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
      named(flow, 'tab', 'Ring opens the door').credentials = { SPOKEN_CODE: SPOKEN };
      const compare = named(flow, 'function', 'compare the code');
      compare.func = String(compare.func).replaceAll('Date.now()', '(Date.now() + 3600000)');
      const minute = named(flow, 'function', "visitor's minute");
      minute.func = String(minute.func).replace('Date.now()', '(Date.now() + 3600000)');
    });
    await ring();
    door.web.status = 403;
    assert.deepEqual(await say(SPOKEN), { status: 502, body: { opened: false, reason: 'FORBIDDEN' } });

    const told = `${stage.red.output()}${JSON.stringify(stage.pane.entries)}`.toLowerCase();
    for (const said of ['four two', '42709138']) assert.equal(told.includes(said), false, 'what was said was logged');
  },

  'Alarm calls until someone answers': async (stage) => {
    const { desk, door, guard } = stage.phones;
    await stage.deploy((flow) => {
      // Long enough to pick up within, short enough to wait for.
      setVariable(flow, 'RING_SECONDS', '2');
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
    assert.deepEqual(await stage.shown('result'), { answered: '6042', round: 2 });
    assert.equal(guard.state.status, 'talking');
    const numbers = (): string[] => desk.executed.filter((key) => /^\d+$/.test(key));
    assert.deepEqual(numbers(), ['6043', '6042', '6043', '6042']);

    desk.press('end call');
    await desk.reported('Busy to Idle');
    guard.setDnd(true);
    await stage.press('try: an alarm');
    assert.deepEqual(await stage.shown('result'), { answered: false, rounds: 3 });
    assert.equal(numbers().length, 4 + 6);

    desk.web.status = 403;
    await stage.press('try: an alarm');
    assert.deepEqual(await stage.shown('result'), { answered: false, rounds: 3 }, 'a refused command goes on, too');
  },
};
