import assert from 'node:assert/strict';
import { type ErrorCause, type ErrorCode, PhoneError } from '../../../nodes/lib/errors';
import { Reachability, type Sign, signOf } from '../../../nodes/lib/phones/reachability';
import { sentence } from '../../../nodes/lib/sentences/sentence';
import { Clock, SECOND } from './phones';

describe('phones/reachability', () => {
  const rows: readonly (readonly [
    what: string,
    steps: readonly (readonly [seconds: number, sign: Sign])[],
    ...(boolean | undefined)[],
  ])[] = [
    ['an answer', [[0, 'answered']], true],
    ['one failure says nothing', [[0, 'none']], undefined],
    [
      'two failures of one trouble say nothing',
      [
        [0, 'none'],
        [29.9, 'none'],
      ],
      undefined,
      undefined,
    ],
    [
      'two half a minute apart',
      [
        [0, 'none'],
        [30, 'none'],
      ],
      undefined,
      false,
    ],
    [
      'the first of a row counts, however many come between',
      [
        [0, 'none'],
        [10, 'none'],
        [20, 'none'],
        [31, 'none'],
      ],
      undefined,
      undefined,
      undefined,
      false,
    ],
    [
      'an answer between ends the row',
      [
        [0, 'none'],
        [20, 'answered'],
        [40, 'none'],
        [60, 'none'],
      ],
      undefined,
      true,
      undefined,
      undefined,
    ],
    [
      'nonsense ends the row, too, and is no answer',
      [
        [0, 'none'],
        [20, 'unknown'],
        [40, 'none'],
      ],
      undefined,
      undefined,
      undefined,
    ],
    [
      'it comes back with the first answer',
      [
        [0, 'none'],
        [30, 'none'],
        [60, 'answered'],
      ],
      undefined,
      false,
      true,
    ],
  ];
  for (const [what, steps, ...expected] of rows) {
    it(what, () => {
      const clock = new Clock();
      const reachability = new Reachability(clock.now);
      let at = 0;
      const found = steps.map(([seconds, sign]) => {
        clock.advance((seconds - at) * SECOND);
        at = seconds;
        return reachability.note(sign);
      });
      assert.deepEqual(found, expected);
    });
  }

  it('ends its row when the phone is heard by other ways', () => {
    const clock = new Clock();
    const reachability = new Reachability(clock.now);
    reachability.note('none');
    clock.advance(20 * SECOND);
    reachability.heard();
    clock.advance(20 * SECOND);
    assert.equal(reachability.note('none'), undefined);
  });

  it('reads errors: any status is an answer, and what never left says nothing', () => {
    const read = (code: ErrorCode, cause?: ErrorCause): Sign =>
      signOf(new PhoneError(code, sentence('http.port'), cause));
    assert.deepEqual(
      [read('UNAUTHORIZED', { status: 401 }), read('FORBIDDEN', { status: 403 }), read('REFUSED', { status: 500 })],
      ['answered', 'answered', 'answered'],
    );
    assert.deepEqual([read('UNREACHABLE'), read('TIMEOUT')], ['none', 'none']);
    for (const code of ['EXPIRED', 'CLOSED', 'QUEUE_FULL', 'INTERNAL', 'UNREADABLE_ANSWER', 'NO_ADDRESS'] as const)
      assert.equal(read(code), 'unknown', code);
  });
});
