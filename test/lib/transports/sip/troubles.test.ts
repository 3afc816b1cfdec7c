import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { say } from '../../../../nodes/lib/sentences/sentence';
import { systemTimers } from '../../../../nodes/lib/timers';
import { SipStack } from '../../../../nodes/lib/transports/sip';
import { toldOnce } from '../../../../nodes/lib/transports/sip/troubles';
import { UdpTransport } from '../../../../nodes/lib/transports/sip/udp';
import { own } from '../../../support/own';
import { keyPress, within } from './support/requests';

/** TEST-NET-1 of RFC 5737: no address of this machine. */
const NOT_OURS = '192.0.2.1';

describe('sip: trouble with the sockets that all phones share', () => {
  it('is told, each kind once, and without what commands hold', async () => {
    const heard: string[] = [];
    const stack = own(new SipStack({ log: (words) => heard.push(say(words)) }));
    const taken = own(createSocket('udp4').bind(0, '127.0.0.1'));
    await once(taken, 'listening');
    const inUse = `127.0.0.1:${taken.address().port}`;
    for (const local of [inUse, inUse, NOT_OURS, NOT_OURS]) {
      const request = keyPress({ uri: 'sip:6040@127.0.0.1:5060', local, username: 'pbx', password: 'CanarySip-17aa' });
      await assert.rejects(stack.notify(request, within(5000)), { code: 'UNREACHABLE' });
    }
    assert.deepEqual(heard, [`SIP over UDP: bind EADDRINUSE ${inUse}`, `SIP over UDP: bind EADDRNOTAVAIL ${NOT_OURS}`]);
  });

  it('is told of a datagram that we cannot read, whose words stay out of it', async () => {
    const heard: string[] = [];
    let read = 0;
    const reading = new Promise<void>((resolve) => {
      const received = (datagram: Buffer): void => {
        read += 1;
        if (read === 2) setImmediate(resolve);
        throw new TypeError(datagram.toString());
      };
      const tell = toldOnce((words) => heard.push(say(words)));
      const transport = own(new UdpTransport({ timers: systemTimers, received, tell }));
      const local = { host: '127.0.0.1', port: undefined };
      const target = { transport: 'udp', address: '127.0.0.1', family: 4, port: 5060, name: '127.0.0.1' } as const;
      void transport.open(target, local).ready.then(({ sentBy }) => {
        const sender = own(createSocket('udp4'));
        for (const text of ['CanaryCaller-1', 'CanaryCaller-2'])
          sender.send(text, Number(sentBy.split(':')[1]), '127.0.0.1');
      });
    });
    await reading;
    assert.equal(heard.length, 1);
    assert.match(heard[0] ?? '', /^SIP over UDP: a datagram could not be read: a fault of .* \(TypeError at .*\)/);
    assert.doesNotMatch(heard[0] ?? '', /Canary/);
  });

  it('never fills the log, whatever kinds there are', () => {
    const heard: string[] = [];
    const tell = toldOnce((words) => heard.push(say(words)));
    for (let n = 0; n < 1000; n += 1) tell(`kind ${n}`, `words ${n}`);
    assert.equal(heard.length, 20);
    assert.equal(heard[0], 'words 0');
  });
});
