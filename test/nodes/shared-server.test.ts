import assert from 'node:assert/strict';
import { HTTP_IN, type Loaded, loadNodes, messagesAt, statusSaying, unloadNodes } from '../support/nodes';
import { phoneRequest, sendRaw } from '../support/requests';

const PLACE = { z: 'tab', x: 1, y: 1 };
const TAB = { id: 'tab', type: 'tab', label: 'test' };
const OUT = { id: 'out', type: 'helper', ...PLACE, wires: [] };
const STATUS = [
  { id: 'status', type: 'status', ...PLACE, scope: null, wires: [['seen']] },
  { id: 'seen', type: 'helper', ...PLACE, wires: [] },
];

const eventNode = (properties: object = {}): object => ({
  id: 'in',
  type: 'action-url in',
  ...PLACE,
  path: '/phone',
  events: [],
  allow: '',
  unknownEvents: false,
  wires: [['out']],
  ...properties,
});

/** Another flow's page: answers 299, or what is said. */
const page = (url: string, method = 'get', statusCode = '299'): object[] => {
  const id = `page ${method} ${url}`;
  return [
    { id, type: 'http in', ...PLACE, url, method, upload: false, swaggerDoc: '', wires: [[`${id} answer`]] },
    { id: `${id} answer`, type: 'http response', ...PLACE, statusCode, headers: {}, wires: [] },
  ];
};

const load = (nodes: object[], credentials: Record<string, object> = {}, settings = {}): Promise<Loaded> =>
  loadNodes([TAB, ...nodes, OUT, ...STATUS], credentials, settings, [HTTP_IN]);

/** Of the runtime's status function, which the test helper watches for all nodes together. */
interface Call {
  readonly thisValue: { readonly id: string };
  readonly args: readonly unknown[];
}

const TOKEN = { in: { token: 'a-long-secret-token' } };

describe("action-url in beside others on Node-RED's server", () => {
  afterEach(unloadNodes);

  const guards: Readonly<Record<string, readonly [properties: object, credentials: Record<string, object>]>> = {
    open: [{}, {}],
    'with a token': [{}, TOKEN],
    'with an allow list': [{ allow: '10.0.0.0/8' }, {}],
    'that is closed': [{ allow: 'nonsense' }, {}],
    'with a token, for unknown names, too': [{ unknownEvents: true }, TOKEN],
    'that is closed, for unknown names, too': [{ unknownEvents: true, allow: 'nonsense' }, {}],
  };
  for (const [what, [properties, credentials]] of Object.entries(guards)) {
    for (const isFirst of [true, false]) {
      it(`on / ${what}, ${isFirst ? 'before' : 'behind'} another flow's pages, takes none of them away`, async () => {
        const pages = [
          ...page('/dashboard'),
          ...page('/dashboard/:part'),
          ...page('/form', 'post'),
          ...page('/mute', 'put'),
        ];
        const ours = eventNode({ path: '/', ...properties });
        const loaded = await load(isFirst ? [ours, ...pages] : [...pages, ours], credentials);
        const status = (target: string, method = 'GET') => phoneRequest(loaded.port, target, method);
        assert.equal(await status('/dashboard'), 299);
        assert.equal(await status('/dashboard?token=x'), 299);
        assert.equal(await status('/dashboard/mute'), 299);
        assert.equal(await status('/dashboard', 'HEAD'), 299);
        assert.equal(await status('/form', 'POST'), 299);
        assert.equal(await status('/mute', 'PUT'), 299);
        assert.equal(await status('/favicon.ico'), 404);
        assert.equal(await status('/'), 404);
        assert.equal(await status('/form', 'OPTIONS'), 200);
        const known = what === 'open' ? 200 : credentials === TOKEN ? 401 : 403;
        assert.equal(await status('/mute'), known);
      });

      // Every name below such a path is its own.
      if ('unknownEvents' in properties) continue;
      it(`on a path ${what}, ${isFirst ? 'before' : 'behind'} pages below it, takes none of them away`, async () => {
        const pages = [...page('/phone/other'), ...page('/phone/mute', 'post'), ...page('/phone/files/:name')];
        const ours = eventNode(properties);
        const loaded = await load(isFirst ? [ours, ...pages] : [...pages, ours], credentials);
        const status = (target: string, method = 'GET') => phoneRequest(loaded.port, target, method);
        assert.equal(await status('/phone/other'), 299);
        assert.equal(await status('/phone/files/mute'), 299);
        assert.equal(await status('/phone/mute', 'POST'), 299);
        assert.equal(await status('/phone/nothing'), 404);
        assert.equal(await status('/phone/nothing', 'POST'), 404);
        const known = what === 'open' ? 200 : credentials === TOKEN ? 401 : 403;
        assert.equal(await status('/phone/mute'), known);
      });
    }
  }

  it('with unknown events takes every name below its path', async () => {
    const loaded = await load([eventNode({ unknownEvents: true })]);
    const arrival = messagesAt(loaded.node('out'), 1);
    assert.equal(await phoneRequest(loaded.port, '/phone/Coffee'), 200);
    const [message] = (await arrival) as { topic?: unknown; payload: { name?: unknown } }[];
    assert.deepEqual([message?.topic, message?.payload.name], ['unknown', 'Coffee']);
  });

  it('counts what nobody answered, and nothing that others did', async () => {
    const loaded = await load([eventNode(), ...page('/phone/other'), ...page('/phone/gone', 'get', '404')]);
    assert.equal(await phoneRequest(loaded.port, '/phone/other'), 299);
    assert.equal(await phoneRequest(loaded.port, '/phone/gone'), 404);
    assert.equal(await phoneRequest(loaded.port, '/elsewhere'), 404);
    assert.equal(await phoneRequest(loaded.port, '/phone/nothing', 'HEAD'), 404);
    let said = statusSaying(loaded, /1/);
    assert.equal(await phoneRequest(loaded.port, '/phone/nothing'), 404);
    assert.equal(await said, '1 unknown event');
    said = statusSaying(loaded, /method/);
    assert.equal(await phoneRequest(loaded.port, '/phone/door-opened?mac=1', 'POST'), 404);
    assert.equal(await said, '1 wrong method');
  });

  it('on / counts none of what is not its business', async () => {
    const loaded = await load([eventNode({ path: '/', unknownEvents: true })], TOKEN);
    for (const method of ['GET', 'POST']) assert.equal(await phoneRequest(loaded.port, '/nothing', method), 404);
    const said = statusSaying(loaded, /1/);
    assert.equal(await phoneRequest(loaded.port, '/mute'), 401);
    assert.equal(await said, '1 wrong token');
  });

  it('runs httpNodeMiddleware for events alone, and once', async () => {
    const seen: string[] = [];
    const httpNodeMiddleware = ({ url }: { url: string }, _response: unknown, next: () => void): void => {
      seen.push(url);
      next();
    };
    const loaded = await load([eventNode(), ...page('/phone/other')], {}, { httpNodeMiddleware });
    assert.equal(await phoneRequest(loaded.port, '/phone/other'), 299);
    assert.equal(await phoneRequest(loaded.port, '/phone/nothing'), 404);
    assert.equal(await phoneRequest(loaded.port, '/phone/mute', 'POST'), 404);
    assert.equal(await phoneRequest(loaded.port, '/phone/mute'), 200);
    assert.deepEqual(seen, ['/phone/other', '/phone/mute']);
  });

  it("on / leaves broken requests for others' paths to Node.js", async () => {
    const loaded = await load([eventNode({ path: '/' })]);
    const bad = 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n';
    assert.equal(await sendRaw(loaded.port, 'GET /dashboard?a=x y HTTP/1.0\r\n\r\n'), bad);
    assert.match(await sendRaw(loaded.port, 'GET /mute?a=x y HTTP/1.0\r\n\r\n'), /^HTTP\/1\.1 200 /);
    assert.match(await sendRaw(loaded.port, 'GET /Incoming Call HTTP/1.0\r\n\r\n'), /^HTTP\/1\.1 200 /);
  });
});

