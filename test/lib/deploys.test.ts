import assert from 'node:assert/strict';
import { Deploys } from '../../nodes/lib/deploys';

describe('Deploys', () => {
  it('tell any number of listeners, in their order, until each ends', () => {
    const deploys = new Deploys();
    const heard: string[] = [];
    const ends = ['a', 'b', 'c'].map((name) => deploys.on((state) => heard.push(`${name} ${state}`)));
    deploys.tell('stopping');
    ends[1]?.();
    deploys.tell('stopped');
    assert.deepEqual(heard, ['a stopping', 'b stopping', 'c stopping', 'a stopped', 'c stopped']);
  });

  it('tell one function as often as it was brought', () => {
    const deploys = new Deploys();
    let heard = 0;
    const listener = (): void => {
      heard += 1;
    };
    const end = deploys.on(listener);
    deploys.on(listener);
    deploys.tell('started');
    end();
    deploys.tell('started');
    assert.equal(heard, 3);
  });

  it('tell nobody whom an earlier listener has just ended', () => {
    const deploys = new Deploys();
    const heard: string[] = [];
    deploys.on(() => end());
    const end = deploys.on(() => heard.push('ended'));
    deploys.tell('started');
    assert.deepEqual(heard, []);
  });

  it('tell all, whatever one throws, and throw it then', () => {
    const deploys = new Deploys();
    const heard: string[] = [];
    deploys.on(() => {
      throw new Error('the first');
    });
    deploys.on(() => heard.push('the second'));
    assert.throws(() => deploys.tell('started'), /the first/);
    assert.deepEqual(heard, ['the second']);
  });

  for (const state of ['started', 'stopped'] as const) {
    it(`call back once when a deploy is over: ${state}`, () => {
      const deploys = new Deploys();
      let heard = 0;
      deploys.onceOver(() => {
        heard += 1;
      });
      deploys.tell('stopping');
      assert.equal(heard, 0);
      deploys.tell(state);
      deploys.tell(state);
      assert.equal(heard, 1);
    });
  }

  it('call back with each start, and say which was the first', () => {
    const deploys = new Deploys();
    const heard: boolean[] = [];
    const end = deploys.onEachStart((isFirst) => heard.push(isFirst));
    for (const state of ['stopping', 'stopped', 'started', 'stopping', 'started'] as const) deploys.tell(state);
    end();
    deploys.tell('started');
    assert.deepEqual(heard, [true, false]);
  });
});
