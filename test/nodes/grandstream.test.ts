import assert from 'node:assert/strict';
import { GrandstreamPhone } from '../phones';
import { freePort } from '../support/node-red';
import { unloadNodes } from '../support/nodes';
import { TwoWay } from './two-way';

describe('Grandstream, both ways', () => {
  afterEach(unloadNodes);
  const deploy = async (password = 'CanaryPass&=%41', model = ''): Promise<[TwoWay, GrandstreamPhone]> => {
    const accounts = ['1001', '1002'].map((user) => ({ user, host: 'pbx.example' }));
    const phone = new GrandstreamPhone({ allow: 'any', passcode: 'CanaryPass&=%41', accounts });
    const site = await TwoWay.deploy('grandstream', phone, { password }, model);
    phone.configure(GrandstreamPhone.actionUrlsFor(site.base));
    return [site, phone];
  };

  it('hears of door stations, which post JSON to a port of the node’s own, and tells them nothing', async () => {
    const port = String(await freePort());
    const phone = new GrandstreamPhone({ allow: 'any' });
    const site = await TwoWay.deploy('grandstream', phone, { password: 'x' }, 'GDS3710', { port });
    const post = (body: object): Promise<unknown> =>
      fetch(`http://127.0.0.1:${port}/phone`, { method: 'POST', body: JSON.stringify(body) });
    const opened = await site.event('door-opened', () =>
      post({ mac: '000B82112233', type: '301', content: 'Open Door via Private PIN', card: '', sip: '' }),
    );
    assert.equal(opened.payload.phone?.mac, '00:0b:82:11:22:33');
    assert.equal(opened.variables['type'], '301');
    await site.event('doorbell-call', () => post({ mac: '000B82112233', type: '504' }));
    await site.event('event-notification', () => post({ mac: '000B82112233', content: 'as it came' }));
    assert.equal((await site.command({ action: 'dial', number: '1' })).error?.code, 'UNSUPPORTED_BY_MODEL');
  });

  it('dials, and reports the call with the phone it comes from', async () => {
    const [site, phone] = await deploy();
    const event = await site.event('outgoing-call', async () => {
      const outcome = await site.command({ action: 'dial', number: '3501' });
      assert.equal(outcome.payload?.ok, true);
      assert.ok(!JSON.stringify(outcome).includes('Canary'));
    });
    assert.equal(phone.calls[0]?.number, '3501');
    assert.equal(event.payload.remote?.number, '3501');
    assert.equal(event.payload.phone?.model, 'GRP2614');
    assert.equal(event.payload.phone?.firmware, '1.0.5.15');
    assert.equal(event.payload.call?.id, '1408001-5060-1@192.168.5.135');
    assert.equal(event.payload.account?.user, '1001');
  });

  it('dials by the account that `line` counts from 1, the phone from 0', async () => {
    const [site, phone] = await deploy();
    await site.command({ action: 'dial', number: '3501', line: 2 });
    assert.deepEqual([phone.calls[0]?.number, phone.calls[0]?.line], ['3501', 2]);
    assert.equal((await site.command({ action: 'dial', number: '3501', line: 3 })).error?.code, 'REFUSED');
  });

  it("tells the caller's name whole, though the phone escapes nothing", async () => {
    const [site, phone] = await deploy();
    const name = 'Tom & Jerry&mac=aabbccddeeff';
    const event = await site.event('incoming-call', () => phone.receiveCall({ number: '+49301', name }));
    assert.equal(event.payload.remote?.name, name);
    assert.equal(event.payload.phone?.mac, 'c0:74:ad:0b:63:ee');
  });

  it('answers, holds, resumes and hangs up; presses digits one by one in one request', async () => {
    const [site, phone] = await deploy();
    phone.receiveCall({ number: '1' });
    await site.event('call-established', () => site.command({ action: 'answer' }));
    await site.event('hold', () => site.command({ action: 'hold' }));
    await site.event('unhold', () => site.command({ action: 'resume' }));
    await site.command({ action: 'dtmf', digits: '12#*' });
    assert.equal(phone.state.dtmf, '12#*');
    await site.event('call-terminated', () => site.command({ action: 'hangup' }));
    await site.command('6040;SEND');
    assert.equal(phone.calls[0]?.number, '6040');
  });

  it('is not done where the phone says so within a 200', async () => {
    const [site] = await deploy();
    const { error } = await site.command({ action: 'hangup' });
    assert.equal(error?.code, 'REFUSED');
    assert.match(error?.message ?? '', /no such call/);
  });

  it('takes a refused passcode for a refused password, and does not try it again', async () => {
    const [site, phone] = await deploy('wrong');
    assert.equal((await site.command({ action: 'hangup' })).error?.code, 'UNAUTHORIZED');
    assert.equal(phone.wrongPasscodes, 1);
    assert.equal((await site.command({ action: 'hangup' })).error?.code, 'UNAUTHORIZED');
    assert.equal(phone.wrongPasscodes, 1);
    assert.ok(!site.loaded.logged().includes('passcode=wrong'));
  });

  it('wants a password before it sends', async () => {
    const [site, phone] = await deploy('');
    const { error } = await site.command({ action: 'hangup' });
    assert.equal(error?.code, 'INVALID_VALUE');
    assert.match(error?.message ?? '', /password/);
    assert.equal(phone.web.requests, 0);
  });
});
