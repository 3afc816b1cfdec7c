import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { NodeAPI } from 'node-red';
import type { OverviewNews } from '../../nodes/lib/installation/overview';
import type { PhoneRow } from '../../nodes/lib/installation/overview-row';
import { freePort } from '../support/node-red';
import { type Loaded, loadNodes, unloadNodes } from '../support/nodes';
import { own } from '../support/own';
import { phoneRequest, sendRaw } from '../support/requests';

const requireHere = createRequire(__filename);
type App = (request: IncomingMessage, response: ServerResponse) => void;
const express = createRequire(requireHere.resolve('node-red-node-test-helper'))('express') as () => App;

const TAB = { id: 'tab', type: 'tab', label: 'test' };
const PLACE = { z: 'tab', x: 1, y: 1 };
const [MAC, OTHER] = ['80:82:87:04:6b:c2', '80:82:87:04:6b:c3'];
const phone = (id: string, more: object = {}): object => ({
  ...{ id, type: 'voip-phone', name: `Phone ${id}`, vendor: 'fanvil', mac: '', host: '' },
  ...more,
});
const events = (id: string, more: object = {}): object => ({
  ...{ id, type: 'action-url in', ...PLACE, path: '/phone', events: [], wires: [[]] },
  ...more,
});

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>> & { readonly phones?: readonly (PhoneRow & { with?: object })[] };
}

/** Node-RED around the nodes, with permissions as a header says them, and all that comms were given. */
class Surroundings {
  readonly published: { readonly topic: string; readonly news: OverviewNews; readonly retain: unknown }[] = [];
  #loaded: Loaded | undefined;
  #port = 0;
  #told: () => void = () => {};

  async load(flow: object[], credentials: Record<string, object> = {}): Promise<Loaded> {
    const app = express();
    const server = own(createServer(app));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    this.#port = (server.address() as AddressInfo).port;
    const around = (RED: NodeAPI): void => {
      const before = { httpAdmin: RED.httpAdmin, auth: RED.auth, comms: RED.comms };
      own(() => Object.assign(RED, before));
      const needsPermission = (permission: string) => {
        return ({ headers }: IncomingMessage, response: { status(code: number): { end(): void } }, next: () => void) =>
          String(headers['x-permissions'] ?? '')
            .split(' ')
            .includes(permission)
            ? next()
            : response.status(401).end();
      };
      const publish = (topic: string, news: OverviewNews, retain: unknown): void => {
        this.published.push({ topic, news, retain });
        this.#told();
      };
      Object.assign(RED, { httpAdmin: app, auth: { needsPermission }, comms: { publish } });
    };
    this.#loaded = await loadNodes(flow, credentials, {}, [around]);
    return this.#loaded;
  }

