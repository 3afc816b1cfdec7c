import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { type Loaded, loadNodes, messagesAt, unloadNodes } from '../support/nodes';
import { phoneRequest, sendRaw } from '../support/requests';

const ATCOM = {
  id: 'phone-1',
  type: 'voip-phone',
  name: 'Lobby',
  vendor: 'atcom',
  model: 'A41W',
  mac: '80-82-87-04-6B-C2',
  host: '10.9.9.9',
};
const FANVIL = {
  id: 'phone-2',
  type: 'voip-phone',
  name: 'Door',
  vendor: 'fanvil',
  model: 'X4',
  mac: '',
  host: '127.0.0.1',
};
const eventNode = (properties: object = {}): object => ({
  id: 'in',
  type: 'action-url in',
  z: 'tab',
  x: 1,
  y: 1,
  name: '',
  path: '',
  events: [],
  allow: '',
  unknownEvents: false,
  wires: [['out']],
  ...properties,
});
const OUT = { id: 'out', type: 'helper', z: 'tab', x: 1, y: 1, wires: [] };
const TAB = { id: 'tab', type: 'tab', label: 'test' };

interface Message {
  topic: string;
  payload: Record<string, unknown> & { phone?: Record<string, unknown>; call?: Record<string, unknown> };
  variables: Record<string, string>;
}

