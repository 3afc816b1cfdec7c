import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { FanvilPhone } from './fanvil';
import { FanvilSip } from './fanvil-sip';

/** The reference format of section 3.7, to another body. */
function notify(port: number, body: string, branch: string, event = 'ACTIVE-URI'): string {
  return [
    `NOTIFY sip:3583@127.0.0.1:${port} SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1:5063;branch=${branch};rport`,
    'From: <sip:3586@10.2.1.48>;tag=2900480538',
    'To: "3583" <sip:3583@10.2.1.48>',
    'Call-ID: 2923387519@10.2.40.10',
    'CSeq: 4 NOTIFY',
    'Max-Forwards: 70',
    `Event: ${event}`,
    'Content-Type: message/sipfrag',
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}

describe('simulated Fanvil phone, SIP NOTIFY', () => {
  let phone: FanvilPhone;
  let sip: FanvilSip;
  let socket: Socket;
  const begin = async (allow: string, registrar?: string): Promise<void> => {
    phone = await new FanvilPhone({ allow }).start();
    sip = await new FanvilSip(phone, registrar ? { registrar } : {}).start();
    socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
  };
  const ask = async (...request: [body: string, branch: string, event?: string]): Promise<string> => {
    socket.send(notify(sip.port, ...request), sip.port, '127.0.0.1');
    const [answer] = (await once(socket, 'message')) as [Buffer];
    return answer.toString();
  };
  afterEach(async () => {
    socket.close();
    await Promise.all([sip.stop(), phone.stop()]);
  });

  it('obeys the registrar though the list is empty, and a retransmission once', async () => {
    await begin('', '127.0.0.1');
    const answer = await ask('key=DND', 'z9hG4bK1');
    assert.match(answer, /^SIP\/2\.0 200 OK\r\nVia: .*;rport=\d+;received=127\.0\.0\.1\r\n/);
    assert.match(answer, /\r\nTo: "3583" <sip:3583@10\.2\.1\.48>;tag=\w+\r\n/);
    assert.equal(await ask('key=DND', 'z9hG4bK1'), answer);
    assert.equal(phone.state.dnd, true);
    assert.deepEqual(phone.executed, ['DND']);
    assert.match(await ask('key=DND', 'z9hG4bK2', 'presence'), /^SIP\/2\.0 489 /);
  });

  it('obeys a listed address', async () => {
    await begin('127.0.0.1', '10.2.1.48');
    await ask('key=SPEAKER;6040;ENTER', 'z9hG4bK3');
    assert.equal(phone.calls[0]?.number, '6040');
  });

  it('does not answer others where the list is empty', async () => {
    await begin('', '127.0.0.9');
    socket.send(notify(sip.port, 'key=DND', 'z9hG4bK4'), sip.port, '127.0.0.1');
    await sip.arrived();
    assert.deepEqual(phone.executed, []);
    assert.equal(sip.answers, 0);
  });
});
