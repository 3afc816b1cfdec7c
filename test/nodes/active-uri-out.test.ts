import assert from 'node:assert/strict';
import type { NodeMessage } from 'node-red';
import { type Loaded, loadNodes, messagesAt, unloadNodes } from '../support/nodes';
import { own } from '../support/own';
import { Recorder } from '../support/recorder';
import { phoneRequest } from '../support/requests';

const TAB = { id: 'tab', type: 'tab', label: 'test' };
const OUT = { id: 'out', type: 'helper', z: 'tab', x: 1, y: 1, wires: [] };
const CATCH = { id: 'catch-1', type: 'catch', z: 'tab', x: 1, y: 1, scope: null, uncaught: false, wires: [['caught']] };
const CAUGHT = { id: 'caught', type: 'helper', z: 'tab', x: 1, y: 1, wires: [] };

interface Failure {
  error: { code: string; message: string; cause?: { status?: number } };
  payload: unknown;
}

describe('active-uri out', () => {
  let web: Recorder;
  let others: Recorder[];
  beforeEach(async () => {
    others = [];
    web = await new Recorder().start();
  });
  afterEach(async () => {
    await unloadNodes();
    await Promise.all([web, ...others].map((server) => server.stop()));
  });
  /** Another phone's web server, at an address of its own. */
  async function another(host: string): Promise<Recorder> {
    const server = await new Recorder().start(host);
    others.push(server);
    return server;
  }

  const phone = (properties: object = {}): object => ({
    id: 'phone',
    type: 'voip-phone',
    name: 'Desk',
    vendor: 'fanvil',
    model: '',
    host: '127.0.0.1',
    port: String(web.port),
    protocol: 'http',
    transport: 'http',
    ...properties,
  });
  const node = (properties: object = {}): object => ({
    id: 'cmd',
    type: 'active-uri out',
    z: 'tab',
    x: 1,
    y: 1,
    phone: 'phone',
    action: '',
    value: '',
    valueType: 'str',
    timeout: '2',
    retries: '0',
    wires: [['out']],
    ...properties,
  });
  const load = (nodes: object[], credentials: Record<string, object> = {}): Promise<Loaded> =>
    loadNodes([TAB, ...nodes, OUT, CATCH, CAUGHT], credentials);

  async function success(loaded: Loaded, message: NodeMessage, from = 'cmd'): Promise<Record<string, unknown>> {
    const arrival = messagesAt(loaded.node('out'), 1);
    loaded.node(from).receive(message);
    return (await arrival)[0] as Record<string, unknown>;
  }
  async function failure(loaded: Loaded, message: NodeMessage, from = 'cmd'): Promise<Failure> {
    const arrival = messagesAt(loaded.node('caught'), 1);
    loaded.node(from).receive(message);
    return (await arrival)[0] as unknown as Failure;
  }

  it('sends a key sequence and passes the message on with the result', async () => {
    const loaded = await load([phone(), node()]);
    const message = await success(loaded, { payload: 'SPEAKER;6040;ENTER', topic: 'kept', order: { id: 7 } });
    const { elapsed, ...payload } = message.payload as Record<string, unknown>;
    assert.equal(typeof elapsed, 'number');
    assert.deepEqual(payload, {
      ok: true,
      action: 'press',
      keys: ['SPEAKER', '6040', 'ENTER'],
      sent: '/cgi-bin/ConfigManApp.com?key=SPEAKER;6040;ENTER',
      phone: { name: 'Desk', host: '127.0.0.1' },
      transport: 'http',
      status: 200,
      attempts: 1,
    });
    assert.equal(message.topic, 'kept');
    assert.deepEqual(message.order, { id: 7 });
    assert.deepEqual(web.targets, ['/cgi-bin/ConfigManApp.com?key=SPEAKER;6040;ENTER']);
  });

  it('presses actions as each vendor documents them', async () => {
    const loaded = await load([
      phone(),
      phone({ id: 'p2', name: 'Atcom', vendor: 'atcom' }),
      phone({ id: 'p3', name: 'Akuvox', vendor: 'akuvox' }),
      node(),
      node({ id: 'u2', phone: 'p2' }),
      node({ id: 'u3', phone: 'p3' }),
    ]);
    for (const [to, payload] of [
      ['Desk', { action: 'dial', number: '6040', via: 'speaker' }],
      ['Atcom', { action: 'dial', number: '6040', line: 2 }],
      ['Akuvox', { action: 'dial', number: '6040', line: '1001' }],
      ['Desk', { action: 'transfer', number: '6044', type: 'blind' }],
      ['Atcom', { action: 'transfer', number: '6044', type: 'attended' }],
      ['Akuvox', { action: 'hangup' }],
      ['Atcom', ['SPEAKER', '6040', 'SEND']],
    ] as const) {
      await success(loaded, { payload, phone: to });
    }
    assert.deepEqual(web.targets, [
      '/cgi-bin/ConfigManApp.com?key=SPEAKER;6040;ENTER',
      '/cgi-bin/server.cgi?key=LINEKEY2;6040;DIAL',
      '/fcgi/do?action=MakeCall&number=6040&line=1001',
      '/cgi-bin/ConfigManApp.com?key=F_TRANSFER;6044;F_TRANSFER',
      '/cgi-bin/server.cgi?key=TRANSFER;6044;SEND;TRANSFER',
      '/fcgi/do?action=CallEnd',
      '/cgi-bin/server.cgi?key=SPEAKER;6040;SEND',
    ]);
  });

  it('takes the action and its value from the node', async () => {
    const loaded = await load([
      phone(),
      node({ action: 'dial', value: 'order.phone', valueType: 'msg' }),
      node({ id: 'blank', action: 'dtmf', value: '', valueType: 'msg' }),
    ]);
    await success(loaded, { payload: 'ignored', order: { phone: '6041' } });
    await success(loaded, { payload: '12#' }, 'blank');
    assert.deepEqual(web.targets, [
      '/cgi-bin/ConfigManApp.com?key=6041;ENTER',
      '/cgi-bin/ConfigManApp.com?key=12;POUND',
    ]);
  });

  it('lets no value add a key, and sends nothing that it refuses', async () => {
    const loaded = await load([phone({ model: 'X6' }), node()]);
    for (const [payload, code] of [
      [{ action: 'dial', number: '1;REBOOT' }, 'INVALID_VALUE'],
      [{ action: 'dial', number: '1&key=REBOOT' }, 'INVALID_VALUE'],
      [{ action: 'dial' }, 'INVALID_VALUE'],
      [6040, 'INVALID_PAYLOAD'],
      [null, 'INVALID_PAYLOAD'],
      ['', 'INVALID_PAYLOAD'],
      ['SPEAKR;6040', 'UNKNOWN_KEY'],
      [{ action: 'reboot' }, 'DISRUPTIVE_REFUSED'],
      ['Reboot', 'DISRUPTIVE_REFUSED'],
      ['L1', 'UNSUPPORTED_BY_MODEL'],
      [{ action: 'open-door' }, 'INVALID_VALUE'],
    ] as const) {
      const caught = await failure(loaded, { payload, kept: true });
      assert.equal(caught.error.code, code, JSON.stringify(payload));
      assert.equal((caught as unknown as { kept: boolean }).kept, true);
      assert.deepEqual(caught.payload, payload);
    }
    assert.deepEqual(web.targets, []);
  });

  it('allows disruptive commands where the node does', async () => {
    const loaded = await load([phone(), node({ disruptive: true })]);
    await success(loaded, { payload: { action: 'reboot' } });
    assert.deepEqual(web.targets, ['/cgi-bin/ConfigManApp.com?key=Reboot']);
  });

  it('masks the door code everywhere', async () => {
    const code = 'CanaryDoor77310042';
    const loaded = await load([phone(), node()], { phone: { doorCode: code } });
    const message = await success(loaded, { payload: { action: 'open-door' } });
    assert.deepEqual(web.targets, [`/cgi-bin/ConfigManApp.com?key=F_LOCK&code=${code}`]);
    assert.equal((message.payload as { sent: string }).sent, '/cgi-bin/ConfigManApp.com?key=F_LOCK&code=***');
    assert.equal(JSON.stringify(message).includes(code), false);
    assert.equal(loaded.logged().includes(code), false);
  });

  it('takes a password as it was typed: blanks at its ends, a lone ${, and variables replaced', async () => {
    process.env.TEST_PHONE_PASSWORD = 'from the environment';
    for (const [typed, used] of [
      ['pa${ss word ', 'pa${ss word '],
      ['cost$ {5}', 'cost$ {5}'],
      ['${TEST_PHONE_PASSWORD}', 'from the environment'],
      ['<${TEST_PHONE_PASSWORD}>', '<from the environment>'],
    ] as const) {
      web.answer = (request, response) => {
        if (request.headers.authorization) response.end();
        else response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="phone"' }).end();
      };
      const loaded = await load([phone({ id: 'password-phone' }), node({ phone: 'password-phone' })], {
        'password-phone': { username: 'admin', password: typed },
      });
      await success(loaded, { payload: 'OK' });
      const sent = web.requests.at(-1)?.headers.authorization ?? '';
      assert.equal(Buffer.from(sent.replace('Basic ', ''), 'base64').toString(), `admin:${used}`);
      await unloadNodes();
    }
    delete process.env.TEST_PHONE_PASSWORD;
    await load([]);
  });

  it('words what the phone answered', async () => {
    const loaded = await load([phone(), node()]);
    for (const [status, code] of [
      [403, 'FORBIDDEN'],
      [401, 'UNAUTHORIZED'],
      [404, 'REFUSED'],
      [503, 'REFUSED'],
      [302, 'REFUSED'],
    ] as const) {
      web.answer = (_request, response) => {
        response.writeHead(status, status === 302 ? { location: '/login' } : {}).end();
      };
      const caught = await failure(loaded, { payload: 'OK' });
      assert.equal(caught.error.code, code);
      assert.equal(caught.error.cause?.status, status);
      assert.match(caught.error.message, new RegExp(`127\\.0\\.0\\.1.*${status}`));
    }
    assert.equal(web.targets.length, 5);
  });

  it('names phones by msg.phone, and knows when there is none', async () => {
    const other = await another('127.0.0.2');
    const loaded = await load([
      phone(),
      phone({ id: 'p2', name: 'Other', host: '127.0.0.2', mac: '0C:38:3E:00:00:01', port: String(other.port) }),
      node(),
      node({ id: 'holder', phone: 'p2' }),
      node({ id: 'none', phone: '' }),
    ]);
    for (const name of ['Other', '0c383e000001', '127.0.0.2']) await success(loaded, { payload: 'OK', phone: name });
    assert.equal(other.targets.length, 3);
    assert.equal((await failure(loaded, { payload: 'OK', phone: 'Nobody' })).error.code, 'NO_PHONE');
    assert.equal((await failure(loaded, { payload: 'OK' }, 'none')).error.code, 'NO_PHONE');
  });

  it('says UNREACHABLE after its retries, with nothing sent', async () => {
    const closed = await new Recorder().start();
    await closed.stop();
    const loaded = await load([phone({ port: String(closed.port) }), node({ retries: '1' })]);
    assert.equal((await failure(loaded, { payload: 'OK' })).error.code, 'UNREACHABLE');
  });

  it('says TIMEOUT where the phone stays silent, and sends once', async () => {
    web.answer = () => {};
    const loaded = await load([phone(), node({ timeout: '0.2', retries: '3' })]);
    assert.equal((await failure(loaded, { payload: 'OK' })).error.code, 'TIMEOUT');
    assert.equal(web.targets.length, 1);
  });

  it('reaches a phone without host where its authenticated event came from', async () => {
    // Not 127.0.0.1: this host's own address is no phone's.
    const PLACE = '127.0.0.66';
    const there = await another(PLACE);
    const learning = phone({ host: '', port: String(there.port), mac: '80:82:87:04:6b:c2', vendor: 'atcom' });
    const event = { id: 'in', type: 'action-url in', z: 'tab', x: 1, y: 1, path: '/phone', events: [], wires: [[]] };
    const open = { ...event, id: 'open', path: '/open' };
    const loaded = await load([learning, node(), event, open], { in: { token: 'a-long-secret-token' } });
    assert.equal((await failure(loaded, { payload: 'OK' })).error.code, 'NO_ADDRESS');
    // An event that nobody authenticated teaches nothing.
    assert.equal(
      await phoneRequest(loaded.port, '/open/registered?mac=80:82:87:04:6B:C2', 'GET', '127.0.0.1', PLACE),
      200,
    );
    assert.equal((await failure(loaded, { payload: 'OK' })).error.code, 'NO_ADDRESS');
    const proved = '/phone/registered?mac=80:82:87:04:6B:C2&token=a-long-secret-token';
    assert.equal(await phoneRequest(loaded.port, proved), 200);
    assert.match((await failure(loaded, { payload: 'OK' })).error.message, /this host's own address/);
    assert.equal(await phoneRequest(loaded.port, proved, 'GET', '127.0.0.1', PLACE), 200);
    const message = await success(loaded, { payload: 'OK' });
    assert.deepEqual((message.payload as { phone: object }).phone, { name: 'Desk', host: PLACE });
  });

  it('learns the address of a proxy as soon as no node lists it any more', async () => {
    const PLACE = '127.0.0.67';
    const there = await another(PLACE);
    const learning = phone({ host: '', port: String(there.port), mac: '80:82:87:04:6b:c3', vendor: 'atcom' });
    const event = { id: 'in', type: 'action-url in', z: 'tab', x: 1, y: 1, path: '/phone', events: [], wires: [[]] };
    const behind = { ...event, id: 'behind', path: '/behind', trustedProxies: PLACE };
    const stays = [TAB, learning, node(), event, OUT, CATCH, CAUGHT];
    const loaded = await load([learning, node(), event, behind], { in: { token: 'a-long-secret-token' } });
    const report = (): Promise<number> =>
      phoneRequest(
        loaded.port,
        '/phone/registered?mac=80:82:87:04:6B:C3&token=a-long-secret-token',
        'GET',
        '127.0.0.1',
        PLACE,
      );
    assert.equal(await report(), 200);
    assert.match((await failure(loaded, { payload: 'OK' })).error.message, /a listed proxy/);
    await loaded.redeploy(stays, 'nodes');
    assert.equal(await report(), 200);
    await success(loaded, { payload: 'OK' });
  });

  it('ends with CLOSED what waits when its phone is redeployed', async () => {
    web.answer = () => {};
    const loaded = await load([phone(), node({ timeout: '30' })]);
    const caught = messagesAt(loaded.node('caught'), 3);
    const reached = new Promise<void>((resolve) => {
      web.answer = () => resolve();
    });
    for (let index = 0; index < 3; index += 1) loaded.node('cmd').receive({ payload: 'OK' });
    await reached;
    await loaded.redeploy([TAB, phone({ name: 'Renamed' }), node({ timeout: '30' }), OUT, CATCH, CAUGHT], 'nodes');
    assert.deepEqual(
      ((await caught) as unknown as Failure[]).map((message) => message.error.code),
      ['CLOSED', 'CLOSED', 'CLOSED'],
    );
    assert.equal(web.targets.length, 1);
  });

  it('sends nothing more for a node that is redeployed alone', async () => {
    let answer: () => void = () => undefined;
    const reached = new Promise<void>((resolve) => {
      web.answer = (_request, response) => {
        answer = () => response.end();
        resolve();
      };
    });
    const loaded = await load([phone(), node({ timeout: '30' })]);
    for (let index = 0; index < 3; index += 1) loaded.node('cmd').receive({ payload: 'OK' });
    await reached;
    await loaded.redeploy([TAB, phone(), node({ timeout: '29' }), OUT, CATCH, CAUGHT], 'nodes');
    web.answer = (_request, response) => response.end();
    answer();
    await success(loaded, { payload: 'SPEAKER' });
    assert.deepEqual(
      web.targets.map((target) => target.replace(/.*=/, '')),
      ['OK', 'SPEAKER'],
    );
  });

  it('says done when its last command is', async () => {
    const loaded = await load([phone(), phone({ id: 'silent', name: 'Silent' }), node({ timeout: '0.7' })]);
    const shown: unknown[] = [];
    const cmd = loaded.node('cmd');
    cmd.status = (display: unknown) => shown.push((display as { text?: string }).text);
    let isFirst = true;
    web.answer = (_request, response) => {
      if (isFirst) response.end();
      isFirst = false;
    };
    const failed = messagesAt(loaded.node('caught'), 1);
    const done = success(loaded, { payload: 'OK' });
    cmd.receive({ payload: 'OK', phone: 'Silent' });
    await Promise.all([done, failed]);
    assert.equal(shown.includes('Desk: done'), false, String(shown));
  });

  it('shows a grey ring, and says what is missing, where its phone is missing, disabled or incomplete', async () => {
    for (const [given, code, text] of [
      [[], 'NO_PHONE', 'status.no-phone'],
      [[phone({ d: true })], 'NO_PHONE', 'status.no-phone'],
      [[phone({ vendor: '' })], 'NO_PHONE', 'status.no-vendor'],
      [[phone({ host: '' })], 'NO_ADDRESS', 'status.no-address'],
      [[phone({ port: 'eighty' })], 'INVALID_VALUE', 'status.no-setting'],
    ] as const) {
      const loaded = await load([...given, node()]);
      assert.deepEqual(lastStatus(loaded.node('cmd')), { fill: 'grey', shape: 'ring', text });
      assert.equal((await failure(loaded, { payload: 'OK' })).error.code, code);
      assert.deepEqual(web.targets, []);
      await unloadNodes();
    }
    await load([]);
  });

  it('refuses more than 100 waiting commands, and loses none of the others', async () => {
    let answer: () => void = () => undefined;
    const first = new Promise<void>((resolve) => {
      web.answer = (_request, response) => {
        answer = () => response.end();
        resolve();
      };
    });
    const loaded = await load([phone(), node({ timeout: '20' })]);
    const warnings: string[] = [];
    const onWarning = (warning: Error): number => warnings.push(warning.name);
    process.on('warning', onWarning);
    own(() => process.off('warning', onWarning));
    const refused = messagesAt(loaded.node('caught'), 2);
    const done = messagesAt(loaded.node('out'), 101);
    for (let index = 0; index < 103; index += 1) loaded.node('cmd').receive({ payload: 'OK', index });
    assert.deepEqual(
      ((await refused) as unknown as Failure[]).map(({ error }) => error.code),
      ['QUEUE_FULL', 'QUEUE_FULL'],
    );
    await first;
    web.answer = (_request, response) => response.end();
    answer();
    // In the order in which they came.
    assert.deepEqual(
      (await done).map((message) => message.index),
      Array.from({ length: 101 }, (_, index) => index),
    );
    assert.equal(warnings.includes('MaxListenersExceededWarning'), false);
  });
});

/** The status a node of the test helper showed last: the helper spies on `status`. */
function lastStatus(shown: unknown): unknown {
  const { status } = shown as { status: { lastCall: { args: unknown[] } | null } };
  return status.lastCall?.args[0];
}
