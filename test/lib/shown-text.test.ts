import assert from 'node:assert/strict';
import { shownText } from '../../nodes/lib/shown-text';

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