  async get(path: string, permissions: string): Promise<Answer> {
    const asked = request({ host: '127.0.0.1', port: this.#port, path, headers: { 'x-permissions': permissions } });
    asked.end();
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    let text = '';
    for await (const chunk of response) text += String(chunk);
    return { status: response.statusCode ?? 0, text, body: (text ? JSON.parse(text) : {}) as Answer['body'] };
  }

  /** Resolves when comms were given something for which this holds. */
  publishing(isIt: (news: OverviewNews) => boolean): Promise<OverviewNews> {
    return new Promise((resolve) => {
      this.#told = () => {
        const found = this.published.find(({ news }) => isIt(news));
        if (found) resolve(found.news);
      };
      this.#told();
    });
  }
}

const LOOK = 'voip-phone.read';
const CHANGE = 'voip-phone.read voip-phone.write';
const ROUTES = ['/voip-phone/phones', '/voip-phone/journal', '/voip-phone/diagnostics'];

describe('the routes of the sidebar', () => {
  let red: Surroundings;
  beforeEach(() => {
    red = new Surroundings();
  });
  afterEach(() => unloadNodes());

  const ring = (loaded: Loaded, more = ''): Promise<number> =>
    phoneRequest(loaded.port, `/phone/incoming-call?mac=${MAC}&call_id=7&remote=6040&display_remote=CanaryAnna${more}`);

  it('answer nobody who may not look', async () => {
    await red.load([TAB, phone('a')]);
    for (const route of ROUTES) {
      assert.deepEqual(
        [(await red.get(route, '')).status, (await red.get(route, 'flows.read')).status],
        [401, 401],
        route,
      );
      assert.equal((await red.get(route, LOOK)).status, 200, route);
    }
  });

  it('name callers and strangers to those alone who may change flows', async () => {
    const loaded = await red.load([TAB, phone('a', { mac: MAC }), events('in')]);
    assert.equal(await ring(loaded), 200);
    assert.equal(await phoneRequest(loaded.port, `/phone/mute?mac=${OTHER}&active_user=6041`), 200);
    await red.publishing((news) => 'strangers' in news && news.strangers === 1);
    const looked = await red.get('/voip-phone/phones', LOOK);
    const [row] = looked.body.phones ?? [];
    assert.deepEqual(
      [row?.id, row?.state, row?.problems.map(({ kind }) => kind)],
      ['a', 'ringing', ['no-address', 'open']],
    );
    assert.doesNotMatch(looked.text, /Canary|6040|strangers|with/);
    const { body } = await red.get('/voip-phone/phones', CHANGE);
    assert.deepEqual(body.phones?.[0]?.with, { name: 'CanaryAnna', number: '6040' });
    const [stranger, ...others] = body['strangers'] as { mac: string; account: string }[];
    assert.deepEqual([stranger?.mac, stranger?.account, others], [OTHER, '6041', []]);
    assert.ok(Number(body['revision']) >= 1);
  });

  it('publish rows that name no other party, and retain none', async () => {
    const loaded = await red.load([TAB, phone('a', { mac: MAC }), phone('twin', { mac: MAC }), events('in')]);
    assert.equal(await ring(loaded), 200);
    const news = await red.publishing(
      (told) => 'phones' in told && told.phones.some(({ state }) => state === 'ringing'),
    );
    assert.deepEqual('phones' in news && news.phones.map(({ id }) => id), ['a', 'twin'], 'two nodes, one phone');
    assert.doesNotMatch(JSON.stringify(red.published), /Canary|6040/);
    for (const { topic, retain } of red.published) assert.deepEqual([topic, retain], ['voip-phone/phones', false]);
    assert.deepEqual(
      red.published.map(({ news: { revision } }) => revision),
      red.published.map((_, index) => index + 1),
    );
  });

  it('follow deploys: what comes back is not gone, what is deleted is', async () => {
    const loaded = await red.load([TAB, phone('a', { mac: MAC }), phone('b', { host: '10.0.0.1' }), events('in')]);
    await ring(loaded);
    await red.publishing((news) => 'phones' in news && news.phones.some(({ state }) => state === 'ringing'));
    await loaded.redeploy([TAB, phone('a', { mac: MAC }), phone('c', { host: '10.0.0.2' }), events('in')]);
    const gone = await red.publishing((news) => 'gone' in news && news.gone.length > 0);
    assert.deepEqual('gone' in gone && gone.gone, ['b']);
    const { body } = await red.get('/voip-phone/phones', LOOK);
    assert.deepEqual(
      body.phones?.map(({ id, state }) => [id, state]),
      [
        ['a', 'ringing'],
        ['c', 'unknown'],
      ],
    );
    for (const { news } of red.published) assert.ok(!('gone' in news) || !news.gone.includes('a'));
  });

  it('tell what arrived on an own port and on the shared server, the oldest first, and from a number on', async () => {
    const port = await freePort();
    const flow = [
      TAB,
      phone('a', { mac: MAC }),
      events('in'),
      events('own', { port: `127.0.0.1:${port}`, path: '/own' }),
    ];
    const loaded = await red.load(flow, { own: { token: 'CanaryToken' } });
    const own_ = async (line: string): Promise<string> =>
      (await sendRaw(port, `${line} HTTP/1.0\r\n\r\n`)).slice(9, 12);
    assert.equal(await ring(loaded), 200);
    assert.equal(await phoneRequest(loaded.port, '/phone/registerd?token=CanaryToken'), 404);
    assert.equal(await phoneRequest(loaded.port, '/elsewhere'), 404);
    assert.equal(await own_(`GET /own/mute?mac=${MAC}&token=CanaryWrong`), '401');
    assert.equal(await own_('HEAD /own/mute'), '401');
    assert.equal(await own_('GET /nowhere/mute?token=CanaryToken'), '404');
    assert.equal(await own_('PUT /own/mute'), '405');
    const big = `POST /own HTTP/1.0\r\nContent-Length: 70000\r\n\r\n`;
    assert.equal((await sendRaw(port, big)).slice(9, 12), '413');
    const { body, text } = await red.get('/voip-phone/journal', LOOK);
    const entries = body['entries'] as readonly Record<string, unknown>[];
    assert.deepEqual(
      entries.map((entry) => ['seq', 'port', 'path', 'status', 'verdict', 'nearest'].map((key) => entry[key])),
      [
        [1, undefined, '/phone', 200, 'messages', undefined],
        [2, undefined, '/phone', 404, 'no-event', 'registered'],
        [3, port, '/own', 401, 'token', undefined],
        [4, port, '/nowhere/mute', 404, 'no-path', undefined],
        [5, port, '/own', 405, 'method', undefined],
        [6, port, '/own', 413, 'method', undefined],
      ],
    );
    assert.deepEqual(entries[2]?.['phone'], { id: 'a', name: 'Phone a' });
    assert.doesNotMatch(text, /Canary/);
    const later = (await red.get('/voip-phone/journal?after=5', LOOK)).body;
    assert.deepEqual([later['seq'], (later['entries'] as unknown[]).length], [6, 1]);
    for (const after of ['-1', 'x', '1e99', '', '0.5'])
      assert.equal(
        ((await red.get(`/voip-phone/journal?after=${after}`, LOOK)).body['entries'] as unknown[]).length,
        6,
        after,
      );
    const warnings = loaded.logged().match(/was refused with \d+/g);
    assert.deepEqual(warnings, ['was refused with 404'], 'one line an address');
  });

  it('give what a bug report needs, and no secret, name or whole address', async () => {
    const flow = [
      ...[TAB, { id: 'f', type: 'function', ...PLACE, name: 'CanaryFunction', func: '', wires: [] }],
      phone('a', { name: 'CanaryDesk', mac: MAC, host: '192.168.5.21', path: '/x?pw=CanaryPath' }),
      events('in', { name: 'CanaryIn', path: '/CanaryPath', baseUrl: 'http://canary.example', allow: '${ALLOWED}' }),
    ];
    await red.load(flow, { a: { username: 'CanaryUser', password: 'CanaryPassword' }, in: { token: 'CanaryToken' } });
    const { body, text } = await red.get('/voip-phone/diagnostics', LOOK);
    assert.doesNotMatch(text, /Canary/i);
    assert.doesNotMatch(text, /192\.168\.5|04:6b:c2/);
    const versions = body['versions'] as Record<string, string>;
    assert.match(`${versions['package']} ${versions['nodeRed']}`, /^\d+\.\d+\.\d+\S* \d+\.\d+\.\d+/);
    assert.deepEqual(body['nodes'], { 'voip-phone': 1, 'action-url in': 1 });
    const settings = body['settings'] as Record<string, unknown>[];
    assert.deepEqual(
      settings.map(({ type, credentials, host, allow }) => [type, credentials, host, allow]),
      [
        ['voip-phone', ['password', 'username'], '192.168.…', undefined],
        ['action-url in', ['token'], undefined, '${ALLOWED}'],
      ],
    );
  });
});
