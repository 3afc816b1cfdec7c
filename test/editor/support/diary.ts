import type { Browser, Locator } from 'playwright-core';
import type { RunningNodeRed } from '../../support/node-red';
import { EditorPage } from './editor-page';

/** What somebody does in the editor: clicks (a drag and a double-click are one each) and fields that are filled in or chosen. */
export class Diary {
  clicks = 0;
  fields = 0;

  private constructor(readonly editor: EditorPage) {}

  static async begin(browser: Browser, red: RunningNodeRed): Promise<Diary> {
    return new Diary(await EditorPage.open(browser, red));
  }

  at(selector: string): Locator {
    return this.editor.page.locator(selector);
  }

  async click(place: Locator | string): Promise<void> {
    this.clicks += 1;
    await (typeof place === 'string' ? this.at(place) : place).click();
  }

  /** In the open dialog: by the names of its fields. */
  async enter(
    fields: Readonly<Record<string, string>>,
    prefix: 'node-input' | 'node-config-input' | 'voip-sheet',
  ): Promise<void> {
    for (const [name, value] of Object.entries(fields)) {
      this.fields += 1;
      const field = this.at(`#${prefix}-${name}`);
      if (await field.evaluate((element) => element.tagName === 'SELECT')) await field.selectOption(value);
      else await field.fill(value);
    }
  }

  /** A field that has no such name. */
  async type(place: Locator, text: string): Promise<void> {
    this.fields += 1;
    await place.fill(text);
  }

  /** From the palette to the workspace, and its dialog. @returns the node's id */
  async add(type: string, x: number, y: number): Promise<string> {
    this.clicks += 1;
    const id = await this.editor.drag(type, x, y);
    await this.open(id);
    return id;
  }

  async open(id: string): Promise<void> {
    this.clicks += 1;
    await this.editor.edit(id);
  }

  /** A new phone or listener, from the open dialog. */
  async addConfig(property: string, fields: Readonly<Record<string, string>>): Promise<void> {
    this.clicks += 1;
    await this.editor.addConfig(property);
    await this.enter(fields, 'node-config-input');
  }

  async ok(): Promise<void> {
    this.clicks += 1;
    await this.editor.ok();
  }

  async choosePhone(name: string): Promise<void> {
    this.fields += 1;
    await this.editor.choosePhone(name);
  }

  async chooseEvent(event: string, words: string): Promise<void> {
    this.fields += 1;
    await this.editor.searchEvents(words);
    this.clicks += 1;
    await this.at(`input[value="${event}"]`).check();
  }

  /** Chooses what kind of value a field has: `flow.`, `msg.` */
  async kind(field: Locator, kind: string): Promise<void> {
    await this.click(field.locator('.red-ui-typedInput-type-select'));
    await this.click(this.at('.red-ui-typedInput-options:visible a').filter({ hasText: kind }).first());
  }

  async wire(from: string, to: string, output = 0): Promise<void> {
    this.clicks += 1;
    await this.editor.wire(from, to, output);
  }

  async deploy(): Promise<void> {
    this.clicks += 1;
    await this.editor.deploy();
  }

  /** Copies the URL of an event from the sheet of the open dialog. */
  async copyUrl(event: string): Promise<string> {
    await this.click('#voip-event-sheet-tab');
    await this.click(this.at(`.voip-url-row[data-event="${event}"] button`));
    const expected = (await this.at(`.voip-url-row[data-event="${event}"] .voip-url`).textContent()) ?? '';
    await this.editor.page.waitForFunction(
      `navigator.clipboard.readText().then((text) => text === ${JSON.stringify(expected)})`,
    );
    return expected;
  }
}
