import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { needsRuntime, RUNTIMES, type RunningNodeRed, startNodeRed } from '../support/node-red';
import { ROOT } from '../support/package';
import { launchChromium, needsChromium } from './support/browser';
import { EditorPage } from './support/editor-page';
import { sampleFlow } from './support/flows';
import { overflowing, shownTexts, weakTexts } from './support/texts';

const LANGUAGES = readdirSync(join(ROOT, 'locales'));

interface Words {
  readonly label: Readonly<Record<string, string>>;
  readonly note: Readonly<Record<string, string>>;
  readonly palette: { readonly label: Readonly<Record<string, string>> };
  readonly port: Readonly<Record<string, string>>;
  readonly tab: Readonly<Record<string, string>>;
  readonly test: Readonly<Record<string, string>>;
}
const words = (language: string, set: string): Words =>
  JSON.parse(readFileSync(join(ROOT, 'locales', language, `${set}.json`), 'utf8')) as Words;

/** A key instead of its words: `label.vendor`, or with the catalogue's name before it. */
const KEY = /^(?:node-red[\w/-]*:)?[a-z][a-z-]*(?:\.[a-z][a-z0-9-]*)+$/;

const DARK = 'nr-theme-dark';

const NODES = ['action-url in', 'active-uri out', 'phone home assistant', 'phone state'];
/** What somebody looks for who has never heard of Action URLs. */
const SEARCHES: Readonly<Record<string, readonly string[]>> = {
  'en-US': ['phone', 'call'],
  de: ['Telefon', 'Anruf'],
  'zh-CN': ['电话', '呼叫'],
};

type Place = 'palette' | 'quick-add';
const FIELDS: Readonly<Record<Place, string>> = {
  palette: '#red-ui-palette-search input',
  'quick-add': '.red-ui-type-search input',
};
const TYPES: Readonly<Record<Place, string>> = {
  palette: `$('.red-ui-palette-node').not('[data-filter]').map((_, node) => $(node).attr('data-palette-type'))`,
  'quick-add': `$('.red-ui-type-search li:visible .red-ui-editableList-item-content').map((_, item) => $(item).data('data').type)`,
};

/** Searches until these of our nodes and no others are shown. */
async function search({ page }: EditorPage, where: Place, text: string, types: readonly string[]): Promise<void> {
  const input = page.locator(FIELDS[where]);
  await input.fill('');
  await input.pressSequentially(text);
  // Signs that no key has are put in without one; Node-RED searches when a key is let go.
  await input.press('End');
  const ours = `${TYPES[where]}.get().filter((type) => ${JSON.stringify(NODES)}.includes(type)).sort().join()`;
  await page.waitForFunction(`${ours} === ${JSON.stringify(types.join())}`);
}

/** Node-RED 4 has no dark theme of its own, but takes others': the colours of Node-RED 5's. */
function darkTheme(): string {
  const path = 'node_modules/node-red-5/node_modules/@node-red/editor-client/public/red/style.min.css';
  const [block] = new RegExp(`html\\.${DARK}\\{[^}]*\\}`).exec(readFileSync(join(ROOT, path), 'utf8')) ?? [];
  if (!block?.includes('--red-ui-form-background')) throw new Error('Node-RED 5 has no such theme any more');
  return block;
}

const formBackground = (opened: EditorPage): Promise<string> =>
  opened.page.evaluate(
    `getComputedStyle(document.documentElement).getPropertyValue('--red-ui-form-background').trim()`,
  );

