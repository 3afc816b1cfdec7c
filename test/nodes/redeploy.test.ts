import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Node } from 'node-red';
import { Uas } from '../lib/transports/sip/support/uas';
import { freePort } from '../support/node-red';
import { type Loaded, loadNodes, unloadNodes } from '../support/nodes';
import { ANSWER, RawPhone } from '../support/raw-phone';
import { phoneRequest } from '../support/requests';

type DeployType = 'full' | 'flows' | 'nodes';

/** The part of Node-RED's own inside that sees what no Catch node survives to see. */
interface Inside {
  readonly hooks: {
    add(id: string, callback: (event: never) => void): void;
    remove(id: string): void;
  };
  readonly events: NodeJS.EventEmitter;
}
const requireHere = createRequire(__filename);
const { hooks, events } = createRequire(requireHere.resolve('node-red'))('@node-red/util') as Inside;

interface Completion {
  readonly msg: { readonly n?: number; readonly payload?: { readonly phone?: { readonly name: string } } };
  readonly error?: { readonly code?: string };
}
interface Sending {
  readonly msg: { readonly variables?: Readonly<Record<string, string>> };
  readonly source: { readonly id: string; readonly node: Node };
}

const REDEPLOYS = 100;
const TAB = { id: 'tab', type: 'tab', label: 'test' };
const PLACE = { z: 'tab', x: 1, y: 1 };
/** What a leak would pile up. */
const HANDLES = ['TCPSocketWrap', 'TCPServerWrap', 'UDPWrap', 'TLSWrap', 'GetAddrInfoReqWrap', 'Timeout'];

function handles(): Record<string, number> {
  const active = process.getActiveResourcesInfo();
  return Object.fromEntries(HANDLES.map((type) => [type, active.filter((each) => each === type).length]));
}

