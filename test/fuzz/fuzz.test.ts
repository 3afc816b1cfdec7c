import assert from 'node:assert/strict';
import { fuzz } from './fuzz';
import { startTarget } from './targets';

/** In all; half go to each server. */
const REQUESTS = Number(process.env.FUZZ_RUNS ?? 10_000) / 2;
const SEED = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 1e9));

/** What may stay behind: compiled code and caches, not anything that grows with the requests. */
const HEAP_GROWTH = 16 * 1024 * 1024;

describe('hostile requests', function () {
  // Not a promise about speed: only that it ends.
  this.timeout(60_000 + REQUESTS * 50);

  for (const server of ['shared', 'own'] as const) {
    it(`to ${server === 'own' ? 'an own port' : "Node-RED's server"}: ${REQUESTS} of seed ${SEED} end as they were built to`, async () => {
      const target = await startTarget(server);
      try {
        const figures = await fuzz(target, SEED, REQUESTS);
        assert.ok(figures.events > REQUESTS / 10, 'too few were events to prove anything');
        assert.ok(figures.requests - figures.events > REQUESTS / 10, 'too few were refused to prove anything');
        assert.ok(figures.heapAfter - figures.heapBefore < HEAP_GROWTH, `the heap grew: ${JSON.stringify(figures)}`);
      } finally {
        await target.stop();
      }
    });
  }
});
