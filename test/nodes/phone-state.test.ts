import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Node } from 'node-red';
import { type Loaded, loadNodes, messagesAt, statusSaying, unloadNodes } from '../support/nodes';
import { phoneRequest } from '../support/requests';

const TAB = { id: 'tab', type: 'tab', label: 'test' };
const PLACE = { z: 'tab', x: 1, y: 1 };
const MAC = '80:82:87:04:6b:c2';
const OTHER = '80:82:87:04:6b:c3';

const helper = (id: string, wires: string[][] = []): object => ({ id, type: 'helper', ...PLACE, wires });
const eventNode = (properties: object = {}): object => ({
  id: 'in',
  type: 'action-url in',
  ...PLACE,
  path: '/phone',
  events: [],
  wires: [['events']],
  ...properties,
});
const phoneNode = (properties: object = {}): object => ({
  id: 'desk',
  type: 'voip-phone',
  name: 'Front desk',
  vendor: 'atcom',
  mac: MAC,
  host: '10.0.0.12',
  ...properties,
});
const stateNode = (properties: object = {}): object => ({
  id: 'state',
  type: 'phone state',
  ...PLACE,
  phone: 'desk',
  wires: [['changes'], ['calls']],
  ...properties,
});
const CATCH = [{ id: 'catch', type: 'catch', ...PLACE, scope: null, wires: [['errors']] }, helper('errors')];
const STATUS = [{ id: 'status', type: 'status', ...PLACE, scope: ['state'], wires: [['seen']] }, helper('seen')];
const OUTPUTS = [helper('events'), helper('changes'), helper('calls'), ...CATCH];
const FLOW = [TAB, phoneNode(), eventNode(), stateNode(), ...OUTPUTS];

interface Told {
  readonly topic: string;
  readonly payload: {
    readonly phone: object;
    readonly state: string;
    readonly previous?: string;
    readonly calls: readonly { readonly remote?: object }[];
    readonly dnd?: boolean;
    readonly seen?: string;
    readonly outcome?: string;
  };
}

async function report(loaded: Loaded, event: string, variables = `mac=${MAC}`, path = '/phone'): Promise<number> {
  const status = await phoneRequest(loaded.port, `${path}/${event}?${variables}`);
  // What a server hands on to flows comes right behind the answer.
  await nextTurn();
  return status;
}

/** Everything that reaches a node from now on. */
function collected(node: Node): Told[] {
  const messages: Told[] = [];
  node.on('input', (message) => messages.push(message as Told));
  return messages;
}

async function next(loaded: Loaded, id: string, act: () => unknown): Promise<Told> {
  const told = messagesAt(loaded.node(id), 1);
  await act();
  const [message] = await told;
  return message as unknown as Told;
}

async function ask(loaded: Loaded, message: object = {}, at = 'changes'): Promise<Told> {
  return next(loaded, at, () => (loaded.node('state') as unknown as { receive(m: object): void }).receive(message));
}

