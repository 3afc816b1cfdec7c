import assert from 'node:assert/strict';
import { TwoNIntercom } from '../phones';
import { unloadNodes } from '../support/nodes';
import { phoneRequest } from '../support/requests';
import { TwoWay } from './two-way';

const LOGIN = { username: 'flow', password: 'Canary2N-7' };

describe('2N, both ways', () => {
  afterEach(unloadNodes);
  const deploy = async (
    options: ConstructorParameters<typeof TwoNIntercom>[0] = {},
  ): Promise<[TwoWay, TwoNIntercom]> => {
    const intercom = new TwoNIntercom({ protection: { scheme: 'digest', ...LOGIN }, ...options });
    return [await TwoWay.deploy('2n', intercom, LOGIN), intercom];
  };

  it('opens a door, with the login by Digest', async () => {
    const [site, intercom] = await deploy();
    assert.equal((await site.command({ action: 'open-door' })).payload?.ok, true);
    assert.equal((await site.command({ action: 'open-door', line: 3 })).payload?.ok, true);
    assert.deepEqual([...intercom.on], [1, 3]);
  });

  it('says what helps where the switch is locked', async () => {
    const [site, intercom] = await deploy({ locked: [1] });
    const { error } = await site.command({ action: 'open-door' });
    assert.equal(error?.code, 'REFUSED');
    assert.match(error?.message ?? '', /locked or switched off/);
    assert.equal(intercom.on.size, 0);
  });

  it('dials, and does to a call what the message names', async () => {
    const [site, intercom] = await deploy();
    await site.command({ action: 'dial', number: '1234' });
    const { session } = intercom.receiveCall('5678');
    await site.command({ action: 'answer', call: String(session) });
    assert.equal(intercom.sessions[1]?.state, 'connected');
    await site.command({ action: 'hangup', call: '1' });
    assert.deepEqual(
      intercom.sessions.map(({ state }) => state),
      ['terminated', 'connected'],
    );
    assert.equal((await site.command({ action: 'hangup', call: '1' })).error?.code, 'REFUSED');
    assert.equal((await site.command({ action: 'hangup' })).error?.code, 'INVALID_VALUE');
  });

  it('puts nothing of a message into another parameter', async () => {
    const [site, intercom] = await deploy();
    intercom.receiveCall('5678');
    const done = intercom.done.length;
    for (const number of ['1&users=x', '1%26users=x', '1?x', 'sip:1@h'])
      assert.equal((await site.command({ action: 'dial', number })).error?.code, 'INVALID_VALUE', number);
    await site.command({ action: 'hangup', call: '1&reason=busy' });
    assert.equal(intercom.done.length, done);
  });

  it('refuses a key, which the intercom has none of', async () => {
    const [site] = await deploy();
    assert.equal((await site.command('OK')).error?.code, 'UNKNOWN_KEY');
    assert.equal((await site.command('1')).error?.code, 'REFUSED');
  });

  it('reports what an automation sends, as its manual writes the URL', async () => {
    const [site] = await deploy();
    const { port } = site.loaded;
    const key = await site.event('key-pressed', () => phoneRequest(port, '/phone/KeyPressed?Key=*'));
    assert.equal(key.variables['Key'], '*');
    assert.equal(key.payload['category'] as unknown, 'door');
    const card = await site.event('card-entered', () => phoneRequest(port, '/phone/CardEntered?Card=54A86B87C5'));
    assert.equal(card.variables['Card'], '54A86B87C5');
    await site.event('call-established', () => phoneRequest(port, '/phone/CallStateChanged?State=connected'));
    const ringing = await site.event('call-state-changed', () =>
      phoneRequest(port, '/phone/CallStateChanged?State=ringing&Direction=outgoing'),
    );
    assert.equal(ringing.variables['Direction'], 'outgoing');
  });
});
