import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { parseEndpoint } from '../../nodes/lib/events/own-port/endpoint';
import { needsRuntime, RUNTIMES, type RunningNodeRed, startNodeRed } from '../support/node-red';
import { launchChromium, needsChromium } from './support/browser';
import { EditorPage } from './support/editor-page';

const PORTS = [
  '1881',
  '192.168.5.2:1881',
  '[::1]:1881',
  'localhost:1881',
  'desk.example:1881',
  'localhost',
  '0',
  '65536',
  ':1881',
  '::1:1881',
  '10.0.0:1881',
  '10.0.0.1:',
  '10.0.0.1',
  '[10.0.0.1]:1881',
  'true',
  'http://127.0.0.1:1881',
];

function isEndpoint(text: string): boolean {
  try {
    parseEndpoint(text);
    return true;
  } catch {
    return false;
  }
}

describe("the dialogs' validators", function () {
  this.timeout(60_000);
  let red: RunningNodeRed | undefined;
  let browser: Browser | undefined;
  let editor: EditorPage | undefined;
  before(async function () {
    const [runtime] = RUNTIMES;
    if (!runtime) return;
    needsRuntime(this, runtime);
    needsChromium(this);
    red = await startNodeRed(runtime);
    browser = await launchChromium();
    editor = await EditorPage.open(browser, red);
  });
  after(async () => {
    await editor?.close();
    await browser?.close();
    await red?.stop();
  });

  it('take a port for one just where the runtime does', async () => {
    const taken = await editor?.page.evaluate(
      // In the page: what its own script has put there.
      `${JSON.stringify(PORTS)}.filter((text) => voipPhoneEditor.ask(({ valid }) => valid.listenPort(text)) === true)`,
    );
    assert.deepEqual(taken, PORTS.filter(isEndpoint));
  });
});