describe('action-url in behind patterns of others that decode', () => {
  afterEach(unloadNodes);
  const odd = [
    '/phone/mute/display_remote=50%',
    '/phone/mute/%e4',
    '/phone/mute/display_remote=%C3',
    '/phone/mute?n=50%',
  ];

  it('with httpNodeCors loses no event to a lone % or byte', async () => {
    const middleware: string[] = [];
    const loaded = await load([eventNode()], TOKEN, {
      httpNodeCors: { origin: '*', methods: 'GET' },
      httpNodeMiddleware: ({ url }: { url: string }, _response: unknown, next: () => void) => {
        middleware.push(url);
        next();
      },
    });
    for (const target of odd) {
      const asked = `${target}${target.includes('?') ? '&' : '?'}token=`;
      const arrival = messagesAt(loaded.node('out'), 1);
      assert.equal(await phoneRequest(loaded.port, `${asked}a-long-secret-token`), 200, target);
      assert.equal((await arrival)[0]?.topic, 'mute');
      assert.equal(await phoneRequest(loaded.port, `${asked}wrong`), 401, target);
    }
    assert.equal(middleware.length, 2 * odd.length);
    const said = statusSaying(loaded, /unknown/);
    assert.equal(await phoneRequest(loaded.port, '/phone/nothing/50%'), 400);
    assert.equal(await phoneRequest(loaded.port, '/other/50%'), 400);
    assert.match(await said, /1 unknown event$/);
  });

  it('loses none to a page with a parameter before it', async () => {
    const loaded = await load([...page('/phone/:event/:more'), eventNode()]);
    for (const target of odd.slice(0, 3)) {
      const arrival = messagesAt(loaded.node('out'), 1);
      assert.equal(await phoneRequest(loaded.port, target), 200, target);
      await arrival;
    }
    assert.equal(await phoneRequest(loaded.port, '/phone/nothing/50%'), 400);
  });
});

