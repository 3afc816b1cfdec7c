import assert from 'node:assert/strict';
import { fuzzReading } from './reading';

const REQUESTS = Number(process.env.FUZZ_RUNS ?? 10_000);
const SEED = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 1e9));

describe('requests of phones that are called by hostile strangers', function () {
  // Not a promise about speed: only that it ends.
  this.timeout(60_000 + REQUESTS * 20);

  it(`${REQUESTS} of seed ${SEED} say the truth, or that it cannot be told`, () => {
    const figures = fuzzReading(SEED, REQUESTS);
    assert.ok(figures.generated >= Math.floor(REQUESTS / 2));
    assert.ok(figures.compared > REQUESTS, JSON.stringify(figures));
    assert.ok(figures.doubtful > REQUESTS / 100, JSON.stringify(figures));
  });
});
