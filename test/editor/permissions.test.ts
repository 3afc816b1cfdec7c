import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { FanvilPhone } from '../phones';
import { Recorder } from '../support/recorder';
import { needsRuntime, RUNTIMES, type RunningNodeRed, startNodeRed } from '../support/node-red';
import { phoneRequest } from '../support/requests';
import { launchChromium, needsChromium } from './support/browser';
import { EditorPage } from './support/editor-page';

/** bcrypt of "phones", as `node-red admin hash-pw` writes it. */
const HASH = '$2b$08$AkPMJf7FDbN6uQpvFJejAe4nQF4TCVtA/zObOAfRUbe4M.4fEz5w2';
const SETTINGS = {
  httpAdminRoot: '/admin',
  httpNodeRoot: '/red',
  adminAuth: {
    type: 'credentials',
    users: [
      { username: 'writer', password: HASH, permissions: '*' },
      { username: 'reader', password: HASH, permissions: 'read' },
    ],
  },
};

const WRITER = { name: 'writer', password: 'phones' };

for (const runtime of RUNTIMES) {
  describe(`users with and without permission in ${runtime.label}`, function () {
    this.timeout(120_000);
    const door = new FanvilPhone({ allow: '10.9.9.9', mac: '0c:38:3e:00:00:01' });
    /** Like a web server that takes HTTPS alone, on a port of its own. */
    const moved = new Recorder();
    let red: RunningNodeRed;
    let browser: Browser;
    let editor: EditorPage | undefined;

    const flow = (): object[] => [
      { id: 'tab', type: 'tab', label: 'test' },
      {
        id: 'door-phone',
        type: 'voip-phone',
        version: 1,
        name: 'Door',
        vendor: 'fanvil',
        mac: door.mac,
        host: '127.0.0.1',
        port: String(door.port),
        protocol: 'http',
        transport: 'http',
      },
      {
        id: 'moved-phone',
        type: 'voip-phone',
        version: 1,
        name: 'Desk',
        vendor: 'fanvil',
        mac: '0c:38:3e:00:00:02',
        host: '127.0.0.1',
        port: String(moved.port),
        protocol: 'http',
        transport: 'http',
      },
      {
        id: 'events',
        type: 'action-url in',
        version: 1,
        z: 'tab',
        x: 160,
        y: 100,
        path: '/phone',
        events: ['dnd-on'],
        wires: [[]],
      },
    ];

    before(async function () {
      needsRuntime(this, runtime);
      needsChromium(this);
      await door.start();
      await moved.start();
      moved.answer = (_request, response) => {
        response.writeHead(302, { location: 'https://127.0.0.1:8089/?key=<i>secret</i>' }).end();
      };
      red = await startNodeRed(runtime, { settings: SETTINGS });
      await red.deploy(flow(), 'full', await red.login('writer', 'phones'));
      browser = await launchChromium();
    });
    after(async () => {
      await browser?.close();
      await red?.stop();
      await door.stop();
      await moved.stop();
    });
    afterEach(async () => {
      await editor?.close();
      const problems = editor?.problems ?? [];
      editor = undefined;
      assert.deepEqual(problems, []);
    });

    it('below other roots: the sheet’s URL reaches the node that was just deployed', async () => {
      editor = await EditorPage.open(browser, red, { root: '/admin/', user: WRITER });
      const id = await editor.drag('action-url in', 160, 200);
      await editor.edit(id);
      await editor.page.locator('#node-input-path').fill('lobby');
      await editor.page.click('#voip-event-sheet-tab');
      await editor.page.locator('#voip-sheet-vendor').selectOption('fanvil');
      const url = await editor.page.locator('.voip-url-row[data-event="dnd-on"] .voip-url').textContent();
      assert.equal(url?.startsWith(`${red.url}/red/lobby/dnd-on?mac=$mac&`), true, url ?? '');
      await editor.ok();
      await editor.deploy();
      assert.equal(await phoneRequest(red.port, url?.slice(red.url.length) ?? ''), 200);
      assert.equal(await phoneRequest(red.port, '/lobby/dnd-on'), 404);
    });

    it('who may write tests a phone, and is offered those that reported', async () => {
      editor = await EditorPage.open(browser, red, { root: '/admin/', user: WRITER });
      assert.equal(await phoneRequest(red.port, '/red/phone/mute?mac=0c383e00ffff&model=<i>X6</i>'), 200);
      const dialog = await editor.editConfig('voip-phone', 'door-phone');
      await dialog.locator('#voip-phone-test button').click();
      await dialog.locator('.voip-finding', { hasText: 'not on its allow list' }).waitFor();
      const offered = dialog.locator('#voip-phone-reported');
      await offered.locator('summary').click();
      // A stranger's text is text.
      await offered.locator('.voip-reported-phone', { hasText: '<i>X6</i>' }).waitFor();
      assert.equal(await offered.locator('.voip-reported-phone i').count(), 0);
      await editor.cancel();
    });

    it('who tests a phone that redirects is told where to', async () => {
      editor = await EditorPage.open(browser, red, { root: '/admin/', user: WRITER });
      const dialog = await editor.editConfig('voip-phone', 'moved-phone');
      await dialog.locator('#voip-phone-test button').click();
      await dialog.locator('.voip-finding', { hasText: 'a redirect, to https://127.0.0.1:8089.' }).waitFor();
      assert.match((await dialog.locator('.voip-finding').textContent()) ?? '', /HTTP 302/);
      assert.doesNotMatch((await dialog.locator('.voip-finding').textContent()) ?? '', /secret/);
      await editor.cancel();
    });

    it('who may only read sees the dialogs, and no route of ours answers', async () => {
      const token = await red.login('reader', 'phones');
      editor = await EditorPage.open(browser, red, { root: '/admin/', user: { name: 'reader', password: 'phones' } });
      const asked: string[] = [];
      editor.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
      const requests = door.web.requests;
      const dialog = await editor.editConfig('voip-phone', 'door-phone');
      await dialog.locator('#voip-phone-test button').click();
      await dialog.locator('.voip-finding', { hasText: 'may not test' }).waitFor();
      assert.equal(await dialog.locator('#voip-phone-reported').isVisible(), false);
      await editor.cancel();
      await editor.edit('events');
      await editor.page.locator('.voip-events').waitFor();
      await editor.cancel();
      assert.deepEqual(
        asked.filter((path) => path.includes('/voip-phone/reported') || /\/(?:test|state)$/.test(path)),
        [],
      );
      for (const headers of [{ authorization: `Bearer ${token}` }, {}]) {
        for (const [method, path] of [
          ['GET', 'reported'],
          ['POST', 'door-phone/test'],
          ['GET', 'door-phone/state'],
        ] as const) {
          const answer = await fetch(`${red.url}/admin/voip-phone/${path}`, {
            method,
            headers: { 'content-type': 'application/json', ...headers },
            ...(method === 'POST' && { body: '{}' }),
          });
          assert.equal(answer.status, 401, `${method} ${path}`);
        }
      }
      assert.equal(door.web.requests, requests);
    });
  });
}
