// @ts-check
'use strict';
/**
 * A context store for Node-RED in Redis, for several Node-REDs that share one. In settings.js:
 *
 *     contextStorage: {
 *       default: { module: 'memory' },
 *       redis: { module: require('voip-phone-redis-context'), config: { url: process.env.REDIS_URL } },
 *     },
 *
 * Node-RED starts without Redis. A Redis that hangs or is gone costs 0.3 s at most, then an error; it is found again by
 * itself. Nothing waits in a queue, nothing is sent twice.
 */
const { Redis } = require('ioredis');

/** Milliseconds. Node-RED itself puts no limit on a store. */
const LONGEST = 300;
/** Milliseconds without an answer: the connection is dropped, and commands fail at once from then on. */
const DEAD = 1_000;
/** Milliseconds: a new connection on which Redis says nothing. */
const MUTE = 10_000;
/** Characters of a value as JSON: a phone has some hundred, 16 calls have some thousand. */
const LONGEST_VALUE = 65_536;
const LONGEST_KEY = 256;

/**
 * @typedef {(error?: unknown, ...values: unknown[]) => void} Done
 * @typedef {object} Config
 * @property {string} [url] `redis://` or `rediss://` (TLS), with user and password; default: this machine's
 * @property {string} [prefix] of all keys in Redis; default `node-red:`
 * @property {(words: string) => void} [log] told when Redis is lost and when it is back; default: stderr
 */

/**
 * A limit of Redis's time, not of ours: a process that stood still, or has much to do, reads first what has come meanwhile.
 * (The client's own limits would take that for silence, and the phone's state for what it was before.)
 * @param {number} milliseconds
 * @param {() => void} run
 * @returns {() => void} takes it back
 */
function after(milliseconds, run) {
  /** @type {NodeJS.Immediate | undefined} */
  let immediate;
  const timeout = setTimeout(() => {
    immediate = setImmediate(() => (immediate = setImmediate(run)));
  }, milliseconds);
  return () => {
    clearTimeout(timeout);
    clearImmediate(immediate);
  };
}

/** @param {string} words */
const warn = (words) => void process.stderr.write(`${words}\n`);

class RedisContext {
  /** @param {Config} [config] */
  constructor({ url = 'redis://127.0.0.1:6379', prefix = 'node-red:', log = warn } = {}) {
    this.prefix = prefix;
    this.log = log;
    this.isLost = false;
    /** @type {(() => void) | undefined} */
    this.giveUp = undefined;
    this.client = new Redis(url, {
      lazyConnect: true,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      socketTimeout: MUTE,
      connectTimeout: 1_000,
      retryStrategy: (/** @type {number} */ times) => Math.min(100 * 2 ** Math.min(times, 5), 2_000),
    });
    this.client.on('error', () => this.lost());
    this.client.on('close', () => this.lost());
    this.client.on('ready', () => {
      if (this.isLost) this.log('[redis-context] Redis answers again');
      this.isLost = false;
    });
  }

  /** At once: flows start without Redis. */
  async open() {
    this.client.connect().catch(() => {});
  }

  async close() {
    this.isLost = true;
    this.answered();
    this.client.disconnect();
  }

  /**
   * @param {string} scope
   * @param {string | string[]} key
   * @param {Done} done
   */
  get(scope, key, done) {
    const keys = [key].flat();
    this.run(
      done,
      () => this.client.hmget(this.hash(scope), ...keys.map(keyOf)),
      (texts) => texts.map((text) => (text === null ? undefined : JSON.parse(text))),
    );
  }

  /**
   * @param {string} scope
   * @param {string | string[]} key
   * @param {unknown} value of several keys: an array
   * @param {Done} [done]
   */
  set(scope, key, value, done = () => {}) {
    const values = Array.isArray(key) ? [value].flat() : [value];
    this.run(
      done,
      async () => {
        /** @type {string[]} */
        const gone = [];
        /** @type {Record<string, string>} */
        const kept = {};
        [key].flat().forEach((one, index) => {
          const text = textOf(values[index]);
          if (text === undefined) gone.push(keyOf(one));
          else kept[keyOf(one)] = text;
        });
        await Promise.all([
          Object.keys(kept).length > 0 && this.client.hset(this.hash(scope), kept),
          gone.length > 0 && this.client.hdel(this.hash(scope), ...gone),
        ]);
      },
      () => [],
    );
  }

  /**
   * @param {string} scope
   * @param {Done} done
   */
  keys(scope, done) {
    this.run(
      done,
      () => this.client.hkeys(this.hash(scope)),
      (keys) => [keys],
    );
  }

  /** Nothing: a node that is deleted here, or not yet started, is another Node-RED's. */
  async delete() {}

  /** Nothing, for the same reason: Node-RED calls it at each start and deploy. */
  async clean() {}

  /** @param {string} scope */
  hash(scope) {
    return this.prefix + scope;
  }

  /** Once, until it is back. An error's text is not told: it may hold the address with its password. */
  lost() {
    this.answered();
    if (this.isLost) return;
    this.isLost = true;
    this.log('[redis-context] Redis does not answer: what is asked of it fails at once, until it is back');
  }

  /** What was asked has had no answer for LONGEST. */
  silent() {
    this.giveUp ??= after(DEAD - LONGEST, () => this.client.stream.destroy());
  }

  answered() {
    this.giveUp?.();
    this.giveUp = undefined;
  }

  /**
   * @template T
   * @param {Done} done called once
   * @param {() => Promise<T>} work
   * @param {(result: T) => unknown[]} values
   */
  run(done, work, values) {
    // Outside of the promise: what `done` throws is Node-RED's to hear, and no failure of ours.
    let isOver = false;
    const tell = (/** @type {unknown[]} */ ...told) => {
      if (isOver) return;
      isOver = true;
      cancel();
      setImmediate(() => done(...told));
    };
    const cancel = after(LONGEST, () => {
      this.silent();
      tell(new Error('Redis: timed out'));
    });
    Promise.resolve()
      .then(work)
      .then(values)
      .then(
        (found) => {
          this.answered();
          tell(undefined, ...found);
        },
        (error) => tell(error),
      );
  }
}

/** @param {unknown} key */
function keyOf(key) {
  if (typeof key !== 'string' || key === '' || key.length > LONGEST_KEY) {
    throw new Error(`a key of this store is a text of up to ${LONGEST_KEY} characters`);
  }
  // Two writers of parts of one value would undo each other.
  if (/[.[\]]/.test(key)) throw new Error('this store keeps whole values: no key with a dot or brackets');
  return key;
}

/** @param {unknown} value */
function textOf(value) {
  if (value === undefined) return undefined;
  /** @type {string | undefined} */
  const text = JSON.stringify(value);
  if (text === undefined) throw new Error('this store keeps what JSON can say');
  if (text.length > LONGEST_VALUE)
    throw new Error(`a value of this store has up to ${LONGEST_VALUE} characters as JSON`);
  return text;
}

/** @param {Config} [config] */
module.exports = (config) => new RedisContext(config);
