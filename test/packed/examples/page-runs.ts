import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Journal } from '../../phones/journal';
import { named, type Run, setVariable } from './stage';

const SCRIPT = '<script>alert("x")</script>';

/** Examples that answer web requests, and what a caller or a page cannot do with them. */
export const PAGE_RUNS: Readonly<Record<string, Run>> = {
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
      assert.match(String(notification.message), /^<script>alert\("x"\)<\/script> & Co, 6042 called at \d\d:\d\d$/);

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

      // A call that was answered is no news.
      desk.receiveCall({ number: '6042' });
      desk.press('answer');
      desk.remoteHangup();
      await desk.reported('Busy to Idle');

      await stage.press('try: 6042 was missed');
      assert.equal((await notifications.next()).message, 'Security, 6042 called');
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
    desk.press('end call');
    // As an address book copies it: marks of writing direction, a zero that is dialled at home alone.
    const pasted = '\u202d+49 (0)30 / 12-34\u202c';
    const meant = await stage.page('/dial', { phone: 'Front desk', number: pasted }, { origin: stage.red.url });
    assert.match(meant.html, /class="good">Front desk dials \+49301234\.</);
    assert.deepEqual(desk.executed.slice(2), ['+49301234', 'DIAL']);

    const good = { phone: 'Front desk', number: '6042' };
    assert.equal((await stage.page('/dial', good, { origin: 'https://evil.example' })).status, 403);
    assert.equal((await stage.page('/dial', { ...good, phone: 'Door station' })).status, 400);
    for (const number of ['1;REBOOT', '*21*0900#', SCRIPT, '', '030 1234 / 0171 5678', '030 1234 ext. 5']) {
      const refused = await stage.page('/dial', { ...good, number });
      assert.equal(refused.status, 400, number);
      assert.equal(refused.html.includes('<script'), false);
    }
    assert.equal((await stage.page('/dial', { 'number[toString]': 'x', 'phone[]': 'Front desk' })).status, 400);
    assert.equal((await stage.page('/dial?number[toString]=x')).status, 200);
    assert.equal(desk.executed.length, 4, 'nothing of that reached the phone');

    guard.web.status = 403;
    const failed = await stage.page('/dial', { phone: 'Security', number: '6040' });
    assert.equal(failed.status, 502);
    assert.match(failed.html, /class="bad">[^<]*403/);
  },

  'Busy lamp board': async (stage) => {
    const { desk } = stage.phones;
    await stage.deploy();
    const lamp = (state: string) =>
      stage.shown(
        'lamp',
        (content) => (content.phone as { name?: string } | undefined)?.name === 'Front desk' && content.state === state,
      );
    const rows = async (): Promise<string[]> => {
      const { html } = await stage.page('/board');
      assert.equal(html.includes('<script'), false);
      return html.match(/<tr>.*<\/tr>/g)?.slice(1) ?? [];
    };
    const row = async (): Promise<string> => (await rows()).find((one) => one.includes('Front desk')) ?? 'none';
    // Asked once at start.
    assert.equal(Object.keys(await stage.shown('lamp')).length, 3);
    assert.deepEqual(
      (await rows()).map((one) => /<td>([^<]+)<\/td>/.exec(one)?.[1]),
      ['Door station', 'Front desk', 'Security'],
    );
    assert.match(await row(), /lamp unknown.*not known yet/);
    desk.receiveCall({ number: '6042', name: SCRIPT });
    await lamp('ringing');
    assert.match(
      await row(),
      /lamp busy.*<td>rings<\/td><td>&lt;script&gt;alert\(&quot;x&quot;\).*<td>\d\d:\d\d<\/td>/,
    );
    desk.press('answer');
    await lamp('talking');
    assert.match(await row(), /<td>talks<\/td>/);
    desk.remoteHangup();
    await lamp('idle');
    assert.match(await row(), /lamp free.*<td>idle<\/td><td><\/td>/);
    await stage.press('do not disturb');
    await stage.shown('lamp', ({ dnd }) => dnd === true);
    assert.match(await row(), /lamp dnd.*<td>idle, do not disturb<\/td>/);

    await stage.deploy((flow) => setVariable(flow, 'PHONES', '["Security","Front desk","nobody"]'));
    assert.deepEqual(
      (await rows()).map((one) => /<td>([^<]+)<\/td>/.exec(one)?.[1]),
      ['Security', 'Front desk'],
    );
  },

  'Calls report': async (stage) => {
    const { desk, guard } = stage.phones;
    const file = join(stage.red.userDir, 'calls.csv');
    await stage.deploy((flow) => setVariable(flow, 'CALLS_FILE', file));
    await stage.press('begin a new file');
    await stage.shown('begun');

    desk.receiveCall({ number: '6042', name: '=HYPERLINK("http://evil.example"),x' });
    desk.press('answer');
    desk.remoteHangup();
    await stage.shown('written');
    desk.receiveCall({ number: '+493012345', name: 'Müller\t& Söhne' });
    desk.remoteHangup();
    const mail = await stage.shown('mail');
    assert.equal(mail.topic, 'Missed call at Front desk: Müller & Söhne, +493012345');
    assert.equal(mail.to, 'reception@example.com');
    assert.match(
      String(mail.payload),
      /^Müller & Söhne, \+493012345 called Front desk\.\nAt \d{4}-\d\d-\d\d \d\d:\d\d\./,
    );
    await stage.shown('written');
    await stage.press('try: dial 6042');
    await guard.reported('Incoming Call');
    guard.press('answer');
    await desk.reported('Established');
    guard.press('release');
    // Both phones have a record of it.
    await stage.shown('written');
    await stage.shown('written');

    const [headings, ...lines] = readFileSync(file, 'utf8').trimEnd().split(/\r?\n/);
    assert.equal(headings, 'time,phone,direction,outcome,number,name,ring,talk');
    const time = '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d';
    const is = (line: string | undefined, rest: string): void =>
      assert.match(String(line), new RegExp(`^${time},${rest}$`));
    // Seconds, rounded: what follows at once may take half of one.
    is(lines[0], `Front desk,inbound,answered,6042,"'=HYPERLINK\\(""http://evil.example""\\),x",[01],[01]`);
    is(lines[1], 'Front desk,inbound,missed,\\+493012345,Müller & Söhne,[01],');
    const both = lines.slice(2).toSorted((a, b) => (a.split(',')[1] ?? '').localeCompare(b.split(',')[1] ?? ''));
    is(both[0], 'Front desk,outbound,answered,6042,[^,]*,[01],[01]');
    is(both[1], 'Security,inbound,answered,6040,Front desk,[01],[01]');
    assert.equal(both.length, 2);
  },
};
