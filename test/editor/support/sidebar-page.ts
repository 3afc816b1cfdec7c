import type { Browser, Locator, Page } from 'playwright-core';
import type { RunningNodeRed } from '../../support/node-red';
import { EditorPage, type EditorOptions } from './editor-page';

/** The sidebar's tab *Phones* in an open editor, used as people do; clicks and fields are counted. */
export class SidebarPage {
  clicks = 0;
  fields = 0;

  private constructor(readonly editor: EditorPage) {}

  /** @param before run when the editor is there, and before the tab is shown */
  static async open(
    browser: Browser,
    red: RunningNodeRed,
    options: EditorOptions,
    before?: (page: Page) => Promise<unknown>,
  ): Promise<SidebarPage> {
    const sidebar = new SidebarPage(await EditorPage.open(browser, red, options));
    // At the end of its loading the editor shows the tab that was the last.
    await sidebar.page.locator('#red-ui-loading-progress').waitFor({ state: 'hidden' });
    await sidebar.page.locator('.red-ui-flow-node').first().waitFor();
    await before?.(sidebar.page);
    // Node-RED 5 shows a user's last tab again by itself, and a click on its button would hide it.
    await sidebar.page.evaluate(`RED.sidebar.show('voip-phones')`);
    await sidebar.box.waitFor();
    return sidebar;
  }

  get page(): Page {
    return this.editor.page;
  }

  get box(): Locator {
    return this.page.locator('.voip-phones');
  }

  get list(): Locator {
    return this.box.getByRole('listbox');
  }

  get status(): Locator {
    return this.box.locator('.voip-phones-status');
  }

  /** By the tab's button; Node-RED 4 has it in a menu where there is no room for one more. */
  async show(): Promise<void> {
    const { page } = this;
    const button = page.locator('#red-ui-tab-voip-phones-link-button, button[data-tab-id="voip-phones"]').first();
    await button.waitFor({ state: 'attached' });
    if (await button.isVisible()) return this.click(button);
    await this.click(page.locator('#red-ui-sidebar .red-ui-tab-link-buttons > a').last());
    const label = await page.evaluate<string>(`RED._('node-red-contrib-voip-phone/voip-phone:phones.tab')`);
    await this.click(page.locator('.red-ui-menu-dropdown:visible a', { hasText: label }).first());
  }

  /** Another tab is looked at. */
  async hide(): Promise<void> {
    await this.page.evaluate(`RED.sidebar.show('info')`);
    await this.box.waitFor({ state: 'hidden' });
    // The tab is told with a frame: who begins to watch later hears of it no sooner.
    await this.page.evaluate(
      `new Promise((resolve) => new IntersectionObserver((_, own) => { own.disconnect(); resolve(); }).observe(document.querySelector('.voip-phones')))`,
    );
  }

  row(name: string): Locator {
    return this.list.locator('[role=option]').filter({ has: this.page.getByText(name, { exact: true }) });
  }

  chip(view: 'all' | 'problems' | 'new'): Locator {
    return this.box.locator(`.voip-phones-chip[data-view=${view}]`);
  }

  tool(name: 'test' | 'import' | 'export' | 'diagnostics' | 'restart'): Locator {
    return this.box.locator(`[data-tool=${name}]`);
  }

  async click(place: Locator): Promise<void> {
    this.clicks += 1;
    await place.click();
  }

  /** Clicks into a field and types. */
  async fill(place: Locator, text: string): Promise<void> {
    this.fields += 1;
    await this.click(place);
    await place.fill(text);
  }

  /** The button of what has slid in. */
  get ok(): Locator {
    return this.page.locator('#voip-tray-ok');
  }

  /** Pastes a table, or gives a file. */
  async import(table: string | { readonly name: string; readonly bytes: Buffer }): Promise<void> {
    await this.click(this.tool('import'));
    if (typeof table === 'string') await this.page.locator('.voip-import textarea').fill(table);
    else
      await this.page
        .locator('.voip-import-file')
        .setInputFiles({ name: table.name, mimeType: 'text/csv', buffer: table.bytes });
  }

  /** What the preview says of each line. */
  async preview(): Promise<string[]> {
    const rows = this.page.locator('.voip-import-table tbody tr');
    return (
      await rows.evaluateAll((all) =>
        all.map((row) => [...row.children].slice(0, 3).map(({ textContent }) => textContent)),
      )
    ).map((cells) => cells.join(' | '));
  }

  async undo(): Promise<void> {
    await this.page.evaluate(`RED.history.pop()`);
  }

  async redo(): Promise<void> {
    await this.page.evaluate(`RED.history.redo()`);
  }
}
