import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { RUNTIMES } from '../support/node-red';
import type { EditorPage } from './support/editor-page';
import { editorSuite } from './support/editor-suite';

const node = (id: string, type: string, more: object = {}): object => ({
  id,
  type,
  version: 1,
  z: 'tab',
  name: '',
  phone: '',
  x: 160,
  y: 100,
  wires: [[]],
  ...more,
});
const phone = (id: string, more: object = {}): object => ({
  id,
  type: 'voip-phone',
  version: 1,
  name: id,
  vendor: 'atcom',
  model: 'A21',
  mac: '',
  host: '',
  port: '',
  protocol: 'http',
  transport: 'http',
  ...more,
});

const FLOWS = [
  { id: 'tab', type: 'tab', label: 'Phones' },
  { id: 'elsewhere', type: 'tab', label: 'Elsewhere' },
  phone('desk', { name: 'Desk', mac: '80:82:87:04:6b:c2', host: '192.168.5.21' }),
  phone('hall', { name: '<b>Hall</b>', vendor: 'fanvil', model: 'X4U', host: '192.168.5.22', d: true }),
  phone('theirs', { name: 'Theirs', z: 'elsewhere', host: '192.168.5.23' }),
  node('events', 'action-url in', { phone: 'desk', path: '/phone', events: ['call-established', 'dnd-on', 'dnd-off'] }),
  node('any', 'action-url in', { y: 160, path: '/any', events: [] }),
  node('dial', 'active-uri out', { y: 220, action: 'dial', value: '6060', valueType: 'str', phone: 'desk' }),
  node('open', 'active-uri out', { y: 280, action: 'open-door', value: '4711', valueType: 'str' }),
  {
    id: 'sub',
    type: 'subflow',
    name: 'Sub',
    in: [],
    out: [],
    env: [
      { name: 'PHONE', type: 'voip-phone', value: '', ui: { type: 'conf-types', label: { 'en-US': 'Its phone' } } },
    ],
  },
  node('inner', 'active-uri out', { z: 'sub', action: 'answer', phone: '${PHONE}' }),
  node('lost', 'phone state', { y: 340, phone: 'gone', wires: [[], []] }),
];

