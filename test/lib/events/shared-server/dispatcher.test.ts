import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { describe, it } from 'mocha';
import { attach } from '../../../../nodes/lib/events/shared-server/dispatcher';
import { own } from '../../../support/own';
import { Inbox, phoneBook, TestPhone } from '../inbox';
import { startWebServer, type WebServer } from '../web-server';
import { exchange, openWire, statusesIn, statusOf } from '../wire';
import { builtIn } from '../../../support/vendors';

const get = (target: string, method = 'GET') => `${method} ${target} HTTP/1.0\r\n\r\n`;

describe('attach', () => {
  const start = async (...options: Parameters<typeof startWebServer>): Promise<WebServer> =>
    own(await startWebServer(...options));

  it('answers 200 with nothing in it', async () => {
    const web = await start();
    const inbox = new Inbox();
    attach(web.httpNode, { vendors: builtIn }).add('/phone', inbox.reception);
    const answer = await exchange(web.port, get('/phone/incoming-call?mac=808287046bc2&n=100%'));
    assert.match(answer, /^HTTP\/1\.1 200 OK\r\n/);
    assert.match(answer, /\r\nContent-Length: 0\r\n/);
    assert.ok(answer.endsWith('\r\n\r\n'));
    const [message] = await inbox.holds(1);
    assert.deepEqual(message?.variables, { mac: '808287046bc2', n: '100%' });
  });

  it('answers before any flow runs', async () => {
    const web = await start();
    const order: string[] = [];
    const routes = attach(web.httpNode, { vendors: builtIn });
    for (let i = 0; i < 3; i++) {
      routes.add('/phone', new Inbox({}, { deliver: () => order.push('flow') }).reception);
    }
    web.server.on('request', (_request, response) => response.on('finish', () => order.push('answer')));
    await exchange(web.port, get('/phone/mwi'));
    assert.deepEqual(order, ['answer', 'flow', 'flow', 'flow']);
  });

  it('answers a phone whose state is kept in a store when it is written, and before its flow runs', async () => {
    const web = await start();
    const order: string[] = [];
    let written: (() => void) | undefined;
    const believed = new Promise<void>((resolve) => {
      const callbacks = {
        findPhone: phoneBook({ '808287046bc2': new TestPhone('desk') }),
        isKept: () => true,
        onBelief: (_belief: unknown, done: () => void) => {
          order.push('state');
          written = done;
          resolve();
        },
        deliver: () => order.push('flow'),
      };
      attach(web.httpNode, { vendors: builtIn }).add('/phone', new Inbox({}, callbacks).reception);
    });
    web.server.on('request', (_request, response) => response.on('finish', () => order.push('answer')));
    const answered = exchange(web.port, get('/phone/mwi?mac=808287046bc2'));
    await believed;
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(order, ['state']);
    written?.();
    assert.equal(statusOf(await answered), 200);
    assert.deepEqual(order, ['state', 'answer', 'flow']);
  });

  it('makes no event of HEAD, and lets other methods go on', async () => {
    const web = await start();
    const inbox = new Inbox();
    attach(web.httpNode, { vendors: builtIn }).add('/phone', inbox.reception);
    assert.equal(statusOf(await exchange(web.port, get('/phone/mwi', 'HEAD'))), 200);
    assert.equal(statusOf(await exchange(web.port, get('/phone/nonsense', 'HEAD'))), 404);
    for (const method of ['POST', 'PUT', 'OPTIONS', 'DELETE']) {
      assert.equal(statusOf(await exchange(web.port, get('/phone/mwi', method))), 404);
    }
    assert.equal(statusOf(await exchange(web.port, get('/phone/hold'))), 200);
    await inbox.holds(1);
    assert.deepEqual(inbox.topics, ['hold']);
    assert.equal(inbox.reception.counts.refusedMethod, 4);
    assert.equal(inbox.reception.counts.unknown, 0);
  });

  it('lets everything else go on to the other handlers, before and after the node has gone', async () => {
    const web = await start();
    const remove = attach(web.httpNode, { vendors: builtIn }).add('/phone', new Inbox().reception);
    web.httpNode.get(['/other', '/phone/mwi'], (_request, response) => void response.status(299).send('core'));
    assert.equal(statusOf(await exchange(web.port, get('/other'))), 299);
    assert.equal(statusOf(await exchange(web.port, get('/other%'))), 404);
    assert.equal(statusOf(await exchange(web.port, get('/phone/mwi'))), 200);
    remove();
    assert.equal(statusOf(await exchange(web.port, get('/phone/mwi'))), 299);
    assert.equal(statusOf(await exchange(web.port, get('/phone/hold'))), 404);
  });

  it('counts what nobody answers, not what another route says of itself', async () => {
    const web = await start();
    const inbox = new Inbox();
    attach(web.httpNode, { vendors: builtIn }).add('/phone', inbox.reception);
    web.httpNode.get('/phone/mine', (_request, response) => void response.status(404).send('no such thing of mine'));
    assert.equal(statusOf(await exchange(web.port, get('/phone/mine'))), 404);
    assert.equal(inbox.reception.counts.unknown, 0);
    assert.equal(statusOf(await exchange(web.port, get('/phone/nonsense'))), 404);
    assert.equal(inbox.reception.counts.unknown, 1);
  });

  it('lets no other method wait for a redeploy', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    own(() => mock.timers.reset());
    const web = await start();
    const routes = attach(web.httpNode, { vendors: builtIn });
    routes.add('/phone', new Inbox().reception)(true);
    own(() => routes.settle());
    assert.equal(statusOf(await exchange(web.port, get('/phone/mwi', 'POST'))), 404);
  });

  it('runs the middleware for events alone, once however many nodes there are', async () => {
    const web = await start();
    let passed = 0;
    const options = {
      vendors: builtIn,
      middleware: (_request: unknown, _response: unknown, next: () => void) => {
        passed++;
        next();
      },
    };
    const routes = attach(web.httpNode, options);
    for (const inbox of [new Inbox(), new Inbox()]) routes.add('/phone', inbox.reception);
    await exchange(web.port, get('/phone/mwi'));
    assert.equal(passed, 1);
    await exchange(web.port, get('/phone/nonsense'));
    assert.equal(passed, 1);
  });

  it('works below a root, and hands on what guards it', async () => {
    const seen: boolean[] = [];
    const web = await start({ root: '/red/', auth: (_request, _response, next) => next() });
    const inbox = new Inbox();
    const judge = inbox.reception.judge.bind(inbox.reception);
    inbox.reception.judge = (sighting) => {
      const { arrival } = sighting;
      seen.push(arrival.authenticated);
      assert.equal(arrival.target, '/phone/mwi?a=1');
      assert.equal(arrival.address, '127.0.0.1');
      return judge(sighting);
    };
    attach(web.httpNode, { vendors: builtIn, isLoggedIn: () => true }).add('/phone', inbox.reception);
    assert.equal(statusOf(await exchange(web.port, get('/red/phone/mwi?a=1'))), 200);
    assert.equal(statusOf(await exchange(web.port, get('/RED/phone/mwi?a=1'))), 200);
    assert.equal(statusOf(await exchange(web.port, get('/phone/mwi?a=1'))), 404);
    assert.deepEqual(seen, [true, true]);
  });

  it('believes the peer, not a header about it', async () => {
    const web = await start({ trustProxy: true });
    attach(web.httpNode, { vendors: builtIn }).add('/phone', new Inbox({ allow: '10.0.0.1' }).reception);
    const spoofed = 'GET /phone/mwi HTTP/1.0\r\nX-Forwarded-For: 10.0.0.1\r\nForwarded: for=10.0.0.1\r\n\r\n';
    assert.equal(statusOf(await exchange(web.port, spoofed)), 403);
  });

  it('believes a header about the peer where a node trusts the peer for it', async () => {
    const web = await start();
    const inbox = new Inbox({ allow: '10.0.0.1', trustedProxies: '127.0.0.1' });
    attach(web.httpNode, { vendors: builtIn }).add('/phone', inbox.reception);
    const from = (...headers: readonly string[]) =>
      exchange(web.port, `GET /phone/mwi HTTP/1.0\r\n${headers.map((header) => `${header}\r\n`).join('')}\r\n`);
    assert.equal(statusOf(await from('X-Forwarded-For: 10.0.0.1')), 200);
    assert.equal(statusOf(await from('X-Forwarded-For: 10.0.0.9', 'x-forwarded-for: 10.0.0.1')), 200);
    assert.equal(statusOf(await from('X-Forwarded-For: 10.0.0.1', 'x-forwarded-for: 10.0.0.9')), 403);
    assert.equal(statusOf(await from('X-Forwarded-For: 10.0.0.1', ' 10.0.0.9')), 400);
    assert.equal(statusOf(await from('Forwarded: for=10.0.0.1')), 403);
    assert.equal(statusOf(await from()), 403);
    await inbox.holds(2);
  });

  it('refuses where so many headers came that Node.js dropped some', async () => {
    const web = await start();
    const inbox = new Inbox({ allow: '10.0.0.1', trustedProxies: '127.0.0.1' });
    attach(web.httpNode, { vendors: builtIn }).add('/phone', inbox.reception);
    const padding = Array.from({ length: 1100 }, (_, i) => `${i}:\r\n`).join('');
    const request = `GET /phone/mwi HTTP/1.0\r\nX-Forwarded-For: 10.0.0.1\r\n${padding}X-Forwarded-For: 10.0.0.9\r\n\r\n`;
    assert.equal(statusOf(await exchange(web.port, request)), 403);
  });

  it('takes a request whose headers were dropped for a web page, unless its token fits', async () => {
    const web = await start();
    const padding = Array.from({ length: 1100 }, (_, i) => `${i}:\r\n`).join('');
    const inbox = new Inbox({ token: 't' });
    attach(web.httpNode, { vendors: builtIn }).add('/phone', inbox.reception);
    attach(web.httpNode, { vendors: builtIn }).add('/open', new Inbox().reception);
    const ask = (target: string) =>
      exchange(web.port, `GET ${target} HTTP/1.0\r\n${padding}Sec-Fetch-Site: cross-site\r\n\r\n`);
    assert.equal(statusOf(await ask('/open/mwi')), 403);
    assert.equal(statusOf(await ask('/phone/mwi?token=t')), 200);
    await inbox.holds(1);
  });

  it('answers all requests of a connection, one packet or several', async () => {
    const web = await start();
    const inbox = new Inbox();
    attach(web.httpNode, { vendors: builtIn }).add('/phone', inbox.reception);
    const wire = await openWire(web.port);
    const request = (name: string) => `GET /phone/${name} HTTP/1.1\r\nHost: x\r\n\r\n`;
    await wire.send(request('mwi') + request('hold') + request('nonsense'));
    await wire.answers(3);
    await wire.send(request('mute'));
    assert.deepEqual(statusesIn(await wire.answers(4)), [200, 200, 404, 200]);
    await inbox.holds(3);
    assert.deepEqual(inbox.topics, ['mwi', 'hold', 'mute']);
  });

  describe('httpNodeMiddleware', () => {
    it('runs for matching requests alone, a function or an array', async () => {
      const passed: string[] = [];
      const note = (name: string) => (request: { url?: string }, _response: unknown, next: () => void) => {
        passed.push(`${name} ${request.url}`);
        next();
      };
      for (const middleware of [note('one'), [note('one'), [note('two')]]]) {
        const web = await start();
        attach(web.httpNode, { vendors: builtIn, middleware }).add('/phone', new Inbox().reception);
        assert.equal(statusOf(await exchange(web.port, get('/phone/mwi'))), 200);
        assert.equal(statusOf(await exchange(web.port, get('/other'))), 404);
      }
      assert.deepEqual(passed, ['one /phone/mwi', 'one /phone/mwi', 'two /phone/mwi']);
    });

    it('may refuse a request, which then is no event', async () => {
      const web = await start();
      const inbox = new Inbox();
      const middleware = (_request: unknown, response: { writeHead(status: number): { end(): void } }) =>
        response.writeHead(418).end();
      attach(web.httpNode, { vendors: builtIn, middleware }).add('/phone', inbox.reception);
      assert.equal(statusOf(await exchange(web.port, get('/phone/mwi'))), 418);
      assert.equal(inbox.reception.counts.accepted, 0);
    });

    it('may take its time, in which the node goes', async () => {
      const web = await start();
      const inbox = new Inbox();
      let remove = () => {};
      const middleware = (_request: unknown, _response: unknown, next: () => void) => {
        setImmediate(() => {
          remove();
          next();
        });
      };
      remove = attach(web.httpNode, { vendors: builtIn, middleware }).add('/phone', inbox.reception);
      assert.equal(statusOf(await exchange(web.port, get('/phone/mwi'))), 404);
      assert.equal(inbox.reception.counts.accepted, 0);
    });
  });
});
