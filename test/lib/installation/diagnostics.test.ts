import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { diagnostics } from '../../../nodes/lib/installation/diagnostics';
import { Installation } from '../../../nodes/lib/installation/installation';
import { type FlowNode, plainPlace, plainSettings } from '../../../nodes/lib/installation/plain-settings';
import { own } from '../../support/own';
import { builtIn } from '../../support/vendors';
import { phoneSettings } from '../phones/phones';

const VERSIONS = { package: '0.2.0', nodeRed: '4.1.0', node: 'v20.18.1', platform: 'linux x64' };
const CANARY = 'Canary';

describe('plainPlace', () => {
  const cases: Readonly<Record<string, string>> = {
    '192.168.5.21': '192.168.…',
    '192.168.5.0/24': '192.168.…/24',
    '192.168.5.2:1881': '192.168.…:1881',
    '2001:db8:1:2::3': '2001:db8:…',
    '2001:db8:1::/48': '2001:db8:…/48',
    '[2001:db8:1::2]:1881': '2001:db8:…:1881',
    '1881': '1881',
    'phone.example': 'a name',
    'phone.example:5060': 'a name',
    'Canary@192.168.5.21': 'a name',
    '': '',
  };
  for (const [text, shown] of Object.entries(cases)) {
    it(`shows ${text || 'nothing'} as ${shown || 'nothing'}`, () => assert.equal(plainPlace(text), shown));
  }
});

describe('plainSettings', () => {
  const plain = (type: string, properties: object, credentials: object = {}): object =>
    plainSettings({ type, properties: { ...properties }, credentials: { ...credentials } }, builtIn);

  it('shows what is ours to choose from, halves of addresses, and of all else that it is set', () => {
    const phone = {
      ...{
        id: CANARY,
        type: 'voip-phone',
        z: CANARY,
        name: CANARY,
        vendor: 'fanvil',
        model: 'X4U',
        mac: '80:82:87:04:6B:C2',
      },
      ...{ host: '192.168.5.21', port: '80', protocol: 'https', tls: CANARY, path: `/x?pw=${CANARY}`, check: '5' },
      ...{ sipUri: `sip:${CANARY}@pbx`, sipProxy: 'canary.example', legacyTls: false, separator: '', store: CANARY },
    };
    const secrets = { username: CANARY, password: CANARY, doorCode: '' };
    const shown = plain('voip-phone', phone, secrets);
    const { model, ...rest } = shown as { model?: unknown };
    assert.ok(typeof model === 'string' && model !== 'set', 'a model of the vendor');
    assert.deepEqual(rest, {
      ...{ type: 'voip-phone', name: 'set', vendor: 'fanvil', mac: '80:82:87:…', host: '192.168.…', port: '80' },
      ...{ protocol: 'https', tls: 'set', path: 'set', check: '5', sipUri: 'set', sipProxy: 'a name' },
      ...{ legacyTls: false, store: 'set', credentials: ['password', 'username'] },
    });
    assert.doesNotMatch(JSON.stringify(shown), new RegExp(CANARY, 'i'));
  });

  it('keeps references to the environment as they stand, and nothing beside them', () => {
    const properties = { host: '${DESK}', mac: '${MAC}', name: `${CANARY} \${FLOOR}`, vendor: '${V}', port: '${P}' };
    assert.deepEqual(plain('voip-phone', properties), {
      ...{ type: 'voip-phone', host: '${DESK}', mac: '${MAC}', name: '…${FLOOR}…', vendor: '${V}', port: '${P}' },
    });
  });

  it('shows no text that is none of ours, whatever an imported flow holds', () => {
    const odd = {
      vendor: CANARY,
      model: CANARY,
      mac: CANARY,
      protocol: `a ${CANARY}`,
      check: { x: CANARY },
      port: [CANARY.repeat(9)],
    };
    const shown = plain('voip-phone', { ...odd, constructor: CANARY, strange: CANARY, isOdd: true });
    assert.doesNotMatch(JSON.stringify(shown), /Canary/);
    assert.deepEqual((shown as { isOdd?: unknown }).isOdd, true);
    const events = { events: ['mute', `${CANARY} said`], allow: '10.0.0.0/8, canary.lan', unknownEvents: true };
    assert.deepEqual(plain('action-url in', events), {
      ...{ type: 'action-url in', events: ['mute', 'set'], allow: '10.0.…/8, a name', unknownEvents: true },
    });
    const setup = { setup: 'answer', setupEvents: ['mute', CANARY], commandsFrom: CANARY, answerUntried: false };
    assert.deepEqual(plain('phone-listener', setup, { setupKey: CANARY }), {
      ...{ type: 'phone-listener', setup: 'answer', setupEvents: 2, commandsFrom: 'set', answerUntried: false },
      credentials: ['setupKey'],
    });
    assert.deepEqual(plain('phone-listener', { setup: `a ${CANARY}`, setupEvents: [] }), {
      ...{ type: 'phone-listener', setup: 'set', setupEvents: 0 },
    });
    assert.deepEqual(plain('active-uri out', { action: 'dial', value: '6040', timeout: 5, line: '6040' }), {
      ...{ type: 'active-uri out', action: 'dial', value: 'set', timeout: 5, line: 'set' },
    });
  });
});

