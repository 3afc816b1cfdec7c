// Pictures of the dialogs and of the nodes in a flow, from a real Node-RED in a real browser.
//   npm run screenshots                      docs/images/*.png, and all dialogs, small, light and dark, in
//                                            docs/images/dialogs, from Node-RED 5
//   npm run screenshots -- 4 /tmp/shots      all dialogs, light and dark, from Node-RED 4, elsewhere
//   npm run screenshots -- setup             those alone of phones that fetch their settings
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { setupPictures } from './setup-pictures';
import { StoryPhones, storyPictures } from './story-pictures';

const root = join(__dirname, '..');
const given = process.argv.slice(2);
const isSetupAlone = given[0] === 'setup';
const [version = '5', folder] = isSetupAlone ? given.slice(1) : given;
const target = resolve(folder ?? join(root, 'docs', 'images'));

/** Below the ports that the system hands out for outgoing connections. */
const port = 20_000 + Math.floor(Math.random() * 10_000);
const setupPorts = { listener: port - 1, pnp: port - 2 };
const userDir = mkdtempSync(join(tmpdir(), 'voip-phone-shots-'));

const phone = (id: string, properties: object): object => ({
  id,
  type: 'voip-phone',
  version: 1,
  name: '',
  vendor: '',
  model: '',
  mac: '',
  host: '',
  port: '',
  protocol: 'http',
  tls: '',
  path: '',
  separator: '',
  transport: 'http',
  sipUri: '',
  sipTransport: '',
  sipProxy: '',
  sipFrom: '',
  sipLocal: '',
  ...properties,
});
const command = (id: string, y: number, properties: object): object => ({
  id,
  type: 'active-uri out',
  z: 'flow',
  version: 1,
  name: '',
  phone: 'reception',
  action: '',
  value: '',
  valueType: 'str',
  line: '',
  via: '',
  transferType: '',
  transport: '',
  disruptive: false,
  timeout: '5',
  retries: '2',
  x: 620,
  y,
  wires: [[]],
  ...properties,
});
const flows = [
  { id: 'flow', type: 'tab', label: 'Phones', disabled: false },
  phone('reception', {
    name: 'Reception',
    vendor: 'atcom',
    model: 'A41',
    mac: '80:82:87:04:6B:C2',
    host: '192.168.5.21',
  }),
  phone('office', { name: 'Office', vendor: 'fanvil', model: 'X4U', mac: '0c:38:3e:11:22:33', host: '192.168.5.22' }),
  phone('door', {
    name: 'Front door',
    vendor: 'fanvil',
    model: 'i30',
    host: '192.168.5.40',
    transport: 'sip',
    sipProxy: 'pbx.example.net',
    sipUri: 'sip:1040@pbx.example.net',
  }),
  phone('lobby', { name: 'Lobby', vendor: 'akuvox', model: 'R29', host: 'lobby.example.net' }),
  {
    id: 'listener',
    type: 'phone-listener',
    version: 1,
    name: "Phones' network",
    path: '/phone',
    port: '1881',
    tls: '',
    legacyTls: false,
    baseUrl: 'http://192.168.5.2:1881',
    allow: '192.168.5.0/24',
    trustedProxies: '',
    proxyProtocol: false,
    rate: '20',
    guarded: false,
    previousUntil: '2999-12-31',
  },
  {
    id: 'events',
    type: 'action-url in',
    z: 'flow',
    version: 1,
    name: '',
    phone: 'office',
    path: '/phone',
    events: ['incoming-call', 'missed-call', 'call-established', 'call-terminated', 'dnd-on', 'dnd-off'],
    allow: '192.168.5.0/24',
    // Lets the phones below report from addresses of their own.
    trustedProxies: '127.0.0.1',
    unknownEvents: false,
    baseUrl: 'http://192.168.5.2:1880',
    port: '',
    tls: '',
    x: 150,
    y: 80,
    wires: [['switch']],
  },
  {
    id: 'switch',
    type: 'switch',
    z: 'flow',
    name: 'which event?',
    property: 'topic',
    propertyType: 'msg',
    rules: [{ t: 'eq', v: 'incoming-call', vt: 'str' }],
    checkall: 'true',
    repair: false,
    outputs: 1,
    x: 370,
    y: 80,
    wires: [['dial']],
  },
  command('dial', 80, {
    action: 'dial',
    value: 'payload.remote.number',
    valueType: 'msg',
    line: '2',
    via: 'speaker',
    wires: [['debug']],
  }),
  {
    id: 'debug',
    type: 'debug',
    z: 'flow',
    name: 'sent',
    active: true,
    tosidebar: true,
    console: false,
    tostatus: false,
    complete: 'payload',
    targetType: 'msg',
    statusVal: '',
    statusType: 'auto',
    x: 830,
    y: 80,
    wires: [],
  },
  {
    id: 'http',
    type: 'http in',
    z: 'flow',
    name: 'door button',
    url: '/open',
    method: 'get',
    upload: false,
    swaggerDoc: '',
    x: 150,
    y: 160,
    wires: [['open', 'response']],
  },
  command('open', 160, { action: 'open-door', phone: 'door' }),
  {
    id: 'response',
    type: 'http response',
    z: 'flow',
    name: '',
    statusCode: '',
    headers: {},
    x: 620,
    y: 220,
    wires: [],
  },
  {
    id: 'mqtt',
    type: 'inject',
    z: 'flow',
    name: 'every evening',
    props: [],
    repeat: '',
    crontab: '',
    once: false,
    topic: '',
    x: 150,
    y: 280,
    wires: [['keys']],
  },
  command('keys', 280, { name: 'Ask reception', action: 'press', value: 'SPEAKER;6040;DIAL' }),
  command('reboot', 340, { action: 'reboot', phone: 'lobby' }),
  {
    id: 'state',
    type: 'phone state',
    z: 'flow',
    version: 1,
    name: '',
    phone: 'reception',
    x: 150,
    y: 340,
    wires: [[], []],
  },
  { id: 'broker', type: 'mqtt-broker', name: 'Home Assistant', broker: '127.0.0.1', port: '1', autoConnect: false },
  {
    id: 'home',
    type: 'phone home assistant',
    z: 'flow',
    version: 1,
    name: '',
    broker: 'broker',
    topic: 'voip',
    prefix: 'homeassistant',
    phones: [],
    entities: ['call', 'state', 'door', 'sensors', 'registered', 'reachable', 'dnd', 'answer', 'hangup'],
    openDoor: true,
    dial: false,
    disruptive: false,
    doorPulse: '',
    x: 170,
    y: 400,
    wires: [],
  },
  command('confirmed', 400, { action: 'dial', value: '6041', confirm: 'answered', release: true }),
];

