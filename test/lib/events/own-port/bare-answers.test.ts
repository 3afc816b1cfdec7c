import assert from 'node:assert/strict';
import { BareAnswers } from '../../../../nodes/lib/events/own-port/bare-answers';

describe('BareAnswers', () => {
  it('say the time of each second, whatever was said before', () => {
    let now = Date.UTC(2026, 0, 31, 8, 15, 30);
    const answers = new BareAnswers(() => now);
    const seconds = () =>
      (['keep', 'close'] as const).map((connection) => /:(\d\d) GMT\r\n/.exec(answers.text(200, connection))?.[1]);
    assert.deepEqual(seconds(), ['30', '30']);
    now += 999;
    assert.deepEqual(seconds(), ['30', '30']);
    now += 1;
    assert.deepEqual(seconds(), ['31', '31']);
    // A clock that is set back is followed as well.
    now -= 5000;
    assert.deepEqual(seconds(), ['26', '26']);
  });
});
