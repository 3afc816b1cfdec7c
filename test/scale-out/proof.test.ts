import assert from 'node:assert/strict';
import { Random } from '../../bench/soak/random';
import { hasHaproxy } from '../proxies/haproxy';
import { needs, needsRuntime, RUNTIMES } from '../support/node-red';
import { hasMosquitto } from './mosquitto';
import { prove } from './proof';
import { hasRedis } from './redis';

describe('beyond one machine, for a minute', function () {
  this.timeout(400_000);

  it('loses nothing but what was under way to a killed instance, and does nothing twice', async function () {
    needs(this, 'haproxy', hasHaproxy);
    needs(this, 'redis-server', hasRedis);
    needs(this, 'mosquitto', hasMosquitto);
    for (const runtime of RUNTIMES.slice(0, 1)) needsRuntime(this, runtime);
    const said: string[] = [];
    const seed = Math.floor(Math.random() * 2 ** 31);
    const { table, violations } = await prove({
      configured: 2_000,
      talking: 400,
      seconds: 60,
      random: new Random(seed),
      say: (text) => said.push(text),
    });
    assert.deepEqual(violations, [], [`SCALE_SEED=${seed}`, ...said, JSON.stringify(table), ...violations].join('\n'));
    // What was to go wrong did.
    assert.equal(said.length, 6, said.join());
    assert.ok(Number(table['phones moved by the kill']) > 50);
    assert.ok(Number(table['of them done']) > 50);
    assert.ok(Number(table['calls']) > 300);
  });
});
