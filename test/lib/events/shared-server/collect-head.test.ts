import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { mock } from 'node:test';
import { beforeEach, describe, it } from 'mocha';
import { collectHead } from '../../../../nodes/lib/events/shared-server/collect-head';
import { own } from '../../../support/own';
import { openWire, type Wire } from '../wire';

describe('collectHead', () => {
  let wire: Wire;
  let socket: Socket;
  beforeEach(async () => {
    const server = own(createServer()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const connection = once(server, 'connection');
    wire = await openWire((server.address() as AddressInfo).port);
    [socket] = (await connection) as [Socket];
  });

  const collect = (packet: string, milliseconds?: number) =>
    new Promise<string | undefined>((resolve) => {
      collectHead(socket, Buffer.from(packet, 'latin1'), resolve, milliseconds);
    });

  it('has a whole head at once, and nothing of what follows it', async () => {
    assert.equal(await collect('GET / HTTP/1.0\r\nA: \xf6\r\n\r\nrest'), 'GET / HTTP/1.0\r\nA: \xf6\r\n\r\n');
  });

  it('waits for the rest', async () => {
    const head = collect('GET / HTTP/1.0\r');
    for (const byte of '\nA: b\r\n\r\nrest') await wire.send(byte);
    assert.equal(await head, 'GET / HTTP/1.0\r\nA: b\r\n\r\n');
    assert.equal(socket.listenerCount('end'), 0);
  });

  it('gives up when the time is over', async () => {
    // A timer of its own would let the process end: this keeps it alive.
    const alive = setTimeout(() => assert.fail('the time is long over'), 15_000);
    own(() => clearTimeout(alive));
    assert.equal(await collect('GET / HTTP/1.0\r\n', 20), undefined);
    assert.equal(socket.listenerCount('data'), 0);
  });

  it('says once what became of the head, also when its time is over later', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    own(() => mock.timers.reset());
    const heads: (string | undefined)[] = [];
    const complete = new Promise<void>((resolve) => {
      collectHead(
        socket,
        Buffer.from('GET / HTTP/1.0\r\n', 'latin1'),
        (head) => {
          heads.push(head);
          resolve();
        },
        10_000,
      );
    });
    await wire.send('\r\n');
    await complete;
    mock.timers.tick(10_000);
    socket.emit('end');
    assert.deepEqual(heads, ['GET / HTTP/1.0\r\n\r\n']);
  });

  it('gives up a head without bounds', async () => {
    const head = collect('GET / HTTP/1.0\r\n', 600_000);
    await wire.send(`A: ${'b'.repeat(64 * 1024)}`);
    assert.equal(await head, undefined);
  });

  it('gives up when the phone goes', async () => {
    const head = collect('GET / HTTP/1.0\r\n');
    wire.socket.end();
    assert.equal(await head, undefined);
  });
});
