import assert from 'node:assert/strict';
import type { NodeMessage } from 'node-red';
import { AtcomPhone, FanvilPhone, FanvilSip, SimulatedNetwork } from '../phones';
import { type Loaded, loadNodes, messagesAt, unloadNodes } from '../support/nodes';
import { own } from '../support/own';

const TAB = { id: 'tab', type: 'tab', label: 'test' };
const PLACE = { z: 'tab', x: 1, y: 1 };
const helper = (id: string): object => ({ id, type: 'helper', ...PLACE, wires: [] });
const WATCHERS = [
  helper('out'),
  helper('failed'),
  { id: 'catch', type: 'catch', ...PLACE, scope: null, wires: [['caught']] },
  helper('caught'),
  { id: 'complete', type: 'complete', ...PLACE, scope: ['cmd'], wires: [['completed']] },
  helper('completed'),
];
const EVENTS = { id: 'in', type: 'action-url in', ...PLACE, path: '/phone', events: [], wires: [[]] };

interface Told {
  readonly payload: {
    readonly ok?: boolean;
    readonly code?: string;
    readonly action?: string;
    readonly cause?: { readonly outcome?: string; readonly tried?: readonly object[] };
    readonly confirmed?: {
      readonly event?: string;
      readonly number?: string;
      readonly already?: boolean;
      readonly elapsed?: number;
      readonly call?: { readonly state: string; readonly direction?: string };
      readonly tried?: readonly { readonly number: string; readonly outcome: string }[];
    };
  };
  readonly error?: { readonly code: string; readonly message: string; readonly cause?: { readonly outcome?: string } };
}

