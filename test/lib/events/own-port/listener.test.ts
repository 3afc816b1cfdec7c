import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect as connectTls } from 'node:tls';
import { describe, it } from 'mocha';
import { Listener, type ListenerOptions } from '../../../../nodes/lib/events/own-port/listener';
import { Routes } from '../../../../nodes/lib/events/routes';
import { own } from '../../../support/own';
import { SERVER_TLS, TRUSTED } from '../certificate';
import { Inbox } from '../inbox';
import { exchange, openWire, statusesIn, statusOf, turn, Wire } from '../wire';
import { builtIn } from '../../../support/vendors';

const bytes = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

describe('Listener', () => {
  async function start(options: ListenerOptions & { allow?: string; token?: string; trustedProxies?: string } = {}) {
    const { allow = '', token = '', trustedProxies = '', ...listening } = options;
    const inbox = new Inbox({ allow, token, trustedProxies });
    const routes = new Routes(builtIn);
    routes.add('/phone', inbox.reception);
    const listener = own(new Listener(routes, listening));
    const { port } = await listener.listen({ address: '127.0.0.1', port: 0 });
    return { listener, routes, inbox, port };
  }

  it('answers what HTTP asks for, and nothing more', async () => {
    const { port, inbox } = await start({ now: () => Date.UTC(2026, 0, 31, 8, 15, 30, 123) });
    const tail = 'Content-Length: 0\r\nConnection: close\r\n\r\n';
    const date = 'Date: Sat, 31 Jan 2026 08:15:30 GMT\r\n';
    assert.equal(await exchange(port, 'GET /phone/mwi?a=1 HTTP/1.0\r\n\r\n'), `HTTP/1.1 200 OK\r\n${date}${tail}`);
    assert.equal(
      await exchange(port, 'PUT /phone/mwi HTTP/1.0\r\n\r\n'),
      `HTTP/1.1 405 Method Not Allowed\r\n${date}Allow: GET, HEAD\r\n${tail}`,
    );
    const [message] = await inbox.holds(1);
    assert.equal(message?.payload.time, '2026-01-31T08:15:30.123Z');
    assert.deepEqual(message.variables, { a: '1' });
  });

  describe('answers', () => {
    const cases: readonly (readonly [what: string, request: string, status: number])[] = [
      ['HEAD', 'HEAD /phone/mwi HTTP/1.0\r\n\r\n', 200],
      ['HEAD of an unknown event', 'HEAD /phone/nonsense HTTP/1.0\r\n\r\n', 404],
      ['another path', 'GET /other HTTP/1.0\r\n\r\n', 404],
      ['POST to another path', 'POST /other HTTP/1.0\r\n\r\n', 404],
      ['an unknown event', 'GET /phone/nonsense HTTP/1.0\r\n\r\n', 404],
      [
        'POST with a body',
        'POST /phone/mwi HTTP/1.1\r\nContent-Length: 27\r\n\r\nGET /phone/mwi HTTP/1.0\r\n\r\n',
        405,
      ],
      ['two framings', 'GET /phone/mwi HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n', 400],
      ['a TLS hello', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
      ['a binary first byte', '\x80', 400],
      ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
      ['a NUL', 'GET /phone/mwi?a=\0 HTTP/1.0\r\n\r\n', 400],
      ['a line of 64 KB', `GET /phone/mwi?a=${'a'.repeat(64 * 1024)} HTTP/1.0\r\n\r\n`, 414],
      ['65 headers', `GET /phone/mwi HTTP/1.0\r\n${'A: b\r\n'.repeat(65)}\r\n`, 431],
      ['headers of 64 KB', `GET /phone/mwi HTTP/1.0\r\nA: ${'a'.repeat(64 * 1024)}\r\n\r\n`, 431],
    ];
    for (const [what, request, status] of cases) {
      it(`${what} with ${status}, and makes no event of it`, async () => {
        const { port, inbox } = await start();
        assert.deepEqual(statusesIn(await exchange(port, request)), [status]);
        await turn();
        assert.deepEqual(inbox.messages, []);
      });
    }
  });

  describe('makes an event of', () => {
    const cases: readonly (readonly [what: string, request: string, n: string | undefined])[] = [
      ['HTTP/1.0 without Host', 'GET /phone/mwi?n=1 HTTP/1.0\r\n\r\n', '1'],
      ['HTTP/1.1 without Host', 'GET /phone/mwi?n=1 HTTP/1.1\r\nConnection: close\r\n\r\n', '1'],
      ['no version', 'GET /phone/mwi?n=1\r\n\r\n', '1'],
      ['raw blanks', 'GET /phone/mwi?n=A  B C HTTP/1.0\r\n\r\n', 'A  B C'],
      ['a TAB', 'GET /phone/mwi?n=A\tB HTTP/1.0\r\n\r\n', 'A\tB'],
      ['UTF-8', bytes('GET /phone/mwi?n=Jörg 张 HTTP/1.0\r\n\r\n'), 'Jörg 张'],
      ['GBK', 'GET /phone/mwi?n=\xd6\xd0\xb9\xfa HTTP/1.0\r\n\r\n', '中国'],
      ['bare LF', 'GET /phone/mwi?n=1 HTTP/1.0\nA: b\n\n', '1'],
      ['blank lines first', '\r\n\r\nGET /phone/mwi?n=1 HTTP/1.0\r\n\r\n', '1'],
      ['absolute-form', 'GET http://h:1881/phone/mwi?n=1 HTTP/1.0\r\n\r\n', '1'],
      ['a lone percent sign', 'GET /phone/mwi?n=100% HTTP/1.0\r\n\r\n', '100%'],
      ['a body, once', 'GET /phone/mwi?n=1 HTTP/1.1\r\nContent-Length: 26\r\n\r\nGET /phone/mwi HTTP/1.0\r\n\r\n', '1'],
      ['64 headers', `GET /phone/mwi?n=1 HTTP/1.0\r\n${'A: b\r\n'.repeat(64)}\r\n`, '1'],
    ];
    for (const [what, request, n] of cases) {
      it(`${what}, in one packet and byte by byte`, async () => {
        const { port, inbox } = await start();
        assert.deepEqual(statusesIn(await exchange(port, request)), [200]);
        const wire = await openWire(port);
        for (const byte of request) await wire.send(byte);
        await wire.closed;
        assert.deepEqual(statusesIn(wire.received), [200]);
        assert.deepEqual(
          (await inbox.holds(2)).map(({ variables }) => variables['n']),
          [n, n],
        );
      });
    }

    it('a line of 16 KiB', async () => {
      const { port, inbox } = await start();
      const frame = 'GET /phone/mwi?n= HTTP/1.0\r'.length;
      const n = 'a'.repeat(16 * 1024 - frame);
      assert.equal(statusOf(await exchange(port, `GET /phone/mwi?n=${n} HTTP/1.0\r\n\r\n`)), 200);
      assert.equal((await inbox.holds(1))[0]?.variables['n'], n);
      assert.equal(statusOf(await exchange(port, `GET /phone/mwi?n=${n}aa HTTP/1.0\r\n\r\n`)), 414);
    });
  });

  it('keeps a connection as its version says', async () => {
    const { port } = await start();
    const wire = await openWire(port);
    await wire.send('GET /phone/mwi HTTP/1.1\r\nHost: h\r\n\r\n');
    assert.ok(!/Connection:/.test(await wire.answers(1)));
    await wire.send('GET /phone/mwi HTTP/1.0\r\nConnection: keep-alive\r\n\r\n');
    assert.match(await wire.answers(2), /Connection: keep-alive\r\n\r\n$/);
    await wire.send('GET /phone/mwi HTTP/1.0\r\n\r\n');
    await wire.closed;
    assert.deepEqual(statusesIn(wire.received), [200, 200, 200]);
    assert.match(wire.received, /Connection: close\r\n\r\n$/);
  });

  it('answers all requests of a packet before the first flow runs', async () => {
    const order: string[] = [];
    const routes = new Routes(builtIn);
    routes.add('/phone', new Inbox({}, { deliver: ({ topic }) => order.push(topic) }).reception);
    const listener = own(
      new Listener(
        {
          returning: () => undefined,
          answer: (arrival) => {
            order.push(arrival.target);
            return routes.answer(arrival);
          },
        },
        // However slow the machine is, this is one turn.
        { limits: { turnTime: 1e9, roundTime: 1e9 } },
      ),
    );
    const { port } = await listener.listen({ address: '127.0.0.1', port: 0 });
    const requests =
      'GET /phone/mwi HTTP/1.1\r\n\r\nGET /phone/x HTTP/1.1\r\n\r\nGET /phone/hold HTTP/1.0\r\n\r\nGET /phone/mute HTTP/1.0\r\n\r\n';
    const answer = await exchange(port, requests);
    assert.deepEqual(statusesIn(answer), [200, 404, 200]);
    assert.deepEqual(order, ['/phone/mwi', '/phone/x', '/phone/hold', 'mwi', 'hold']);
  });

  it('believes a phone that leaves while its event waits for a redeploy', async () => {
    const { port, routes, inbox } = await start();
    const remove = routes.add('/door', inbox.reception);
    remove(true);
    const impatient = await openWire(port);
    await impatient.send('GET /door/tamper HTTP/1.1\r\n\r\nGET /phone/hold HTTP/1.1\r\n\r\n');
    const halfClosed = await openWire(port);
    halfClosed.socket.end('GET /door/door-opened HTTP/1.0\r\n\r\n');
    // By the time that this is answered, the others have been read.
    assert.equal(statusOf(await exchange(port, 'GET /phone/mwi HTTP/1.0\r\n\r\n')), 200);
    impatient.socket.resetAndDestroy();
    await impatient.closed;
    await turn();
    routes.add('/door', inbox.reception);
    await halfClosed.closed;
    assert.equal(statusOf(halfClosed.received), 200);
    await inbox.holds(3);
    assert.deepEqual(inbox.topics.toSorted(), ['door-opened', 'mwi', 'tamper']);
    assert.deepEqual(inbox.errors, []);
  });

  it('keeps the order of what comes in several packets while a request waits for a redeploy', async () => {
    const { port, routes, inbox } = await start();
    const remove = routes.add('/door', inbox.reception);
    remove(true);
    const wire = await openWire(port);
    for (const names of [
      ['tamper', 'door-opened'],
      ['door-closed', 'tamper'],
    ]) {
      await wire.send(names.map((name) => `GET /door/${name} HTTP/1.1\r\n\r\n`).join(''));
      // By the time that this is answered, the packet has been read, if it is read at all.
      assert.equal(statusOf(await exchange(port, 'GET /other HTTP/1.0\r\n\r\n')), 404);
    }
    routes.add('/door', inbox.reception);
    assert.deepEqual(statusesIn(await wire.answers(4)), [200, 200, 200, 200]);
    await inbox.holds(4);
    assert.deepEqual(inbox.topics, ['tamper', 'door-opened', 'door-closed', 'tamper']);
  });

  it('does not end with a flow that fails', async () => {
    const inbox = new Inbox(
      {},
      {
        deliver: () => {
          throw new Error('flow');
        },
      },
    );
    const { port, routes } = await start();
    routes.add('/phone', inbox.reception);
    assert.deepEqual(statusesIn(await exchange(port, 'GET /phone/mwi HTTP/1.0\r\n\r\n')), [200]);
    assert.deepEqual(statusesIn(await exchange(port, 'GET /phone/mwi HTTP/1.0\r\n\r\n')), [200]);
    assert.deepEqual(inbox.errors.map(String), ['Error: flow', 'Error: flow']);
  });

  it('answers a phone that ends its side after the request', async () => {
    const { port } = await start();
    const wire = await openWire(port);
    wire.socket.end('GET /phone/mwi HTTP/1.1\r\n\r\n');
    await wire.closed;
    assert.deepEqual(statusesIn(wire.received), [200]);
  });

  it('judges by the address that a connection comes from, and by the token', async () => {
    const { port, inbox } = await start({ allow: '127.0.0.2', token: 'canary-1234' });
    const request = (token: string) => `GET /phone/mwi?token=${token} HTTP/1.0\r\nX-Forwarded-For: 127.0.0.2\r\n\r\n`;
    assert.equal(statusOf(await exchange(port, request('canary-1234'), '127.0.0.3')), 403);
    assert.equal(statusOf(await exchange(port, request('canary-4321'), '127.0.0.2')), 401);
    assert.equal(statusOf(await exchange(port, request('canary-1234'), '127.0.0.2')), 200);
    assert.equal((await inbox.holds(1)).length, 1);
  });

  it('judges by the address that a trusted proxy names', async () => {
    const { port, inbox } = await start({ allow: '10.0.0.7', trustedProxies: '127.0.0.2' });
    const request = (chain: string) => `GET /phone/mwi HTTP/1.0\r\nX-Forwarded-For: ${chain}\r\n\r\n`;
    assert.equal(statusOf(await exchange(port, request('10.0.0.7'), '127.0.0.2')), 200);
    assert.equal(statusOf(await exchange(port, request('10.0.0.7, 10.0.0.8'), '127.0.0.2')), 403);
    assert.equal(statusOf(await exchange(port, request('10.0.0.7'), '127.0.0.3')), 403);
    assert.equal((await inbox.holds(1)).length, 1);
  });

  it("gives the others their turn before a peer's next requests", async () => {
    const asked: string[] = [];
    const { listener, port } = await (async () => {
      const listener = own(
        new Listener({
          returning: () => undefined,
          answer: (arrival) => {
            asked.push(arrival.target);
            return undefined;
          },
        }),
      );
      return { listener, port: (await listener.listen({ address: '127.0.0.1', port: 0 })).port };
    })();
    const flood = await openWire(port);
    const other = await openWire(port);
    // Both packets lie in the system's buffers before this event loop reads the first of them.
    flood.socket.write('GET /flood HTTP/1.1\r\n\r\n'.repeat(2000));
    other.socket.write('GET /other HTTP/1.1\r\n\r\n');
    assert.deepEqual(statusesIn(await other.answers(1)), [404]);
    const before = asked.indexOf('/other');
    assert.ok(before <= 64, `${before} requests of the flood were answered first`);
    assert.equal(statusesIn(await flood.answers(2000)).length, 2000);
    assert.equal(asked.length, 2001);
    assert.equal(listener.counts.tooSlow, 0);
  });

  it('answers a long packet to its end where the peer ends its side at once', async () => {
    const { port, inbox } = await start();
    const wire = await openWire(port);
    wire.socket.end(`${'GET /phone/mwi HTTP/1.1\r\n\r\n'.repeat(500)}GET /phone/hold HTTP/1.0\r\n\r\nGET /phone/x`);
    await wire.closed;
    assert.equal(statusesIn(wire.received).filter((status) => status === 200).length, 501);
    assert.equal((await inbox.holds(501)).at(-1)?.topic, 'hold');
  });

  it('stops reading while its answers are not taken', async () => {
    const { port, inbox } = await start();
    const { counts } = inbox.reception;
    const wire = await openWire(port);
    wire.socket.pause();
    const requests = 400_000;
    wire.socket.write('GET /phone/x HTTP/1.1\r\n\r\n'.repeat(requests));
    /** How many requests have been read when no more are, for a good many turns. */
    const settled = async () => {
      let read = -1;
      for (let calm = 0; calm < 100; calm++) {
        await turn();
        if (counts.unknown !== read) calm = 0;
        read = counts.unknown;
      }
      return read;
    };
    const reached = await settled();
    assert.ok(reached > 0 && reached < requests, `${reached} read`);
    wire.socket.resume();
    while (counts.unknown === reached) await turn();
  });

  describe('cuts', () => {
    const TIMES = { headTime: 10_000, idleTime: 5_000, lingerTime: 2_000 };
    /** A listener whose clock stands still until it is told the time. */
    async function startAt0(limits: ListenerOptions['limits'] = {}) {
      const clock = { now: 0 };
      const started = await start({ clock: () => clock.now, limits: { ...TIMES, ...limits } });
      const sweepAt = (now: number) => {
        clock.now = now;
        started.listener.sweep();
      };
      return { ...started, sweepAt };
    }

    it('who says nothing, or a byte now and then', async () => {
      const { port, listener, sweepAt } = await startAt0();
      const wires = [await openWire(port), await openWire(port)] as const;
      await turn();
      for (let i = 1; i < 10; i++) {
        await wires[1].send('G');
        await turn();
        sweepAt(i * 1000 + 999);
        assert.equal(listener.counts.tooSlow, 0);
      }
      sweepAt(10_000);
      await Promise.all(wires.map(({ closed }) => closed));
      assert.equal(listener.counts.tooSlow, 2);
    });

    it('an idle connection, and a slow second request', async () => {
      const { port, listener, sweepAt } = await startAt0();
      const wires = [await openWire(port), await openWire(port)] as const;
      for (const wire of wires) {
        await wire.send('GET /phone/mwi HTTP/1.1\r\n\r\n');
        await wire.answers(1);
      }
      sweepAt(4_999);
      await wires[1].send('GET /phone/mwi HTTP/1.1\r\n');
      await turn();
      await turn();
      sweepAt(5_000);
      await wires[0].closed;
      assert.equal(listener.counts.tooSlow, 1);
      sweepAt(14_998);
      assert.equal(listener.counts.tooSlow, 1);
      sweepAt(14_999);
      await wires[1].closed;
    });

    it('nobody whose request waits for a redeploy', async () => {
      const { port, routes, inbox, sweepAt } = await startAt0();
      const remove = routes.add('/door', inbox.reception);
      remove(true);
      const wire = await openWire(port);
      await wire.send('GET /door/tamper HTTP/1.0\r\n\r\n');
      assert.equal(statusOf(await exchange(port, 'GET /other HTTP/1.0\r\n\r\n')), 404);
      sweepAt(14_999);
      routes.add('/door', inbox.reception);
      await wire.closed;
      assert.deepEqual(statusesIn(wire.received), [200]);
    });

    it('who does not take the end for an end', async () => {
      const { port, listener, sweepAt } = await startAt0();
      const wire = await openWire(port);
      wire.socket.allowHalfOpen = true;
      await wire.send('GET /phone/mwi HTTP/1.0\r\n\r\n');
      await wire.answers(1);
      sweepAt(1_999);
      assert.equal(listener.counts.tooSlow, 0);
      sweepAt(2_000);
      assert.equal(listener.counts.tooSlow, 1);
    });

    it('by a clock that nobody sets: not for a jump forward, and after one backward all the same', async () => {
      const HOURS = 3_600_000;
      const wall = { now: Date.UTC(2026, 0, 31, 8) };
      const clock = { now: 0 };
      const { port, listener } = await start({ now: () => wall.now, clock: () => clock.now, limits: TIMES });
      const wire = await openWire(port);
      await wire.send('GET /phone/mwi HTTP/1.1\r\n');
      await turn();
      await turn();
      wall.now += 4 * HOURS;
      listener.sweep();
      assert.equal(listener.counts.tooSlow, 0);
      await wire.send('\r\nGET /phone/mwi HTTP/1.1\r\n');
      assert.match(await wire.answers(1), /\r\nDate: Sat, 31 Jan 2026 12:00:00 GMT\r\n/);
      wall.now -= 6 * HOURS;
      clock.now = 10_000;
      listener.sweep();
      await wire.closed;
      assert.equal(listener.counts.tooSlow, 1);
    });
  });

  describe('where all places are taken', () => {
    const REQUEST = 'GET /phone/mwi HTTP/1.1\r\n\r\n';
    const LAST = 'GET /phone/mwi HTTP/1.0\r\n\r\n';
    const HALF = 'GET /phone/mwi HTTP/1.1\r\n';

    /** A listener with so many places, whose clock goes on by one with each look at it. */
    async function crowded(limits: ListenerOptions['limits'], options: ListenerOptions = {}) {
      let now = 0;
      // No turn of these is ever out of time.
      const times = { turnTime: 1e9, roundTime: 1e9, headTime: 1e9, idleTime: 1e9, lingerTime: 1e9 };
      const started = await start({ ...options, clock: () => now++, limits: { ...times, ...limits } });
      /** Opens a connection, and sends something, if anything, before it goes on. */
      const open = async (sent = '', from = '127.0.0.2'): Promise<Wire> => {
        const wire = await openWire(started.port, from);
        if (sent !== '') await wire.send(sent);
        if (sent === REQUEST) await wire.answers(1);
        await seen();
        return wire;
      };
      /** A round trip on a connection of its own: what came before it has been read. */
      const seen = async (): Promise<void> => {
        for (let i = 0; i < 4; i++) await turn();
      };
      return { ...started, open };
    }
    const ask = async (port: number, from = '127.0.0.2'): Promise<number[]> =>
      statusesIn(await exchange(port, LAST, from));

    for (const [what, sent] of [
      ['silent', ''],
      ['idle after a request', REQUEST],
      ['silent after half a request', HALF],
    ] as const) {
      it(`phones get through beside connections of their own address that are ${what}`, async () => {
        const { port, open, listener } = await crowded({ connectionsPerAddress: 20 });
        const held: Wire[] = [];
        for (let i = 0; i < 20; i++) held.push(await open(sent));
        for (let i = 0; i < 50; i++) assert.deepEqual(await ask(port), [200], `event ${i}`);
        await held[0]?.closed;
        assert.ok(listener.counts.tooMany > 0);
        for (const { socket } of held) socket.destroy();
      });

      it(`phones get through beside connections of ten addresses that are ${what}`, async () => {
        const { port, open } = await crowded({ connectionsPerAddress: 3, connections: 30 });
        const held: Wire[] = [];
        for (let i = 0; i < 30; i++) held.push(await open(sent, `127.0.0.${10 + (i % 10)}`));
        for (let i = 0; i < 20; i++) assert.deepEqual(await ask(port, `127.0.1.${1 + i}`), [200], `event ${i}`);
        for (const { socket } of held) socket.destroy();
      });
    }

    it('phones get through beside connections that are opened again as they are cut', async () => {
      const { port, open } = await crowded({ connectionsPerAddress: 20 });
      const held = new Set<Wire>();
      let isOver = false;
      const hold = async (): Promise<void> => {
        while (!isOver) {
          const wire = await open();
          held.add(wire);
          if (isOver) wire.socket.destroy();
          await wire.closed;
          held.delete(wire);
        }
      };
      const holding = Array.from({ length: 20 }, hold);
      await Promise.race([...holding, turn()]);
      for (let i = 0; i < 50; i++) assert.deepEqual(await ask(port), [200], `event ${i}`);
      isOver = true;
      for (const { socket } of held) socket.destroy();
      await Promise.all(holding);
    });

    for (const [what, request] of [
      ['short requests', 'GET /phone/x HTTP/1.1\r\n\r\n'],
      ['dear requests', `GET /phone/x${'/a'.repeat(7_000)} HTTP/1.1\r\n\r\n`],
    ] as const) {
      it(`phones get through beside connections of their own address that never stop sending ${what}`, async () => {
        // By the real clock: turns of these are long.
        const { port, listener } = await start({ limits: { connectionsPerAddress: 10 } });
        const piece = request.repeat(Math.ceil(65_536 / request.length));
        const flood = await Promise.all(Array.from({ length: 10 }, () => openWire(port, '127.0.0.2')));
        for (const { socket } of flood) {
          const write = (): void => {
            while (!socket.destroyed && socket.write(piece)) continue;
          };
          socket.on('drain', write);
          write();
        }
        while (flood.some(({ received, socket }) => received === '' && !socket.destroyed)) await turn();
        for (let i = 0; i < 5; i++) assert.deepEqual(await ask(port), [200], `event ${i}`);
        assert.ok(listener.counts.tooMany > 0);
        for (const { socket } of flood) socket.destroy();
      });
    }

    it('the longest idle goes first, then the longest incomplete, of the address with the most', async () => {
      const { open, listener } = await crowded({ connectionsPerAddress: 4, connections: 5 });
      const half = await open(HALF);
      const silent = await open();
      const used = await open(REQUEST);
      const waiting = await open(HALF);
      const newcomers: Wire[] = [];
      for (const next of [silent, used, half, waiting]) {
        newcomers.push(await open(HALF));
        await next.closed;
      }
      assert.equal(listener.counts.tooMany, 4);
      newcomers.push(await open(HALF, '127.0.0.3'), await open(HALF, '127.0.0.4'));
      await newcomers[0]?.closed;
      assert.equal(listener.counts.tooMany, 5);
      for (const { socket } of newcomers) socket.destroy();
    });

    it('a connection whose request waits for a redeployed node stays, and the newcomer is cut', async () => {
      const { open, routes, inbox, listener, port } = await crowded({ connectionsPerAddress: 1 });
      const remove = routes.add('/door', inbox.reception);
      remove(true);
      const waiting = await open('GET /door/mwi HTTP/1.0\r\n\r\n');
      await (await open()).closed;
      assert.equal(listener.counts.tooMany, 1);
      routes.add('/door', inbox.reception);
      await waiting.closed;
      assert.deepEqual(statusesIn(waiting.received), [200]);
      assert.deepEqual(await ask(port), [200]);
    });

    it('phones that speak TLS get through beside connections that do not shake hands', async () => {
      const { open, port, listener } = await crowded({ connectionsPerAddress: 5 }, { tls: SERVER_TLS });
      const held = [await open(), await open('\x16\x03\x01'), await open(), await open(), await open()];
      for (let i = 0; i < 5; i++) {
        const socket = connectTls({ port, host: '127.0.0.1', localAddress: '127.0.0.2', ...TRUSTED } as object);
        const wire = new Wire(socket);
        await once(socket, 'secureConnect');
        await wire.send(LAST);
        await wire.closed;
        assert.deepEqual(statusesIn(wire.received), [200]);
      }
      await held[0]?.closed;
      assert.equal(listener.counts.handshake, 0);
      for (const { socket } of held) socket.destroy();
    });
  });

  describe('with TLS', () => {
    it('serves phones that speak it', async () => {
      const { port, inbox } = await start({ tls: SERVER_TLS });
      const socket = own(connectTls({ port, host: '127.0.0.1', ...TRUSTED }));
      const wire = new Wire(socket);
      await once(socket, 'secureConnect');
      await wire.send('GET /phone/mwi?n=A B HTTP/1.1\n\n');
      assert.deepEqual(statusesIn(await wire.answers(1)), [200]);
      await wire.send('GET /phone/hold HTTP/1.0\r\n\r\n');
      await wire.closed;
      await inbox.holds(2);
      assert.deepEqual(inbox.topics, ['mwi', 'hold']);
    });

    it('makes no event of what is not encrypted', async () => {
      const { port, inbox, listener } = await start({ tls: SERVER_TLS, limits: { connectionsPerAddress: 1 } });
      for (let i = 0; i < 3; i++) {
        assert.deepEqual(statusesIn(await exchange(port, 'GET /phone/mwi HTTP/1.0\r\n\r\n')), []);
      }
      assert.equal(listener.counts.tooMany, 0);
      const handshaking = await openWire(port);
      await turn();
      const newcomer = await openWire(port);
      await handshaking.closed;
      assert.equal(listener.counts.tooMany, 1);
      newcomer.socket.destroy();
      assert.deepEqual(inbox.messages, []);
    });

    it('needs a certificate and a key', () => {
      assert.throws(() => new Listener(new Routes(builtIn), { tls: {} }), /no certificate and key/);
      assert.throws(() => new Listener(new Routes(builtIn), { tls: { cert: 'x', key: 'y' } }));
    });
  });

  it('ends every connection when it closes, and frees its port', async () => {
    for (const tls of [undefined, SERVER_TLS]) {
      const { listener, port } = await start(tls ? { tls } : {});
      const wires = [await openWire(port), await openWire(port)] as const;
      await wires[0].send('GET /phone/mwi');
      await listener.close();
      await Promise.all(wires.map(({ closed }) => closed));
      const next = own(new Listener(new Routes(builtIn)));
      assert.equal((await next.listen({ address: '127.0.0.1', port })).port, port);
      await next.close();
    }
  });

  it('tells why it cannot listen', async () => {
    const { port } = await start();
    const second = own(new Listener(new Routes(builtIn)));
    await assert.rejects(second.listen({ address: '127.0.0.1', port }), { code: 'EADDRINUSE' });
  });
});
