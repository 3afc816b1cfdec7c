import assert from 'node:assert/strict';
import { isIP } from 'node:net';
import type { Browser } from 'playwright-core';
import { parseAllowList } from '../../nodes/lib/events/allow';
import { parseEndpoint } from '../../nodes/lib/events/own-port/endpoint';
import { parseTrustedProxies } from '../../nodes/lib/events/proxies';
import { parseRate } from '../../nodes/lib/events/rate';
import { readUntil } from '../../nodes/lib/events/until';
import { normaliseMac } from '../../nodes/lib/identity/mac';
import { readEndpoint } from '../../nodes/lib/transports/http/endpoint';
import { parseHostPort, parseSipUri } from '../../nodes/lib/transports/sip/uri';
import { RUNTIMES, type RunningNodeRed } from '../support/node-red';
import { EditorPage, type FlowNode } from './support/editor-page';
import { editorSuite } from './support/editor-suite';
import { openByIngress } from './support/ingress';

const TOKEN = 'CanaryToken-77ab12';
const TYPES = [
  'voip-phone',
  'phone-listener',
  'action-url in',
  'active-uri out',
  'phone state',
  'phone home assistant',
];
const CONFIG = ['voip-phone', 'phone-listener'];
/** The same, for what runs in the page. */
const [types, config] = [TYPES, CONFIG].map((list) => JSON.stringify(list));

const eventNode = (id: string, more: object = {}): object => ({
  id,
  type: 'action-url in',
  z: 'tab',
  version: 1,
  name: id,
  phone: '',
  path: `/${id}`,
  events: [],
  allow: '',
  trustedProxies: '',
  rate: '',
  unknownEvents: false,
  baseUrl: '',
  port: '',
  tls: '',
  legacyTls: false,
  guarded: false,
  x: 160,
  y: 100,
  wires: [[]],
  ...more,
});

/** A value that runs where somebody makes HTML of it, and can be found wherever it is shown. */
const HOSTILE = '<img src=x onerror="globalThis.ran=1">CanaryValue';

const reads =
  (read: (text: string) => unknown) =>
  (text: string): boolean => {
    try {
      return read(text) !== undefined;
    } catch {
      return false;
    }
  };

