import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NodeMessage } from 'node-red';
import type { EventMessage } from '../../nodes/lib/events/types';
import { SnomPhone } from '../phones';
import { type Loaded, loadNodes, messagesAt, unloadNodes } from '../support/nodes';
import { own } from '../support/own';
import { TwoWay } from './two-way';

const TAB = { id: 'tab', type: 'tab', label: 'test' };
const place = { z: 'tab', x: 1, y: 1 };
const LOGIN = { username: 'admin', password: 'CanaryPassword-7' };
const TOKEN = 'CanaryToken-7';

describe('a simulated Snom, by the real nodes', () => {
  afterEach(unloadNodes);

  interface Site {
    readonly loaded: Loaded;
    readonly phone: SnomPhone;
    /** What the command came to: the message behind it, or the error's code. */
    readonly send: (payload: unknown) => Promise<unknown>;
    /** The event node's message about it. */
    readonly event: (happening: () => unknown) => Promise<EventMessage>;
  }

  async function site(options: ConstructorParameters<typeof SnomPhone>[0] = {}, properties = {}): Promise<Site> {
    const phone = own(
      await new SnomPhone({
        protection: { scheme: 'digest', ...LOGIN },
        accounts: [
          { user: '1001', host: 'pbx.example', name: 'Desk' },
          { user: '1002', host: 'pbx.example' },
        ],
        ...options,
      }).start(),
    );
    const node = { id: 'phone-0', type: 'voip-phone', name: 'Desk', vendor: 'snom', host: '127.0.0.1', timeout: '5' };
    const loaded = await loadNodes(
      [
        TAB,
        { ...node, port: String(phone.port), model: phone.model, ...properties },
        { id: 'in', type: 'action-url in', ...place, path: '/phone', phone: 'phone-0', events: [], wires: [['out']] },
        { id: 'cmd', type: 'active-uri out', ...place, phone: 'phone-0', disruptive: true, wires: [['done']] },
        { id: 'catch', type: 'catch', ...place, scope: null, uncaught: false, wires: [['failed']] },
        ...['out', 'done', 'failed'].map((id) => ({ id, type: 'helper', ...place, wires: [] })),
      ],
      { 'phone-0': LOGIN, in: { token: TOKEN } },
    );
    phone.configure(SnomPhone.actionUrlsFor(`http://127.0.0.1:${loaded.port}/phone`, TOKEN));
    return {
      loaded,
      phone,
      async send(payload) {
        const ends = [messagesAt(loaded.node('done'), 1), messagesAt(loaded.node('failed'), 1)];
        loaded.node('cmd').receive({ payload } as NodeMessage);
        const [message] = (await Promise.race(ends)) as { error?: { code: string }; payload: { ok: boolean } }[];
        return message?.error?.code ?? 'done';
      },
      async event(happening) {
        const arrival = messagesAt(loaded.node('out'), 1);
        happening();
        return (await arrival)[0] as unknown as EventMessage;
      },
    };
  }

  it('tells of an incoming call, with the Call-ID under its dashed name', async () => {
    const { phone, event } = await site();
    const { topic, payload } = await event(() =>
      phone.receiveCall({ number: '6040', host: 'pbx.example', name: 'A & B' }),
    );
    assert.equal(topic, 'incoming-call');
    assert.equal(payload.vendor, 'snom');
    assert.equal(payload.phone?.mac, '00:04:13:96:d9:b4');
    assert.equal(payload.phone?.model, 'snomD785');
    assert.equal(payload.call?.id, phone.calls[0]?.id);
    assert.equal(payload.call?.direction, 'inbound');
    assert.deepEqual(
      [payload.local?.uri, payload.remote?.uri, payload.remote?.name],
      ['sip:1001@pbx.example', 'sip:6040@pbx.example', 'A & B'],
    );
  });

  it('obeys with Digest: dials by another identity, answers, holds, transfers', async () => {
    const { phone, send } = await site();
    assert.equal(await send({ action: 'dial', number: '6040#', line: 'sip:1002@pbx.example' }), 'done');
    assert.deepEqual([phone.calls[0]?.number, phone.calls[0]?.line], ['6040#', 2]);
    assert.equal(await send({ action: 'hangup' }), 'done');
    phone.receiveCall({ number: '6041' });
    assert.equal(await send({ action: 'answer' }), 'done');
    assert.equal(phone.state.status, 'talking');
    assert.equal(await send({ action: 'dtmf', digits: '12#' }), 'done');
    assert.equal(await send({ action: 'transfer', number: '6042', type: 'blind' }), 'done');
    assert.equal(phone.state.status, 'idle');
    assert.deepEqual(phone.executed, [
      'number=6040#',
      'CANCEL',
      'ENTER',
      'key_dtmf=12#',
      ...['TRANSFER', '6', '0', '4', '2', 'ENTER'],
    ]);
    assert.deepEqual(phone.ignored, []);
  });

  it('presses keys for a time, in one request', async () => {
    const { phone, send } = await site();
    assert.equal(await send('DND,3000;P1,100,200;*'), 'done');
    assert.deepEqual(phone.executed, ['DND,3000', 'P1,100,200', '*']);
  });

  it('a D8xx is sent nothing by HTTP', async () => {
    const { phone, send } = await site({ model: 'D865' });
    assert.equal(await send({ action: 'dial', number: '6040' }), 'UNSUPPORTED_BY_MODEL');
    assert.equal(await send('ENTER'), 'UNSUPPORTED_BY_MODEL');
    assert.deepEqual([phone.executed, phone.ignored], [[], []]);
  });

  it('what no Snom does is refused', async () => {
    const { phone, send } = await site();
    for (const action of ['dnd-on', 'conference', 'park', 'call-waiting-on'])
      assert.equal(await send({ action }), 'UNSUPPORTED_ACTION', action);
    assert.equal(await send({ action: 'forward', number: '1' }), 'UNSUPPORTED_ACTION');
    assert.deepEqual([phone.executed, phone.ignored], [[], []]);
  });

  it('restarts by its own page, without the path of the keys', async () => {
    const { phone, send, event } = await site();
    const told = event(() => undefined);
    assert.equal(await send({ action: 'reboot' }), 'done');
    assert.deepEqual(phone.executed, ['reboot=Reboot']);
    assert.equal((await told).topic, 'setup-completed');
  });

  it('has done what it answers by sending on to its start page, and not what by its login page', async () => {
    let location = '/index.htm';
    const web = createServer((_request, response) => void response.writeHead(302, { location }).end());
    web.listen(0, '127.0.0.1');
    await once(web, 'listening');
    const { port } = web.address() as AddressInfo;
    const phone = { port, start: () => Promise.resolve(), stop: () => Promise.resolve(web.close()) };
    const both = await TwoWay.deploy('snom', phone);
    const done = await both.command({ action: 'dial', number: '6040' });
    assert.deepEqual(done.payload, { ...done.payload, ok: true, status: 302 });
    location = '/login.htm';
    assert.equal((await both.command({ action: 'dial', number: '6040' })).error?.code, 'REFUSED');
  });
});
