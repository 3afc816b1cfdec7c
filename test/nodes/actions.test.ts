import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { NodeMessage } from 'node-red';
import { type Loaded, loadNodes, messagesAt, unloadNodes } from '../support/nodes';
import { own } from '../support/own';
import { Recorder } from '../support/recorder';

const TAB = { id: 'tab', type: 'tab', label: 'test' };
const place = { z: 'tab', x: 1, y: 1 };
const OUT = { id: 'out', type: 'helper', ...place, wires: [] };
const CATCH = { id: 'catch-1', type: 'catch', ...place, scope: null, uncaught: false, wires: [['caught']] };
const CAUGHT = { id: 'caught', type: 'helper', ...place, wires: [] };
const VENDORS = ['fanvil', 'atcom', 'akuvox', 'generic'];

describe('active-uri out: actions', () => {
  let web: Recorder;
  beforeEach(async () => {
    web = own(await new Recorder().start());
  });
  afterEach(unloadNodes);

  const phones = (properties: object = {}): object[] =>
    VENDORS.map((vendor) => ({
      id: `phone-${vendor}`,
      type: 'voip-phone',
      name: `the ${vendor}`,
      vendor,
      host: '127.0.0.1',
      port: String(web.port),
      path: vendor === 'generic' ? '/press?key=' : '',
      ...properties,
    }));
  const load = (node: object, properties?: object): Promise<Loaded> =>
    loadNodes([
      TAB,
      ...phones(properties),
      { id: 'cmd', type: 'active-uri out', ...place, phone: '', retries: '0', timeout: '2', wires: [['out']], ...node },
      OUT,
      CATCH,
      CAUGHT,
    ]);
  async function codeOf(loaded: Loaded, vendor: string, payload: unknown): Promise<string> {
    const outcome = Promise.race([messagesAt(loaded.node('out'), 1), messagesAt(loaded.node('caught'), 1)]);
    loaded.node('cmd').receive({ payload, phone: `the ${vendor}` } as unknown as NodeMessage);
    const [message] = await outcome;
    return (message as { error?: { code: string } }).error?.code ?? 'ok';
  }

  it('ends or moves no other call than the one that was named', async () => {
    const loaded = await load({});
    for (const vendor of VENDORS) {
      for (const action of ['answer', 'reject', 'hangup', 'hold', 'resume', 'transfer']) {
        const number = action === 'transfer' ? { number: '6044' } : {};
        assert.equal(await codeOf(loaded, vendor, { action, call: '7', ...number }), 'UNSUPPORTED_ACTION', action);
        assert.equal(await codeOf(loaded, vendor, { action, call: 7, ...number }), 'UNSUPPORTED_ACTION', action);
        assert.equal(await codeOf(loaded, vendor, { action, call: '7;REBOOT', ...number }), 'INVALID_VALUE', action);
        assert.equal(await codeOf(loaded, vendor, { action, call: {}, ...number }), 'INVALID_VALUE', action);
      }
    }
    assert.deepEqual(web.targets, []);
  });

  it('knows forwarding and call waiting as actions, also where no vendor has them', async () => {
    const loaded = await load({});
    const asked = [
      { action: 'forward-on', number: '6044' },
      { action: 'forward-on', typed: '60 44', type: 'busy' },
      { action: 'forward-on', number: '6044', type: 'no-answer', after: 20 },
      { action: 'forward-off' },
      { action: 'forward-off', type: 'always' },
      { action: 'call-waiting-on' },
      { action: 'call-waiting-off' },
    ];
    const wrong = [
      { action: 'forward-on', number: '6044', type: 'blind' },
      { action: 'forward-on', number: '6044', type: 'no-answer', after: '20;REBOOT' },
      { action: 'forward-on', number: '60 44' },
    ];
    for (const vendor of VENDORS) {
      for (const payload of asked) assert.equal(await codeOf(loaded, vendor, payload), 'UNSUPPORTED_ACTION');
      for (const payload of wrong) assert.equal(await codeOf(loaded, vendor, payload), 'INVALID_VALUE');
    }
    assert.deepEqual(web.targets, []);
  });

  it("takes the dialog's call and time to wait", async () => {
    const hangup = await load({ action: 'hangup', call: '7' });
    assert.equal(await codeOf(hangup, 'fanvil', ''), 'UNSUPPORTED_ACTION');
    await unloadNodes();
    const blank = await load({ action: 'hangup', call: '', after: '20' });
    assert.equal(await codeOf(blank, 'fanvil', ''), 'ok');
    await unloadNodes();
    const forward = await load({ action: 'forward-on', value: '6044', transferType: 'no-answer', after: '20 s' });
    assert.equal(await codeOf(forward, 'fanvil', ''), 'INVALID_VALUE');
    await unloadNodes();
    const unset = await load({ action: 'hangup', call: '${VOIP_TEST_UNSET}' });
    assert.equal(await codeOf(unset, 'fanvil', ''), 'INVALID_VALUE');
    assert.equal(web.targets.length, 1);
  });

  it('sends check-sync where the vendor has no key for it by SIP: an event, and no body', async () => {
    const requests: string[] = [];
    const peer = own(createSocket('udp4'));
    peer.on('message', (bytes, from) => {
      const text = bytes.toString('latin1');
      requests.push(text);
      const kept = text.split('\r\n').filter((line) => /^(?:Via|From|To|Call-ID|CSeq):/.test(line));
      peer.send(['SIP/2.0 200 OK', ...kept, 'Content-Length: 0', '', ''].join('\r\n'), from.port, from.address);
    });
    peer.bind(0, '127.0.0.1');
    await once(peer, 'listening');
    const sipUri = `sip:6040@127.0.0.1:${peer.address().port}`;
    const loaded = await load({ disruptive: true }, { transport: 'sip', sipUri, port: '' });
    for (const vendor of ['atcom', 'akuvox', 'generic']) {
      assert.equal(await codeOf(loaded, vendor, { action: 'reboot' }), 'ok');
      const [head = '', body] = (requests.at(-1) ?? '').split('\r\n\r\n');
      assert.match(head, /^NOTIFY sip:6040@/);
      assert.match(head, /\r\nEvent: check-sync;reboot=true\r\n/);
      assert.match(head, /\r\nContent-Length: 0$/);
      assert.doesNotMatch(head, /Content-Type/i);
      assert.equal(body, '');
      assert.equal(await codeOf(loaded, vendor, { action: 'autoprovision' }), 'ok');
      assert.match(requests.at(-1) ?? '', /\r\nEvent: check-sync;reboot=false\r\n/);
    }
    assert.equal(await codeOf(loaded, 'fanvil', { action: 'reboot' }), 'ok');
    assert.match(requests.at(-1) ?? '', /\r\nEvent: ACTIVE-URI\r\n[^]*\r\n\r\nkey=Reboot$/);
  });
});
