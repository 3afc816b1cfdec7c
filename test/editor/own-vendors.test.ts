import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page, Route } from 'playwright-core';
import { needsRuntime, RUNTIMES, type RunningNodeRed, startNodeRed } from '../support/node-red';
import { launchChromium, needsChromium } from './support/browser';
import { EditorPage } from './support/editor-page';

const TOKEN = 'CanaryToken-own-77';
const ACME = {
  id: 'acme',
  label: 'Acme',
  extends: 'fanvil',
  without: ['provisioning'],
  events: [{ event: 'gate-lifted', category: 'door', label: 'Gate Lifted' }],
  provisioning: [
    {
      id: 'ini',
      label: 'acme.ini',
      prefixes: [],
      fileName: 'acme.ini',
      head: [],
      line: '{name}={url}',
      tail: [],
      partial: 'no',
      parameters: { 'incoming-call': ['ring'], hold: ['hold'] },
    },
  ],
};

for (const runtime of RUNTIMES) {
  describe(`vendors of the user's own in the editor of ${runtime.label}`, function () {
    this.timeout(120_000);
    let red: RunningNodeRed;
    let browser: Browser;
    let editor: EditorPage;
    let page: Page;

    const event = (id: string, y: number, more: object = {}): object => ({
      id,
      type: 'action-url in',
      version: 1,
      z: 'tab',
      x: 160,
      y,
      path: '/phone',
      phone: 'gate',
      events: ['incoming-call', 'gate-lifted', 'mute'],
      wires: [[]],
      ...more,
    });
    const flow = (): object[] => [
      { id: 'tab', type: 'tab', label: 'test' },
      {
        id: 'gate',
        type: 'voip-phone',
        version: 1,
        name: 'Gate',
        vendor: 'acme',
        host: '10.9.9.9',
        protocol: 'http',
        transport: 'http',
      },
      {
        id: 'desk',
        type: 'voip-phone',
        version: 1,
        name: 'Desk',
        vendor: 'yealink',
        host: '10.9.9.8',
        protocol: 'http',
        transport: 'http',
      },
      {
        id: 'gone',
        type: 'voip-phone',
        version: 1,
        name: 'Gone',
        vendor: 'bad',
        host: '10.9.9.7',
        protocol: 'http',
        transport: 'http',
      },
      event('events', 100, { credentials: { token: TOKEN } }),
      event('bare', 200),
      {
        id: 'command',
        type: 'active-uri out',
        version: 1,
        z: 'tab',
        x: 160,
        y: 300,
        phone: 'gate',
        action: 'dial',
        value: '6040',
        valueType: 'str',
        wires: [[]],
      },
    ];
    const saved = async (button: Locator): Promise<{ readonly name: string; readonly text: string }> => {
      const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
      return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
    };
    const notes = (): Promise<string[]> => page.locator('#voip-sheet-form-notes .voip-note').allTextContents();

    before(async function () {
      needsRuntime(this, runtime);
      needsChromium(this);
      red = await startNodeRed(runtime);
      const folder = join(red.userDir, 'voip-phone', 'profiles');
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'acme.json'), JSON.stringify(ACME));
      writeFileSync(join(folder, 'bad.json'), '{');
      await red.killAndRestart();
      await red.deploy(flow());
      browser = await launchChromium();
    });
    after(async () => {
      await browser?.close();
      await red?.stop();
    });
    beforeEach(async () => {
      editor = await EditorPage.open(browser, red);
      ({ page } = editor);
    });
    afterEach(async () => {
      const { problems } = editor;
      await editor.close();
      assert.deepEqual(problems, []);
    });

    it('are chosen like ours, and marked as theirs and unchecked', async () => {
      const dialog = await editor.editConfig('voip-phone', 'gate');
      // The dialog is filled in when the vendors have come.
      await dialog
        .locator('#node-config-input-vendor option:checked', { hasText: /^Acme · yours$/ })
        .waitFor({ state: 'attached' });
      await dialog.locator('.voip-chip', { hasText: 'Yours, unchecked' }).waitFor();
      assert.equal(await dialog.locator('#voip-phone-starting').isVisible(), false);
      assert.match((await dialog.locator('#voip-phone-refused').textContent()) ?? '', /^Not used: bad\.json\./);
      await dialog.locator('#node-config-input-vendor').selectOption('fanvil');
      assert.equal(await dialog.locator('.voip-chip', { hasText: 'Yours' }).count(), 0);
      assert.equal(await dialog.locator('#voip-phone-refused').isVisible(), false);
      await editor.cancel();
    });

    it('give way to ours as files, to start from', async () => {
      const dialog = await editor.editConfig('voip-phone', 'desk');
      // What is above the button grows until the vendors have come.
      await dialog
        .locator('#node-config-input-vendor option:checked', { hasText: 'Yealink' })
        .waitFor({ state: 'attached' });
      const { name, text } = await saved(dialog.locator('#voip-phone-starting button'));
      assert.equal(name, 'my-yealink.json');
      const { id, label, sources } = JSON.parse(text) as { id: string; label: string; sources: object };
      assert.deepEqual([id, label, Object.keys(sources).length > 1], ['my-yealink', 'Yealink', true]);
      await dialog.locator('#voip-phone-starting [role=status]', { hasText: 'Put my-yealink.json into' }).waitFor();
      await editor.cancel();
    });

    it('whose file is gone stay chosen, by their id', async () => {
      const dialog = await editor.editConfig('voip-phone', 'gone');
      await dialog
        .locator('#node-config-input-vendor option:checked', { hasText: /^bad$/ })
        .waitFor({ state: 'attached' });
      await editor.cancel();
    });

    it('have their events, actions and preview in the dialogs', async () => {
      await editor.edit('events');
      const lifted = page.locator('.voip-event', { has: page.locator('code', { hasText: /^gate-lifted$/ }) });
      assert.match((await lifted.textContent()) ?? '', /Gate Lifted/);
      assert.equal(await lifted.locator('input').isChecked(), true);
      await editor.cancel();
      await editor.edit('command');
      await page.locator('.voip-request', { hasText: '6040' }).waitFor();
      await editor.cancel();
    });

    it('have a file with the stored token, of which the dialog says what it replaces and lacks', async () => {
      await editor.edit('events');
      await page.click('#voip-event-sheet-tab');
      assert.deepEqual(await notes(), [
        'A phone that reads this file drops its other settings: put the lines into the file that it reads now.',
        "Door events that this file has no parameter for: Gate Lifted. Enter their URLs on the phone's web page.",
        "Not in this file, for which no parameter is known: Microphone muted. Enter their URLs on the phone's web page.",
      ]);
      const { name, text } = await saved(page.locator('#voip-sheet-download'));
      assert.equal(name, 'acme.ini');
      assert.match(text, new RegExp(`^ring=http://127\\.0\\.0\\.1:${red.port}/phone/incoming-call\\?token=${TOKEN}&`));
      await page.locator('#voip-sheet-form-status', { hasText: 'with the token in it' }).waitFor();
      assert.equal((await page.content()).includes(TOKEN), false);
      await page.locator('#voip-sheet-vendor').selectOption('yealink');
      assert.match((await notes())[0] ?? '', /keeps? its other settings/);
      await editor.cancel();
    });

    it('have a file without a token where there is none, and the button says so', async () => {
      await editor.edit('bare');
      await page.click('#voip-event-sheet-tab');
      const button = page.locator('#voip-sheet-download');
      assert.match((await button.textContent()) ?? '', /Download without a token/);
      assert.doesNotMatch((await saved(button)).text, /token/);
      await page.locator('#voip-sheet-form-status', { hasText: 'Saved as acme.ini.' }).waitFor();
      await page.click('#voip-event-access-tab');
      await page.locator('#node-input-token').fill('typed-here');
      await page.click('#voip-event-sheet-tab');
      assert.match((await saved(button)).text, /token=typed-here&/);
      await editor.cancel();
    });

    it('have said what became of their file, however late the phone’s state comes', async () => {
      const held: Route[] = [];
      let isHeld = true;
      await page.route('**/voip-phone/gate/state', (route) => (isHeld ? void held.push(route) : route.continue()));
      const asked = page.waitForRequest('**/voip-phone/gate/state');
      await editor.edit('bare');
      await asked;
      await page.click('#voip-event-sheet-tab');
      await saved(page.locator('#voip-sheet-download'));
      const said = page.locator('#voip-sheet-form-status', { hasText: 'Saved as acme.ini.' });
      await said.waitFor();
      const told = page.waitForResponse('**/voip-phone/gate/state');
      isHeld = false;
      await Promise.all(held.map((route) => route.continue()));
      await told;
      // Behind the dialog's own look at the answer.
      await page.evaluate(`fetch('red/about')`);
      assert.equal(await said.count(), 1);
      await page.unroute('**/voip-phone/gate/state');
      await editor.cancel();
    });

    it('have no file with a token that is not deployed', async () => {
      await editor.edit('bare');
      await page.click('#voip-event-access-tab');
      // oxlint-disable-next-line no-template-curly-in-string -- Node-RED's own notation
      await page.locator('#node-input-token').fill('${TOKEN}');
      await page.click('#voip-event-sheet-tab');
      await page.locator('#voip-sheet-download').click();
      await page.locator('#voip-sheet-form-status', { hasText: 'Deploy first' }).waitFor();
      await editor.cancel();
    });
  });
}
