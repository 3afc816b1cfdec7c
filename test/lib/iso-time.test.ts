import assert from 'node:assert/strict';
import { isoTime } from '../../nodes/lib/iso-time';

const DAY = 86_400_000;

describe('isoTime', () => {
  const edges = [
    0,
    -1,
    -0.5,
    0.5,
    1.999,
    DAY - 1,
    DAY,
    -DAY,
    -DAY - 1,
    8.64e15,
    -8.64e15,
    253_402_300_799_999,
    253_402_300_800_000,
  ];
  const within = [0, 9, 10, 99, 100, 999, 1_000, 9_999, 59_999, 60_000, 599_999, 3_599_999, 3_600_000, 36_000_000];

  it('says what Date says, whatever was asked for before', () => {
    const start = Date.UTC(2024, 1, 28);
    const days = Array.from({ length: 400 }, (_, n) => start + n * DAY);
    for (const wall of [...edges, ...days.flatMap((day) => within.map((time) => day + time)), ...edges.toReversed()]) {
      assert.equal(isoTime(wall), new Date(wall).toISOString());
    }
  });

  it('throws where there is no such time, and says the right ones after it', () => {
    assert.throws(() => isoTime(Number.NaN), RangeError);
    assert.throws(() => isoTime(Number.POSITIVE_INFINITY), RangeError);
    assert.throws(() => isoTime(9e15), RangeError);
    assert.equal(isoTime(1), '1970-01-01T00:00:00.001Z');
  });
});
