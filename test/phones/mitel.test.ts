import assert from 'node:assert/strict';
import { own } from '../support/own';
import { MitelPhone } from './mitel';
import { EventServer, exchange } from './probe';

/** "XML API for Aastra SIP Phones", Development Guide: PhoneExecute, and XML Objects Pushed to the Phone. */
describe('simulated Mitel phone', () => {
  let phone: MitelPhone;
  const begin = async (options: ConstructorParameters<typeof MitelPhone>[0] = {}): Promise<void> => {
    phone = own(await new MitelPhone(options).start());
  };
  const post = async (body: string, type = 'text/xml'): Promise<string> => {
    const head = `POST / HTTP/1.1\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\nConnection: close`;
    return (await exchange(phone, `${head}\r\n\r\n${body}`)).slice(9, 12);
  };
  const items = (...uris: readonly string[]): string => {
    const each = uris.map((uri) => `<ExecuteItem URI="${uri}"/>`).join('');
    return `<AastraIPPhoneExecute>${each}</AastraIPPhoneExecute>`;
  };
  const push = (...uris: readonly string[]): Promise<string> => post(`xml=${items(...uris)}`);

  it('dials on a line, presses keys in a row, does nothing for a blank URI', async () => {
    await begin({
      accounts: [
        { user: '1001', host: 'pbx.example' },
        { user: '1002', host: 'pbx.example' },
      ],
    });
    assert.equal(await push('DialLine:2:6040'), '200');
    assert.deepEqual([phone.calls[0]?.number, phone.calls[0]?.line], ['6040', 2]);
    phone.remoteAnswer();
    await push('Key:KeyPad1', 'Key:KeyPadStar', '', 'Key:KeyPadPound', 'Key:Hold');
    assert.equal(phone.state.dtmf, '1*#');
    assert.equal(phone.state.status, 'held');
    await push('Key:Goodbye', 'Dial:7');
    assert.deepEqual(
      phone.calls.map(({ number, line }) => [number, line]),
      [['7', 1]],
    );
    await push('DialLine:3:6040', 'Key:Nothing', 'Command: Unlock');
    assert.deepEqual(phone.ignored, ['DialLine:3:6040', 'Nothing', 'Command: Unlock']);
  });

  it('reads the parameter as it is, and nothing that is encoded or has more in it', async () => {
    await begin();
    const whole = items('Dial:6040');
    for (const body of [
      `xml=${encodeURIComponent(whole)}`,
      whole,
      `xml=${whole}&more=1`,
      `xml=${items('Dial:6040" Beep="yes')}`,
    ])
      await post(body);
    await post(`xml=${whole}`, 'application/x-www-form-urlencoded');
    assert.deepEqual(phone.calls, []);
    assert.equal(phone.ignored.length, 5);
  });

  it('lets its list of servers in alone, and resets when it is idle', async () => {
    await begin({ pushServers: '192.0.2.1' });
    assert.equal(await push('Dial:6040'), '403');
    await begin({ pushServers: '192.0.2.1,127.0.0.1' });
    await push('Dial:6040', 'Command: Reset');
    assert.deepEqual(phone.ignored, ['Command: Reset']);
    await push('Key:Goodbye', 'Command: Reset');
    assert.equal(phone.executed.at(-1), 'Command: Reset');
  });

  it('fills $$variables$$ into its Action URIs', async () => {
    await begin();
    const server = own(await new EventServer().start());
    phone.configure({ 'Incoming Call': `${server.url}/in?a=$$REMOTENUMBER$$&b=$$INCOMINGNAME$$&c=$$CALLDIRECTION$$` });
    phone.receiveCall({ number: '6040', name: 'Ann' });
    await phone.reported('Incoming Call');
    assert.equal(server.requests[0]?.split(' ', 2)[1], '/in?a=6040&b=Ann&c=Incoming');
  });
});
