import assert from 'node:assert/strict';
import { ATCOM_CAPTURES } from '../documents/captures';
import { documents as flyingvoice } from '../documents/vendors/flyingvoice';
import { documents as gigaset } from '../documents/vendors/gigaset';
import { documents as yealink } from '../documents/vendors/yealink';
import * as events from '../documents/events';
import * as keys from '../documents/keys';
import * as mitel from '../documents/vendors/mitel';
import * as snom from '../documents/vendors/snom';
import * as variables from '../documents/variables';
import * as vtech from '../documents/vendors/vtech';
import { type Loaded, loadNodes, messagesAt, unloadNodes } from '../support/nodes';
import { Recorder } from '../support/recorder';
import { phoneRequest, sendRaw } from '../support/requests';

const TAB = { id: 'tab', type: 'tab', label: 'test' };
const OUT = { id: 'out', type: 'helper', z: 'tab', x: 1, y: 1, wires: [] };

interface Message {
  topic: string;
  payload: Record<string, unknown>;
  variables: Record<string, string>;
}

/** What no message holds. */
const SECRETS = ['code', 'qrcode'];

/** A value that fits each field, and what the message then holds. */
const VALUES: Record<string, readonly [sent: string, held: unknown]> = {
  'phone.mac': ['80:82:87:04:6B:C2', '80:82:87:04:6b:c2'],
  'phone.ip': ['172.16.0.102', '172.16.0.102'],
  'phone.memoryFree': ['73400320', 73400320],
  'phone.flashFree': ['1024', 1024],
  'call.line': ['2', 2],
  'call.duration': ['73', 73],
  'call.direction': ['Outgoing', 'outbound'],
  'account.uri': ['sip:6040@pbx.example', 'sip:6040@pbx.example'],
  'local.uri': ['sip:6040@pbx.example', 'sip:6040@pbx.example'],
  'remote.uri': ['sip:6044@pbx.example', 'sip:6044@pbx.example'],
  'local.number': ['+4930123', '+4930123'],
  'remote.number': ['#31#004930', '#31#004930'],
};

