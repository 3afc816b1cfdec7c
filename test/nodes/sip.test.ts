import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { NodeMessage } from 'node-red';
import { FanvilPhone, FanvilSip } from '../phones';
import { freePort } from '../support/node-red';
import { type Loaded, loadNodes, messagesAt, unloadNodes } from '../support/nodes';
import { own } from '../support/own';

const TAB = { id: 'tab', type: 'tab', label: 'test' };
const place = { z: 'tab', x: 1, y: 1 };
const OUT = { id: 'out', type: 'helper', ...place, wires: [] };
const CATCH = { id: 'catch-1', type: 'catch', ...place, scope: null, uncaught: false, wires: [['caught']] };
const CAUGHT = { id: 'caught', type: 'helper', ...place, wires: [] };
const COMMAND = {
  id: 'cmd',
  type: 'active-uri out',
  ...place,
  phone: 'phone-0',
  timeout: '1',
  retries: '2',
  wires: [['out']],
};

interface Failure {
  error: { code: string; message: string; cause?: { status?: number } };
}

const sipPhone = (properties: object): object => ({
  id: 'phone-0',
  type: 'voip-phone',
  name: 'Desk',
  vendor: 'fanvil',
  transport: 'sip',
  host: '127.0.0.1',
  ...properties,
});

