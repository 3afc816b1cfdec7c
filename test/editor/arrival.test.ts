import assert from 'node:assert/strict';
import type { Browser, Page, Route } from 'playwright-core';
import { needsRuntime, RUNTIMES, type RunningNodeRed, startNodeRed } from '../support/node-red';
import { launchChromium, needsChromium } from './support/browser';
import { EditorPage } from './support/editor-page';

const OURS = '**/resources/node-red-contrib-voip-phone';

/** What may become of a file between Node-RED and the browser. */
const FATES: Readonly<Record<string, (route: Route) => Promise<void>>> = {
  'answered 404': (route) => route.fulfill({ status: 404, body: 'Cannot GET it' }),
  'answered 502': (route) => route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad Gateway</h1>' }),
  blocked: (route) => route.abort('blockedbyclient'),
  'a login page': (route) => route.fulfill({ contentType: 'text/html', body: '<form>Log in</form>' }),
  'of another version': (route) =>
    route.fulfill({ body: 'export const open = () => {};', contentType: 'text/javascript' }),
  'cut off': async (route) => {
    const whole = await (await route.fetch()).text();
    const cut = whole.slice(0, Math.floor(whole.length / 2));
    return route.fulfill({ body: cut.slice(0, cut.lastIndexOf('(') + 1), contentType: 'text/javascript' });
  },
};

/** Values that no dialog offers, and orders that none would write: a flow of another version, or written by hand. */
const FLOW = [
  { id: 'tab', type: 'tab', label: 'Phones', disabled: false, info: '', env: [] },
  {
    id: 'desk',
    type: 'voip-phone',
    version: 1,
    name: 'Front desk',
    vendor: 'vendor-of-tomorrow',
    model: 'A41W',
    mac: '80:82:87:04:6b:c2',
    charset: 'gb18030',
    host: '127.0.0.1',
    port: '${PHONE_PORT}',
    protocol: 'HTTPS',
    tls: '',
    legacyTls: true,
    login: 'basic',
    path: '',
    separator: '',
    transport: 'sip',
    sipUri: '',
    sipTransport: 'tcp',
    sipProxy: '',
    sipFrom: '',
    sipLocal: '',
  },
  {
    id: 'door',
    type: 'voip-phone',
    name: 'of an older version',
    vendor: 'fanvil',
    mac: '0c:38:3e:00:00:01',
    host: '192.168.5.40',
    transport: 'http',
  },
  {
    id: 'events',
    type: 'action-url in',
    z: 'tab',
    version: 1,
    name: 'events',
    phone: 'desk',
    path: '/phone',
    events: ['unmute', 'event-of-tomorrow', 'incoming-call', 'mute'],
    allow: '',
    trustedProxies: '',
    rate: '',
    unknownEvents: false,
    baseUrl: '',
    port: '',
    tls: '',
    legacyTls: false,
    guarded: true,
    x: 160,
    y: 100,
    wires: [[]],
  },
  {
    id: 'command',
    type: 'active-uri out',
    z: 'tab',
    version: 1,
    name: 'command',
    phone: 'desk',
    action: 'action-of-tomorrow',
    value: 'SPEAKER;6042',
    valueType: 'str',
    line: '2',
    via: 'headset',
    transferType: 'blind',
    transport: '',
    disruptive: false,
    timeout: '5',
    maxAge: '0',
    retries: '2',
    x: 160,
    y: 200,
    wires: [[]],
  },
  {
    id: 'old-command',
    type: 'active-uri out',
    z: 'tab',
    name: 'old command',
    phone: 'door',
    action: 'open-door',
    x: 160,
    y: 300,
    wires: [[]],
  },
  { id: 'other', type: 'debug', z: 'tab', name: 'other', x: 360, y: 100, wires: [] },
];
const CREDENTIALS = {
  desk: {
    username: 'admin',
    password: 'CanaryPassword-1',
    sipUsername: 's',
    sipPassword: 'CanaryPassword-2',
    doorCode: '1',
  },
  door: { username: '', password: 'CanaryPassword-3', sipUsername: '', sipPassword: 'x', doorCode: '2' },
  events: { token: 'CanaryToken-11aa' },
};
const withCredentials = FLOW.map((node) => {
  const credentials = CREDENTIALS[node.id as 'desk'] as object | undefined;
  return credentials ? { ...node, credentials } : node;
});

