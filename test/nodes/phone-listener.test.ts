import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { v1 } from '../lib/events/own-port/proxy-headers';
import { statusOf } from '../lib/events/wire';
import { freePort } from '../support/node-red';
import { type Loaded, loadNodes, messagesAt, TLS_CONFIG, unloadNodes } from '../support/nodes';
import { own } from '../support/own';
import { phoneRequest, sendRaw } from '../support/requests';

const TAB = { id: 'tab', type: 'tab', label: 'test' };
const OUT = { id: 'out', type: 'helper', z: 'tab', x: 1, y: 1, wires: [] };
const [NEW, OLD] = ['CanaryToken-new', 'CanaryToken-old'];
const PHONE = '192.168.5.20';

const listener = (properties: object = {}): object => ({
  ...{ id: 'shared', type: 'phone-listener', name: 'Building', path: '/building', port: '' },
  ...properties,
});
const eventNode = (properties: object = {}): object => ({
  ...{ id: 'in', type: 'action-url in', z: 'tab', x: 1, y: 1, events: [], wires: [['out']] },
  ...{ path: '/own', listener: 'shared', ...properties },
});

interface Display {
  readonly fill?: string;
  readonly shape?: string;
  readonly text?: string;
}
/** The test helper's spy, which all nodes share. */
interface Shown {
  readonly status: { readonly args: [Display][]; readonly thisValues: { readonly id: string }[] };
}
function last(loaded: Loaded, id = 'in'): Display {
  const { args, thisValues } = (loaded.node(id) as unknown as Shown).status;
  return args[thisValues.findLastIndex((node) => node.id === id)]?.[0] ?? {};
}

/** Resolves once it is so; nothing tells of what a node's status becomes. */
function until(isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const poll = setInterval(() => {
      if (!isSo()) return;
      clearInterval(poll);
      resolve();
    }, 5);
    own(() => clearInterval(poll));
  });
}

const NOWHERE = Symbol('nobody listens');
/** The answer's status; NOWHERE where nobody takes the connection, NaN where it is closed without an answer. */
async function ask(port: number, target: string, before = ''): Promise<number | typeof NOWHERE> {
  try {
    return statusOf(await sendRaw(port, `${before}GET ${target} HTTP/1.0\r\n\r\n`));
  } catch {
    return NOWHERE;
  }
}

