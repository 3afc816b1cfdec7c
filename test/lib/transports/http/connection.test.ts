import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Connection } from '../../../../nodes/lib/transports/http/connection';
import { readEndpoint } from '../../../../nodes/lib/transports/http/endpoint';
import { own } from '../../../support/own';
import { RawPhone } from './raw-phone';

/** A connection on which nothing has been asked yet, and the phone's side of it. */
async function open(): Promise<{ connection: Connection; socket: Socket }> {
  const phone = own(new RawPhone(() => {}));
  const port = await phone.listen();
  const accepted = once(phone, 'accepted') as Promise<[Socket]>;
  const owner = { onUnasked: () => assert.fail('nothing was asked yet'), onClosed: () => {} };
  const connection = new Connection(readEndpoint('http', '127.0.0.1', port), undefined, owner);
  own({ close: () => connection.destroy() });
  assert.equal(await connection.opened.promise, undefined);
  const [socket] = await accepted;
  return { connection, socket };
}

describe('Connection, before anything is asked', () => {
  it('takes what the phone says and ends with for the answer', async () => {
    const { connection, socket } = await open();
    await new Promise<void>((resolve) => socket.end('HTTP/1.1 503 Busy\r\n\r\n', resolve));
    // It is read in one of the next turns of this event loop; it tells nobody.
    for (let turn = 0; turn < 10; turn += 1) await nextTurn();
    const exchange = connection.send(Buffer.from('GET / HTTP/1.1\r\n\r\n'), false);
    assert.deepEqual([exchange.outcome.value, exchange.end.isPast], [503, true]);
    await connection.closed.promise;
  });

  const early: readonly (readonly [says: string, isEnd: boolean, outcome: string | number | undefined])[] = [
    ['HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', true, 'unsent'],
    ['HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n', false, 'unsent'],
    ['HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n', true, 'unsent'],
    ['HTTP/1.1 200 ', false, 'unsent'],
    ['HTTP/1.1 200', false, 'unsent'],
    ['\r\nHTTP/1.1 2', false, 'unsent'],
    ['H', false, 'unsent'],
    ['HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 2', false, 'unsent'],
    ['HTTP/1.1 503', true, 'unsent'],
    ['HTTP/1.1 503 Busy\r\n\r\n', false, 503],
    ['\r\n', false, undefined],
    ['\r\n', true, 'unsent'],
    ['HTTP/1.1 100 Continue\r\n\r\n', false, undefined],
    ['hello\r\n', false, 'nonsense'],
  ];
  for (const [says, isEnd, outcome] of early) {
    it(`${JSON.stringify(says)}${isEnd ? ', then the end' : ''}: ${outcome ?? 'waits for the answer'}`, async () => {
      const { connection, socket } = await open();
      const asked = once(socket, 'data');
      if (isEnd) await new Promise<void>((resolve) => socket.end(says, resolve));
      else await new Promise((resolve) => socket.write(says, resolve));
      for (let turn = 0; turn < 10; turn += 1) await nextTurn();
      const exchange = connection.send(Buffer.from('GET / HTTP/1.1\r\n\r\n'), false);
      assert.equal(exchange.outcome.value, outcome);
      if (outcome === undefined) {
        await asked;
        socket.write('HTTP/1.1 204 Done\r\n\r\n');
        assert.equal(await exchange.outcome.promise, 204);
      }
    });
  }

  it('is gone where the phone ends it without a word', async () => {
    const { connection, socket } = await open();
    socket.end();
    await connection.closed.promise;
    assert.equal(connection.send(Buffer.from('GET / HTTP/1.1\r\n\r\n'), false).outcome.value, 'unsent');
  });

  it('is gone where the phone says more than any answer is long', async () => {
    const { connection, socket } = await open();
    socket.write('x'.repeat(40_000));
    await connection.closed.promise;
  });
});