describe('a path that a proxy changes', () => {
  afterEach(unloadNodes);

  const cases: readonly (readonly [root: string, path: string, asked: string, expected: string, target: string])[] = [
    ['/', '/phone', '/', '/phone', '/mute?mac=808287046bc2&token=a-long-secret-token'],
    ['/', '/phone', '/', '/phone', '/IncomingCall'],
    ['/', '/phone', '/nodered/phone', '/phone', '/nodered/phone/mute'],
    ['/', '/phone', '/nodered/phone', '/phone', '/nodered/phone?event=mute&token=a-long-secret-token'],
    ['/', '/phone', '/phone/phone', '/phone', '/phone/phone/mute'],
    ['/red', '/phone', '/phone', '/red/phone', '/phone/mute'],
    ['/red/', '/phone', '/', '/red/phone', '/mute'],
    ['/red', '/phone', '/nodered/phone', '/red/phone', '/nodered/phone/mute'],
    ['/red', '/phone', '/red/red/phone', '/red/phone', '/red/red/phone/mute'],
    ['/red', '/', '/', '/red', '/mute'],
    ['/', '/house/door', '/door', '/house/door', '/door/mute'],
    ['/', '/phone', '/…/phone', '/phone', '/token=a-long-secret-token/phone/mute'],
  ];
  for (const [httpNodeRoot, path, asked, expected, target] of cases) {
    it(`is told of ${target} where ${expected} was meant`, async () => {
      const loaded = await load([eventNode({ path })], TOKEN, { httpNodeRoot });
      const said = statusSaying(loaded, /^1/);
      assert.equal(await phoneRequest(loaded.port, target), 404);
      assert.match(await said, /^1 (proxy path|unknown event|wrong token)$/);
      assert.equal(await phoneRequest(loaded.port, target), 404);
      const warnings = loaded.forget().filter((line) => line.includes('proxy seems'));
      assert.equal(warnings.length, 1);
      assert.ok(warnings[0]?.includes(`came for ${asked}, not for ${expected}: `), warnings[0]);
      assert.ok(!warnings[0]?.includes('secret'));
    });
  }

  it('is not told of what is right, of no event, of HEAD or of what others answer', async () => {
    const loaded = await load(
      [eventNode({ path: '/phone' }), ...page('/other/phone/mute')],
      {},
      { httpNodeRoot: '/red' },
    );
    for (const [target, method] of [
      ['/red/phone/mute', 'GET'],
      ['/red/phone/nothing', 'GET'],
      ['/red/other/phone/mute', 'GET'],
      ['/phone/nothing', 'GET'],
      ['/phone', 'GET'],
      ['/', 'GET'],
      ['/other/mute', 'GET'],
      ['/phone/mute', 'HEAD'],
      ['/phone/mute', 'POST'],
      [`/${'a'.repeat(3000)}/phone/mute`, 'GET'],
    ] as const) {
      await phoneRequest(loaded.port, target, method);
    }
    assert.deepEqual(
      loaded.forget().filter((line) => line.includes('proxy seems')),
      [],
    );
  });
});

describe('action-url in with a setting that cannot be read', () => {
  afterEach(unloadNodes);
  // oxlint-disable-next-line no-template-curly-in-string -- Node-RED's own notation
  const unset = '${VOIP_PHONE_TEST_UNSET}';

  for (const [property, value] of [
    ['port', unset],
    ['port', true],
    ['port', {}],
    ['path', unset],
    ['path', {}],
  ] as const) {
    it(`is served nowhere: ${property} ${JSON.stringify(value)}`, async () => {
      const other = eventNode({ id: 'other', path: '/other' });
      const loaded = await load([eventNode({ [property]: value }), other]);
      for (const target of ['/phone/mute', '/mute', '/%24%7BVOIP_PHONE_TEST_UNSET%7D/mute']) {
        assert.equal(await phoneRequest(loaded.port, target), 404, target);
      }
      assert.equal(await phoneRequest(loaded.port, '/other/mute'), 200);
      assert.match(loaded.logged(), new RegExp(`the ${property} `));
      const { status } = loaded.node('in') as unknown as { status: { getCalls(): Call[] } };
      const shown = status.getCalls().findLast(({ thisValue }) => thisValue.id === 'in');
      assert.deepEqual(shown?.args[0], { fill: 'red', shape: 'ring', text: 'status.closed' });
    });
  }
});

describe('a message of action-url in that cannot be sent', () => {
  afterEach(unloadNodes);

  it('is an error of that message, and of no other', async () => {
    const caught = { id: 'caught', type: 'helper', ...PLACE, wires: [] };
    const watch = { id: 'catch', type: 'catch', ...PLACE, scope: null, uncaught: false, wires: [['caught']] };
    const loaded = await load([eventNode(), eventNode({ id: 'broken' }), watch, caught]);
    loaded.node('broken').send = () => {
      throw new Error('no way out');
    };
    const arrivals = [messagesAt(loaded.node('out'), 1), messagesAt(loaded.node('caught'), 1)] as const;
    assert.equal(await phoneRequest(loaded.port, '/phone/mute?call_id=7'), 200);
    assert.equal((await arrivals[0])[0]?.topic, 'mute');
    const [failed] = await arrivals[1];
    assert.equal(failed?.topic, 'mute');
    assert.match(JSON.stringify(failed), /no way out/);
  });
});
