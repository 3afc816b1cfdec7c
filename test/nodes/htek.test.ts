import assert from 'node:assert/strict';
import { HtekPhone } from '../phones';
import { unloadNodes } from '../support/nodes';
import { TwoWay } from './two-way';

describe('Htek, both ways', () => {
  afterEach(unloadNodes);
  const deploy = async (): Promise<[TwoWay, HtekPhone]> => {
    const login = { username: 'admin', password: 'CanaryHtek-5' };
    const phone = new HtekPhone({ protection: { scheme: 'basic', ...login } });
    const site = await TwoWay.deploy('htek', phone, login);
    phone.configure(HtekPhone.actionUrlsFor(site.base));
    return [site, phone];
  };

  it('dials, and reports the call', async () => {
    const [site, phone] = await deploy();
    const event = await site.event('outgoing-call', () => site.command({ action: 'dial', number: '206', line: 1 }));
    assert.equal(phone.calls[0]?.number, '206');
    assert.equal(event.payload.remote?.number, '206');
    assert.equal(event.payload.phone?.mac, '00:1f:c1:1a:8b:6c');
    assert.equal(event.payload.account?.user, '1001');
  });

  it('answers, holds, resumes, sends digits one a request and hangs up', async () => {
    const [site, phone] = await deploy();
    phone.receiveCall({ number: '1', name: 'Tom & Jerry' });
    await site.event('call-established', () => site.command({ action: 'answer', via: 'speaker' }));
    await site.event('hold', () => site.command({ action: 'hold' }));
    await site.event('unhold', () => site.command({ action: 'resume' }));
    const before = phone.web.requests;
    await site.command({ action: 'dtmf', digits: '12#' });
    assert.equal(phone.state.dtmf, '12#');
    // A request a digit; the login is known already.
    assert.equal(phone.web.requests - before, 3);
    await site.event('call-terminated', () => site.command({ action: 'hangup' }));
  });

  it('switches do-not-disturb, and reports it', async () => {
    const [site, phone] = await deploy();
    await site.event('dnd-on', () => site.command({ action: 'dnd-on' }));
    assert.equal(phone.state.dnd, true);
    await site.event('dnd-off', () => site.command({ action: 'dnd-off' }));
  });

  it('presses what older firmware may want with Command=3, by its path', async () => {
    const [site, phone] = await deploy();
    await site.loaded.redeploy(
      [
        { id: 'tab', type: 'tab', label: 'test' },
        {
          id: 'desk',
          type: 'voip-phone',
          name: 'Desk',
          vendor: 'htek',
          host: '127.0.0.1',
          port: String(phone.port),
          path: '/Phone_ActionURL&Command=3&key={key}',
        },
        { id: 'cmd', type: 'active-uri out', z: 'tab', x: 1, y: 1, phone: 'desk', wires: [['out']] },
        { id: 'out', type: 'helper', z: 'tab', x: 1, y: 1, wires: [] },
      ],
      'nodes',
    );
    site.loaded.node('cmd').receive({ payload: 'MUTE' } as never);
    assert.equal((await phone.commanded('MUTE')).target, '/Phone_ActionURL&Command=3&key=MUTE');
  });
});
