import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { needs, needsRuntime, RUNTIMES, startNodeRed } from '../support/node-red';
import { own } from '../support/own';
import { ROOT } from '../support/package';
import { hasRedis, RedisServer } from './redis';

type Done = (error?: unknown, ...values: unknown[]) => void;

/** As Node-RED calls it. */
interface ContextStore {
  open(): Promise<void>;
  close(): Promise<void>;
  get(scope: string, key: string | string[], done: Done): void;
  set(scope: string, key: string | string[], value: unknown, done?: Done): void;
  keys(scope: string, done: Done): void;
  delete(scope: string): Promise<void>;
  clean(nodes: readonly string[]): Promise<void>;
}

const FOLDER = join(ROOT, 'scale-out', 'redis-context');
const load = createRequire(__filename);
const makeStore = load(FOLDER) as (config?: object) => ContextStore;

/** A store, with promises. */
class Store {
  readonly words: string[] = [];
  readonly store: ContextStore;

  constructor(url: string) {
    this.store = makeStore({ url, log: (words: string) => this.words.push(words) });
  }

  static async open(url: string): Promise<Store> {
    const store = new Store(url);
    own(() => store.store.close());
    await store.store.open();
    return store;
  }

  get(key: string | string[], scope = 'node:flow'): Promise<unknown[]> {
    return this.#asked((done) => this.store.get(scope, key, done));
  }

  set(key: string | string[], value: unknown, scope = 'node:flow'): Promise<unknown[]> {
    return this.#asked((done) => this.store.set(scope, key, value, done));
  }

  keys(scope = 'node:flow'): Promise<unknown[]> {
    return this.#asked((done) => this.store.keys(scope, done));
  }

