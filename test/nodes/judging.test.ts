import assert from 'node:assert/strict';
import { freePort } from '../support/node-red';
import { loadNodes, messagesAt, statusSaying, unloadNodes } from '../support/nodes';
import { sendRaw } from '../support/requests';

const PLACE = { z: 'tab', x: 1, y: 1 };
const TAB = { id: 'tab', type: 'tab', label: 'test' };
const OUT = { id: 'out', type: 'helper', ...PLACE, wires: [] };
const STATUS = [
  { id: 'status', type: 'status', ...PLACE, scope: null, wires: [['seen']] },
  { id: 'seen', type: 'helper', ...PLACE, wires: [] },
];
/** Each test has MACs of its own: what is learned outlives nodes. */
let serial = 0;

type Headers = Readonly<Record<string, string>>;

async function request(port: number, target: string, headers: Headers = {}, method = 'GET'): Promise<number> {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const answer = await sendRaw(port, `${method} ${target} HTTP/1.0\r\n${lines.join('')}\r\n`);
  return Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);
}

const eventNode = (id: string, properties: object = {}): object => ({
  id,
  type: 'action-url in',
  ...PLACE,
  name: '',
  path: '/phone',
  events: [],
  allow: '',
  trustedProxies: '127.0.0.1',
  unknownEvents: false,
  wires: [['out']],
  ...properties,
});
const phoneNode = (id: string, properties: object = {}): object => ({
  id,
  type: 'voip-phone',
  name: `Phone ${id}`,
  vendor: 'fanvil',
  mac: '',
  host: '',
  ...properties,
});

