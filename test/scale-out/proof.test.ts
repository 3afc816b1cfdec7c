import assert from 'node:assert/strict';
import { Random } from '../../bench/soak/random';
import { hasHaproxy } from '../proxies/haproxy';
import { needs, needsRuntime, RUNTIMES } from '../support/node-red';
import { hasMosquitto } from './mosquitto';
import { prove } from './proof';
import { hasRedis } from './redis';

/** A run in which this process itself stood still says nothing, and is made again. */
const RUNS = 3;

describe('the recipe beyond one machine', function () {
  this.timeout(RUNS * 240_000);

  it('balances its books, whatever goes wrong', async function () {
    needs(this, 'haproxy', hasHaproxy);
    needs(this, 'redis-server', hasRedis);
    needs(this, 'mosquitto', hasMosquitto);
    const [runtime] = RUNTIMES;
    if (runtime) needsRuntime(this, runtime);
    const said: string[] = [];
    for (let run = 1; run <= RUNS; run++) {
      const seed = Number(process.env.SCALE_SEED ?? Math.floor(Math.random() * 2 ** 31));
      const { violations, forgiven, table, failed } = await prove({
        configured: 1_000,
        talking: 300,
        rate: 40,
        seconds: 40,
        random: new Random(seed),
        say: () => undefined,
      });
      said.push(
        `SCALE_SEED=${seed}`,
        failed ?? JSON.stringify(table),
        ...violations.slice(0, 50),
        ...forgiven.slice(0, 30),
      );
      if (failed !== undefined) continue;
      assert.deepEqual(violations, [], said.join('\n'));
      // A run in which nothing happened would balance, too.
      assert.ok(Number(table['phones moved by the kill']) > 0 && Number(table.calls) > 100, said.join('\n'));
      return;
    }
    assert.fail(said.join('\n'));
  });
});