describe('active-uri out by SIP NOTIFY', () => {
  afterEach(unloadNodes);

  async function outcome(loaded: Loaded, message: NodeMessage): Promise<Record<string, unknown> & Partial<Failure>> {
    const arrival = Promise.race([messagesAt(loaded.node('out'), 1), messagesAt(loaded.node('caught'), 1)]);
    loaded.node('cmd').receive(message);
    return (await arrival)[0] as Record<string, unknown> & Partial<Failure>;
  }

  describe('at a simulated Fanvil', () => {
    let phone: FanvilPhone;
    let door: FanvilSip;
    afterEach(async () => {
      await door.stop();
      await phone.stop();
    });
    const start = async (allow: string, options: ConstructorParameters<typeof FanvilSip>[1] = {}): Promise<void> => {
      phone = await startPhone(allow);
      door = await new FanvilSip(phone, options).start();
    };
    const startPhone = async (allow: string): Promise<FanvilPhone> => {
      const fanvil = new FanvilPhone({ allow });
      await fanvil.start();
      return fanvil;
    };

    it("presses keys with the vendor's own event, and reports what was sent", async () => {
      await start('127.0.0.1');
      const loaded = await loadNodes([TAB, sipPhone({ sipUri: door.uri }), COMMAND, OUT, CATCH, CAUGHT]);
      const message = await outcome(loaded, { payload: { action: 'dial', number: '6040', via: 'speaker' } });
      const { elapsed, ...payload } = message.payload as Record<string, unknown>;
      assert.equal(typeof elapsed, 'number');
      assert.deepEqual(payload, {
        ok: true,
        action: 'dial',
        keys: ['SPEAKER', '6040', 'ENTER'],
        sent: 'key=SPEAKER;6040;ENTER',
        phone: { name: 'Desk', host: '127.0.0.1' },
        transport: 'sip',
        status: 200,
        attempts: 1,
      });
      assert.equal(phone.state.calls.length, 1);
    });

    it('sets a display name and opens a door, the code masked', async () => {
      await start('127.0.0.1');
      const loaded = await loadNodes([TAB, sipPhone({ sipUri: door.uri }), COMMAND, OUT, CATCH, CAUGHT], {
        'phone-0': { doorCode: '*' },
      });
      const named = await outcome(loaded, { payload: { action: 'set-display-name', line: 1, text: 'Empfang Süd' } });
      assert.equal((named.payload as { sent: string }).sent, 'line=1;displayname=Empfang Süd');
      const opened = await outcome(loaded, { payload: { action: 'open-door' } });
      assert.equal((opened.payload as { sent: string }).sent, 'key=F_LOCK&code=***');
    });

    it('answers the challenge of one that asks', async () => {
      await start('127.0.0.1', { protection: { scheme: 'digest', username: 'pbx', password: 'CanarySip-17aa' } });
      const loaded = await loadNodes([TAB, sipPhone({ sipUri: door.uri }), COMMAND, OUT, CATCH, CAUGHT], {
        'phone-0': { sipUsername: 'pbx', sipPassword: 'CanarySip-17aa' },
      });
      assert.equal(((await outcome(loaded, { payload: 'OK' })).payload as { status: number }).status, 200);
      assert.equal(loaded.logged().includes('CanarySip-17aa'), false);
    });

    it('says what silence and refusals mean', async () => {
      await start('192.168.1.1');
      const loaded = await loadNodes([TAB, sipPhone({ sipUri: door.uri }), COMMAND, OUT, CATCH, CAUGHT]);
      const silent = await outcome(loaded, { payload: 'OK' });
      assert.equal(silent.error?.code, 'TIMEOUT');
      assert.match(silent.error?.message ?? '', /list/);
      door.status = 489;
      const refused = await outcome(loaded, { payload: 'OK' });
      // Fanvil's rule comes first: an address that is not listed gets no answer whatever else is wrong.
      assert.equal(refused.error?.code, 'TIMEOUT');
    });

    it('gives the status of a refusal', async () => {
      await start('127.0.0.1');
      for (const [status, code] of [
        [481, 'REFUSED'],
        [489, 'REFUSED'],
        [480, 'REFUSED'],
        [403, 'FORBIDDEN'],
      ] as const) {
        door.status = status;
        const loaded = await loadNodes([TAB, sipPhone({ sipUri: door.uri }), COMMAND, OUT, CATCH, CAUGHT]);
        const refused = await outcome(loaded, { payload: 'OK' });
        assert.equal(refused.error?.code, code);
        assert.equal(refused.error?.cause?.status, status);
        await unloadNodes();
      }
      await loadNodes([TAB]);
    });
  });

  it("says once in Node-RED's log what is wrong with the socket that all phones share", async () => {
    const taken = own(createSocket('udp4').bind(0, '127.0.0.1'));
    await once(taken, 'listening');
    const sipLocal = `127.0.0.1:${taken.address().port}`;
    const phone = sipPhone({ sipUri: 'sip:1@127.0.0.1:5060', sipLocal });
    const loaded = await loadNodes([TAB, phone, { ...COMMAND, retries: '0' }, OUT, CATCH, CAUGHT], {
      'phone-0': { sipUsername: 'pbx', sipPassword: 'CanarySip-17aa' },
    });
    for (const payload of ['OK', 'MENU']) {
      assert.equal((await outcome(loaded, { payload })).error?.code, 'UNREACHABLE');
    }
    const lines = loaded.logged().split('\n');
    const told = lines.filter((line) => line.includes('[voip-phone] SIP over UDP'));
    assert.equal(told.length, 1);
    assert.match(told[0] ?? '', /"level":30.*bind EADDRINUSE/);
    assert.equal(loaded.logged().includes('CanarySip-17aa'), false);
  });

  it('refuses line ends and vendors without an event', async () => {
    const loaded = await loadNodes([
      TAB,
      sipPhone({ sipUri: 'sip:1@127.0.0.1\r\nX: y' }),
      sipPhone({ id: 'phone-1', name: 'Atcom', vendor: 'atcom' }),
      COMMAND,
      { ...COMMAND, id: 'cmd2', phone: 'phone-1' },
      OUT,
      CATCH,
      CAUGHT,
    ]);
    assert.equal((await outcome(loaded, { payload: 'OK' })).error?.code, 'INVALID_VALUE');
    assert.equal((await outcome(loaded, { payload: 'OK', phone: 'Atcom' })).error?.code, 'UNSUPPORTED_ACTION');
  });

  describe('with 50 transactions open', () => {
    let silent: Socket;
    let received: number;
    let onReceived: () => void;
    beforeEach(async () => {
      received = 0;
      onReceived = () => undefined;
      silent = own(createSocket('udp4'));
      silent.on('message', () => {
        received += 1;
        onReceived();
      });
      silent.bind(0, '127.0.0.1');
      await once(silent, 'listening');
    });

    it('a deploy ends each with CLOSED and frees the port at once', async () => {
      const local = await freePort();
      const phones = (name: string): object[] =>
        Array.from({ length: 50 }, (_, index) =>
          sipPhone({
            id: `phone-${index}`,
            name: `${name} ${index}`,
            sipUri: `sip:${index}@127.0.0.1:${silent.address().port}`,
            sipLocal: `127.0.0.1:${local}`,
          }),
        );
      const commands = phones('').map((_, index) => ({
        ...COMMAND,
        id: `cmd-${index}`,
        phone: `phone-${index}`,
        timeout: '20',
      }));
      const loaded = await loadNodes([TAB, ...phones('Desk'), ...commands, OUT, CATCH, CAUGHT]);
      const allReceived = new Promise<void>((resolve) => {
        onReceived = () => {
          if (received >= 50) resolve();
        };
      });
      const caught = messagesAt(loaded.node('caught'), 50);
      for (let index = 0; index < 50; index += 1) loaded.node(`cmd-${index}`).receive({ payload: 'OK' });
      await allReceived;
      await loaded.redeploy([TAB, ...phones('Table'), ...commands, OUT, CATCH, CAUGHT], 'nodes');
      const failures = (await caught) as unknown as Failure[];
      assert.deepEqual([...new Set(failures.map(({ error }) => error.code))], ['CLOSED']);
      const again = own(createSocket('udp4'));
      again.bind(local, '127.0.0.1');
      await once(again, 'listening');
    });
  });
});
