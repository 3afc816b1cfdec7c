import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FanvilPhone, FanvilSip } from '../../phones';
import { Journal } from '../../phones/journal';
import { freePort } from '../../support/node-red';
import { named, setVariable, type Stage } from './stage';

const SPOKEN = 'four two seven zero nine one three eight';
const SCRIPT = '<script>alert("x")</script>';

/** By example: what it promises, seen at the phones and in the answers. Each deploys the example first. */
export const RUNS: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
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
    await ring();
    for (const attempt of ['', '__proto__', 'constructor']) assert.equal((await say(attempt)).status, 403);
    assert.equal((await say(SPOKEN)).status, 429);
    assert.equal(door.executed.filter((key) => key === 'F_LOCK').length, 1);

    door.press('release');
    await stage.shown('visitor', ({ value }) => value === 'the call is over');
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

  'Missed call to notification and call back': async (stage) => {
    const { desk, guard } = stage.phones;
    const notifications = new Journal<Record<string, unknown>>();
    const service = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString('utf8');
      });
      request.on('end', () => {
        notifications.add(JSON.parse(body) as Record<string, unknown>);
        response.end();
      });
    }).listen(0, '127.0.0.1');
    await once(service, 'listening');
    try {
      await stage.deploy((flow) => {
        const node = named(flow, 'http request', 'notification service (set the address)');
        delete node.d;
        node.url = `http://127.0.0.1:${(service.address() as AddressInfo).port}/`;
      });
      desk.receiveCall({ number: '6042', name: `${SCRIPT} & Co` });
      desk.remoteHangup();
      const notification = await notifications.next();
      assert.deepEqual(await stage.shown('notification'), notification);
      assert.equal(notification.title, 'Missed call at Front desk');
      assert.match(String(notification.message), /^<script>alert\("x"\)<\/script> & Co, 6042 called at /);

      const callBack = { id: notification.callBack };
      assert.deepEqual(await stage.postJson('/missed/call-back', callBack), {
        status: 200,
        body: { called: true, phone: 'Front desk', number: '6042' },
      });
      await guard.reported('Incoming Call');
      assert.equal((await stage.postJson('/missed/call-back', callBack)).status, 404, 'called back once');
      // Nobody picked up: now security has missed a call.
      desk.press('end call');
      assert.equal((await notifications.next()).title, 'Missed call at Security');
      await desk.reported('Busy to Idle');

      // A caller whose number is a feature code, or no number at all, is told of, never dialled.
      for (const number of ['*21*0900123', 'anonymous', '1;REBOOT']) {
        desk.receiveCall({ number });
        desk.remoteHangup();
        assert.equal((await notifications.next()).callBack, undefined);
      }
      const before = desk.executed.length;
      assert.equal((await stage.postJson('/missed/call-back', { id: 'none', number: '6042' })).status, 404);
      assert.equal(desk.executed.length, before);

      await stage.press('try: 6042 was missed');
      await notifications.next();
      desk.web.status = 401;
      assert.deepEqual(await stage.postJson('/missed/call-back', {}), {
        status: 502,
        body: { called: false, reason: 'UNAUTHORIZED' },
      });
      desk.web.status = undefined;
      guard.forget();
      await stage.press('try: call the last one back');
      await guard.reported('Incoming Call');
    } finally {
      service.closeAllConnections();
      service.close();
      await once(service, 'close');
    }
  },

  'Do not disturb by calendar': async (stage) => {
    const { desk, guard } = stage.phones;
    await stage.deploy((flow) => {
      const clock = named(flow, 'inject', 'every ten minutes');
      assert.equal(clock.crontab, '*/10 0-23 * * *');
      assert.equal(clock.once, true);
      // Today's date must not play along.
      Object.assign(clock, { crontab: '', once: false });
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

  'Click to dial': async (stage) => {
    const { desk, guard } = stage.phones;
    await stage.deploy();
    const form = await stage.page(`/dial?number=${encodeURIComponent(`">${SCRIPT}`)}`);
    assert.equal(form.status, 200);
    assert.match(form.headers.get('content-type') ?? '', /^text\/html/);
    assert.match(form.headers.get('content-security-policy') ?? '', /default-src 'none'/);
    assert.equal(form.html.includes('<script'), false);
    assert.match(form.html, /value="&quot;&gt;&lt;script&gt;/);
    assert.match(form.html, /<option value="Front desk">Front desk<\/option><option value="Security">/);

    const dialled = await stage.page('/dial', { phone: 'Front desk', number: '60 42' }, { origin: stage.red.url });
    assert.equal(dialled.status, 200);
    assert.match(dialled.html, /class="good">Front desk dials 6042\.</);
    assert.deepEqual(desk.executed, ['6042', 'DIAL']);
    await guard.reported('Incoming Call');

    const good = { phone: 'Front desk', number: '6042' };
    assert.equal((await stage.page('/dial', good, { origin: 'https://evil.example' })).status, 403);
    assert.equal((await stage.page('/dial', { ...good, phone: 'Door station' })).status, 400);
    for (const number of ['1;REBOOT', '*21*0900#', SCRIPT, '']) {
      const refused = await stage.page('/dial', { ...good, number });
      assert.equal(refused.status, 400, number);
      assert.equal(refused.html.includes('<script'), false);
    }
    assert.equal((await stage.page('/dial', { 'number[toString]': 'x', 'phone[]': 'Front desk' })).status, 400);
    assert.equal((await stage.page('/dial?number[toString]=x')).status, 200);
    assert.equal(desk.executed.length, 2, 'nothing of that reached the phone');

    guard.web.status = 403;
    const failed = await stage.page('/dial', { phone: 'Security', number: '6040' });
    assert.equal(failed.status, 502);
    assert.match(failed.html, /class="bad">The phone takes no commands from this server\.</);
  },

  'Busy lamp board': async (stage) => {
    const { desk } = stage.phones;
    await stage.deploy();
    const lamp = (state: string) =>
      stage.shown('lamp', (content) => content.name === 'Front desk' && content.state === state);
    const row = async (): Promise<string> => {
      const { html } = await stage.page('/board');
      assert.equal(html.includes('<script'), false);
      return /<tr>.*<td>Front desk<\/td>.*<\/tr>/.exec(html)?.[0] ?? html;
    };
    assert.match(await row(), /lamp unknown.*no event yet/);
    desk.receiveCall({ number: '6042', name: SCRIPT });
    await lamp('rings');
    assert.match(await row(), /lamp busy.*<td>rings<\/td><td>&lt;script&gt;alert\(&quot;x&quot;\)/);
    desk.press('answer');
    await lamp('talks');
    assert.match(await row(), /<td>talks<\/td>/);
    desk.remoteHangup();
    await lamp('idle');
    assert.match(await row(), /lamp free.*<td>idle<\/td><td><\/td>/);
    desk.setDnd(true);
    await stage.shown('lamp', ({ dnd }) => dnd === true);
    assert.match(await row(), /lamp dnd.*<td>idle, do not disturb<\/td>/);
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
      assert.equal(failed.status, 481);
      assert.match(String(failed.advice), /Active URI is off/);
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
    assert.equal((await stage.shown('status')).text, 'status.sending');
    const sent = desk.executed.length;

    await stage.press('dial "1;REBOOT"');
    assert.equal((await stage.shown('mend the flow')).code, 'INVALID_VALUE');
    await stage.press('restart');
    assert.equal((await stage.shown('mend the flow')).code, 'DISRUPTIVE_REFUSED');
    await stage.press('a phone that is away');
    assert.equal((await stage.shown('later')).code, 'UNREACHABLE');
    await stage.shown('status', ({ text }) => text === 'UNREACHABLE');
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
  },

  'Fleet of phones': async (stage) => {
    const { desk, door, guard } = stage.phones;
    const report = async (): Promise<Record<string, unknown>[]> =>
      Object.values(await stage.shown('report')) as Record<string, unknown>[];
    await stage.deploy();
    await stage.press('all: do not disturb');
    assert.deepEqual(
      (await report()).map(({ phone, ok }) => [phone, ok]),
      [
        ['Front desk', true],
        [door.mac, true],
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
    await stage.shown('health', ({ event, vendor }) => event === 'registered' && vendor === 'atcom');
  },
};
