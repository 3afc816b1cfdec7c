import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readCount, readDirection, readSeconds } from '../../../../nodes/lib/events/report/quantity';

describe('readCount', () => {
  it('reads digits', () => assert.deepEqual(['0', '1', '007', '73400320'].map(readCount), [0, 1, 7, 73400320]));
  for (const text of ['', '-1', '1.5', '1e3', '0x10', 'Infinity', '12 KB', '9'.repeat(20), '9'.repeat(400), '١']) {
    it(`refuses ${text.slice(0, 30)}`, () => assert.equal(readCount(text), undefined));
  }
});

describe('readSeconds', () => {
  const cases: readonly (readonly [string, number | undefined])[] = [
    ['73', 73],
    ['0', 0],
    ['00:01:13', 73],
    ['01:13', 73],
    ['1:00:00', 3600],
    ['123:00:00', 442800],
    ['', undefined],
    ['1:13:', undefined],
    ['1:5', undefined],
    ['01:005', undefined],
    ['1:2:3:4', undefined],
    ['soon', undefined],
  ];
  for (const [text, seconds] of cases) it(`${text}: ${seconds}`, () => assert.equal(readSeconds(text), seconds));
});

describe('readDirection', () => {
  it('knows the words of the field', () => {
    assert.deepEqual(['in', 'Incoming', 'INBOUND'].map(readDirection), ['inbound', 'inbound', 'inbound']);
    assert.deepEqual(['out', 'Outgoing', 'outbound'].map(readDirection), ['outbound', 'outbound', 'outbound']);
    assert.deepEqual(['', 'both', 'constructor'].map(readDirection), [undefined, undefined, undefined]);
  });
});
