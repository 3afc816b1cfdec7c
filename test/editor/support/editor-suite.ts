import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { needsRuntime, type RunningNodeRed, type Runtime, startNodeRed } from '../../support/node-red';
import { launchChromium, needsChromium } from './browser';
import { EditorPage } from './editor-page';

/** What the tests of a suite are given. */
export interface OpenEditor {
  readonly editor: EditorPage;
  readonly red: RunningNodeRed;
  readonly browser: Browser;
}

/**
 * For the suite that it is called in: one Node-RED, one browser, and the editor, in which no test may leave an error.
 *
 * @param flows what is deployed; asked when the suite begins
 * @param opened told before each test, or once
 * @param pages `once`: all tests have one page, and leave it as the next one needs it
 */
export function editorSuite(
  runtime: Runtime,
  flows: () => readonly object[] | Promise<readonly object[]>,
  opened: (open: OpenEditor) => void,
  pages: 'each' | 'once' = 'each',
): void {
  let red: RunningNodeRed | undefined;
  let browser: Browser | undefined;
  let editor: EditorPage | undefined;
  const open = async (): Promise<void> => {
    if (!red || !browser) throw new Error('neither Node-RED nor a browser has started');
    editor = await EditorPage.open(browser, red);
    opened({ editor, red, browser });
  };
  const close = async (): Promise<void> => {
    await editor?.close();
  };

  before(async function () {
    needsRuntime(this, runtime);
    needsChromium(this);
    red = await startNodeRed(runtime, { flows: await flows() });
    browser = await launchChromium();
    if (pages === 'once') await open();
  });
  after(async () => {
    if (pages === 'once') await close();
    await browser?.close();
    await red?.stop();
  });
  if (pages === 'each') beforeEach(open);
  afterEach(async () => {
    if (pages === 'each') await close();
    assert.deepEqual(editor?.problems, []);
  });
}
