import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { RunningNodeRed } from '../../support/node-red';

export interface EditorOptions {
  /** Where the editor is below Node-RED's address; default `/`. */
  readonly root?: string;
  /** As a user chooses it in the editor's settings. */
  readonly language?: string;
  /** Node-RED 5's own dark theme. */
  readonly dark?: boolean;
  /** Who logs in, where `adminAuth` is set. */
  readonly user?: { readonly name: string; readonly password: string };
  /** Before the editor is asked for: what becomes of its requests. Our code is then not waited for. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/** What every export has, wherever it is pasted. */
export interface FlowNode {
  readonly id: string;
  readonly type: string;
  readonly [property: string]: unknown;
}

/** Node-RED's editor in a browser, driven by mouse and keyboard; what it knows is asked of its own `RED`. */
export class EditorPage {
  /** What must never happen: errors of a script, requests to other hosts. */
  readonly problems: string[] = [];
  readonly #context: BrowserContext;

  private constructor(
    readonly page: Page,
    readonly red: RunningNodeRed,
    context: BrowserContext,
  ) {
    this.#context = context;
  }

  static async open(browser: Browser, red: RunningNodeRed, options: EditorOptions = {}): Promise<EditorPage> {
    const context = await browser.newContext({
      viewport: { width: 1400, height: 1000 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const { language, user, dark, prepare } = options;
    const stored = {
      ...(language && { 'editor-language': language }),
      ...(dark && { 'view-dark-theme': 'dark' }),
    };
    await context.addInitScript(`Object.assign(localStorage, ${JSON.stringify(stored)})`);
    context.setDefaultTimeout(30_000);
    const page = await context.newPage();
    const editor = new EditorPage(page, red, context);
    page.on('pageerror', (error) => editor.problems.push(`error: ${error.stack ?? error.message}`));
    page.on('console', (message) => {
      // The browser's own line for a request that a test lets fail.
      if (prepare && message.text().startsWith('Failed to load ')) return;
      // Node-RED finds out by a 401 that it must ask for a login.
      if (user && message.location().url.includes('/settings?')) return;
      if (message.type() === 'error') editor.problems.push(`console: ${message.text()} ${message.location().url}`);
    });
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(`${red.url}/`) && !/^(?:data|blob):/.test(url)) editor.problems.push(`another host: ${url}`);
    });
    await prepare?.(page);
    await page.goto(red.url + (options.root ?? '/'));
    if (user) {
      await page.fill('#node-dialog-login-username', user.name);
      await page.fill('#node-dialog-login-password', user.password);
      await page.click('#node-dialog-login-submit');
    }
    await page.locator('.red-ui-palette-node[data-palette-type="action-url in"]').waitFor();
    // A config node that has not come yet would be opened as a new one; what still loads takes the clicks.
    await page.waitForFunction('RED.nodes.version() !== null');
    await page.locator('#red-ui-loading-progress').waitFor({ state: 'hidden' });
    // The dialogs' own code is fetched, and what it fills them with: it may come a little later, or never. As long as
    // vendors are not known, none is wrong.
    if (!prepare)
      await page.waitForFunction(
        `globalThis.voipPhoneEditor?.ask(({ valid }) => valid.vendor('no such vendor') !== true, false)`,
      );
    if (dark) await page.locator('html.nr-theme-dark').waitFor();
    return editor;
  }

  async close(): Promise<void> {
    await this.#context.close();
  }

  /** Ids of the nodes of a type, config nodes too, in the order in which they were added. */
  async idsOf(type: string): Promise<string[]> {
    return this.page.evaluate<string[]>(
      `{ const ids = RED.nodes.filterNodes({ type: ${JSON.stringify(type)} }).map((node) => node.id);
         RED.nodes.eachConfig((node) => { if (node.type === ${JSON.stringify(type)}) ids.push(node.id); });
         ids }`,
    );
  }

  /** Drags a node from the palette to a place in the workspace. @returns its id */
  async drag(type: string, x: number, y: number): Promise<string> {
    const { page } = this;
    const before = await this.idsOf(type);
    const source = page.locator(`.red-ui-palette-node[data-palette-type="${type}"]`);
    await source.scrollIntoViewIfNeeded();
    const from = await centre(source);
    const chart = await page.locator('#red-ui-workspace-chart').boundingBox();
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move((chart?.x ?? 0) + x, (chart?.y ?? 0) + y, { steps: 5 });
    await page.mouse.up();
    const id = (await this.idsOf(type)).find((each) => !before.includes(each));
    if (!id) throw new Error(`${type} did not get into the workspace`);
    await this.node(id).waitFor();
    return id;
  }

  node(id: string): Locator {
    return this.page.locator(`.red-ui-flow-node-group[id="${id}"]`);
  }

  /** Draws a wire from an output of one node to the input of another. @param output counted from 0 */
  async wire(from: string, to: string, output = 0): Promise<void> {
    const { page } = this;
    // Until they stand: what was edited is drawn with a frame, and may have become wider.
    for (const id of [from, to]) await this.node(id).scrollIntoViewIfNeeded();
    const start = await centre(this.node(from).locator('.red-ui-flow-port-output .red-ui-flow-port').nth(output));
    const end = await centre(this.node(to).locator('.red-ui-flow-port-input .red-ui-flow-port'));
    await page.mouse.move(start.x, start.y);
    await page.mouse.down();
    await page.mouse.move(end.x, end.y, { steps: 5 });
    await page.mouse.up();
    await page.waitForFunction(
      `RED.nodes.getNodeLinks(${JSON.stringify(from)}, 0).some(({ sourcePort, target }) => sourcePort === ${output} && target.id === ${JSON.stringify(to)})`,
    );
  }

