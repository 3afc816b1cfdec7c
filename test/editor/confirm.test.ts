import assert from 'node:assert/strict';
import { RUNTIMES } from '../support/node-red';
import type { EditorPage } from './support/editor-page';
import { editorSuite } from './support/editor-suite';

const command = (id: string, y: number, more: object): object => ({
  ...{ id, type: 'active-uri out', z: 'tab', version: 1, name: id, phone: '', action: '', value: '', valueType: 'str' },
  ...{ x: 200, y, wires: [[]], ...more },
});
const phone = (vendor: string): object => ({ id: vendor, type: 'voip-phone', name: vendor, vendor, host: '10.0.0.9' });

for (const runtime of RUNTIMES) {
  describe(`what a command waits for, in ${runtime.label}`, function () {
    this.timeout(120_000);
    let editor: EditorPage;

    editorSuite(
      runtime,
      () => [
        { id: 'tab', type: 'tab', label: 'Commands' },
        phone('fanvil'),
        phone('akuvox'),
        command('dial', 80, { action: 'dial', value: '6040', phone: 'fanvil' }),
        command('old', 140, { action: 'forward', value: '6040', phone: 'fanvil', confirm: 'effect' }),
        command('keys', 200, { action: 'press', value: 'OK', phone: 'akuvox' }),
      ],
      (open) => ({ editor } = open),
    );

    const property = (id: string, name: string): Promise<unknown> =>
      editor.page.evaluate(`RED.nodes.node(${JSON.stringify(id)})[${JSON.stringify(name)}]`);
    const offered = (): Promise<string[]> =>
      editor.page.evaluate(`[...document.getElementById('node-input-confirm').options].map(({ value }) => value)`);
    const isShown = (name: string): Promise<boolean> => editor.page.locator(`#node-input-${name}`).isVisible();

    it('is offered as far as the vendor reports it, with what belongs to it', async () => {
      const { page } = editor;
      await editor.editById('dial');
      assert.deepEqual(await offered(), ['', 'effect', 'answered']);
      assert.deepEqual(await Promise.all(['confirmWithin', 'rounds', 'release'].map(isShown)), [false, false, false]);
      await page.locator('#node-input-confirm').selectOption('answered');
      assert.deepEqual(await Promise.all(['confirmWithin', 'rounds', 'pause', 'release'].map(isShown)), [
        true,
        true,
        true,
        true,
      ]);
      assert.equal(await page.locator('#node-input-confirmWithin').getAttribute('placeholder'), '30');
      await page.locator('#voip-confirm-hint', { hasText: 'Outgoing' }).waitFor();
      await page.locator('#node-input-rounds').fill('3');
      await page.locator('#node-input-failures').check();
      await editor.ok();
      const stored = ['confirm', 'rounds', 'failures', 'outputs'].map((name) => property('dial', name));
      assert.deepEqual(await Promise.all(stored), ['answered', '3', true, 2]);
      await editor.editById('dial');
      await page.locator('#node-input-action').selectOption('open-door');
      assert.deepEqual(await offered(), ['', 'effect', 'answered'], 'what was chosen stays');
      await page.locator('#node-input-confirm').selectOption('');
      assert.equal(await isShown('rounds'), false);
      await page.locator('#node-input-failures').uncheck();
      await editor.ok();
      assert.equal(await property('dial', 'outputs'), 1);
    });

    it('is an event of the vendor for keys', async () => {
      await editor.editById('keys');
      const found = await offered();
      assert.ok(found.includes('relay-a-opened') && found.includes('call-established'));
      assert.ok(!found.includes('effect') && !found.includes('remote-busy'));
      await editor.cancel();
    });

    it('keeps what is stored and never reported, marked', async () => {
      await editor.editById('old');
      assert.deepEqual(await offered(), ['', 'effect']);
      const chosen = editor.page.locator('#node-input-confirm option:checked');
      assert.match((await chosen.textContent()) ?? '', /never reported by Fanvil/);
      await editor.ok();
      const stored = ['confirm', 'failures', 'release', 'rounds'].map((name) => property('old', name));
      assert.deepEqual(await Promise.all(stored), ['effect', undefined, undefined, undefined]);
    });
  });
}
