import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls, type SecureVersion } from 'node:tls';
import { openWire, statusesIn } from '../lib/events/wire';
import { freePort } from '../support/node-red';
import { loadNodes, messagesAt, TLS_CONFIG, unloadNodes } from '../support/nodes';
import { own } from '../support/own';
import { phoneRequest, sendRaw } from '../support/requests';

const TAB = { id: 'tab', type: 'tab', label: 'test' };
const OUT = { id: 'out', type: 'helper', z: 'tab', x: 1, y: 1, wires: [] };
const FIXTURES = join(__dirname, '..', 'fixtures', 'tls');

describe('action-url in on a port of its own', () => {
  afterEach(unloadNodes);

  const eventNode = (port: string, properties: object = {}): object => ({
    id: 'in',
    type: 'action-url in',
    z: 'tab',
    x: 1,
    y: 1,
    path: '/phone',
    events: [],
    port,
    wires: [['out']],
    ...properties,
  });

  it('serves phone events and nothing else, without httpNodeRoot', async () => {
    const port = await freePort();
    const loaded = await loadNodes([TAB, eventNode(`127.0.0.1:${port}`), OUT], {}, { httpNodeRoot: '/red' });
    const arrival = messagesAt(loaded.node('out'), 1);
    assert.equal(await phoneRequest(port, '/phone/incoming-call?display_remote=John Doe'), 200);
    assert.equal((await arrival)[0]?.topic, 'incoming-call');
    assert.equal(await phoneRequest(port, '/'), 404);
    assert.equal(await phoneRequest(port, '/red/phone/incoming-call'), 404);
    assert.equal(await phoneRequest(loaded.port, '/red/phone/incoming-call'), 404);
  });

  it('works where Node-RED serves no HTTP nodes at all', async () => {
    const port = await freePort();
    const loaded = await loadNodes([TAB, eventNode(String(port)), OUT], {}, { httpNodeRoot: false });
    const arrival = messagesAt(loaded.node('out'), 1);
    assert.equal(await phoneRequest(port, '/phone/mute'), 200);
    await arrival;
  });

  it('is shared by the nodes that name it, and free at once when they are gone', async () => {
    const port = await freePort();
    const second = { ...eventNode(String(port)), id: 'in2', path: '/door' };
    const loaded = await loadNodes([TAB, eventNode(String(port)), second, OUT]);
    const arrival = messagesAt(loaded.node('out'), 2);
    assert.equal(await phoneRequest(port, '/phone/mute'), 200);
    assert.equal(await phoneRequest(port, '/door/tamper'), 200);
    await arrival;
    await loaded.redeploy([TAB, eventNode(String(port)), OUT]);
    assert.equal(await phoneRequest(port, '/door/tamper'), 404);
    assert.equal(await phoneRequest(port, '/phone/mute'), 200);
    await loaded.redeploy([TAB, OUT]);
    await once(own(createServer()).listen(port), 'listening');
  });

  it('lets an event that falls into a redeploy wait for the node, on a connection that stays', async () => {
    const port = await freePort();
    const loaded = await loadNodes([TAB, eventNode(String(port)), OUT]);
    const wire = await openWire(port);
    const kept = async (event: string, answers: number): Promise<void> => {
      await wire.send(`GET /phone/${event} HTTP/1.1\r\n\r\n`);
      assert.deepEqual(statusesIn(await wire.answers(answers)), Array<number>(answers).fill(200));
    };
    await kept('hold', 1);
    for (const [round, type] of (['full', 'nodes', 'flows'] as const).entries()) {
      const deployed = loaded.redeploy([TAB, eventNode(String(port), { name: `round ${round}` }), OUT], type);
      const [status] = await Promise.all([phoneRequest(port, '/phone/mute'), kept('unhold', 2 + round), deployed]);
      assert.equal(status, 200);
    }
  });

  it('frees the port with the deploy that disables the node or moves it, and when the flows stop', async () => {
    const [port, other] = [await freePort(), await freePort()];
    const isFree = (): Promise<boolean> =>
      new Promise((resolve) => {
        const server = createServer();
        server.once('error', () => resolve(false));
        server.listen(port, () => server.close(() => resolve(true)));
      });
    const loaded = await loadNodes([TAB, eventNode(String(port)), OUT]);
    assert.equal(await phoneRequest(port, '/phone/mute'), 200);
    await loaded.redeploy([TAB, eventNode(String(port), { d: true }), OUT]);
    assert.equal(await isFree(), true);
    await loaded.redeploy([TAB, eventNode(String(port)), OUT]);
    assert.equal(await phoneRequest(port, '/phone/mute'), 200);
    await loaded.redeploy([TAB, eventNode(String(other)), OUT]);
    assert.equal(await isFree(), true);
    await loaded.redeploy([TAB, eventNode(String(port)), OUT]);
    assert.equal(await phoneRequest(port, '/phone/mute'), 200);
    await unloadNodes();
    assert.equal(await isFree(), true);
    // The suite unloads after each test.
    await loadNodes([TAB]);
  });

  it('says in its status that another program has the port', async () => {
    const taken = own(createServer()).listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const loaded = await loadNodes([TAB, OUT]);
    const logged = new Promise<void>((resolve) => {
      const poll = setInterval(() => {
        if (!/in use by another program/.test(loaded.logged())) return;
        clearInterval(poll);
        resolve();
      }, 5);
      own(() => clearInterval(poll));
    });
    await loaded.redeploy([TAB, eventNode(`127.0.0.1:${port}`), OUT]);
    await logged;
  });

  it('speaks TLS with a tls-config', async () => {
    const port = await freePort();
    const pem = readFileSync(join(FIXTURES, 'server.pem'), 'utf8');
    const loaded = await loadNodes(
      [
        TAB,
        { id: 'tls-1', type: 'tls-config', name: 'phones', cert: '', key: '', ca: '', verifyservercert: true },
        eventNode(String(port), { tls: 'tls-1' }),
        OUT,
      ],
      { 'tls-1': { certdata: pem, keydata: pem } },
      {},
      [TLS_CONFIG],
    );
    const arrival = messagesAt(loaded.node('out'), 1);
    const socket = own(connectTls({ port, host: '127.0.0.1', ca: readFileSync(join(FIXTURES, 'ca.pem')) }));
    await once(socket, 'secureConnect');
    socket.write('GET /phone/tamper HTTP/1.0\r\n\r\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    assert.match(answer.toString(), /^HTTP\/1\.1 200 /);
    await arrival;
    assert.doesNotMatch(await sendRaw(port, 'GET /phone/tamper HTTP/1.0\r\n\r\n'), / 200 /);
  });

  /** Resolves once the node shows such a status. */
  function statusLike(node: object, text: RegExp): Promise<void> {
    const shown = (node as { status: { args: [{ text?: string }][] } }).status;
    return new Promise((resolve) => {
      const poll = setInterval(() => {
        if (!shown.args.some(([{ text: it = '' }]) => text.test(it))) return;
        clearInterval(poll);
        resolve();
      }, 5);
      own(() => clearInterval(poll));
    });
  }
  const pem = readFileSync(join(FIXTURES, 'server.pem'), 'utf8');
  const TLS_NODE = { id: 'tls-1', type: 'tls-config', name: 'phones', cert: '', key: '', ca: '' };
  const CREDENTIALS = { 'tls-1': { certdata: pem, keydata: pem } };
  /** The version that a client of the time gets. */
  async function versionOf(port: number, version: SecureVersion): Promise<string | null> {
    const old = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT:@SECLEVEL=0' };
    const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false, ...old });
    try {
      await once(socket, 'secureConnect');
      return socket.getProtocol();
    } finally {
      socket.destroy();
    }
  }

  it('counts what is neither GET nor HEAD in the status', async () => {
    const port = await freePort();
    const loaded = await loadNodes([TAB, eventNode(String(port)), OUT]);
    const shown = statusLike(loaded.node('in'), /^2 wrong method$/);
    assert.equal(await phoneRequest(port, '/phone/door-opened?relay1status=1', 'POST'), 405);
    assert.equal(await phoneRequest(port, '/phone', 'PUT'), 405);
    assert.equal(await phoneRequest(port, '/other', 'POST'), 404);
    await shown;
  });

  it('counts TLS handshakes that fail, and names them in the status', async () => {
    const port = await freePort();
    const flow = [TAB, TLS_NODE, eventNode(String(port), { tls: 'tls-1' }), OUT];
    const loaded = await loadNodes(flow, CREDENTIALS, {}, [TLS_CONFIG]);
    const shown = statusLike(loaded.node('in'), /^TLS failed ✗3$/);
    await assert.rejects(versionOf(port, 'TLSv1'));
    await assert.rejects(versionOf(port, 'TLSv1.1'));
    assert.equal(await versionOf(port, 'TLSv1.2'), 'TLSv1.2');
    await sendRaw(port, 'GET /phone/tamper HTTP/1.0\r\n\r\n');
    await shown;
  });

  it('serves old phones where it is told to, on a port whose nodes agree on that', async () => {
    const port = await freePort();
    const old = eventNode(String(port), { tls: 'tls-1', legacyTls: true });
    const strict = { ...eventNode(String(port), { tls: 'tls-1' }), id: 'in2', path: '/door' };
    const loaded = await loadNodes([TAB, TLS_NODE, old, strict, OUT], CREDENTIALS, {}, [TLS_CONFIG]);
    await statusLike(loaded.node('in2'), /no-port/);
    assert.match(loaded.logged(), /old TLS versions: choose the same in both/);
    for (const version of ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const) {
      assert.equal(await versionOf(port, version), version);
    }
  });

  it('reports a port that is none', async () => {
    const loaded = await loadNodes([TAB, eventNode('70000'), OUT]);
    assert.match(loaded.logged(), /70000.*is no port/);
  });
});