  /** Opens a node's dialog. */
  async edit(id: string): Promise<Locator> {
    await this.node(id).locator('.red-ui-flow-node').first().dblclick();
    return this.#opened(NODE_DIALOG);
  }

  /** The same for a node that lies under others, or out of sight. */
  async editById(id: string): Promise<Locator> {
    await this.page.evaluate(`RED.editor.edit(RED.nodes.node(${JSON.stringify(id)}))`);
    return this.#opened(NODE_DIALOG);
  }

  /** Opens a config node's dialog, as the sidebar does. */
  async editConfig(type: string, id: string): Promise<Locator> {
    await this.page.evaluate(`RED.editor.editConfig('', ${JSON.stringify(type)}, ${JSON.stringify(id)})`);
    return this.#opened(CONFIG_DIALOG);
  }

  /** Clicks "+" beside a dialog's choice of a config node. */
  async addConfig(property: string): Promise<Locator> {
    await this.page.click(`#node-input-btn-${property}-add`);
    return this.#opened(CONFIG_DIALOG);
  }

  /** Chooses a phone in a node's dialog, as one does who knows its name. */
  async choosePhone(name: string): Promise<void> {
    const field = this.page.locator('#voip-choice-phone');
    await field.fill(name);
    await field.press('Enter');
  }

  /** Types into the search above the events, and waits until nothing else is listed: that comes a moment after the last key. */
  async searchEvents(words: string): Promise<void> {
    await this.page.locator('.voip-events-bar input[type=text]').pressSequentially(words);
    await this.page.waitForFunction(
      `{ const rows = [...document.querySelectorAll('.voip-event')], sought = ${JSON.stringify(words.toLowerCase())};
         rows.some(({ hidden }) => hidden) && rows.some(({ hidden }) => !hidden) &&
           rows.every(({ hidden, textContent }) => hidden || textContent.toLowerCase().includes(sought)) }`,
    );
  }

  /** It has slid in, and Node-RED has put the focus into it. */
  async #opened(kind: string): Promise<Locator> {
    await this.page.locator(`#${kind}-ok`).waitFor();
    await this.page.waitForFunction(
      `document.activeElement?.closest('.red-ui-tray')?.querySelector('#${kind}-ok') !== undefined &&
       document.activeElement.closest('.red-ui-tray-body') !== null`,
    );
    return this.page.locator(`.red-ui-tray:has(#${kind}-ok)`);
  }

  /** Done (or Add, or Update) in the open dialog. */
  async ok(): Promise<void> {
    await this.#end('ok');
  }

  async cancel(): Promise<void> {
    await this.#end('cancel');
  }

  async #end(how: 'ok' | 'cancel'): Promise<void> {
    const isConfig = await this.page.locator(`#${CONFIG_DIALOG}-ok`).isVisible();
    const button = this.page.locator(`#${isConfig ? CONFIG_DIALOG : NODE_DIALOG}-${how}`);
    await button.click();
    await button.waitFor({ state: 'detached' });
  }

  /** Deploys what was changed, and waits until it runs. */
  async deploy(): Promise<void> {
    const restarted = this.red.restarted();
    await this.page.click('#red-ui-header-button-deploy');
    await restarted;
    await this.page.waitForFunction('!RED.nodes.dirty()');
  }

  /** Clicks the button of an inject node. */
  async inject(id: string): Promise<void> {
    await this.page.evaluate(`RED.view.reveal(${JSON.stringify(id)}, false)`);
    await this.node(id).locator('.red-ui-flow-node-button-button').click();
  }

  async showDebugPane(): Promise<void> {
    await this.page.evaluate(`RED.actions.invoke('core:show-debug-tab')`);
  }

  /** Imports from Import > Examples, as a user does. */
  async importExample(name: string): Promise<void> {
    const { page } = this;
    await page.evaluate(`RED.actions.invoke('core:show-examples-import-dialog')`);
    const entry = (text: string): Locator =>
      page.locator('#red-ui-clipboard-dialog-import-tab-examples .red-ui-treeList-label', { hasText: text }).first();
    await entry('node-red-contrib-voip-phone').click();
    await entry(name).click();
    await page.click('#red-ui-clipboard-dialog-ok');
    await page.waitForFunction(
      `(() => { let found = false; RED.nodes.eachWorkspace((tab) => { found ||= tab.label === ${JSON.stringify(name)}; }); return found; })()`,
    );
  }

  /** All flows, as Export > all flows > JSON shows them. */
  async exported(): Promise<{ text: string; nodes: FlowNode[] }> {
    const { page } = this;
    await page.keyboard.press('Control+e');
    await page.click('#red-ui-clipboard-dialog-export-rng-full');
    await page.locator('#red-ui-clipboard-dialog-export-tab-clipboard-tabs a', { hasText: 'JSON' }).click();
    const text = await page.locator('#red-ui-clipboard-dialog-export-text').inputValue();
    await page.click('#red-ui-clipboard-dialog-cancel');
    return { text, nodes: JSON.parse(text) as FlowNode[] };
  }

  clipboard(): Promise<string> {
    return this.page.evaluate<string>('navigator.clipboard.readText()');
  }
}

const NODE_DIALOG = 'node-dialog';
const CONFIG_DIALOG = 'node-config-dialog';

async function centre(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error('nothing to be seen there');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
