import assert from 'node:assert/strict';
import type { Browser, Locator, Page, Route } from 'playwright-core';
import type { AskingPhone, SetupList } from '../../editor/sidebar/setup-list';
import { fileKey } from '../../nodes/lib/derived-keys';
import { FanvilPhone } from '../phones';
import { ProvisionedPhone } from '../phones/provisioned';
import { freePort, needsRuntime, RUNTIMES, type RunningNodeRed, startNodeRed } from '../support/node-red';
import { launchChromium, needsChromium } from './support/browser';
import { SidebarPage } from './support/sidebar-page';
import { shownTexts, weakTexts } from './support/texts';

const [TOKEN, KEY] = ['CanaryToken-adopt-77ab12', 'CanaryKey-adopt-0815-4711'];
const HOSTILE = '<img src=x onerror=alert(1)>\u202E';
/** A key instead of its words. */
const UNSAID = /^(?:node-red[\w/-]*:)?[a-z][a-z-]*(?:\.[a-z][a-z0-9-]*)+$/;

/** Forty phones of three models that ask the network. */
const ASKING = Array.from(
  { length: 40 },
  (_, at): AskingPhone => ({
    mac: `00156522${at.toString(16).padStart(4, '0')}`,
    vendor: at < 30 ? 'yealink' : 'fanvil',
    model: at < 20 ? 'SIP-T46G' : at < 30 ? 'SIP-T54W' : 'X4U',
    version: at === 0 ? HOSTILE : '96.86.0.20',
    address: `192.168.5.${at + 1}`,
    first: `2026-01-31T08:00:${String(at).padStart(2, '0')}.000Z`,
    last: '2026-01-31T08:15:00.000Z',
  }),
);
const [FIRST] = ASKING;
const VIEWS = ['all', 'new'] as const;

