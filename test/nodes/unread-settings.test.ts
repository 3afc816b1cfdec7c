import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { NodeMessage } from 'node-red';
import { freePort } from '../support/node-red';
import { type Loaded, loadNodes, messagesAt, unloadNodes } from '../support/nodes';
import { Recorder } from '../support/recorder';
import { phoneRequest } from '../support/requests';

// oxlint-disable no-template-curly-in-string -- Node-RED's own notation

/** Variables of the process; one that is unset has no line here. */
const VARIABLES: Readonly<Record<string, string>> = {
  VOIP_TEST_BLANK: '',
  VOIP_TEST_BLANKS: '  ',
  VOIP_TEST_TOKEN: 'a-token-from-outside',
  VOIP_TEST_HOST: '127.0.0.1',
  VOIP_TEST_PATH: 'hall',
  VOIP_TEST_CURLY: 'pa${ss}word',
  VOIP_TEST_NUMBER: '41',
};
const UNSAID = ['${VOIP_TEST_UNSET}', '${VOIP_TEST_BLANK}', '${VOIP_TEST_BLANKS}', '$(VOIP_TEST_BLANK)'];
const TOKEN = 'a-long-secret-token';

const TAB = { id: 'tab', type: 'tab', label: 'test' };
const PLACE = { z: 'tab', x: 1, y: 1 };
const OUT = { id: 'out', type: 'helper', ...PLACE, wires: [] };
const CATCH = { id: 'catch-1', type: 'catch', ...PLACE, scope: null, uncaught: false, wires: [['caught']] };
const CAUGHT = { id: 'caught', type: 'helper', ...PLACE, wires: [] };
const eventNode = (properties: object = {}): object => ({
  id: 'in',
  type: 'action-url in',
  ...PLACE,
  path: '/phone',
  events: [],
  wires: [['out']],
  ...properties,
});

/** The status that a node of the test helper showed last: the helper spies on `status`. */
function lastStatus(node: unknown): { fill?: string; shape?: string; text?: string } {
  const { status } = node as { status: { lastCall: { args: [object] } | null } };
  return status.lastCall?.args[0] ?? {};
}

