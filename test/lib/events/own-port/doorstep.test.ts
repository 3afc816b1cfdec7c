import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { describe, it } from 'mocha';
import { Listener, type ListenerOptions } from '../../../../nodes/lib/events/own-port/listener';
import { Routes } from '../../../../nodes/lib/events/routes';
import { own } from '../../../support/own';
import { builtIn } from '../../../support/vendors';
import { SERVER_TLS, TRUSTED } from '../certificate';
import { Inbox, phoneBook, TestPhone } from '../inbox';
import { exchange, openWire, statusesIn, statusOf, turn } from '../wire';
import { ipv4Block, tlv, v1, v2 } from './proxy-headers';

const REQUEST = 'GET /phone/mwi HTTP/1.0\r\n\r\n';
const PHONE = '192.168.5.20';
const V2 = v2(0x21, 0x11, ipv4Block(PHONE) + tlv(0x05, 'unique'));

/** Where it is seen which address counts: a node that takes one phone's alone. */
interface Guards {
  readonly allow?: string;
  readonly rate?: string;
  readonly trustedProxies?: string;
  readonly token?: string;
}

async function start(options: ListenerOptions & Guards = {}) {
  const { allow = '', rate = '', token = '', trustedProxies = '127.0.0.1', ...listening } = options;
  const phone = new TestPhone('desk', 'fanvil', 'Desk', '808287046bc2', false);
  const inbox = new Inbox(
    { allow, rate, trustedProxies, token },
    { findPhone: phoneBook({ '808287046bc2': phone }), now: () => 0 },
  );
  const routes = new Routes(builtIn);
  routes.add('/phone', inbox.reception);
  const told: number[] = [];
  const listener: Listener = own(
    new Listener(routes, { proxies: '127.0.0.1', onCount: () => told.push(listener.counts.proxy), ...listening }),
  );
  const { port } = await listener.listen({ address: '127.0.0.1', port: 0 });
  return { listener, inbox, port, phone, told };
}

/** Sends nothing more, and waits until the server has noticed. */
async function leave(port: number, bytes: string): Promise<void> {
  const wire = await openWire(port);
  if (bytes !== '') await wire.send(bytes);
  wire.socket.end();
  await wire.closed;
}