describe('what teaches the address of a phone', () => {
  afterEach(unloadNodes);

  interface Case {
    readonly nodes: readonly [id: string, properties: object, token: string][];
    readonly target: string;
    readonly before?: string;
    readonly headers?: Headers;
    readonly method?: string;
    readonly status: number;
    readonly teaches: boolean;
  }
  const open: [string, object, string] = ['open', {}, ''];
  const guarded: [string, object, string] = ['guarded', {}, 'T'];
  const cases: Readonly<Record<string, Case>> = {
    'the token of a node for any phone': { nodes: [guarded], target: 'mute?mac=A&token=T', status: 200, teaches: true },
    'that node beside an open one': {
      nodes: [open, guarded],
      target: 'mute?mac=A&token=T',
      status: 200,
      teaches: true,
    },
    'the open node alone': { nodes: [open], target: 'mute?mac=A&token=T', status: 200, teaches: false },
    'the open node beside it, without the token': {
      nodes: [open, guarded],
      target: 'mute?mac=A',
      status: 200,
      teaches: false,
    },
    'the open node beside it, with a wrong token': {
      nodes: [guarded, open],
      target: 'mute?mac=A&token=U',
      status: 200,
      teaches: false,
    },
    'the token of a node for this phone': {
      nodes: [['own', { phone: 'a' }, 'T']],
      target: 'mute?mac=A&token=T',
      status: 200,
      teaches: true,
    },
    "the token of another phone's node": {
      nodes: [['other', { phone: 'b' }, 'T']],
      target: 'mute?mac=A&token=T',
      status: 200,
      teaches: false,
    },
    "the token of another phone's node beside its own": {
      nodes: [
        ['other', { phone: 'b' }, 'T'],
        ['own', { phone: 'a' }, 'U'],
      ],
      target: 'mute?mac=A&token=T',
      status: 200,
      teaches: false,
    },
    'its own token among several': {
      nodes: [
        ['other', { phone: 'b' }, 'T'],
        ['own', { phone: 'a' }, 'U'],
      ],
      target: 'mute?mac=A&token=T&token=U',
      status: 200,
      teaches: true,
    },
    'a node whose allow list refuses it': {
      nodes: [['closed', { allow: '10.0.0.0/8' }, 'T'], open],
      target: 'mute?mac=A&token=T',
      status: 200,
      teaches: false,
    },
    'an event that the node does not send on': {
      nodes: [['calls', { events: ['incoming-call'] }, 'T']],
      target: 'mute?mac=A&token=T',
      status: 200,
      teaches: true,
    },
    'an event beyond the rate': {
      nodes: [['slow', { rate: '0.001' }, 'T']],
      before: 'mute?token=T',
      target: 'mute?mac=A&token=T',
      status: 429,
      teaches: false,
    },
    'an event beyond the rate that the node does not send on': {
      nodes: [['slow', { rate: '0.001', events: ['mute'] }, 'T']],
      before: 'mute?token=T',
      target: 'unmute?mac=A&token=T',
      status: 200,
      teaches: false,
    },
    'an event beyond the rate of one node of two': {
      nodes: [['slow', { rate: '0.001' }, 'T'], open],
      before: 'mute?token=T',
      target: 'mute?mac=A&token=T',
      status: 200,
      teaches: false,
    },
    'a name that is no event': { nodes: [guarded], target: 'no-event?mac=A&token=T', status: 404, teaches: false },
    HEAD: { nodes: [guarded], target: 'mute?mac=A&token=T', method: 'HEAD', status: 200, teaches: false },
    'a web page': {
      nodes: [open, guarded],
      target: 'mute?mac=A',
      headers: { 'Sec-Fetch-Site': 'cross-site' },
      status: 403,
      teaches: false,
    },
    'the address that the request names, without a MAC': {
      nodes: [guarded],
      target: 'mute?ip=192.0.2.20&token=T',
      status: 200,
      teaches: false,
    },
    "another phone's MAC": { nodes: [guarded], target: 'mute?mac=B&token=T', status: 200, teaches: false },
  };
  for (const [what, { nodes, target, before, headers, method, status, teaches }] of Object.entries(cases)) {
    it(`${teaches ? 'is' : 'is not'} ${what}`, async () => {
      serial++;
      const macs = { A: `0c383e${String(serial).padStart(6, '0')}`, B: `0c383f${String(serial).padStart(6, '0')}` };
      const loaded = await loadNodes(
        [
          TAB,
          phoneNode('a', { mac: macs.A }),
          phoneNode('b', { mac: macs.B }),
          ...nodes.map(([id, properties]) => eventNode(id, properties)),
          OUT,
        ],
        Object.fromEntries(nodes.map(([id, , token]) => [id, { token }])),
      );
      const from = { 'X-Forwarded-For': '192.0.2.20', ...headers };
      const named = target.replace(/mac=([AB])/, (_all, which: 'A' | 'B') => `mac=${macs[which]}`);
      if (before) assert.equal(await request(loaded.port, `/phone/${before}`, from), 200);
      assert.equal(await request(loaded.port, `/phone/${named}`, from, method), status);
      const { phone } = loaded.node('a') as unknown as { phone: { host: string } };
      assert.equal(phone.host, teaches ? '192.0.2.20' : '');
    });
  }
});

describe('httpNodeAuth', () => {
  afterEach(unloadNodes);

  it('of a program that embeds Node-RED, and does not enforce it, teaches nothing', async () => {
    const mac = '0c383e700009';
    const httpNodeAuth = { user: 'phone', pass: '$2b$08$AkPMJf7FDbN6uQpvFJejAe4nQF4TCVtA/zObOAfRUbe4M.4fEz5w2' };
    const loaded = await loadNodes([TAB, phoneNode('a', { mac }), eventNode('in'), OUT], {}, { httpNodeAuth });
    const basic = `Basic ${Buffer.from('phone:phones').toString('base64')}`;
    for (const headers of [{}, { Authorization: basic }] as const) {
      const from = { 'X-Forwarded-For': '192.0.2.20', ...headers };
      assert.equal(await request(loaded.port, `/phone/mute?mac=${mac}`, from), 200);
      assert.equal((loaded.node('a') as unknown as { phone: { host: string } }).phone.host, '');
    }
  });
});