describe('phone state', () => {
  let loaded: Loaded;
  afterEach(async () => {
    assert.deepEqual(
      loaded.forget().filter((text) => /state could not|unexpected/.test(text)),
      [],
    );
    await unloadNodes();
  });

  const incoming = `mac=${MAC}&call_id=7001&remote=sip:6040@pbx`;

  it('tells each change, with what was before, and nothing at the start', async () => {
    loaded = await loadNodes(FLOW);
    const changes = collected(loaded.node('changes'));
    await report(loaded, 'incoming-call', incoming);
    await report(loaded, 'call-established', incoming);
    await report(loaded, 'mwi');
    await report(loaded, 'dnd-on');
    assert.deepEqual(
      changes.map(({ topic, payload }) => [topic, payload.state, payload.previous, payload.dnd]),
      [
        ['Front desk', 'ringing', 'unknown', undefined],
        ['Front desk', 'talking', 'ringing', undefined],
        ['Front desk', 'talking', 'talking', true],
      ],
    );
    assert.deepEqual(changes[0]?.payload.phone, { name: 'Front desk', mac: MAC });
    assert.deepEqual(changes[1]?.payload.calls[0]?.remote, {
      uri: 'sip:6040@pbx',
      user: '6040',
      host: 'pbx',
      number: '6040',
    });
  });

  it('hands on one record per call, however many nodes hear of it, whatever they choose, keep or refuse for its rate', async () => {
    loaded = await loadNodes([
      ...FLOW,
      eventNode({ id: 'second', events: ['mwi'] }),
      eventNode({ id: 'third', rate: '0.01' }),
      eventNode({ id: 'fourth', phone: 'desk' }),
    ]);
    const calls = collected(loaded.node('calls'));
    const changes = collected(loaded.node('changes'));
    const record = await next(loaded, 'calls', async () => {
      for (const event of ['incoming-call', 'call-established', 'call-terminated'])
        await report(loaded, event, incoming);
    });
    assert.deepEqual(
      changes.map(({ payload }) => payload.state),
      ['ringing', 'talking', 'idle'],
    );
    assert.equal(record.topic, 'answered');
    assert.equal(record.payload.outcome, 'answered');
    assert.equal(calls.length, 1);
  });

  it('is up to date before the message of the event leaves', async () => {
    loaded = await loadNodes([TAB, phoneNode(), eventNode({ wires: [['state']] }), stateNode(), ...OUTPUTS]);
    const changes = collected(loaded.node('changes'));
    await report(loaded, 'incoming-call', incoming);
    assert.deepEqual(
      changes.map(({ topic, payload }) => [topic, payload.state, payload.previous]),
      [
        ['Front desk', 'ringing', 'unknown'],
        ['incoming-call', 'ringing', undefined],
      ],
    );
  });

  describe('is asked', () => {
    it('by any message, which keeps all but its payload', async () => {
      loaded = await loadNodes(FLOW);
      await report(loaded, 'dnd-on');
      const { topic, payload, ...rest } = await ask(loaded, { topic: 'mine', payload: 1, odd: { a: 1 } });
      assert.deepEqual([topic, payload.state, payload.dnd, payload.previous], ['mine', 'unknown', true, undefined]);
      assert.deepEqual((rest as { odd?: object }).odd, { a: 1 });
      assert.match(payload.seen ?? '', /^\d{4}-/);
    });

    it('about another phone, by name, MAC or address', async () => {
      loaded = await loadNodes([...FLOW, phoneNode({ id: 'hall', name: 'Hall', mac: OTHER, host: '10.0.0.13' })]);
      for (const phone of ['Hall', OTHER, '10.0.0.13']) {
        const { payload } = await ask(loaded, { phone });
        assert.deepEqual(payload.phone, { name: 'Hall', mac: OTHER });
      }
    });

    it('about all phones, where none is chosen; of nodes with one MAC once', async () => {
      const others = [
        phoneNode({ id: 'hall', name: '', mac: OTHER, host: '' }),
        phoneNode({ id: 'again', name: 'Again', mac: OTHER }),
      ];
      loaded = await loadNodes([TAB, phoneNode(), ...others, eventNode(), stateNode({ phone: '' }), ...OUTPUTS]);
      const { payload } = await ask(loaded);
      assert.deepEqual(
        (payload as unknown as Told['payload'][]).map(({ phone, state }) => [phone, state]),
        [
          [{ name: 'Front desk', mac: MAC }, 'unknown'],
          [{ mac: OTHER }, 'unknown'],
        ],
      );
      assert.equal((await next(loaded, 'changes', () => report(loaded, 'dnd-on', `mac=${OTHER}`))).topic, OTHER);
    });

    it('about nobody: an empty list', async () => {
      loaded = await loadNodes([TAB, stateNode({ phone: '' }), ...OUTPUTS]);
      assert.deepEqual((await ask(loaded)).payload, []);
    });

    for (const [what, properties, message] of [
      ['a phone that nobody is', {}, { phone: 'Attic' }],
      ['something that is no name', {}, { phone: 7 }],
      ['a phone in the node that is not deployed', { phone: 'gone' }, {}],
      ['a variable without a value as the phone', { phone: '${NO_SUCH_PHONE}' }, {}],
    ] as const) {
      it(`about ${what}: an error for Catch, never all`, async () => {
        loaded = await loadNodes([TAB, phoneNode(), eventNode(), stateNode(properties), ...OUTPUTS]);
        const { error } = (await ask(loaded, { ...message, kept: 1 }, 'errors')) as unknown as {
          error: { code: string };
        };
        assert.equal(error.code, 'NO_PHONE');
      });
    }
  });

  it('is told by the user that the phone is idle: the change, the answer, and the record of a call that nobody answered', async () => {
    loaded = await loadNodes(FLOW);
    await report(loaded, 'incoming-call', incoming);
    const changes = collected(loaded.node('changes'));
    const record = await next(loaded, 'calls', () => ask(loaded, { topic: 'mine', reset: true }));
    assert.deepEqual(
      changes.map(({ topic, payload }) => [topic, payload.state, payload.previous]),
      [
        ['Front desk', 'idle', 'ringing'],
        ['mine', 'idle', undefined],
      ],
    );
    assert.deepEqual([record.topic, 'ended' in record.payload], ['unknown', false]);
    await report(loaded, 'outgoing-call', `mac=${MAC}&call_id=7002&remote=sip:6051@pbx`);
    const { payload } = await ask(loaded, { reset: 'yes' });
    assert.equal(payload.state, 'dialing', 'only true resets');
  });

  for (const type of ['full', 'flows', 'nodes'] as const) {
    it(`outlives a deploy of ${type} in a call, and its record one that comes after the call`, async () => {
      loaded = await loadNodes(FLOW);
      await report(loaded, 'incoming-call', incoming);
      const renamed = FLOW.map((node) => ({ ...node, ...('phone' in node && { name: 'renamed' }) }));
      await loaded.redeploy([...renamed], type);
      assert.equal((await ask(loaded)).payload.state, 'ringing');
      await report(loaded, 'missed-call', incoming);
      await loaded.redeploy(FLOW, type);
      const calls = collected(loaded.node('calls'));
      const record = await next(loaded, 'calls', () => undefined);
      assert.equal(record.topic, 'missed');
      await report(loaded, 'idle-to-busy');
      await loaded.redeploy(
        FLOW.map((node) => ({ ...node, ...('vendor' in node && { name: 'Desk' }) })),
        type,
      );
      const { payload } = await ask(loaded);
      assert.deepEqual([payload.state, payload.phone], ['busy', { name: 'Desk', mac: MAC }]);
      assert.equal(calls.length, 1);
    });
  }

  it('goes with its phone: one that comes back later knows nothing', async () => {
    loaded = await loadNodes(FLOW);
    await report(loaded, 'dnd-on');
    await loaded.redeploy(FLOW.filter((node) => (node as { id: string }).id !== 'desk'));
    await loaded.redeploy(FLOW);
    assert.equal((await ask(loaded)).payload.dnd, undefined);
  });

  describe('where a node with a token stands for the phone', () => {
    const guard = eventNode({ id: 'guard', path: '/guarded', phone: 'desk', guarded: true });
    const load = (): Promise<Loaded> => loadNodes([...FLOW, guard], { guard: { token: 'T-secret' } });

    it('believes nothing without its token, which makes messages all the same', async () => {
      loaded = await load();
      const changes = collected(loaded.node('changes'));
      const message = await next(loaded, 'events', () => report(loaded, 'dnd-on'));
      assert.equal(message.topic, 'dnd-on');
      assert.equal(changes.length, 0);
      await report(loaded, 'dnd-on', `mac=${MAC}&token=T-secret`, '/guarded');
      assert.equal(changes.length, 1);
    });

    it('also while that node is deployed anew, and not any more when it is gone', async () => {
      loaded = await load();
      const renamed = { ...guard, name: 'renamed' };
      await loaded.redeploy([...FLOW, renamed], 'nodes');
      const changes = collected(loaded.node('changes'));
      await report(loaded, 'dnd-on');
      assert.equal(changes.length, 0);
      await loaded.redeploy(FLOW, 'nodes');
      await report(loaded, 'dnd-on');
      assert.equal(changes.length, 1);
    });

    it('also where its token is lost: such a node refuses everything', async () => {
      loaded = await loadNodes([...FLOW, guard]);
      const changes = collected(loaded.node('changes'));
      assert.equal(await report(loaded, 'dnd-on'), 200);
      assert.equal(changes.length, 0);
    });
  });

  describe('shows in its status', () => {
    const withStatus = (properties: object = {}): Promise<Loaded> =>
      loadNodes([TAB, phoneNode(), eventNode(), stateNode(properties), ...OUTPUTS, ...STATUS]);

    it('the state of its phone and who is there', async () => {
      loaded = await withStatus();
      const said = statusSaying(loaded, /talking/);
      await report(loaded, 'incoming-call', incoming);
      await report(loaded, 'call-established', incoming);
      assert.match(await said, /talking 6040$/);
    });

    it('how many are in use', async () => {
      loaded = await withStatus({ phone: '' });
      const said = statusSaying(loaded, /^1/);
      await report(loaded, 'incoming-call', incoming);
      assert.match(await said, /^1 .*in-use$/);
      const none = statusSaying(loaded, /^0/);
      await report(loaded, 'missed-call', incoming);
      assert.match(await none, /^0 .*in-use$/);
    });

    for (const [phone, said] of [
      ['desk', /unknown · .*no-store redsi$/],
      ['', /^0 .*in-use · .*no-store redsi$/],
    ] as const) {
      it(`that a store is missing: ${phone ? 'of its phone' : 'of any'}`, async () => {
        loaded = await withStatus({ phone });
        const missing = statusSaying(loaded, said);
        const nodes = [TAB, phoneNode({ store: 'redsi' }), eventNode(), stateNode({ phone }), ...OUTPUTS, ...STATUS];
        await loaded.redeploy(nodes, 'nodes');
        await missing;
        const mended = statusSaying(loaded, phone ? /unknown$/ : /in-use$/);
        await loaded.redeploy([TAB, phoneNode(), eventNode(), stateNode({ phone }), ...OUTPUTS, ...STATUS], 'nodes');
        await mended;
      });
    }

    it('that its phone is not there', async () => {
      loaded = await withStatus();
      const said = statusSaying(loaded, /no-phone$/);
      const gone = stateNode({ phone: 'gone' });
      await loaded.redeploy([TAB, phoneNode(), eventNode(), gone, ...OUTPUTS, ...STATUS], 'nodes');
      await said;
    });
  });
});
