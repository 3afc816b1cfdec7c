import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { freePort, RUNTIMES } from '../support/node-red';
import { phoneRequest } from '../support/requests';
import type { EditorPage } from './support/editor-page';
import { editorSuite } from './support/editor-suite';

const [TOKEN, PREVIOUS] = ['CanaryToken-77ab12', 'CanaryToken-0ld0ld'];
const MAC = '80:82:87:04:6b:c2';

const eventNode = (id: string, more: object = {}): object => ({
  ...{ id, type: 'action-url in', z: 'tab', version: 1, name: id, phone: '', path: `/${id}`, events: [] },
  ...{ x: 160, y: 100, wires: [[]], ...more },
});

for (const runtime of RUNTIMES) {
  describe(`the dialog of a listener in ${runtime.label}`, function () {
    this.timeout(120_000);
    let editor: EditorPage;
    let port: number;

    editorSuite(
      runtime,
      async () => {
        port = await freePort();
        return [
          { id: 'tab', type: 'tab', label: 'Phones' },
          { id: 'desk', type: 'voip-phone', name: 'Desk <b>', vendor: 'fanvil', mac: MAC, host: '192.168.5.40' },
          {
            ...{ id: 'shared', type: 'phone-listener', version: 1, name: 'Phones <i>', path: '/building' },
            ...{ port: `127.0.0.1:${port}`, tls: '', legacyTls: false, baseUrl: '', allow: '127.0.0.0/8' },
            ...{ trustedProxies: '', proxyProtocol: false, rate: '', guarded: true, previousUntil: '2999-12-31' },
            credentials: { token: TOKEN, previousToken: PREVIOUS },
          },
          eventNode('sharing', { listener: 'shared', allow: 'nonsense', guarded: true }),
          eventNode('own', {
            ...{ y: 160, port: '1899', allow: '192.168.5.0/24', rate: '5', baseUrl: 'http://192.168.5.2:1899' },
            guarded: true,
            credentials: { token: TOKEN },
          }),
          eventNode('lost', { y: 220, listener: 'nowhere' }),
        ];
      },
      (open) => ({ editor } = open),
    );

    const property = <T>(id: string, name: string): Promise<T> =>
      editor.page.evaluate<T>(`RED.nodes.node(${JSON.stringify(id)})[${JSON.stringify(name)}]`);
    const field = (name: string): Locator => editor.page.locator(`#node-config-input-${name}`);
    const at = (selector: string): Locator => editor.page.locator(selector);

    it('leaves everything as it is by a look, and gives no secret away', async () => {
      const dialog = await editor.editConfig('phone-listener', 'shared');
      assert.equal(await field('token').inputValue(), '__PWRD__');
      assert.equal(await at('#voip-listener-unguarded').isVisible(), false);
      assert.match(
        (await at('#voip-listener-tip').textContent()) ?? '',
        new RegExp(`:${port}/building/incoming-call$`),
      );
      const until = (await at('#voip-listener-until').textContent()) ?? '';
      assert.match(until, /Taken until 1\/1\/3000/, 'to the end of that day');
      assert.doesNotMatch(await dialog.innerHTML(), /Canary/);
      await editor.ok();
      assert.equal(Boolean(await property('shared', 'changed')), false);
      for (const id of ['sharing', 'lost']) {
        await editor.edit(id);
        await editor.ok();
      }
      assert.deepEqual(
        [await property('sharing', 'listener'), await property('lost', 'listener')],
        ['shared', 'nowhere'],
      );
      assert.deepEqual([await property('sharing', 'guarded'), await property('sharing', 'allow')], [true, 'nonsense']);
      const { text } = await editor.exported();
      assert.doesNotMatch(text, /Canary/);
    });

    it('lists who still comes with the previous token', async () => {
      const ask = (event: string, token: string): Promise<number> =>
        phoneRequest(port, `/building/${event}?mac=${MAC}&token=${token}`);
      assert.deepEqual([await ask('mute', PREVIOUS), await ask('mwi', TOKEN)], [200, 200]);
      const dialog = await editor.editConfig('phone-listener', 'shared');
      const users = at('#voip-listener-users');
      await users.filter({ hasText: 'Desk <b>' }).waitFor();
      assert.match(
        await users.innerText(),
        /still use it: 1\n[\s\S]*80:82:87:04:6b:c2[\s\S]*127\.0\.0\.1[\s\S]*Microphone muted/,
      );
      assert.equal(await dialog.locator('b').count(), 0);
      await editor.cancel();
      await ask('mute', TOKEN);
      await editor.editConfig('phone-listener', 'shared');
      await users.filter({ hasText: 'No phone has come with it' }).waitFor();
    });

    it('says that a previous token is refused without a date, and what else closes it', async () => {
      await editor.editConfig('phone-listener', 'shared');
      const refused = at('#voip-listener-refused');
      assert.equal(await refused.isVisible(), false);
      for (const [text, isRefused, isRight] of [
        ['', true, false],
        ['soon', true, false],
        ['2020-01-01', true, true],
        ['2999-01-01T18:00', false, true],
        ['${UNTIL}', false, true],
      ] as const) {
        await field('previousUntil').fill(text);
        assert.equal(await refused.isVisible(), isRefused, text);
        const judged = await editor.page.evaluate<unknown>(
          `voipPhoneEditor.ask(({ listener }) => listener.validUntil(RED.nodes.node('shared'), ${JSON.stringify(text)}))`,
        );
        assert.equal(judged === true, isRight, text);
      }
      const proxy = (value: unknown): Promise<unknown> =>
        editor.page.evaluate(
          `voipPhoneEditor.ask(({ listener }) => listener.validProxyProtocol(RED.nodes.node('shared'), ${JSON.stringify(value)}))`,
        );
      assert.match(String(await proxy(true)), /trusted proxies alone/);
      assert.equal(await at('#voip-listener-proxy').isVisible(), false);
      await field('trustedProxies').fill('10.0.0.1');
      assert.deepEqual([await proxy(true), await proxy(false)], [true, true]);
      await at('#voip-listener-proxy').waitFor();
      assert.match(String(await proxy('true')), /neither on nor off/);
      await field('proxyProtocol').check();
      await field('port').fill('');
      assert.match(String(await proxy(true)), /port of its own/);
      assert.equal(await at('#voip-listener-proxy').isVisible(), true, 'what is on is shown');
      await editor.cancel();
    });

    it('hides what the node has itself, and shows the URLs of the listener', async () => {
      await editor.edit('sharing');
      assert.equal(await property('sharing', 'valid'), true, 'own fields say nothing');
      assert.equal(await at('#node-input-path').isVisible(), false);
      assert.match((await at('#voip-event-tip').textContent()) ?? '', new RegExp(`:${port}/building/incoming-call$`));
      await at('#voip-event-access-tab').click();
      const note = at('#voip-event-shared');
      assert.match(
        await note.innerText(),
        new RegExp(`“Phones <i>”: /building · port 127.0.0.1:${port} · with a token · from 127.0.0.0/8\\.`),
      );
      for (const name of ['token', 'allow', 'rate', 'port'])
        assert.equal(await at(`#node-input-${name}`).isVisible(), false, name);
      assert.equal(await at('#voip-event-unguarded').isVisible(), false);
      await at('#voip-event-sheet-tab').click();
      await at('#voip-sheet-vendor').selectOption('fanvil');
      const url = at('[data-event="incoming-call"] .voip-url');
      assert.match(await url.innerText(), new RegExp(`:${port}/building/incoming-call\\?.*token=<token>`));
      await at('#voip-event-urls').filter({ hasText: "listener's token cannot be read back" }).waitFor();
      assert.equal(await at('#node-input-baseUrl').isVisible(), false);

      // Without the listener its own fields count again.
      await editor.page.locator('#node-input-listener').selectOption('_ADD_');
      assert.match((await at('#voip-event-tip').textContent()) ?? '', /\/sharing\/incoming-call$/);
      assert.equal(await at('#node-input-path').isVisible(), true);
      await at('#voip-event-unguarded').waitFor();
      await editor.cancel();
    });

    it('tells a screen reader the hint of a field with the field', async () => {
      const described = (id: string): Promise<string> =>
        editor.page.evaluate<string>(
          `document.getElementById(document.getElementById('${id}').getAttribute('aria-describedby')).textContent`,
        );
      await editor.editConfig('phone-listener', 'shared');
      assert.match(await described('node-config-input-previousToken'), /The token that phones have now/);
      assert.match(await described('node-config-input-previousUntil'), /Taken until/);
      await editor.cancel();
      await editor.edit('own');
      assert.match(await described('node-input-token'), /A secret in every URL/);
      assert.match(await described('voip-event-move'), /So that other nodes can share them/);
      await editor.cancel();
    });

    it('shows a listener that is missing as such', async () => {
      await editor.edit('lost');
      assert.equal(await property('lost', 'valid'), false);
      assert.equal(await at('#node-input-listener option:checked').innerText(), '(missing)');
      await at('#voip-event-problem').filter({ hasText: 'serves nothing' }).waitFor();
      await editor.cancel();
    });

    it("takes a node's own settings over with one click, and the URLs follow", async () => {
      await editor.edit('own');
      await at('#voip-event-access-tab').click();
      await at('#voip-event-move').click();
      await field('path').waitFor();
      const values = await Promise.all(
        ['path', 'port', 'allow', 'rate', 'baseUrl', 'token'].map((name) => field(name).inputValue()),
      );
      assert.deepEqual(values, ['/own', '1899', '192.168.5.0/24', '5', 'http://192.168.5.2:1899', '']);
      await at('#voip-listener-unread').waitFor();
      await at('#voip-listener-unguarded').waitFor();
      await field('name').fill('Moved');
      await at('#voip-listener-generate').click();
      const token = await field('token').inputValue();
      assert.match(token, /^\w{22}$/);
      await editor.ok();
      assert.equal(await at('#node-input-listener option:checked').innerText(), 'Moved');
      assert.match(await at('#voip-event-shared').innerText(), /“Moved”: \/own · port 1899 · with a token/);
      await at('#voip-event-sheet-tab').click();
      await at('#voip-sheet-vendor').selectOption('fanvil');
      assert.equal(
        (await at('[data-event="incoming-call"] .voip-url').innerText()).startsWith(
          'http://192.168.5.2:1899/own/incoming-call?',
        ),
        true,
      );
      assert.match(await at('[data-event="incoming-call"] .voip-url').innerText(), new RegExp(`token=${token}`));
      await editor.ok();
      const id = await property<string>('own', 'listener');
      assert.equal(await property(id, 'guarded'), true);
      assert.deepEqual([await property(id, 'name'), await property(id, 'rate')], ['Moved', '5']);
      await editor.page.keyboard.press('Control+z');
      assert.equal((await property<string>('own', 'listener')) ?? '', '');
    });
  });
}
