import assert from 'node:assert/strict';
import { FanvilPhone, FanvilSip } from '../../phones';
import { freePort } from '../../support/node-red';
import { named, type Run } from './stage';

/** Examples of commands, their outcomes and failures. */
export const COMMAND_RUNS: Readonly<Record<string, Run>> = {
  'Do not disturb by calendar': async (stage) => {
    const { desk, guard } = stage.phones;
    await stage.deploy((flow) => {
      const clock = named(flow, 'inject', 'every ten minutes');
      assert.equal(clock.crontab, '*/10 0-23 * * *');
      // An import switches nobody's phone.
      assert.equal(clock.once, false);
      // Today's date must not play along.
      Object.assign(clock, { crontab: '' });
    });
    await stage.press('try: Monday, 10:00');
    await Promise.all([desk.commanded('DND_OFF'), guard.commanded('action=DNDOff')]);
    await stage.press('try: Monday, 20:00');
    await Promise.all([desk.reported('Open DND'), guard.reported('Open DND')]);
    await stage.shown('reported', ({ event }) => event === 'dnd-on');
    // Nothing changes, so nothing is sent.
    await stage.press('try: Good Friday, 10:00');
    await stage.press('try: Monday, 10:00');
    await Promise.all([desk.reported('Close DND'), guard.reported('Close DND')]);
    assert.deepEqual(desk.executed, ['DND_OFF', 'DND_ON', 'DND_OFF']);
    assert.deepEqual(guard.executed, ['action=DNDOff', 'action=DNDOn', 'action=DNDOff']);

    // One that did not obey is asked again, the others are not.
    guard.web.status = 403;
    await stage.press('try: Monday, 20:00');
    assert.equal((await stage.shown('not switched')).code, 'FORBIDDEN');
    await desk.reported('Open DND');
    guard.web.status = undefined;
    await stage.press('try: Monday, 20:00');
    await guard.reported('Open DND');
    assert.deepEqual(desk.executed, ['DND_OFF', 'DND_ON', 'DND_OFF', 'DND_ON']);
  },

  'SIP NOTIFY through a registrar': async (stage) => {
    const phone = new FanvilPhone({
      model: 'X6U',
      mac: '0c:38:3e:2a:10:44',
      account: { user: '6044', host: 'pbx.example' },
    });
    const password = 'CanarySip-77c0De';
    // The registrar's address is all that the phone trusts; the PBX asks who sends.
    const sip = new FanvilSip(phone, {
      registrar: '127.0.0.1',
      protection: { scheme: 'digest', username: '6044', password },
    });
    await Promise.all([phone.start(), sip.start()]);
    try {
      await stage.deploy((flow) => {
        Object.assign(named(flow, 'voip-phone', 'Meeting room'), {
          sipUri: 'sip:6044@pbx.example',
          sipProxy: `127.0.0.1:${sip.port}`,
          credentials: { sipUsername: '6044', sipPassword: password },
        });
      });
      await stage.press('dial 6040');
      const done = await stage.shown('done');
      assert.equal(done.transport, 'sip');
      assert.equal(done.sent, 'key=6040;ENTER');
      assert.deepEqual(phone.executed, ['6040', 'ENTER']);
      assert.equal(phone.state.status, 'dialing');
      await stage.press('hang up');
      await phone.commanded('RELEASE');
      await stage.press('keys: menu, down, OK');
      await phone.commanded('menu');
      sip.status = 481;
      await stage.press('dial 6040');
      const failed = await stage.shown('failed');
      assert.equal(failed.code, 'REFUSED');
      assert.equal((failed.cause as { status?: number }).status, 481);
      assert.match(`${String(failed.message)} ${String(failed.advice)}`, /Active URI is not enabled/);
      assert.equal(`${stage.red.output()}${JSON.stringify(stage.pane.entries)}`.includes(password), false);
    } finally {
      await Promise.all([phone.stop(), sip.stop()]);
    }
  },

  'Errors and completion': async (stage) => {
    const { desk } = stage.phones;
    const closed = await freePort();
    await stage.deploy((flow) => {
      Object.assign(named(flow, 'voip-phone', 'Nobody'), { host: '127.0.0.1', port: String(closed) });
    });
    await stage.press('dial 6042');
    assert.equal((await stage.shown('done')).ok, true);
    assert.equal((await stage.shown('completed')).action, 'dial');
    assert.equal((await stage.shown('status')).text, 'sending');
    const sent = desk.executed.length;

    await stage.press('dial "1;REBOOT"');
    assert.equal((await stage.shown('mend the flow')).code, 'INVALID_VALUE');
    await stage.press('restart');
    assert.equal((await stage.shown('mend the flow')).code, 'DISRUPTIVE_REFUSED');
    await stage.press('a phone that is away');
    assert.equal((await stage.shown('later')).code, 'UNREACHABLE');
    await stage.shown('status', ({ text }) => String(text).endsWith(': not reachable'));
    assert.equal(desk.executed.length, sent, 'nothing of that reached the phone');

    desk.web.misbehaviour = 'close without answer';
    await stage.press('dial 6042');
    assert.equal((await stage.shown('look first')).code, 'UNREADABLE_ANSWER');
    desk.web.misbehaviour = undefined;
    desk.web.status = 403;
    await stage.press('dial 6042');
    const setUp = await stage.shown('set up');
    assert.equal(setUp.code, 'FORBIDDEN');
    assert.equal(setUp.status, 403);

    await stage.press('hang up');
    const failed = await stage.shown('not hung up');
    assert.deepEqual([failed.ok, failed.code], [false, 'FORBIDDEN']);
    assert.notEqual(failed.advice, undefined);
    desk.web.status = undefined;
    await stage.press('hang up');
    const hung = await stage.shown('hung up');
    // The phone rang nobody any more than once: whatever call is left ends, or none is known.
    assert.ok(hung.confirmed, JSON.stringify(hung));
  },

  'A button dials': async (stage) => {
    const { desk, guard } = stage.phones;
    await stage.deploy();
    await stage.press('dial');
    assert.equal((await stage.shown('done')).ok, true);
    assert.deepEqual(desk.executed, ['6042', 'DIAL']);
    await guard.reported('Incoming Call');
    desk.web.status = 403;
    await stage.press('dial');
    const failed = await stage.shown('failed');
    assert.deepEqual([failed.ok, failed.code], [false, 'FORBIDDEN']);
  },

  'A call rings': async (stage) => {
    const { desk } = stage.phones;
    await stage.deploy();
    desk.receiveCall({ number: '+493012345', name: 'Müller & Söhne' });
    const { event, remote } = await stage.shown('a call rings');
    assert.equal(event, 'incoming-call');
    const { number, name } = remote as { number?: string; name?: string };
    assert.deepEqual([number, name], ['+493012345', 'Müller & Söhne']);
  },

  'Fleet of phones': async (stage) => {
    const { desk, door, guard } = stage.phones;
    const report = async (): Promise<Record<string, unknown>[]> =>
      Object.values(await stage.shown('report')) as Record<string, unknown>[];
    await stage.deploy();
    // Asked once at start, when nobody has told anything.
    const first = Object.values(await stage.shown('health')) as { state: string }[];
    assert.deepEqual(
      first.map(({ state }) => state),
      ['unknown', 'unknown', 'unknown'],
    );
    await stage.press('all: do not disturb');
    assert.deepEqual(
      (await report()).map(({ phone, ok }) => [phone, ok]),
      [
        ['Front desk', true],
        ['Door station', true],
        ['Security', true],
      ],
    );
    for (const phone of [desk, door, guard]) assert.equal(phone.state.dnd, true);

    guard.web.status = 403;
    await stage.press('all: disturb again');
    assert.deepEqual(
      (await report()).map(({ ok, code }) => [ok, code]),
      [
        [true, undefined],
        [true, undefined],
        [false, 'FORBIDDEN'],
      ],
    );
    assert.deepEqual([desk.state.dnd, door.state.dnd, guard.state.dnd], [false, false, true]);
    desk.boot();
    await stage.shown('event', ({ event, vendor }) => event === 'registered' && vendor === 'atcom');
    const seen = await stage.shown('health', ({ registered }) => registered === true);
    assert.equal((seen.phone as { name?: string }).name, 'Front desk');
    assert.equal(seen.dnd, false);
  },
};
