import assert from 'node:assert/strict';
import { shownText, strangersText } from '../../nodes/lib/shown-text';

describe('shownText', () => {
  const cases: readonly (readonly [what: string, text: string, shown: string])[] = [
    ['leaves a text alone', 'Mü & <b>', 'Mü & <b>'],
    ['takes control signs and marks of direction away', '\u202eA\u0000b\nc\u200f\u2028 ', 'Abc'],
    ['cuts between signs, not within', `${'a'.repeat(9)}😀😀`, `${'a'.repeat(9)}😀`],
    ['leaves half a pair out', 'a\ud83d', 'a'],
    ['looks at no more than it shows', 'x'.repeat(1_000_000), 'x'.repeat(10)],
  ];
  for (const [what, text, shown] of cases) it(what, () => assert.equal(shownText(text, 10), shown.slice(0, 100)));
});

describe('strangersText', () => {
  const cases: readonly (readonly [text: string, stored: string])[] = [
    ['SIP-T46G', 'SIP-T46G'],
    ['Cash $mart $1', 'Cash $mart $1'],
    ['{x} (y)', '{x} (y)'],
    ['${HOME}', ''],
    ['X4U${HOME}', ''],
    ['$(HOME)', ''],
    ['$\u0000{HOME}', ''],
    ['$\u202e(HOME)', ''],
    // What is cut off is no reference.
    [`${'x'.repeat(20)}\${HOME}`, 'x'.repeat(20)],
  ];
  for (const [text, stored] of cases)
    it(`stores ${JSON.stringify(text)} as ${JSON.stringify(stored)}`, () =>
      assert.equal(strangersText(text, 20), stored));
});
