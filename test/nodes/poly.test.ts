import assert from 'node:assert/strict';
import { PolyPhone } from '../phones';
import { freePort } from '../support/node-red';
import { unloadNodes } from '../support/nodes';
import { TwoWay } from './two-way';

const LOGIN = { username: 'Polycom', password: 'CanaryPoly-3' };

describe('Poly, by its REST API and push', () => {
  afterEach(unloadNodes);
  const deploy = async (
    options: ConstructorParameters<typeof PolyPhone>[0] = {},
    model = 'VVX 450',
    listening: object = {},
  ): Promise<[TwoWay, PolyPhone]> => {
    const accounts = ['1001', '1002'].map((user) => ({ user, host: 'pbx.example' }));
    const phone = new PolyPhone({ accounts, protection: { scheme: 'digest', ...LOGIN }, ...options });
    return [await TwoWay.deploy('poly', phone, LOGIN, model, listening), phone];
  };

  it('reports by XML to a port of the node’s own, and is told by its MAC', async () => {
    const port = String(await freePort());
    const [site, phone] = await deploy({}, 'VVX 450', { port });
    phone.notify(`http://127.0.0.1:${port}/phone`);
    const rings = await site.event('incoming-call', () => phone.receiveCall({ number: '6040', name: 'Tom & "Jerry"' }));
    assert.deepEqual(
      [rings.payload['vendor'], rings.payload['remote']?.['number'], rings.payload['remote']?.['name']],
      ['poly', '6040', 'Tom & "Jerry"'],
    );
    assert.equal(rings.payload['phone']?.['name'], 'Desk');
    const talks = await site.event('call-established', () => site.command({ action: 'answer' }));
    const call = String(talks.payload['call']?.['id']);
    assert.equal(call, phone.calls[0]?.id);
    // What an event says of a call is what a command to it wants.
    await site.event('hold', () => site.command({ action: 'hold', call }));
    await site.event('call-terminated', () => site.command({ action: 'hangup', call }));
    await phone.drained();
    assert.deepEqual([...new Set(phone.notifications.map(({ status }) => status))], [200]);
  });

  it('has nobody to report to on Node-RED’s own server', async () => {
    const [site, phone] = await deploy();
    phone.notify(site.base);
    phone.receiveCall({ number: '6040' });
    await phone.drained();
    assert.deepEqual([...new Set(phone.notifications.map(({ status }) => status))], [404]);
  });

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
