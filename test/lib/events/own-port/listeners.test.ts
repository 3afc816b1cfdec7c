import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { mock } from 'node:test';
import { connect as connectTls } from 'node:tls';
import { describe, it } from 'mocha';
import type { Endpoint } from '../../../../nodes/lib/events/own-port/endpoint';
import {
  type Lease,
  type ListenerState,
  Listeners,
  type ListenerTls,
} from '../../../../nodes/lib/events/own-port/listeners';
import { freePort } from '../../../support/node-red';
import { own } from '../../../support/own';
import { OTHER_TLS, SERVER_TLS, TRUSTED } from '../certificate';
import { Inbox } from '../inbox';
import { exchange, openWire, statusesIn, statusOf } from '../wire';
import { builtIn } from '../../../support/vendors';

const REQUEST = 'GET /phone/mwi HTTP/1.0\r\n\r\n';

/** A lease's states as they come. */
class States {
  readonly seen: ListenerState[] = [];
  #wake = () => {};

  constructor(lease: Lease) {
    lease.onState((state) => {
      this.seen.push(state);
      this.#wake();
    });
  }

  get kinds(): string[] {
    return this.seen.map((state) => (state.kind === 'failed' ? state.code : state.kind));
  }

  /** Resolves with the last state once it is of this kind. */
  async become<K extends ListenerState['kind']>(kind: K): Promise<Extract<ListenerState, { kind: K }>> {
    for (;;) {
      const last = this.seen.at(-1);
      if (last?.kind === kind) return last as Extract<ListenerState, { kind: K }>;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

describe('Listeners', () => {
  function acquire(listeners: Listeners, ...args: Parameters<Listeners['acquire']>) {
    const lease = listeners.acquire(...args);
    own(async () => {
      await lease.release();
      listeners.settle();
    });
    return { lease, states: new States(lease) };
  }
  const local = (port = 0): Endpoint => ({ address: '127.0.0.1', port });

  it('shares one listener between the nodes that name it', async () => {
    const listeners = new Listeners({ vendors: builtIn });
    const first = acquire(listeners, local());
    const second = acquire(listeners, local());
    assert.equal(first.lease.routes, second.lease.routes);
    const { port } = await first.states.become('listening');
    assert.equal((await second.states.become('listening')).port, port);
    assert.deepEqual(first.states.kinds, ['starting', 'listening']);

    const inboxes = [new Inbox(), new Inbox()];
    for (const { reception } of inboxes) second.lease.routes.add('/phone', reception);
    await first.lease.release();
    await first.lease.release();
    assert.equal(statusOf(await exchange(port, REQUEST)), 200);
    for (const inbox of inboxes) assert.equal((await inbox.holds(1)).length, 1);

    const wire = await openWire(port);
    await second.lease.release();
    await wire.closed;
    await assert.rejects(openWire(port), { code: 'ECONNREFUSED' });
    assert.equal(second.lease.counts, undefined);
  });

  it('gives every endpoint its own routes', async () => {
    const listeners = new Listeners({ vendors: builtIn });
    const first = acquire(listeners, local(await freePort()));
    const second = acquire(listeners, local(await freePort()));
    first.lease.routes.add('/phone', new Inbox().reception);
    assert.equal(statusOf(await exchange((await first.states.become('listening')).port, REQUEST)), 200);
    assert.equal(statusOf(await exchange((await second.states.become('listening')).port, REQUEST)), 404);
  });

  it('starts anew at once after a redeploy, without a word of failure', async () => {
    const listeners = new Listeners({ vendors: builtIn });
    let last = acquire(listeners, local(await freePort()));
    const { port } = await last.states.become('listening');
    for (let i = 0; i < 20; i++) {
      const wire = await openWire(port);
      const leaving = last.lease.release();
      // Every other time on all addresses: another endpoint, and yet the same port.
      last = acquire(listeners, i % 2 === 0 ? { port } : local(port));
      const { lease, states } = last;
      lease.routes.add('/phone', new Inbox().reception);
      await states.become('listening');
      assert.deepEqual(states.kinds, ['starting', 'listening']);
      assert.equal(statusOf(await exchange(port, REQUEST)), 200);
      await Promise.all([leaving, wire.closed]);
    }
  });

  describe('during a redeploy', () => {
    /** A listening node, taken off as a redeploy does it. */
    async function redeployed(listeners: Listeners, port: number, tls?: ListenerTls): Promise<void> {
      const { lease, states } = acquire(listeners, local(port), { tls });
      const remove = lease.routes.add('/phone', new Inbox().reception);
      await states.become('listening');
      remove(true);
      await lease.release(true);
    }

    it('keeps the port and its connections, and lets requests wait for the node', async () => {
      const listeners = new Listeners({ vendors: builtIn });
      const port = await freePort();
      const first = acquire(listeners, local(port));
      const remove = first.lease.routes.add('/phone', new Inbox().reception);
      await first.states.become('listening');
      const kept = await openWire(port);
      await kept.send('GET /phone/mwi HTTP/1.1\r\n\r\n');
      await kept.answers(1);
      remove(true);
      await first.lease.release(true);

      await kept.send('GET /phone/hold HTTP/1.1\r\n\r\nGET /phone/unhold HTTP/1.1\r\n\r\n');
      const fresh = exchange(port, 'GET /phone/mute HTTP/1.0\r\n\r\n');
      // Answered at once, since no node is on its way to this path: by then the others have been read.
      assert.equal(statusOf(await exchange(port, 'GET /other HTTP/1.0\r\n\r\n')), 404);
      const inbox = new Inbox();
      const second = acquire(listeners, local(port));
      assert.deepEqual(second.states.kinds, ['listening']);
      second.lease.routes.add('/phone', inbox.reception);
      assert.equal(statusOf(await fresh), 200);
      assert.deepEqual(statusesIn(await kept.answers(3)), [200, 200, 200]);
      await inbox.holds(3);
      assert.deepEqual(
        inbox.topics.filter((topic) => topic !== 'mute'),
        ['hold', 'unhold'],
      );
    });

    it('frees the port when the deploy is over and nobody has come back, or after a while', async () => {
      const port = await freePort();
      const settled = new Listeners({ vendors: builtIn });
      await redeployed(settled, port);
      (await openWire(port)).socket.destroy();
      settled.settle();
      await assert.rejects(openWire(port), { code: 'ECONNREFUSED' });

      await redeployed(new Listeners({ vendors: builtIn, longestAbsence: 5 }), port);
      const wire = await openWire(port).catch(() => undefined);
      await wire?.closed;
      await assert.rejects(openWire(port), { code: 'ECONNREFUSED' });
    });

    it('leaves the port to a node that takes it in another way', async () => {
      const listeners = new Listeners({ vendors: builtIn });
      const port = await freePort();
      await redeployed(listeners, port);
      const everywhere = acquire(listeners, { port });
      await everywhere.states.become('listening');
      assert.deepEqual(everywhere.states.kinds, ['starting', 'listening']);
    });

    it('shows a changed certificate', async () => {
      const listeners = new Listeners({ vendors: builtIn });
      const port = await freePort();
      await redeployed(listeners, port, { identity: 'a', options: SERVER_TLS });
      const { states } = acquire(listeners, local(port), { tls: { identity: 'a', options: OTHER_TLS } });
      await states.become('listening');
      assert.deepEqual(states.kinds, ['starting', 'listening']);
      await redeployed(listeners, await freePort(), { identity: 'b', options: SERVER_TLS });
    });

    it('stays open where its node has come back in time', async () => {
      mock.timers.enable({ apis: ['setTimeout'] });
      own(() => mock.timers.reset());
      const listeners = new Listeners({ vendors: builtIn, longestAbsence: 1000 });
      const port = await freePort();
      await redeployed(listeners, port);
      const { lease } = acquire(listeners, local(port));
      lease.routes.add('/phone', new Inbox().reception);
      mock.timers.tick(5000);
      assert.equal(statusOf(await exchange(port, REQUEST)), 200);
    });

    it('stays open where another node of the listener is deployed all along', async () => {
      const listeners = new Listeners({ vendors: builtIn, longestAbsence: 5 });
      const stays = acquire(listeners, local(await freePort()));
      const { port } = await stays.states.become('listening');
      await redeployed(listeners, port);
      listeners.settle();
      assert.equal(statusOf(await exchange(port, REQUEST)), 404);
    });
  });

  it('survives being taken and given back before it ever listens', async () => {
    const listeners = new Listeners({ vendors: builtIn });
    const port = await freePort();
    const released: Promise<void>[] = [];
    for (let i = 0; i < 5; i++) {
      const { lease } = acquire(listeners, local(port));
      released.push(lease.release());
    }
    await Promise.all(released);
    await assert.rejects(openWire(port), { code: 'ECONNREFUSED' });
    const { states } = acquire(listeners, local(port));
    assert.equal((await states.become('listening')).port, port);
  });

  it('says that a port is taken, and gets it when it is free', async () => {
    const squatter = own(createServer()).listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const { port } = squatter.address() as AddressInfo;
    const listeners = new Listeners({ vendors: builtIn, retryInterval: 5 });
    const { lease, states } = acquire(listeners, local(port));
    lease.routes.add('/phone', new Inbox().reception);
    const failed = await states.become('failed');
    assert.equal(failed.code, 'EADDRINUSE');
    assert.ok(failed.isRetried);
    assert.ok(String(failed.words).startsWith(`127.0.0.1:${port} is in use by another program`));
    squatter.close();
    await states.become('listening');
    assert.deepEqual(states.kinds, ['starting', 'EADDRINUSE', 'listening']);
    assert.equal(statusOf(await exchange(port, REQUEST)), 200);
  });

  it('stops trying when it is given back', async () => {
    const squatter = own(createServer()).listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const { port } = squatter.address() as AddressInfo;
    const listeners = new Listeners({ vendors: builtIn, retryInterval: 5 });
    const { lease, states } = acquire(listeners, local(port));
    await states.become('failed');
    await lease.release();
    squatter.close();
    await once(squatter, 'close');
    // That something does not happen can't be awaited: ten times the interval will do.
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
    await assert.rejects(openWire(port), { code: 'ECONNREFUSED' });
    assert.deepEqual(states.kinds, ['starting', 'EADDRINUSE']);
  });

  it('does not begin to try when it was given back before the first failure', async () => {
    const squatter = own(createServer()).listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const { port } = squatter.address() as AddressInfo;
    mock.timers.enable({ apis: ['setTimeout'] });
    own(() => mock.timers.reset());
    for (let turns = 0; turns < 5; turns += 1) {
      const { lease } = acquire(new Listeners({ vendors: builtIn }), local(port));
      // From before it tries at all to the middle of its try.
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      await lease.release();
    }
    squatter.close();
    await once(squatter, 'close');
    mock.timers.tick(60_000);
    await assert.rejects(openWire(port), { code: 'ECONNREFUSED' });
  });

  it('says that this machine has no such address', async () => {
    // TEST-NET-1 of RFC 5737 is nobody's.
    const { states } = acquire(new Listeners({ vendors: builtIn }), { address: '192.0.2.1', port: await freePort() });
    const failed = await states.become('failed');
    assert.equal(failed.code, 'EADDRNOTAVAIL');
    assert.match(String(failed.words), /^192\.0\.2\.1:\d+: this machine has no such address$/);
  });

  it('tells a late watcher how things stand, and no watcher after the release', async () => {
    const { lease, states } = acquire(new Listeners({ vendors: builtIn }), local());
    await states.become('listening');
    assert.deepEqual(new States(lease).kinds, ['listening']);
    await lease.release();
    assert.deepEqual(new States(lease).kinds, []);
  });

  it('tells of connections that are too many, until the release', async () => {
    const listeners = new Listeners({ vendors: builtIn, limits: { connectionsPerAddress: 1 } });
    const { lease, states } = acquire(listeners, local());
    const leaving = acquire(listeners, local()).lease;
    const { port } = await states.become('listening');
    const told: number[] = [];
    lease.onState(() => told.push(lease.counts?.tooMany ?? 0));
    leaving.onState(() => told.push(Number.NaN));
    await leaving.release();
    // How things stood when they asked.
    assert.deepEqual(told.splice(0), [0, Number.NaN]);
    const wires = [await openWire(port), await openWire(port), await openWire(port)];
    await Promise.all(wires.slice(0, 2).map(({ closed }) => closed));
    assert.deepEqual(told, [1, 2]);
    wires[2]?.socket.destroy();
  });

  it('keeps going when a watcher fails', async () => {
    const { lease, states } = acquire(new Listeners({ vendors: builtIn }), local());
    lease.onState(() => {
      throw new Error('watcher');
    });
    await states.become('listening');
  });

  describe('with TLS', () => {
    async function subjectAt(port: number): Promise<string> {
      const socket = own(connectTls({ port, host: '127.0.0.1', ...TRUSTED, rejectUnauthorized: false }));
      await once(socket, 'secureConnect');
      const { CN } = socket.getPeerCertificate().subject;
      socket.destroy();
      return String(CN);
    }

    it('shares a listener only with the same configuration', async () => {
      const listeners = new Listeners({ vendors: builtIn, retryInterval: 5 });
      const port = await freePort();
      const first = acquire(listeners, local(port), { tls: { identity: 'a', options: SERVER_TLS } });
      const same = acquire(listeners, local(port), { tls: { identity: 'a', options: SERVER_TLS } });
      const other = acquire(listeners, local(port), { tls: { identity: 'b', options: OTHER_TLS } });
      const plain = acquire(listeners, local(port));
      assert.equal(same.lease.routes, first.lease.routes);
      assert.notEqual(other.lease.routes, first.lease.routes);
      await first.states.become('listening');
      for (const { states } of [other, plain]) {
        const failed = await states.become('failed');
        assert.equal(failed.code, 'TLS_CONFLICT');
        assert.match(String(failed.words), /another action-url in with a different TLS configuration/);
      }
      assert.equal(await subjectAt(port), 'localhost');
      await plain.lease.release();
      await first.lease.release();
      await same.lease.release();
      await other.states.become('listening');
      assert.equal(await subjectAt(port), 'phone.example');
    });

    it('shares a listener only where all agree on old versions', async () => {
      const listeners = new Listeners({ vendors: builtIn, retryInterval: 5 });
      const port = await freePort();
      const strict = { identity: 'a', options: SERVER_TLS, legacy: false };
      const first = acquire(listeners, local(port), { tls: strict });
      const same = acquire(listeners, local(port), { tls: { identity: 'a', options: SERVER_TLS } });
      const old = acquire(listeners, local(port), { tls: { ...strict, legacy: true } });
      assert.equal(same.lease.routes, first.lease.routes);
      assert.notEqual(old.lease.routes, first.lease.routes);
      await first.states.become('listening');
      const failed = await old.states.become('failed');
      assert.equal(failed.code, 'LEGACY_TLS_CONFLICT');
      assert.match(
        String(failed.words),
        /the other choice for old TLS versions: choose the same in both, or another port/,
      );
      await first.lease.release();
      await same.lease.release();
      await old.states.become('listening');
    });

    it('says what is wrong with a certificate, without its key, and does not try again', async () => {
      const listeners = new Listeners({ vendors: builtIn, retryInterval: 5 });
      for (const options of [{}, { cert: SERVER_TLS.cert, key: 'canary-key-material' }]) {
        const { states } = acquire(listeners, local(await freePort()), {
          tls: { identity: JSON.stringify(options), options },
        });
        const failed = await states.become('failed');
        assert.equal(failed.code, 'TLS_INVALID');
        assert.ok(!failed.isRetried);
        assert.ok(!String(failed.words).includes('canary'));
        assert.match(String(failed.words), /certificate with its private key/);
        assert.doesNotMatch(String(failed.words), /PEM|routines|OPENSSL|error:/);
      }
    });
  });

  describe('of several terms for one port', () => {
    const V1 = 'PROXY TCP4 192.168.5.20 10.0.0.1 1 2\r\n';
    /** What is said behind a header, and without one. */
    const answers = async (port: number): Promise<number[]> => {
      const inbox = await Promise.all([exchange(port, V1 + REQUEST), exchange(port, REQUEST)]);
      return inbox.map(statusOf);
    };

    it('tells terms apart by what is settled before a path is named', async () => {
      const listeners = new Listeners({ vendors: builtIn, retryInterval: 5 });
      const port = await freePort();
      const terms = { proxies: '127.0.0.1, 10.0.0.0/8' };
      const first = acquire(listeners, local(port), terms);
      await first.states.become('listening');
      assert.equal(
        acquire(listeners, local(port), { proxies: '10.0.0.0/8,127.0.0.1,10.0.0.0/8' }).lease.routes,
        first.lease.routes,
      );
      for (const [other, code, words] of [
        [{}, 'PROXY_CONFLICT', /the other choice for the PROXY protocol/],
        [{ proxies: '127.0.0.1' }, 'PROXIES_CONFLICT', /other trusted proxies/],
        [{ ...terms, tls: { identity: 'a', options: SERVER_TLS } }, 'TLS_CONFLICT', /TLS configuration/],
      ] as const) {
        const { states } = acquire(listeners, local(port), other);
        const failed = await states.become('failed');
        assert.equal(failed.code, code);
        assert.match(String(failed.words), words);
      }
    });

    it('serves those whose settings stand first in the flow file, whoever comes first', async () => {
      const listeners = new Listeners({ vendors: builtIn, retryInterval: 600_000 });
      const port = await freePort();
      const late = acquire(listeners, local(port), {}, 7);
      late.lease.routes.add('/phone', new Inbox().reception);
      await late.states.become('listening');
      assert.deepEqual(await answers(port), [400, 200]);
      const early = acquire(listeners, local(port), { proxies: '127.0.0.1' }, 3);
      early.lease.routes.add('/phone', new Inbox().reception);
      await early.states.become('listening');
      assert.equal((await late.states.become('failed')).code, 'PROXY_CONFLICT');
      assert.deepEqual(early.states.kinds, ['starting', 'listening']);
      assert.deepEqual(await answers(port), [200, Number.NaN]);
      // A user who stands still further ahead takes his own side with him.
      const ahead = acquire(listeners, local(port), {}, 1);
      await ahead.states.become('listening');
      assert.equal((await early.states.become('failed')).code, 'PROXY_CONFLICT');
      assert.deepEqual(await answers(port), [400, 200]);
    });

    it('serves the first alone where all come at once, without a word of failure to it', async () => {
      const listeners = new Listeners({ vendors: builtIn, retryInterval: 5 });
      const port = await freePort();
      const late = acquire(listeners, local(port), {}, 2);
      const early = acquire(listeners, local(port), { proxies: '127.0.0.1' }, 1);
      await early.states.become('listening');
      await late.states.become('failed');
      assert.deepEqual(early.states.kinds, ['starting', 'listening']);
    });
  });
});