writeFileSync(join(userDir, 'flows.json'), JSON.stringify(flows));
writeFileSync(
  join(userDir, 'package.json'),
  JSON.stringify({ name: 'shots', version: '0.0.1', dependencies: { 'node-red-contrib-voip-phone': '*' } }),
);
mkdirSync(join(userDir, 'node_modules'));
symlinkSync(root, join(userDir, 'node_modules', 'node-red-contrib-voip-phone'), 'dir');
// Node-RED 4 has no dark theme of its own, but takes others': the colours of Node-RED 5's.
const style = readFileSync(
  join(root, 'node_modules/node-red-5/node_modules/@node-red/editor-client/public/red/style.min.css'),
  'utf8',
);
writeFileSync(
  join(userDir, 'dark.css'),
  version === '4' ? (/html\.nr-theme-dark\{[^}]*\}/.exec(style)?.[0] ?? '') : '',
);
writeFileSync(
  join(userDir, 'settings.js'),
  `module.exports = { uiPort: ${port}, uiHost: '127.0.0.1', flowFile: 'flows.json', credentialSecret: 'shots', telemetry: { enabled: false }, voipPhone: { pnpPort: ${setupPorts.pnp} },
    externalModules: { palette: { allowInstall: false, allowUpload: false } }, editorTheme: { tours: false, palette: { catalogues: [] }, page: { css: ['${userDir}/dark.css'] } }, logging: { console: { level: 'warn' } } };`,
);

const [node, red] =
  version === '4'
    ? [process.execPath, join(root, 'node_modules', 'node-red', 'red.js')]
    : [join(root, 'node_modules', 'node22', 'bin', 'node'), join(root, 'node_modules', 'node-red-5', 'red.js')];
const server = spawn(node, [red, '--userDir', userDir], { stdio: ['ignore', 'inherit', 'inherit'] });

async function reachable(): Promise<void> {
  for (let attempt = 0; attempt < 150; attempt += 1) {
    try {
      if ((await fetch(`http://127.0.0.1:${port}/`)).ok) return;
    } catch {
      // Not yet.
    }
    await new Promise((wait) => setTimeout(wait, 200));
  }
  throw new Error('Node-RED did not start');
}

/** Phones that no node describes report, and are offered from then on. */
async function report(): Promise<void> {
  for (const [model, mac, address] of [
    ['A10W', '80:82:87:11:20:07', '192.168.5.24'],
    ['X6', '0c:38:3e:51:02:aa', '192.168.5.25'],
    ['X3S', '0c:38:3e:51:07:1e', '192.168.5.26'],
  ] as const) {
    const query = `mac=${mac}&ip=${address}&model=${model}`;
    const headers = { 'x-forwarded-for': address };
    const { status } = await fetch(`http://127.0.0.1:${port}/phone/registered?${query}`, { headers });
    if (status !== 200) problems.push(`an event got ${status}`);
  }
}