describe('settings that cannot be read', () => {
  let web: Recorder;
  before(() => Object.assign(process.env, VARIABLES));
  after(() => {
    for (const name of Object.keys(VARIABLES)) delete process.env[name];
  });
  beforeEach(async () => {
    web = await new Recorder().start();
  });
  afterEach(async () => {
    await unloadNodes();
    await web.stop();
  });

  describe('of action-url in', () => {
    const guards = [
      ...['token', 'allow', 'trustedProxies', 'rate', 'phone'].flatMap((name) =>
        UNSAID.map((value) => [name, value] as const),
      ),
      ['token', 'north-${VOIP_TEST_UNSET}'],
      ['token', '${VOIP_TEST_BLANK}north'],
      ['token', '${VOIP_TEST_TOKEN}${VOIP_TEST_BLANK}'],
      ['token', true],
      ['allow', '127.0.0.1, ${VOIP_TEST_UNSET}'],
      ['allow', '127.0.0.1/${VOIP_TEST_BLANK}'],
      ['allow', '${VOIP_TEST_UNSET}, ${VOIP_TEST_BLANK}'],
      ['allow', true],
      ['allow', false],
      ['allow', []],
      ['allow', {}],
      ['allow', 127],
      ['trustedProxies', '127.0.0.9${VOIP_TEST_UNSET}'],
      ['trustedProxies', '${VOIP_TEST_UNSET}, '],
      ['trustedProxies', ['127.0.0.1']],
      ['rate', '${VOIP_TEST_UNSET}5'],
      ['rate', '5${VOIP_TEST_BLANK}'],
      ['rate', true],
      ['rate', 0],
      ['rate', {}],
      ['phone', true],
      ['events', 'mute'],
      ['events', '${VOIP_TEST_UNSET}'],
      ['events', ''],
      ['events', { mute: true }],
      ['events', true],
      ['guarded', true],
      ['guarded', 'true'],
    ] as const;
    for (const [name, value] of guards) {
      it(`close it: ${name} ${inspect(value)}`, async () => {
        const isToken = name === 'token';
        const loaded = await loadNodes(
          [TAB, eventNode(isToken ? {} : { [name]: value }), OUT],
          isToken ? { in: { token: value } } : {},
        );
        for (const query of ['', '?token=', '?token=north-', `?token=${VARIABLES['VOIP_TEST_TOKEN']}`])
          assert.equal(await phoneRequest(loaded.port, `/phone/mute${query}`), 403, query);
        assert.deepEqual(lastStatus(loaded.node('in')), { fill: 'red', shape: 'ring', text: 'status.closed' });
        assert.match(loaded.logged(), /refuses every request/);
      });
    }

    for (const token of ['   ', '\t', '', false, null]) {
      it(`close it: guarded, and the stored token is ${inspect(token)}`, async () => {
        const loaded = await loadNodes([TAB, eventNode({ guarded: true }), OUT], { in: { token } });
        for (const query of ['', '?token=', '?token=%20%20%20'])
          assert.equal(await phoneRequest(loaded.port, `/phone/mute${query}`), 403, query);
        assert.deepEqual(lastStatus(loaded.node('in')), { fill: 'red', shape: 'ring', text: 'status.closed' });
        assert.match(loaded.logged(), /cannot read the token/);
      });
    }

    const places = [
      ...['path', 'port', 'tls'].flatMap((name) => UNSAID.map((value) => [name, value] as const)),
      ['path', '/${VOIP_TEST_UNSET}'],
      ['path', '/${VOIP_TEST_UNSET}/${VOIP_TEST_BLANK}'],
      ['path', '/phone/${VOIP_TEST_BLANK}'],
      ['path', 'phone${VOIP_TEST_BLANK}'],
      ['path', true],
      ['path', {}],
      ['path', ['/phone']],
      ['path', '/phone?x'],
      ['path', '/phone#x'],
      ['port', true],
      ['port', false],
      ['port', {}],
      ['port', []],
    ] as const;
    for (const [name, value] of places) {
      it(`serve it nowhere: ${name} ${inspect(value)}`, async () => {
        const loaded = await loadNodes([TAB, eventNode({ [name]: value }), OUT], { in: { token: TOKEN } });
        for (const path of ['/phone', '', '/phone/phone', '/hall'])
          assert.equal(await phoneRequest(loaded.port, `${path}/mute?token=${TOKEN}`), 404, path);
        assert.deepEqual(lastStatus(loaded.node('in')), { fill: 'red', shape: 'ring', text: 'status.closed' });
        assert.match(loaded.logged(), /refuses every request/);
      });
    }

    it('serve it nowhere: a TLS configuration that is another kind of node', async () => {
      const port = await freePort();
      const other = { id: 'other', type: 'voip-phone', name: 'Desk', vendor: 'fanvil', host: '127.0.0.1' };
      const loaded = await loadNodes([TAB, other, eventNode({ port: String(port), tls: 'other' }), OUT]);
      await assert.rejects(phoneRequest(port, '/phone/mute'), { code: 'ECONNREFUSED' });
      assert.equal(await phoneRequest(loaded.port, '/phone/mute'), 404);
      assert.deepEqual(lastStatus(loaded.node('in')), { fill: 'red', shape: 'ring', text: 'status.no-tls' });
      assert.match(loaded.logged(), /the chosen TLS configuration does not exist or is disabled/);
    });

    it('serve it on no other port: a port of which a part is unsaid', async () => {
      const port = await freePort();
      for (const value of [`${port}\${VOIP_TEST_BLANK}`, `\${VOIP_TEST_UNSET}:${port}`, `\${VOIP_TEST_BLANK}${port}`]) {
        const loaded = await loadNodes([TAB, eventNode({ port: value }), OUT]);
        assert.equal(await phoneRequest(loaded.port, '/phone/mute'), 404, value);
        await assert.rejects(phoneRequest(port, '/phone/mute'), { code: 'ECONNREFUSED' }, value);
        await unloadNodes();
      }
      await loadNodes([]);
    });

    it('are named, the variable too, but not that of a token, which is a part of it', async () => {
      const loaded = await loadNodes([TAB, eventNode({ allow: '127.0.0.1, ${VOIP_TEST_UNSET}' }), OUT], {
        in: { token: 'canary-${VOIP_TEST_BLANK}' },
      });
      assert.match(loaded.logged(), /the allow list \(the variable VOIP_TEST_UNSET is not set or blank\)/);
      assert.match(loaded.logged(), /the token \(a variable in it is not set or blank\)/);
      assert.doesNotMatch(loaded.logged(), /canary|VOIP_TEST_BLANK/);
    });

    it('are lost tokens as well, until one is entered again', async () => {
      const loaded = await loadNodes([TAB, eventNode({ guarded: true }), OUT]);
      assert.match(loaded.logged(), /the token \(it was stored once and is lost: enter it again\)/);
      await unloadNodes();
      const again = await loadNodes([TAB, eventNode({ guarded: true }), OUT], { in: { token: TOKEN } });
      assert.equal(await phoneRequest(again.port, '/phone/mute'), 401);
      assert.equal(await phoneRequest(again.port, `/phone/mute?token=${TOKEN}`), 200);
    });

    for (const [what, properties, token, query] of [
      ['a variable as token', {}, '${VOIP_TEST_TOKEN}', `token=${VARIABLES['VOIP_TEST_TOKEN']}`],
      ['a part of a token', {}, 'n-${VOIP_TEST_TOKEN}', `token=n-${VARIABLES['VOIP_TEST_TOKEN']}`],
      ['a token with a lone ${', {}, 'n${orth', 'token=n%24%7Borth'],
      ['a variable that holds what looks like another', {}, '${VOIP_TEST_CURLY}', 'token=pa%24%7Bss%7Dword'],
      ['a number as token', {}, 1234567, 'token=1234567'],
      ['guarded with its token', { guarded: true }, TOKEN, `token=${TOKEN}`],
      ['an allow list of variables', { allow: '10.0.0.1, ${VOIP_TEST_HOST}' }, '', ''],
      ['a rate of a number', { rate: 50 }, '', ''],
      ['a rate of a part', { rate: '${VOIP_TEST_NUMBER}0' }, '', ''],
      ['blanks for nothing', { allow: ' ', rate: ' ', trustedProxies: ' ', port: ' ', phone: '' }, '', ''],
      ['nulls for nothing', { allow: null, rate: null, trustedProxies: null, port: null, tls: null }, '', ''],
      ['guarded: false', { guarded: false }, '', ''],
    ] as const) {
      it(`are none: ${what}`, async () => {
        const loaded = await loadNodes([TAB, eventNode(properties), OUT], token === '' ? {} : { in: { token } });
        if (token !== '') assert.equal(await phoneRequest(loaded.port, '/phone/mute?token=north-'), 401);
        assert.equal(await phoneRequest(loaded.port, `/phone/mute?${query}`), 200);
      });
    }

    it('are none: a path of variables, a port as a number, a port of variables', async () => {
      const port = await freePort();
      process.env['VOIP_TEST_NUMBER'] = String(port);
      for (const value of [port, String(port), '${VOIP_TEST_NUMBER}', '${VOIP_TEST_HOST}:${VOIP_TEST_NUMBER}']) {
        const loaded = await loadNodes([TAB, eventNode({ path: '/${VOIP_TEST_PATH}/x', port: value }), OUT]);
        const opened = messagesAt(loaded.node('out'), 1);
        for (let status = 0; status !== 200; ) status = await phoneRequest(port, '/hall/x/mute').catch(() => 0);
        await opened;
        assert.equal(await phoneRequest(loaded.port, '/hall/x/mute'), 404);
        await unloadNodes();
      }
      process.env['VOIP_TEST_NUMBER'] = '41';
      await loadNodes([]);
    });

    it('are no reason to widen what was chosen: events that nobody knows never come, and are named once', async () => {
      const loaded = await loadNodes([
        TAB,
        eventNode({ events: ['mute', 'from-the-future', 7, '${VOIP_TEST_BLANK}'] }),
        eventNode({ id: 'none', path: '/none', events: ['from-the-future'] }),
        eventNode({ id: 'one', path: '/one', events: ['${VOIP_TEST_EVENT}'] }),
        OUT,
      ]);
      const received: unknown[] = [];
      loaded.node('out').on('input', (message) => received.push(message.topic));
      for (const target of ['/none/mute', '/none/from-the-future', '/phone/unmute', '/phone/mute', '/one/hold']) {
        const status = await phoneRequest(loaded.port, target);
        assert.equal(status, target.endsWith('future') ? 404 : 200, target);
      }
      assert.deepEqual(received, ['mute']);
      const warnings = loaded.forget().filter((line) => line.includes('they never come'));
      assert.equal(warnings.length, 3);
      assert.match(warnings[0] ?? '', /from-the-future/);
    });

    it('leave unknown events to strictly true', async () => {
      for (const value of ['true', 1, 'yes', {}]) {
        const loaded = await loadNodes([TAB, eventNode({ unknownEvents: value }), OUT]);
        assert.equal(await phoneRequest(loaded.port, '/phone/coffee-ready'), 404, inspect(value));
        await unloadNodes();
      }
      await loadNodes([]);
    });
  });

  describe('of voip-phone', () => {
    const phone = (properties: object): object => ({
      id: 'phone',
      type: 'voip-phone',
      name: 'Desk',
      vendor: 'fanvil',
      host: '127.0.0.1',
      port: String(web.port),
      ...properties,
    });
    const command = (properties: object = {}): object => ({
      id: 'cmd',
      type: 'active-uri out',
      ...PLACE,
      phone: 'phone',
      action: '',
      value: '',
      valueType: 'str',
      timeout: '2',
      retries: '0',
      wires: [['out']],
      ...properties,
    });
    interface Caught {
      readonly error: { readonly code: string; readonly message: string };
    }
    async function outcome(loaded: Loaded, payload: unknown = 'OK'): Promise<Caught['error'] | 'ok'> {
      const ended = Promise.race([
        messagesAt(loaded.node('out'), 1).then(() => 'ok' as const),
        messagesAt(loaded.node('caught'), 1).then(([caught]) => (caught as unknown as Caught).error),
      ]);
      loaded.node('cmd').receive({ payload } as NodeMessage);
      return ended;
    }
    const load = (
      properties: object,
      credentials: object = {},
      of: object = command(),
      others: readonly object[] = [],
    ): Promise<Loaded> =>
      loadNodes([TAB, ...others, phone(properties), of, OUT, CATCH, CAUGHT], { phone: credentials });

    const odd = [
      ...[
        'host',
        'port',
        'protocol',
        'path',
        'separator',
        'transport',
        'sipUri',
        'sipTransport',
        'sipProxy',
        'sipFrom',
      ].flatMap((name) =>
        ['${VOIP_TEST_UNSET}', '${VOIP_TEST_BLANK}', true, {}].map((value) => [name, value] as const),
      ),
      ['sipLocal', '${VOIP_TEST_UNSET}'],
      ['tls', '${VOIP_TEST_BLANK}'],
      ['login', '${VOIP_TEST_BLANK}'],
      ['vendor', '${VOIP_TEST_UNSET}'],
      ['host', '127.0.0.${VOIP_TEST_UNSET}1'],
      ['path', '/x${VOIP_TEST_BLANK}?key='],
      ['protocol', 'ftp'],
      ['protocol', 'http${VOIP_TEST_UNSET}'],
      ['transport', 'fax'],
      ['sipTransport', 'sctp'],
    ] as const;
    it('stop its commands: HTTPS with a tls-config that is another kind of node', async () => {
      const other = { id: 'other', type: 'voip-phone', name: 'Hall', vendor: 'fanvil', host: '127.0.0.1' };
      const loaded = await load({ protocol: 'https', tls: 'other' }, {}, command(), [other]);
      const error = await outcome(loaded);
      assert.ok(error !== 'ok');
      assert.equal(error.code, 'INVALID_VALUE', error.message);
      assert.match(error.message, /the TLS configuration \(it does not exist/);
      assert.deepEqual(web.targets, []);
    });
    for (const [name, value] of odd) {
      it(`stop its commands: ${name} ${inspect(value)}`, async () => {
        const loaded = await load({ [name]: value, mac: '80:82:87:04:6b:d1' });
        assert.equal(lastStatus(loaded.node('cmd')).shape, 'ring');
        const error = await outcome(loaded);
        assert.ok(error !== 'ok');
        assert.equal(error.code, 'INVALID_VALUE', error.message);
        assert.match(error.message, /nothing.*cannot be read/);
        assert.deepEqual(web.targets, []);
      });
    }
    for (const [name, value] of [
      ['username', '${VOIP_TEST_BLANK}'],
      ['password', 'canary${VOIP_TEST_UNSET}'],
      ['password', '${VOIP_TEST_BLANK}'],
      ['sipUsername', '${VOIP_TEST_UNSET}'],
      ['sipPassword', 'canary${VOIP_TEST_BLANK}'],
      ['doorCode', '1${VOIP_TEST_UNSET}'],
      ['doorCode', '${VOIP_TEST_BLANKS}'],
    ] as const) {
      it(`stop its commands: ${name} ${value}`, async () => {
        const loaded = await load({}, { [name]: value });
        for (const payload of ['OK', { action: 'open-door' }, { action: 'open-door', code: '1' }]) {
          const error = await outcome(loaded, payload);
          assert.ok(error !== 'ok');
          assert.equal(error.code, 'INVALID_VALUE', error.message);
          assert.doesNotMatch(error.message + loaded.logged(), /canary|VOIP_TEST/);
        }
        assert.deepEqual(web.targets, []);
      });
    }

    for (const [what, properties, credentials] of [
      ['HTTP', { protocol: 'HTTP', transport: ' HTTP ' }, {}],
      ['a host of parts', { host: '127.0.${VOIP_TEST_ZERO}.1' }, {}],
      ['a lone ${ in a password', {}, { password: 'pa${ss' }],
      ['name and model unsaid', { name: '${VOIP_TEST_UNSET}', model: '${VOIP_TEST_BLANK}' }, {}],
      ['a tls-config that is gone, without TLS', { tls: 'gone' }, {}],
      ['a tls-config that is another kind of node, without TLS', { tls: 'cmd' }, {}],
      ['a charset that nobody knows', { charset: 'klingon' }, {}],
      ['minutes that are none', { check: '0.5' }, {}],
      ['a MAC address that is none', { mac: '8O:82:87:04:6b:c2' }, {}],
    ] as const) {
      it(`are none: ${what}`, async () => {
        process.env['VOIP_TEST_ZERO'] = '0';
        const loaded = await load(properties, credentials);
        delete process.env['VOIP_TEST_ZERO'];
        assert.equal(await outcome(loaded), 'ok');
        assert.equal(web.targets.length, 1);
        if ('charset' in properties) assert.match(loaded.logged(), /charset/);
        if ('mac' in properties) assert.match(loaded.logged(), /its MAC address cannot be read/);
        if ('check' in properties) assert.match(loaded.logged(), /minutes between two signs of life/);
      });
    }

    it('keep HTTPS from falling back to plain HTTP, in any case', async () => {
      let plain = '';
      web.answer = (request, response) => {
        plain += request.url;
        response.end();
      };
      for (const [protocol, code] of [
        ['HTTPS', 'UNREACHABLE'],
        ['Https ', 'UNREACHABLE'],
        ['${VOIP_TEST_UNSET}', 'INVALID_VALUE'],
      ] as const) {
        const loaded = await load({ protocol }, { username: 'admin', password: 'secret' });
        const error = await outcome(loaded);
        assert.ok(error !== 'ok');
        assert.equal(error.code, code, protocol);
        await unloadNodes();
      }
      await loadNodes([]);
      assert.equal(plain, '');
    });

    it('keep SIP from falling back to HTTP, in any case', async () => {
      const loaded = await load({ transport: 'SIP', sipUri: 'sip:1@127.0.0.1:1', sipTransport: 'TCP' });
      const error = await outcome(loaded);
      assert.ok(error !== 'ok');
      assert.equal(error.code, 'UNREACHABLE');
      assert.deepEqual(web.targets, []);
    });

    for (const [name, value] of [
      ['transport', '${VOIP_TEST_UNSET}'],
      ['transport', 'fax'],
      ['action', '${VOIP_TEST_BLANK}'],
      ['action', true],
      ['line', '${VOIP_TEST_BLANK}'],
      ['via', '${VOIP_TEST_UNSET}'],
      ['transferType', '${VOIP_TEST_BLANK}'],
    ] as const) {
      it(`stop active-uri out itself: ${name} ${inspect(value)}`, async () => {
        const loaded = await load({}, {}, command({ [name]: value }));
        assert.equal(lastStatus(loaded.node('cmd')).shape, 'ring');
        const error = await outcome(loaded, { action: 'dial', number: '6040' });
        assert.ok(error !== 'ok');
        assert.equal(error.code, 'INVALID_VALUE');
        assert.deepEqual(web.targets, []);
      });
    }
    for (const [action, value, valueType] of [
      ['dial', '00${VOIP_TEST_UNSET}', 'str'],
      ['dial', '${VOIP_TEST_BLANK}', 'str'],
      ['dial', 'VOIP_TEST_UNSET', 'env'],
      ['open-door', '${VOIP_TEST_BLANK}', 'str'],
      ['open-door', 'VOIP_TEST_BLANK', 'env'],
      ['open-door', '${VOIP_TEST_BLANK}', 'env'],
      ['open-door', '${VOIP_TEST_BLANK}', 'json'],
      ['open-door', '$broken(', 'jsonata'],
    ] as const) {
      it(`send nothing instead of a value that is unsaid: ${action} ${valueType} ${value}`, async () => {
        const loaded = await load({}, { doorCode: '4711' }, command({ action, value, valueType }));
        const error = await outcome(loaded);
        assert.ok(error !== 'ok');
        assert.equal(error.code, 'INVALID_VALUE');
        assert.deepEqual(web.targets, []);
      });
    }
    it('are none: a value of variables, and a variable by its name', async () => {
      for (const [value, valueType] of [
        ['00${VOIP_TEST_NUMBER}', 'str'],
        ['00${VOIP_TEST_NUMBER}', 'env'],
      ] as const) {
        const loaded = await load({}, {}, command({ action: 'dial', value, valueType }));
        assert.equal(await outcome(loaded), 'ok');
        await unloadNodes();
      }
      const loaded = await load({}, {}, command({ action: 'dial', value: 'VOIP_TEST_NUMBER', valueType: 'env' }));
      assert.equal(await outcome(loaded), 'ok');
      assert.deepEqual(
        web.targets.map((target) => target.split('key=')[1]),
        ['0041;ENTER', '0041;ENTER', '41;ENTER'],
      );
    });
    it('leave disruptive commands to strictly true', async () => {
      for (const disruptive of ['true', 1, {}, 'yes']) {
        const loaded = await load({}, {}, command({ disruptive }));
        const error = await outcome(loaded, { action: 'reboot' });
        assert.ok(error !== 'ok');
        assert.equal(error.code, 'DISRUPTIVE_REFUSED');
        await unloadNodes();
      }
      await loadNodes([]);
      assert.deepEqual(web.targets, []);
    });
  });
});