describe('one phone in several nodes', () => {
  afterEach(unloadNodes);

  it('gives each node that is bound to its MAC the message', async () => {
    const mac = '0c383e700001';
    const loaded = await loadNodes([
      TAB,
      phoneNode('first', { mac }),
      phoneNode('second', { mac }),
      phoneNode('third', { mac: '0c383e700002' }),
      ...['first', 'second', 'third'].map((phone) => eventNode(`in-${phone}`, { phone, wires: [[`out-${phone}`]] })),
      ...['first', 'second', 'third'].map((phone) => ({ ...OUT, id: `out-${phone}` })),
    ]);
    const got: string[] = [];
    for (const phone of ['first', 'second', 'third']) {
      loaded.node(`out-${phone}`).on('input', ({ payload }) => {
        got.push(`${phone} ${(payload as { phone: { name: string } }).phone.name}`);
      });
    }
    const last = messagesAt(loaded.node('out-third'), 1);
    assert.equal(await request(loaded.port, `/phone/mute?mac=${mac}`), 200);
    assert.equal(await request(loaded.port, '/phone/mute?mac=0c383e700002'), 200);
    await last;
    assert.deepEqual(got.toSorted(), ['first Phone first', 'second Phone first', 'third Phone third']);
  });

  it('of two instances of a subflow gives each instance its message', async () => {
    const mac = '0c383e700003';
    const loaded = await loadNodes([
      TAB,
      {
        id: 'sub',
        type: 'subflow',
        name: 'door',
        in: [],
        out: [{ x: 1, y: 1, wires: [{ id: 'sub-in', port: 0 }] }],
        env: [],
      },
      { ...phoneNode('sub-phone', { mac }), z: 'sub' },
      { ...eventNode('sub-in', { phone: 'sub-phone', wires: [[]] }), z: 'sub' },
      { id: 'one', type: 'subflow:sub', ...PLACE, env: [], wires: [['out-one']] },
      { id: 'two', type: 'subflow:sub', ...PLACE, env: [], wires: [['out-two']] },
      { ...OUT, id: 'out-one' },
      { ...OUT, id: 'out-two' },
    ]);
    const arrivals = ['out-one', 'out-two'].map((id) => messagesAt(loaded.node(id), 1));
    assert.equal(await request(loaded.port, `/phone/door-opened?mac=${mac}`), 200);
    for (const arrival of arrivals) assert.equal((await arrival)[0]?.topic, 'door-opened');
  });
});

describe('requests of web pages', () => {
  afterEach(unloadNodes);
  const page = { 'Sec-Fetch-Site': 'cross-site' };

  const cases: readonly (readonly [headers: Headers, status: number])[] = [
    [{}, 200],
    [{ 'Sec-Fetch-Site': 'none' }, 200],
    [{ 'Sec-Fetch-Site': 'same-origin' }, 200],
    [{ Origin: 'http://red.lan:1880', Host: 'red.lan:1880' }, 200],
    [page, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ Origin: 'http://evil.example', Host: 'red.lan:1880' }, 403],
    [{ Origin: 'null', Host: 'red.lan:1880' }, 403],
    [{ Origin: 'http://red.lan:1881', Host: 'red.lan:1880' }, 403],
  ];
  it('are refused, and phones are not', async () => {
    const loaded = await loadNodes([TAB, eventNode('in', { allow: '127.0.0.1' }), OUT]);
    for (const [headers, status] of cases) {
      for (const query of ['', '?display_remote=a b']) {
        assert.equal(
          await request(loaded.port, `/phone/mute${query}`, headers),
          status,
          JSON.stringify(headers) + query,
        );
      }
    }
    // Not ours, so it goes on, whoever asks.
    assert.equal(await request(loaded.port, '/phone/elsewhere', page), 404);
  });

  it('are refused for each of several Host lines', async () => {
    const loaded = await loadNodes([TAB, eventNode('in'), OUT]);
    const hosts = 'Host: evil.example\r\nHost: red.lan\r\nOrigin: http://evil.example\r\n';
    assert.match(await sendRaw(loaded.port, `GET /phone/mute HTTP/1.0\r\n${hosts}\r\n`), /^HTTP\/1\.1 403 /);
  });

  it('are none where the token fits any node of the path', async () => {
    const loaded = await loadNodes([TAB, eventNode('in'), eventNode('guarded'), OUT, ...STATUS], {
      guarded: { token: 'a-long-token' },
    });
    assert.equal(await request(loaded.port, '/phone/mute?token=wrong', page), 403);
    const arrivals = messagesAt(loaded.node('out'), 2);
    assert.equal(await request(loaded.port, '/phone/mute?token=a-long-token', page), 200);
    await arrivals;
  });

  it('are counted and named in the status', async () => {
    const loaded = await loadNodes([TAB, eventNode('in'), OUT, ...STATUS]);
    const said = statusSaying(loaded, /1/);
    assert.equal(await request(loaded.port, '/phone/mute', page), 403);
    assert.equal(await said, '1 web page');
  });
});

