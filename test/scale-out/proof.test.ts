import assert from 'node:assert/strict';
import { Random } from '../../bench/soak/random';
import { hasHaproxy } from '../proxies/haproxy';
import { needs, needsRuntime, RUNTIMES } from '../support/node-red';
import { hasMosquitto } from './mosquitto';
import { prove } from './proof';
import { hasRedis } from './redis';

const SEED = Number(process.env.SCALE_SEED ?? 1005);
/** A run in which an instance stood still that nobody had stopped says nothing, and is made once more. */
const RUNS = 2;

/** `npm run scale-out` with fewer phones and in less time: docs/scale-out.md. */
describe('the recipe beyond one machine', function () {
  this.timeout(RUNS * 240_000);
  before(function () {
    needs(this, 'haproxy', hasHaproxy);
    needs(this, 'redis-server', hasRedis);
    needs(this, 'mosquitto', hasMosquitto);
    const [runtime] = RUNTIMES;
    if (runtime) needsRuntime(this, runtime);
  });

  it('balances its books, whatever goes wrong', async () => {
    const said: string[] = [];
    for (let run = 1; run <= RUNS; run++) {
      const { violations, forgiven, table, failed } = await prove({
        configured: 1_000,
        talking: 300,
        rate: 40,
        seconds: 40,
        random: new Random(SEED + run - 1),
        say: (text) => said.push(text),
      });
      said.push(
        `SCALE_SEED=${SEED + run - 1}`,
        ...Object.entries(table).map(([what, value]) => `| ${what} | ${value} |`),
        ...forgiven.slice(0, 30).map((words) => `forgiven: ${words}`),
        ...violations.slice(0, 50),
      );
      if (failed !== undefined) {
        said.push(`not measured: ${failed}`);
        continue;
      }
      assert.deepEqual(violations, [], said.join('\n'));
      // A run in which nothing happened would balance, too.
      assert.ok(Number(table['phones moved by the kill']) > 0, said.join('\n'));
      assert.ok(Number(table.calls) > 100 && Number(table['of them done']) > 10, said.join('\n'));
      process.stdout.write(`SCALE_SEED=${SEED + run - 1}: ${JSON.stringify(table)}\n`);
      return;
    }
    assert.fail(said.join('\n'));
  });
});
