import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { PluggedJob, PluggedResult } from '../../../../bench/plugged-job';
import { systemTimers } from '../../../../nodes/lib/timers';
import { fleet } from '../../../phones/fleet';
import { own } from '../../../support/own';
import { ROOT } from '../../../support/package';
import { PnpBench } from './bench';

/** As many as fit into a socket's buffer where a system grants no more than the usual 208 KB. */
const PHONES = 150;
const BLOCKED = 2000;

/** Phones in a process of their own: they go on while this one stands still. */
function crowd(port: number): (what: PluggedJob['what']) => Promise<PluggedResult> {
  const file = join(ROOT, 'bench', 'plugged-process.ts');
  const child = fork(file, { execArgv: ['--import', 'tsx'], cwd: ROOT });
  own(async () => {
    const ended = once(child, 'exit');
    child.disconnect();
    await ended;
  });
  return async (what) => {
    child.send({ phones: PHONES, port, what } satisfies PluggedJob);
    const [result] = (await once(child, 'message')) as [PluggedResult];
    return result;
  };
}

describe('a crowd of phones that are plugged in at once', function () {
  this.timeout(120_000);

  it('has every phone configured, once each, also while the loop stands still; then nothing is sent', async () => {
    const bench = new PnpBench({ timers: systemTimers });
    for (const { make, mac, model } of fleet(PHONES)) bench.adopt({ id: mac, name: mac, vendor: make, mac, model });
    await bench.open({ answerUntried: true });
    const job = crowd(bench.desk.network.port);
    const asking = job('plug');
    // The first question is heard, and from then on for two seconds none.
    while ([...bench.desk.asking.all()].length === 0) await new Promise(setImmediate);
    const until = performance.now() + BLOCKED;
    while (performance.now() < until) continue;
    const due = await asking;
    assert.deepEqual([due.outcomes, due.configured, due.faults], [{ told: PHONES }, PHONES, []]);
    const { phones, asking: strangers } = bench.list;
    assert.deepEqual([...new Set(phones.map(({ standing }) => standing))], ['fetched']);
    assert.deepEqual(strangers, []);

    const current = await job('plug');
    assert.deepEqual(current.outcomes, { silence: PHONES });
    assert.deepEqual([current.statuses, current.notifies, current.faults], [0, 0, []]);
    assert.deepEqual([...new Set(bench.list.phones.map(({ silence }) => silence))], ['up-to-date']);
  });
});