describe('phone-listener', () => {
  afterEach(() => unloadNodes());

  it("serves its nodes on Node-RED's server, and not what they have themselves", async () => {
    const flow = [TAB, listener(), eventNode({ allow: 'nonsense', rate: '${NONE}' }), eventNode({ id: 'in2' }), OUT];
    const loaded = await loadNodes(flow, { shared: { token: NEW }, in: { token: OLD } });
    const arrivals = messagesAt(loaded.node('out'), 2);
    const at = (target: string): Promise<number> => phoneRequest(loaded.port, target);
    assert.equal(await at(`/building/mute?token=${NEW}`), 200);
    await arrivals;
    assert.equal(await at(`/building/mute?token=${OLD}`), 401);
    assert.equal(await at(`/own/mute?token=${OLD}`), 404);
    assert.doesNotMatch(loaded.logged(), /Canary/);
  });

  it('serves nothing where it is missing or disabled: no path of its own, no port, a red ring', async () => {
    const port = await freePort();
    for (const gone of [[], [listener({ d: true, port: String(port) })]]) {
      const loaded = await loadNodes([TAB, ...gone, eventNode({ port: String(port) }), OUT]);
      assert.deepEqual(last(loaded), { fill: 'red', shape: 'ring', text: 'status.no-listener' });
      assert.match(loaded.logged(), /is not served.*the listener \(it does not exist, or is disabled\)/);
      assert.equal(await ask(port, '/own/mute'), NOWHERE);
      for (const path of ['/own', '/building', '/phone'])
        assert.equal(await phoneRequest(loaded.port, `${path}/mute`), 404);
      await unloadNodes();
    }
    // The suite unloads after each test.
    await loadNodes([TAB]);
  });

  for (const type of ['nodes', 'flows', 'full'] as const) {
    it(`follows what a deploy of "${type}" does to it: changed, disabled, enabled, deleted, made`, async () => {
      const port = await freePort();
      const flow = (properties?: object): object[] => [
        TAB,
        ...(properties ? [listener({ port: `127.0.0.1:${port}`, ...properties })] : []),
        eventNode(),
        OUT,
      ];
      const loaded = await loadNodes(flow({}));
      assert.equal(await ask(port, '/building/mute'), 200);
      const steps: readonly (readonly [properties: object | undefined, path: string, is: unknown])[] = [
        [{ path: '/other' }, '/other', 200],
        [{ path: '/other' }, '/building', 404],
        [{ path: '/other', d: true }, '/other', NOWHERE],
        [{ path: '/other' }, '/other', 200],
        [{ path: '/other', guarded: true }, '/other', 403],
        [{ path: '/other' }, '/other', 200],
        [undefined, '/other', NOWHERE],
        [undefined, '/own', NOWHERE],
        [{}, '/building', 200],
      ];
      for (const [index, [properties, path, expected]] of steps.entries()) {
        await loaded.redeploy(flow(properties), type);
        const isAt = (): Promise<unknown> => ask(port, `${path}/mute`);
        assert.equal(String(await isAt()), String(expected), `step ${index}`);
        const isMissing = properties === undefined || 'd' in properties;
        await until(() => (last(loaded).text === 'status.no-listener') === isMissing);
      }
    });
  }

  it('keeps an event that falls into its redeploy, on a port that stays open', async () => {
    const port = await freePort();
    const flow = (name: string): object[] => [TAB, listener({ port: String(port), name }), eventNode(), OUT];
    const loaded = await loadNodes(flow(''));
    assert.equal(await ask(port, '/building/mute'), 200);
    for (const [round, type] of (['full', 'nodes', 'flows'] as const).entries()) {
      const deployed = loaded.redeploy(flow(`round ${round}`), type);
      assert.equal(await ask(port, '/building/mute'), 200);
      await deployed;
    }
  });

  it('stands in for a subflow, too, in each of its instances', async () => {
    const env = (value: string): object[] => [{ name: 'PATH_NAME', value, type: 'str' }];
    const instance = (id: string, value: string): object => ({
      ...{ id, type: 'subflow:sub', z: 'tab', x: 1, y: 1, wires: [], env: env(value) },
    });
    const loaded = await loadNodes([
      TAB,
      { id: 'sub', type: 'subflow', name: 'sub', in: [], out: [], env: env('') },
      listener({ z: 'sub', path: '/${PATH_NAME}' }),
      eventNode({ z: 'sub', wires: [[]] }),
      instance('one', 'first'),
      instance('two', 'second'),
    ]);
    for (const [path, status] of [
      ['/first', 200],
      ['/second', 200],
      ['/third', 404],
    ] as const)
      assert.equal(await phoneRequest(loaded.port, `${path}/mute`), status);
  });

  describe('that was meant to guard', () => {
    const cases: readonly (readonly [what: string, properties: object, credentials: object])[] = [
      ['a lost token', { guarded: true }, {}],
      ['an odd mark', { guarded: 'yes' }, {}],
      ['a token that is an unset variable', {}, { token: '${NONE_OF_THAT_NAME}' }],
      ['a token that is a blank variable', {}, { token: '${BLANK_ONE}' }],
      ['a previous token alone', { previousUntil: '2999-01-01' }, { previousToken: OLD }],
      ['an allow list that is unset', { allow: '${NONE_OF_THAT_NAME}' }, {}],
      ['an allow list that cannot be read', { allow: 'phones' }, {}],
      ['a list of proxies that cannot be read', { trustedProxies: 'proxy' }, {}],
      ['a rate that cannot be read', { rate: 'fast' }, {}],
      ['a PROXY protocol without proxies', { port: '1', proxyProtocol: true }, {}],
      ['a PROXY protocol without a port', { trustedProxies: '127.0.0.1', proxyProtocol: true }, {}],
      ['a PROXY protocol that is no switch', { trustedProxies: '127.0.0.1', proxyProtocol: 'true' }, {}],
    ];
    before(() => (process.env['BLANK_ONE'] = ' '));
    after(() => delete process.env['BLANK_ONE']);
    for (const [what, properties, credentials] of cases) {
      it(`refuses everybody: ${what}`, async () => {
        const port = 'port' in properties ? await freePort() : 0;
        const shared = listener({ ...properties, ...(port && { port: String(port) }) });
        const loaded = await loadNodes([TAB, shared, eventNode(), OUT], { shared: credentials });
        assert.deepEqual(last(loaded), { fill: 'red', shape: 'ring', text: 'status.closed' });
        for (const token of ['', OLD, NEW, '${NONE_OF_THAT_NAME}']) {
          const target = `/building/mute?token=${token}`;
          if (port) assert.ok(Number.isNaN(await ask(port, target, v1('127.0.0.1'))));
          else assert.equal(await phoneRequest(loaded.port, target), 403);
        }
        assert.doesNotMatch(loaded.logged(), /Canary/);
      });
    }

    it('stands nowhere else where its port or TLS cannot be read', async () => {
      for (const properties of [{ port: '${NONE_OF_THAT_NAME}' }, { port: 'phones' }, { port: '1881', tls: 'gone' }]) {
        const loaded = await loadNodes([TAB, listener(properties), eventNode(), OUT]);
        assert.equal(last(loaded).fill, 'red');
        assert.equal(await phoneRequest(loaded.port, '/building/mute'), 404);
        await unloadNodes();
      }
      await loadNodes([TAB]);
    });
  });

  describe('with two tokens', () => {
    const start = (previousUntil: unknown): Promise<Loaded> =>
      loadNodes([TAB, listener({ previousUntil, guarded: true }), eventNode(), OUT], {
        shared: { token: NEW, previousToken: OLD },
      });
    const answers = async (loaded: Loaded): Promise<number[]> => [
      await phoneRequest(loaded.port, `/building/mute?token=${NEW}`),
      await phoneRequest(loaded.port, `/building/mute?token=${OLD}`),
      await phoneRequest(loaded.port, '/building/mute?token=wrong'),
      await phoneRequest(loaded.port, '/building/mute'),
    ];
    const today = (): string => {
      const now = new Date();
      const pad = (part: number): string => String(part).padStart(2, '0');
      return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
    };

    it('takes both until then, today to its end', async () => {
      for (const moment of ['2999-12-31', '2999-12-31T10:00Z', today()]) {
        const loaded = await start(moment);
        assert.deepEqual(await answers(loaded), [200, 200, 401, 401], moment);
        assert.doesNotMatch(loaded.logged(), /Canary|previous/);
        await unloadNodes();
      }
      await loadNodes([TAB]);
    });

    it('ends without a deploy', async () => {
      const loaded = await start(new Date(Date.now() + 1500).toISOString());
      const previous = (): Promise<number> => phoneRequest(loaded.port, `/building/mute?token=${OLD}`);
      assert.equal(await previous(), 200);
      while ((await previous()) === 200) await new Promise((resolve) => setTimeout(resolve, 20));
      assert.deepEqual(await answers(loaded), [200, 401, 401, 401]);
    });

    it('refuses the previous one where nobody said until when, and says so', async () => {
      for (const moment of ['', undefined, 'soon', '${NONE_OF_THAT_NAME}', true]) {
        const loaded = await start(moment);
        assert.deepEqual(await answers(loaded), [200, 401, 401, 401], String(moment));
        assert.match(loaded.logged(), /refuses the previous token/);
        await unloadNodes();
      }
      await loadNodes([TAB]);
    });
  });

  describe('on a port whose connections begin with a PROXY header', () => {
    const proxied = { trustedProxies: '127.0.0.1', proxyProtocol: true };

    it('takes the named address for the phone’s', async () => {
      const port = await freePort();
      const shared = listener({ port: String(port), allow: PHONE, ...proxied });
      const phone = { id: 'desk', type: 'voip-phone', name: 'Desk', vendor: 'fanvil', host: PHONE };
      const loaded = await loadNodes([TAB, phone, shared, eventNode(), OUT]);
      const arrival = messagesAt(loaded.node('out'), 1);
      assert.equal(await ask(port, '/building/mute', v1(PHONE)), 200);
      const [message] = await arrival;
      assert.equal((message as { payload: { phone: { name: string } } }).payload.phone.name, 'Desk');
      assert.equal(await ask(port, '/building/mute', v1('192.168.5.21')), 403);
      assert.equal(await ask(port, '/building/mute', 'PROXY UNKNOWN\r\n'), 403);
    });

    it('refuses all else, and says so in the status', async () => {
      const port = await freePort();
      const loaded = await loadNodes([TAB, listener({ port: String(port), ...proxied }), eventNode(), OUT]);
      assert.ok(Number.isNaN(await ask(port, '/building/mute')));
      await until(() => last(loaded).text === 'PROXY ✗1');
      assert.equal(last(loaded).fill, 'yellow');
    });

    it('reads none where it is not told to', async () => {
      const port = await freePort();
      await loadNodes([TAB, listener({ port: String(port), trustedProxies: '127.0.0.1' }), eventNode(), OUT]);
      assert.equal(await ask(port, '/building/mute', v1(PHONE)), 400);
      assert.equal(await ask(port, '/building/mute'), 200);
    });
  });

  describe('that shares its port with others', () => {
    const pem = readFileSync(join(__dirname, '..', 'fixtures', 'tls', 'server.pem'), 'utf8');
    const TLS = { id: 'tls-1', type: 'tls-config', name: '', cert: '', key: '', ca: '' };
    const proxied = { trustedProxies: '127.0.0.1', proxyProtocol: true };

    /** Which of two nodes is served: `in` by the first listener, `in2` by the second. */
    async function served(port: number, loaded: Loaded): Promise<string> {
      await until(() => ['in', 'in2'].some((id) => last(loaded, id).text === 'status.no-port'));
      const asked = [
        await ask(port, '/first/mute'),
        await ask(port, '/first/mute', v1(PHONE)),
        await ask(port, '/second/mute'),
        await ask(port, '/second/mute', v1(PHONE)),
      ];
      const paths = ['first', 'first, PROXY', 'second', 'second, PROXY'];
      return paths.filter((_, index) => asked[index] === 200).join(' + ');
    }
    const two = (port: number, one: object, other: object): object[] => [
      listener({ id: 'l1', path: '/first', port: `127.0.0.1:${port}`, ...one }),
      listener({ id: 'l2', path: '/second', port: `127.0.0.1:${port}`, ...other }),
    ];

    for (const [what, one, other, words, expected] of [
      ['the PROXY protocol', {}, proxied, /other choice for the PROXY protocol/, 'first'],
      ['the PROXY protocol, the other way', proxied, {}, /other choice for the PROXY protocol/, 'first, PROXY'],
      [
        'the proxies',
        proxied,
        { ...proxied, trustedProxies: '127.0.0.1,::1' },
        /other trusted proxies/,
        'first, PROXY',
      ],
      ['TLS', {}, { tls: 'tls-1' }, /different TLS configuration/, 'first'],
    ] as const) {
      it(`serves the first in the flow file where they disagree on ${what}`, async () => {
        const port = await freePort();
        // The node of the second comes first: what counts is where the settings stand.
        const nodes = [eventNode({ id: 'in2', listener: 'l2' }), eventNode({ listener: 'l1' }), OUT];
        const flow = [TAB, TLS, ...two(port, one, other), ...nodes];
        const credentials = { 'tls-1': { certdata: pem, keydata: pem } };
        const loaded = await loadNodes(flow, credentials, {}, [TLS_CONFIG]);
        assert.equal(await served(port, loaded), expected);
        assert.equal(last(loaded, 'in2').fill, 'red');
        assert.match(loaded.logged(), words);
        // Whichever is deployed last.
        const changed = flow.map((node) => ('id' in node && node.id === 'in' ? { ...node, name: 'later' } : node));
        await loaded.redeploy(changed, 'nodes');
        assert.equal(await served(port, loaded), expected);
      });
    }

    it('goes behind a node’s own fields where those stand first, and before them where it does', async () => {
      const port = await freePort();
      const node = eventNode({ listener: '', path: '/first', port: `127.0.0.1:${port}` });
      const shared = listener({ id: 'l2', path: '/second', port: `127.0.0.1:${port}`, ...proxied });
      const user = eventNode({ id: 'in2', listener: 'l2' });
      for (const [flow, expected] of [
        [[TAB, node, shared, user, OUT], 'first'],
        [[TAB, shared, user, node, OUT], 'second, PROXY'],
      ] as const) {
        const loaded = await loadNodes([...flow]);
        assert.equal(await served(port, loaded), expected);
        await unloadNodes();
      }
      await loadNodes([TAB]);
    });

    it('serves all whose settings agree, with different paths, tokens and lists', async () => {
      const port = await freePort();
      const [one, other] = [
        { ...proxied, allow: PHONE },
        { ...proxied, rate: '100' },
      ];
      const nodes = [eventNode({ listener: 'l1' }), eventNode({ id: 'in2', listener: 'l2' }), OUT];
      await loadNodes([TAB, ...two(port, one, other), ...nodes], { l2: { token: NEW } });
      assert.equal(await ask(port, '/first/mute', v1(PHONE)), 200);
      assert.equal(await ask(port, `/second/mute?token=${NEW}`, v1('192.168.5.77')), 200);
      assert.equal(await ask(port, '/second/mute', v1(PHONE)), 401);
    });
  });
});
