import assert from 'node:assert/strict';
import { freePort } from '../support/node-red';
import { loadNodes, unloadNodes } from '../support/nodes';

const NO_OP = '<AastraIPPhoneExecute><ExecuteItem URI=""/></AastraIPPhoneExecute>';

describe('the answer to an event', () => {
  afterEach(unloadNodes);

  it('holds what the phone’s vendor wants, on both servers, and nothing for others', async () => {
    const port = String(await freePort());
    const place = { z: 'tab', x: 1, y: 1, wires: [] };
    const phone = (id: string, vendor: string, mac: string): object => ({ id, type: 'voip-phone', vendor, mac });
    const loaded = await loadNodes([
      { id: 'tab', type: 'tab', label: 'test' },
      phone('desk', 'mitel', '001122334455'),
      phone('door', 'fanvil', '0c383e000001'),
      { id: 'shared', type: 'action-url in', ...place, path: '/phone', events: ['hold'] },
      { id: 'own', type: 'action-url in', ...place, path: '/phone', events: ['hold'], port, token: '' },
    ]);
    for (const base of [`http://127.0.0.1:${loaded.port}`, `http://127.0.0.1:${port}`]) {
      const ask = async (target: string, method = 'GET'): Promise<unknown> => {
        const answer = await fetch(`${base}${target}`, { method });
        return [answer.status, answer.headers.get('content-type'), await answer.text()];
      };
      assert.deepEqual(await ask('/phone/hold?mac=001122334455'), [200, 'text/xml', NO_OP]);
      // An event that the node filters out is answered like any other.
      assert.deepEqual(await ask('/phone/mute?mac=001122334455'), [200, 'text/xml', NO_OP]);
      assert.deepEqual(await ask('/phone/hold?mac=001122334455', 'HEAD'), [200, null, '']);
      assert.deepEqual(await ask('/phone/hold?mac=0c383e000001'), [200, null, '']);
      assert.deepEqual(await ask('/phone/hold?mac=0c383e000009'), [200, null, '']);
    }
  });
});
