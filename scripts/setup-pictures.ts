// Pictures of the sidebar with phones that fetch their settings: some are set up, others ask the network.
import type { Browser, Page } from 'playwright-core';
import { fileKey } from '../nodes/lib/derived-keys';
import { PluggedPhone, type PlugOptions } from '../test/phones/plugged';
import { ProvisionedPhone } from '../test/phones/provisioned';

const [TOKEN, KEY] = ['a token of the pictures', 'a key of the pictures'];
/** Where the phones really are, and where they are in the pictures. */
const [REAL, SHOWN] = ['127.90.5.', '192.168.5.'];

interface Adopted {
  readonly name: string;
  readonly make: 'yealink' | 'fanvil' | 'snom';
  readonly model: string;
  readonly mac: string;
  readonly at: number;
  /** How far it comes. */
  readonly comes: 'reports' | 'fetched' | 'due' | 'asked';
}
const ADOPTED: readonly Adopted[] = [
  { name: 'Reception', make: 'yealink', model: 'SIP-T46G', mac: '001565220001', at: 21, comes: 'reports' },
  { name: 'Office', make: 'fanvil', model: 'X4U', mac: '0c383e220002', at: 22, comes: 'fetched' },
  { name: 'Hall', make: 'snom', model: 'D785', mac: '000413220003', at: 23, comes: 'asked' },
  { name: 'Workshop', make: 'yealink', model: 'SIP-T46G', mac: '001565220004', at: 24, comes: 'due' },
];
const ASKING: readonly (Pick<PlugOptions, 'make' | 'mac' | 'model'> & { readonly at: number })[] = [
  { make: 'yealink', mac: '001565221001', model: 'SIP-T54W', at: 31 },
  { make: 'yealink', mac: '001565221002', model: 'SIP-T54W', at: 32 },
  { make: 'fanvil', mac: '0c383e221003', model: 'X6', at: 33 },
  { make: 'grandstream', mac: 'c074ad221004', model: 'GRP2614', at: 34 },
];

/** Ports that are free, of this machine. */
export interface SetupPorts {
  readonly listener: number;
  readonly pnp: number;
}

const nodes = ({ listener }: SetupPorts): object[] => [
  {
    ...{ id: 'building', type: 'phone-listener', version: 1, name: 'Building', path: '/phone', guarded: true },
    ...{ port: `127.0.0.1:${listener}`, baseUrl: `http://127.0.0.1:${listener}`, setup: 'answer' },
    credentials: { token: TOKEN, setupKey: KEY },
  },
  { id: 'building-events', type: 'action-url in', z: 'flow', x: 150, y: 480, listener: 'building', wires: [[]] },
  ...ADOPTED.map(({ name, make, model, mac, at }) => ({
    ...{ id: `phone-${mac}`, type: 'voip-phone', version: 1, name, vendor: make, model, mac, setup: 'building' },
    ...{ host: `${REAL}${at}`, protocol: 'http', transport: 'http' },
  })),
];

/** In place of all other phones: whoever looks is to see these. */
async function deploy(url: string, ports: SetupPorts): Promise<void> {
  const response = await fetch(`${url}/flows`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'Node-RED-Deployment-Type': 'full' },
    body: JSON.stringify([{ id: 'flow', type: 'tab', label: 'Phones' }, ...nodes(ports)]),
  });
  if (!response.ok) throw new Error(`the deploy answered ${response.status}`);
}

/** @returns until the network is heard */
async function isHeard(url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const list = (await (await fetch(`${url}/voip-phone/setup`)).json()) as { network: { state: string } };
    if (list.network.state === 'open') return;
    await new Promise((wait) => setTimeout(wait, 100));
  }
  throw new Error('nobody hears phones that ask the network');
}

async function ask(phone: Pick<PlugOptions, 'make' | 'mac' | 'model'>, at: number, port: number): Promise<void> {
  const { make, mac, model } = phone;
  const pace = { every: 200, patience: 300 };
  const plugged = new PluggedPhone({ make, mac, model, address: `${REAL}${at}`, port, pace });
  await plugged.ask();
  await plugged.unplug();
}

/** Some fetch their file and report, some ask. */
async function begin({ listener, pnp }: SetupPorts): Promise<void> {
  for (const { make, model, mac, at, comes } of ADOPTED) {
    if (comes === 'asked') await ask({ make, model, mac }, at, pnp);
    if (comes !== 'reports' && comes !== 'fetched') continue;
    const phone = new ProvisionedPhone(make, mac, model, `${REAL}${at}`);
    const file = make === 'fanvil' ? `${mac}.cfg` : '';
    await phone.boot(`http://127.0.0.1:${listener}/phone/setup/${fileKey(KEY, mac)}/${file}`);
    if (comes === 'reports') await phone.ring();
  }
  for (const phone of ASKING) await ask(phone, phone.at, pnp);
}

async function open(browser: Browser, url: string, isDark: boolean, scale: number): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, deviceScaleFactor: scale });
  await page.route(/\/(?:flows|voip-phone\/(?:setup|phones))(?:\?|$)/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replaceAll(REAL, SHOWN) });
  });
  await page.goto(`${url}/`);
  await page.waitForSelector('.red-ui-flow-node', { timeout: 30_000 });
  if (isDark) await page.evaluate(`document.documentElement.classList.add('nr-theme-dark')`);
  await page.evaluate(`RED.sidebar.show('voip-phones')`);
  await page.waitForSelector('.voip-phones-row');
  // Node-RED 5 divides a sidebar with the debug messages.
  await page.evaluate(
    `{ const debug = document.querySelector('button[data-tab-id=debug].selected'); if (debug) debug.click(); }`,
  );
  return page;
}

interface SetupAlbum {
  readonly theme: 'light' | 'dark';
  readonly scale: number;
  readonly path: (picture: string) => string;
}

/** Deploys a flow of its own. @param url of Node-RED, which listens for phones at `ports.pnp` */
export async function setupPictures(
  browser: Browser,
  url: string,
  ports: SetupPorts,
  albums: readonly SetupAlbum[],
): Promise<void> {
  await deploy(url, ports);
  await isHeard(url);
  await begin(ports);
  for (const { theme, scale, path } of albums) {
    const page = await open(browser, url, theme === 'dark', scale);
    const shot = async (picture: string, last: string): Promise<void> => {
      await page.waitForTimeout(600);
      const box = await page.locator('.voip-phones').boundingBox();
      const end = await page.locator(last).last().boundingBox();
      if (!box || !end) throw new Error('the sidebar is not there');
      const height = Math.min(box.height, end.y + end.height - box.y + 12);
      await page.screenshot({ path: path(picture), clip: { ...box, height } });
    };
    await shot('sidebar-setup', '.voip-phones-row');
    await page.click('.voip-phones-chip[data-view=new]');
    await page.waitForSelector('.voip-asking > li');
    await shot('sidebar-asking', '.voip-asking > li');
    await page.close();
  }
}
