import assert from 'node:assert/strict';
import { nearestWord } from '../../nodes/lib/nearest-word';

describe('nearestWord', () => {
  const WORDS = ['registered', 'unregistered', 'mute', 'hold', 'incomingcall'];
  const cases: readonly (readonly [word: string, nearest: string | undefined])[] = [
    ['registered', 'registered'],
    ['registerd', 'registered'],
    ['regsitered', 'registered'],
    ['unregisterd', 'unregistered'],
    ['incommingcal', 'incomingcall'],
    ['mut', 'mute'],
    ['mutee', 'mute'],
    ['hodl', 'hold'],
    ['nonsense', undefined],
    ['mu', undefined],
    ['', undefined],
    ['x'.repeat(100_000), undefined],
  ];
  for (const [word, nearest] of cases) {
    it(`finds ${nearest ?? 'none'} for ${JSON.stringify(word.slice(0, 20))}`, () => {
      assert.equal(nearestWord(word, WORDS), nearest);
    });
  }

  it('takes the first of several that are equally near', () => {
    assert.equal(nearestWord('hald', ['hold', 'held']), 'hold');
    assert.equal(nearestWord('hald', ['held', 'hold']), 'held');
  });
});
