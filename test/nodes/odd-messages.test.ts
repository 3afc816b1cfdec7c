import assert from 'node:assert/strict';
import type { NodeMessage } from 'node-red';
import { type Loaded, loadNodes, unloadNodes } from '../support/nodes';
import { Recorder } from '../support/recorder';

const PLACE = { z: 'tab', x: 1, y: 1 };
const helper = (id: string): object => ({ id, type: 'helper', ...PLACE, wires: [] });

/** As deep as a small JSON body can be: no clone of it ever ends well. */
function deep(): unknown {
  let inner: unknown = 1;
  for (let depth = 0; depth < 50_000; depth += 1) inner = [inner];
  return inner;
}
const thrower = (name: string): object =>
  Object.defineProperty({}, name, {
    enumerable: true,
    get: () => {
      throw new Error('a getter that throws');
    },
  });
const trap = (traps: ProxyHandler<object>): object => new Proxy({ payload: 'OK', kept: 1, _msgid: 'm' }, traps);
const refuse = (): never => {
  throw new Error('a trap');
};

type Message = Record<string, unknown>;

describe('active-uri out and messages that are hard to handle', () => {
  let web: Recorder;
  let loaded: Loaded;
  let rejections: unknown[];
  const onRejection = (reason: unknown): void => {
    rejections.push(reason);
  };
  beforeEach(async () => {
    rejections = [];
    // A first-in-line listener of our own: the test itself tells what was rejected.
    process.prependListener('unhandledRejection', onRejection);
    web = await new Recorder().start();
  });
  afterEach(async () => {
    process.removeListener('unhandledRejection', onRejection);
    await unloadNodes();
    await web.stop();
    assert.deepEqual(rejections, []);
  });

  async function load(wires: string[], hasCatch = true): Promise<void> {
    loaded = await loadNodes([
      { id: 'tab', type: 'tab', label: 'test' },
      { id: 'phone', type: 'voip-phone', name: 'Desk', vendor: 'fanvil', host: '127.0.0.1', port: String(web.port) },
      {
        id: 'cmd',
        type: 'active-uri out',
        ...PLACE,
        phone: 'phone',
        action: '',
        value: '',
        valueType: 'str',
        timeout: '2',
        retries: '0',
        wires: [wires],
      },
      helper('out'),
      helper('out2'),
      ...(hasCatch
        ? [{ id: 'catch', type: 'catch', ...PLACE, scope: null, uncaught: false, wires: [['caught']] }]
        : []),
      helper('caught'),
    ]);
  }

  /** What came of a message, at the output and at Catch, when the command's own end is over. */
  async function outcome(message: unknown): Promise<{ out: Message[]; caught: Message[] }> {
    const arrived = { out: [] as Message[], caught: [] as Message[] };
    let isSettled: () => void = () => undefined;
    const settled = new Promise<void>((resolve) => {
      isSettled = resolve;
    });
    const listeners = (['out', 'caught'] as const).map((at) => {
      const listener = (one: object): void => {
        arrived[at].push(one as Message);
        // What a failure after a delivery still says comes in the same turn.
        setImmediate(isSettled);
      };
      loaded.node(at).on('input', listener);
      return () => loaded.node(at).removeListener('input', listener);
    });
    loaded.node('cmd').receive(message as NodeMessage);
    await settled;
    for (const end of listeners) end();
    return arrived;
  }
  const codeOf = (message: Message): unknown => (message.error as { code?: unknown } | undefined)?.code;

  /** The node still does its work. */
  async function stillWorks(): Promise<void> {
    const before = web.targets.length;
    const { out, caught } = await outcome({ payload: 'OK' });
    assert.deepEqual([out.length, caught.length], [1, 0]);
    assert.equal(web.targets.length, before + 1);
  }

  for (const [what, build] of [
    ['is too deep to be cloned', () => ({ payload: 'OK', form: deep(), kept: 1 })],
    ['holds a getter that throws', () => ({ payload: 'OK', kept: 1, inner: thrower('x') })],
  ] as const) {
    it(`a command whose message ${what} is done, and what two wires could not carry is told at Catch`, async () => {
      await load(['out', 'out2']);
      const [message = {}] = (await outcome(build())).caught;
      assert.equal(codeOf(message), 'INTERNAL');
      assert.match((message.error as { message: string }).message, /the phone has done it/);
      assert.equal(message.kept, 1);
      assert.equal(web.targets.length, 1);
      await stillWorks();
    });

    it(`a refused command whose message ${what} is told at Catch, with what can be carried`, async () => {
      await load(['out']);
      const [message = {}] = (await outcome({ ...build(), payload: 'NO-SUCH-KEY' })).caught;
      assert.equal(codeOf(message), 'UNKNOWN_KEY');
      assert.equal(message.kept, 1);
      assert.equal(message.payload, 'NO-SUCH-KEY');
      assert.equal(web.targets.length, 0);
      await stillWorks();
    });

    it(`an error whose message ${what} is logged where no Catch node is`, async () => {
      await load(['out', 'out2'], false);
      assert.equal((await outcome(build())).caught.length, 0);
      assert.match(loaded.logged(), /"code":"INTERNAL"/);
      await stillWorks();
    });
  }

  for (const [what, build] of [
    ['frozen', () => Object.freeze({ payload: 'OK', kept: 1, _msgid: 'm' })],
    ['sealed', () => Object.seal({ payload: 'OK', kept: 1, _msgid: 'm' })],
    ['not extensible', () => Object.preventExtensions({ payload: 'OK', kept: 1 })],
    [
      'with a payload that is read only',
      () => Object.defineProperty({ kept: 1 }, 'payload', { value: 'OK', enumerable: true }),
    ],
    [
      'with a payload that is a getter',
      () => ({
        kept: 1,
        get payload() {
          return 'OK';
        },
      }),
    ],
    [
      'with a setter that does nothing',
      () => ({
        kept: 1,
        get payload() {
          return 'OK';
        },
        set payload(_value: unknown) {
          /* nothing */
        },
      }),
    ],
    ['a Proxy that refuses to be written', () => trap({ set: refuse })],
    ['a Proxy that says no to a write', () => trap({ set: () => false })],
    [
      'with a getter beside',
      () => ({
        payload: 'OK',
        kept: 1,
        ...{},
        get now() {
          return 5;
        },
      }),
    ],
    ['without a prototype', () => Object.assign(Object.create(null) as object, { payload: 'OK', kept: 1 })],
  ] as const) {
    for (const wires of [['out'], ['out', 'out2']]) {
      it(`a message that is ${what} goes on with the result, by ${wires.length} wires`, async () => {
        await load(wires);
        const { out, caught } = await outcome(build());
        assert.deepEqual([out.length, caught.length], [1, 0], JSON.stringify(caught));
        const [message = {}] = out;
        assert.equal((message.payload as { ok?: boolean }).ok, true);
        assert.equal(message.kept, 1);
        assert.equal(web.targets.length, 1);
        await stillWorks();
      });
    }
  }

  for (const [what, build, sent] of [
    ['with a payload that throws', () => thrower('payload'), 0],
    ['with a phone that throws', () => Object.assign(thrower('phone'), { payload: 'OK' }), 0],
    ['that is a Proxy which can be neither written nor read through', () => trap({ set: refuse, ownKeys: refuse }), 1],
    [
      'that throws something without a text',
      () => ({
        get payload() {
          throw Object.create(null) as Error;
        },
      }),
      0,
    ],
  ] as const) {
    it(`a message ${what} is our error, not the phone's`, async () => {
      await load(['out', 'out2']);
      const [message = {}] = (await outcome(build())).caught;
      assert.equal(codeOf(message), 'INTERNAL');
      assert.equal(web.targets.length, sent);
      await stillWorks();
    });
  }
});