describe("the vendors' documents through the real nodes", () => {
  afterEach(unloadNodes);

  const eventNode = (path: string): object => ({
    id: 'in',
    type: 'action-url in',
    z: 'tab',
    x: 1,
    y: 1,
    path,
    events: [],
    wires: [['out']],
  });
  async function received(loaded: Loaded, report: Promise<unknown>): Promise<Message> {
    const arrival = messagesAt(loaded.node('out'), 1);
    await report;
    return (await arrival)[0] as unknown as Message;
  }

  it("ATCOM's captured requests, byte for byte", async () => {
    const loaded = await loadNodes([TAB, eventNode('/'), OUT]);
    for (const [line, event] of ATCOM_CAPTURES) {
      const arrival = messagesAt(loaded.node('out'), 1);
      assert.match(await sendRaw(loaded.port, `${line}\r\n\r\n`), /^HTTP\/1\.1 200 OK\r\n/);
      const message = (await arrival)[0] as unknown as Message;
      assert.equal(message.topic, event, line);
    }
  });

  it("a door station's events: of their own, chosen in a node, named by a path, a variable's name, or `event`", async () => {
    const chosen = ['relay-a-opened', 'invalid-code-entered'];
    const loaded = await loadNodes([TAB, { ...eventNode('/phone'), events: chosen }, OUT]);
    const cases = [
      ['RelayATriggered?mac=0C1105112233&relay1status=1&code=4711', 'relay-a-opened'],
      ['relaytrigger=1', 'relay-a-opened'],
      ['Invalid%20Code%20Entered?code=4711', 'invalid-code-entered'],
    ] as const;
    for (const [name, event] of cases) {
      // One that is not chosen makes no message.
      assert.equal(await phoneRequest(loaded.port, '/phone/RelayBTriggered'), 200);
      const message = await received(loaded, phoneRequest(loaded.port, `/phone/${name}`));
      assert.equal(message.topic, event);
      assert.equal(message.payload.category, 'door');
      assert.ok(!JSON.stringify(message).includes('4711'));
    }
    for (const query of ['relaya_triggered=1', 'event=relay_a_triggered&status=1']) {
      const message = await received(loaded, phoneRequest(loaded.port, `/phone?${query}`));
      assert.equal(message.topic, 'relay-a-opened');
    }
    for (const query of ['ut=in', 'type=hangup', 'action=Incoming call']) {
      assert.equal(await phoneRequest(loaded.port, `/phone?${query}`), 404, query);
    }
  });

  const tables = {
    atcom: [events.ATCOM_TABLE, events.ATCOM_WEB_PAGE_AND_HEADINGS, events.ATCOM_FILES, events.ATCOM_A48_WEB_PAGE],
    akuvox: [events.AKUVOX_TABLE, events.AKUVOX_EXPLANATIONS],
    fanvil: [events.FANVIL_TABLE, events.FANVIL_ELSEWHERE],
    snom: [snom.SNOM_TABLE, snom.SNOM_SETTINGS],
    mitel: [mitel.MITEL_TABLE, mitel.MITEL_PARAMETERS],
    vtech: [vtech.VTECH_TABLE, vtech.VTECH_SETTINGS],
    flyingvoice: [flyingvoice.events],
    gigaset: [gigaset.events],
    yealink: [yealink.events],
  };
  for (const [vendor, parts] of Object.entries(tables)) {
    it(`${vendor}: every event, under every name that is printed`, async () => {
      const phone = { id: 'phone-1', type: 'voip-phone', name: 'Desk', vendor, host: '127.0.0.1' };
      const loaded = await loadNodes([TAB, phone, eventNode('/phone'), OUT]);
      for (const [name, event] of parts.flat()) {
        // With its blanks raw, as nothing keeps an installer from pasting it.
        const message = await received(loaded, phoneRequest(loaded.port, `/phone/${name}?call_id=1`));
        assert.equal(message.topic, event, name);
        assert.equal(message.payload.vendor, vendor);
      }
    });
  }

  for (const [vendor, states] of Object.entries({ mitel: mitel.MITEL_STATES, vtech: vtech.VTECH_STATES })) {
    it(`${vendor}: one URL for all that happens to a registration, and a variable that says what`, async () => {
      const phone = { id: 'phone-1', type: 'voip-phone', name: 'Desk', vendor, host: '127.0.0.1' };
      const loaded = await loadNodes([TAB, phone, eventNode('/phone'), OUT]);
      for (const [state, event] of states) {
        const target = `/phone/Registration Event?LOCALIP=192.0.2.7&REGISTRATIONSTATE=${state}`;
        const message = await received(loaded, phoneRequest(loaded.port, target));
        assert.deepEqual([message.topic, message.payload.category], [event, 'account'], state);
      }
      for (const state of ['', 'SLEEPING', '$$REGISTRATIONSTATE$$']) {
        const target = `/phone/registration-changed?REGISTRATIONSTATE=${state}`;
        assert.equal((await received(loaded, phoneRequest(loaded.port, target))).topic, 'registration-changed', state);
      }
    });
  }

  for (const [vendor, rows] of Object.entries({
    atcom: variables.ATCOM,
    akuvox: variables.AKUVOX,
    fanvil: variables.FANVIL,
    snom: snom.SNOM_VARIABLES,
    mitel: mitel.MITEL_VARIABLES,
    vtech: vtech.VTECH_VARIABLES,
    yealink: yealink.variables,
    flyingvoice: flyingvoice.variables,
  })) {
    it(`${vendor}: every variable fills its part of the message`, async () => {
      const phone = { id: 'phone-1', type: 'voip-phone', name: 'Desk', vendor, host: '127.0.0.1' };
      const loaded = await loadNodes([TAB, phone, eventNode('/phone'), OUT]);
      for (const [name = '', field = ''] of rows.filter(([each = '']) => !SECRETS.includes(each))) {
        const [sent, held] = VALUES[field] ?? ['some-text', 'some-text'];
        const message = await received(loaded, phoneRequest(loaded.port, `/phone/Registered?${name}=${sent}`));
        assert.deepEqual(message.variables, { [name]: sent });
        const [part = '', property = ''] = field.split('.');
        const filled = message.payload[part] as Record<string, unknown> | undefined;
        assert.deepEqual(field ? filled?.[property] : undefined, field ? held : undefined, name);
        // Empty and unsubstituted variables leave the part absent.
        for (const nothing of ['', `$${name}`]) {
          const empty = await received(loaded, phoneRequest(loaded.port, `/phone/Registered?${name}=${nothing}`));
          const left = empty.payload[part] as Record<string, unknown> | undefined;
          assert.equal(left && property in left, part === 'phone' ? false : undefined, `${name}=${nothing}`);
          assert.deepEqual(empty.variables, { [name]: nothing });
        }
      }
    });
  }

  const paths: Record<string, string> = {
    atcom: '/cgi-bin/server.cgi?key=',
    fanvil: '/cgi-bin/ConfigManApp.com?key=',
    akuvox: '/fcgi/do?keydown=',
    snom: '/command.htm?key=',
    yealink: '/servlet?key=',
    flyingvoice: '/cgi-bin/ConfigManApp.com?key=',
  };
  for (const [vendor, text] of Object.entries({
    atcom: keys.ATCOM,
    fanvil: keys.FANVIL,
    akuvox: keys.AKUVOX,
    snom: snom.SNOM_KEYS,
    yealink: yealink.keys,
    flyingvoice: flyingvoice.keys,
  })) {
    it(`${vendor}: every key, under every name that is printed, reaches the phone`, async () => {
      const web = await new Recorder().start();
      try {
        const phone = {
          id: 'phone-1',
          type: 'voip-phone',
          name: 'Desk',
          vendor,
          host: '127.0.0.1',
          port: String(web.port),
        };
        const node = {
          id: 'cmd',
          type: 'active-uri out',
          z: 'tab',
          x: 1,
          y: 1,
          phone: 'phone-1',
          disruptive: true,
          wires: [['out']],
        };
        const loaded = await loadNodes([TAB, phone, node, OUT]);
        for (const key of text.trim().split(/\s+/)) {
          const arrival = messagesAt(loaded.node('out'), 1);
          loaded.node('cmd').receive({ payload: [key] });
          const [message] = (await arrival) as unknown as Message[];
          assert.deepEqual(message?.payload.keys, [key]);
          assert.equal(web.targets.at(-1), `${paths[vendor]}${key.replaceAll('#', '%23')}`);
        }
      } finally {
        await web.stop();
      }
    });
  }
});
