// Pictures of the README's stories: the importable examples as they look when they are imported and have their phones.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { DemoPhones } from '../demo/phones';

interface FlowNode {
  readonly id: string;
  readonly type: string;
  readonly name?: string;
  readonly [property: string]: unknown;
}

/** A part of an example: the picture's name, and from where to where it goes down the flow. */
interface Story {
  readonly example: string;
  readonly picture: string;
  /** Pixels of the flow. */
  readonly from: number;
  readonly to: number;
  readonly width: number;
}

const LANDING: Story = { example: 'A door sensor dials', picture: 'landing', from: 0, to: 0, width: 0 };
const STORIES: readonly Story[] = [
  { ...LANDING, picture: 'story-door-sensor', from: 140, to: 300, width: 700 },
  { example: 'Alarm calls until someone answers', picture: 'story-alarm-list', from: 155, to: 325, width: 1250 },
  {
    example: 'Missed call to notification and call back',
    picture: 'story-missed-call',
    from: 155,
    to: 265,
    width: 940,
  },
];

const TOKEN = 'a token of the pictures';
/** So that these phones share nothing with those of the other pictures. */
const ADDRESSES: Readonly<Record<string, string>> = {
  'Front desk': '192.168.5.31',
  'Door station': '192.168.5.40',
  Security: '192.168.5.32',
};

function example(name: string): FlowNode[] {
  return JSON.parse(readFileSync(join(__dirname, '..', 'examples', `${name}.json`), 'utf8')) as FlowNode[];
}

const tabOf = (nodes: readonly FlowNode[]): string => nodes.find(({ type }) => type === 'tab')?.id ?? '';

/** The phones that answer in the picture with the messages. */
export class StoryPhones {
  readonly #phones = new DemoPhones();

  async start(nodeRed: string): Promise<void> {
    await this.#phones.start();
    this.#phones.reportTo(`${nodeRed}/phone`, TOKEN);
  }

  stop(): Promise<void> {
    return this.#phones.stop();
  }

  /** All nodes of the stories, each phone once, with the addresses that a user would have entered. */
  nodes(): FlowNode[] {
    const { desk, door, guard } = this.#phones;
    const running = new Map<string | undefined, { readonly port: number; readonly mac: string }>([
      ['Front desk', desk],
      ['Door station', door],
    ]);
    const byId = new Map<string, FlowNode>();
    for (const name of new Set(STORIES.map((story) => story.example))) {
      for (const node of example(name)) {
        const own = running.get(node.name);
        const where = own
          ? { host: '127.0.0.1', port: String(own.port), mac: own.mac }
          : { host: ADDRESSES[node.name ?? ''] ?? '', ...(node.name === 'Security' && { mac: guard.mac }) };
        byId.set(node.id, node.type === 'voip-phone' ? { ...node, ...where } : node);
      }
    }
    return [...byId.values()];
  }

  trip(): void {
    this.#phones.door.triggerDoorSensor(1);
  }
}

/** @param file of a picture, by its name */
export async function storyPictures(
  browser: Browser,
  nodeRed: string,
  phones: StoryPhones,
  file: (picture: string) => string,
): Promise<void> {
  const answer = await fetch(`${nodeRed}/flows`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(phones.nodes()),
  });
  if (!answer.ok) throw new Error(`the stories could not be deployed: ${answer.status}`);
  const page = await browser.newPage({ viewport: { width: 1900, height: 800 }, deviceScaleFactor: 1 });
  await page.goto(`${nodeRed}/`);
  await page.waitForSelector('.red-ui-flow-node', { timeout: 30_000 });
  for (const { example: name, picture, from, to, width } of STORIES) {
    await page.evaluate(`RED.workspaces.show('${tabOf(example(name))}')`);
    await page.waitForTimeout(400);
    const chart = await boxOf(page, '#red-ui-workspace-chart');
    await page.screenshot({
      path: file(picture),
      clip: { x: chart.x, y: chart.y + from, width: Math.min(width, chart.width), height: to - from },
    });
  }
  await landing(page, phones, file(LANDING.picture));
  await page.close();
}

/** The smallest story, and beside it the messages that came of it. */
async function landing(page: Page, phones: StoryPhones, path: string): Promise<void> {
  await page.setViewportSize({ width: 1060, height: 700 });
  await page.evaluate(`RED.workspaces.show('${tabOf(example(LANDING.example))}')`);
  // Room for the flow and the messages: nothing else is in the picture.
  await page.evaluate(`RED.actions.invoke('core:toggle-left-sidebar')`);
  await page.evaluate(`RED.sidebar.show('debug')`);
  await page.addStyleTag({ content: '#red-ui-sidebar .red-ui-sidebar-section-top { display: none !important }' });
  await page.waitForTimeout(500);
  phones.trip();
  const messages = page.locator('.red-ui-debug-msg');
  await messages.nth(1).waitFor();
  for (const at of [1, 0]) {
    await messages.nth(at).locator('.red-ui-debug-msg-object-handle').first().click();
    await page.waitForTimeout(300);
  }
  await page.mouse.move(400, 600);
  await page.waitForTimeout(300);
  const sidebar = await boxOf(page, '#red-ui-sidebar');
  const last = await messages.nth(1).boundingBox();
  await page.screenshot({
    path,
    clip: { x: 0, y: sidebar.y - 4, width: 1060, height: (last ? last.y + last.height : 600) - sidebar.y + 12 },
  });
}

async function boxOf(page: Page, selector: string): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await page.locator(selector).boundingBox();
  if (!box) throw new Error(`there is no ${selector}`);
  return box;
}