describe("another phone's events", () => {
  afterEach(unloadNodes);

  it('that no node is for are counted in the status of a node that is bound to a phone, unless their MAC says whose they are', async () => {
    const flow = [
      ...[TAB, OUT, ...STATUS],
      phoneNode('desk', { mac: '80:82:87:00:00:01', host: '10.9.9.1' }),
      phoneNode('door', { mac: '80:82:87:00:00:02', host: '10.9.9.2' }),
    ];
    const loaded = await loadNodes([...flow, eventNode('in', { phone: 'desk' })]);
    let said = statusSaying(loaded, /other/);
    // By its MAC it is the door, which is no news; by its address it may be anybody.
    assert.equal(await request(loaded.port, '/phone/mute?mac=80:82:87:00:00:02'), 200);
    assert.equal(await request(loaded.port, '/phone/mute', { 'X-Forwarded-For': '10.9.9.2' }), 200);
    assert.equal(await said, 'other phone: 1');
    said = statusSaying(loaded, /desk$/);
    assert.equal(await request(loaded.port, '/phone/mute?mac=80:82:87:00:00:01'), 200);
    assert.match(await said, /^\w+ · Phone desk$/);
    await unloadNodes();
    const both = await loadNodes([...flow, eventNode('in', { phone: 'desk' }), eventNode('in2', { phone: 'door' })]);
    const shown = statusSaying(both, /door$|other/);
    assert.equal(await request(both.port, '/phone/mute?mac=80:82:87:00:00:02'), 200);
    assert.match(await shown, /door$/, 'it has gone to the node that it is for');
  });
});

describe('what an own port refuses', () => {
  afterEach(unloadNodes);

  it('is counted in the status: another method, an unknown name', async () => {
    const port = await freePort();
    const loaded = await loadNodes([TAB, eventNode('in', { port: `127.0.0.1:${port}` }), OUT, ...STATUS]);
    let said = statusSaying(loaded, /method/);
    assert.equal(await request(port, '/phone/door-opened?mac=1', {}, 'POST'), 405);
    assert.equal(await said, '1 wrong method');
    said = statusSaying(loaded, /unknown/);
    assert.equal(await request(port, '/phone/nonsense'), 404);
    assert.equal(await said, '1 unknown event');
    // HEAD and other paths count nothing.
    assert.equal(await request(port, '/phone/nonsense', {}, 'HEAD'), 404);
    assert.equal(await request(port, '/elsewhere', {}, 'POST'), 404);
    said = statusSaying(loaded, /2/);
    assert.equal(await request(port, '/phone/mute'), 200);
    assert.equal(await request(port, '/phone/nonsense'), 404);
    assert.match(await said, /2 unknown event$/);
  });

  it('is 404 for a name that no node knows, whatever guards there are', async () => {
    const port = await freePort();
    const guards = { port: `127.0.0.1:${port}`, allow: '10.0.0.0/8' };
    await loadNodes([TAB, eventNode('in', guards), OUT], { in: { token: 'a-long-token' } });
    assert.equal(await request(port, '/phone/nonsense'), 404);
    assert.equal(await request(port, '/phone/mute'), 403);
  });
});
