import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Listener, type ListenerOptions } from '../../nodes/lib/events/own-port/listener';
import { Routes } from '../../nodes/lib/events/routes';
import { SERVER_TLS, TRUSTED } from '../lib/events/certificate';
import { Inbox } from '../lib/events/inbox';
import { exchange, openWire, statusesIn, statusOf } from '../lib/events/wire';
import { needs } from '../support/node-red';
import { own } from '../support/own';
import { builtIn } from '../support/vendors';
import { hasHaproxy, startHaproxy } from './haproxy';

const REQUEST = 'GET /phone/mwi HTTP/1.0\r\n\r\n';
/** Whose address is allowed: HAProxy's own, which the listener sees, is 127.0.0.1. */
const PHONE = '127.0.0.7';
const NOTHING = { tooMany: 0, tooSlow: 0, method: 0, handshake: 0, proxy: 0 };

/** Resolves when so many have come to a server of this process, and are closed: the proxy's checks, where nobody else calls. */
async function connections(count: number): Promise<void> {
  const closed: Promise<unknown>[] = [];
  await new Promise<void>((resolve) => {
    const onSocket = (message: unknown): void => {
      const { socket } = message as { readonly socket: Socket };
      closed.push(new Promise((done) => socket.once('close', done)));
      if (closed.length < count) return;
      unsubscribe('net.server.socket', onSocket);
      resolve();
    };
    subscribe('net.server.socket', onSocket);
    own(() => unsubscribe('net.server.socket', onSocket));
  });
  await Promise.all(closed);
}

describe('HAProxy before a port of our own', function () {
  this.timeout(30_000);
  before(function () {
    needs(this, 'haproxy', hasHaproxy);
  });

  async function start(options: ListenerOptions = {}, allow = PHONE): Promise<{ listener: Listener; port: number }> {
    const routes = new Routes(builtIn);
    routes.add('/phone', new Inbox({ allow, trustedProxies: '127.0.0.1' }).reception);
    const listener = own(new Listener(routes, { proxies: '127.0.0.1', ...options }));
    const { port } = await listener.listen({ address: '127.0.0.1', port: 0 });
    return { listener, port };
  }
  const passing = async (to: number, server: string, lines: readonly string[] = []): Promise<number> =>
    own(await startHaproxy(to, server, lines)).port;

  for (const server of [
    'send-proxy',
    'send-proxy-v2',
    'send-proxy-v2-ssl',
    'send-proxy-v2 proxy-v2-options ssl,cert-cn,ssl-cipher,crc32c,unique-id',
  ]) {
    it(`gives the phone's address by ${server}`, async () => {
      const { listener, port } = await start();
      const proxy = await passing(port, server);
      assert.equal(statusOf(await exchange(proxy, REQUEST, PHONE)), 200);
      assert.equal(statusOf(await exchange(proxy, REQUEST, '127.0.0.8')), 403);
      // A phone's own bytes cannot pass for the proxy's.
      const forged = `PROXY TCP4 ${PHONE} 10.0.0.1 1 2\r\n${REQUEST}`;
      assert.equal(statusOf(await exchange(proxy, forged, '127.0.0.8')), 400);
      const forwarded = `GET /phone/mwi HTTP/1.0\r\nX-Forwarded-For: ${PHONE}\r\n\r\n`;
      assert.equal(statusOf(await exchange(proxy, forwarded, '127.0.0.8')), 403);
      assert.deepEqual(listener.counts, NOTHING);
    });

    it(`passes TLS through by ${server}`, async () => {
      const { listener, port } = await start({ tls: SERVER_TLS });
      const socket = own(
        connectTls({ port: await passing(port, server), host: '127.0.0.1', localAddress: PHONE, ...TRUSTED } as object),
      );
      await once(socket, 'secureConnect');
      socket.write(REQUEST);
      const [answer] = (await once(socket, 'data')) as [Buffer];
      assert.equal(statusOf(answer.toString()), 200);
      assert.deepEqual(listener.counts, NOTHING);
    });
  }

  it('lets raw bytes and kept connections through', async () => {
    const { port } = await start();
    const proxy = await passing(port, 'send-proxy-v2');
    const wire = await openWire(proxy, PHONE);
    await wire.send('GET /phone/mwi?a=J\xf6rg D HTTP/1.1\r\n\r\nGET /phone/hold HTTP/1.1\n\n');
    await wire.answers(2);
    await wire.send('GET /phone/unhold HTTP/1.1\r\n\r\n');
    assert.deepEqual(statusesIn(await wire.answers(3)), [200, 200, 200]);
  });

  // A check on a `port` of its own ends before it is a connection (seen with HAProxy 2.6), so it cannot be waited for.
  for (const [what, server, lines] of [
    ['by version 1', 'send-proxy check inter 20ms', []],
    ['by version 2', 'send-proxy-v2 check inter 20ms', []],
    [
      'that ask, by version 1',
      'send-proxy check inter 20ms',
      ['option httpchk HEAD /', 'http-check expect status 404'],
    ],
    [
      'that ask, by version 2',
      'send-proxy-v2 check inter 20ms',
      ['option httpchk HEAD /', 'http-check expect status 404'],
    ],
  ] as const) {
    for (const tls of [undefined, SERVER_TLS]) {
      // A check that asks for a page would have to speak TLS.
      if (tls && lines.length > 0) continue;
      it(`counts nothing of its checks: ${what}${tls ? ', with TLS' : ''}`, async () => {
        const { listener, port } = await start({ ...(tls && { tls }) });
        const checked = connections(10);
        await passing(port, server, lines);
        await checked;
        assert.deepEqual(listener.counts, NOTHING);
      });
    }
  }

  it('is refused without its header, and said, where the port wants one', async () => {
    const { listener, port } = await start();
    assert.equal(await exchange(await passing(port, ''), REQUEST, PHONE), '');
    assert.equal(listener.counts.proxy, 1);
  });

  it('is a broken request with its header where the port wants none', async () => {
    const { port } = await start({ proxies: undefined });
    assert.equal(statusOf(await exchange(await passing(port, 'send-proxy'), REQUEST, PHONE)), 400);
    assert.equal(statusOf(await exchange(await passing(port, 'send-proxy-v2'), REQUEST, PHONE)), 400);
  });
});
