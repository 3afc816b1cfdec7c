import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Listener, type ListenerOptions } from '../../../../nodes/lib/events/own-port/listener';
import type { ReceptionSettings } from '../../../../nodes/lib/events/reception';
import { Routes } from '../../../../nodes/lib/events/routes';
import { own } from '../../../support/own';
import { builtIn } from '../../../support/vendors';
import { VendorCatalogue } from '../../../../nodes/lib/vendors';
import { Inbox } from '../inbox';
import { exchange, openWire, statusesIn, statusOf, turn } from '../wire';

const XML = '<OnHookEvent><MACAddress>0004f214b89e</MACAddress></OnHookEvent>';
const KB64 = 64 * 1024;

const posting = (body: string, target = '/phone', headers = ''): string =>
  `POST ${target} HTTP/1.1\r\nHost: h\r\nContent-Length: ${Buffer.byteLength(body, 'latin1')}\r\n${headers}\r\n${body}`;
/** One event with so many bytes. */
const ofLength = (length: number): string => `${XML}${' '.repeat(length - XML.length)}`;

describe('what is posted to a port of its own', () => {
  async function start(settings: Partial<ReceptionSettings> = {}, options: ListenerOptions = {}, vendors = builtIn) {
    const inbox = new Inbox(settings, { now: () => 0 });
    const routes = new Routes(vendors);
    const remove = routes.add('/phone', inbox.reception);
    const listener = own(new Listener(routes, options));
    const { port } = await listener.listen({ address: '127.0.0.1', port: 0 });
    return { inbox, routes, remove, listener, port };
  }

  it('is an event, in one packet, head and body apart, and byte by byte', async () => {
    const { port, inbox } = await start();
    const request = posting(XML);
    const end = request.indexOf('<');
    assert.equal(statusOf(await exchange(port, request)), 200);
    assert.equal(statusOf(await exchange(port, [request.slice(0, end), request.slice(end)])), 200);
    const wire = await openWire(port);
    for (const byte of request) await wire.send(byte);
    await wire.closed;
    assert.equal(statusOf(wire.received), 200);
    await inbox.holds(3);
    assert.deepEqual(inbox.topics, ['on-hook', 'on-hook', 'on-hook']);
  });

  it('is one event, whatever follows it, and the connection’s last', async () => {
    const { port, inbox } = await start();
    const answers = await exchange(port, `${posting(XML)}GET /phone/mute HTTP/1.0\r\n\r\n`);
    assert.deepEqual(statusesIn(answers), [200]);
    assert.match(answers, /\r\nConnection: close\r\n/);
    await turn();
    assert.deepEqual(inbox.topics, ['on-hook']);
  });

  it('may follow other requests', async () => {
    const { port, inbox } = await start();
    const answers = await exchange(port, `GET /phone/mute HTTP/1.1\r\n\r\n${posting(XML)}`);
    assert.deepEqual(statusesIn(answers), [200, 200]);
    await inbox.holds(2);
    assert.deepEqual(inbox.topics, ['mute', 'on-hook']);
  });

  it('may be 64 KB long, and no more', async () => {
    const { port, inbox } = await start();
    assert.equal(statusOf(await exchange(port, posting(ofLength(KB64)))), 200);
    await inbox.holds(1);
    const refused = await exchange(port, posting(ofLength(KB64 + 1)));
    assert.match(refused, /^HTTP\/1\.1 413 Payload Too Large\r\n/);
    // Before anything of it has come.
    const head = posting('').replace('Content-Length: 0', 'Content-Length: 999999999999');
    assert.equal(statusOf(await exchange(port, head)), 413);
    assert.equal(inbox.messages.length, 1);
    assert.equal(inbox.reception.counts.refusedMethod, 2);
  });

  const REFUSED: readonly (readonly [what: string, request: string, status: number])[] = [
    ['in pieces', 'POST /phone HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n', 411],
    ['with a length that is none', 'POST /phone HTTP/1.1\r\nContent-Length: ten\r\n\r\n', 411],
    ['with two lengths', 'POST /phone HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n', 400],
    ['to another path', posting(XML, '/other'), 404],
    ['without a body', posting('', '/phone', 'Connection: close\r\n'), 405],
    ['that nobody reads', posting('a=b'), 405],
    ['as what no phone says', posting('<Sneeze/>'), 404],
    ['by PUT', posting(XML).replace('POST', 'PUT'), 405],
  ];
  for (const [what, request, status] of REFUSED) {
    it(`${what} is answered ${status}`, async () => {
      const { port, inbox } = await start();
      assert.deepEqual(statusesIn(await exchange(port, request)), [status]);
      assert.deepEqual(inbox.messages, []);
      const { refusedMethod, unknown } = inbox.reception.counts;
      assert.equal(refusedMethod + unknown, /another path|two lengths/.test(what) ? 0 : 1);
    });
  }

  it('is an unknown event where those are wanted', async () => {
    const { port, inbox } = await start({ unknownEvents: true });
    assert.equal(statusOf(await exchange(port, posting('<Sneeze/>'))), 200);
    const [message] = await inbox.holds(1);
    assert.deepEqual([message?.topic, message?.payload.name], ['unknown', 'Sneeze']);
  });

  it('passes the judges of every event', async () => {
    const { port, inbox } = await start({ token: 't', rate: '1' });
    assert.equal(statusOf(await exchange(port, posting(XML))), 401);
    assert.equal(statusOf(await exchange(port, posting('{"type":"301","token":"t"}'))), 401);
    assert.equal(statusOf(await exchange(port, posting(XML, '/phone?token=t'))), 200);
    assert.equal(statusOf(await exchange(port, posting(XML, '/phone?token=t'))), 429);
    await inbox.holds(1);
    const closed = await start({ allow: '10.0.0.0/8' });
    assert.equal(statusOf(await exchange(closed.port, posting(XML))), 403);
    const open = await start();
    const page = posting(XML, '/phone', 'Origin: http://evil.example\r\nSec-Fetch-Site: cross-site\r\n');
    assert.equal(statusOf(await exchange(open.port, page)), 403);
    assert.deepEqual([...closed.inbox.messages, ...open.inbox.messages], []);
  });

  it('is asked for, where its sender waits to be', async () => {
    const { port, inbox } = await start();
    const wire = await openWire(port);
    const request = posting(XML, '/phone', 'Expect: 100-continue\r\n');
    await wire.send(request.slice(0, request.indexOf('<')));
    assert.match(await wire.answers(1), /^HTTP\/1\.1 100 Continue\r\n\r\n$/);
    await wire.send(XML);
    await wire.closed;
    assert.deepEqual(statusesIn(wire.received), [100, 200]);
    await inbox.holds(1);
  });

  it('waits for a redeploy as every event does', async () => {
    const { port, inbox, routes, remove } = await start();
    remove(true);
    const wire = await openWire(port);
    await wire.send(`${posting(XML)}GET /phone/mute HTTP/1.0\r\n\r\n`);
    assert.equal(statusOf(await exchange(port, posting('<Sneeze/>'))), 404);
    assert.equal(wire.received, '');
    routes.add('/phone', inbox.reception);
    await wire.closed;
    assert.deepEqual(statusesIn(wire.received), [200]);
    await turn();
    assert.deepEqual(inbox.topics, ['on-hook']);
  });

  it('is no second request behind a GET that waited for a redeploy', async () => {
    const { port, inbox, routes, remove } = await start();
    remove(true);
    const wire = await openWire(port);
    const body = 'GET /phone/mute HTTP/1.0\r\n\r\n';
    await wire.send(`GET /phone/mwi HTTP/1.1\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    assert.equal(statusOf(await exchange(port, 'GET /other HTTP/1.0\r\n\r\n')), 404);
    routes.add('/phone', inbox.reception);
    await wire.closed;
    assert.deepEqual(statusesIn(wire.received), [200]);
    await turn();
    assert.deepEqual(inbox.topics, ['mwi']);
  });

  it('has the time of its head, and no more', async () => {
    const clock = { now: 0 };
    const { port, listener } = await start(
      {},
      { clock: () => clock.now, limits: { headTime: 10_000, idleTime: 1, lingerTime: 1e9 } },
    );
    const wire = await openWire(port);
    await wire.send(posting(XML).slice(0, -1));
    // Read behind it.
    assert.equal(statusOf(await exchange(port, 'GET /other HTTP/1.0\r\n\r\n')), 404);
    clock.now = 9_999;
    listener.sweep();
    assert.equal(listener.counts.tooSlow, 0);
    clock.now = 10_000;
    listener.sweep();
    assert.equal(listener.counts.tooSlow, 1);
    await wire.closed;
    assert.equal(wire.received, '');
  });

  it('is refused where no vendor’s phones post', async () => {
    const silent = new VendorCatalogue(builtIn.profiles.filter(({ eventBody }) => !eventBody));
    const { port } = await start({}, {}, silent);
    assert.equal(statusOf(await exchange(port, posting(XML))), 405);
    assert.equal(statusOf(await exchange(port, posting(ofLength(KB64 + 1)))), 405);
  });
});