const DIALOGS = [
  ['voip-phone', 'desk', '#voip-phone-absent'],
  ['action-url in', 'events', '#voip-event-absent'],
  ['active-uri out', 'command', '#voip-command-absent'],
] as const;
/** Of nodes that lack properties: what an older version has stored. */
const OLD_DIALOGS = [
  ['voip-phone', 'door', '#voip-phone-absent'],
  ['active-uri out', 'old-command', '#voip-command-absent'],
] as const;

/** All flows as the editor would deploy them, each node as text. */
const stored = (editor: EditorPage): Promise<string[]> =>
  editor.page.evaluate<string[]>('RED.nodes.createCompleteNodeSet().map((node) => JSON.stringify(node))');
const isDirty = (editor: EditorPage): Promise<boolean> => editor.page.evaluate<boolean>('RED.nodes.dirty()');

for (const runtime of RUNTIMES) {
  describe(`files that do not come, in ${runtime.label}`, function () {
    this.timeout(120_000);
    let red: RunningNodeRed | undefined;
    let browser: Browser | undefined;
    let editor: EditorPage | undefined;

    before(async function () {
      needsRuntime(this, runtime);
      needsChromium(this);
      red = await startNodeRed(runtime, { flows: withCredentials });
      browser = await launchChromium();
    });
    after(async () => {
      await browser?.close();
      await red?.stop();
    });
    afterEach(async () => {
      const problems = editor?.problems ?? [];
      await editor?.close();
      editor = undefined;
      assert.deepEqual(problems, []);
    });

    async function open(prepare: (page: Page) => Promise<unknown>, language = 'en-US'): Promise<EditorPage> {
      if (!browser || !red) throw new Error('not started');
      editor = await EditorPage.open(browser, red, { language, prepare });
      // The flow is drawn, the others' nodes are there.
      await editor.node('other').waitFor();
      await editor.page.locator('.red-ui-palette-node[data-palette-type="inject"]').waitFor();
      return editor;
    }
    const edit = (opened: EditorPage, type: string, id: string) =>
      type === 'voip-phone' ? opened.editConfig(type, id) : opened.edit(id);

    /** Opens each dialog and ends it with Done. */
    async function lookAtAll(opened: EditorPage, saysSo: boolean, others: typeof OLD_DIALOGS | [] = []): Promise<void> {
      const before = await stored(opened);
      for (const [type, id, note] of [...DIALOGS, ...others]) {
        const dialog = await edit(opened, type, id);
        await dialog.locator(note).waitFor({ state: saysSo ? 'visible' : 'hidden' });
        if (saysSo) assert.match((await dialog.locator(note).textContent()) ?? '', /has not come/);
        await opened.ok();
      }
      assert.deepEqual(await stored(opened), before);
      assert.equal(await isDirty(opened), false, 'a look marks nothing as changed');
    }

    for (const [fate, fulfil] of Object.entries(FATES)) {
      it(`editor.js ${fate}: the editor loads, each dialog says so and Done changes nothing`, async () => {
        const opened = await open((page) => page.route(`${OURS}/editor.js`, fulfil));
        await lookAtAll(opened, true, fate === 'blocked' ? OLD_DIALOGS : []);
        const judged = await opened.page.evaluate<boolean[]>(
          `['desk', 'door', 'events', 'command'].map((id) => RED.nodes.node(id).valid)`,
        );
        assert.deepEqual(judged, [true, true, true, true]);
        assert.equal(await opened.page.evaluate(`RED.utils.getNodeLabel(RED.nodes.node('command'))`), 'command');
      });
    }

    it('editor.js throws while it loads: the same', async () => {
      const opened = await open((page) =>
        page.route(`${OURS}/editor.js`, (route) =>
          route.fulfill({ contentType: 'text/javascript', body: 'throw new TypeError("half an update");' }),
        ),
      );
      await lookAtAll(opened, true);
    });

    it('says it in the user’s language, and other work goes on', async () => {
      const opened = await open((page) => page.route(`${OURS}/**`, (route) => route.abort()), 'de');
      const dialog = await opened.edit('events');
      await dialog.locator('#voip-event-absent', { hasText: 'nicht vom Server angekommen' }).waitFor();
      await dialog.locator('#node-input-path').fill('/door');
      await opened.ok();
      assert.match((await stored(opened)).join(), /"path":"\/door"/);
    });

    for (const [what, fulfil] of [
      ['answered 404', FATES['answered 404']],
      ['a login page', FATES['a login page']],
      ['JSON of another kind', (route: Route) => route.fulfill({ json: { vendors: 'none' } })],
      ['null', (route: Route) => route.fulfill({ body: 'null' })],
      ['half', FATES['cut off']],
    ] as const) {
      it(`catalogue.json ${what}: each dialog says so, and Done changes nothing`, async () => {
        const opened = await open((page) => page.route(`${OURS}/catalogue.json`, fulfil ?? ((route) => route.abort())));
        await lookAtAll(opened, true);
      });
    }

    it('editor.css answered 404: nothing is lost', async () => {
      const opened = await open((page) => page.route(`${OURS}/editor.css`, (route) => route.fulfill({ status: 404 })));
      await lookAtAll(opened, false);
    });

    it('everything comes: no sentence, and Done changes nothing', async () => {
      await lookAtAll(await open(() => Promise.resolve()), false, OLD_DIALOGS);
    });

    for (const file of ['editor.js', 'catalogue.json']) {
      it(`${file} comes later: the open dialog is filled in then, and nodes are judged anew`, async () => {
        const held: Route[] = [];
        let isHeld = true;
        const opened = await open((page) =>
          page.route(`${OURS}/${file}`, (route) => (isHeld ? void held.push(route) : route.continue())),
        );
        const release = async (): Promise<void> => {
          isHeld = false;
          await Promise.all(held.map((route) => route.continue()));
        };
        const before = await stored(opened);
        // Opened and closed before it comes, by Done and by Cancel, and opened again.
        for (const [type, id] of DIALOGS) {
          await edit(opened, type, id);
          await opened.ok();
          await edit(opened, type, id);
          await opened.cancel();
        }
        const dialog = await opened.edit('events');
        await dialog.locator('#voip-event-absent').waitFor();
        assert.equal(await opened.page.evaluate(`RED.nodes.node('desk').valid`), true);
        await release();
        await dialog.locator('input[value="incoming-call"]').waitFor();
        await dialog.locator('#voip-event-absent').waitFor({ state: 'hidden' });
        assert.equal(await dialog.locator('input[value="incoming-call"]').isChecked(), true);
        await opened.ok();
        assert.deepEqual(await stored(opened), before);
        // A vendor that nobody knows.
        await opened.page.waitForFunction(`RED.nodes.node('desk').valid === false`);
        const command = await opened.edit('old-command');
        assert.equal(await command.locator('#node-input-action').inputValue(), 'open-door');
        await opened.ok();
        assert.deepEqual(await stored(opened), before);
      });
    }

    it('comes only after the dialog is gone: by Done, Cancel or Delete, no error', async () => {
      for (const [file, end] of [
        ['editor.js', 'ok'],
        ['catalogue.json', 'ok'],
        ['catalogue.json', 'cancel'],
        ['catalogue.json', 'delete'],
      ] as const) {
        const held: Route[] = [];
        let isHeld = true;
        const opened = await open((page) =>
          page.route(`${OURS}/${file}`, (route) => (isHeld ? void held.push(route) : route.continue())),
        );
        await opened.edit('events');
        if (end === 'delete') {
          await opened.page.click('#node-dialog-delete');
          await opened.page.locator('#node-dialog-delete').waitFor({ state: 'detached' });
        } else await opened[end]();
        isHeld = false;
        await Promise.all(held.map((route) => route.continue()));
        await opened.page.waitForFunction(`RED.nodes.node('desk').valid === false`);
        assert.deepEqual(opened.problems, [], `${file} ${end}`);
        await opened.close();
      }
    });
  });
}
