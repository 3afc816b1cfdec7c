import assert from 'node:assert/strict';
import { own } from '../support/own';
import { CiscoPhone } from './cisco';
import { ask, exchange } from './probe';

/** "Cisco Unified IP Phone Services Application Development Notes", and "CGI Execute" of USECALLMANAGER.nz. */
describe('simulated Cisco phone', () => {
  let phone: CiscoPhone;
  const begin = async (options: ConstructorParameters<typeof CiscoPhone>[0] = {}): Promise<void> => {
    phone = own(new CiscoPhone(options));
    await phone.start();
  };
  const post = async (body: string, type = 'application/x-www-form-urlencoded'): Promise<string> => {
    const text = await exchange(
      phone,
      `POST /CGI/Execute HTTP/1.1\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
    );
    return text.slice(text.indexOf('\r\n\r\n') + 4);
  };
  const execute = (...uris: readonly string[]): Promise<string> => {
    const items = uris.map((uri) => `<ExecuteItem Priority="0" URL="${uri}"/>`).join('');
    return post(`XML=${encodeURIComponent(`<CiscoIPPhoneExecute>${items}</CiscoIPPhoneExecute>`)}`);
  };

  it('dials, and presses up to three keys', async () => {
    await begin();
    assert.match(await execute('Dial:6040'), /<ResponseItem Status="0" Data="Success" URL="Dial:6040"\/>/);
    assert.equal(phone.calls[0]?.number, '6040');
    phone.remoteAnswer();
    await execute('Key:KeyPad1', 'Key:KeyPadStar', 'Key:KeyPadPound');
    assert.equal(phone.state.dtmf, '1*#');
    await execute('Key:Hold');
    assert.equal(phone.state.status, 'held');
    await execute('Key:Release');
    assert.equal(phone.state.status, 'idle');
    assert.match(await execute('Key:VolUp', 'Key:VolUp', 'Key:VolUp', 'Key:VolUp'), /CiscoIPPhoneError Number="1"/);
  });

  it('says within a 200 what it could not do', async () => {
    await begin();
    assert.match(await execute('Dial:me'), /Status="6"/);
    assert.equal(await post('<CiscoIPPhoneExecute/>', 'text/xml'), '<CiscoIPPhoneError Number="1"/>');
    await begin({ isControlled: false });
    assert.equal(await execute('Dial:6040'), '<CiscoIPPhoneError Number="4"/>');
    assert.deepEqual(phone.calls, []);
  });

  it('asks for its login, and restarts where it is a multiplatform phone', async () => {
    await begin({ protection: { scheme: 'basic', username: 'cisco', password: 'cisco' } });
    assert.match(await post('XML='), /^$/);
    assert.equal(await ask(phone, '/admin/reboot'), 401);
    await begin();
    assert.equal(await ask(phone, '/admin/reboot'), 404);
    assert.equal(await ask(phone, '/DeviceInformationX'), 200);
    await begin({ isMultiplatform: true });
    assert.equal(await ask(phone, '/admin/resync'), 200);
    assert.deepEqual(phone.executed, ['/admin/resync']);
  });
});
