import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isoTime } from '../../nodes/lib/iso-time';

describe('isoTime', () => {
  it('writes what Date writes, whichever time came before', () => {
    const noon = Date.UTC(2026, 0, 31, 12);
    const times = [noon, noon + 1, noon + 999, noon + 1000, noon - 1, noon + 59_000, 0, -1, -999, -1000, noon + 45];
    for (const time of [...times, ...times.toReversed(), Date.UTC(12_026, 0), Date.UTC(-5, 0), 8.64e15]) {
      assert.equal(isoTime(time), new Date(time).toISOString());
    }
  });

  it('refuses what is no time, and goes on', () => {
    for (const time of [Number.NaN, 8.64e15 + 1000, Number.POSITIVE_INFINITY]) {
      assert.throws(() => isoTime(time), RangeError);
      assert.equal(isoTime(1), '1970-01-01T00:00:00.001Z');
    }
  });
});