/** Simulated phones press what the nodes send and report it by their Action URLs, as their vendors do. */
describe('active-uri out: confirm', () => {
  let network: SimulatedNetwork;
  let desk: AtcomPhone;
  beforeEach(async () => {
    network = new SimulatedNetwork();
    desk = await new AtcomPhone({ account: { user: '6039', host: '127.0.0.1' }, allow: 'any' }).start();
    own(desk);
    network.add(desk.state);
  });
  afterEach(() => unloadNodes());

  const node = (properties: object = {}): object => ({
    ...{ id: 'cmd', type: 'active-uri out', ...PLACE, phone: 'desk', retries: '0', timeout: '2' },
    ...{ wires: [['out'], ['failed']], ...properties },
  });
  const flow = (properties: object, others: readonly object[] = []): object[] => [
    TAB,
    ...[
      {
        id: 'desk',
        type: 'voip-phone',
        name: 'Desk',
        vendor: 'atcom',
        mac: desk.mac,
        host: '127.0.0.1',
        port: String(desk.port),
      },
    ],
    ...[EVENTS, ...others, node(properties), ...WATCHERS],
  ];
  async function load(properties: object = {}, others: readonly object[] = []): Promise<Loaded> {
    const loaded = await loadNodes(flow(properties, others), { guarded: { token: 'secret' } });
    desk.configure(AtcomPhone.actionUrlsFor(`http://127.0.0.1:${loaded.port}/phone`));
    return loaded;
  }
  const next = async (loaded: Loaded, id: string): Promise<Told> =>
    (await messagesAt(loaded.node(id), 1))[0] as unknown as Told;
  const give = (loaded: Loaded, payload: unknown): void =>
    loaded.node('cmd').receive({ payload } as unknown as NodeMessage);
  /** A second phone, which picks up at once. */
  async function colleague(number: string): Promise<void> {
    const other = own(
      await new FanvilPhone({ account: { user: number, host: '127.0.0.1' }, mac: '00:A8:59:00:00:02' }).start(),
    );
    network.add(other.state);
    other.on('incident', (incident) => {
      if (incident === 'incoming') queueMicrotask(() => other.press('lift'));
    });
  }

  it("goes on with the phone's own report", async () => {
    await colleague('6041');
    const loaded = await load({ confirm: 'answered' });
    const told = next(loaded, 'out');
    give(loaded, { action: 'dial', number: '6041' });
    const { payload } = await told;
    assert.deepEqual([payload.ok, payload.action, payload.confirmed?.event], [true, 'dial', 'call-established']);
    assert.deepEqual([payload.confirmed?.call?.state, payload.confirmed?.call?.direction], ['talking', 'outbound']);
    const over = next(loaded, 'out');
    give(loaded, { action: 'hangup', confirm: 'effect' });
    const { confirmed } = (await over).payload;
    assert.ok(['call-terminated', 'busy-to-idle'].includes(confirmed?.event ?? ''), confirmed?.event);
    assert.equal(confirmed?.call, undefined);
  });

  it('hears of what was sent by SIP as well, and of what the phone did not do', async () => {
    await colleague('6041');
    const fanvil = own(
      await new FanvilPhone({ account: { user: '6038', host: '127.0.0.1' }, allow: '127.0.0.1' }).start(),
    );
    network.add(fanvil.state);
    const door = own(await new FanvilSip(fanvil).start());
    const loaded = await load({ phone: 'hall', confirm: 'answered' }, [
      {
        ...{ id: 'hall', type: 'voip-phone', name: 'Hall', vendor: 'fanvil', mac: fanvil.mac, host: '127.0.0.1' },
        ...{ transport: 'sip', sipUri: door.uri },
      },
    ]);
    fanvil.configure(FanvilPhone.actionUrlsFor(`http://127.0.0.1:${loaded.port}/phone`));
    const told = next(loaded, 'out');
    give(loaded, { action: 'dial', number: '6041', via: 'speaker' });
    const { payload } = await told;
    assert.deepEqual([payload.ok, payload.confirmed?.event, door.received], [true, 'call-established', 1]);
    const over = next(loaded, 'out');
    give(loaded, { action: 'hangup', confirm: 'effect' });
    assert.equal((await over).payload.ok, true);
    const failed = next(loaded, 'caught');
    give(loaded, { action: 'dial', number: '6049', via: 'speaker' });
    const { error } = await failed;
    assert.equal(error?.code, 'NOT_CONFIRMED');
    assert.equal(door.received, 3, 'nothing is sent again');
  });

  it('calls one number after the other until somebody answers', async () => {
    await colleague('6042');
    const loaded = await load();
    const told = next(loaded, 'out');
    give(loaded, { action: 'dial', number: ['6041', '6042'], confirm: 'answered', pause: 0 });
    const { confirmed } = (await told).payload;
    assert.equal(confirmed?.number, '6042');
    assert.deepEqual(confirmed.tried, [
      { number: '6041', outcome: 'busy' },
      { number: '6042', outcome: 'answered' },
    ]);
    assert.equal(desk.calls.length, 1);
  });

  it('calls nobody twice at once, in rounds', async () => {
    const loaded = await load({
      action: 'dial',
      value: '["6041"]',
      valueType: 'json',
      confirm: 'answered',
      rounds: 3,
      pause: '0',
    });
    const told = next(loaded, 'caught');
    give(loaded, '');
    const { error } = await told;
    assert.equal(error?.code, 'NOT_CONFIRMED');
    assert.deepEqual(error.cause, { tried: Array.from({ length: 3 }, () => ({ number: '6041', outcome: 'busy' })) });
    assert.equal(desk.reports.filter(({ event }) => event === 'Outgoing Call').length, 3);
  });

  it('tells Catch where it is not confirmed, and Complete where it is', async () => {
    const loaded = await load({ confirm: 'effect' });
    const told = next(loaded, 'caught');
    desk.configure({ 'Open DND': '' });
    give(loaded, { action: 'dnd-on', confirmWithin: 0.2 });
    const { error } = await told;
    assert.equal(error?.code, 'NOT_CONFIRMED');
    assert.match(error.message, /Desk did not report within 0\.2 s/);
    const completed = next(loaded, 'completed');
    give(loaded, { action: 'dial', number: '6041' });
    assert.equal((await completed).payload.confirmed?.event, 'outgoing-call');
  });

  it('tells the second output instead, and neither Catch nor Complete', async () => {
    const loaded = await load({ confirm: 'answered', failures: true });
    let others = 0;
    for (const id of ['caught', 'completed', 'out']) {
      loaded.node(id).on('input', () => {
        others += 1;
      });
    }
    const told = next(loaded, 'failed');
    give(loaded, { action: 'dial', number: '6041' });
    const { payload } = await told;
    assert.deepEqual([payload.ok, payload.code, payload.cause], [false, 'NOT_CONFIRMED', { outcome: 'busy' }]);
    const done = next(loaded, 'completed');
    give(loaded, { action: 'hangup', confirm: '' });
    await done;
    assert.equal(others, 2, 'the success alone');
  });

  it('is ended by a deploy of its node with CLOSED, where Catch stays; another flow ends nothing', async () => {
    const loaded = await load({ confirm: 'answered' });
    const told = next(loaded, 'caught');
    await colleague('6041');
    desk.configure({ Established: '' });
    give(loaded, { action: 'dial', number: '6041' });
    await desk.reported('Outgoing Call');
    await loaded.redeploy(flow({ confirm: 'answered', name: 'new' }), 'nodes');
    assert.equal((await told).error?.code, 'CLOSED');
  });

  it('counts only what passed the token, where a node with one serves the phone', async () => {
    const loaded = await load({ confirm: 'effect', confirmWithin: '0.3' }, [
      { ...EVENTS, id: 'guarded', path: '/guarded', phone: 'desk', guarded: true },
    ]);
    const told = next(loaded, 'caught');
    give(loaded, { action: 'dial', number: '6041' });
    const { error } = await told;
    assert.deepEqual([error?.code, error?.cause], ['NOT_CONFIRMED', {}]);
    assert.match(error?.message ?? '', /never reported "Outgoing Call" since/);
    await desk.drained();
    desk.configure(AtcomPhone.actionUrlsFor(`http://127.0.0.1:${loaded.port}/guarded`, 'secret'));
    const confirmed = next(loaded, 'out');
    give(loaded, { action: 'dial', number: '6041', confirmWithin: 10 });
    assert.equal((await confirmed).payload.confirmed?.event, 'outgoing-call');
  });
});
