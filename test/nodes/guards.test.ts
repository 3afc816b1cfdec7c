import assert from 'node:assert/strict';
import { freePort } from '../support/node-red';
import { type Loaded, loadNodes, messagesAt, unloadNodes } from '../support/nodes';
import { Recorder } from '../support/recorder';

const PLACE = { z: 'tab', x: 1, y: 1 };
const REST = [
  { id: 'tab', type: 'tab', label: 'test' },
  { id: 'out', type: 'helper', ...PLACE, wires: [] },
  { id: 'catch-1', type: 'catch', ...PLACE, scope: null, uncaught: false, wires: [['caught']] },
  { id: 'caught', type: 'helper', ...PLACE, wires: [] },
];

interface Failure {
  readonly error: { readonly code: string; readonly message: string; readonly cause?: { readonly status?: number } };
}

describe('the guards of a phone', () => {
  let web: Recorder;
  beforeEach(async () => {
    web = await new Recorder().start();
  });
  afterEach(async () => {
    await unloadNodes();
    await web.stop();
  });

  const phone = (id: string, properties: object = {}): object => ({
    id,
    type: 'voip-phone',
    name: `Phone ${id}`,
    vendor: 'fanvil',
    host: '127.0.0.1',
    port: String(web.port),
    ...properties,
  });
  const command = (id: string, phoneId: string): object => ({
    id,
    type: 'active-uri out',
    ...PLACE,
    phone: phoneId,
    action: '',
    value: '',
    valueType: 'str',
    timeout: '2',
    retries: '0',
    wires: [['out']],
  });
  async function failure(loaded: Loaded, from = 'cmd'): Promise<Failure['error']> {
    const arrival = messagesAt(loaded.node('caught'), 1);
    loaded.node(from).receive({ payload: 'OK' });
    return ((await arrival)[0] as unknown as Failure).error;
  }
  async function success(loaded: Loaded, from = 'cmd'): Promise<void> {
    const arrival = messagesAt(loaded.node('out'), 1);
    loaded.node(from).receive({ payload: 'OK' });
    await arrival;
  }

  it('keep a refused password back over a restart of the flows, until it is changed', async () => {
    web.answer = (_request, response) => {
      response.writeHead(401, { 'www-authenticate': 'Digest realm="phone", nonce="n", qop="auth"' }).end();
    };
    const load = (changes: object, password: string): Promise<Loaded> =>
      loadNodes([phone('guarded', changes), command('cmd', 'guarded'), ...REST], {
        guarded: { username: 'admin', password },
      });
    const wrong = 'CanaryWrongPassword60312';
    let loaded = await load({}, wrong);
    assert.match((await failure(loaded)).message, /answered 401/);
    assert.equal(web.targets.length, 2);
    for (const name of ['Phone guarded', 'Renamed']) {
      const refused = await failure(loaded);
      assert.equal(refused.code, 'UNAUTHORIZED');
      assert.equal(refused.cause?.status, 401);
      assert.match(refused.message, /nothing is sent for another \d+ s.*deploy/);
      assert.equal(web.targets.length, 2);
      assert.equal(loaded.logged().includes(wrong), false);
      await unloadNodes({ isRestart: true });
      loaded = await load({ name }, wrong);
    }
    await failure(loaded);
    assert.equal(web.targets.length, 2);
    await unloadNodes({ isRestart: true });
    web.answer = (_request, response) => response.end();
    loaded = await load({}, 'the right one');
    await success(loaded);
    assert.equal(web.targets.length, 3);
  });

  it('give a dead phone up at once, hold no other phone, and end with a redeploy', async () => {
    const dead = phone('dead', { port: String(await freePort()) });
    const nodes = [phone('alive'), command('cmd', 'dead'), command('other', 'alive'), ...REST];
    const loaded = await loadNodes([dead, ...nodes]);
    for (let n = 0; n < 5; n += 1) assert.doesNotMatch((await failure(loaded)).message, /in a row/);
    const error = await failure(loaded);
    assert.equal(error.code, 'UNREACHABLE');
    assert.match(error.message, /127\.0\.0\.1 could not be reached by 5 commands in a row/);
    await success(loaded, 'other');
    await loaded.redeploy([phone('dead'), ...nodes], 'nodes');
    await success(loaded);
  });

  it('keep to one command at a time where two nodes are one phone, also when one of them is deployed anew', async () => {
    let open = 0;
    let most = 0;
    web.answer = (_request, response) => {
      open += 1;
      most = Math.max(most, open);
      setImmediate(() => {
        open -= 1;
        response.end();
      });
    };
    const mac = '80:82:87:5a:00:01';
    const flow = (model: string): object[] => [
      phone('twin-1', { mac, model }),
      phone('twin-2', { mac: '8082875A0001' }),
      command('cmd', 'twin-1'),
      command('other', 'twin-2'),
      ...REST,
    ];
    const loaded = await loadNodes(flow(''));
    for (const model of ['X4U', '']) {
      const arrivals = messagesAt(loaded.node('out'), 6);
      for (let i = 0; i < 3; i++) for (const id of ['cmd', 'other']) loaded.node(id).receive({ payload: 'OK' });
      await arrivals;
      await loaded.redeploy(flow(model), 'nodes');
    }
    assert.equal(most, 1);
    assert.equal(web.targets.length, 12);
  });
});