const problems: string[] = [];

async function takeAll(): Promise<void> {
  await reachable();
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  try {
    if (!isSetupAlone) for (const album of ALBUMS) await pictures(browser, album);
    // Last: they deploy flows of their own.
    if (!isSetupAlone) await stories(browser);
    await setupPictures(browser, `http://127.0.0.1:${port}`, setupPorts, ALBUMS);
  } finally {
    await browser.close();
  }
}

type Theme = 'light' | 'dark';
interface Album {
  readonly theme: Theme;
  /** Every dialog, and what is in them, not only what the pages about them show. */
  readonly isWhole: boolean;
  readonly scale: number;
  readonly path: (picture: string) => string;
}

const whole = (theme: Theme, into: string, scale: number): Album => ({
  ...{ theme, isWhole: true, scale },
  path: (picture) => join(into, `${picture}-${theme}.png`),
});
const small = join(target, 'dialogs');
const ALBUMS: readonly Album[] =
  folder === undefined
    ? [
        { theme: 'light', isWhole: false, scale: 1, path: (picture) => join(target, `${picture}.png`) },
        whole('light', small, 0.75),
        whole('dark', small, 0.75),
      ]
    : [whole('light', target, 1), whole('dark', target, 1)];
for (const needed of folder === undefined ? [small] : [target]) mkdirSync(needed, { recursive: true });

/** Pixels of the page. */
interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Opens a node's dialog, does something in it, and takes a picture. */
type Shoot = (id: string, picture: string, prepare?: () => Promise<unknown>, configType?: string) => Promise<void>;

async function boxOf(page: Page, selector: string): Promise<Box> {
  const box = await page.locator(selector).last().boundingBox();
  if (!box) throw new Error(`there is no ${selector}`);
  return box;
}

async function pictures(browser: Browser, { theme, isWhole, scale, path }: Album): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1150 }, deviceScaleFactor: scale });
  page.on('pageerror', (error) => problems.push(`${theme}: ${error.message}`));
  page.on('console', (message) => message.type() === 'error' && problems.push(`${theme}: ${message.text()}`));
  page.on('request', (request) => {
    if (!/^(?:http:\/\/127\.0\.0\.1|data:|blob:)/.test(request.url())) problems.push(`another host: ${request.url()}`);
  });
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.waitForSelector('.red-ui-flow-node', { timeout: 30_000 });
  if (theme === 'dark') await page.evaluate(`document.documentElement.classList.add('nr-theme-dark')`);

  if (isWhole) {
    await page.locator('#red-ui-palette-search input').pressSequentially('phone');
    await page.waitForTimeout(800);
    const box = await boxOf(page, '#red-ui-palette-search');
    await page.screenshot({ path: path('palette'), clip: { ...box, height: 320 } });
    await page.locator('#red-ui-palette-search input').press('Escape');
  }
  const canvas = await boxOf(page, '#red-ui-workspace-chart');
  await page.screenshot({ path: path('flow'), clip: { ...canvas, width: Math.min(canvas.width, 740), height: 400 } });

  const shoot: Shoot = async (id, picture, prepare, configType) => {
    await page.evaluate(
      configType ? `RED.editor.editConfig('', '${configType}', '${id}')` : `RED.editor.edit(RED.nodes.node('${id}'))`,
    );
    await page.waitForSelector('.red-ui-tray .voip-dialog');
    await page.waitForTimeout(500);
    if (prepare) await prepare();
    await page.waitForTimeout(200);
    // As high as its content, within the window.
    const box = await boxOf(page, '.red-ui-tray');
    const bottom = await page.evaluate<number>(
      `Math.max(...[...document.querySelectorAll('.voip-dialog')].map((dialog) => dialog.getBoundingClientRect().bottom))`,
    );
    const height = Math.min(box.height, Math.max(300, bottom - box.y + 60));
    await page.screenshot({ path: path(picture), clip: { x: box.x, y: box.y, width: box.width, height } });
    await page.click('#node-dialog-cancel, #node-config-dialog-cancel');
    await page.waitForSelector('.red-ui-tray', { state: 'detached' });
    await page.waitForTimeout(300);
  };

  await shoot('reception', 'voip-phone', undefined, 'voip-phone');
  await shoot(
    'listener',
    'phone-listener',
    async () => {
      await page.click('#voip-listener-generate');
      await page.fill('#node-config-input-previousToken', 'the token that phones have');
      await page.locator('#node-config-input-previousToken').blur();
    },
    'phone-listener',
  );
  await shoot('events', 'action-url-in');
  await shoot('events', 'url-sheet', () => page.click('#voip-event-sheet-tab'));
  await shoot('dial', 'active-uri-out');
  await shoot('keys', 'key-sequence', async () => {
    await page.fill('#voip-command-keys input', 'line');
    await page.waitForTimeout(100);
  });
  await shoot('state', 'phone-state');
  await shoot('home', 'phone-home-assistant', async () => {
    await page.locator('.voip-home-phone > summary').first().click();
    await page.locator('.voip-home-list').scrollIntoViewIfNeeded();
  });
  if (isWhole) await further(page, shoot);
  await report();
  const window = page.viewportSize();
  await page.setViewportSize({ width: 1280, height: 700 });
  await sidebarPictures(page, path, isWhole);
  if (window) await page.setViewportSize(window);
  await shoot('_ADD_', 'new-phone', () => page.waitForSelector('.voip-reported-phone'), 'voip-phone');
  await page.close();
}