for (const runtime of RUNTIMES) {
  describe(`phones that are adopted in the sidebar in ${runtime.label}`, function () {
    this.timeout(120_000);
    const desk = new FanvilPhone({ mac: '0c:38:3e:00:00:01' });
    let red: RunningNodeRed;
    let browser: Browser;
    let sidebar: SidebarPage;
    let port: number;
    let network: SetupList['network'] = { state: 'open' };
    let asking: readonly AskingPhone[] = [];

    const flows = (): object[] => [
      { id: 'tab', type: 'tab', label: 'Phones' },
      {
        ...{ id: 'shared', type: 'phone-listener', version: 1, name: 'Building', path: '/phone', guarded: true },
        ...{ port: `127.0.0.1:${port}`, setup: 'watch', credentials: { token: TOKEN, setupKey: KEY } },
      },
      {
        ...{ id: 'desk', type: 'voip-phone', version: 1, name: 'Desk', vendor: 'fanvil', model: 'X4U', mac: desk.mac },
        ...{ host: '127.0.0.1', port: String(desk.port), protocol: 'http', transport: 'http', setup: 'shared' },
      },
      {
        ...{ id: 'known', type: 'voip-phone', version: 1, name: 'Known already', vendor: 'yealink' },
        ...{ model: 'SIP-T54W', mac: '00:15:65:22:00:14', protocol: 'http', transport: 'http' },
      },
      {
        ...{ id: 'in', type: 'action-url in', version: 1, z: 'tab', x: 160, y: 100, events: [], listener: 'shared' },
        wires: [[]],
      },
    ];
    /** What the runtime tells, with phones that ask for as long as nobody has adopted them. */
    async function told(route: Route): Promise<void> {
      if (route.request().method() !== 'GET') return route.continue();
      const response = await route.fetch();
      const list = (await response.json()) as SetupList;
      const adopted = new Set(list.phones.map(({ mac }) => mac));
      await route.fulfill({ json: { ...list, network, asking: asking.filter(({ mac }) => !adopted.has(mac)) } });
    }
    const stub = (page: Page): Promise<unknown> => page.route('**/voip-phone/setup', told);
    const adoptAll = (): Locator => sidebar.box.getByRole('button', { name: 'Adopt all' });
    const asks = (mac: string): Locator => sidebar.box.locator('.voip-asking > li').filter({ hasText: mac });
    const button = (): Locator => sidebar.box.locator('.voip-phones-menu');
    /** Of the current row the real button lies over the sign. */
    const openMenu = (row: Locator): Promise<void> => row.locator('.voip-phones-more').click({ force: true });
    const item = (name: string): Locator => sidebar.page.getByRole('menuitem', { name });
    const said = (text: string): Promise<void> => sidebar.status.getByText(text).waitFor();
    const isAt = (place: Locator): Promise<boolean> => place.evaluate((node) => node === document.activeElement);
    async function deploy(): Promise<void> {
      sidebar.clicks += 1;
      await sidebar.editor.deploy();
    }
    /** It has fetched its file, and somebody rings. */
    async function boots(make: 'yealink' | 'fanvil', mac: string, model: string): Promise<void> {
      const phone = new ProvisionedPhone(make, mac, model);
      const file = make === 'fanvil' ? `${mac}.cfg` : '';
      await phone.boot(`http://127.0.0.1:${port}/phone/setup/${fileKey(KEY, mac)}/${file}`);
      assert.equal(await phone.ring(), 200);
    }
    const adopted = (): Promise<number> =>
      sidebar.page.evaluate<number>(
        `{ let count = 0; RED.nodes.eachConfig((node) => { if (node.type === 'voip-phone' && node.setup === 'shared') count += 1; }); count }`,
      );
    const users = (): Promise<number> =>
      sidebar.page.evaluate<number>(
        `RED.nodes.node('shared').users.filter(({ type }) => type === 'voip-phone').length`,
      );
    /** One page for all; a test begins where the one before has ended. */
    async function open(options: { language?: string; dark?: boolean } = {}): Promise<void> {
      await sidebar?.editor.close();
      sidebar = await SidebarPage.open(browser, red, options, stub);
      await sidebar.row('Desk').waitFor();
    }

    before(async function () {
      needsRuntime(this, runtime);
      needsChromium(this);
      port = await freePort();
      await desk.start();
      red = await startNodeRed(runtime, { flows: flows() });
      browser = await launchChromium();
      await open();
    });
    after(async () => {
      await sidebar?.editor.close();
      await browser?.close();
      await red?.stop();
      await desk.stop();
    });
    afterEach(() => {
      assert.deepEqual(sidebar.editor.problems.splice(0), []);
    });

    it('show how far they are, and have a menu that keys and screen readers reach', async () => {
      const row = sidebar.row('Desk');
      await row.getByText('due: restart it').waitFor();
      assert.match((await row.getAttribute('aria-label')) ?? '', /settings: due: restart it/);
      await sidebar.list.focus();
      await sidebar.page.keyboard.press('ArrowDown');
      await sidebar.page.keyboard.press('Tab');
      assert.equal(await isAt(button()), true);
      assert.equal(await button().getAttribute('aria-label'), 'What can be done with Desk');
      assert.deepEqual(
        await Promise.all(['aria-haspopup', 'aria-expanded'].map((name) => button().getAttribute(name))),
        ['menu', 'false'],
      );
      await sidebar.page.keyboard.press('ArrowDown');
      await item('Open').waitFor();
      assert.equal(await button().getAttribute('aria-expanded'), 'true');
      const walked: string[] = [];
      for (const key of ['ArrowUp', 'ArrowDown', 'End', 'Home', 'r', 'ArrowUp']) {
        await sidebar.page.keyboard.press(key);
        walked.push(await sidebar.page.evaluate<string>('document.activeElement.textContent'));
      }
      assert.deepEqual(walked, [
        'Show its arrivals',
        'Open',
        'Show its arrivals',
        'Open',
        'Restart',
        'Copy for the PBX',
      ]);
      await sidebar.page.keyboard.press('Delete');
      await sidebar.page.keyboard.press('Escape');
      await item('Open').waitFor({ state: 'detached' });
      assert.equal(await isAt(sidebar.list), true);
      // Of the keys none came to the workspace.
      assert.equal(await sidebar.page.evaluate('RED.nodes.dirty()'), false);
      await sidebar.page.keyboard.press('Shift+F10');
      await item('Copy 127.0.0.1').click();
      assert.equal(await sidebar.editor.clipboard(), '127.0.0.1');
      await openMenu(row);
      await sidebar.box.getByRole('searchbox').click();
      await item('Open').waitFor({ state: 'detached' });
    });

    it('are tested, restarted and carried an address by their menu, and only they are', async () => {
      const row = sidebar.row('Desk');
      const choose = async (name: string): Promise<void> => {
        await openMenu(row);
        await item(name).click();
      };
      await choose('Test');
      await row.getByText('Reachable:').waitFor();
      await choose('Address for the phone');
      const made = sidebar.page.locator('.voip-made');
      await made.getByText(`http://127.0.0.1:${port}/phone/setup/${fileKey(KEY, '0c383e000001')}/`).waitFor();
      await sidebar.page.locator('#voip-tray-cancel').click();
      await made.waitFor({ state: 'detached' });
      await choose('Copy for the PBX');
      await sidebar.page.locator('.voip-tray select').selectOption('fusionpbx');
      await made.getByText('Smarty').waitFor();
      await sidebar.page.locator('#voip-tray-cancel').click();
      await made.waitFor({ state: 'detached' });
      // Nobody knows yet whether it is in a call.
      await choose('Restart');
      await row.getByText('restart: nobody knows whether it is in a call').waitFor();
      const event = (name: string): Promise<Response> =>
        fetch(`http://127.0.0.1:${port}/phone/${name}?token=${TOKEN}&mac=${desk.mac}`);
      assert.equal((await event('call-terminated')).status, 200);
      const pressed = desk.commanded('Reboot');
      await sidebar.tool('restart').click();
      await pressed;
      await row.getByText('restarting').waitFor();
      await said('Restarting: 1, waiting: 0.');
      await boots('fanvil', '0c383e000001', 'X4U');
      await row.getByText('reports', { exact: true }).waitFor();
      await sidebar.tool('restart').waitFor({ state: 'hidden' });
      await choose('Show its arrivals');
      await sidebar.box.locator('.voip-arrived').getByText('Desk').first().waitFor();
      await sidebar.box.locator('.voip-arrived-whose').getByText('only Desk').waitFor();
      await openMenu(sidebar.row('Known already'));
      assert.equal(await item('Restart').count(), 0);
      await item('Show its arrivals').click();
      await sidebar.box.locator('.voip-arrived').getByText('Nothing has arrived from it').waitFor();
      await sidebar.box.getByRole('button', { name: 'Show all' }).click();
      await sidebar.box.locator('.voip-arrived').getByText('Desk').first().waitFor();
      await sidebar.box.locator('[data-part=arrived] summary').click();
    });

    it('are forty in at most ten clicks and no field: one of each model first, the rest when it reports', async () => {
      asking = ASKING;
      await sidebar.hide();
      Object.assign(sidebar, { clicks: 0, fields: 0 });
      await sidebar.show();
      await sidebar.chip('new').getByText('new 40').waitFor();
      await sidebar.click(sidebar.chip('new'));
      await asks('00:15:65:22:00:01').getByText('waits until Yealink SIP-T46G 0000 reports').waitFor();
      assert.equal(await asks('00:15:65:22:00:00').locator('img').count(), 0);
      await asks('00:15:65:22:00:00').getByText('<img src=x onerror=alert(1)>', { exact: true }).waitFor();
      await asks('00:15:65:22:00:14').getByText('Known already').waitFor();
      const before = await adopted();
      await sidebar.click(adoptAll());
      // Of the third model one reports already: all ten go at once.
      await said('Adopted: 12. Deploy to set them up. Still asking: 28.');
      assert.deepEqual([(await adopted()) - before, await users()], [12, before + 12]);
      assert.equal(await adoptAll().isDisabled(), true);
      await sidebar.undo();
      assert.deepEqual([await adopted(), await users()], [before, before]);
      assert.equal(await sidebar.page.evaluate('RED.nodes.dirty()'), false);
      await sidebar.redo();
      assert.deepEqual([await adopted(), await users()], [before + 12, before + 12]);
      const { text, nodes } = await sidebar.editor.exported();
      assert.doesNotMatch(text, /Canary/);
      const first = nodes.find(({ mac }) => mac === '00:15:65:22:00:00');
      assert.deepEqual(
        [first?.['type'], first?.['vendor'], first?.['model'], first?.['host'], first?.['setup']],
        ['voip-phone', 'yealink', 'SIP-T46G', '', 'shared'],
      );
      await deploy();
      await boots('yealink', FIRST?.mac ?? '', 'SIP-T46G');
      await boots('yealink', '001565220014', 'SIP-T54W');
      // The list may have been asked for between the two.
      for (const mac of ['00:15:65:22:00:01', '00:15:65:22:00:15'])
        await asks(mac).getByText('waits until').waitFor({ state: 'hidden' });
      await sidebar.click(adoptAll());
      await said('Adopted: 28. Deploy to set them up. Still asking: 0.');
      await deploy();
      await sidebar.chip('new').getByText('new 0').waitFor();
      assert.ok(sidebar.clicks <= 10 && sidebar.fields === 0, `${sidebar.clicks} clicks, ${sidebar.fields} fields`);
      assert.equal(await adopted(), before + 40);
      await sidebar.chip('all').click();
      await sidebar.box.getByRole('searchbox').fill('T46G 0000');
      await sidebar.row('Yealink SIP-T46G 0000').getByText('reports', { exact: true }).waitFor();
      await sidebar.box.getByRole('searchbox').fill('T46G 0001');
      await sidebar.row('Yealink SIP-T46G 0001').getByText('due: restart it').waitFor();
    });

    it('may be adopted one by one, by the listener that is chosen; a phone that was adopted is not moved', async () => {
      const macs = ['00:15:65:77:00:00', '00:15:65:77:00:01', '00:15:65:77:00:02'];
      asking = macs.map(
        (mac) => ({ ...ASKING[0], mac: mac.replaceAll(':', ''), model: 'SIP-T31', version: '' }) as AskingPhone,
      );
      await red.deploy([
        ...flows(),
        {
          id: 'other',
          type: 'phone-listener',
          version: 1,
          name: 'Annex',
          path: '/annex',
          guarded: true,
          setup: 'answer',
        },
      ]);
      await open();
      await sidebar.chip('new').click();
      await asks(macs[2] ?? '')
        .getByText('waits until')
        .waitFor();
      await sidebar.box.getByRole('combobox', { name: 'Listener that sets them up' }).selectOption('other');
      // A person may know better than to wait.
      await asks(macs[2] ?? '')
        .getByRole('button')
        .click();
      await said('Adopted: 1.');
      const setup = await sidebar.page.evaluate(
        `{ let found; RED.nodes.eachConfig((node) => { if (node.mac === '${macs[2]}') found = node.setup; }); found }`,
      );
      assert.equal(setup, 'other');
      await asks(macs[2] ?? '').waitFor({ state: 'detached' });
      await asks(macs[0] ?? '')
        .getByText('waits until Yealink SIP-T31 0002 reports')
        .waitFor();
      assert.equal(await adoptAll().isDisabled(), true);
      await sidebar.undo();
    });

    it('say why nobody is heard, and offer the address instead', async () => {
      const hint = sidebar.box.locator('.voip-asking-panel [role=status]');
      const states: readonly (readonly [SetupList['network'], string, boolean])[] = [
        [{ state: 'closed' }, 'Nobody listens', false],
        [{ state: 'taken', trouble: 'UDP port 5060 is taken <b>' }, 'UDP port 5060 is taken <b>', true],
        [{ state: 'open', isDeaf: true }, 'Multicast may not arrive', true],
      ];
      asking = [];
      for (const [state, text, isOffered] of states) {
        network = state;
        // Asked at once where it is looked at again.
        await sidebar.hide();
        await sidebar.page.evaluate(`RED.sidebar.show('voip-phones')`);
        await hint.getByText(text).waitFor();
        assert.equal(await hint.getByRole('button').isVisible(), isOffered, text);
      }
      await hint.getByRole('button', { name: 'Address for the phone' }).click();
      await sidebar.page
        .locator('.voip-made')
        .getByText(`/phone/setup/${fileKey(KEY, '0c383e000001')}/`)
        .waitFor();
      await sidebar.page.locator('#voip-tray-cancel').click();
      network = { state: 'open' };
    });

    // That no language lacks a word is another test's matter; English was read above.
    const isDark = runtime.label === 'Node-RED 5';
    const language = isDark ? 'zh-CN' : 'de';
    it(`speak ${language}, enlarged${isDark ? ' and in the dark' : ''}, and can be read`, async () => {
      asking = ASKING.slice(0, 3);
      await open({ language, dark: isDark });
      const { page, box } = sidebar;
      await page.evaluate(`document.documentElement.style.zoom = '1.5'`);
      const [shown, weak]: [string[], string[]] = [[], []];
      const look = async (selector: string): Promise<void> => {
        shown.push(...(await shownTexts(page, selector)));
        weak.push(...(await weakTexts(page, selector)));
      };
      for (const view of VIEWS) {
        await sidebar.chip(view).click();
        if (view === 'new') await box.locator('.voip-asking > li').nth(2).waitFor();
        await look('.voip-phones');
        assert.equal(await box.evaluate((tab) => tab.scrollWidth <= tab.clientWidth), true, 'nothing is cut off');
      }
      await sidebar.chip('all').click();
      await openMenu(sidebar.row('Desk'));
      await look('.voip-menu');
      const menu = page.locator('.voip-menu');
      const bounds = await menu.boundingBox();
      assert.ok(bounds && bounds.x >= 0 && bounds.y >= 0 && bounds.x + bounds.width <= 1400, 'the menu is seen whole');
      assert.ok(bounds.y + bounds.height <= 1000, 'the menu is seen whole');
      assert.deepEqual([shown.filter((text) => UNSAID.test(text)), weak], [[], []]);
    });
  });
}