describe('diagnostics', () => {
  let installation: Installation;
  beforeEach(() => {
    installation = new Installation({
      surroundings: { isOwn: () => false, isGateway: () => false },
      load: async () => {},
    });
    own(() => installation.deploys.tell('stopped'));
  });
  const told = (nodes: readonly FlowNode[] = []) => diagnostics(installation, { versions: VERSIONS, nodes });
  const node = (type: string, properties: object = {}): FlowNode => ({
    type,
    properties: { ...properties },
    credentials: {},
  });

  it('counts phones, nodes, refusals, and says where what is known is kept', () => {
    for (const properties of [
      { id: 'a' },
      { id: 'b', vendor: 'yealink', host: '' },
      { id: 'c', transport: 'sip', sipUri: 'sip:a@b', host: '' },
    ]) {
      const phone = installation.addPhone(phoneSettings({ name: CANARY, ...properties }));
      own(() => installation.removePhone(phone, true));
    }
    installation.calls.unreachable('a');
    installation.lockout.refused({ key: 'a http', parts: [CANARY] }, 401);
    const nodes = [
      node('voip-phone'),
      node('tab'),
      node('action-url in'),
      node('function', { func: CANARY }),
      node('voip-phone'),
    ];
    const { journal, ...rest } = told(nodes);
    assert.deepEqual(rest, {
      versions: VERSIONS,
      phones: {
        ...{ count: 3, byVendor: { fanvil: 2, yealink: 1 }, byTransport: { http: 2, sip: 1 } },
        ...{ incomplete: 1, lost: 2, unreachable: 1 },
      },
      nodes: { 'voip-phone': 2, 'action-url in': 1 },
      listeners: [],
      lockout: 1,
      strangers: 0,
      profiles: { own: 0, refused: 0 },
      seen: 'none',
      settings: [
        { type: 'voip-phone', count: 2 },
        { type: 'action-url in', count: 1 },
      ],
    });
    assert.equal(journal['messages'], 0);
    assert.doesNotMatch(JSON.stringify(told(nodes)), /Canary/);
  });

  it('tells of own listeners what they do, and of a failed one its code', async () => {
    const lease = installation.listeners.acquire({ address: '127.0.0.1', port: 1 }, { proxies: '10.0.0.1' });
    own(() => lease.release());
    assert.deepEqual(told().listeners, [
      { address: '127.0.…', port: 1, state: 'starting', tls: false, legacyTls: false, proxyProtocol: true },
    ]);
    await lease.release();
    const bad = installation.listeners.acquire(
      { address: '127.0.0.1', port: 2 },
      { tls: { identity: 't', options: {} } },
    );
    own(() => bad.release());
    await new Promise<void>((resolve) => bad.onState(({ kind }) => kind === 'failed' && resolve()));
    assert.deepEqual(told().listeners, [
      {
        address: '127.0.…',
        port: 2,
        state: 'failed',
        code: 'TLS_INVALID',
        tls: true,
        legacyTls: false,
        proxyProtocol: false,
      },
    ]);
  });
});
