import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { freePort } from '../support/node-red';
import { type Loaded, loadNodes, unloadNodes } from '../support/nodes';
import { ANSWER, RawPhone } from '../support/raw-phone';

const TAB = { id: 'tab', type: 'tab', label: 'test' };
const PLACE = { z: 'tab', x: 1, y: 1 };
const REST = [
  { id: 'out', type: 'helper', ...PLACE, wires: [] },
  { id: 'catch-1', type: 'catch', ...PLACE, scope: null, uncaught: false, wires: [['caught']] },
  { id: 'caught', type: 'helper', ...PLACE, wires: [] },
];
/** From here on an answer's status is known, if the connection ends there. */
const STATUS_END = 'HTTP/1.1 200'.length;
const OFFSETS = Array.from({ length: ANSWER.length + 1 }, (_, offset) => offset);

type Outcome = 'ok' | (string & {});

/** How a connection breaks. */
const BREAKS = {
  'an orderly end': (socket: Socket) => socket.end(),
  'a reset': (socket: Socket) => socket.resetAndDestroy(),
} as const;

describe('a command that breaks', () => {
  let raw: RawPhone;
  let loaded: Loaded;
  /** Every outcome of every command, on either output. */
  let outcomes: Map<number, Outcome[]>;
  let arrived: () => void;
  let sent: number;
  let revision: number;

  const flow = (changes: object = {}): object[] => [
    TAB,
    {
      id: 'phone',
      type: 'voip-phone',
      name: `Desk ${revision}`,
      vendor: 'fanvil',
      host: '127.0.0.1',
      port: String(raw.port),
      protocol: 'http',
      transport: 'http',
      ...changes,
    },
    {
      id: 'cmd',
      type: 'active-uri out',
      ...PLACE,
      phone: 'phone',
      action: '',
      value: '',
      valueType: 'str',
      timeout: '5',
      retries: '1',
      wires: [['out']],
    },
    ...REST,
  ];

  beforeEach(async () => {
    raw = await RawPhone.start();
    outcomes = new Map();
    arrived = () => {};
    sent = 0;
    revision = 0;
    loaded = await loadNodes(flow());
    const count = (outcome: (message: { error?: { code: string } }) => Outcome) => (message: object) => {
      const { n } = message as { n: number };
      outcomes.set(n, [...(outcomes.get(n) ?? []), outcome(message)]);
      arrived();
    };
    loaded.node('out').on(
      'input',
      count(() => 'ok'),
    );
    loaded.node('caught').on(
      'input',
      count(({ error }) => error?.code ?? 'no error'),
    );
  });

  afterEach(async () => {
    await unloadNodes();
    // Nothing can come any more: no node lives, no connection is open.
    await raw.drained();
    await raw.stop();
    assert.equal(outcomes.size, sent);
    for (const [n, given] of outcomes) assert.equal(given.length, 1, `command ${n} ended with ${given.join(' and ')}`);
    for (let n = 1; n <= sent; n += 1) {
      const times = raw.targets.filter((target) => target.includes(`=${6000 + n};`)).length;
      assert.ok(times <= 1, `the phone got command ${n} ${times} times`);
    }
  });

  /** Gives a command to the node and resolves to its first outcome. */
  function command(): Promise<Outcome> {
    sent += 1;
    const n = sent;
    const outcome = new Promise<Outcome>((resolve) => {
      arrived = () => {
        const given = outcomes.get(n)?.[0];
        if (given) resolve(given);
      };
    });
    loaded.node('cmd').receive({ n, payload: { action: 'dial', number: String(6000 + n) } });
    return outcome;
  }

  /** Deploys the phone under another name, which ends the old one. */
  function redeploy(): Promise<void> {
    revision += 1;
    return loaded.redeploy(flow(), 'nodes');
  }

  /** Deploys the phone disabled. */
  const disable = (): Promise<void> => loaded.redeploy(flow({ d: true }), 'nodes');

  /** Deploys the flow without the phone. */
  const remove = (): Promise<void> =>
    loaded.redeploy(
      flow().filter((node) => !('id' in node && node.id === 'phone')),
      'nodes',
    );

  it('before the connection: a refused port', async () => {
    const port = await freePort();
    await loaded.redeploy(flow({ port: String(port) }), 'nodes');
    assert.equal(await command(), 'UNREACHABLE');
    assert.equal(raw.connections, 0);
  });

  it('before the connection: a redeploy while it waits for the next attempt', async () => {
    // So many attempts take longer than any deploy.
    const patient = (nodes: object[]): object[] =>
      nodes.map((node) => ('retries' in node ? { ...node, retries: '4' } : node));
    await loaded.redeploy(patient(flow({ port: String(await freePort()) })), 'nodes');
    const outcome = command();
    revision += 1;
    await loaded.redeploy(patient(flow()), 'nodes');
    assert.equal(await outcome, 'CLOSED');
    assert.equal(await command(), 'ok');
  });

  for (const [name, end] of Object.entries(BREAKS)) {
    it(`after the connection: ${name} at once`, async () => {
      raw.onConnection = end;
      for (let n = 0; n < 4; n += 1) {
        const outcome = await command();
        assert.ok(outcome === 'UNREADABLE_ANSWER' || outcome === 'UNREACHABLE', outcome);
      }
      raw.onConnection = () => {};
      await redeploy();
      assert.equal(await command(), 'ok');
    });

    it(`in the answer: ${name} at every byte`, async () => {
      for (const offset of OFFSETS) {
        raw.onRequest = (socket) => {
          socket.write(ANSWER.slice(0, offset), 'latin1', () => end(socket));
        };
        const outcome = await command();
        // A reset may overtake what was sent before it.
        const expected =
          offset < STATUS_END ? ['UNREADABLE_ANSWER'] : name === 'a reset' ? ['ok', 'UNREADABLE_ANSWER'] : ['ok'];
        assert.ok(expected.includes(outcome), `${outcome} after ${offset} bytes`);
      }
      assert.equal(raw.targets.length, OFFSETS.length);
    });

    it(`in the answer: ${name} at every byte, each byte a packet`, async () => {
      for (const offset of OFFSETS) {
        raw.onRequest = (socket) => {
          const bytes = ANSWER.slice(0, offset).split('');
          socket.setNoDelay(true);
          const next = (): void => {
            const byte = bytes.shift();
            if (byte === undefined) end(socket);
            else if (!socket.destroyed) socket.write(byte, 'latin1', () => setImmediate(next));
          };
          next();
        };
        const outcome = await command();
        assert.ok(
          outcome === 'ok' ? offset >= STATUS_END : outcome === 'UNREADABLE_ANSWER',
          `${outcome} after ${offset} bytes`,
        );
      }
    });

    it(`between two commands: ${name} of the connection that was kept`, async () => {
      for (let n = 0; n < 20; n += 1) {
        let socket: Socket | undefined;
        raw.onRequest = (from) => {
          socket = from;
          from.write(ANSWER, 'latin1');
        };
        assert.equal(await command(), 'ok');
        const gone = raw.drained();
        if (socket) end(socket);
        if (n % 2 === 0) await gone;
        const outcome = await command();
        assert.ok(['ok', 'UNREADABLE_ANSWER'].includes(outcome), outcome);
      }
    });
  }

  it('in the answer: the phone falls silent', async () => {
    const hasty = flow().map((node) => ('timeout' in node ? { ...node, timeout: '0.1' } : node));
    await loaded.redeploy(hasty, 'nodes');
    // Each takes its time: all of the status line, then every eighth.
    for (const offset of OFFSETS.filter((at) => at <= 16 || at % 8 === 0)) {
      raw.onRequest = (socket) => socket.write(ANSWER.slice(0, offset), 'latin1');
      const outcome = await command();
      // 'HTTP/1.1 200' may still become 2000, or be all there is.
      const expected = offset < STATUS_END ? ['TIMEOUT'] : offset === STATUS_END ? ['TIMEOUT', 'ok'] : ['ok'];
      assert.ok(expected.includes(outcome), `${outcome} after ${offset} bytes`);
    }
  });

  for (const [name, close] of [
    ['redeployed', redeploy],
    ['disabled', disable],
    ['deleted', remove],
  ] as const) {
    it(`after the connection: the phone is ${name} while it has not read the request`, async () => {
      for (let n = 0; n < 10; n += 1) {
        const connected = new Promise<Socket>((resolve) => {
          raw.onConnection = (socket) => {
            socket.pause();
            resolve(socket);
          };
        });
        const outcome = command();
        const socket = await connected;
        await close();
        socket.resume();
        assert.equal(await outcome, 'CLOSED');
        await redeploy();
      }
      raw.onConnection = () => {};
      assert.equal(await command(), 'ok');
    });

    it(`in the answer: the phone is ${name} at every byte`, async () => {
      for (const offset of OFFSETS) {
        const closed = new Promise<void>((resolve, reject) => {
          raw.onRequest = (socket) => {
            socket.write(ANSWER.slice(0, offset), 'latin1', () => {
              close().then(() => {
                socket.write(ANSWER.slice(offset), 'latin1');
                resolve();
              }, reject);
            });
          };
        });
        const outcome = await command();
        assert.ok(
          outcome === 'CLOSED' || (outcome === 'ok' && offset >= STATUS_END),
          `${outcome} after ${offset} bytes`,
        );
        await closed;
        await redeploy();
      }
      raw.onRequest = (socket) => socket.write(ANSWER, 'latin1');
      assert.equal(await command(), 'ok');
    });
  }
});