for (const runtime of RUNTIMES) {
  describe(`the dialogs in ${runtime.label}`, function () {
    this.timeout(120_000);
    let red: RunningNodeRed | undefined;
    let browser: Browser | undefined;
    let editor: EditorPage | undefined;

    before(async function () {
      needsRuntime(this, runtime);
      needsChromium(this);
      const css = join(mkdtempSync(join(tmpdir(), 'voip-phone-theme-')), 'dark.css');
      after(() => rmSync(dirname(css), { recursive: true }));
      writeFileSync(css, darkTheme());
      const editorTheme = { tours: false, palette: { catalogues: [] }, page: { css: [css] } };
      red = await startNodeRed(runtime, {
        flows: sampleFlow(),
        ...(runtime.label === 'Node-RED 4' && { settings: { editorTheme } }),
      });
      browser = await launchChromium();
    });
    after(async () => {
      await browser?.close();
      await red?.stop();
    });
    afterEach(async () => {
      await editor?.close();
      const problems = editor?.problems ?? [];
      editor = undefined;
      assert.deepEqual(problems, []);
    });

    async function open(options: object): Promise<EditorPage> {
      if (!browser || !red) throw new Error('not started');
      editor = await EditorPage.open(browser, red, options);
      return editor;
    }
    /** Opens every dialog, and each of its parts. */
    async function each(opened: EditorPage, look: (dialog: string) => Promise<void>): Promise<void> {
      await opened.editConfig('voip-phone', 'door');
      await opened.page.click('#voip-phone-other button');
      await opened.page.evaluate(
        `document.querySelectorAll('.voip-dialog details').forEach((part) => { part.open = true; })`,
      );
      await look('phone');
      await opened.cancel();
      await opened.editConfig('phone-listener', 'listener');
      await opened.page.locator('#voip-listener-users').waitFor();
      await look('listener');
      await opened.cancel();
      await opened.edit('shared');
      await opened.page.click('#voip-event-access-tab');
      await look('events with a listener');
      await opened.cancel();
      await opened.edit('events');
      for (const part of ['choice', 'access', 'sheet']) {
        await opened.page.click(`#voip-event-${part}-tab`);
        await look(`events: ${part}`);
      }
      await opened.cancel();
      await opened.edit('command');
      await opened.page.click('.voip-more summary');
      await look('command');
      await opened.cancel();
      await opened.edit('state');
      await look('state');
      await opened.cancel();
      await opened.edit('home');
      await opened.page.locator('.voip-home-phone').first().waitFor();
      await opened.page.evaluate(
        `document.querySelectorAll('.voip-dialog details').forEach((part) => { part.open = true; })`,
      );
      await look('home assistant');
      await opened.cancel();
    }

    for (const language of LANGUAGES) {
      it(`speak ${language}, no text is a key, and all fits where there is little room`, async () => {
        const opened = await open({ language });
        const { page } = opened;
        const keys: string[] = [];
        const texts: string[] = [];
        const over: string[] = [];
        await each(opened, async (dialog) => {
          const shown = await shownTexts(page, '.voip-dialog');
          keys.push(...shown.filter((text) => KEY.test(text)).map((text) => `${dialog}: ${text}`));
          texts.push(...shown);
          over.push(...(await overflowing(page)).map((text) => `${dialog}: ${text}`));
        });
        assert.deepEqual(keys, []);
        assert.deepEqual(over, []);
        // What the vendor's profile says of an action.
        await opened.edit('command');
        await opened.choosePhone('Front door');
        await page.selectOption('#node-input-action', 'mute');
        await page
          .locator('.voip-hint', { hasText: `Fanvil: ${words(language, 'active-uri-out').note.toggles}` })
          .waitFor();
        await opened.cancel();
        for (const text of [
          words(language, 'voip-phone').label.vendor,
          words(language, 'voip-phone').test.button,
          words(language, 'action-url-in').tab.sheet,
          words(language, 'active-uri-out').label.action,
          words(language, 'phone-listener').label['previous-token'],
        ])
          assert.equal(texts.includes(text ?? ''), true, text);
        await search(opened, 'palette', 'no such node', []);
        for (const text of SEARCHES[language] ?? []) await search(opened, 'palette', text, NODES);
        const category = page.locator('#red-ui-palette-header-telephony');
        assert.equal((await category.textContent())?.trim(), words(language, 'action-url-in').palette.label.telephony);
        for (const type of [
          'voip-phone',
          'phone-listener',
          'action-url in',
          'active-uri out',
          'phone state',
          'phone home assistant',
        ]) {
          const help = await page.evaluate<string>(`RED.nodes.getNodeHelp(${JSON.stringify(type)})`);
          const file = readFileSync(join(ROOT, 'locales', language, `${type.replaceAll(' ', '-')}.html`), 'utf8');
          const first = /<p>\s*([^<]{10,40})/.exec(file)?.[1] ?? '';
          assert.equal(first !== '' && help.includes(first), true, `${type}: ${help.slice(0, 200)}`);
        }
      });
    }

    it('are found by what people call them, and by their types', async () => {
      const opened = await open({ language: 'en-US' });
      for (const where of ['palette', 'quick-add'] as const) {
        if (where === 'quick-add') {
          const chart = opened.page.locator('#red-ui-workspace-chart');
          await chart.click({ modifiers: ['Control'], position: { x: 600, y: 700 } });
        }
        await search(opened, where, 'no such node', []);
        await search(opened, where, 'phone', NODES);
        await search(opened, where, 'phone command', ['active-uri out']);
        await search(opened, where, 'action', ['action-url in']);
        await search(opened, where, 'active', ['active-uri out']);
        // Quick-add asks for types and labels alone.
        if (where === 'quick-add') continue;
        for (const text of ['voip', 'SIP']) await search(opened, where, text, NODES);
        await search(opened, where, 'dial', ['active-uri out']);
        await search(opened, where, 'door', ['action-url in', 'active-uri out', 'phone home assistant']);
      }
    });

    it('can be read in the dark', async () => {
      const opened = await open({ dark: runtime.label === 'Node-RED 5' });
      if (runtime.label === 'Node-RED 4') {
        await opened.page.evaluate(`document.documentElement.classList.add('${DARK}')`);
        assert.match(darkTheme(), new RegExp(`--red-ui-form-background: *${await formBackground(opened)}`));
      }
      const weak: string[] = [];
      await each(opened, async (dialog) => {
        weak.push(...(await weakTexts(opened.page, '.voip-dialog')).map((text) => `${dialog}: ${text}`));
      });
      assert.deepEqual(weak, []);
    });
  });
}
