import assert from 'node:assert/strict';
import type { Browser, Locator } from 'playwright-core';
import { AtcomPhone, FanvilPhone } from '../phones';
import { needsRuntime, RUNTIMES, type RunningNodeRed, startNodeRed } from '../support/node-red';
import { launchChromium, needsChromium } from './support/browser';
import { EditorPage } from './support/editor-page';

const PASSWORD = 'CanaryPassword-52ce0d';

for (const runtime of RUNTIMES) {
  describe(`a user of ${runtime.label}`, function () {
    this.timeout(120_000);
    const desk = new AtcomPhone({ allow: 'any' });
    const stranger = new FanvilPhone({ model: 'X4U', mac: '0c:38:3e:2a:10:77' });
    let red: RunningNodeRed;
    let browser: Browser;
    let editor: EditorPage;
    /** The nodes of the flow, in the order in which the user drags them in. */
    let events = '';
    let command = '';
    let button = '';
    /** As copied from the sheet. */
    let url = '';

    before(async function () {
      needsRuntime(this, runtime);
      needsChromium(this);
      await Promise.all([desk.start(), stranger.start()]);
      red = await startNodeRed(runtime);
      browser = await launchChromium();
      editor = await EditorPage.open(browser, red);
    });
    after(async () => {
      await browser?.close();
      await red?.stop();
      await Promise.all([desk.stop(), stranger.stop()]);
    });
    afterEach(() => {
      assert.deepEqual(editor?.problems ?? [], []);
    });

    const sheetRow = (event: string): Locator => editor.page.locator(`.voip-url-row[data-event="${event}"]`);
    /** The debug pane's last message. */
    const debugged = (text: string): Promise<void> =>
      editor.page.locator('.red-ui-debug-msg-payload', { hasText: text }).last().waitFor();

    it('drags an event node in, and adds a phone from its dialog', async () => {
      events = await editor.drag('action-url in', 160, 100);
      await editor.edit(events);
      const phone = await editor.addConfig('phone');
      await phone.locator('#node-config-input-vendor').selectOption('atcom');
      await phone.locator('#node-config-input-model').fill('A41');
      await phone.locator('.voip-proposal', { hasText: 'A41W' }).click();
      await phone.locator('#voip-phone-abilities', { hasText: 'LINEKEY1…' }).waitFor();
      await phone.locator('#node-config-input-name').fill('Front desk');
      await phone.locator('#node-config-input-host').fill('127.0.0.1');
      await phone.locator('#node-config-input-port').fill(String(desk.port));
      await phone.locator('#node-config-input-mac').fill(desk.mac);
      await phone.locator('#node-config-input-username').fill('admin');
      await phone.locator('#node-config-input-password').fill(PASSWORD);
      await phone.locator('#voip-phone-test button').click();
      await phone.locator('.voip-finding', { hasText: 'Reachable' }).waitFor();
      await editor.ok();
      const [id] = await editor.idsOf('voip-phone');
      assert.equal(await editor.page.locator('#node-input-phone').inputValue(), id);
    });

    it('picks events, by search', async () => {
      const { page } = editor;
      await editor.searchEvents('incoming');
      await page.locator('.voip-event:visible', { hasText: 'incoming-call' }).first().waitFor();
      await page.locator('input[value="incoming-call"]').check();
      await page.locator('.voip-events-bar .red-ui-searchBox-clear').click();
      await page.locator('input[value="missed-call"]').check();
      await page.locator('.voip-summary', { hasText: '2 of' }).waitFor();
    });

    it('copies a URL from the sheet, with a token that no other field shows', async () => {
      const { page } = editor;
      await page.click('#voip-event-access-tab');
      await page.click('#voip-event-generate');
      const token = await page.locator('#node-input-token').inputValue();
      assert.match(token, /^[A-Za-z0-9]{22}$/);
      await page.click('#voip-event-sheet-tab');
      assert.equal(await page.locator('#voip-sheet-vendor').inputValue(), 'atcom');
      assert.equal(await page.locator('.voip-url-row').count(), 2);
      await sheetRow('incoming-call').locator('button').click();
      await page.waitForFunction(
        `navigator.clipboard.readText().then((text) => text.includes('/phone/incoming-call?'))`,
      );
      url = await editor.clipboard();
      assert.equal(url, await sheetRow('incoming-call').locator('.voip-url').textContent());
      assert.equal(url.startsWith(`${red.url}/phone/incoming-call?token=${token}&mac=$mac&`), true, url);
      await editor.ok();
    });

    it('deploys, and the phone that got the URL is heard', async () => {
      const debug = await editor.drag('debug', 560, 100);
      await editor.wire(events, debug);
      await editor.deploy();
      await editor.showDebugPane();
      desk.configure({ 'Incoming Call': url });
      desk.receiveCall({ number: '6044', name: '<b>Jürgen & Söhne</b>' });
      const { status } = await desk.reported('Incoming Call');
      assert.equal(status, 200);
      await debugged('incoming-call');
      desk.remoteHangup();
    });

    it('marks in the sheet what states need, and what the phone has never reported', async () => {
      const { page } = editor;
      await editor.edit(events);
      await page.click('#voip-event-sheet-tab');
      const marksOf = (event: string): Promise<string[]> => sheetRow(event).locator('.voip-mark').allTextContents();
      await sheetRow('missed-call').locator('.voip-mark', { hasText: 'never reported' }).waitFor();
      assert.deepEqual(await marksOf('incoming-call'), ['state']);
      assert.deepEqual(await marksOf('missed-call'), ['state +', 'confirm', 'never reported']);
      await editor.cancel();
    });

    it('tests the phone from its dialog', async () => {
      const [id = ''] = await editor.idsOf('voip-phone');
      const phone = await editor.editConfig('voip-phone', id);
      assert.equal(await phone.locator('#node-config-input-password').inputValue(), '__PWRD__');
      // It has hung up by now, and said so to nobody.
      await phone
        .locator('#voip-phone-now', { hasText: /Now: ringing, since .* · last event: Incoming call, / })
        .waitFor();
      await phone.locator('#voip-phone-test button').click();
      await phone.locator('.voip-finding', { hasText: 'Reachable' }).waitFor();
      assert.match((await phone.locator('.voip-finding').textContent()) ?? '', /HTTP 200/);
      await phone.locator('#node-config-input-port').fill('1');
      await phone.locator('#voip-phone-test button').click();
      await phone.locator('.voip-finding', { hasText: 'enter it anew' }).waitFor();
      await phone.locator('#node-config-input-password').fill('another');
      await phone.locator('#voip-phone-test button').click();
      await phone.locator('.voip-finding', { hasText: 'ECONNREFUSED' }).waitFor();
      await editor.cancel();
      assert.deepEqual(desk.executed, []);
    });

    it('composes a key sequence, sees what will be sent, and the phone presses it', async () => {
      const { page } = editor;
      command = await editor.drag('active-uri out', 420, 240);
      const dialog = await editor.edit(command);
      await editor.choosePhone('Front desk');
      await dialog.locator('#node-input-action').selectOption('press');
      const keys = dialog.locator('#voip-command-keys input');
      await keys.fill('speaker');
      await dialog.locator('.voip-proposal', { hasText: 'SPEAKER' }).first().click();
      for (const key of ['6042', 'DIAL']) {
        await keys.fill(key);
        await keys.press('Enter');
      }
      await dialog.locator('#voip-command-preview', { hasText: 'key=SPEAKER;6042;DIAL' }).waitFor();
      await editor.ok();
      button = await editor.drag('inject', 160, 240);
      await editor.wire(button, command);
      await editor.deploy();
      await editor.inject(button);
      const { target } = await desk.commanded('DIAL');
      assert.equal(target, '/cgi-bin/server.cgi?key=SPEAKER;6042;DIAL');
      await page.locator(`[id="${command}"] .red-ui-flow-node-status-label`, { hasText: 'done' }).waitFor();
      // The call that it dialled.
      desk.remoteHangup();
    });

    it('changes and redeploys: token and password stay, though the editor cannot read them', async () => {
      const dialog = await editor.edit(events);
      await dialog.locator('#node-input-name').fill('calls of the desk');
      await editor.page.click('#voip-event-sheet-tab');
      const shown = (await sheetRow('incoming-call').locator('.voip-url').textContent()) ?? '';
      assert.match(shown, /\?token=<token>&/);
      await editor.ok();
      await editor.deploy();
      desk.configure({ 'Missed Call': url.replace('incoming-call', 'missed-call') });
      desk.receiveCall({ number: '6045' });
      desk.remoteHangup();
      assert.equal((await desk.reported('Missed Call')).status, 200);
      await debugged('missed-call');
    });

    it('is offered phones that have reported, and takes one', async () => {
      stranger.configure({ 'Incoming call': url });
      stranger.receiveCall({ number: '6046' });
      assert.equal((await stranger.reported('Incoming call')).status, 200);
      await editor.edit(command);
      const phone = await editor.addConfig('phone');
      await phone.locator('.voip-reported-phone', { hasText: 'Fanvil X4U' }).click();
      const value = (name: string): Promise<string> => phone.locator(`#node-config-input-${name}`).inputValue();
      assert.deepEqual(await Promise.all(['vendor', 'model', 'mac', 'host'].map(value)), [
        'fanvil',
        'X4U',
        stranger.mac,
        '127.0.0.1',
      ]);
      await phone.getByText('Learn the address instead').click();
      assert.equal(await value('host'), '');
      assert.equal(await phone.locator('#node-config-input-host').getAttribute('placeholder'), '127.0.0.1');
      await phone.locator('#node-config-input-host').fill('127.0.0.1');
      await editor.ok();
      await editor.cancel();
    });

    it('exports everything but the secrets', async () => {
      const { text, nodes } = await editor.exported();
      const phone = nodes.find((node) => node.type === 'voip-phone' && node.name === 'Front desk');
      assert.equal(phone?.port, String(desk.port));
      assert.deepEqual(nodes.find((node) => node.id === events)?.events, ['incoming-call', 'missed-call']);
      const token = /token=([^&]+)/.exec(url)?.[1] ?? '';
      for (const secret of [PASSWORD, token, 'credentials']) assert.equal(text.includes(secret), false, secret);
    });

    it('imports an example, enters the address where the red triangle leads, deploys it, and it runs', async () => {
      const phones = await editor.idsOf('voip-phone');
      await editor.importExample('Errors and completion');
      const { page } = editor;
      const bad = (): Promise<string[]> =>
        page.evaluate<string[]>(
          `RED.nodes.filterNodes({}).filter((node) => node.valid === false).map((node) => node.phone)`,
        );
      // Its phone has the name of one that is there: both are marked, until they are seen to be one.
      const [wanted = '', ...same] = (await bad()).filter((id) => !phones.includes(id));
      assert.notEqual(wanted, '');
      assert.equal(
        same.every((id) => id === wanted),
        true,
        'one phone is to be filled in',
      );
      const phone = await editor.editConfig('voip-phone', wanted);
      const host = phone.locator('#node-config-input-host');
      assert.match((await host.getAttribute('class')) ?? '', /input-error/);
      await host.fill('127.0.0.1');
      await phone.locator('#node-config-input-port').fill(String(desk.port));
      await phone.locator('#node-config-input-mac').fill(desk.mac);
      await editor.ok();
      await page.waitForFunction(`RED.nodes.filterNodes({}).every((node) => node.valid !== false)`);
      await editor.deploy();
      const id = await editor.page.evaluate<string>(
        `RED.nodes.filterNodes({ type: 'inject' }).find((node) => node.name === 'dial 6042').id`,
      );
      desk.forget();
      await editor.inject(id);
      const { target } = await desk.commanded();
      assert.match(target, /6042/);
      await debugged('ok: true');
    });
  });
}
