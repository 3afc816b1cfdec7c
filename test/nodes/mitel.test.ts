import assert from 'node:assert/strict';
import type { Phone } from '../../nodes/lib/phones/phone';
import { signOfLife } from '../../nodes/lib/phones/sign-of-life';
import { MitelPhone } from '../phones';
import { unloadNodes } from '../support/nodes';
import { TwoWay } from './two-way';

describe('Mitel, by XML push', () => {
  afterEach(unloadNodes);
  const deploy = async (
    options: ConstructorParameters<typeof MitelPhone>[0] = {},
    login: Readonly<Record<string, string>> = {},
  ): Promise<[TwoWay, MitelPhone]> => {
    const phone = new MitelPhone(options);
    return [await TwoWay.deploy('mitel', phone, login, '6920'), phone];
  };

  it('dials, holds, resumes, sends digits and hangs up', async () => {
    const [site, phone] = await deploy({
      accounts: [
        { user: '1001', host: 'pbx.example' },
        { user: '1002', host: 'pbx.example' },
      ],
    });
    const { payload } = await site.command({ action: 'dial', number: '+49301', line: 2 });
    assert.equal(
      payload?.sent,
      'POST / xml=<AastraIPPhoneExecute><ExecuteItem URI="DialLine:2:+49301"/></AastraIPPhoneExecute>',
    );
    assert.equal(phone.calls[0]?.number, '+49301');
    phone.remoteAnswer();
    await site.command({ action: 'hold' });
    assert.equal(phone.state.status, 'held');
    await site.command({ action: 'resume' });
    await site.command({ action: 'dtmf', digits: '12#*' });
    assert.equal(phone.state.dtmf, '12#*');
    assert.equal((await site.command({ action: 'hangup' })).payload?.ok, true);
    assert.equal(phone.state.status, 'idle');
    assert.deepEqual(phone.ignored, []);
  });

  it('tells who calls, and answers', async () => {
    const [site, phone] = await deploy();
    const url = (event: string): string =>
      `${site.base}/${event}?CALLDIRECTION=$$CALLDIRECTION$$&REMOTENUMBER=$$REMOTENUMBER$$`;
    phone.configure({ 'Incoming Call': url('incoming-call'), Connected: url('call-established') });
    const incoming = await site.event('incoming-call', () => phone.receiveCall({ number: '6040' }));
    assert.equal(incoming.payload['remote']?.['number'], '6040');
    const talking = await site.event('call-established', () => site.command({ action: 'answer' }));
    assert.equal(talking.payload['call']?.['direction'], 'inbound');
    assert.equal(phone.state.status, 'talking');
  });

  for (const [pushServers, outcome, done] of [
    ['127.0.0.1', 'reachable', ['']],
    ['192.0.2.1', 'forbidden', []],
  ] as const) {
    it(`is tested by a command that does nothing: ${outcome} with ${pushServers} in its list`, async () => {
      const [site, phone] = await deploy({ pushServers });
      const node = site.loaded.node('desk') as unknown as { readonly phone: Phone };
      assert.equal((await signOfLife(node.phone)).outcome, outcome);
      assert.deepEqual(phone.executed, done);
    });
  }

  it('says which list this server is missing from', async () => {
    const [site, phone] = await deploy({ pushServers: '192.0.2.1' });
    const { error } = await site.command({ action: 'dial', number: '6040' });
    assert.match(error?.message ?? '', /XML Push Server List/);
    assert.deepEqual(phone.calls, []);
  });

  it('gives the login where the phone asks for one, and resets', async () => {
    const login = { username: 'admin', password: 'CanaryMitel-5' };
    const [site, phone] = await deploy({ protection: { scheme: 'basic', ...login } }, login);
    assert.equal((await site.command({ action: 'reboot' })).payload?.ok, true);
    assert.deepEqual(phone.executed, ['Command: Reset']);
  });
});