describe(`${REDEPLOYS} redeploys under load`, () => {
  let phones: RawPhone[];
  let uas: Uas;
  let ownPort: number;
  let loaded: Loaded;
  /** The newest flow that is completely deployed; every node carries its flow's number in its name. */
  let deployed: number;
  /** The latest deploy. */
  let deploying: Promise<void> = Promise.resolve();

  before(async () => {
    phones = await Promise.all([1, 2, 3, 4].map(() => RawPhone.start()));
    const [, slow, silent, rude] = phones;
    if (slow) slow.onRequest = (socket) => setImmediate(() => setImmediate(() => socket.write(ANSWER)));
    if (silent) silent.onRequest = () => {};
    if (rude) rude.onRequest = (socket) => socket.resetAndDestroy();
    uas = await Uas.udp((request) => request.reply(200));
    ownPort = await freePort();
    loaded = await loadNodes([TAB]);
    deployed = -1;
  });

  after(async () => {
    await unloadNodes();
    await uas.close();
    await Promise.all(phones.map((phone) => phone.stop()));
  });

  /** The flow's numbered states differ in names, in paths, and in what is disabled or absent. */
  function flow(state: number): object[] {
    const name = `flow ${state}`;
    const web = phones.map((phone, index) => ({
      id: `phone-${index}`,
      type: 'voip-phone',
      name: `${index} ${name}`,
      vendor: 'fanvil',
      host: '127.0.0.1',
      port: String(phone.port),
      protocol: 'http',
      transport: 'http',
    }));
    const sip = {
      id: 'phone-4',
      type: 'voip-phone',
      name: `4 ${name}`,
      vendor: 'fanvil',
      host: '127.0.0.1',
      transport: 'sip',
      sipUri: `sip:6040@127.0.0.1:${uas.port}`,
    };
    const commands = [...web, sip].map(({ id }, index) => ({
      id: `cmd-${index}`,
      type: 'active-uri out',
      ...PLACE,
      name,
      phone: id,
      action: '',
      value: '',
      valueType: 'str',
      timeout: '30',
      retries: '1',
      wires: [[]],
    }));
    const event = { type: 'action-url in', ...PLACE, name, events: [], wires: [['sink']] };
    const nodes: { readonly id: string; readonly type: string; readonly path?: string; readonly port?: string }[] = [
      ...web,
      sip,
      ...commands,
      { id: 'in-shared', ...event, path: paths(state).shared },
      { id: 'in-own', ...event, path: paths(state).own, port: `127.0.0.1:${ownPort}` },
    ];
    // One of each kind in turn, a different one each time.
    const turn = Math.floor(state / 5) % 5;
    const victims = [`phone-${turn}`, `cmd-${(turn + 1) % 5}`, turn % 2 === 0 ? 'in-shared' : 'in-own'];
    const isVictim = ({ id }: { readonly id: string }): boolean => victims.includes(id);
    const changed =
      state % 5 === 1
        ? nodes.map((node) => (isVictim(node) ? { ...node, d: true } : node))
        : state % 5 === 3
          ? nodes.filter((node) => !isVictim(node))
          : nodes;
    return [TAB, ...changed, { id: 'sink', type: 'helper', ...PLACE, wires: [] }];
  }

  const paths = (state: number): { shared: string; own: string } => ({
    shared: `/a${Math.floor(state / 20)}`,
    own: `/b${Math.floor(state / 20)}`,
  });

  const stateOf = (name: string | undefined): number => Number(/flow (\d+)/.exec(name ?? '')?.[1] ?? Number.NaN);

  function deploy(nodes: object[], type: DeployType): Promise<void> {
    const started = once(events, 'flows:started');
    // The test helper itself waits only 300 ms, which a loaded machine may take.
    deploying = Promise.allSettled([loaded.redeploy(nodes, type)]).then(async () => void (await started));
    return deploying;
  }

  function stands(id: string): boolean {
    try {
      return Boolean(loaded.node(id));
    } catch {
      return false;
    }
  }

  it('give every command one outcome and every accepted event one message, and leave nothing open', async () => {
    // Once there and back, so that what Node-RED and this package start only once is running.
    await deploy(flow(0), 'full');
    await deploy([TAB], 'full');
    const before = handles();
    /** What was deployed when the command was given or the event sent, by number. */
    const given: number[] = [];
    const outcomes: string[][] = [];
    const awaited = new Map<number, () => void>();
    const sentEvents: number[] = [];
    const messages: number[] = [];
    const faults: string[] = [];
    let progress = (): void => {};

    hooks.add('onComplete.redeploy-test', ({ msg, error }: Completion) => {
      if (msg.n === undefined) return;
      (outcomes[msg.n] ??= []).push(error ? (error.code ?? 'no code') : 'ok');
      const phone = msg.payload?.phone?.name;
      if (!error && !(stateOf(phone) >= (given[msg.n] ?? 0)))
        faults.push(`command ${msg.n} of ${given[msg.n]} by ${phone}`);
      awaited.get(msg.n)?.();
      progress();
    });
    hooks.add('onSend.redeploy-test', (sendings: readonly Sending[]) => {
      for (const { msg, source } of sendings) {
        const n = Number(msg.variables?.call_id);
        messages[n] = (messages[n] ?? 0) + 1;
        if (!(stateOf(source.node.name) >= (sentEvents[n] ?? 0)))
          faults.push(`event ${n} of ${sentEvents[n]} by ${source.node.name}`);
        progress();
      }
    });

    await deploy(flow(0), 'full');
    deployed = 0;
    let loading = true;

    async function giveCommands(index: number): Promise<void> {
      while (loading) {
        let node: Node;
        try {
          node = loaded.node(`cmd-${index}`);
        } catch {
          // Being redeployed, disabled or deleted: nobody is there to take a message.
          await nextTurn();
          continue;
        }
        const n = given.push(deployed) - 1;
        const completed = new Promise<void>((resolve) => awaited.set(n, resolve));
        node.receive({ n, payload: { action: 'dial', number: String(100_000 + n) } });
        await completed;
        awaited.delete(n);
        await nextTurn();
      }
    }

    let refused = 0;
    let accepted = 0;
    let broken = 0;
    /** Accepted by a node that was deleted or disabled before it sent the message. */
    let bereaved = 0;
    async function sendEvents(server: 'shared' | 'own'): Promise<void> {
      while (loading) {
        const n = sentEvents.push(deployed) - 1;
        const target = `${paths(deployed)[server]}/incoming-call?call_id=${n}`;
        try {
          const status = await phoneRequest(server === 'own' ? ownPort : loaded.port, target);
          if (status !== 200) assert.equal(status, 404);
          if (status === 200) accepted += 1;
          else refused += 1;
          // The message leaves in the turn after the answer, or is sent by the node's successor.
          if (status === 200 && messages[n] === undefined) await nextTurn();
          if (status === 200 && messages[n] === undefined) await deploying;
          if (status === 200 && messages[n] === undefined && !stands(`in-${server}`)) bereaved += 1;
          else assert.equal(messages[n] ?? 0, status === 200 ? 1 : 0, `event ${n} got ${status}`);
        } catch (error) {
          if (error instanceof assert.AssertionError) faults.push(error.message);
          // The own port closes with its only node.
          else broken += 1;
          await nextTurn();
        }
      }
    }

    const load = [
      ...[0, 1, 2, 3, 4].flatMap((index) => [giveCommands(index), giveCommands(index), giveCommands(index)]),
      ...(['shared', 'own', 'shared', 'own'] as const).map(sendEvents),
    ];
    const types: readonly DeployType[] = ['full', 'nodes', 'flows'];
    for (let state = 1; state <= REDEPLOYS; state += 1) {
      // Something of each direction happens between two deploys.
      for (let happened = 0; happened < 10; happened += 1) await new Promise<void>((resolve) => (progress = resolve));
      await deploy(flow(state), types[state % types.length] ?? 'full');
      deployed = state;
    }
    loading = false;
    await deploy([TAB], 'full');
    await Promise.all(load);
    hooks.remove('*.redeploy-test');

    assert.deepEqual(faults, []);
    assert.equal(outcomes.length, given.length);
    for (const [n, each] of outcomes.entries())
      assert.equal(each.length, 1, `command ${n} ended with ${each.join(' and ')}`);
    for (const phone of phones) assert.equal(new Set(phone.targets).size, phone.targets.length, 'a command came twice');
    const bodies = uas.requests.map(({ body }) => body);
    assert.equal(new Set(bodies).size, bodies.length, 'a NOTIFY came twice');
    for (const [n, count] of messages.entries()) assert.ok((count ?? 0) <= 1, `event ${n} made ${count} messages`);

    // The load was one: every kind of thing happened.
    const kinds = new Set(outcomes.flat());
    for (const kind of ['ok', 'CLOSED', 'UNREADABLE_ANSWER']) assert.ok(kinds.has(kind), `no ${kind}`);
    assert.ok(accepted > REDEPLOYS && bodies.length > REDEPLOYS && phones.every(({ targets }) => targets.length > 10));
    console.log(
      `      ${given.length} commands (${[...kinds].map((kind) => `${outcomes.flat().filter((one) => one === kind).length} ${kind}`).join(', ')}), ` +
        `${accepted} events, ${refused} refused, ${broken} without answer, ${bereaved} with their node deleted`,
    );

    const { shared, own } = paths(REDEPLOYS);
    assert.equal(await phoneRequest(loaded.port, `${shared}/incoming-call`), 404);
    await assert.rejects(phoneRequest(ownPort, `${own}/incoming-call`), /ECONNREFUSED/);
    await Promise.all(phones.map((phone) => phone.drained()));
    // Sockets close a turn or two after both sides said so.
    for (let turn = 0; turn < 1000 && JSON.stringify(handles()) !== JSON.stringify(before); turn += 1) await nextTurn();
    assert.deepEqual(handles(), before);
  }).timeout(120_000);
});
