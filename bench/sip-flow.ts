/**
 * NOTIFY per second through a flow: `npm run build && node --import tsx bench/sip-flow.ts`.
 * Real Node-RED with the packed package; an inject-like function makes the messages, the sink is a process of its own.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { RUNTIMES, startNodeRed } from '../test/support/node-red';

const PHONES = 200;
const MESSAGES = 20_000;
const ROUNDS = 3;

async function main(): Promise<void> {
  const sink = fork(join(__dirname, 'sip-sink.ts'), { execArgv: ['--import', 'tsx'] });
  const [{ port }] = (await once(sink, 'message')) as [{ port: number }];
  for (const runtime of RUNTIMES) {
    const place = { z: 'tab', y: 100 };
    const phones = Array.from({ length: PHONES }, (_, index) => ({
      id: `phone-${index}`,
      type: 'voip-phone',
      name: `Desk ${index}`,
      vendor: 'fanvil',
      transport: 'sip',
      host: '127.0.0.1',
      sipUri: `sip:${index}@127.0.0.1:${port}`,
    }));
    // Each phone has one command under way: its answer asks for the next.
    const pump = `
      const state = context.get('state') ?? { left: 0, open: 0 };
      if (msg.req) { state.left = ${MESSAGES}; state.open = 0; state.http = { req: msg.req, res: msg.res }; state.failed = 0;
        context.set('state', state);
        for (let index = 0; index < ${PHONES}; index++) { state.left--; state.open++; node.send([{ payload: 'OK', phone: 'Desk ' + index, index }, null]); }
        return null; }
      state.open--;
      if (msg.error) state.failed++;
      if (state.left > 0) { state.left--; state.open++; return [{ payload: 'OK', phone: msg.phone }, null]; }
      if (state.open === 0) return [null, { ...state.http, payload: String(state.failed) }];
      return null;`;
    const red = await startNodeRed(runtime, { settings: { logging: { console: { level: 'info' } } } });
    await red.deploy([
      { id: 'tab', type: 'tab', label: 'bench' },
      ...phones,
      { id: 'go', type: 'http in', ...place, x: 100, method: 'get', url: '/go', wires: [['pump']] },
      { id: 'pump', type: 'function', ...place, x: 200, func: pump, outputs: 2, wires: [['cmd'], ['done']] },
      { id: 'cmd', type: 'active-uri out', ...place, x: 300, phone: 'phone-0', timeout: '20', wires: [['pump']] },
      { id: 'failed', type: 'catch', ...place, x: 300, scope: ['cmd'], wires: [['pump']] },
      { id: 'done', type: 'http response', ...place, x: 300, wires: [] },
    ]);
    for (let round = 0; round < ROUNDS; round += 1) {
      const started = performance.now();
      const failed = await (await fetch(`${red.url}/go`)).text();
      const rate = Math.round((MESSAGES / (performance.now() - started)) * 1000);
      console.log(`${runtime.label}: ${rate} NOTIFY/s through a flow, ${PHONES} phones, ${failed} failed`);
    }
    await red.stop();
  }
  sink.disconnect();
}

void main();
