import assert from 'node:assert/strict';
import { CiscoPhone } from '../phones';
import { unloadNodes } from '../support/nodes';
import { TwoWay } from './two-way';

const LOGIN = { username: 'phonecontrol', password: 'CanaryCisco-4' };

describe('Cisco, by XML', () => {
  afterEach(unloadNodes);
  const deploy = async (
    options: ConstructorParameters<typeof CiscoPhone>[0] = {},
    model = 'CP-8841',
  ): Promise<[TwoWay, CiscoPhone]> => {
    const phone = new CiscoPhone({ protection: { scheme: 'basic', ...LOGIN }, ...options });
    return [await TwoWay.deploy('cisco', phone, LOGIN, model), phone];
  };

  it('dials, holds, resumes, sends digits and hangs up', async () => {
    const [site, phone] = await deploy();
    const { payload } = await site.command({ action: 'dial', number: '6040' });
    assert.equal(
      payload?.sent,
      'POST /CGI/Execute XML=<CiscoIPPhoneExecute><ExecuteItem Priority="0" URL="Dial:6040"/></CiscoIPPhoneExecute>',
    );
    phone.remoteAnswer();
    await site.command({ action: 'hold' });
    assert.equal(phone.state.status, 'held');
    await site.command({ action: 'resume' });
    await site.command({ action: 'dtmf', digits: '12#*' });
    assert.equal(phone.state.dtmf, '12#*');
    assert.equal((await site.command({ action: 'hangup' })).payload?.ok, true);
    assert.equal(phone.state.status, 'idle');
  });

  it('answers a call that rings', async () => {
    const [site, phone] = await deploy();
    phone.receiveCall({ number: '1' });
    await site.command({ action: 'answer' });
    assert.equal(phone.state.status, 'talking');
  });

  it('is not done where the phone says so within a 200', async () => {
    const [site, phone] = await deploy();
    // Cisco's Dial has no +.
    const { error } = await site.command({ action: 'dial', number: '+49301' });
    assert.equal(error?.code, 'REFUSED');
    assert.deepEqual(phone.calls, []);
  });

  it('is not sent a login that was refused within a 200 again', async () => {
    const [site, phone] = await deploy({ isControlled: false });
    const { error } = await site.command({ action: 'dial', number: '6040' });
    assert.equal(error?.code, 'UNAUTHORIZED');
    assert.match(error?.message ?? '', /controlled devices/);
    const before = phone.web.requests;
    assert.equal((await site.command({ action: 'dial', number: '6040' })).error?.code, 'UNAUTHORIZED');
    assert.equal(phone.web.requests, before);
  });

  it('refuses what the model has not', async () => {
    const [site, phone] = await deploy({}, '7841');
    assert.equal((await site.command({ action: 'hangup' })).error?.code, 'UNSUPPORTED_BY_MODEL');
    assert.equal((await site.command({ action: 'reboot' })).error?.code, 'UNSUPPORTED_BY_MODEL');
    assert.equal((await site.command({ action: 'reject' })).error?.code, 'UNSUPPORTED_ACTION');
    assert.equal(phone.web.requests, 0);
  });

  it('restarts a multiplatform phone', async () => {
    const [site, phone] = await deploy({ isMultiplatform: true }, 'CP-8841-3PCC');
    assert.equal((await site.command({ action: 'autoprovision' })).payload?.ok, true);
    assert.deepEqual(phone.executed, ['/admin/resync']);
  });
});
