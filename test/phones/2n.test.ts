import assert from 'node:assert/strict';
import { own } from '../support/own';
import { TwoNIntercom } from './2n';
import { ask, exchange } from './probe';

/** "HTTP API manual for 2N IP intercoms". */
describe('simulated 2N intercom', () => {
  let intercom: TwoNIntercom;
  const begin = async (options: ConstructorParameters<typeof TwoNIntercom>[0] = {}): Promise<void> => {
    intercom = own(new TwoNIntercom(options));
    await intercom.start();
  };
  const send = async (target: string): Promise<unknown> => {
    const text = await exchange(intercom, `GET ${target} HTTP/1.1\r\nConnection: close\r\n\r\n`);
    return JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4));
  };

  it('switches, unless the switch is locked', async () => {
    await begin({ locked: [2] });
    assert.deepEqual(await send('/api/switch/ctrl?switch=1&action=on'), { success: true });
    assert.deepEqual(await send('/api/switch/ctrl?switch=2&action=on'), {
      success: false,
      error: { code: 14, description: 'action failed' },
    });
    await send('/api/switch/ctrl?switch=1&action=on');
    assert.deepEqual([...intercom.on], [1]);
    await send('/api/switch/ctrl?switch=1&action=trigger');
    assert.deepEqual([...intercom.on], []);
  });

  it('tells the session of a call it dials, and ends it by that', async () => {
    await begin();
    assert.deepEqual(await send('/api/call/dial?number=1234'), { success: true, result: { session: 1 } });
    assert.deepEqual(await send('/api/call/hangup?session=1'), { success: true });
    assert.equal(intercom.sessions[0]?.state, 'terminated');
    for (const target of ['/api/call/hangup?session=1', '/api/call/hangup', '/api/call/answer?session=1', '/api'])
      assert.equal(((await send(target)) as { success: boolean }).success, false, target);
  });

  it('asks for the login of its account', async () => {
    await begin({ protection: { scheme: 'digest', username: 'flow', password: 'pass' } });
    assert.equal(await ask(intercom, '/api/switch/ctrl?switch=1&action=on'), 401);
    assert.deepEqual(intercom.done, []);
  });
});
