import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { RUNTIMES } from '../support/node-red';
import type { EditorPage } from './support/editor-page';
import { editorSuite } from './support/editor-suite';

const home = (id: string, more: object = {}): object => ({
  ...{ id, type: 'phone home assistant', z: 'tab', version: 1, name: '', broker: 'broker', topic: 'voip' },
  ...{ prefix: 'homeassistant', phones: [], openDoor: false, dial: false, disruptive: false, doorPulse: '' },
  entities: ['call', 'state', 'door', 'sensors', 'registered', 'reachable', 'dnd', 'answer', 'hangup'],
  ...{ x: 160, y: 100, wires: [], ...more },
});
const phone = (id: string, name: string, more: object): object => ({
  ...{ id, type: 'voip-phone', version: 1, name, host: '192.168.5.40', transport: 'http', protocol: 'http' },
  ...more,
});

for (const runtime of RUNTIMES) {
  describe(`the dialog of phone home assistant in ${runtime.label}`, function () {
    this.timeout(120_000);
    let editor: EditorPage;

    editorSuite(
      runtime,
      () => [
        { id: 'tab', type: 'tab', label: 'Phones' },
        phone('desk', 'Desk <b>', { vendor: 'atcom', mac: '80:82:87:04:6b:c2' }),
        phone('door', 'Front door', { vendor: 'fanvil', model: 'i31S', mac: '0c:38:3e:2a:10:01' }),
        phone('odd', 'Nobody knows', { vendor: '', mac: '0c:38:3e:2a:10:02' }),
        { id: 'broker', type: 'mqtt-broker', name: 'B', broker: '127.0.0.1', port: '1', autoConnect: false },
        {
          ...{ id: 'good', type: 'mqtt-broker', name: 'C', broker: '127.0.0.1', port: '1', autoConnect: false },
          ...{ birthTopic: 'x', birthPayload: 'on', birthRetain: 'true' },
          ...{ willTopic: 'x', willPayload: 'off', willRetain: 'true' },
        },
        {
          ...{ id: 'half', type: 'mqtt-broker', name: 'D', broker: '127.0.0.1', port: '1', autoConnect: false },
          ...{ willTopic: 'mine', willPayload: 'off', willRetain: 'false' },
        },
        home('home'),
        home('some', { y: 160, topic: 'other', phones: ['gone', 'door'], entities: ['dnd', 'future'] }),
        home('odd-home', { y: 220, topic: 'a b', phones: 'desk', entities: undefined, broker: 'nowhere' }),
      ],
      (open) => ({ editor } = open),
    );

    const property = <T>(id: string, name: string): Promise<T> =>
      editor.page.evaluate<T>(`RED.nodes.node(${JSON.stringify(id)})[${JSON.stringify(name)}]`);
    const at = (selector: string): Locator => editor.page.locator(selector);
    const row = (name: string): Locator => at('.voip-home-list > li').filter({ hasText: name });

    it('changes nothing by a look', async () => {
      // An export makes a node of its own, which says what has to be installed.
      const exported = async (): Promise<unknown[]> =>
        (await editor.exported()).nodes.filter(({ type }) => type !== 'global-config');
      const before = await exported();
      for (const id of ['home', 'some', 'odd-home']) {
        await editor.edit(id);
        await at('.voip-home-phone').first().waitFor();
        await editor.ok();
        assert.equal(Boolean(await property(id, 'changed')), false, id);
      }
      assert.deepEqual(await exported(), before);
    });

    it('shows which entities each phone gets, and why one is missing', async () => {
      await editor.edit('home');
      await row('Front door').locator('summary').click();
      const text = (): Promise<string> => row('Front door').innerText();
      assert.match(await text(), /Open door: Open door is off above/);
      const count = async (): Promise<number> => Number(/(\d+) entit/.exec(await text())?.[1]);
      const before = await count();
      await at('#node-input-openDoor').check();
      assert.equal(await at('#voip-home-warning').isVisible(), true);
      assert.equal(await count(), before + 1);
      await at('#voip-home-entities input[value=call]').uncheck();
      assert.equal(await count(), before);
      assert.match(await text(), /Call: not ticked above/);
      await row('Desk <b>').locator('summary').click();
      assert.match(await row('Desk <b>').innerText(), /Door: ATCOM does not report: Door opened/);
      assert.match(await row('Desk <b>').innerText(), /Open door: ATCOM cannot: Open the door|Open door: ATCOM cannot/);
      await row('Nobody knows').locator('summary').click();
      assert.match(await row('Nobody knows').innerText(), /1 entity[\s\S]*State: choose a vendor at the phone/);
      assert.equal(await at('.voip-home-list b').count(), 0);
      await editor.ok();
      assert.deepEqual(
        [await property('home', 'openDoor'), (await property<string[]>('home', 'entities')).includes('call')],
        [true, false],
      );
      assert.deepEqual(await property('home', 'phones'), []);
    });

    it('chooses phones by the keyboard, and keeps what is chosen and not there', async () => {
      await editor.edit('some');
      const box = (name: string): Locator => row(name).locator('input');
      assert.equal(await box('Front door').isChecked(), true);
      assert.equal(await box('Desk <b>').isChecked(), false);
      assert.match(await at('.voip-home-list + .voip-summary').innerText(), /1 of 3 phones\. 1 chosen before/);
      await box('Desk <b>').focus();
      await editor.page.keyboard.press('Space');
      await at('#voip-home-entities input[value=state]').check();
      await editor.ok();
      assert.deepEqual(await property('some', 'phones'), ['gone', 'door', 'desk']);
      assert.deepEqual(await property('some', 'entities'), ['dnd', 'future', 'state']);
    });

    it("fills in the broker's birth and will at a click, which Undo takes back", async () => {
      await editor.edit('home');
      const note = at('#voip-home-presence');
      assert.match(await note.innerText(), /no birth and no will[\s\S]*voip\/connection/);
      await at('#voip-home-fill').click();
      assert.match(await note.innerText(), /Filled in/);
      assert.equal(await at('#voip-home-fill').isVisible(), false);
      const fields = ['birthTopic', 'birthPayload', 'birthRetain', 'willTopic', 'willPayload', 'willRetain', 'changed'];
      const read = async (): Promise<unknown[]> => Promise.all(fields.map((name) => property('broker', name)));
      assert.deepEqual(await read(), [
        ...['voip/connection', 'online', 'true', 'voip/connection', 'offline', 'true', true],
      ]);
      await editor.cancel();
      assert.equal(await editor.page.evaluate('RED.nodes.dirty()'), true);
      await editor.page.evaluate(`RED.actions.invoke('core:undo')`);
      const [birth, , , will, , , changed] = await read();
      assert.deepEqual([birth || '', will || '', Boolean(changed)], ['', '', false]);
    });

    it('says nothing of a broker that tells it, and leaves what the user has set', async () => {
      await editor.edit('home');
      const note = at('#voip-home-presence');
      await at('#node-input-broker').selectOption('good');
      assert.equal(await note.isVisible(), false);
      await at('#node-input-broker').selectOption('half');
      assert.match(await note.innerText(), /not on one topic/);
      assert.equal(await at('#voip-home-fill').isVisible(), false);
      await editor.cancel();
    });

    it('marks what the runtime would not take', async () => {
      await editor.edit('odd-home');
      for (const [name, text, isRight] of [
        ['topic', 'a b', false],
        ['topic', 'site/voip', true],
        ['topic', '${TOPIC}', true],
        ['prefix', 'a/#', false],
        ['doorPulse', '-1', false],
        ['doorPulse', '2.5', true],
      ] as const) {
        const field = at(`#node-input-${name}`);
        await field.fill(text);
        await field.blur();
        assert.equal(
          await field.evaluate((node) => node.classList.contains('input-error')),
          !isRight,
          `${name} ${text}`,
        );
      }
      assert.equal(await at('#node-input-broker').inputValue(), 'nowhere');
      await editor.cancel();
    });
  });
}