async function stories(browser: Browser): Promise<void> {
  const phones = new StoryPhones();
  try {
    await phones.start(`http://127.0.0.1:${port}`);
    await storyPictures(browser, `http://127.0.0.1:${port}`, phones, (picture) => join(target, `${picture}.png`));
  } finally {
    await phones.stop();
  }
}

/** Phones do something, and some requests come to nothing. */
async function happen(): Promise<void> {
  const say = async (from: string, path: string): Promise<void> => {
    await fetch(`http://127.0.0.1:${port}/phone/${path}`, { headers: { 'x-forwarded-for': from } });
  };
  await say('192.168.5.22', 'registered?mac=0c383e112233');
  await say('192.168.5.22', 'dnd-on?mac=0c383e112233');
  await say('192.168.5.90', 'incomingcal?mac=0c383e112244');
  await say('10.9.9.9', 'registered?mac=0c383e112255');
  await say('192.168.5.21', 'registered?mac=80828704 6bc2');
  await say(
    '192.168.5.21',
    'call-established?mac=8082.8704.6bc2&call_id=1&remote=sip:6042@pbx&display_remote=M%C3%BCller',
  );
}

/** The tab alone, as high as a window gives it. */
async function sidebarPictures(page: Page, path: Album['path'], isWhole: boolean): Promise<void> {
  await happen();
  await page.evaluate(`RED.sidebar.show('voip-phones')`);
  await page.waitForSelector('.voip-phones-row');
  await page.evaluate(`document.querySelector('[data-part=arrived]').open = true`);
  await page.waitForSelector('.voip-arrived-verdict');
  // Node-RED 5 divides a sidebar with the debug messages.
  await page.evaluate(
    `{ const debug = document.querySelector('button[data-tab-id=debug].selected'); if (debug) debug.click(); }`,
  );
  await page.waitForTimeout(600);
  const shot = async (picture: string): Promise<void> => {
    const box = await boxOf(page, '.voip-phones');
    await page.screenshot({ path: path(picture), clip: box });
  };
  await shot('sidebar');
  if (!isWhole) return;
  await page.click('.voip-phones-chip[data-view=new]');
  await page.check('.voip-fresh-all input');
  await page.waitForTimeout(200);
  await shot('sidebar-new');
  await page.click('.voip-phones-chip[data-view=all]');
  await page.click('[data-tool=import]');
  await page.fill(
    '.voip-import textarea',
    'name,vendor,model,mac,host\nDesk 1,ATCOM,A21,808287400030,\nHall,nobody,,zz,\nFront desk,,,80-82-87-04-6B-C2,\n',
  );
  await page.waitForTimeout(600);
  await page.screenshot({ path: path('sidebar-import') });
  await page.click('#voip-tray-cancel');
  await page.waitForTimeout(500);
}

async function further(page: Page, shoot: Shoot): Promise<void> {
  await shoot('door', 'voip-phone-sip', undefined, 'voip-phone');
  await shoot(
    'lobby',
    'voip-phone-akuvox',
    async () => {
      await page.fill('#node-config-input-username', 'admin');
      await page.click('#voip-phone-setup summary');
      await page.click('#node-config-input-model');
    },
    'voip-phone',
  );
  await shoot('events', 'access', async () => {
    await page.click('#voip-event-access-tab');
    await page.click('#voip-event-generate');
    await page.fill('#node-input-port', '1881');
  });
  await shoot('open', 'active-uri-open-door', () => page.fill('.red-ui-typedInput-input', '1234'));
  await shoot('confirmed', 'active-uri-confirm', () => page.click('.voip-more summary'));
  await shoot('reboot', 'active-uri-reboot', () => page.click('.voip-more summary'));
}

async function end(): Promise<void> {
  const ended = once(server, 'exit');
  server.kill();
  await ended;
  rmSync(userDir, { recursive: true, force: true });
  if (problems.length === 0) return;
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exitCode = 1;
}

void takeAll()
  .catch((error: unknown) => problems.push(String(error)))
  .then(end);