  /** Resolves when it works. */
  async ready(): Promise<void> {
    for (;;) {
      const isReady = await this.get('x').then(
        () => true,
        () => false,
      );
      if (isReady) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  #asked(ask: (done: Done) => void): Promise<unknown[]> {
    return new Promise((resolve, reject) => {
      let calls = 0;
      ask((error, ...values) => {
        assert.equal((calls += 1), 1, 'called back twice');
        if (error) reject(error as Error);
        else resolve(values);
      });
    });
  }
}

describe('the context store in Redis', function () {
  this.timeout(60_000);

  async function server(): Promise<RedisServer> {
    const redis = await RedisServer.at();
    own(() => redis.stop());
    return redis;
  }

  it('is written for the client that the tests run', () => {
    const theirs = load(join(FOLDER, 'package.json')) as { dependencies: Record<string, string> };
    const ours = load(join(ROOT, 'package.json')) as {
      dependencies?: Record<string, string>;
      devDependencies: Record<string, string>;
    };
    assert.equal(theirs.dependencies['ioredis'], ours.devDependencies['ioredis']);
    assert.equal(ours.dependencies?.['ioredis'], undefined, 'no dependency of the package');
  });

  for (const [what, listen] of [
    ['is gone', false],
    ['takes connections and says nothing', true],
  ] as const) {
    it(`opens while Redis ${what}; what is asked of it fails soon`, async () => {
      const deaf = createServer();
      deaf.listen(0, '127.0.0.1');
      await once(deaf, 'listening');
      const { port } = deaf.address() as AddressInfo;
      if (listen) own(deaf);
      else {
        deaf.close();
        await once(deaf, 'close');
      }
      const store = await Store.open(`redis://127.0.0.1:${port}`);
      await assert.rejects(store.get('a'));
      await assert.rejects(store.set('a', 1));
      await assert.rejects(store.keys());
    });
  }

  describe('with a redis-server', () => {
    before(function () {
      needs(this, 'redis-server', hasRedis);
    });

    it('keeps what JSON can say, scope by scope, and another instance sees it', async () => {
      const redis = await server();
      await redis.start();
      const [one, other] = [await Store.open(redis.url), await Store.open(redis.url)];
      await Promise.all([one.ready(), other.ready()]);
      const value = { version: 1, by: 'nr1', time: 5, text: 'Müller 中', list: [1, null, { a: true }] };
      assert.deepEqual(await one.set('state', value), []);
      await one.set(['a', 'b', 'c'], [1, undefined]);
      assert.deepEqual(await other.get('state'), [value]);
      assert.deepEqual(await other.get(['a', 'b', 'state', 'none']), [1, undefined, value, undefined]);
      assert.deepEqual(await other.get('state', 'another'), [undefined]);
      assert.deepEqual((await other.keys()).flat().toSorted(), ['a', 'state']);
      await other.set('state', undefined);
      assert.deepEqual(await one.get('state'), [undefined]);
      assert.deepEqual(await other.keys('another'), [[]]);
    });

    it('a deploy or a start of one empties nothing that others use', async () => {
      const redis = await server();
      await redis.start();
      const store = await Store.open(redis.url);
      await store.ready();
      await store.set('a', 1);
      await store.store.clean([]);
      await store.store.delete('node:flow');
      assert.deepEqual(await store.get('a'), [1]);
    });

    it('refuses what it cannot keep, and goes on', async () => {
      const redis = await server();
      await redis.start();
      const store = await Store.open(redis.url);
      await store.ready();
      const circle: Record<string, unknown> = {};
      circle.self = circle;
      await assert.rejects(store.set('a', circle), /circular/);
      await assert.rejects(
        store.set('a', () => 1),
        /JSON/,
      );
      await assert.rejects(store.set('a', 'x'.repeat(65_536)), /characters/);
      await store.set('a', 'x'.repeat(65_000));
      for (const key of ['a.b', 'a[0]', '', 'k'.repeat(257)]) {
        await assert.rejects(store.set(key, 1), /key/, key);
        await assert.rejects(store.get(key), /key/, key);
      }
      assert.deepEqual((await store.keys())[0], ['a']);
    });

    it('a Redis that hangs: an error, once and in bounds, and it is found again by itself', async () => {
      const redis = await server();
      await redis.start();
      const store = await Store.open(redis.url);
      await store.ready();
      await store.set('a', 1);
      redis.child?.kill('SIGSTOP');
      await assert.rejects(store.get('a'), /timed out/i);
      await assert.rejects(store.set('a', 2));
      // A second later the connection is given up: nothing waits any longer, and nothing piles up.
      while (!store.words.some((words) => words.includes('does not answer'))) {
        await assert.rejects(store.get('a'));
      }
      await assert.rejects(store.get('a'), /writeable|Stream/i);
      redis.child?.kill('SIGCONT');
      await store.ready();
      await store.set('a', 3);
      assert.deepEqual(await store.get('a'), [3]);
      assert.deepEqual(store.words.length, 2, store.words.join());
    });

    it('a process that stands still itself hears what was answered meanwhile', async () => {
      const redis = await server();
      await redis.start();
      const store = await Store.open(redis.url);
      await store.ready();
      await store.set('a', 1);
      const asked = store.get('a');
      // Sent in the next microtask; longer than either limit.
      await Promise.resolve();
      const until = Date.now() + 1_200;
      while (Date.now() < until);
      assert.deepEqual(await asked, [1]);
      assert.deepEqual(await store.get('a'), [1]);
      assert.deepEqual(store.words, []);
    });

    it('a Redis that is killed and started again: what was written is there', async () => {
      const redis = await server();
      const store = await Store.open(redis.url);
      await assert.rejects(store.get('a'));
      await redis.start();
      await store.ready();
      await store.set('a', 1);
      // Written to the disk each second: a restart in order.
      redis.child?.kill('SIGTERM');
      if (redis.child) await once(redis.child, 'exit');
      await assert.rejects(store.get('a'));
      await redis.start();
      await store.ready();
      assert.deepEqual(await store.get('a'), [1]);
    });

    for (const runtime of RUNTIMES) {
      it(`${runtime.label} starts without it, and uses it when it comes`, async function () {
        needsRuntime(this, runtime);
        const redis = await server();
        const flow = [
          { id: 'tab', type: 'tab', label: 'test' },
          { id: 'in', type: 'http in', z: 'tab', url: '/set', method: 'get', wires: [['work']] },
          {
            id: 'work',
            type: 'function',
            z: 'tab',
            func: `context.set('a', { by: 'red' }, 'redis', (error) => {
  context.get('a', 'redis', (wrong, value) => {
    node.send({ ...msg, payload: error || wrong ? 'no' : value.by });
  });
});`,
            wires: [['out']],
          },
          { id: 'out', type: 'http response', z: 'tab', wires: [] },
        ];
        const red = await startNodeRed(runtime, {
          flows: flow,
          code: `module.exports.contextStorage = { default: { module: 'memory' }, redis: { module: require(${JSON.stringify(FOLDER)}), config: { url: ${JSON.stringify(redis.url)} } } };`,
        });
        own(red);
        const asked = async (): Promise<string> => (await fetch(`${red.url}/set`)).text();
        assert.equal(await asked(), 'no');
        await redis.start();
        while ((await asked()) === 'no') await new Promise((resolve) => setTimeout(resolve, 50));
        assert.equal(await asked(), 'red');
      });
    }
  });
});
