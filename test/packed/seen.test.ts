import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { needsRuntime, RUNTIMES, type RunningNodeRed, startNodeRed } from '../support/node-red';

const MAC = '80:82:87:04:6b:c2';
const PLACE = { z: 'tab', x: 100, y: 100 };
const TOKEN = 'canary-token-of-sixteen';

const FLOWS = [
  { id: 'tab', type: 'tab', label: 'test' },
  // Where the phone is learned to be, nobody is.
  { id: 'desk', type: 'voip-phone', name: 'Desk', vendor: 'atcom', mac: MAC, host: '', port: '9', check: '1' },
  {
    ...{ id: 'in', type: 'action-url in', ...PLACE, path: '/phone', events: [], wires: [[]] },
    ...{ guarded: true, trustedProxies: '127.0.0.1', credentials: { token: TOKEN } },
  },
  { id: 'ask', type: 'http in', ...PLACE, url: '/state', method: 'get', wires: [['state']] },
  { id: 'state', type: 'phone state', ...PLACE, phone: 'desk', wires: [['answer'], []] },
  { id: 'answer', type: 'http response', ...PLACE, statusCode: '', headers: {}, wires: [] },
  { id: 'dial', type: 'http in', ...PLACE, url: '/dial', method: 'get', wires: [['number']] },
  {
    ...{ id: 'number', type: 'change', ...PLACE, wires: [['command']] },
    rules: [{ t: 'set', p: 'payload', pt: 'msg', to: '{"action":"dial","number":"6040"}', tot: 'json' }],
  },
  {
    ...{ id: 'command', type: 'active-uri out', ...PLACE, phone: 'desk', failures: true, timeout: '1', retries: '0' },
    wires: [[], ['answer']],
  },
];

for (const runtime of RUNTIMES) {
  describe(`what is known of phones over a restart of ${runtime.label}`, function () {
    this.timeout(90_000);
    let red: RunningNodeRed | undefined;
    before(function () {
      needsRuntime(this, runtime);
    });
    afterEach(async () => {
      await red?.stop();
      red = undefined;
    });
    const ask = async <T>(path: string): Promise<T> => (await (await fetch(`${red?.url}${path}`)).json()) as T;
    const report = async (): Promise<number> => {
      const from = { 'x-forwarded-for': '127.0.0.2' };
      return (await fetch(`${red?.url}/phone/mwi?mac=${MAC}&token=${TOKEN}`, { headers: from })).status;
    };

    it('its learned address and its last sign are kept, for nobody else to read', async () => {
      red = await startNodeRed(runtime, { flows: FLOWS });
      const unknown = await ask<{ code: string }>('/dial');
      assert.equal(unknown.code, 'NO_ADDRESS');
      assert.equal(await report(), 200);
      const { seen } = await ask<{ seen: string; reachable: boolean }>('/state');
      const file = join(red.userDir, 'voip-phone', 'seen.json');
      await red.endAndRestart(() => {
        assert.equal(statSync(file).mode & 0o777, 0o600);
        const text = readFileSync(file, 'utf8');
        assert.match(text, /"mac 808287046bc2":\{"seen":\d+,"place":\{"address":"127\.0\.0\.2"/);
        assert.equal(text.includes(TOKEN), false);
      });
      const state = await ask<{ state: string; seen: string; reachable?: boolean }>('/state');
      assert.deepEqual([state.state, state.seen, state.reachable], ['unknown', seen, undefined]);
      const { code, phone } = await ask<{ code: string; phone: { host: string } }>('/dial');
      assert.deepEqual([code, phone.host], ['UNREACHABLE', '127.0.0.2']);
    });

    it('a file that makes no sense is said once, stays, and costs nothing', async () => {
      red = await startNodeRed(runtime, { flows: FLOWS });
      const file = join(red.userDir, 'voip-phone', 'seen.json');
      assert.equal(await report(), 200);
      await red.endAndRestart(() => writeFileSync(file, 'no JSON'));
      assert.equal(await report(), 200);
      assert.equal((await ask<{ code: string }>('/dial')).code, 'UNREACHABLE');
      await red.endAndRestart(() => assert.equal(readFileSync(file, 'utf8'), 'no JSON'));
      assert.equal(red.output().match(/seen\.json/g)?.length, 2, 'once at each start');
    });
  });
}