/** A proxy that puts a header before what it passes on, in one packet with the TLS hello or in one of its own. @returns its port */
async function proxy(port: number, header: string, isLater: boolean): Promise<number> {
  const server = own(
    createServer((client) => {
      const upstream = own(connect({ port, host: '127.0.0.1', noDelay: true }));
      client.once('data', (hello) => {
        void (async () => {
          if (isLater) {
            upstream.write(header, 'latin1');
            await turn();
            await turn();
            upstream.write(hello);
          } else upstream.write(Buffer.concat([Buffer.from(header, 'latin1'), hello]));
          client.pipe(upstream).on('error', () => {});
          upstream.pipe(client).on('error', () => {});
        })();
      });
    }),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

describe('Listener, behind proxies that say whose connection they pass on', () => {
  for (const [what, header] of [
    ['version 1', v1(PHONE)],
    ['version 2', V2],
  ] as const) {
    it(`takes the address of ${what} for the phone's`, async () => {
      const { port, inbox, listener } = await start({ allow: PHONE });
      assert.equal(statusOf(await exchange(port, header + REQUEST)), 200);
      assert.equal(statusOf(await exchange(port, [header, REQUEST])), 200);
      await inbox.holds(2);
      assert.equal(listener.counts.proxy, 0);
    });

    it(`reads ${what} wherever it is cut into packets`, async () => {
      const { port } = await start({ allow: PHONE });
      const text = header + REQUEST;
      for (let cut = 1; cut < header.length + 2; cut++) {
        assert.equal(statusOf(await exchange(port, [text.slice(0, cut), text.slice(cut)])), 200, `cut at ${cut}`);
      }
      assert.equal(statusOf(await exchange(port, text.split(''))), 200);
    });

    it(`shakes hands behind ${what}, in the same packet or later`, async () => {
      const { port, listener, inbox } = await start({ allow: PHONE, tls: SERVER_TLS });
      for (const isLater of [false, true]) {
        const socket = own(connectTls({ port: await proxy(port, header, isLater), ...TRUSTED }));
        await once(socket, 'secureConnect');
        socket.write(REQUEST);
        const [answer] = (await once(socket, 'data')) as [Buffer];
        assert.equal(statusOf(answer.toString()), 200);
      }
      await inbox.holds(2);
      assert.equal(listener.counts.handshake, 0);
    });
  }

  it('keeps a connection for several requests, all from that address', async () => {
    const { port } = await start({ allow: PHONE });
    const wire = await openWire(port);
    await wire.send(`${v1(PHONE)}GET /phone/mwi HTTP/1.1\r\n\r\nGET /phone/hold HTTP/1.1\r\n\r\n`);
    await wire.answers(2);
    await wire.send('GET /phone/unhold HTTP/1.1\r\n\r\n');
    assert.deepEqual(statusesIn(await wire.answers(3)), [200, 200, 200]);
  });

  it('answers who ended his side with his request', async () => {
    const { port } = await start({ allow: PHONE });
    const wire = await openWire(port);
    await wire.send(V2 + REQUEST);
    wire.socket.end();
    await wire.closed;
    assert.equal(statusOf(wire.received), 200);
  });

  const nobodys: readonly (readonly [what: string, header: string])[] = [
    ['UNKNOWN', 'PROXY UNKNOWN\r\n'],
    ['LOCAL that carries an address', v2(0x20, 0x11, ipv4Block(PHONE))],
    ['a UNIX socket', v2(0x21, 0x31, 'x'.repeat(216))],
    ['too short a block', v2(0x21, 0x11, 'abcd')],
  ];
  for (const [what, header] of nobodys) {
    it(`takes nobody's address from ${what}, least of all the proxy's`, async () => {
      const { port } = await start({ allow: `127.0.0.1, ${PHONE}` });
      assert.equal(statusOf(await exchange(port, header + REQUEST)), 403);
      const open = await start({ token: 'secret' });
      const request = 'GET /phone/mwi?mac=808287046bc2&token=secret HTTP/1.0\r\n\r\n';
      assert.equal(statusOf(await exchange(open.port, header + request)), 200);
      assert.deepEqual(open.phone.learned, []);
      await exchange(open.port, v1(PHONE) + request);
      assert.deepEqual(open.phone.learned, [PHONE]);
    });
  }

  it('counts rates and places by the address that is named', async () => {
    const { port } = await start({ rate: '1' });
    const ask = async (from: string): Promise<number> => statusOf(await exchange(port, v1(from) + REQUEST));
    assert.deepEqual([await ask(PHONE), await ask(PHONE), await ask('192.168.5.21')], [200, 429, 200]);

    const crowded = await start({ limits: { connectionsPerAddress: 1 } });
    const open = async (from: string) => {
      const wire = await openWire(crowded.port);
      await wire.send(`${v1(from)}GET /phone/mwi HTTP/1.1\r\n\r\n`);
      await wire.answers(1);
      return wire;
    };
    const first = await open(PHONE);
    const other = await open('192.168.5.21');
    await open(PHONE);
    await first.closed;
    assert.equal(other.socket.destroyed, false);
    // As long as nobody knows whose they are they count for the port alone.
    const silent = [await openWire(crowded.port), await openWire(crowded.port)];
    await open('192.168.5.22');
    assert.deepEqual(
      silent.map(({ socket }) => socket.destroyed),
      [false, false],
    );
  });

  it('gives each connection one place, before its header and behind it', async () => {
    const { port, listener } = await start({ limits: { connections: 2 } });
    const wires = [await openWire(port), await openWire(port)];
    for (const [index, wire] of wires.entries()) {
      await wire.send(`${v1(`192.168.5.${index + 20}`)}GET /phone/mwi HTTP/1.1\r\n\r\n`);
      await wire.answers(1);
    }
    assert.deepEqual(
      wires.map(({ socket }) => socket.destroyed),
      [false, false],
    );
    assert.equal(listener.counts.tooMany, 0);
  });

  it('reads X-Forwarded-For as ever, beginning at the named address', async () => {
    const { port } = await start({ allow: PHONE, trustedProxies: '127.0.0.1, 10.0.0.8' });
    const forwarded = `GET /phone/mwi HTTP/1.0\r\nX-Forwarded-For: ${PHONE}\r\n\r\n`;
    assert.equal(statusOf(await exchange(port, v1('10.0.0.8') + forwarded)), 200);
    assert.equal(statusOf(await exchange(port, v1('10.0.0.9') + forwarded)), 403, 'a phone that writes it itself');
  });

  const refused: readonly (readonly [what: string, bytes: string])[] = [
    ['a request without a header', REQUEST],
    ['a TLS hello without a header', '\x16\x03\x01\x02\x00\x01'],
    ['a malformed header', `PROXY TCP4 ${PHONE}\r\n${REQUEST}`],
    ['a line without an end', 'PROXY TCP4 '.padEnd(200, '1')],
    ['a block of 64 KB', `${v2(0x21, 0x11, 'x'.repeat(60)).slice(0, 14)}\xff\xff`],
  ];
  for (const [what, bytes] of refused) {
    it(`refuses ${what}, and counts it`, async () => {
      const { port, told, inbox } = await start();
      assert.equal(await exchange(port, bytes), '');
      assert.deepEqual(told, [1]);
      assert.deepEqual(inbox.messages, []);
    });
  }

  it('refuses a header of anybody who is not listed, and of all where nobody is', async () => {
    for (const proxies of ['10.0.0.8', '', ' ', '127.0.0.1, nonsense']) {
      const { port, told } = await start({ proxies });
      assert.equal(await exchange(port, v1(PHONE) + REQUEST), '');
      assert.deepEqual(told, [1]);
    }
  });

  it('takes a second header for a broken request', async () => {
    const { port } = await start({ allow: PHONE });
    assert.equal(statusOf(await exchange(port, v1('192.168.5.99') + v1(PHONE) + REQUEST)), 400);
  });

  it('counts nothing of checks: connections without a byte, headers without a request', async () => {
    for (const tls of [undefined, SERVER_TLS]) {
      const { port, listener, inbox } = await start(tls && { tls });
      for (const bytes of ['', v2(0x20, 0, ''), 'PROXY UNKNOWN\r\n', v1('127.0.0.1')]) await leave(port, bytes);
      const wire = await openWire(port);
      wire.socket.resetAndDestroy();
      await wire.closed;
      assert.deepEqual(listener.counts, { tooMany: 0, tooSlow: 0, method: 0, handshake: 0, proxy: 0 });
      assert.deepEqual(inbox.messages, []);
    }
  });

  it('counts a header that breaks off, and a handshake that fails behind one', async () => {
    const plain = await start();
    await leave(plain.port, 'PROXY TCP4 192');
    assert.equal(plain.listener.counts.proxy, 1);
    const secure = await start({ tls: SERVER_TLS });
    await exchange(secure.port, v1(PHONE) + REQUEST);
    assert.deepEqual([secure.listener.counts.handshake, secure.listener.counts.proxy], [1, 0]);
  });

  it('waits 10 s for a header, not a moment longer however it drips', async () => {
    let now = 0;
    const { port, listener } = await start({ clock: () => now });
    const [silent, dripping] = [await openWire(port), await openWire(port)];
    await dripping.send('PROXY TCP4 ');
    // By the time that another's is answered, these two have been met.
    await exchange(port, v1(PHONE) + REQUEST);
    now = 9_999;
    listener.sweep();
    await dripping.send('192');
    await exchange(port, v1(PHONE) + REQUEST);
    assert.deepEqual([silent.socket.destroyed, dripping.socket.destroyed], [false, false]);
    now = 10_000;
    listener.sweep();
    await Promise.all([silent.closed, dripping.closed]);
    assert.equal(listener.counts.proxy, 1, 'the silent one is nothing to count');
  });

  it('ends all at its close, those before their header, too', async () => {
    const { port, listener } = await start();
    const wire = await openWire(port);
    await wire.send('PROXY ');
    await exchange(port, v1(PHONE) + REQUEST);
    await listener.close();
    await wire.closed;
    assert.equal(listener.counts.proxy, 0);
  });

  it('reads no PROXY line where it is not told to: a broken request, whoever sends it', async () => {
    const { port } = await start({ proxies: undefined });
    for (const header of [v1(PHONE), V2]) assert.equal(statusOf(await exchange(port, header + REQUEST)), 400);
    assert.equal(statusOf(await exchange(port, REQUEST)), 200);
  });
});