const ADDRESSES = [
  ...['192.168.5.2', '01.2.3.4', '1.2.3', '256.1.1.1', '0.0.0.0', '::1', '[::1]', '::', '1::2::3', 'fe80::1%eth0'],
  ...['2001:DB8::1', '::ffff:1.2.3.4', '::1.2.3', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7::', ':1:2:3'],
  ...['localhost', 'phone.example.net', 'phone_1', '-phone', 'phone.', 'münchen.example', '0x7f.1', '127.1', 'a b'],
  ...['http://10.0.0.1', '10.0.0.1/admin', 'user@10.0.0.1', 'a..b', 'a'.repeat(64), '%20', '#', '\u0000'],
];
const MOMENTS = [
  '2026-12-01',
  '2026-02-30',
  '2026-12-01T18:00',
  '2026-12-01T18:00Z',
  '2026-12-01 18:00',
  '01.12.2026',
  'soon',
];

type Reader = readonly [type: string, property: string, read: (text: string) => boolean, texts: readonly string[]];

/** What an event node has itself, and a listener in its place. */
const readersOfEntrance = (type: string): Reader[] => [
  [
    type,
    'port',
    reads(parseEndpoint),
    [
      ...['1881', '0', '65535', '65536', '01881', '+1881', '1881.0', '1e3', 'http', '1881 1882', 'localhost:1881'],
      ...['localhost', ':1881', '192.168.5.2:1881', '192.168.5.2:', '192.168.5.2', '[::1]:1881', '::1:1881', '[::1]'],
      ...['fe80::1:1881', '[fe80::1%eth0]:1881', 'phone.example.net:1881', '*:1881', '0.0.0.0:1881', '[::]:70000'],
      ...['[10.0.0.1]:1881', 'desk.example:1881', '10.0.0:1881', 'true', 'http://127.0.0.1:1881'],
    ],
  ],
  ...(['allow', 'trustedProxies'] as const).map(
    (property) =>
      [
        type,
        property,
        reads(property === 'allow' ? parseAllowList : parseTrustedProxies),
        [
          ...ADDRESSES,
          ...['10.0.0.0/8, fd00::/8', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/08', '10.0.0.0/8/8', ',', ' , 10.0.0.1,'],
          ...['::ffff:10.0.0.0/104', '::ffff:10.0.0.0/64', 'fd00::/129', '10.0.0.0-10.0.0.9', '10.0.0.1; 10.0.0.2'],
        ],
      ] as Reader,
  ),
  [
    type,
    'rate',
    reads(parseRate),
    ['5', '0.5', '0', '-1', '.5', '5.', '1e3', '1234567', '0.0000001', '5/s', 'NaN', '0x10', '5,5'],
  ],
];
/** Texts that somebody may type, and what reads them when the flow runs: both must agree. */
const READERS: readonly Reader[] = [
  ...(['action-url in', 'phone-listener'] as const).flatMap(readersOfEntrance),
  ['phone-listener', 'previousUntil', reads(readUntil), MOMENTS],
  [
    'voip-phone',
    'mac',
    reads(normaliseMac),
    [
      ...[
        '8082.8704.6bc2',
        '80:82:87:04:6b:c2',
        '80-82-87-04-6B-C2',
        '808287046bc2',
        '808287-046bc2',
        '80 82 87 04 6b c2',
      ],
      ...['80:82:87:04:6b', '80:82:87:04:6b:c2:00', '80:82:87:04:6b:g2', '80::82:87:04:6b:c2', '80:82:87:04:6b:c2:'],
    ],
  ],
  ['voip-phone', 'host', reads((text) => readEndpoint('http', text, undefined)), ADDRESSES],
  [
    'voip-phone',
    'port',
    (text) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535,
    ['80', '0', '65536', '8e1', '0x50', '-1', '80.0', 'http', '１２'],
  ],
  [
    'voip-phone',
    'sipUri',
    reads(parseSipUri),
    [
      ...['sip:1040@pbx', 'sips:[2001:db8::1]:5061', 'sip:pbx', 'sip:@pbx', 'tel:1040', '1040@pbx', 'sip:a b@pbx'],
      ...['sip:1040@pbx?Subject=x', 'sip:1040@pbx;transport=tcp', 'sip:1040@pbx:99999', 'sip:"1"@pbx', 'sip:1.2.3'],
    ],
  ],
  [
    'voip-phone',
    'sipProxy',
    reads(parseHostPort),
    [...ADDRESSES, 'pbx:5060', '[::1]:5060', 'sip:pbx', 'pbx;lr', 'pbx:0', 'pbx:', '1.2.3:5060'],
  ],
  [
    'voip-phone',
    'sipLocal',
    (text) => isIP(parseHostPort(text)?.host ?? '') !== 0,
    [...ADDRESSES, '192.168.5.2:5062', '[::1]:5062', 'localhost:5062'],
  ],
];

for (const runtime of RUNTIMES) {
  describe(`what the dialogs store and show in ${runtime.label}`, function () {
    this.timeout(120_000);
    let red: RunningNodeRed;
    let browser: Browser;
    let editor: EditorPage;

    // Nothing is deployed, so each test finds the flow above.
    editorSuite(
      runtime,
      () => [
        { id: 'tab', type: 'tab', label: 'Phones' },
        { ...eventNode('stored'), guarded: true, credentials: { token: TOKEN } },
        // As an older version stored it.
        {
          ...eventNode('older', { y: 160 }),
          guarded: undefined,
          legacyTls: undefined,
          credentials: { token: TOKEN },
        },
        eventNode('ordered', { y: 220, events: ['unmute', 'event-of-tomorrow', 'incoming-call', 'mute'] }),
        eventNode('no-list', { y: 280, events: 'mute' }),
      ],
      (open) => ({ editor, red, browser } = open),
    );

    const property = <T>(id: string, name: string): Promise<T> =>
      editor.page.evaluate<T>(`RED.nodes.node(${JSON.stringify(id)})[${JSON.stringify(name)}]`);
    const guarded = (id: string): Promise<unknown> => property(id, 'guarded');
    const openAccess = async (id: string): Promise<void> => {
      await editor.edit(id);
      await editor.page.click('#voip-event-access-tab');
    };
    const token = () => editor.page.locator('#node-input-token');
    const warning = () => editor.page.locator('#voip-event-unguarded');

    describe('a token that is meant to guard', () => {
      it('marks the node: entered, in store, in the store of an older version', async () => {
        const fresh = await editor.drag('action-url in', 400, 100);
        assert.equal(await guarded(fresh), false);
        await openAccess(fresh);
        await editor.ok();
        assert.equal(await guarded(fresh), false);
        await openAccess(fresh);
        await editor.page.click('#voip-event-generate');
        await editor.ok();
        assert.equal(await guarded(fresh), true);

        for (const id of ['stored', 'older']) {
          await openAccess(id);
          assert.equal(await token().inputValue(), '__PWRD__');
          assert.equal(await warning().isVisible(), false);
          await editor.ok();
          assert.equal(await guarded(id), true, id);
        }
        assert.equal(Boolean(await property('stored', 'changed')), false, 'a look changes nothing');
        const { text } = await editor.exported();
        assert.equal(text.includes(TOKEN), false);
      });

      it('unmarks it where the user clears the token, and not where he only looks', async () => {
        await openAccess('stored');
        await token().fill('');
        await editor.cancel();
        assert.equal(await guarded('stored'), true);
        await openAccess('stored');
        await token().fill('  ');
        await editor.ok();
        assert.equal(await guarded('stored'), false);
        await openAccess('stored');
        assert.equal(await token().inputValue(), '');
        await token().fill('${PHONE_TOKEN}');
        await editor.ok();
        assert.equal(await guarded('stored'), true);
      });

      it('a copy and an import without the token stay marked, say so, and are freed by a token or on purpose', async () => {
        const { page } = editor;
        const { nodes } = await editor.exported();
        const flow = nodes.filter(({ id }) => id === 'stored').map((node) => ({ ...node, z: undefined }) as FlowNode);
        assert.equal(flow[0]?.guarded, true);
        const ids: string[] = [];
        for (const name of ['imported', 'copied']) {
          const before = await editor.idsOf('action-url in');
          await page.evaluate(
            name === 'imported'
              ? `RED.view.importNodes(${JSON.stringify(flow)}, { generateIds: true, addFlow: false })`
              : `RED.view.select({ nodes: [RED.nodes.node('stored')] }); RED.actions.invoke('core:copy-selection-to-internal-clipboard'); RED.actions.invoke('core:paste-from-internal-clipboard')`,
          );
          // It hangs on the pointer until a click.
          await page.mouse.move(700, 500);
          await page.mouse.click(700, name === 'imported' ? 500 : 600);
          const id = (await editor.idsOf('action-url in')).find((each) => !before.includes(each)) ?? '';
          assert.equal(await guarded(id), true, name);
          const errors = await property<string[]>(id, 'validationErrors');
          assert.equal(errors.length, 1, name);
          assert.match(errors[0] ?? '', /token is missing/);
          ids.push(id);
        }
        for (const [index, id] of ids.entries()) {
          await page.evaluate(`RED.view.reveal('${id}', false)`);
          await openAccess(id);
          await warning().filter({ hasText: 'refuses everybody' }).waitFor();
          await editor.ok();
          assert.equal(await guarded(id), true, 'a look opens nothing');
          await openAccess(id);
          if (index === 0) {
            await token().fill('another-token');
            assert.equal(await warning().isVisible(), false);
          } else await page.locator('#voip-event-open').check();
          await editor.ok();
          assert.equal(await guarded(id), index === 0);
          assert.equal(await property(id, 'valid'), true);
        }
      });
    });

    describe('the chosen events', () => {
      const events = (id: string): Promise<string[]> => property(id, 'events');

      it('keep their order, unknown ones included; new ones follow in the vendor’s order', async () => {
        const { page } = editor;
        await editor.edit('ordered');
        await page.locator('input[value="mute"]').waitFor();
        await editor.ok();
        assert.deepEqual(await events('ordered'), ['unmute', 'event-of-tomorrow', 'incoming-call', 'mute']);
        await editor.edit('ordered');
        await page.locator('input[value="incoming-call"]').uncheck();
        for (const event of ['unhold', 'missed-call', 'hold']) await page.locator(`input[value="${event}"]`).check();
        await page.locator('#voip-event-sheet-tab').click();
        await page.locator('#voip-sheet-vendor').selectOption('fanvil');
        await editor.ok();
        const order = await page.evaluate<string[]>(
          `fetch('resources/node-red-contrib-voip-phone/catalogue.json').then((answer) => answer.json()).then(({ vendors }) =>
             vendors.find(({ id }) => id === 'fanvil').events.map(({ event }) => event).filter((event) => ['unhold', 'missed-call', 'hold'].includes(event)))`,
        );
        assert.equal(order.length, 3);
        assert.deepEqual(await events('ordered'), ['unmute', 'event-of-tomorrow', 'mute', ...order]);
      });

      it('that are no list stay so: a closed node is not opened by a look', async () => {
        await editor.edit('no-list');
        await editor.page.locator('input[value="mute"]').waitFor();
        await editor.ok();
        assert.equal(await events('no-list'), 'mute');
        assert.equal(await property('no-list', 'valid'), false);
      });
    });

    const add = (nodes: readonly object[]): Promise<unknown> =>
      editor.page.evaluate(`void RED.nodes.import(${JSON.stringify(nodes)}, { generateIds: false, addFlow: false })`);

    it('what is of another type than its field stays so by a look, and switches nothing on', async () => {
      const odd: readonly { readonly id: string; readonly [name: string]: unknown }[] = [
        { ...eventNode('odd-events'), id: 'odd-events', unknownEvents: 'yes', legacyTls: 1, rate: true, path: null },
        {
          id: 'odd-command',
          type: 'active-uri out',
          z: 'tab',
          x: 400,
          y: 100,
          wires: [[]],
          action: 'dial',
          value: 6040,
          valueType: 'num',
          disruptive: 'true',
          timeout: 5,
          maxAge: null,
        },
        {
          id: 'odd-phone',
          type: 'voip-phone',
          vendor: 'fanvil',
          host: null,
          mac: '80:82:87:04:6b:c2',
          port: 80,
          legacyTls: 'true',
          protocol: 'HTTPS',
        },
      ];
      await add(odd);
      for (const { id, type, ...properties } of odd) {
        if (type === 'voip-phone') await editor.editConfig('voip-phone', id);
        else await editor.editById(id);
        await editor.page.locator('#voip-phone-absent, #voip-event-absent, #voip-command-absent').waitFor({
          state: 'hidden',
        });
        await editor.ok();
        for (const [name, value] of Object.entries(properties)) {
          if (!['z', 'x', 'y', 'wires'].includes(name))
            assert.deepEqual(await property(id, name), value, `${id} ${name}`);
        }
      }
      await editor.editById('odd-command');
      // The switch is there where it matters.
      await editor.page.selectOption('#node-input-action', 'press');
      await editor.page.locator('#node-input-disruptive').check();
      await editor.ok();
      assert.equal(await property('odd-command', 'disruptive'), true);
    });

    it('variables are told of where URLs are given out, and stand there as they were written', async () => {
      const { page } = editor;
      await editor.edit('ordered');
      await page.locator('#voip-event-absent').waitFor({ state: 'hidden' });
      const problem = page.locator('#voip-event-problem');
      await page.locator('#node-input-path').fill('/${FLOOR}');
      assert.match((await page.locator('#voip-event-tip').textContent()) ?? '', /\/\$\{FLOOR\}\/incoming-call$/);
      await page.click('#voip-event-sheet-tab');
      await page.locator('#node-input-baseUrl').fill('http://red.lan:1880');
      await problem.filter({ hasText: 'Environment variables are known only when the flow runs' }).waitFor();
      await page.click('#voip-event-access-tab');
      await page.locator('#node-input-token').fill('${PHONE_TOKEN}');
      await page.click('#voip-event-sheet-tab');
      await page.locator('#voip-sheet-vendor').selectOption('atcom');
      const url = (await page.locator('.voip-url').first().textContent()) ?? '';
      assert.match(url, /token=<token>/);
      assert.doesNotMatch(url, /%24|%7B/i);
      await page.locator('#node-input-path').fill('/phone');
      await problem.waitFor({ state: 'hidden' });
      await editor.cancel();
    });

    it('a phone says which other one has its MAC or its address, and so does an event node that is bound to it', async () => {
      const { page } = editor;
      const phone = (id: string, more: object): object => ({ id, type: 'voip-phone', vendor: 'fanvil', ...more });
      await add([
        phone('front', { name: 'Front', host: '192.168.5.20', mac: '80:82:87:04:6b:c2' }),
        phone('twin', { name: 'Twin <b>', host: '192.168.5.21', mac: '808287046BC2' }),
        phone('hall', { name: 'Hall', host: '192.168.5.30' }),
        phone('attic', { name: 'Attic', host: '192.168.5.30', mac: '80:82:87:04:6b:c9' }),
        phone('alone', { name: 'Alone', host: '192.168.5.31' }),
        { ...eventNode('bound', { phone: 'hall' }) },
      ]);
      const same = page.locator('#voip-phone-same');
      const saying = async (id: string): Promise<string> => {
        await editor.editConfig('voip-phone', id);
        await page.locator('#voip-phone-absent').waitFor({ state: 'hidden' });
        const text = (await same.isVisible()) ? ((await same.textContent()) ?? '') : '';
        await editor.cancel();
        return text;
      };
      assert.match(await saying('front'), /“Twin <b>” has this MAC address, too: both nodes are one phone/);
      assert.match(await saying('hall'), /“Attic” has this address, too: enter the MAC addresses of both/);
      assert.match(await saying('attic'), /“Hall” has this address, too/);
      assert.equal(await saying('alone'), '');
      await editor.editConfig('voip-phone', 'hall');
      await same.waitFor();
      // With both MACs events are told apart; commands are, where the ports differ.
      await page.locator('#node-config-input-mac').fill('80:82:87:04:6b:ca');
      await same.getByText('“Attic” has this address and port, too').waitFor();
      await page.locator('#node-config-input-port').fill('8080');
      await same.waitFor({ state: 'hidden' });
      await page.locator('#node-config-input-mac').fill('${HALL_MAC}');
      await same.waitFor();
      await page.locator('#node-config-input-host').fill('${HALL_HOST}');
      await same.waitFor({ state: 'hidden' });
      await editor.cancel();
      await editor.editById('bound');
      await page.locator('#voip-event-same', { hasText: '“Attic” has this address, too' }).waitFor();
      await editor.cancel();
    });

    it('the preview of what is posted shows method, address, kind and body', async () => {
      const phone = (id: string, vendor: string): object => ({
        id,
        type: 'voip-phone',
        vendor,
        name: id,
        host: '10.0.0.9',
      });
      const dial = { type: 'active-uri out', z: 'tab', x: 400, y: 160, wires: [[]], action: 'dial', value: '6040' };
      await add([
        phone('poly-phone', 'poly'),
        phone('cisco-phone', 'cisco'),
        { ...dial, id: 'by-json', phone: 'poly-phone', line: '2' },
        { ...dial, id: 'by-form', phone: 'cisco-phone' },
      ]);
      const preview = async (id: string): Promise<string> => {
        await editor.editById(id);
        const shown = editor.page.locator('#voip-command-preview', { hasText: 'POST' });
        await shown.waitFor();
        const text = (await shown.textContent()) ?? '';
        await editor.cancel();
        return text;
      };
      assert.match(
        await preview('by-json'),
        /POST http:\/\/10\.0\.0\.9\S*\/api\/v1\/callctrl\/dial\s+Content-Type: application\/json\s+\{"data":\{"Dest":"6040","Line":"2","Type":"TEL"\}\}/,
      );
      assert.match(
        await preview('by-form'),
        /\/CGI\/Execute\s[^]*urlencoded\s+XML=<CiscoIPPhoneExecute><[^]*"Dial:6040"/,
      );
    });

    it('a new phone, event node and command have the defaults, and keep what is chosen', async () => {
      const { page } = editor;
      const command = await editor.drag('active-uri out', 400, 300);
      assert.equal(await property(command, 'maxAge'), '30');
      await editor.edit(command);
      const phone = await editor.addConfig('phone');
      const field = (name: string) => phone.locator(`#node-config-input-${name}`);
      await field('vendor').selectOption('akuvox');
      await field('host').fill('192.168.5.9');
      assert.equal(await field('legacyTls').isVisible(), false, 'only with TLS');
      await field('protocol').selectOption('https');
      assert.equal(await field('legacyTls').isChecked(), false);
      await field('legacyTls').check();
      await page.locator('#voip-phone-weak', { hasText: 'can be broken' }).waitFor();
      assert.equal(await field('login').inputValue(), '');
      await field('login').selectOption('basic');
      await page.locator('#voip-phone-basic').waitFor();
      await page.click('#voip-phone-texts summary');
      assert.deepEqual(
        await page.evaluate(
          `[...document.getElementById('node-config-input-charset').options].map(({ value }) => value)`,
        ),
        ['', 'gb18030', 'windows-1252'],
      );
      await field('charset').selectOption('windows-1252');
      await editor.ok();
      await page.click('.voip-more summary');
      await page.locator('#node-input-maxAge').fill('0');
      await editor.ok();
      // Else each deploy warns of unused phones, since who names one by msg.phone is no user to Node-RED.
      assert.equal(await page.evaluate(`RED.nodes.getType('voip-phone').hasUsers`), false);
      const [id = ''] = await editor.idsOf('voip-phone');
      const stored = (await editor.exported()).nodes.find((node) => node.id === id) as FlowNode;
      const { charset, login, legacyTls, protocol } = stored;
      assert.deepEqual(
        { charset, login, legacyTls, protocol },
        {
          charset: 'windows-1252',
          login: 'basic',
          legacyTls: true,
          protocol: 'https',
        },
      );
      assert.equal(await property(command, 'maxAge'), '0');
      // What is switched on stays in sight by plain HTTP, too.
      await editor.editConfig('voip-phone', id);
      await page.locator('#node-config-input-protocol').selectOption('http');
      assert.equal(await page.locator('#node-config-input-legacyTls').isVisible(), true);
      await editor.cancel();
    });

    it('a phone whose address is known by its events is taken by its MAC, and by the address at a click', async () => {
      const { page } = editor;
      const known = { mac: '80:82:87:40:00:05', address: '192.168.5.9', learned: true, vendor: 'atcom', model: 'A21' };
      await page.route('**/voip-phone/reported', (route) =>
        route.fulfill({ json: { phones: [{ ...known, time: new Date().toISOString() }] } }),
      );
      await editor.editConfig('voip-phone', '_ADD_');
      await page.locator('.voip-reported-phone').click();
      const host = page.locator('#node-config-input-host');
      assert.equal(await page.locator('#node-config-input-mac').inputValue(), known.mac);
      assert.equal(await host.inputValue(), '');
      assert.match((await host.getAttribute('placeholder')) ?? '', /192\.168\.5\.9 \(learned/);
      await page.getByText('Enter 192.168.5.9 instead').click();
      assert.equal(await host.inputValue(), known.address);
      await page.getByText('Learn the address instead').click();
      assert.equal(await host.inputValue(), '');
      await editor.cancel();
      await page.unroute('**/voip-phone/reported');
    });

    it('the sheet offers Copy and no link, which a browser would follow', async () => {
      const { page } = editor;
      await editor.edit('stored');
      await page.click('#voip-event-sheet-tab');
      await page.locator('#voip-sheet-vendor').selectOption('atcom');
      const rows = await page.locator('.voip-url-row').count();
      assert.equal(rows > 10, true);
      assert.equal(await page.locator('.voip-url-row .voip-copy').count(), rows);
      assert.equal(await page.locator('#voip-event-urls :is(a, form, [src], [href])').count(), 0);
      assert.equal(await page.locator('.voip-dialog a[href]:not([href="#"])').count(), 0);
      await editor.cancel();
    });

    it('the sheet gives out no table with a placeholder, and says what a file leaves out', async () => {
      const { page } = editor;
      await editor.edit('stored');
      await page.locator('input[value="door-sensor-1"]').check();
      await page.locator('input[value="incoming-call"]').check();
      await page.click('#voip-event-sheet-tab');
      await page.locator('#voip-sheet-vendor').selectOption('fanvil');
      // Two kinds of files, and a model of neither: the wrong one would leave its phone without a URL.
      const form = page.locator('#voip-sheet-form');
      await page.locator('#voip-sheet-model').fill('i31S');
      assert.equal(await form.inputValue(), '');
      assert.equal(await page.locator('#voip-sheet-download').isDisabled(), true);
      await page.locator('#voip-sheet-model').fill('X4U');
      assert.equal(await form.inputValue(), 'sysconf');
      assert.equal(await page.locator('#voip-sheet-download').isDisabled(), false);
      await page.locator('#voip-sheet-model').fill('');
      assert.equal(await form.inputValue(), '');
      await form.selectOption('sysconf');
      const all = page.locator('.voip-sheet-bar .voip-copy');
      assert.equal(await all.isDisabled(), true);
      assert.match((await all.getAttribute('title')) ?? '', /while <token> stands/);
      assert.equal(await page.locator('.voip-url-row .voip-copy').first().isDisabled(), false);
      assert.match(await page.locator('#voip-sheet-form-notes').innerText(), /Door sensor 1/);
      await page.click('#voip-event-access-tab');
      await token().fill('another-token');
      await page.click('#voip-event-sheet-tab');
      assert.equal(await all.isDisabled(), false);
      await editor.cancel();
    });

    it('the sheet has one URL for phones that post their events, and asks for a port of the node’s own', async () => {
      const { page } = editor;
      await editor.edit('stored');
      await page.click('#voip-event-sheet-tab');
      await page.locator('#voip-sheet-vendor').selectOption('poly');
      const note = page.locator('.voip-note', { hasText: 'post all events to one URL' });
      await note.waitFor();
      assert.match((await note.getAttribute('class')) ?? '', /voip-bad/);
      await page.click('#voip-event-access-tab');
      await page.locator('#node-input-port').fill('1881');
      await page.click('#voip-event-sheet-tab');
      await page.locator('.voip-note:not(.voip-bad)', { hasText: 'post all events to one URL' }).waitFor();
      assert.match((await page.locator('.voip-url').allTextContents()).join(' '), /^http:\/\/[^ /]+:1881\/[^ /]+$/);
      const events = await page.locator('.voip-posted-events [data-event]').count();
      assert.ok(events > 5);
      // A vendor whose door stations alone do so.
      await page.locator('#voip-sheet-vendor').selectOption('grandstream');
      assert.ok((await page.locator('.voip-url').count()) > 10);
      await page.locator('#voip-sheet-model').fill('GDS3710');
      await page.locator('.voip-posted-events').waitFor();
      assert.equal(await page.locator('#voip-sheet-forms').isVisible(), false);
      await editor.cancel();
    });

    it('validators take what is read when the flow runs, and nothing else', async () => {
      const wrong: string[] = [];
      for (const [type, name, read, texts] of READERS) {
        const judged = await editor.page.evaluate<boolean[]>(
          `${JSON.stringify(texts)}.map((text) => RED.nodes.getType(${JSON.stringify(type)}).defaults[${JSON.stringify(name)}].validate.call({ mac: '808287046bc2' }, text, {}) === true)`,
        );
        for (const [index, text] of texts.entries()) {
          if (judged[index] !== read(text.trim()))
            wrong.push(`${type} ${name} ${JSON.stringify(text)}: ${judged[index]}`);
        }
      }
      assert.deepEqual(wrong, []);
    });

    it('validators take environment variables everywhere', async () => {
      const refused = await editor.page.evaluate<string[]>(
        `${types}.flatMap((type) =>
           Object.entries(RED.nodes.getType(type).defaults)
             .filter(([name, { validate }]) => validate && !['events', 'guarded', 'proxyProtocol', 'phones', 'entities', 'setupEvents'].includes(name))
             .flatMap(([name, { validate }]) => ['\${VALUE}', '\${ONE}\${TWO}', 'x\${VALUE}y']
               .filter((value) => validate.call({ action: 'dial', mac: '808287046bc2' }, value, {}) !== true)
               .map((value) => type + ' ' + name + ' ' + value)))`,
      );
      assert.deepEqual(refused, []);
    });

    it('no sentence, label, dialog or list makes HTML of a value', async () => {
      const { page } = editor;
      const flow = await page.evaluate<FlowNode[]>(
        `${types}.flatMap((type, column) => {
           const { defaults } = RED.nodes.getType(type);
           return Object.keys(defaults).filter((name) => !defaults[name].type).map((name, row) => ({
             id: 'hostile-' + column + '-' + row, type, z: ${config}.includes(type) ? undefined : 'tab',
             ...(${config}.includes(type) ? { vendor: 'atcom', host: '192.168.5.8' } : { x: 700 + 220 * column, y: 40 + 40 * row, wires: [[]] }),
             [name]: ${JSON.stringify(HOSTILE)},
           }));
         })`,
      );
      assert.equal(flow.length > 40, true);
      await page.evaluate(`RED.nodes.import(${JSON.stringify(flow)}); RED.view.redraw(true)`);
      const sentences = await page.evaluate<string[]>(
        `${JSON.stringify(flow.map(({ id }) => id))}.flatMap((id) => RED.nodes.node(id).validationErrors ?? [])`,
      );
      assert.equal(sentences.length > 15, true);
      assert.deepEqual(
        sentences.filter((sentence) => /onerror|CanaryValue/.test(sentence)),
        [],
      );
      // The red triangles of the configuration sidebar, where Node-RED makes HTML of sentences.
      await page.evaluate(`RED.sidebar.config.show()`);
      const triangles = page.locator('.red-ui-palette-node-config .red-ui-flow-node-error:visible');
      const count = await triangles.count();
      assert.equal(count > 5, true);
      for (let index = 0; index < count; index += 1) {
        await triangles.nth(index).scrollIntoViewIfNeeded();
        await triangles.nth(index).hover();
        await page.locator('.red-ui-popover').first().waitFor();
      }
      // Each dialog, with all of its values at once.
      const all = await page.evaluate<FlowNode[]>(
        `${types}.map((type, column) => ({
           id: 'all-' + column, type,
           ...(${config}.includes(type) ? {} : { z: 'tab', x: 700 + 220 * column, y: 900, wires: [[]] }),
           ...Object.fromEntries(Object.entries(RED.nodes.getType(type).defaults)
             .filter(([, { type }]) => !type).map(([name]) => [name, ${JSON.stringify(HOSTILE)}])),
         }))`,
      );
      await page.evaluate(`RED.nodes.import(${JSON.stringify(all)}); RED.view.redraw(true)`);
      for (const { id, type } of all) {
        if (CONFIG.includes(type)) await editor.editConfig(type, id);
        else await editor.editById(id);
        await editor.cancel();
        await page.evaluate(`RED.sidebar.info.refresh(RED.nodes.node(${JSON.stringify(id)}))`);
      }
      await page.evaluate(`RED.search.show('CanaryValue')`);
      await page.locator('.red-ui-search-result').first().waitFor();
      await page.keyboard.press('Escape');
      assert.equal(await page.evaluate('globalThis.ran'), undefined);
    });

    describe('opened by a way that phones cannot take', () => {
      const problem = (opened: EditorPage) => opened.page.locator('#voip-event-problem');

      it('says so and names the field; not with a server URL or a port of its own', async () => {
        const ingress = await openByIngress(red, '/api/hassio_ingress/abc123/');
        const opened = await EditorPage.open(browser, ingress.red, { root: ingress.path });
        try {
          await opened.edit('stored');
          await problem(opened).filter({ hasText: 'phones cannot take (/api/hassio_ingress/abc123/)' }).waitFor();
          await problem(opened).filter({ hasText: 'enter the server URL' }).waitFor();
          await opened.page.click('#voip-event-sheet-tab');
          assert.equal(
            await opened.page.locator('#node-input-baseUrl').getAttribute('placeholder'),
            'http://127.0.0.1:1880',
          );
          await opened.page.locator('#node-input-baseUrl').fill('http://192.168.5.2:1880');
          await problem(opened).waitFor({ state: 'hidden' });
          await opened.page.locator('#node-input-baseUrl').fill('');
          await problem(opened).waitFor();
          await opened.page.click('#voip-event-access-tab');
          await opened.page.locator('#node-input-port').fill('192.168.5.2:1881');
          await problem(opened).waitFor({ state: 'hidden' });
          await opened.cancel();
          assert.deepEqual(opened.problems, []);
        } finally {
          await opened.close();
          await ingress.close();
        }
      });
    });
  });
}
