import assert from 'node:assert/strict';
import { channel } from 'node:diagnostics_channel';
import { EventEmitter, once } from 'node:events';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { afterEach, describe, it } from 'mocha';
import { attach } from '../../../../nodes/lib/events/shared-server/dispatcher';
import { mendRequests } from '../../../../nodes/lib/events/shared-server/mend';
import { belowRoot } from '../../../../nodes/lib/events/shared-server/below-root';
import { SERVER_TLS, TRUSTED } from '../certificate';
import { Inbox } from '../inbox';
import { startWebServer, type WebServer } from '../web-server';
import { exchange, openWire, statusesIn, statusOf, turn, Wire } from '../wire';
import { builtIn } from '../../../support/vendors';

const MAC = '808287046bc2';

/** Bytes as one character each. */
const bytes = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
const gbk = (...codes: number[]) => String.fromCharCode(...codes);

describe('mendRequests', () => {
  const servers: WebServer[] = [];
  const ends: (() => void)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) end();
    for (const web of servers.splice(0)) await web.close();
  });

  /** A server with an inbox on /phone; mending until `end` is called. */
  async function serve(
    options: Parameters<typeof startWebServer>[0] & { allow?: string; middleware?: unknown; isMending?: boolean } = {},
  ) {
    const web = await startWebServer(options);
    servers.push(web);
    const inbox = new Inbox({ ...(options.allow && { allow: options.allow }) });
    const routes = attach(web.httpNode, { vendors: builtIn, middleware: options.middleware });
    routes.add('/phone', inbox.reception);
    web.httpNode.get('/other', (_request, response) => void response.send('core'));
    const isOurs = (target: string) => {
      const below = belowRoot(target, options.root ?? '/');
      return below !== undefined && routes.has(below);
    };
    const mending = mendRequests(web.server, isOurs);
    const end = options.isMending === false ? () => {} : mending();
    ends.push(end);
    return { ...web, inbox, mending, end };
  }

  describe('makes an event of', () => {
    const cases: readonly (readonly [what: string, request: string, name: string])[] = [
      ['a raw blank', 'GET /phone/incoming-call?display_remote=John Doe HTTP/1.1\r\nHost: h\r\n\r\n', 'John Doe'],
      ['blanks in HTTP/1.0', 'GET /phone/Incoming Call?display_remote=A  B C HTTP/1.0\r\n\r\n', 'A  B C'],
      ['a blank without a version', 'GET /phone/incoming-call?display_remote=A B\r\n\r\n', 'A B'],
      ['a TAB', 'GET /phone/incoming-call?display_remote=A\tB HTTP/1.0\r\n\r\n', 'A\tB'],
      ['UTF-8', bytes('GET /phone/incoming-call?display_remote=Jörg 张 HTTP/1.1\r\nHost: h\r\n\r\n'), 'Jörg 张'],
      ['GBK', `GET /phone/incoming-call?display_remote=${gbk(0xd6, 0xd0, 0xb9, 0xfa)} HTTP/1.0\r\n\r\n`, '中国'],
      [
        'GBK of which one second byte is a letter',
        `GET /phone/incoming-call?display_remote=${gbk(0xd6, 0xd0, 0x81, 0x41)} HTTP/1.0\r\n\r\n`,
        '中丄',
      ],
      ['bare LF', 'GET /phone/incoming-call?display_remote=John HTTP/1.0\nUser-Agent: x\n\n', 'John'],
      ['bare LF and raw bytes', bytes('GET /phone/incoming-call?display_remote=Jörg D HTTP/1.1\nA: b\n\n'), 'Jörg D'],
      ['bare LF in HTTP/1.1', 'GET /phone/incoming-call?display_remote=John HTTP/1.1\nHost: h\n\n', 'John'],
      ['a blank after the version', 'GET /phone/incoming-call?display_remote=John HTTP/1.0 \r\n\r\n', 'John'],
      ['blank lines first', '\r\nGET /phone/incoming-call?display_remote=A B HTTP/1.0\r\n\r\n', 'A B'],
      [
        'HTTP/1.1 without Host',
        'GET /phone/incoming-call?display_remote=John HTTP/1.1\r\nConnection: close\r\n\r\n',
        'John',
      ],
      ['a blank and no Host', 'GET /phone/incoming-call?display_remote=John Doe HTTP/1.1\r\n\r\n', 'John Doe'],
      [
        'an empty body said',
        'GET /phone/incoming-call?display_remote=A B HTTP/1.0\r\nContent-Length: 0\r\n\r\n',
        'A B',
      ],
      [
        'a body that is no request',
        'GET /phone/incoming-call?display_remote=A B HTTP/1.0\r\n\r\nGET /phone/mwi HTTP/1.0\r\n\r\n',
        'A B',
      ],
    ];
    for (const [what, request, name] of cases) {
      it(what, async () => {
        const { port, inbox } = await serve();
        const answer = await exchange(port, request);
        assert.match(answer, /^HTTP\/1\.1 200 OK\r\n(?:.+\r\n)*\r\n$/);
        assert.match(answer, /\r\nConnection: close\r\n/);
        const [message] = await inbox.holds(1);
        assert.equal(message?.topic, 'incoming-call');
        assert.equal(message.payload.remote?.name ?? message.variables['display_remote'], name);
        assert.equal(inbox.reception.counts.accepted, 1);
      });
    }

    it('a head whose rest comes later, to the last byte', async () => {
      const { port, inbox } = await serve();
      const first = 'GET /phone/mwi?n=John D';
      assert.equal(statusOf(await exchange(port, [first, ...'oe HTTP/1.1\r\nA: b\r\n\r\n'.split('')])), 200);
      assert.equal(statusOf(await exchange(port, ['GET /phone/mwi?n=A B HTTP/1.0\nA: b\n', '\n'])), 200);
      assert.deepEqual(
        (await inbox.holds(2)).map(({ variables }) => variables['n']),
        ['John Doe', 'A B'],
      );
    });

    it('HEAD gets the status alone', async () => {
      const { port, inbox } = await serve();
      assert.equal(statusOf(await exchange(port, 'HEAD /phone/mwi?n=A B HTTP/1.0\r\n\r\n')), 200);
      assert.equal(statusOf(await exchange(port, 'HEAD /phone/mwi HTTP/1.1\r\nConnection: close\r\n\r\n')), 200);
      assert.equal(statusOf(await exchange(port, 'GET /phone/non sense HTTP/1.0\r\n\r\n')), 404);
      assert.deepEqual(inbox.messages, []);
    });

    it('a request below a root', async () => {
      const { port, inbox } = await serve({ root: '/red/' });
      assert.equal(statusOf(await exchange(port, 'GET /red/phone/mwi?n=A B HTTP/1.0\r\n\r\n')), 200);
      assert.equal(statusOf(await exchange(port, 'GET /phone/mwi?n=A B HTTP/1.0\r\n\r\n')), 400);
      assert.equal((await inbox.holds(1)).length, 1);
    });
  });

  describe('gives the answer of Node.js itself to', () => {
    const blank = 'GET /phone/mwi?n=A B HTTP/1.1\r\nHost: h\r\n';
    const requests: Readonly<Record<string, string | readonly string[]>> = {
      'a blank on another path': 'GET /other?n=A B HTTP/1.1\r\nHost: h\r\n\r\n',
      'UTF-8 on another path': bytes('GET /other?n=ö HTTP/1.0\r\n\r\n'),
      'bare LF on another path': 'GET /other HTTP/1.0\n\n',
      'a blank on a path that only begins like ours': 'GET /phones?n=A B HTTP/1.0\r\n\r\n',
      'our path behind a blank': 'GET /other /phone/mwi HTTP/1.0\r\n\r\n',
      'no Host on another path': 'GET /other HTTP/1.1\r\n\r\n',
      'no Host and POST': 'POST /phone/mwi HTTP/1.1\r\nContent-Length: 0\r\n\r\n',
      'two framings':
        'GET /phone/mwi HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      'a blank and two framings': `${blank}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      'a blank and a body': `${blank}Content-Length: 5\r\n\r\nhello`,
      'a blank and chunks': `${blank}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      'a blank and a folded header': `${blank}A: b\r\n c\r\n\r\n`,
      'a blank and a header without a name': `${blank}: b\r\n\r\n`,
      'a blank and a header with a blank in its name': `${blank}Content-Length : 0\r\n\r\n`,
      'a blank and a control character in a header': `${blank}A: b\x01\r\n\r\n`,
      'a blank and a bare CR in a header': `${blank}A: b\rContent-Length: 5\r\n\r\n`,
      'a blank and 65 headers': `${blank}${'A: b\r\n'.repeat(65)}\r\n`,
      'a blank in a POST': 'POST /phone/mwi?n=A B HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n',
      NUL: 'GET /phone/mwi?n=\0 HTTP/1.0\r\n\r\n',
      'a bad header after a good line': 'GET /phone/mwi HTTP/1.1\r\nHost: h\r\nA b: c\r\n\r\n',
      'bare LF in the headers alone': 'GET /phone/mwi HTTP/1.1\r\nHost: h\nA: b\n\n',
      'headers beyond all bounds': `GET /phone/mwi HTTP/1.1\r\nHost: h\r\n${`A: ${'b'.repeat(1000)}\r\n`.repeat(40)}\r\n`,
      'a line beyond all bounds': `GET /phone/mwi?n=${'a'.repeat(64 * 1024)} HTTP/1.0\r\n\r\n`,
      'a TLS hello': '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
      'no request at all': 'HELLO PHONE\r\n\r\n',
      'a bad chunk': 'POST /other HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n',
      'long chunk extensions': `POST /other HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1;${'a'.repeat(20_000)}\r\n`,
      'a blank in a second packet': ['GET /phone/mwi?n=A', ' B HTTP/1.0\r\n\r\n'],
      'a second request with a blank': [
        'GET /other HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n',
        'GET /phone/mwi?n=A B HTTP/1.1\r\nHost: h\r\n\r\n',
      ],
      'our request in another one': ['GET /other HTTP/1.1\r\nHost: h\r\nA: ', 'GET /phone/mwi HTTP/1.1\nHost: h\n\n'],
    };
    // Other tests' answers differ by the second they are given in.
    const undated = (answer: string) => answer.replace(/Date: [^\r]+/g, 'Date: …');
    for (const [what, request] of Object.entries(requests)) {
      it(what, async () => {
        const plain = await serve({ isMending: false });
        const { port, inbox } = await serve();
        const expected = undated(await exchange(plain.port, request));
        assert.match(expected, /HTTP\/1\.1 4\d\d /);
        assert.equal(undated(await exchange(port, request)), expected);
        await turn();
        assert.deepEqual(inbox.messages, []);
      });
    }
  });

  describe('bypasses nobody', () => {
    it('asks the guard of the mount point', async () => {
      const auth: NonNullable<Parameters<typeof startWebServer>[0]>['auth'] = (request, response, next) => {
        // Real guards take a moment.
        setImmediate(() => {
          if (request.headers.authorization === 'Basic dTpw') next();
          else response.writeHead(401, { 'WWW-Authenticate': 'Basic' }).end();
        });
      };
      const { port, inbox } = await serve({ auth });
      assert.equal(statusOf(await exchange(port, 'GET /phone/mwi?n=A B HTTP/1.0\r\n\r\n')), 401);
      assert.equal(statusOf(await exchange(port, 'GET /phone/mwi HTTP/1.1\r\nConnection: close\r\n\r\n')), 401);
      assert.equal(inbox.reception.counts.accepted, 0);
      assert.equal(statusOf(await exchange(port, 'GET /phone/mwi?n=A B HTTP/1.0\nAuthorization: Basic dTpw\n\n')), 200);
      assert.equal((await inbox.holds(1)).length, 1);
    });

    it('asks httpNodeMiddleware', async () => {
      const middleware = (_request: unknown, response: { writeHead(status: number): { end(): void } }) =>
        response.writeHead(418).end();
      const { port, inbox } = await serve({ middleware });
      assert.equal(statusOf(await exchange(port, 'GET /phone/mwi?n=A B HTTP/1.0\r\n\r\n')), 418);
      assert.equal(inbox.reception.counts.accepted, 0);
    });

    it('keeps the address of the phone, whatever the request says', async () => {
      const { port, inbox } = await serve({ allow: '127.0.0.2', trustProxy: true });
      const spoofed = 'GET /phone/mwi?n=A B HTTP/1.0\r\nX-Forwarded-For: 127.0.0.2\r\nremoteAddress: 127.0.0.2\r\n\r\n';
      assert.equal(statusOf(await exchange(port, spoofed, '127.0.0.3')), 403);
      assert.equal(statusOf(await exchange(port, spoofed, '127.0.0.2')), 200);
      assert.equal(inbox.reception.counts.refusedAddress, 1);
      assert.equal((await inbox.holds(1)).length, 1);
    });

    it('lets nobody set the address of a mended connection', async () => {
      const addresses: unknown[] = [];
      const { port } = await serve({
        middleware: (request: { socket: Record<string, unknown> }, _response: unknown, next: () => void) => {
          assert.throws(() => {
            'use strict';
            request.socket['remoteAddress'] = '10.0.0.1';
          }, TypeError);
          addresses.push(request.socket['remoteAddress'], request.socket['remotePort']);
          next();
        },
      });
      const wire = await openWire(port);
      const { localPort } = wire.socket;
      await wire.send('GET /phone/mwi?n=A B HTTP/1.0\r\n\r\n');
      await wire.closed;
      assert.deepEqual(addresses, ['127.0.0.1', localPort]);
    });
  });

  it('survives a phone that goes away while its request waits', async () => {
    const reached = new EventEmitter();
    const { server, port, inbox } = await serve({
      middleware: (request: { socket: Socket }, _response: unknown, next: () => void) => {
        request.socket.on('close', next);
        reached.emit('middleware');
      },
    });
    const whole = await openWire(port);
    const waiting = once(reached, 'middleware');
    await whole.send('GET /phone/mwi?n=A B HTTP/1.0\r\n\r\n');
    await waiting;
    whole.socket.resetAndDestroy();
    assert.equal((await inbox.holds(1)).length, 1);

    const half = await openWire(port);
    const refused = once(server, 'clientError');
    await half.send('GET /phone/mwi?n=A B');
    const [, socket] = (await refused) as [Error, Socket];
    const closed = new Promise((resolve) => {
      socket.on('close', resolve);
    });
    half.socket.resetAndDestroy();
    await closed;
    assert.equal(inbox.messages.length, 1);
    assert.deepEqual(inbox.errors, []);
  });

  it('keeps a mended request alive when the parser that refused it runs out of time', async () => {
    const errors = new EventEmitter();
    const { server, port } = await serve({
      http: { headersTimeout: 20, requestTimeout: 20, connectionsCheckingInterval: 10 },
      middleware: (_request: unknown, _response: unknown, next: () => void) => {
        errors.on('ERR_HTTP_REQUEST_TIMEOUT', () => setImmediate(next));
      },
    });
    // Watched from outside: another listener would change who answers.
    const emit = server.emit.bind(server);
    server.emit = ((event: string, ...args: unknown[]) => {
      const isHeard = (emit as (event: string, ...args: unknown[]) => boolean)(event, ...args);
      if (event === 'clientError') errors.emit((args[0] as NodeJS.ErrnoException).code ?? '');
      return isHeard;
    }) as typeof server.emit;
    assert.equal(statusOf(await exchange(port, 'GET /phone/mwi?n=A B HTTP/1.0\r\n\r\n')), 200);
  });

  it('says nothing into an answer that has begun', async () => {
    const { httpNode, port } = await serve();
    httpNode.get('/begun', (_request, response) => void response.write('begun'));
    const answer = await exchange(port, [
      'GET /begun HTTP/1.1\r\nHost: h\r\n\r\n',
      'GET /phone/mwi?n=A B HTTP/1.1\r\n\r\n',
    ]);
    assert.deepEqual(statusesIn(answer), [200]);
  });

  it('keeps out of the way where others answer broken requests', async () => {
    const { server, port, inbox } = await serve();
    server.on('clientError', (_error, socket) => {
      if (socket.writable) socket.end('HTTP/1.1 499 Theirs\r\n\r\n');
    });
    assert.equal(await exchange(port, 'GET /other?n=A B HTTP/1.0\r\n\r\n'), 'HTTP/1.1 499 Theirs\r\n\r\n');
    await exchange(port, 'GET /phone/mwi?n=A B HTTP/1.0\r\n\r\n');
    assert.equal((await inbox.holds(1)).length, 1);
  });

  it('leaves with its last user, and comes back with the next', async () => {
    const web = await serve();
    const starts = channel('http.server.request.start');
    const second = web.mending();
    assert.equal(web.server.listenerCount('clientError'), 1);
    web.end();
    web.end();
    assert.equal(statusOf(await exchange(web.port, 'GET /phone/mwi?n=A B HTTP/1.0\r\n\r\n')), 200);
    assert.ok(starts.hasSubscribers);
    second();
    assert.equal(web.server.listenerCount('clientError'), 0);
    assert.ok(!starts.hasSubscribers);
    assert.equal(statusOf(await exchange(web.port, 'GET /phone/mwi?n=A B HTTP/1.0\r\n\r\n')), 400);
    assert.equal(statusOf(await exchange(web.port, 'GET /phone/mwi HTTP/1.1\r\n\r\n')), 400);
    const third = web.mending();
    const fourth = web.mending();
    assert.equal(statusOf(await exchange(web.port, 'GET /phone/mwi?n=A B HTTP/1.0\r\n\r\n')), 200);
    third();
    fourth();
    assert.equal(web.server.listenerCount('clientError'), 0);
  });

  it('leaves other servers of the process alone', async () => {
    await serve();
    const other = await serve({ isMending: false });
    assert.equal(statusOf(await exchange(other.port, 'GET /phone/mwi HTTP/1.1\r\n\r\n')), 400);
  });

  it('gives up a head when its mending ends meanwhile', async () => {
    const web = await serve();
    const wire = await openWire(web.port);
    const packet = once(web.server, 'clientError');
    await wire.send('GET /phone/mwi?n=A B');
    await packet;
    web.end();
    await wire.send(' HTTP/1.0\r\n\r\n');
    await wire.closed;
    assert.equal(wire.received, 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  });

  describe('on a TLS server', () => {
    async function secureExchange(port: number, request: string): Promise<string> {
      const socket = connectTls({ port, host: '127.0.0.1', ...TRUSTED });
      const wire = new Wire(socket);
      await once(socket, 'secureConnect');
      await wire.send(request);
      await wire.closed;
      return wire.received;
    }

    it('makes an event of a raw blank', async () => {
      const { port, inbox } = await serve({
        tls: SERVER_TLS,
        middleware: (request: { socket: { encrypted?: boolean } }, _response: unknown, next: () => void) => {
          assert.equal(request.socket.encrypted, true);
          next();
        },
      });
      assert.equal(statusOf(await secureExchange(port, `GET /phone/mwi?mac=${MAC}&n=A B HTTP/1.0\r\n\r\n`)), 200);
      assert.equal((await inbox.holds(1))[0]?.variables['n'], 'A B');
    });

    it('gives the answers of Node.js itself to all else', async () => {
      const plain = await serve({ tls: SERVER_TLS, isMending: false });
      const mended = await serve({ tls: SERVER_TLS });
      for (const request of ['GET /other?n=A B HTTP/1.0\r\n\r\n', 'HELLO\r\n\r\n']) {
        assert.match(await secureExchange(plain.port, request), /^HTTP\/1\.1 400 /);
        assert.equal(await secureExchange(mended.port, request), await secureExchange(plain.port, request));
      }
      const unencrypted = 'GET /phone/mwi?n=A B HTTP/1.0\r\n\r\n';
      assert.equal(await exchange(mended.port, unencrypted), await exchange(plain.port, unencrypted));
    });
  });
});