describe('action-url in', () => {
  afterEach(unloadNodes);

  async function one(loaded: Loaded, target: string): Promise<{ status: number; message: Message }> {
    const arrival = messagesAt(loaded.node('out'), 1);
    const status = await phoneRequest(loaded.port, target);
    return { status, message: (await arrival)[0] as unknown as Message };
  }

  it('turns a request of an ATCOM phone into the message of the contract', async () => {
    const loaded = await loadNodes([TAB, ATCOM, FANVIL, eventNode(), OUT]);
    const { status, message } = await one(loaded, '/phone/setupCompletedUrl.xml?ip=172.16.0.102&mac=80:82:87:04:6B:C2');
    assert.equal(status, 200);
    assert.equal(message.topic, 'setup-completed');
    const { time, ...payload } = message.payload;
    assert.match(String(time), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.deepEqual(payload, {
      event: 'setup-completed',
      category: 'device',
      vendor: 'atcom',
      phone: { name: 'Lobby', mac: '80:82:87:04:6b:c2', ip: '172.16.0.102' },
    });
    assert.deepEqual(message.variables, { ip: '172.16.0.102', mac: '80:82:87:04:6B:C2' });
  });

  it('sends by its successor what was answered before a deploy and would be sent behind it', async () => {
    const loaded = await loadNodes([TAB, eventNode(), OUT]);
    let deliver: (() => void) | undefined;
    loaded.server.prependOnceListener('request', (_request, response) => {
      const end = response.end.bind(response);
      response.end = (() => {
        // What is put off next is the delivery.
        const putOff = globalThis.setImmediate;
        globalThis.setImmediate = ((callback: () => void) => {
          globalThis.setImmediate = putOff;
          deliver = callback;
        }) as unknown as typeof setImmediate;
        return end();
      }) as typeof response.end;
    });
    assert.equal(await phoneRequest(loaded.port, '/phone/mute'), 200);
    assert.ok(deliver);
    await loaded.redeploy([TAB, eventNode({ name: 'Renamed' }), OUT]);
    const arrival = messagesAt(loaded.node('out'), 1);
    deliver();
    assert.equal(((await arrival)[0] as unknown as Message).topic, 'mute');
  });

  it('answers with an empty body, before the flow has run', async () => {
    const loaded = await loadNodes([TAB, eventNode(), OUT]);
    const order: string[] = [];
    loaded.node('out').on('input', () => order.push('flow'));
    const socket = connect(loaded.port, loaded.host);
    socket.once('data', () => order.push('answer'));
    const arrival = messagesAt(loaded.node('out'), 1);
    socket.write('GET /phone/incoming-call HTTP/1.0\r\n\r\n');
    await Promise.all([arrival, once(socket, 'close')]);
    const answer = await sendRaw(loaded.port, 'GET /phone/incoming-call HTTP/1.0\r\n\r\n', loaded.host);
    assert.match(answer, /^HTTP\/1\.1 200 OK\r\n(.+\r\n)*\r\n$/);
    assert.equal(order.length >= 2, true);
  });

  it('knows an event by every spelling', async () => {
    const loaded = await loadNodes([TAB, eventNode(), OUT]);
    for (const target of [
      '/phone/incoming-call',
      '/phone/IncomingCall',
      '/phone/incomingCallUrl.xml',
      '/phone/Incoming%20Call',
      '/phone/INCOMING_CALL',
      '/phone?event=incoming-call',
      '/phone/?event=IncomingCall',
      '/phone/Incoming Call',
    ]) {
      const { status, message } = await one(loaded, target);
      assert.equal(status, 200, target);
      assert.equal(message.topic, 'incoming-call', target);
    }
  });

  it('judges name, address and token in this order', async () => {
    const closed = eventNode({ allow: '10.0.0.0/8' });
    const loaded = await loadNodes([TAB, closed, OUT], { in: { token: 'a-long-secret-token' } });
    assert.equal(await phoneRequest(loaded.port, '/phone/no-such-event'), 404);
    assert.equal(await phoneRequest(loaded.port, '/phone/mute'), 403);
    await loaded.redeploy([TAB, eventNode({ id: 'in2', allow: '127.0.0.0/8' }), OUT]);
    assert.equal(await phoneRequest(loaded.port, '/phone/no-such-event'), 404);
    assert.equal(await phoneRequest(loaded.port, '/elsewhere/incoming-call'), 404);
  });

  it('wants the token and hides it', async () => {
    const loaded = await loadNodes([TAB, eventNode(), OUT], { in: { token: 'a-long-secret-token' } });
    assert.equal(await phoneRequest(loaded.port, '/phone/incoming-call?mac=1'), 401);
    assert.equal(await phoneRequest(loaded.port, '/phone/incoming-call?token=wrong'), 401);
    assert.equal(await phoneRequest(loaded.port, '/phone/no-such-event?token=wrong'), 404);
    assert.equal(await phoneRequest(loaded.port, '/phone/no-such-event?token=a-long-secret-token'), 404);
    const { status, message } = await one(loaded, '/phone/incoming-call?call_id=7&token=a-long-secret-token');
    assert.equal(status, 200);
    assert.deepEqual(message.variables, { call_id: '7' });
    assert.equal(JSON.stringify(message).includes('a-long-secret-token'), false);
    assert.equal(loaded.logged().includes('a-long-secret-token'), false);
  });

  it('passes unknown names on where the node wants them', async () => {
    const loaded = await loadNodes([TAB, eventNode({ unknownEvents: true }), OUT]);
    const { status, message } = await one(loaded, '/phone/Coffee-Ready?cups=2');
    assert.equal(status, 200);
    assert.equal(message.topic, 'unknown');
    assert.equal(message.payload.name, 'Coffee-Ready');
    assert.deepEqual(message.variables, { cups: '2' });
  });

  it('serves several nodes on one path, each by its own filter', async () => {
    const loaded = await loadNodes([
      TAB,
      ATCOM,
      eventNode({ id: 'calls', events: ['incoming-call'] }),
      eventNode({ id: 'doors', events: ['tamper'], wires: [['doorOut']] }),
      eventNode({ id: 'lobby', phone: 'phone-1', wires: [['lobbyOut']] }),
      OUT,
      { id: 'doorOut', type: 'helper', z: 'tab', x: 1, y: 1, wires: [] },
      { id: 'lobbyOut', type: 'helper', z: 'tab', x: 1, y: 1, wires: [] },
    ]);
    const received: string[] = [];
    for (const id of ['out', 'doorOut', 'lobbyOut']) {
      loaded.node(id).on('input', (message) => received.push(`${id} ${message.topic}`));
    }
    assert.equal(await phoneRequest(loaded.port, '/phone/incoming-call?mac=000000000001'), 200);
    assert.equal(await phoneRequest(loaded.port, '/phone/tamper?mac=808287046bc2'), 200);
    // Filtered by every node, and answered in order, so that all earlier messages have been delivered.
    const last = messagesAt(loaded.node('lobbyOut'), 1);
    assert.equal(await phoneRequest(loaded.port, '/phone/mute?mac=80.82.87.04.6b.c2'), 200);
    await last;
    assert.deepEqual(received.toSorted(), ['doorOut tamper', 'lobbyOut mute', 'lobbyOut tamper', 'out incoming-call']);
  });

  it('finds the phone by address where it sent no MAC', async () => {
    const loaded = await loadNodes([TAB, ATCOM, FANVIL, eventNode(), OUT]);
    const { message } = await one(loaded, '/phone/door-sensor-1?call_id=1');
    assert.equal(message.payload.vendor, 'fanvil');
    assert.deepEqual(message.payload.phone, { name: 'Door' });
    // A MAC that no node has: the phone at that address may be it, unless that one is known to have another.
    const unknownMac = await one(loaded, '/phone/door-sensor-1?mac=0c:38:3e:00:00:09');
    assert.equal(unknownMac.message.payload.vendor, 'fanvil');
    await loaded.redeploy([TAB, { ...FANVIL, mac: '0c:38:3e:00:00:01' }, eventNode(), { ...OUT, name: 'again' }]);
    const another = await one(loaded, '/phone/door-sensor-1?mac=0c:38:3e:00:00:09');
    assert.equal(another.message.payload.vendor, undefined);
  });

  it('answers HEAD like GET without an event, and leaves other methods to others', async () => {
    const loaded = await loadNodes([TAB, eventNode(), OUT]);
    let events = 0;
    loaded.node('out').on('input', () => {
      events += 1;
    });
    assert.equal(await phoneRequest(loaded.port, '/phone/incoming-call', 'HEAD'), 200);
    assert.equal(await phoneRequest(loaded.port, '/phone/no-such-event', 'HEAD'), 404);
    assert.equal(await phoneRequest(loaded.port, '/phone/incoming-call', 'DELETE'), 404);
    const answer = await sendRaw(
      loaded.port,
      'POST /phone/incoming-call HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
    );
    assert.match(answer, /^HTTP\/1\.1 404 /);
    await one(loaded, '/phone/mute');
    assert.equal(events, 1);
  });

  it('takes what Node refuses: blanks, raw UTF-8, GBK, bare line feeds, no Host', async () => {
    const loaded = await loadNodes([TAB, eventNode(), OUT]);
    const utf8 = Buffer.from('Jürgen Groß').toString('latin1');
    for (const [bytes, name] of [
      [`GET /phone/incoming-call?display_remote=${utf8}&call_id=1 HTTP/1.0\r\n\r\n`, 'Jürgen Groß'],
      ['GET /phone/incoming-call?display_remote=\xd6\xd0\xce\xc4&call_id=1 HTTP/1.0\r\n\r\n', '中文'],
      ['GET /phone/incoming-call?display_remote=John Doe&call_id=1 HTTP/1.0\r\n\r\n', 'John Doe'],
      [
        'GET /phone/incoming-call?display_remote=a\tb&call_id=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
        'a\tb',
      ],
      ['GET /phone/incoming-call?display_remote=lf&call_id=1 HTTP/1.0\n\n', 'lf'],
      ['GET /phone/incoming-call?display_remote=nohost&call_id=1 HTTP/1.1\r\nConnection: close\r\n\r\n', 'nohost'],
    ] as const) {
      const arrival = messagesAt(loaded.node('out'), 1);
      const answer = await sendRaw(loaded.port, bytes);
      assert.match(answer, /^HTTP\/1\.1 200 /, bytes);
      const [message] = (await arrival) as unknown as Message[];
      assert.equal(message?.payload.remote && (message.payload.remote as { name: string }).name, name);
      assert.equal(message?.variables.call_id, '1');
    }
  });

  it('leaves other broken requests exactly as Node answers them', async () => {
    const loaded = await loadNodes([TAB, eventNode(), OUT]);
    const bad = 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n';
    assert.equal(await sendRaw(loaded.port, 'GET /other/x y HTTP/1.0\r\n\r\n'), bad);
    assert.equal(await sendRaw(loaded.port, 'NONSENSE\r\n\r\n'), bad);
    assert.match(await sendRaw(loaded.port, 'GET /other HTTP/1.1\r\n\r\n'), /^HTTP\/1\.1 400 /);
    assert.equal(
      await sendRaw(
        loaded.port,
        'GET /phone/mute HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc',
      ),
      bad,
    );
  });

  it('passes the same judges with a mended request', async () => {
    const loaded = await loadNodes([TAB, eventNode({ allow: '10.0.0.0/8' }), OUT]);
    assert.match(await sendRaw(loaded.port, 'GET /phone/incoming-call?a=b c HTTP/1.0\r\n\r\n'), /^HTTP\/1\.1 403 /);
  });

  it('takes routes and listeners away with the last node', async () => {
    const loaded = await loadNodes([TAB, eventNode(), OUT]);
    assert.equal(loaded.server.listenerCount('clientError') > 0, true);
    assert.equal(await phoneRequest(loaded.port, '/phone/mute'), 200);
    await loaded.redeploy([TAB, OUT]);
    assert.equal(await phoneRequest(loaded.port, '/phone/mute'), 404);
    assert.equal(loaded.server.listenerCount('clientError'), 0);
    await loaded.redeploy([TAB, eventNode({ path: 'ring/' }), OUT]);
    assert.equal(await phoneRequest(loaded.port, '/ring/mute'), 200);
    assert.equal(await phoneRequest(loaded.port, '/phone/mute'), 404);
  });

  it('lets an event that falls into a redeploy wait for the node', async () => {
    const loaded = await loadNodes([TAB, eventNode(), OUT]);
    const arrived: unknown[] = [];
    const waiting = loaded.redeploy(
      [{ ...TAB, label: 'changed' }, eventNode({ name: 'again' }), { ...OUT, name: 'again' }],
      'nodes',
    );
    const statuses = await Promise.all([
      phoneRequest(loaded.port, '/phone/mute'),
      phoneRequest(loaded.port, '/phone/unmute'),
      waiting,
    ]);
    assert.deepEqual(statuses.slice(0, 2), [200, 200]);
    loaded.node('out').on('input', (message) => arrived.push(message.topic));
    const last = messagesAt(loaded.node('out'), 1);
    assert.equal(await phoneRequest(loaded.port, '/phone/hold'), 200);
    await last;
    assert.equal(arrived.includes('hold'), true);
  });

  it('on the root path leaves what is no event to others', async () => {
    const loaded = await loadNodes([TAB, eventNode({ path: '/' }), OUT]);
    assert.equal(await phoneRequest(loaded.port, '/incomingCallUrl.xml'), 200);
    assert.equal(await phoneRequest(loaded.port, '/favicon.ico'), 404);
    assert.match(await sendRaw(loaded.port, 'POST /form HTTP/1.0\r\n\r\n'), /^HTTP\/1\.1 404 /);
  });

  it('stands below httpNodeRoot, and runs httpNodeMiddleware for its own requests only', async () => {
    const seen: string[] = [];
    const loaded = await loadNodes(
      [TAB, eventNode(), OUT],
      {},
      {
        httpNodeRoot: '/red',
        httpNodeMiddleware: (request: { originalUrl: string }, _response: unknown, next: () => void) => {
          seen.push(request.originalUrl);
          next();
        },
      },
    );
    assert.equal(await phoneRequest(loaded.port, '/red/phone/mute'), 200);
    assert.equal(await phoneRequest(loaded.port, '/red/phone/mute?display_remote=a b'), 200);
    assert.equal(await phoneRequest(loaded.port, '/red/other'), 404);
    assert.equal(await phoneRequest(loaded.port, '/phone/mute'), 404);
    assert.deepEqual(seen, ['/red/phone/mute', '/red/phone/mute?display_remote=a%20b']);
  });

  it('says so where Node-RED serves no HTTP nodes', async () => {
    const loaded = await loadNodes([TAB, eventNode(), OUT], {}, { httpNodeRoot: false });
    assert.equal(await phoneRequest(loaded.port, '/phone/mute'), 404);
    assert.match(loaded.logged(), /httpNodeRoot/);
  });

  it('takes the address from a trusted proxy, also of a mended request', async () => {
    const loaded = await loadNodes([TAB, eventNode({ allow: '192.168.5.0/24', trustedProxies: '127.0.0.1' }), OUT]);
    const from = (address: string, query: string): Promise<string> =>
      sendRaw(loaded.port, `GET /phone/mute?n=${query} HTTP/1.0\r\nX-Forwarded-For: ${address}\r\n\r\n`);
    const arrivals = messagesAt(loaded.node('out'), 2);
    for (const query of ['a', 'a b']) {
      assert.match(await from('10.0.0.1, 192.168.5.20', query), /^HTTP\/1\.1 200 /);
      assert.match(await from('192.168.5.20, 10.0.0.1', query), /^HTTP\/1\.1 403 /);
    }
    await arrivals;
  });

  it('limits the rate where it is told to', async () => {
    const loaded = await loadNodes([TAB, eventNode({ rate: 0.001 }), OUT]);
    const arrival = messagesAt(loaded.node('out'), 1);
    assert.equal(await phoneRequest(loaded.port, '/phone/mute'), 200);
    assert.equal(await phoneRequest(loaded.port, '/phone/mute'), 429);
    assert.equal(await phoneRequest(loaded.port, '/phone/mute?n=a b'), 429);
    await arrival;
  });

  for (const [property, value, complaint] of [
    ['trustedProxies', '127.0.0.1, proxy.lan', /proxy\.lan/],
    ['rate', 'fast', /fast.*is no rate/],
    // oxlint-disable-next-line no-template-curly-in-string -- Node-RED's own notation
    ['allow', '${VOIP_PHONE_TEST_UNSET}', /allow list \(the variable VOIP_PHONE_TEST_UNSET is not set or blank\)/],
  ] as const) {
    it(`refuses everybody with a ${property} of "${value}"`, async () => {
      const loaded = await loadNodes([TAB, eventNode({ [property]: value }), OUT]);
      assert.equal(await phoneRequest(loaded.port, '/phone/mute'), 403);
      const spoofed = 'GET /phone/mute HTTP/1.0\r\nX-Forwarded-For: ::\r\n\r\n';
      assert.match(await sendRaw(loaded.port, spoofed), /^HTTP\/1\.1 403 /);
      assert.match(loaded.logged(), complaint);
    });
  }

  it('refuses a malformed allow list instead of opening up', async () => {
    const loaded = await loadNodes([TAB, eventNode({ allow: '127.0.0.1, 300.1.1.1' }), OUT]);
    assert.equal(await phoneRequest(loaded.port, '/phone/mute'), 403);
    assert.match(loaded.logged(), /300\.1\.1\.1/);
  });
});
