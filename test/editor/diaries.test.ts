import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { AtcomPhone, FanvilPhone } from '../phones';
import { needsRuntime, RUNTIMES, type RunningNodeRed, startNodeRed } from '../support/node-red';
import { launchChromium, needsChromium } from './support/browser';
import { Diary } from './support/diary';

/**
 * What three kinds of new users want, from a clean editor to the phone that rings: a door station at home, 40 phones in one
 * building, a missed call. Clicks and fields are counted; the limits are the project's own.
 */
for (const runtime of RUNTIMES) {
  describe(`from a clean editor of ${runtime.label}`, function () {
    this.timeout(120_000);
    const door = new FanvilPhone({
      model: 'i31S',
      mac: '0c:38:3e:2a:31:01',
      account: { user: '6041', host: 'pbx.example' },
    });
    const desk = new FanvilPhone({ model: 'X4U', mac: '0c:38:3e:2a:10:02' });
    const office = new AtcomPhone({ allow: 'any' });
    let red: RunningNodeRed;
    let browser: Browser;
    let diary: Diary;

    before(async function () {
      needsRuntime(this, runtime);
      needsChromium(this);
      await Promise.all([door.start(), desk.start(), office.start()]);
      red = await startNodeRed(runtime);
      browser = await launchChromium();
    });
    beforeEach(async () => {
      await red.deploy([{ id: 'tab', type: 'tab', label: 'Phones' }]);
      diary = await Diary.begin(browser, red);
    });
    afterEach(async () => {
      await diary?.editor.close();
      assert.deepEqual(diary?.editor.problems ?? [], []);
    });
    after(async () => {
      await browser?.close();
      await red?.stop();
      await Promise.all([door.stop(), desk.stop(), office.stop()]);
    });

    /** With its MAC: here, as behind NAT, all phones have one address. */
    const addPhone = (phone: FanvilPhone | AtcomPhone, fields: Readonly<Record<string, string>>): Promise<void> =>
      diary.addConfig('phone', { ...fields, host: '127.0.0.1', port: String(phone.port), mac: phone.mac });

    it('a sensor at the door makes the desk dial, and who answers a visitor opens the door', async () => {
      const { editor } = diary;
      const sensor = await diary.add('action-url in', 160, 100);
      await addPhone(door, { vendor: 'fanvil', model: 'i31S', name: 'Door', doorCode: '*' });
      // A door station: no line keys, and its own events and code.
      const chips = await diary.at('#voip-phone-abilities .voip-chip').allTextContents();
      assert.equal(
        chips.some((chip) => /L1|DSS|D1/.test(chip)),
        false,
        chips.join(),
      );
      assert.match((await diary.at('#voip-phone-door').innerText()) ?? '', /Calling Password/);
      await diary.ok();
      await diary.chooseEvent('door-sensor-1', 'sensor');
      await diary.click('#voip-event-access-tab');
      await diary.click('#voip-event-generate');
      const url = await diary.copyUrl('door-sensor-1');
      await diary.ok();
      const dial = await diary.add('active-uri out', 460, 100);
      await addPhone(desk, { vendor: 'fanvil', model: 'X4U', name: 'Desk' });
      assert.equal(await diary.at('#voip-phone-door').isVisible(), false);
      await diary.ok();
      await diary.enter({ action: 'dial' }, 'node-input');
      await diary.type(diary.at('#voip-command-value .red-ui-typedInput-input'), '6060');
      await diary.ok();
      await diary.wire(sensor, dial);
      await diary.deploy();
      door.configure({ 'Door Sensor 1': url });
      door.triggerDoorSensor(1);
      assert.equal((await door.reported('Door Sensor 1')).status, 200);
      assert.match((await desk.commanded()).target, /key=6060;ENTER/);
      desk.press('end call');
      assert.ok(diary.clicks < 30, `${diary.clicks} clicks, ${diary.fields} fields`);

      // The same token for a second node: both by a listener.
      await diary.open(sensor);
      await diary.click('#voip-event-access-tab');
      await diary.click('#voip-event-move');
      await diary.at('#node-config-dialog-ok').waitFor();
      await diary.click('#voip-listener-generate');
      await diary.ok();
      const sensorAgain = await diary.copyUrl('door-sensor-1');
      await diary.ok();
      const answered = await diary.add('action-url in', 160, 240);
      await diary.choosePhone('Desk');
      const [listener = ''] = await editor.idsOf('phone-listener');
      await diary.enter({ listener }, 'node-input');
      await diary.chooseEvent('call-established', 'established');
      await diary.ok();
      const visitor = await diary.add('switch', 440, 240);
      await diary.type(diary.at('.red-ui-typedInput-input').first(), 'payload.remote.number');
      await diary.type(diary.at('#node-input-rule-container .red-ui-typedInput-input').first(), '6041');
      await diary.ok();
      const open = await diary.add('active-uri out', 700, 240);
      await diary.choosePhone('Door');
      await diary.enter({ action: 'open-door' }, 'node-input');
      await diary.ok();
      await diary.wire(answered, visitor);
      await diary.wire(visitor, open);
      await diary.deploy();
      // The token is in store, and no dialog can read it: the runtime writes it into a table.
      await diary.open(answered);
      await diary.click('#voip-event-sheet-tab');
      const saved = editor.page.waitForEvent('download');
      await diary.click('.voip-sheet-table');
      const table = readFileSync(await (await saved).path(), 'utf8');
      await editor.cancel();
      desk.configure(Object.fromEntries(table.split('\n').map((line) => line.split('\t'))));
      door.configure({ 'Door Sensor 1': sensorAgain });
      desk.receiveCall({ number: '6041', name: 'Door' });
      desk.press('answer');
      assert.equal((await desk.reported('Call established')).status, 200);
      const { executed } = await door.commanded();
      assert.deepEqual(executed, ['F_LOCK']);
      assert.equal(door.wrongCodes, 0);
      assert.ok(diary.clicks < 60 && diary.fields < 60, `${diary.clicks} clicks, ${diary.fields} fields`);
    });

    it('40 phones: token, URLs, logins, each known by its own name', async () => {
      const { editor } = diary;
      await diary.add('action-url in', 160, 100);
      await diary.addConfig('listener', { name: 'Building' });
      await diary.click('#voip-listener-generate');
      await diary.ok();
      await diary.click('#voip-event-sheet-tab');
      await diary.enter({ vendor: 'atcom' }, 'voip-sheet');
      await diary.click(diary.at('.voip-copy').first());
      await editor.page.waitForFunction(
        `navigator.clipboard.readText().then((text) => text.includes('/phone/incoming-call?'))`,
      );
      const table = await editor.clipboard();
      await diary.ok();
      await diary.deploy();
      // The PBX puts the same lines into all phones: $mac and the others are the phones' own to fill in. Each is called once:
      // these phones name their extension in calls alone.
      const url = /http\S*\/phone\/incoming-call\?\S*/.exec(table)?.[0] ?? '';
      for (let number = 0; number < 40; number += 1) {
        const mac = `808287aa00${number.toString(16).padStart(2, '0')}`;
        const own = { $mac: mac, $model: 'A21', $active_user: String(6200 + number), $ip: '127.0.0.1' };
        const filled = Object.entries(own).reduce((text, [name, value]) => text.replace(name, value), url);
        assert.equal((await fetch(filled.replace(/\$[a-z_A-Z]+/g, ''))).status, 200);
      }
      const sidebar = diary.at('.voip-phones');
      diary.clicks += 2;
      await editor.page.evaluate(`RED.sidebar.show('voip-phones')`);
      await diary.click(sidebar.locator('.voip-phones-chip[data-view=new]'));
      await sidebar.getByText('80:82:87:aa:00:27').waitFor();
      await diary.click(sidebar.getByRole('checkbox', { name: 'all', exact: true }));
      await diary.type(sidebar.getByRole('textbox', { name: 'User name' }), 'admin');
      await diary.type(sidebar.getByLabel('Password'), 'secret');
      await diary.click(sidebar.getByRole('button', { name: 'Add 40' }));
      await sidebar.locator('.voip-phones-status').getByText('Added: 40.').waitFor();
      await diary.deploy();
      assert.equal((await editor.idsOf('voip-phone')).length, 40);
      await diary.click(sidebar.locator('.voip-phones-chip[data-view=all]'));
      await diary.type(sidebar.getByRole('searchbox'), '6239');
      await sidebar.getByText('Ext 6239').waitFor();
      assert.ok(diary.clicks < 60 && diary.fields < 60, `${diary.clicks} clicks, ${diary.fields} fields`);
      // A handful: what the limits allow would be one and a half a phone.
      assert.ok(diary.clicks < 25 && diary.fields < 8, `${diary.clicks} clicks, ${diary.fields} fields`);
    });

    describe('a missed call', () => {
      let service: Server;
      let told: Promise<string>;
      before(async () => {
        service = createServer();
        service.listen(0, '127.0.0.1');
        await once(service, 'listening');
      });
      beforeEach(() => {
        told = new Promise((resolve) => {
          service.once('request', (request, response) => {
            let body = '';
            request.on('data', (piece: Buffer) => (body += piece.toString()));
            request.on('end', () => {
              response.end('ok');
              resolve(body);
            });
          });
        });
      });
      after(() => {
        service.close();
        service.closeAllConnections();
      });

      it('is told to a service with name and number, and one click calls back', async () => {
        const { editor } = diary;
        const events = await diary.add('action-url in', 160, 60);
        await addPhone(office, { vendor: 'atcom', model: 'A41W', name: 'Office' });
        await diary.ok();
        await diary.click('#voip-event-access-tab');
        await diary.click('#voip-event-generate');
        await diary.click('#voip-event-sheet-tab');
        await diary.click(diary.at('.voip-copy').first());
        await editor.page.waitForFunction(
          `navigator.clipboard.readText().then((text) => text.includes('/missed-call?'))`,
        );
        const table = await editor.clipboard();
        await diary.ok();
        const state = await diary.add('phone state', 160, 160);
        await diary.choosePhone('Office');
        await diary.ok();
        const missed = await diary.add('switch', 380, 160);
        await diary.type(diary.at('.red-ui-typedInput-input').first(), 'topic');
        await diary.type(diary.at('#node-input-rule-container .red-ui-typedInput-input').first(), 'missed');
        await diary.ok();
        const post = await diary.add('http request', 620, 100);
        const { port } = service.address() as AddressInfo;
        await diary.enter({ method: 'POST', url: `http://127.0.0.1:${port}/` }, 'node-input');
        await diary.ok();
        const keep = await diary.add('change', 620, 200);
        const values = diary.at('#node-input-rule-container li').first().locator('.red-ui-typedInput-container');
        await diary.kind(values.nth(0), 'flow.');
        await diary.type(values.nth(0).locator('.red-ui-typedInput-input'), 'last');
        await diary.kind(values.nth(1), 'msg.');
        await diary.type(values.nth(1).locator('.red-ui-typedInput-input'), 'payload.remote.number');
        await diary.ok();
        const button = await diary.add('inject', 160, 300);
        await diary.ok();
        const dial = await diary.add('active-uri out', 460, 300);
        await diary.choosePhone('Office');
        await diary.enter({ action: 'dial' }, 'node-input');
        await diary.kind(diary.at('#voip-command-value .red-ui-typedInput-container'), 'flow.');
        await diary.type(diary.at('#voip-command-value .red-ui-typedInput-input'), 'last');
        await diary.ok();
        await diary.wire(state, missed, 1);
        await diary.wire(missed, post);
        await diary.wire(missed, keep);
        await diary.wire(button, dial);
        await diary.deploy();
        assert.equal((await editor.idsOf('action-url in'))[0], events);
        // What the user pastes into the phone's web page, line by line.
        office.configure(Object.fromEntries(table.split('\n').map((line) => line.split('\t'))));
        office.receiveCall({ number: '6045', name: 'Müller & Söhne' });
        office.remoteHangup();
        assert.equal((await office.reported('Missed Call')).status, 200);
        const { remote } = JSON.parse(await told) as { remote: { name: string; number: string } };
        assert.deepEqual([remote.name, remote.number], ['Müller & Söhne', '6045']);
        office.forget();
        await editor.inject(button);
        assert.match((await office.commanded()).target, /key=6045;DIAL/);
        office.press('end call');
        assert.ok(diary.clicks < 60 && diary.fields < 30, `${diary.clicks} clicks, ${diary.fields} fields`);
      });
    });
  });
}
