import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readUntil } from '../../../nodes/lib/events/until';

const local = (...parts: [number, number, number, number?, number?, number?, number?]): number =>
  new Date(parts[0], parts[1] - 1, ...parts.slice(2)).getTime();

const READABLE: readonly (readonly [text: string, moment: number])[] = [
  ['2026-12-01', local(2026, 12, 2)],
  [' 2026-12-31 ', local(2027, 1, 1)],
  ['2028-02-29', local(2028, 3, 1)],
  ['2026-12-01T18:00', local(2026, 12, 1, 18)],
  ['2026-12-01T18:00:30.5', local(2026, 12, 1, 18, 0, 30, 500)],
  ['2026-12-01T18:00:30,25', local(2026, 12, 1, 18, 0, 30, 250)],
  ['2026-12-01T24:00', local(2026, 12, 2)],
  ['2026-12-01T18:00Z', Date.UTC(2026, 11, 1, 18)],
  ['2026-12-01t18:00:00z', Date.UTC(2026, 11, 1, 18)],
  ['2026-12-01T18:00+02:00', Date.UTC(2026, 11, 1, 16)],
  ['2026-12-01T18:00-0330', Date.UTC(2026, 11, 1, 21, 30)],
  ['2026-12-01T18:00+01', Date.UTC(2026, 11, 1, 17)],
];

const UNREADABLE = [
  ...['', ' ', 'soon', '2026', '2026-12', '2026-13-01', '2026-02-30', '2027-02-29', '2026-00-10', '2026-12-00'],
  ...['01.12.2026', '12/01/2026', '20261201', '2026-12-1', '2026-12-01 18:00', '2026-12-01T18', '2026-12-01T25:00'],
  ...['2026-12-01T24:01', '2026-12-01T18:60', '2026-12-01T18:00:60', '2026-12-01T18:00+15:00', '0000-01-01'],
  ...['2026-12-01T18:00+01:60', '2026-12-01Z', '+002026-12-01', '2026-W49-2', '1767222000000'],
];

describe('readUntil', () => {
  for (const [text, moment] of READABLE) {
    it(`reads ${text}`, () => assert.equal(readUntil(text), moment));
  }

  for (const text of UNREADABLE) {
    it(`does not read "${text}"`, () => assert.equal(readUntil(text), undefined));
  }

  it('ends a date without a time at the end of that day, where a day has 23 hours, too', () => {
    const zone = process.env['TZ'];
    try {
      for (const [name, text, expected] of [
        ['Europe/Berlin', '2026-03-29', '2026-03-29T22:00:00.000Z'],
        ['Europe/Berlin', '2026-12-01', '2026-12-01T23:00:00.000Z'],
        ['America/New_York', '2026-12-01', '2026-12-02T05:00:00.000Z'],
        ['Asia/Shanghai', '2026-12-01', '2026-12-01T16:00:00.000Z'],
      ] as const) {
        process.env['TZ'] = name;
        assert.equal(new Date(readUntil(text) ?? 0).toISOString(), expected, `${name} ${text}`);
      }
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });
});
