import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import path from 'node:path';
import tls, { TLSSocket } from 'node:tls';
import type { PhoneError } from '../../../../nodes/lib/errors';
import { HttpTransport } from '../../../../nodes/lib/transports/http/http-transport';
import { own } from '../../../support/own';

const pem = (name: string) => readFileSync(path.join(__dirname, '../../../fixtures/tls', `${name}.pem`));

/** How a connection ends: TLS's own end, TCP's alone, a reset, not at all. */
type End = 'close_notify' | 'cut' | 'reset' | 'open';

describe('HttpTransport over TLS: an answer and then', () => {
  /** What a command gets from a phone that says so and ends so, the connection's end behind it, and how often it was asked. */
  async function outcomeOf(answer: string, end: End, timeout = 10_000): Promise<readonly [number | string, number]> {
    let requests = 0;
    const server = own(createServer({ allowHalfOpen: true }));
    server.on('connection', (raw: Socket) => {
      const socket = new TLSSocket(raw, { isServer: true, key: pem('server'), cert: pem('server') });
      raw.on('error', () => undefined);
      socket
        .on('error', () => undefined)
        .on('data', () => {
          requests += 1;
          socket.write(answer, () => {
            if (end === 'close_notify') socket.end();
            if (end === 'cut') raw.destroy();
            if (end === 'reset') raw.resetAndDestroy();
          });
        });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const transport = own(new HttpTransport({ protocol: 'https', host: '127.0.0.1', port, tls: { ca: pem('ca') } }));
    const outcome = await transport.request('/key?1', { timeout, signal: new AbortController().signal }).then(
      ({ status }) => status,
      ({ code }: PhoneError) => code,
    );
    return [outcome, requests];
  }

  const cases: readonly (readonly [says: string, end: End, outcome: number | string])[] = [
    ['HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', 'cut', 200],
    ['HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort', 'cut', 200],
    ['HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort', 'open', 200],
    ['HTTP/1.1 200 OK\r\n', 'cut', 200],
    ['HTTP/1.1 200', 'cut', 200],
    ['HTTP/1.1 200', 'close_notify', 200],
    ['HTTP/1.1 403 x\r\n', 'reset', 403],
    ['HTTP/1.1 20', 'cut', 'UNREADABLE_ANSWER'],
    ['HTTP/1.1 20', 'close_notify', 'UNREADABLE_ANSWER'],
    ['HTTP/1.1 20', 'reset', 'UNREADABLE_ANSWER'],
    ['', 'cut', 'UNREADABLE_ANSWER'],
    ['', 'close_notify', 'UNREADABLE_ANSWER'],
    ['', 'reset', 'UNREADABLE_ANSWER'],
    ['', 'open', 'TIMEOUT'],
  ];
  for (const [says, end, outcome] of cases) {
    it(`${JSON.stringify(says)}, ${end}: ${outcome}, asked once`, async () => {
      assert.deepEqual(await outcomeOf(says, end, outcome === 'TIMEOUT' ? 1000 : 10_000), [outcome, 1]);
    });
  }

  it('a refusal of the handshake after it has begun to answer: it may have been done', async () => {
    const connect = tls.connect;
    let ours: TLSSocket | undefined;
    tls.connect = ((options: tls.ConnectionOptions) => (ours = connect(options))) as typeof connect;
    try {
      for (const [says, code] of [
        ['', 'UNREACHABLE'],
        ['HTTP/1.1 ', 'UNREADABLE_ANSWER'],
      ] as const) {
        // What OpenSSL makes of such an alert; no server can be had that sends one this late.
        const alert = Object.assign(new Error('alert'), { code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' });
        const outcome = outcomeOf(says, 'open');
        while (!ours) await new Promise(setImmediate);
        const socket = ours;
        ours = undefined;
        if (says === '') socket.once('secureConnect', () => setImmediate(() => socket.destroy(alert)));
        else socket.once('data', () => setImmediate(() => socket.destroy(alert)));
        assert.equal((await outcome)[0], code);
      }
    } finally {
      tls.connect = connect;
    }
  });
});