for (const runtime of RUNTIMES) {
  describe(`choosing a phone in ${runtime.label}`, function () {
    this.timeout(120_000);
    let editor: EditorPage;

    editorSuite(
      runtime,
      () => FLOWS,
      (open) => ({ editor } = open),
      'once',
    );

    const field = (): Locator => editor.page.locator('#voip-choice-phone');
    const lines = (): Promise<string[]> => editor.page.locator('.voip-proposals:visible [role=option]').allInnerTexts();
    const stored = (id: string): Promise<unknown> =>
      editor.page.evaluate(`RED.nodes.node(${JSON.stringify(id)}).phone`);
    const usersOf = (id: string): Promise<string[]> =>
      editor.page.evaluate<string[]>(`RED.nodes.node(${JSON.stringify(id)}).users.map((user) => user.id)`);
    const labelOf = (id: string): Promise<string> =>
      editor.page.evaluate<string>(`RED.utils.getNodeLabel(RED.nodes.node(${JSON.stringify(id)}))`);

    it('labels say whom nodes mean, and never show a code', async () => {
      // What an action takes the catalogue says, which comes after the editor.
      await editor.page.waitForFunction(`RED.utils.getNodeLabel(RED.nodes.node('dial')).includes('6060')`);
      assert.equal(await labelOf('events'), 'Desk: Call established +2');
      assert.equal(await labelOf('any'), '/any');
      assert.equal(await labelOf('dial'), 'Dial 6060 · Desk');
      assert.equal(await labelOf('open'), 'Open door · msg.phone');
    });

    it('URLs are seen at once on a small screen', async () => {
      const { page } = editor;
      await page.setViewportSize({ width: 1280, height: 720 });
      await editor.editById('events');
      await page.click('#voip-event-sheet-tab');
      const url = page.locator('#voip-event-urls code').first();
      const [box, pane] = await Promise.all([url.boundingBox(), page.locator('.red-ui-tray-body').boundingBox()]);
      assert.ok(box && pane && box.y + box.height <= pane.y + pane.height, JSON.stringify([box, pane]));
      await editor.cancel();
      await page.setViewportSize({ width: 1400, height: 1000 });
    });

    it('what disrupts is allowed where it matters, and each kind of value keeps its own', async () => {
      const { page } = editor;
      const allow = page.locator('#voip-command-allow');
      const value = (): Promise<string> => page.evaluate<string>(`$('#node-input-value').typedInput('value')`);
      await editor.editById('dial');
      for (const [action, isShown] of [
        ['dial', false],
        ['reboot', true],
        ['press', true],
        ['', true],
      ] as const) {
        await page.selectOption('#node-input-action', action);
        assert.equal(await allow.isVisible(), isShown, action);
      }
      await page.selectOption('#node-input-action', 'press');
      assert.equal(await value(), '', 'a number is no key sequence');
      await page.evaluate(`$('#node-input-value').typedInput('value', 'OK')`);
      await page.selectOption('#node-input-action', 'dial');
      assert.equal(await value(), '6060');
      await page.selectOption('#node-input-action', 'reboot');
      assert.match(await page.locator('#voip-command-disruptive').innerText(), /refused until you allow it here/);
      assert.equal((await page.locator('#voip-command-preview').innerText()).trim(), 'DISRUPTIVE_REFUSED');
      await page.selectOption('#node-input-action', 'press');
      assert.equal(await value(), 'OK');
      await editor.cancel();
    });

    it('offers the phones of this flow and of all, marked, and finds them by what they have', async () => {
      await editor.editById('dial');
      assert.equal(await field().inputValue(), 'Desk');
      await field().click();
      const all = await lines();
      assert.deepEqual(
        all.map((line) => line.split('\n')[0]),
        ['named by msg.phone', 'Desk', '<b>Hall</b>'],
      );
      assert.match(all[2] ?? '', /Fanvil X4U · 192\.168\.5\.22 · disabled/);
      for (const [search, found] of [
        ['8082.8704', 'Desk'],
        ['5.22', '<b>Hall</b>'],
        ['fanvil x4', '<b>Hall</b>'],
        ['hall', '<b>Hall</b>'],
      ] as const) {
        await field().fill(search);
        assert.deepEqual(
          (await lines()).map((line) => line.split('\n')[0]),
          [found],
          search,
        );
      }
      await field().press('Escape');
      assert.equal(await field().inputValue(), 'Desk', 'a search alone chooses nothing');
      await editor.cancel();
    });

    it('is chosen by keyboard, kept for who uses whom, and undone', async () => {
      await editor.editById('any');
      assert.equal(await field().inputValue(), 'any phone');
      assert.equal(
        await editor.page.locator('#node-input-btn-phone-edit').getAttribute('class'),
        'red-ui-button disabled',
      );
      await editor.choosePhone('des');
      assert.equal(await field().inputValue(), 'Desk');
      await editor.ok();
      assert.equal(await stored('any'), 'desk');
      assert.deepEqual((await usersOf('desk')).toSorted(), ['any', 'dial', 'events']);
      assert.equal(await labelOf('any'), 'Desk: any event');
      await editor.page.evaluate('RED.history.pop()');
      assert.equal(await stored('any'), '');
      assert.deepEqual((await usersOf('desk')).toSorted(), ['dial', 'events']);

      // Nothing chosen: nothing changed. An emptied field chooses none.
      const isChanged = (): Promise<boolean> =>
        editor.page.evaluate<boolean>('RED.nodes.node("dial").changed === true');
      await editor.editById('dial');
      await field().click();
      await editor.ok();
      assert.equal(await isChanged(), false);
      await editor.editById('dial');
      await field().fill('');
      await editor.page.locator('#node-input-name').focus();
      assert.equal(await field().inputValue(), 'named by msg.phone');
      await editor.ok();
      assert.deepEqual([await stored('dial'), await isChanged()], ['', true]);
      await editor.page.evaluate('RED.history.pop()');
      assert.equal(await stored('dial'), 'desk');
    });

    it('keeps a phone that is not there, and says so', async () => {
      await editor.editById('lost');
      assert.equal(await field().inputValue(), 'a phone that is not there (gone)');
      await editor.page.fill('#node-input-name', 'Lost');
      await editor.ok();
      assert.equal(await stored('lost'), 'gone');
    });

    it('offers the variable of a subflow whose instances choose a phone', async () => {
      const { page } = editor;
      await page.evaluate(`RED.workspaces.show('sub')`);
      await editor.editById('inner');
      assert.equal(await field().inputValue(), '[env] PHONE');
      assert.match((await page.locator('#node-input-btn-phone-edit').getAttribute('class')) ?? '', /disabled/);
      await editor.choosePhone('Desk');
      await field().fill('[env]');
      assert.deepEqual(
        (await lines()).map((line) => line.trim()),
        ['[env] PHONE'],
      );
      await field().press('Enter');
      assert.equal(await page.locator('#node-input-phone').inputValue(), '${PHONE}');
      await editor.ok();
      assert.equal(await stored('inner'), '${PHONE}');
      await page.evaluate(`RED.workspaces.show('tab')`);
    });

    it('opens, adds and deletes a phone by Node-RED’s own buttons', async () => {
      const { page } = editor;
      await editor.editById('any');
      const dialog = await editor.addConfig('phone');
      await dialog.locator('#node-config-input-vendor').selectOption('atcom');
      await dialog.locator('#node-config-input-name').fill('New one');
      await dialog.locator('#node-config-input-host').fill('192.168.5.30');
      await editor.ok();
      await page.waitForFunction(`document.querySelector('#voip-choice-phone')?.value === 'New one'`);
      await editor.ok();
      const id = await stored('any');
      assert.deepEqual(await usersOf(String(id)), ['any']);

      await editor.editById('any');
      await page.click('#node-input-btn-phone-edit');
      await page.locator('#node-config-dialog-ok').waitFor();
      assert.equal(await page.locator('#node-config-input-name').inputValue(), 'New one');
      await page
        .locator('.red-ui-tray:has(#node-config-dialog-ok) .leftButton, #node-config-dialog-delete')
        .first()
        .click();
      await page.waitForFunction(`document.querySelector('#voip-choice-phone')?.value === 'any phone'`);
      await editor.ok();
      assert.equal(await stored('any'), '');
    });

    it('marks a name and an address that two phones have, and no longer when one has another', async () => {
      const { page } = editor;
      const judged = (id: string): Promise<string[]> =>
        page.evaluate<string[]>(`[RED.nodes.node(${JSON.stringify(id)}).validationErrors].flat()`);
      const add = (more: object): Promise<unknown> =>
        page.evaluate(
          `void RED.nodes.import([${JSON.stringify({ ...phone('twin'), ...more })}], { generateIds: false })`,
        );
      const gone = async (): Promise<void> => {
        await page.evaluate(`void RED.nodes.remove('twin')`);
        await page.waitForFunction(`RED.nodes.node('desk').valid && RED.nodes.node('events').valid`);
      };
      await add({ name: 'Desk', host: '192.168.5.99' });
      await page.waitForFunction(`!RED.nodes.node('desk').valid && !RED.nodes.node('events').valid`);
      assert.deepEqual(await judged('desk'), ['Another phone has the same name: msg.phone could mean either']);
      assert.deepEqual(await judged('twin'), await judged('desk'));
      await gone();
      for (const [more, sentence] of [
        [{ port: '8080' }, 'Another phone has the same address: enter the MAC addresses of both'],
        [{ mac: '80828704ffff' }, 'Another phone has the same address and port: commands to both would reach one'],
      ] as const) {
        await add({ host: '192.168.5.21', ...more });
        await page.waitForFunction(`!RED.nodes.node('desk').valid`);
        assert.deepEqual(await judged('twin'), [sentence]);
        await gone();
      }
      // One phone with two nodes; two behind one address, told apart by MAC and port; a disabled one; another flow's.
      for (const more of [
        { name: 'Desk', host: '192.168.5.21', mac: '80-82-87-04-6B-C2' },
        { host: '192.168.5.21', mac: '80828704ffff', port: '8080' },
        { name: 'Desk', host: '192.168.5.21', d: true },
        { name: 'Desk', host: '192.168.5.24', z: 'elsewhere' },
      ]) {
        await add(more);
        assert.deepEqual(await judged('twin'), [], JSON.stringify(more));
        await gone();
      }

      await add({ host: '192.168.5.29', mac: '80:82:87:04:6b:c2' });
      await editor.editConfig('voip-phone', 'twin');
      const note = page.locator('#voip-phone-same');
      assert.match(await note.innerText(), /“Desk” has this MAC address, too: both nodes are one phone/);
      await page.fill('#node-config-input-mac', '');
      await page.fill('#node-config-input-host', '192.168.5.21');
      assert.match(await note.innerText(), /“Desk” has this address, too: enter the MAC addresses of both/);
      await editor.ok();
      await page.waitForFunction(`!RED.nodes.node('desk').valid`);
      await page.evaluate('RED.history.pop()');
      await page.waitForFunction(`RED.nodes.node('desk').valid`);
      await gone();
    });

    it('finds phones as they are now, whatever has changed them', async () => {
      const { page } = editor;
      const own = JSON.stringify(phone('fresh', { name: 'Fresh', host: '192.168.5.40' }));
      const fresh = `RED.nodes.node('fresh')`;
      const told = `RED.events.emit('nodes:change', ${fresh})`;
      const add = `RED.nodes.import([${own}], { generateIds: false }); RED.history.push({ t: 'add', nodes: ['fresh'] })`;
      const rename = (name: string): string =>
        `RED.history.push({ t: 'edit', node: ${fresh}, changes: { name: ${fresh}.name } }); ${fresh}.name = '${name}'; ${told}`;
      const remove = `RED.history.push({ t: 'delete', nodes: [${fresh}], changes: {} }); RED.nodes.remove('fresh')`;
      const undo = 'RED.history.pop()';
      const others = ['<b>Hall</b>'];
      // What happened, what is typed then, and who is found.
      const changes = [
        ['imported', add, 'fresh', ['Fresh']],
        ['renamed', rename('Zoo'), '', ['Desk', ...others, 'Zoo']],
        ['renamed again', rename('Aaa'), '', ['Desk', ...others, 'Aaa']],
        ['its rename undone', undo, 'aaa', []],
        ['given a MAC, and no event tells', `${fresh}.mac = '80-82-87-AA-BB-CC'`, '8287aa', ['Zoo']],
        ['its first name again', undo, 'fresh', ['Fresh']],
        ['moved to another flow', `${fresh}.z = 'elsewhere'; ${told}`, 'fresh', []],
        ['moved back', `${fresh}.z = ''; ${told}`, 'atcom a21', ['Desk', 'Fresh']],
        ['deleted', remove, 'fresh', []],
        ['deleted no longer', undo, '5.40', ['Fresh']],
        ['imported no longer', undo, 'fresh', []],
      ] as const;
      const names = async (): Promise<string[]> =>
        (await lines()).map((line) => line.split('\n')[0] ?? '').filter((line) => line !== 'named by msg.phone');
      for (const [at, [what, change, search, found]] of changes.entries()) {
        // Some while the dialog is open, some while it is closed.
        const isClosed = at % 4 === 0;
        if (isClosed && at > 0) await editor.cancel();
        await page.evaluate(`void (() => { ${change} })()`);
        if (isClosed) await editor.editById('dial');
        if (search === '') await field().click();
        else await field().fill(search);
        assert.deepEqual(await names(), found, what);
        await field().press('Escape');
      }
      await editor.cancel();
      // Gone in the very task in which it came: nobody is its twin any more.
      await page.evaluate(`void (() => {
        RED.editor.validateNode(RED.nodes.node('desk'));
        RED.nodes.import([${own.replace('Fresh', 'Desk')}], { generateIds: false });
        RED.nodes.remove('fresh');
      })()`);
      assert.equal(await page.evaluate(`RED.editor.validateNode(RED.nodes.node('desk'))`), true);
    });

    it('looks for the parts of a dialog nowhere but there', async () => {
      const { page } = editor;
      await page.evaluate(
        `void RED.nodes.import(${JSON.stringify([
          { id: 'house', type: 'phone-listener', version: 1, name: 'House', path: '/house' },
          node('home', 'phone home assistant', { y: 400 }),
        ])}, { generateIds: false })`,
      );
      await page.evaluate(`{
        globalThis.looked = [];
        const { prototype } = Document;
        for (const name of ['querySelector', 'querySelectorAll', 'getElementsByClassName', 'getElementsByTagName']) {
          const own = prototype[name];
          prototype[name] = function (selector) {
            const caller = new Error().stack.split('\\n').slice(2).find((line) => !line.includes('/vendor.js'));
            if (caller?.includes('node-red-contrib-voip-phone/editor.js')) looked.push(selector);
            return own.call(this, selector);
          };
        }
      }`);
      for (const id of ['any', 'dial', 'lost', 'home']) {
        await editor.editById(id);
        await editor.cancel();
      }
      for (const [type, id] of [
        ['voip-phone', 'desk'],
        ['phone-listener', 'house'],
      ] as const) {
        await editor.editConfig(type, id);
        await editor.cancel();
      }
      assert.deepEqual(await page.evaluate('looked'), []);
      await page.evaluate(`void (RED.nodes.remove('house'), RED.nodes.remove('home'))`);
    });

    it('costs no more of 10,000 phones than of a hundred', async () => {
      const { page } = editor;
      // Node-RED's own lists of all nodes, in its sidebar, take a minute to grow and seconds at each dialog's end.
      await page.evaluate('RED.sidebar.config.refresh = () => {}');
      const add = (count: number, from: number): Promise<unknown> =>
        page.evaluate(`(() => {
          const { emit } = RED.events;
          RED.events.emit = () => {};
          RED.nodes.import(Array.from({ length: ${count} }, (_, i) => (${from} + i)).map((number) => ({
            ...${JSON.stringify(phone(''))}, id: 'many' + number, name: 'Ext ' + number, host: '10.0.' + (number >> 8) + '.' + (number & 255),
          })), { generateIds: false });
          RED.events.emit = emit;
        })()`);
      await page.evaluate(`{
        globalThis.asked = 0;
        const { getNodeLabel } = RED.utils;
        RED.utils.getNodeLabel = (...of) => { globalThis.asked += 1; return getNodeLabel(...of); };
      }`);
      /**
       * How many lines were ever put into each dialog until its list was open, whether they are still there or not; and
       * of how many phones the label was asked for while another part of it was typed.
       */
      const options = async (): Promise<number[]> => {
        const counts: number[] = [];
        for (const id of ['any', 'dial', 'lost']) {
          await page.evaluate(`{
            globalThis.made = 0;
            globalThis.watch = new MutationObserver((changes) => {
              for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes]))
                if (node.matches?.('option, [role=option]')) globalThis.made += 1;
            });
            watch.observe(document.body, { childList: true, subtree: true });
          }`);
          await editor.editById(id);
          await field().click();
          counts.push(await page.evaluate<number>('watch.disconnect(), asked = 0, made'));
          await field().fill('ext');
          counts.push(await page.evaluate<number>('asked'));
          await editor.cancel();
        }
        return counts;
      };
      await add(100, 1);
      const few = await options();
      assert.deepEqual(
        few.filter((_count, at) => at % 2 === 1),
        [50, 50, 50],
      );
      await add(9900, 101);
      assert.deepEqual(await options(), few);
      await editor.editById('dial');
      await field().click();
      assert.equal((await lines()).length, 52);
      assert.match(await page.locator('.voip-proposals:visible').innerText(), /and 9951 more: type a part/);
      await editor.choosePhone('ext 9876');
      assert.equal(await field().inputValue(), 'Ext 9876');
      await editor.cancel();
    });
  });
}
