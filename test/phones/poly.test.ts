import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { own } from '../support/own';
import { PolyPhone } from './poly';
import { ask, exchange } from './probe';

/** "Web Application for Polycom Phones", UC Software 5.0.0, and programs for the REST API. */
describe('simulated Poly phone', () => {
  let phone: PolyPhone;
  const begin = async (options: ConstructorParameters<typeof PolyPhone>[0] = {}): Promise<void> => {
    phone = own(new PolyPhone({ account: { user: '20300', host: 'pbx.example' }, ...options }));
    await phone.start();
  };
  const post = (target: string, type: string, body: string): Promise<string> =>
    exchange(
      phone,
      `POST ${target} HTTP/1.1\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  /** The code that the API answers. */
  const call = async (name: string, data?: object): Promise<unknown> => {
    const text = await post(`/api/v1/${name}`, 'application/json', data === undefined ? '' : JSON.stringify({ data }));
    return (JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4)) as { readonly Status: string }).Status;
  };
  const push = async (uris: string, type = 'application/x-com-polycom-spipx'): Promise<string> =>
    (await post('/push', type, `<PolycomIPPhone><Data priority="Important">${uris}</Data></PolycomIPPhone>`)).slice(
      9,
      12,
    );

  it('dials on a line, and does to a call what names it', async () => {
    await begin();
    assert.equal(await call('callctrl/dial', { Dest: '6040', Line: '1', Type: 'TEL' }), '2000');
    assert.equal(await call('callctrl/dial', { Dest: '6040', Line: '2', Type: 'TEL' }), '4005');
    assert.equal(phone.calls[0]?.number, '6040');
    phone.remoteAnswer();
    assert.equal(await call('callctrl/holdCall', { Ref: '0xbad' }), '4007');
    assert.equal(await call('callctrl/holdCall', { Ref: phone.calls[0]?.id }), '2000');
    assert.equal(phone.state.status, 'held');
    assert.equal(await call('callctrl/resumeCall', {}), '2000');
    assert.equal(await call('callctrl/endCall', {}), '2000');
    assert.equal(phone.state.status, 'idle');
    assert.equal(await call('callctrl/nothing'), '4004');
  });

  it('presses what is pushed to it, line by line', async () => {
    await begin();
    assert.equal(await push('Key:Line1\nKey:DialPad0\nKey:DialPad1'), '200');
    assert.deepEqual(phone.executed, ['Line1', 'DialPad0', 'DialPad1']);
    assert.equal(phone.keypad.dialing.number, '01');
    assert.equal(await push('tel:\\\\5552112;Line1'), '200');
    assert.equal(phone.calls[0]?.number, '5552112');
    assert.equal(await push('Key:VolUp', 'text/xml'), '404', 'the content type must be its own');
  });

  it('wants its login', async () => {
    await begin({ protection: { scheme: 'digest', username: 'Polycom', password: '456' } });
    assert.equal(await ask(phone, '/api/v1/mgmt/device/info'), 401);
    await begin({ hasDefaultPassword: true });
    assert.equal(await ask(phone, '/api/v1/mgmt/device/info'), 200);
    assert.equal(await call('mgmt/safeReboot'), '4010');
  });

  it('posts its events to one URL', async () => {
    const bodies: string[] = [];
    const server = own(
      createServer((request, response) => {
        let text = '';
        request.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
        request.on('end', () => {
          bodies.push(`${request.method} ${request.url} ${text}`);
          response.end();
        });
      }),
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    await begin({ notificationUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/polycom` });
    phone.receiveCall({ number: '20701', name: 'Tom & <Anna>', host: '172.18.186.94' });
    phone.state.answer();
    await phone.drained();
    assert.deepEqual(
      phone.notifications.map(({ element, status }) => [element, status]),
      [
        ['IncomingCallEvent', 200],
        ['OffHookEvent', 200],
        ['CallStateChangeEvent', 200],
      ],
    );
    assert.match(
      bodies[0] ?? '',
      /^POST \/polycom <IncomingCallEvent>\n<PhoneIP>127\.0\.0\.1<\/PhoneIP>\n<MACAddress>0004f214b89e</,
    );
    assert.match(
      bodies[0] ?? '',
      /<CallingPartyName>Tom &amp; &lt;Anna&gt;<\/CallingPartyName>\n<CallingPartyNumber>20701@172/,
    );
    assert.match(bodies[2] ?? '', /<CallStateChangeEvent CallReference="0x2a5b8a1" CallState="Connected">/);
  });
});
