import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { fileKey, ownToken } from '../../nodes/lib/derived-keys';
import { ProvisionedPhone } from '../phones/provisioned';
import { freePort, RUNTIMES } from '../support/node-red';
import type { EditorPage } from './support/editor-page';
import { editorSuite } from './support/editor-suite';

const [TOKEN, KEY] = ['CanaryToken-77ab12-long', 'CanaryKey-0815-4711-0815'];
const MAC = '001565123456';

for (const runtime of RUNTIMES) {
  describe(`the dialogs of phones that fetch their settings in ${runtime.label}`, function () {
    this.timeout(120_000);
    let editor: EditorPage;
    let port: number;

    const flows = (): object[] => [
      { id: 'tab', type: 'tab', label: 'Phones' },
      {
        ...{ id: 'shared', type: 'phone-listener', version: 1, name: 'Phones', path: '/building', guarded: true },
        ...{ port: `127.0.0.1:${port}`, setup: 'watch', setupEvents: ['mute', 'nonsense', 'incoming-call'] },
        credentials: { token: TOKEN, setupKey: KEY },
      },
      {
        id: 'plain',
        type: 'phone-listener',
        version: 1,
        name: 'Plain',
        guarded: true,
        path: '/plain',
        credentials: { token: 'short' },
      },
      {
        ...{ id: 'desk', type: 'voip-phone', version: 1, name: 'Desk', vendor: 'yealink', model: 'SIP-T46G' },
        ...{ mac: MAC, host: '192.168.5.40', setup: 'shared', credentials: { password: 'CanaryPassword-1' } },
      },
      {
        id: 'other',
        type: 'voip-phone',
        version: 1,
        name: 'Other',
        vendor: 'mitel',
        mac: '08000f000001',
        setup: 'shared',
      },
      ...['shared', 'plain'].map((listener) => ({
        ...{ id: `in-${listener}`, type: 'action-url in', z: 'tab', version: 1, events: [], listener, x: 160, y: 100 },
        wires: [[]],
      })),
    ];

    editorSuite(
      runtime,
      async () => {
        port = await freePort();
        return flows();
      },
      (open) => ({ editor } = open),
    );

    const property = <T>(id: string, name: string): Promise<T> =>
      editor.page.evaluate<T>(`RED.nodes.node(${JSON.stringify(id)})[${JSON.stringify(name)}]`);
    const field = (name: string): Locator => editor.page.locator(`#node-config-input-${name}`);
    const at = (selector: string): Locator => editor.page.locator(selector);

    it('leave everything as it is by a look, and give no secret away', async () => {
      for (const id of ['shared', 'plain']) {
        const dialog = await editor.editConfig('phone-listener', id);
        assert.equal(await field('setup').inputValue(), id === 'shared' ? 'watch' : 'off');
        assert.equal(await at('#voip-listener-files').isVisible(), id === 'shared');
        assert.doesNotMatch(await dialog.innerHTML(), /Canary/);
        await editor.ok();
        assert.equal(Boolean(await property(id, 'changed')), false, id);
      }
      const dialog = await editor.editConfig('voip-phone', 'desk');
      assert.equal(await field('setup').inputValue(), 'shared');
      assert.doesNotMatch(await dialog.innerHTML(), /Canary/);
      await editor.ok();
      assert.equal(Boolean(await property('desk', 'changed')), false);
      assert.deepEqual(await property('shared', 'setupEvents'), ['mute', 'nonsense', 'incoming-call']);
      assert.doesNotMatch((await editor.exported()).text, /Canary/);
    });

    it('make an address of a click, by which the phone fetches its file and then reports', async () => {
      await editor.editConfig('voip-phone', 'desk');
      await at('#voip-phone-address').click();
      const shown = at('#voip-phone-made code.voip-url');
      await shown.waitFor();
      const address = (await shown.textContent()) ?? '';
      assert.equal(address, `http://127.0.0.1:${port}/building/setup/${fileKey(KEY, MAC)}/`);
      assert.match(await at('#voip-phone-made').innerText(), /Phones cannot reach this address/);
      await editor.cancel();
      const phone = new ProvisionedPhone('yealink', MAC, 'SIP-T46G');
      await phone.boot(address);
      assert.match(phone.settings['action_url.mute'] ?? '', new RegExp(ownToken(TOKEN, MAC)));
      assert.equal(await phone.ring(), 200);
    });

    it('make a text for a PBX, the line that names the file first', async () => {
      await editor.editConfig('voip-phone', 'desk');
      await at('#voip-phone-pbx').selectOption('fusionpbx');
      await at('#voip-phone-copy').click();
      const texts = at('#voip-phone-made pre');
      await texts.first().waitFor();
      const [first = '', second = ''] = await texts.allTextContents();
      assert.match(first, /^include:config <http:.*\.cfg>\n$/);
      assert.match(second, new RegExp(`^action_url\\.incoming_call = .*token=${TOKEN}`));
      assert.match(await at('#voip-phone-made').innerText(), /Smarty/);
    });

    it('say why there is none, and that it goes by what is deployed', async () => {
      const said = at('#voip-phone-made [role=status]');
      await editor.editConfig('voip-phone', 'other');
      await at('#voip-phone-address').click();
      await said.filter({ hasText: 'accounts as well' }).waitFor();
      await field('mac').fill('08000f000002');
      await at('#voip-phone-address').click();
      await said.filter({ hasText: 'Deploy first' }).waitFor();
      await field('setup').selectOption('plain');
      await at('#voip-phone-copy').click();
      await said.filter({ hasText: 'Deploy first' }).waitFor();
      await editor.cancel();
    });

    it('want a port and a token of 16 characters, with a triangle, and make a key for the addresses', async () => {
      await editor.editConfig('phone-listener', 'plain');
      const lacks = at('#voip-listener-setup-lacks');
      assert.equal(await lacks.isVisible(), false);
      await field('setup').selectOption('answer');
      const [untried, network] = [at('#voip-listener-untried'), at('#voip-listener-network')];
      assert.match(await network.innerText(), /told where their file is/);
      assert.equal(await at('#voip-listener-untried-warning').isVisible(), false);
      await field('answerUntried').check();
      assert.match(await untried.innerText(), /Accounts could be lost/);
      await field('answerUntried').uncheck();
      await field('setup').selectOption('watch');
      assert.match(await network.innerText(), /Nothing is ever sent/);
      assert.equal(await untried.isVisible(), false);
      assert.match(await lacks.innerText(), /port of the listener/);
      assert.equal((await field('setupKey').inputValue()).length, 22);
      await field('port').fill('1899');
      // Of a stored token nobody knows the length here.
      assert.equal(await lacks.isVisible(), false);
      await field('token').fill('');
      assert.match(await lacks.innerText(), /at least 16 characters/);
      await field('token').fill('fifteen-letters');
      assert.match(await lacks.innerText(), /at least 16 characters/);
      assert.match((await field('setup').getAttribute('class')) ?? '', /input-error/);
      await field('token').fill('sixteen--letters');
      assert.equal(await lacks.isVisible(), false);
      assert.doesNotMatch((await field('setup').getAttribute('class')) ?? '', /input-error/);
      await field('commandsFrom').fill('10.0.0.9;x');
      await field('commandsFrom').press('Tab');
      assert.match((await field('commandsFrom').getAttribute('class')) ?? '', /input-error/);
      await field('commandsFrom').fill('');
      await field('commandsFrom').press('Tab');
      await at('#voip-listener-setup-events summary').click();
      await at('#voip-listener-event-list input[value=mute]').check();
      await editor.ok();
      assert.deepEqual(await property('plain', 'setupEvents'), ['mute']);
      assert.equal(await property('plain', 'setup'), 'watch');
    });
  });
}
