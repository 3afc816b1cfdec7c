import assert from 'node:assert/strict';
import { getEventListeners, once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PhoneError } from '../../../../nodes/lib/errors';
import { type HttpSettings, HttpTransport } from '../../../../nodes/lib/transports/http/http-transport';
import { AnswerReader } from '../../../../nodes/lib/transports/http/answer-reader';
import { own } from '../../../support/own';
import { RawPhone, type Reaction } from './raw-phone';

/** A signal of its own for each command: nobody aborts it. */
const never = () => new AbortController().signal;
const CLOSING = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';
const KEEPING = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n';

describe('HttpTransport', () => {
  async function phoneThat(react: Reaction, host?: string): Promise<{ phone: RawPhone; port: number }> {
    const phone = own(new RawPhone(react));
    return { phone, port: await phone.listen(host) };
  }

  function transportTo(port: number, more: Partial<HttpSettings> = {}): HttpTransport {
    return own(new HttpTransport({ protocol: 'http', host: '127.0.0.1', port, ...more }));
  }

  const send = (transport: HttpTransport, target = '/key?1', timeout = 10_000, signal = never()) =>
    transport.request(target, { timeout, signal });

  async function failure(attempt: Promise<unknown>): Promise<PhoneError> {
    return attempt.then(
      () => assert.fail('it should fail'),
      (error: PhoneError) => error,
    );
  }

  describe('the request', () => {
    it('goes out as it was composed, with the fields it needs and no others', async () => {
      const { phone, port } = await phoneThat((socket) => socket.end(CLOSING));
      await send(transportTo(port), "/cgi-bin/ConfigManApp.com?key=SPEAKER;%23;*;'6040'&&x");
      const [line, ...fields] = (phone.requests[0] ?? '').split('\r\n');
      assert.equal(line, "GET /cgi-bin/ConfigManApp.com?key=SPEAKER;%23;*;'6040'&&x HTTP/1.1");
      assert.deepEqual(
        fields
          .filter((field) => field !== '')
          .map((field) => field.toLowerCase())
          .toSorted(),
        ['accept: */*', 'connection: keep-alive', `host: 127.0.0.1:${port}`, 'user-agent: node-red-contrib-voip-phone'],
      );
    });

    it('is a POST where it has a body, and that with its length and type', async () => {
      const server = own(
        createServer((request, response) => {
          let body = '';
          request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
          request.on('end', () => {
            const { 'content-type': type, 'content-length': length } = request.headers;
            response.end([request.method, request.url, type, length, body].join(' '));
          });
        }),
      ).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const transport = transportTo((server.address() as AddressInfo).port);
      const ask = (body: string) =>
        transport.request(
          '/push?x',
          { timeout: 10_000, signal: never(), wantBody: true },
          { contentType: 'text/xml', body },
        );
      assert.equal((await ask('<a>é</a>')).body, 'POST /push?x text/xml 9 <a>é</a>');
      assert.equal((await ask('')).body, 'POST /push?x text/xml 0 ');
      const { body } = await transport.request('/y', { timeout: 10_000, signal: never(), wantBody: true });
      assert.match(body ?? '', /^GET \/y /, 'the next one is a GET again');
    });

    it('is posted once, whatever the phone does', async () => {
      const { phone, port } = await phoneThat((socket) => socket.destroy());
      const attempt = transportTo(port).request(
        '/push',
        { timeout: 10_000, signal: never() },
        { contentType: 'text/xml', body: '<a/>' },
      );
      assert.equal((await failure(attempt)).code, 'UNREADABLE_ANSWER');
      assert.equal(phone.requests.length, 1);
    });

    it('reaches IPv6 addresses, with and without brackets', async () => {
      const { phone, port } = await phoneThat((socket) => socket.end(CLOSING), '::1');
      for (const host of ['::1', '[::1]']) {
        assert.deepEqual(await send(transportTo(port, { host })), { status: 200 });
      }
      for (const request of phone.requests) assert.match(request, new RegExp(`^host: \\[::1\\]:${port}\r$`, 'im'));
    });

    it('reaches host names', async () => {
      const { port } = await phoneThat((socket) => socket.end(CLOSING));
      assert.deepEqual(await send(transportTo(port, { host: 'localhost' })), { status: 200 });
    });

    it('is refused before anything is sent where it is no request target', async () => {
      const { phone, port } = await phoneThat((socket) => socket.end(CLOSING));
      const transport = transportTo(port);
      for (const target of ['', 'x', 'http://h/', '/a b', '/a\r\nX: y', '/a\0', '/ä', '/\x7f', '*']) {
        assert.equal((await failure(send(transport, target))).code, 'INVALID_VALUE', target);
      }
      assert.equal(phone.connections, 0);
    });

    it('needs an address', async () => {
      const error = await failure(send(transportTo(80, { host: '' })));
      assert.equal(error.code, 'NO_ADDRESS');
      assert.equal((await failure(send(transportTo(80, { host: '010.0.0.1' })))).code, 'NO_ADDRESS');
    });

    it('does not follow redirects', async () => {
      const other = await phoneThat((socket) => socket.end(CLOSING));
      const { phone, port } = await phoneThat((socket) =>
        socket.end(`HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:${other.port}/\r\nContent-Length: 0\r\n\r\n`),
      );
      assert.deepEqual(await send(transportTo(port)), {
        status: 302,
        redirect: {
          protocol: 'http',
          port: other.port,
          target: `http://127.0.0.1:${other.port}`,
          isElsewhere: true,
          isOtherHost: false,
          isLogin: false,
        },
      });
      assert.equal(phone.requests.length, 1);
      assert.equal(other.phone.connections, 0);
    });
  });

  describe('the body', () => {
    const ask = (transport: HttpTransport, timeout = 10_000) =>
      transport.request('/x', { timeout, signal: never(), wantBody: true });

    it('comes where it decides, from length, chunks or end of connection', async () => {
      const bodies = [
        'HTTP/1.1 200 OK\r\nContent-Length: 22\r\n\r\n{"response":"success"}',
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n{"resp\r\n10\r\nonse":"success"}\r\n0\r\n\r\n',
        'HTTP/1.0 200 OK\n\n{"response":"success"}',
        'HTTP/1.2 200 OK\r\nContent-Length: 22\r\nContent-Length: 22\r\n\r\n{"response":"success"}',
        'HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"response":"success"}',
      ];
      const { port } = await phoneThat((socket, _request, number) => socket.end(bodies[number - 1] ?? ''));
      const transport = transportTo(port);
      for (const body of bodies) {
        assert.deepEqual(await ask(transport), { status: 200, body: '{"response":"success"}' }, body);
      }
    });

    it('is decoded leniently and cut at 64 KiB', async () => {
      const { port } = await phoneThat((socket, _request, number) => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.end(number === 1 ? Buffer.from('a\xffb', 'latin1') : 'x'.repeat(1_000_000));
      });
      const transport = transportTo(port);
      assert.equal((await ask(transport)).body, 'a\ufffdb');
      const { body = '' } = await ask(transport);
      assert.ok(body.length <= 65_536 && body.length > 0);
      assert.match(body, /^x+$/);
    });

    it('is what came until the time is up', async () => {
      const { port } = await phoneThat((socket) => socket.write('HTTP/1.1 200 OK\r\n\r\n{"response"'));
      assert.deepEqual(await ask(transportTo(port), 1000), { status: 200, body: '{"response"' });
    });

    it('is not waited for where nobody wants it', async () => {
      const { port } = await phoneThat((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n'));
      assert.deepEqual(await send(transportTo(port)), { status: 200 });
    });
  });

  describe('connections', () => {
    it('are kept where the phone asks for it', async () => {
      const { phone, port } = await phoneThat((socket) => socket.write(KEEPING));
      const transport = transportTo(port);
      for (let n = 0; n < 5; n += 1) await send(transport);
      assert.equal(phone.requests.length, 5);
      assert.equal(phone.connections, 1);
    });

    it('are not kept because of HTTP/1.1 alone', async () => {
      const { phone, port } = await phoneThat((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'));
      const transport = transportTo(port);
      for (let n = 0; n < 3; n += 1) await send(transport);
      assert.equal(phone.connections, 3);
      await phone.quiet();
    });

    it('are closed when idle, from this side', async () => {
      const { phone, port } = await phoneThat((socket) => socket.write(KEEPING));
      await send(transportTo(port));
      await phone.quiet();
    });

    it('are kept behind chunks, too', async () => {
      const chunks =
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: keep-alive\r\n\r\n2\r\nok\r\n0\r\n\r\n';
      const { phone, port } = await phoneThat((socket) => socket.write(chunks));
      const transport = transportTo(port);
      for (let n = 0; n < 3; n += 1) await send(transport);
      assert.equal(phone.connections, 1);
    });

    for (const [name, fields] of [
      ['ends elsewhere for others', 'Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n'],
      ['is kept for no time', 'Keep-Alive: timeout=0\r\nContent-Length: 0\r\n\r\n'],
      ['is longer than anybody reads', `Content-Length: 300000\r\n\r\n${'x'.repeat(300_000)}`],
    ] as const) {
      it(`are not kept behind an answer that ${name}`, async () => {
        const { phone, port } = await phoneThat((socket) =>
          socket.write(`HTTP/1.1 200 OK\r\nConnection: keep-alive\r\n${fields}`),
        );
        const transport = transportTo(port);
        for (let n = 0; n < 3; n += 1) assert.deepEqual(await send(transport), { status: 200 });
        assert.equal(phone.connections, 3);
        await phone.quiet();
      });
    }

    it('are not used when the phone closed them meanwhile', async () => {
      const { phone, port } = await phoneThat((socket, _request, number) => {
        socket.write(KEEPING, () => number === 1 && setImmediate(() => socket.end()));
      });
      const transport = transportTo(port);
      await send(transport);
      await phone.quiet();
      assert.deepEqual(await send(transport), { status: 200 });
      assert.equal(phone.connections, 2);
    });

    it('are dropped when the phone says something unasked', async () => {
      const { phone, port } = await phoneThat((socket, _request, number) => {
        socket.write(KEEPING);
        if (number === 1) setImmediate(() => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'));
      });
      const transport = transportTo(port);
      await send(transport);
      await phone.quiet();
      assert.equal(phone.connections, 1);
      await send(transport);
      assert.equal(phone.requests.length, 2, 'the answer is to this request');
      assert.equal(phone.connections, 2);
    });

    for (const [name, unasked] of [
      ['a second answer', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'],
      ['a part of one', 'HTTP/1.1 200 OK\r\n'],
      ['a single byte', 'x'],
      ['a line end', '\r\n'],
    ] as const) {
      it(`are not used where ${name} lies in them unread, nor kept for that phone any more`, async () => {
        const { phone, port } = await phoneThat((socket, request, number) =>
          socket.write(number === 1 || request.startsWith('GET /kept ') ? KEEPING : KEEPING.replace('200', '403')),
        );
        const transport = transportTo(port);
        assert.deepEqual(await send(transport), { status: 200 });
        // Written, but not read: this turn of the loop is not over.
        for (const socket of phone.sockets) socket.write(unasked);
        assert.deepEqual(await send(transport), { status: 403 }, 'the answer is to this request');
        for (let n = 0; n < 2; n += 1) assert.deepEqual(await send(transport, '/kept'), { status: 200 });
        assert.equal(phone.connections, 4);
      });
    }

    it('are not used where more than the answer came at once', async () => {
      const { phone, port } = await phoneThat((socket, _request, number) =>
        socket.write(number === 1 ? KEEPING + KEEPING : KEEPING.replace('200', '403')),
      );
      const transport = transportTo(port);
      assert.deepEqual(await send(transport), { status: 200 });
      assert.deepEqual(await send(transport), { status: 403 }, 'the answer is to this request');
      await send(transport);
      assert.equal(phone.connections, 3, 'none is kept any more');
    });

    for (const late of [0, 5, 50]) {
      it(`are not kept for a phone that answers each request twice, the second time ${late} ms later`, async () => {
        const answers: NodeJS.Timeout[] = [];
        const { port } = await phoneThat((socket, _request, number) => {
          const text = number === 1 ? KEEPING : KEEPING.replace('200', '403');
          socket.write(text);
          answers.push(setTimeout(() => socket.destroyed || socket.write(text), late));
        });
        const transport = transportTo(port);
        assert.deepEqual(await send(transport), { status: 200 });
        for (let n = 0; n < 5; n += 1) assert.deepEqual(await send(transport), { status: 403 });
        for (const answer of answers) clearTimeout(answer);
      });
    }

    it('are not kept any more once one has cost a command', async () => {
      const { phone, port } = await phoneThat((socket, _request, number) => {
        if (number === 2) socket.destroy();
        else socket.write(KEEPING);
      });
      const transport = transportTo(port);
      await send(transport);
      assert.equal((await failure(send(transport))).code, 'UNREADABLE_ANSWER', 'sent, so not sent again');
      assert.equal(phone.requests.length, 2);
      for (let n = 0; n < 3; n += 1) await send(transport);
      assert.equal(phone.connections, 4);
    });

    it('come one after the other, though requests come at once', async () => {
      let most = 0;
      const { phone, port } = await phoneThat((socket) => {
        most = Math.max(most, phone.sockets.size);
        setImmediate(() => socket.end(CLOSING));
      });
      const transport = transportTo(port);
      const targets = ['/1', '/2', '/3', '/4', '/5'];
      await Promise.all(targets.map((target) => send(transport, target)));
      assert.deepEqual(
        phone.requests.map((request) => request.split(' ')[1]),
        targets,
      );
      assert.equal(most, 1);
    });

    it('of one phone do not wait for those of another', async () => {
      const silent = await phoneThat(() => {});
      const { port } = await phoneThat((socket) => socket.end(CLOSING));
      const controller = new AbortController();
      const stuck = failure(send(transportTo(silent.port), '/x', 10_000, controller.signal));
      await once(silent.phone, 'request');
      assert.deepEqual(await send(transportTo(port)), { status: 200 });
      controller.abort();
      assert.equal((await stuck).code, 'CLOSED');
    });

    it('work with a server that knows the trade', async () => {
      const server = own(createServer((request, response) => response.end(request.url))).listen(0, '127.0.0.1');
      await once(server, 'listening');
      let connections = 0;
      server.on('connection', () => {
        connections += 1;
      });
      const transport = transportTo((server.address() as AddressInfo).port);
      for (const target of ['/a?b', '/c']) {
        const answer = await transport.request(target, { timeout: 10_000, signal: never(), wantBody: true });
        assert.deepEqual(answer, { status: 200, body: target });
      }
      assert.equal(connections, 1);
    });
  });

  describe('faults, each once and in one way', () => {
    for (const contentType of ['text/plain\r\nX: y', 'text/\u4e2d', 'a\0']) {
      it(`the content type ${JSON.stringify(contentType)}: INVALID_VALUE, no connection`, async () => {
        const { phone, port } = await phoneThat(() => {});
        const options = { timeout: 5000, signal: new AbortController().signal };
        const error = await failure(transportTo(port).request('/', options, { contentType, body: '' }));
        assert.equal(error.code, 'INVALID_VALUE');
        assert.match(error.message, /content type/);
        assert.equal(phone.connections, 0);
      });
    }

    it('no server: UNREACHABLE, in words that help', async () => {
      const { phone, port } = await phoneThat(() => {});
      await phone.close();
      const error = await failure(send(transportTo(port)));
      assert.equal(error.code, 'UNREACHABLE');
      assert.equal(error.cause?.code, 'ECONNREFUSED');
      assert.match(error.message, new RegExp(`^127\\.0\\.0\\.1:${port} refused the connection: check the port`));
    });

    it('an accepted connection that is reset at once: sent or not, one error', async () => {
      const { phone, port } = await phoneThat(() => {});
      phone.on('accepted', (socket: Socket) => socket.resetAndDestroy());
      assert.match((await failure(send(transportTo(port)))).code, /^(?:UNREACHABLE|UNREADABLE_ANSWER)$/);
      assert.equal(phone.connections, 1);
    });

    it('an answer given on accept, before the question: its status', async () => {
      const { phone, port } = await phoneThat(() => {});
      phone.on('accepted', (socket: Socket) => socket.end('HTTP/1.1 503 Server Too Busy\r\nConnection: close\r\n\r\n'));
      assert.deepEqual(await send(transportTo(port)), { status: 503 });
      assert.equal(phone.connections, 1);
    });

    it('ever more before the question: none of it is kept', async () => {
      const { phone, port } = await phoneThat(() => {});
      const ended = new Promise((resolve) => {
        phone.on('accepted', (socket: Socket) => {
          socket.on('close', resolve);
          socket.write('x'.repeat(40_000));
        });
      });
      assert.match((await failure(send(transportTo(port)))).code, /^(?:UNREACHABLE|UNREADABLE_ANSWER)$/);
      await ended;
    });

    it('a fault of ours while an answer is read: an error of this command, and of no other', async () => {
      const { phone, port } = await phoneThat((socket) => socket.end(CLOSING));
      const transport = transportTo(port);
      const feed = Reflect.get(AnswerReader.prototype, 'feed') as AnswerReader['feed'];
      AnswerReader.prototype.feed = () => {
        AnswerReader.prototype.feed = feed;
        throw new Error('ours');
      };
      try {
        assert.equal((await failure(send(transport))).code, 'UNREADABLE_ANSWER');
      } finally {
        AnswerReader.prototype.feed = feed;
      }
      assert.deepEqual(await send(transport), { status: 200 });
      assert.equal(phone.requests.length, 2);
    });

    it('silence: TIMEOUT, and nothing is sent later', async () => {
      const { phone, port } = await phoneThat(() => {});
      const error = await failure(send(transportTo(port), '/x', 1000));
      assert.equal(error.code, 'TIMEOUT');
      assert.match(error.message, /did not answer within 1 s/);
      await phone.quiet();
      assert.equal(phone.requests.length, 1);
    });

    it('waiting behind a slow command for too long: UNREACHABLE, as nothing was sent', async () => {
      const { phone, port } = await phoneThat(() => {});
      const transport = transportTo(port);
      const [first, second] = await Promise.all([
        failure(send(transport, '/1', 1000)),
        failure(send(transport, '/2', 50)),
      ]);
      assert.equal(first.code, 'TIMEOUT');
      assert.equal(second.code, 'UNREACHABLE');
      assert.deepEqual(phone.requests.length, 1);
    });

    it('whoever gives up waiting lets nobody go first', async () => {
      const answers: (() => void)[] = [];
      const { phone, port } = await phoneThat((socket) => answers.push(() => socket.end(CLOSING)));
      const transport = transportTo(port);
      const first = send(transport, '/1');
      const controller = new AbortController();
      const second = failure(send(transport, '/2', 10_000, controller.signal));
      const third = send(transport, '/3');
      await once(phone, 'request');
      controller.abort();
      assert.equal((await second).code, 'CLOSED');
      for (let turn = 0; turn < 10; turn += 1) await nextTurn();
      assert.equal(phone.requests.length, 1);
      answers[0]?.();
      assert.deepEqual(await first, { status: 200 });
      if (phone.requests.length < 2) await once(phone, 'request');
      answers[1]?.();
      assert.deepEqual(await third, { status: 200 });
    });

    it('abort before the request: CLOSED, nothing sent', async () => {
      const { phone, port } = await phoneThat(() => {});
      const error = await failure(send(transportTo(port), '/x', 10_000, AbortSignal.abort()));
      assert.equal(error.code, 'CLOSED');
      assert.match(error.message, /before it was sent/);
      assert.equal(phone.connections, 0);
    });

    it('abort while connecting: CLOSED, nothing sent', async () => {
      const { phone, port } = await phoneThat(() => {});
      const controller = new AbortController();
      const attempt = failure(send(transportTo(port), '/x', 10_000, controller.signal));
      // The connect call is made in microtasks, its outcome comes with the loop.
      await Promise.resolve()
        .then(() => {})
        .then(() => {});
      controller.abort();
      assert.equal((await attempt).code, 'CLOSED');
      assert.equal(phone.requests.length, 0);
    });

    it('abort after the request, within the status, within a wanted body: CLOSED', async () => {
      for (const bytes of ['', 'HTTP/1.1 2', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab']) {
        const { phone, port } = await phoneThat((socket) => socket.write(bytes));
        const controller = new AbortController();
        const transport = transportTo(port);
        const attempt = failure(
          transport.request('/x', { timeout: 10_000, signal: controller.signal, wantBody: true }),
        );
        await once(phone, 'request');
        // What the phone has written is read in one of the next turns of this event loop; it tells nobody.
        for (let turn = 0; turn < 10; turn += 1) await nextTurn();
        controller.abort();
        const error = await attempt;
        assert.equal(error.code, 'CLOSED');
        assert.match(error.message, /was sent/);
        await phone.quiet();
        assert.equal(phone.requests.length, 1);
      }
    });

    it('no listener stays at a signal that outlives the command', async () => {
      const { port } = await phoneThat((socket, _request, number) => {
        if (number === 1) socket.end(CLOSING);
        else socket.destroy();
      });
      const transport = transportTo(port);
      const { signal } = new AbortController();
      await send(transport, '/x', 10_000, signal);
      await failure(send(transport, '/x', 10_000, signal));
      assert.equal(getEventListeners(signal, 'abort').length, 0);
    });

    it('an aborted command does not take the next with it', async () => {
      const { phone, port } = await phoneThat((socket, request) => {
        if (request.startsWith('GET /2 ')) socket.end(CLOSING);
      });
      const transport = transportTo(port);
      const controller = new AbortController();
      const first = failure(send(transport, '/1', 10_000, controller.signal));
      const second = send(transport, '/2');
      await once(phone, 'request');
      controller.abort();
      assert.equal((await first).code, 'CLOSED');
      assert.deepEqual(await second, { status: 200 });
    });

    it('secrets are in no error', async () => {
      const secret = 'canary-secret-4711';
      const { port } = await phoneThat((socket) => socket.end('rubbish'));
      const transport = transportTo(port, { username: secret, password: secret });
      const error = await failure(send(transport, `/x?code=${secret}`));
      const shown = JSON.stringify([error, error.message, error.stack, error.cause, String(error)]);
      assert.doesNotMatch(shown, new RegExp(secret));
    });
  });

  describe('close', () => {
    it('ends what is under way with CLOSED, and refuses what comes', async () => {
      const { phone, port } = await phoneThat(() => {});
      const transport = transportTo(port);
      const attempts = ['/1', '/2', '/3'].map((target) => failure(send(transport, target)));
      await once(phone, 'request');
      await transport.close();
      for (const attempt of attempts) assert.equal((await attempt).code, 'CLOSED');
      assert.equal((await failure(send(transport))).code, 'CLOSED');
      await phone.quiet();
      assert.equal(phone.requests.length, 1);
      await transport.close();
    });

    it('takes answers along that are judged but not ended', async () => {
      const { phone, port } = await phoneThat((socket) => socket.write('HTTP/1.1 200 OK\r\n'));
      const transport = transportTo(port);
      await send(transport);
      await transport.close();
      await phone.quiet();
    });

    it('leaves neither timers nor sockets, with a hundred phones in every state', async () => {
      const count = () =>
        process
          .getActiveResourcesInfo()
          .filter((kind) => kind !== 'Immediate')
          .toSorted();
      const { phone, port } = await phoneThat((socket, request) => {
        if (request.startsWith('GET /keep ')) socket.write(KEEPING);
        if (request.startsWith('GET /half ')) socket.write('HTTP/1.1 200 OK\r\n');
        if (request.startsWith('GET /close ')) socket.end(CLOSING);
      });
      // mocha sets its timer once the test has returned its promise.
      await nextTurn();
      const before = count();
      const many = Array.from({ length: 100 }, () => transportTo(port));
      const states = ['/keep', '/half', '/close', '/silent'];
      const silent: Promise<PhoneError>[] = [];
      await Promise.all(
        many.map(async (transport, n) => {
          const target = states[n % states.length] ?? '';
          if (target !== '/silent') await send(transport, target);
          else silent.push(failure(send(transport, target)));
        }),
      );
      while (phone.requests.length < many.length) await once(phone, 'request');
      await Promise.all(many.map((transport) => transport.close()));
      for (const attempt of silent) assert.equal((await attempt).code, 'CLOSED');
      await phone.quiet();
      await nextTurn();
      assert.deepEqual(count(), before);
    });
  });
});
