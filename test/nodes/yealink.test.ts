import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { NodeMessage } from 'node-red';
import { FanvilSip, YealinkPhone } from '../phones';
import { type Loaded, loadNodes, messagesAt, unloadNodes } from '../support/nodes';
import { own } from '../support/own';

const TAB = { id: 'tab', type: 'tab', label: 'test' };
const place = { z: 'tab', x: 1, y: 1 };
const OUT = { id: 'out', type: 'helper', ...place, wires: [] };
const EVENTS = { id: 'events', type: 'helper', ...place, wires: [] };
const CATCH = { id: 'catch-1', type: 'catch', ...place, scope: null, uncaught: false, wires: [['caught']] };
const CAUGHT = { id: 'caught', type: 'helper', ...place, wires: [] };
const IN = { id: 'in', type: 'action-url in', ...place, path: '/phone', events: [], wires: [['events']] };
const COMMAND = { id: 'cmd', type: 'active-uri out', ...place, phone: 'phone-1', retries: '0', wires: [['out']] };

interface Failure {
  readonly error?: { readonly code: string; readonly message: string };
  readonly payload?: { readonly call?: { readonly id?: string }; readonly sent?: string };
}

describe('a Yealink phone, both directions', () => {
  afterEach(unloadNodes);

  const phoneNode = (phone: YealinkPhone, properties: object = {}): object => ({
    id: 'phone-1',
    type: 'voip-phone',
    name: 'Desk',
    vendor: 'yealink',
    model: phone.model,
    host: '127.0.0.1',
    port: String(phone.port),
    ...properties,
  });
  const load = (phone: YealinkPhone, properties: object = {}, credentials: Record<string, object> = {}) =>
    loadNodes([TAB, phoneNode(phone, properties), IN, EVENTS, COMMAND, OUT, CATCH, CAUGHT], credentials);
  async function command(loaded: Loaded, payload: unknown): Promise<Failure> {
    const outcome = Promise.race([messagesAt(loaded.node('out'), 1), messagesAt(loaded.node('caught'), 1)]);
    loaded.node('cmd').receive({ payload } as NodeMessage);
    return (await outcome)[0] as Failure;
  }

  it('answers, holds and ends the call that an event told of, beside another', async () => {
    const phone = own(await new YealinkPhone({ allow: 'any', account: { user: '1006', host: 'pbx.example' } }).start());
    const loaded = await load(phone);
    phone.configure(YealinkPhone.actionUrlsFor(`http://127.0.0.1:${loaded.port}/phone`));
    const arrival = messagesAt(loaded.node('events'), 3);
    const first = phone.receiveCall({ number: '6040', name: 'Bob & Co' });
    const second = phone.receiveCall({ number: '6041' });
    const messages = (await arrival) as unknown as (Failure & { topic: string })[];
    const incoming = messages.find(({ topic }) => topic === 'incoming-call');
    assert.ok(incoming);
    const { event, vendor, call, remote, local, account } = incoming.payload as Record<string, unknown>;
    assert.deepEqual([event, vendor], ['incoming-call', 'yealink']);
    assert.deepEqual(call, { id: '33093', direction: 'inbound' });
    assert.deepEqual((remote as Record<string, unknown>)['number'], '6040');
    assert.deepEqual((remote as Record<string, unknown>)['name'], 'Bob & Co');
    assert.deepEqual((local as Record<string, unknown>)['uri'], 'sip:1006@pbx.example');
    assert.deepEqual((account as Record<string, unknown>)['user'], '1006');

    const id = incoming.payload?.call?.id;
    assert.equal((await command(loaded, { action: 'answer', call: id })).error, undefined);
    assert.deepEqual([first?.state, second?.state], ['talking', 'ringing']);
    await command(loaded, { action: 'hold', call: id });
    assert.equal(first?.state, 'held');
    await command(loaded, { action: 'reject', call: '33094' });
    assert.deepEqual([first?.state, second?.state], ['held', 'ended']);
    await command(loaded, { action: 'resume', call: id });
    await command(loaded, { action: 'hangup', call: id });
    assert.deepEqual([first?.state, phone.calls.length], ['ended', 0]);
    assert.deepEqual(phone.executed, ['ASW:33093', 'HOLD:33093', 'CANCEL:33094', 'UNHOLD:33093', 'CANCEL:33093']);
  });

  it('dials from an account, transfers, forwards', async () => {
    const accounts = [
      { user: '1006', host: 'pbx.example' },
      { user: '2006', host: 'pbx.example' },
    ];
    const phone = own(await new YealinkPhone({ allow: 'any', accounts }).start());
    const loaded = await load(phone);
    await command(loaded, { action: 'dial', number: '6040', line: '2006@pbx.example' });
    assert.deepEqual(
      phone.calls.map(({ number, line }) => [number, line]),
      [['6040', 2]],
    );
    phone.remoteAnswer();
    await command(loaded, { action: 'dtmf', digits: '12#' });
    assert.equal(phone.state.dtmf, '12#');
    await command(loaded, { action: 'transfer', number: '6044' });
    assert.deepEqual(phone.calls, []);
    await command(loaded, { action: 'dial', number: '60', line: 2 });
    assert.deepEqual(
      phone.calls.map(({ number, line }) => [number, line]),
      [['60', 2]],
    );
    await command(loaded, { action: 'forward-on', number: '1001', type: 'no-answer', after: 24 });
    assert.deepEqual(phone.state.forwards, { 'no answer': '1001' });
    assert.deepEqual(phone.ignored, []);
  });

  it('says what a refused address and a refused login mean, and that the first request only asks', async () => {
    const closed = own(await new YealinkPhone({ allow: '' }).start());
    const refused = await command(await load(closed), { action: 'dnd-on' });
    assert.equal(refused.error?.code, 'FORBIDDEN');
    assert.match(refused.error?.message ?? '', /Action URI Allow IP List/);
    await unloadNodes();

    const protection = { scheme: 'basic', username: 'admin', password: 'CanaryYealink-9' } as const;
    const guarded = own(await new YealinkPhone({ allow: 'any', protection }).start());
    const wrong = await load(guarded, {}, { 'phone-1': { username: 'admin', password: 'CanaryWrong-3' } });
    assert.equal((await command(wrong, { action: 'dnd-on' })).error?.code, 'UNAUTHORIZED');
    assert.ok(!wrong.logged().includes('CanaryWrong-3'));
    await unloadNodes();
    const right = await load(guarded, {}, { 'phone-1': { username: 'admin', password: 'CanaryYealink-9' } });
    assert.equal((await command(right, { action: 'dnd-on' })).error, undefined);
    assert.equal(guarded.state.dnd, true);
    await unloadNodes();

    const asking = own(await new YealinkPhone({ allow: '127.0.*.*' }).start());
    const asked = once(asking, 'asked');
    const loaded = await load(asking);
    await command(loaded, { action: 'dnd-on' });
    await asked;
    assert.equal(asking.state.dnd, false);
    asking.confirm();
    await command(loaded, { action: 'dnd-on' });
    assert.equal(asking.state.dnd, true);
  });

  it('takes the same by SIP, as ACTION-URI, with no list', async () => {
    const phone = own(await new YealinkPhone().start());
    const door = own(await new FanvilSip(phone, { event: 'ACTION-URI', open: true }).start());
    const loaded = await load(phone, { transport: 'sip', sipUri: door.uri, port: '' });
    const call = phone.receiveCall({ number: '6040' });
    const answered = await command(loaded, { action: 'answer', call: '33093' });
    assert.equal(answered.payload?.sent, 'key=ASW:33093');
    assert.equal(call?.state, 'talking');
    await command(loaded, 'MUTE');
    assert.equal(phone.state.muted, true);
    assert.deepEqual(phone.executed, ['ASW:33093', 'MUTE']);
  });
});
