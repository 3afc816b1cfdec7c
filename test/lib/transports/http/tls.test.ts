import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import path from 'node:path';
import type { ConnectionOptions, TlsOptions } from 'node:tls';
import type { PhoneError } from '../../../../nodes/lib/errors';
import { HttpTransport } from '../../../../nodes/lib/transports/http/http-transport';
import { own } from '../../../support/own';

const pem = (name: string) => readFileSync(path.join(__dirname, '../../../fixtures/tls', `${name}.pem`));
const CA = pem('ca');

describe('HttpTransport over TLS', () => {
  let requests: string[] = [];

  async function phone(certificate: string, more: TlsOptions = {}): Promise<number> {
    const server = own(
      createServer({ key: pem(certificate), cert: pem(certificate), ...more }, (request, response) => {
        requests.push(`${request.headers.host} ${request.url}`);
        response.end();
      }),
    );
    server.on('tlsClientError', () => {});
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  beforeEach(() => {
    requests = [];
  });

  async function send(port: number, tls?: ConnectionOptions, host = '127.0.0.1', timeout = 10_000) {
    const transport = new HttpTransport({ protocol: 'https', host, port, ...(tls && { tls }) });
    try {
      return await transport.request('/key?1', { timeout, signal: new AbortController().signal });
    } finally {
      await transport.close();
    }
  }

  async function failure(attempt: Promise<unknown>): Promise<PhoneError> {
    return attempt.then(
      () => assert.fail('it should fail'),
      (error: PhoneError) => error,
    );
  }

  it('trusts the certificate that the tls-config names, by address and by name', async () => {
    const port = await phone('server');
    assert.deepEqual(await send(port, { ca: CA }), { status: 200 });
    assert.deepEqual(await send(port, { ca: CA }, 'localhost'), { status: 200 });
    assert.deepEqual(requests, [`127.0.0.1:${port} /key?1`, `localhost:${port} /key?1`]);
  });

  it('sends nothing to a phone that nobody vouches for', async () => {
    const error = await failure(send(await phone('server')));
    assert.equal(error.code, 'UNREACHABLE');
    assert.match(error.message, /not trusted: choose a tls-config/);
    assert.deepEqual(requests, []);
  });

  it('sends nothing to another name, unless the tls-config expects it', async () => {
    const port = await phone('other');
    const error = await failure(send(port, { ca: CA }));
    assert.equal(error.code, 'UNREACHABLE');
    assert.equal(error.cause?.code, 'ERR_TLS_CERT_ALTNAME_INVALID');
    assert.match(error.message, /for another name: set the tls-config's server name/);
    assert.deepEqual(requests, []);
    assert.deepEqual(await send(port, { ca: CA, servername: 'phone.example' }), { status: 200 });
  });

  it('takes any certificate only where the tls-config says so', async () => {
    assert.deepEqual(await send(await phone('other'), { rejectUnauthorized: false }), { status: 200 });
  });

  it('shows a client certificate', async () => {
    const port = await phone('server', { requestCert: true, rejectUnauthorized: true, ca: CA, maxVersion: 'TLSv1.2' });
    assert.deepEqual(await send(port, { ca: CA, cert: pem('other'), key: pem('other') }), { status: 200 });
    assert.equal((await failure(send(port, { ca: CA }))).code, 'UNREACHABLE');
    assert.equal(requests.length, 1);
  });

  it('speaks HTTP/1.1 whatever the tls-config offers', async () => {
    assert.deepEqual(
      await send(await phone('server', { ALPNProtocols: ['h2', 'http/1.1'] }), { ca: CA, ALPNProtocols: ['h2'] }),
      {
        status: 200,
      },
    );
  });

  it('says that a tls-config is broken', async () => {
    const error = await failure(send(await phone('server'), { cert: 'no certificate', key: 'no key' }));
    assert.equal(error.code, 'UNREACHABLE');
    assert.match(error.message, /check the tls-config/);
  });

  it('says that a port does not speak TLS', async () => {
    const server = own(createTcpServer()).listen(0, '127.0.0.1');
    server.on('connection', (socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    });
    await once(server, 'listening');
    const error = await failure(send((server.address() as AddressInfo).port));
    assert.equal(error.code, 'UNREACHABLE');
    assert.match(error.message, /does not speak TLS on this port: choose http/);
  });

  it('a handshake that never ends is UNREACHABLE, and can be aborted', async () => {
    const server = own(createTcpServer()).listen(0, '127.0.0.1');
    server.on('connection', (socket) => socket.on('error', () => {}).resume());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const error = await failure(send(port, undefined, '127.0.0.1', 150));
    assert.equal(error.code, 'UNREACHABLE');
    assert.match(error.message, /took the connection, but no TLS came within 0\.2 s/);

    const transport = own(new HttpTransport({ protocol: 'https', host: '127.0.0.1', port }));
    const controller = new AbortController();
    const attempt = failure(transport.request('/x', { timeout: 10_000, signal: controller.signal }));
    await once(server, 'connection');
    controller.abort();
    assert.equal((await attempt).code, 'CLOSED');
  });

  it('judges bad answers as it does without TLS', async () => {
    const server = own(createServer({ key: pem('server'), cert: pem('server') }));
    server.removeAllListeners('secureConnection');
    const answers = [
      'HTTP/1.2 200 OK\n',
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n',
      'ICY 200 OK\r\n\r\n',
      '',
    ];
    let seen = 0;
    server.on('secureConnection', (socket) => {
      socket.on('error', () => {});
      socket.once('data', () => {
        socket.end(answers[seen] ?? '');
        seen += 1;
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    assert.deepEqual(await send(port, { ca: CA }), { status: 200 });
    assert.deepEqual(await send(port, { ca: CA }), { status: 200 });
    assert.equal((await failure(send(port, { ca: CA }))).code, 'UNREADABLE_ANSWER');
    assert.equal((await failure(send(port, { ca: CA }))).code, 'UNREADABLE_ANSWER');
    assert.equal(seen, answers.length);
  });
});
