import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { Worker } from 'node:worker_threads';
import { HttpTransport } from '../../../../nodes/lib/transports/http/http-transport';
import { Connection } from '../../../../nodes/lib/transports/http/connection';
import { readEndpoint } from '../../../../nodes/lib/transports/http/endpoint';
import { own } from '../../../support/own';

/** Milliseconds; only for what never comes. */
const LONG = 20_000;

/**
 * A phone in a thread of its own, which goes on while ours stands still: answers 201, 202, … on kept connections, and
 * says 299 unasked or ends when told. `requests`: each with the number of its connection.
 */
class OtherPhone {
  readonly requests: string[] = [];
  readonly #flag = new Int32Array(new SharedArrayBuffer(4));
  readonly #worker = new Worker(
    `
      const { createServer } = require('node:net');
      const { parentPort, workerData: flag } = require('node:worker_threads');
      const answer = (status) => 'HTTP/1.1 ' + status + ' OK\\r\\nConnection: keep-alive\\r\\nContent-Length: 0\\r\\n\\r\\n';
      let count = 0, connections = 0, last;
      const server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => {
        const connection = (connections += 1);
        last = socket;
        socket.on('error', () => {});
        socket.on('end', () => socket.end());
        socket.on('data', (bytes) => {
          count += 1;
          parentPort.postMessage({ request: bytes.toString().split(' ')[1] + ' on ' + connection });
          socket.write(answer(200 + count));
        });
      });
      parentPort.on('message', (act) => {
        const done = () => { Atomics.store(flag, 0, 1); Atomics.notify(flag, 0); };
        if (act === 'end') last.end(done);
        else last.write(answer(299), done);
      });
      server.listen(0, '127.0.0.1', () => parentPort.postMessage({ port: server.address().port }));
    `,
    { eval: true, workerData: this.#flag },
  );

  async listen(): Promise<number> {
    const [{ port }] = (await once(this.#worker, 'message')) as [{ port: number }];
    this.#worker.on('message', ({ request }: { request: string }) => this.requests.push(request));
    return port;
  }

  /** Has it act, and stands still until it has: this thread reads nothing meanwhile. */
  standStill(act: 'end' | 'answer'): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's, not a window's
    this.#worker.postMessage(act);
    assert.notEqual(Atomics.wait(this.#flag, 0, 0, LONG), 'timed-out');
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}

/** Calls back where the event loop has just read a socket. */
async function afterReading<T>(work: () => Promise<T>): Promise<T> {
  const server = own(createServer((socket) => socket.end('x')));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  return new Promise((resolve) => socket.once('data', () => resolve(work())));
}

/** Calls back among what runs behind the sockets; `first` is done just before what `work` leaves for the next time. */
function behindReading<T>(work: () => Promise<T>, first: () => void): Promise<T> {
  return new Promise((resolve) =>
    setImmediate(() => {
      setImmediate(first);
      resolve(work());
    }),
  );
}

describe('HttpTransport on a kept connection, in a process that stood still', () => {
  const moments: readonly (readonly [
    name: string,
    run: <T>(work: () => Promise<T>, stand: () => void) => Promise<T>,
  ])[] = [
    [
      'after reading a socket',
      (work, stand) =>
        afterReading(() => {
          stand();
          return work();
        }),
    ],
    [
      'behind the sockets',
      (work, stand) =>
        behindReading(
          () => {
            stand();
            return work();
          },
          () => undefined,
        ),
    ],
    ['just before the command goes on', (work, stand) => behindReading(work, stand)],
    [
      'once more before the command goes on',
      (work, stand) => behindReading(work, () => setImmediate(() => stillFor(100, stand))),
    ],
  ];
  for (const act of ['answer', 'end'] as const) {
    for (const [name, run] of moments) {
      it(`${act === 'end' ? 'sees its end' : 'believes no answer that nobody asked for'}: ${name}`, async () => {
        const phone = own(new OtherPhone());
        const transport = own(new HttpTransport({ protocol: 'http', host: '127.0.0.1', port: await phone.listen() }));
        const request = async (target: string) =>
          (await transport.request(target, { timeout: LONG, signal: new AbortController().signal })).status;
        assert.deepEqual([await request('/1'), await request('/2')], [201, 202]);
        assert.equal(
          await run(
            () => request('/3'),
            () => phone.standStill(act),
          ),
          203,
        );
        // The thread's messages come in their own time.
        while (phone.requests.length < 3) await new Promise(setImmediate);
        assert.deepEqual(phone.requests, ['/1 on 1', '/2 on 1', '/3 on 2']);
      });
    }
  }

  it('takes a connection for old by the clock, whether its timer has run or not', async () => {
    const phone = own(new OtherPhone());
    const owner = { onUnasked: () => undefined, onClosed: () => undefined };
    const connection = new Connection(readEndpoint('http', '127.0.0.1', await phone.listen()), undefined, owner);
    own({ close: () => connection.destroy() });
    await connection.opened.promise;
    connection.park(0.51);
    assert.equal(connection.idle, true);
    stillFor(20);
    assert.equal(connection.idle, false);
  });
});

function stillFor(milliseconds: number, first = () => {}): void {
  first();
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
