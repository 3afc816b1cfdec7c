import assert from 'node:assert/strict';
import { PolyPhone } from '../phones';
import { unloadNodes } from '../support/nodes';
import { TwoWay } from './two-way';

const LOGIN = { username: 'Polycom', password: 'CanaryPoly-3' };

describe('Poly, by its REST API and push', () => {
  afterEach(unloadNodes);
  const deploy = async (
    options: ConstructorParameters<typeof PolyPhone>[0] = {},
    model = 'VVX 450',
  ): Promise<[TwoWay, PolyPhone]> => {
    const accounts = ['1001', '1002'].map((user) => ({ user, host: 'pbx.example' }));
    const phone = new PolyPhone({ accounts, protection: { scheme: 'digest', ...LOGIN }, ...options });
    return [await TwoWay.deploy('poly', phone, LOGIN, model), phone];
  };

  it('dials on a line, by Digest', async () => {
    const [site, phone] = await deploy();
    const outcome = await site.command({ action: 'dial', number: '6040', line: 2 });
    assert.equal(outcome.payload?.sent, 'POST /api/v1/callctrl/dial {"data":{"Dest":"6040","Line":"2","Type":"TEL"}}');
    assert.ok(!JSON.stringify(outcome).includes('Canary'));
    assert.deepEqual([phone.calls[0]?.number, phone.calls[0]?.line], ['6040', 2]);
    assert.equal(phone.web.gatekeeper?.failures, 0);
  });

  it('does to a call what the message names, and says why not', async () => {
    const [site, phone] = await deploy();
    phone.receiveCall({ number: '1' });
    const second = phone.receiveCall({ number: '2' });
    await site.command({ action: 'reject', call: second?.id ?? '' });
    await site.command({ action: 'answer' });
    assert.deepEqual(
      phone.calls.map(({ number, state }) => [number, state]),
      [['1', 'talking']],
    );
    const { error } = await site.command({ action: 'hangup', call: 'gone' });
    assert.equal(error?.code, 'REFUSED');
    assert.match(error?.message ?? '', /no such call/);
    await site.command({ action: 'dtmf', digits: '12#' });
    assert.equal(phone.state.dtmf, '12#');
    await site.command({ action: 'hold' });
    await site.command({ action: 'transfer', number: '1003', type: 'blind' });
    assert.equal(phone.state.status, 'idle');
  });

  it('presses keys by push', async () => {
    const [site, phone] = await deploy();
    assert.equal((await site.command('DoNotDisturb;VolUp')).payload?.ok, true);
    assert.deepEqual(phone.executed, ['DoNotDisturb', 'VolUp']);
    assert.equal(phone.state.dnd, true);
  });

  it('dials at an older phone by push', async () => {
    const [site, phone] = await deploy({}, 'SoundPoint IP 650');
    await site.command({ action: 'dial', number: '5552112', line: 2 });
    assert.deepEqual([phone.calls[0]?.number, phone.calls[0]?.line], ['5552112', 2]);
    assert.equal((await site.command({ action: 'reject' })).error?.code, 'UNSUPPORTED_BY_MODEL');
  });

  it('puts nothing of a message into another property', async () => {
    const [site, phone] = await deploy();
    const call = '","TransferDest":"6666';
    await site.command({ action: 'hangup', call });
    await site.command({ action: 'transfer', call: `x${call}`, number: '1003' });
    assert.deepEqual(phone.executed, []);
    assert.deepEqual(phone.ignored, ['endCall', 'transferCall']);
    assert.equal((await site.command({ action: 'dial', number: '1"}' })).error?.code, 'INVALID_VALUE');
  });

  it('tells of the password that the phone came with, and does not go on with a wrong one', async () => {
    const [site] = await deploy({ hasDefaultPassword: true });
    assert.match(
      (await site.command({ action: 'dial', number: '1' })).error?.message ?? '',
      /password that it came with/,
    );
    await unloadNodes();
    const [other, phone] = await deploy({ protection: { scheme: 'digest', ...LOGIN, password: 'another' } });
    assert.equal((await other.command({ action: 'dial', number: '1' })).error?.code, 'UNAUTHORIZED');
    const { requests } = phone.web;
    assert.equal((await other.command({ action: 'dial', number: '1' })).error?.code, 'UNAUTHORIZED');
    assert.equal(phone.web.requests, requests);
  });
});
