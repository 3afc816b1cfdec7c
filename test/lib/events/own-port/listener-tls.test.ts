import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type ConnectionOptions, connect as connectTls, type SecureVersion } from 'node:tls';
import { afterEach, describe, it } from 'mocha';
import { Listener, type ListenerOptions } from '../../../../nodes/lib/events/own-port/listener';
import { Routes } from '../../../../nodes/lib/events/routes';
import { SERVER_TLS, TRUSTED } from '../certificate';
import { exchange, openWire } from '../wire';
import { builtIn } from '../../../support/vendors';

describe('Listener, TLS', () => {
  const listeners: Listener[] = [];
  afterEach(async () => {
    for (const listener of listeners.splice(0)) await listener.close();
  });

  async function start(options: ListenerOptions = {}): Promise<{ listener: Listener; port: number; told: number[] }> {
    const told: number[] = [];
    const listener: Listener = new Listener(new Routes(builtIn), {
      tls: SERVER_TLS,
      onCount: () => told.push(listener.counts.handshake),
      ...options,
    });
    listeners.push(listener);
    const { port } = await listener.listen({ address: '127.0.0.1', port: 0 });
    return { listener, port, told };
  }

  /** @returns the version that both agreed on, or undefined */
  async function shakeHands(port: number, options: ConnectionOptions): Promise<string | null | undefined> {
    const socket = connectTls({ port, host: '127.0.0.1', ...TRUSTED, ...options });
    try {
      await once(socket, 'secureConnect');
      return socket.getProtocol();
    } catch {
      return undefined;
    } finally {
      socket.destroy();
    }
  }
  /** A client of the time, with the ciphers of the time. */
  const speaking = (version: SecureVersion): ConnectionOptions => ({
    minVersion: version,
    maxVersion: version,
    ciphers: 'DEFAULT:@SECLEVEL=0',
  });

  for (const [version, strict] of [
    ['TLSv1', undefined],
    ['TLSv1.1', undefined],
    ['TLSv1.2', 'TLSv1.2'],
    ['TLSv1.3', 'TLSv1.3'],
  ] as const) {
    it(`takes ${version} ${strict ? 'always' : 'from old phones alone, where it is told to'}`, async () => {
      const [today, old] = [await start(), await start({ legacyTls: true })];
      assert.equal(await shakeHands(today.port, speaking(version)), strict);
      assert.equal(await shakeHands(old.port, speaking(version)), version);
    });
  }

  it('takes an old version for nothing but what the switch says, whatever the TLS options bring', async () => {
    const { port } = await start({ tls: { ...SERVER_TLS, minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' } });
    assert.equal(await shakeHands(port, speaking('TLSv1.1')), undefined);
  });

  const failures: readonly (readonly [what: string, fail: (port: number) => Promise<unknown>])[] = [
    ['a version that is too old', (port) => shakeHands(port, speaking('TLSv1'))],
    ['no common cipher', (port) => shakeHands(port, { maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA' })],
    ['a client that distrusts the certificate', (port) => shakeHands(port, { ca: [] })],
    ['no TLS at all', (port) => exchange(port, 'GET /phone/mwi HTTP/1.0\r\n\r\n')],
    ['binary nonsense', (port) => exchange(port, '\x16\x03\x01\x00\x05\x01\x00\x00\x01\x00')],
    [
      'a hello that breaks off',
      async (port) => {
        const wire = await openWire(port);
        await wire.send('\x16\x03\x01\x02\x00\x01');
        wire.socket.end();
        await wire.closed;
      },
    ],
  ];
  for (const [what, fail] of failures) {
    it(`counts once: ${what}`, async () => {
      const { port, listener, told } = await start();
      await fail(port);
      // The server's side may end a moment later.
      while (listener.counts.handshake === 0) await new Promise((resolve) => setImmediate(resolve));
      assert.equal(await shakeHands(port, {}), 'TLSv1.3');
      assert.deepEqual(told, [1]);
    });
  }

  it('cuts who does not shake hands, in the time for a head', async () => {
    const { port } = await start({ limits: { headTime: 30 } });
    for (const sent of ['', '\x16\x03\x01']) {
      const wire = await openWire(port);
      if (sent !== '') await wire.send(sent);
      await wire.closed;
    }
  });

  it('closes at once, whoever is about to shake hands', async () => {
    const { port, listener } = await start({ limits: { headTime: 600_000 } });
    const wires = [await openWire(port), await openWire(port)];
    await wires[0]?.send('\x16\x03\x01');
    await listener.close();
    for (const wire of wires) await wire.closed;
  });

  it('counts nobody who said nothing, nor whom it cuts itself', async () => {
    const { port, listener } = await start();
    const silent = await openWire(port);
    silent.socket.end();
    await silent.closed;
    const half = await openWire(port);
    await half.send('\x16\x03\x01');
    assert.equal(await shakeHands(port, {}), 'TLSv1.3');
    await listener.close();
    await half.closed;
    assert.equal(listener.counts.handshake, 0);
  });
});
