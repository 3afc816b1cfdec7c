import assert from 'node:assert/strict';
import { Farewells } from '../../../../nodes/lib/events/own-port/farewells';
import { turn } from '../wire';

describe('Farewells', () => {
  it('end in the fourth turn of the event loop, each in its own time and in order', async () => {
    const farewells = new Farewells();
    const ended: string[] = [];
    const byTurn: string[][] = [];
    for (const come of [['a', 'b'], ['c'], [], [], [], ['d'], [], [], [], []]) {
      for (const name of come) farewells.add(() => ended.push(name));
      await turn();
      byTurn.push(ended.splice(0));
    }
    assert.deepEqual(byTurn, [[], [], [], ['a', 'b'], ['c'], [], [], [], ['d'], []]);
  });

  it('are for two connections at a time: of many each is to be ended at once', async () => {
    const farewells = new Farewells();
    const quiet: boolean[] = [];
    for (let times = 0; times < 3; times++) {
      quiet.push(farewells.isQuiet);
      farewells.add(() => undefined);
    }
    assert.deepEqual(quiet, [true, true, false]);
    for (let turns = 0; turns < 4; turns++) await turn();
    assert.equal(farewells.isQuiet, true);
  });

  it('may ask for another', async () => {
    const farewells = new Farewells();
    let isEnded = false;
    farewells.add(() => farewells.add(() => (isEnded = true)));
    for (let turns = 0; turns < 8; turns++) {
      assert.equal(isEnded, false);
      await turn();
    }
    assert.ok(isEnded);
  });
});
