import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { launchChromium, needsChromium } from '../editor/support/browser';
import { needsRuntime, RUNTIMES, type RunningNodeRed, startNodeRed } from '../support/node-red';
import { DASHBOARD_EXAMPLES } from './examples/files';
import { Stage } from './examples/stage';

const HOSTILE = '<img src=x onerror="globalThis.ran=1">{{ 6 * 7 }}';

// One generation is enough: what a browser shows is the dashboard's, and the nodes are the same in both.
for (const runtime of RUNTIMES.slice(0, 1)) {
  describe(`the examples with a dashboard in ${runtime.label}`, function () {
    this.timeout(60_000);
    let red: RunningNodeRed | undefined;
    let browser: Browser | undefined;
    let stage: Stage | undefined;
    let page: Page;
    const problems: string[] = [];
    /** How much had been logged when the test began. */
    let logged = 0;

    before(async function () {
      needsRuntime(this, runtime);
      needsChromium(this);
      red = await startNodeRed(runtime, { modules: ['@flowfuse/node-red-dashboard'] });
      browser = await launchChromium();
      page = await browser.newPage({ viewport: { width: 1000, height: 700 } });
      page.setDefaultTimeout(15_000);
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('request', (request) => {
        if (!request.url().startsWith(red?.url ?? '') && !/^(?:data|blob):/.test(request.url()))
          problems.push(`another host: ${request.url()}`);
      });
    });
    after(async () => {
      await browser?.close();
      await red?.stop();
    });
    afterEach(async () => {
      await stage?.close();
      stage = undefined;
      assert.deepEqual(problems, []);
      const complaints = red
        ?.output()
        .slice(logged)
        .split('\n')
        .filter((line) => /\[(?:warn|error|fatal)\]/.test(line));
      assert.deepEqual(complaints, []);
    });

    async function show(example: string, path: string): Promise<Stage> {
      const nodes = DASHBOARD_EXAMPLES.find(({ name }) => name === example)?.nodes;
      if (!red || !nodes) throw new Error(`no example ${example}`);
      logged = red.output().length;
      const opened = await new Stage(red, nodes).open();
      stage = opened;
      await opened.deploy();
      await page.goto(`${red.url}/dashboard/${path}`);
      return opened;
    }
    const shows = (text: string): Promise<void> => page.getByText(text, { exact: false }).first().waitFor();

    it('the lamp board has all phones, changes with what they report, and shows names as text', async () => {
      const { desk } = (await show('Dashboard lamp board', 'phones')).phones;
      const line = page.locator('.phone', { hasText: 'Front desk' });
      await line.locator('.lamp.unknown').waitFor();
      assert.deepEqual(await page.locator('.phone b').allInnerTexts(), ['Door station', 'Front desk', 'Security']);
      desk.receiveCall({ number: '6042', name: HOSTILE });
      await line.locator('.lamp.busy').waitFor();
      // That it is off the hook may be told before who rings.
      await line.getByText('rings', { exact: false }).waitFor();
      assert.equal((await line.locator('span').nth(1).innerText()).trim(), `rings ${HOSTILE}`);
      desk.press('answer');
      await line.getByText('talks', { exact: false }).waitFor();
      // Who opens the page now sees the same.
      await page.reload();
      await line.getByText('talks', { exact: false }).waitFor();
      desk.remoteHangup();
      await line.locator('.lamp.free').waitFor();
      assert.equal(await page.locator('.phone').count(), 3);
      assert.equal(await page.evaluate('globalThis.ran'), undefined);
    });

    it('a click dials at the chosen phone, says so, and says what the phone does', async () => {
      const { desk, guard } = (await show('Dashboard click to dial', 'dial')).phones;
      const submit = async (number: string): Promise<void> => {
        await page.getByLabel('Number').first().fill(number);
        await page.getByRole('button', { name: 'dial', exact: true }).click();
      };
      await page.locator('.v-select').first().click();
      await page.getByRole('option', { name: 'Front desk' }).click();
      await submit('60 42');
      await shows('Front desk dials 60 42.');
      await guard.reported('Incoming Call');
      await shows('Front desk: dialing 6042');
      const { length } = desk.executed;
      await submit('*21*0900123');
      await shows('Enter a telephone number.');
      await submit('1;REBOOT');
      await shows('what was typed is no telephone number');
      assert.equal(desk.executed.length, length, 'nothing of that reached the phone');

      desk.press('end call');
      await desk.reported('Busy to Idle');
      guard.receiveCall({ number: '6040', name: HOSTILE });
      await shows(`Security: ringing ${HOSTILE}`);
      assert.equal(await page.evaluate('globalThis.ran'), undefined);
    });
  });
}
