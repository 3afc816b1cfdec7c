import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { messageIn, phoneOf, reportIn } from './read';

const UNITS = [
  '&',
  '&a=1',
  '&a="',
  '&a="\\',
  '&a=<',
  '<',
  '"',
  '&mac=00000000000',
  '&token=x',
  '&remote=sip:1@h;line=1',
  '&display_remote="x',
  ';line=1',
  ';mac=',
  ':mac=',
  ';a',
  '?mac=',
  '#mac=',
  '/a',
  '/mac=1',
  '~',
  '&~display_remote=',
  '&~~remote=',
  '&amp;',
  '%',
  '%E4',
  '%22',
  '%3C%3E',
  '$a',
  '%a%',
  '@',
  ' ',
  '=',
  '.',
  '(',
  '&remote_number=1',
  '&call_id=1&call_id=2',
  'a',
];

/** Milliseconds of processor time: a machine that has other work must not make a reading look slow. */
function cost(target: string, read: (target: string) => unknown): number {
  const start = process.cpuUsage();
  read(target);
  return process.cpuUsage(start).user / 1000;
}

const leastOf = (count: number, measure: () => number): number => Math.min(...Array.from({ length: count }, measure));

/** Whether four times the text costs about four times as much, and not sixteen: the least of several tries tells. */
function isLinear(start: string, unit: string, read: (target: string) => unknown): boolean {
  const [short = '', long = ''] = [32, 128].map((kilobytes) => start + unit.repeat((kilobytes * 1024) / unit.length));
  read(short);
  for (let tries = 0; tries < 6; tries++) {
    const first = leastOf(3, () => cost(short, read));
    // What costs next to nothing is as good, whatever the clock makes of it.
    if (leastOf(3, () => cost(long, read)) < 8 * Math.max(first, 2)) return true;
  }
  return false;
}

describe('a request of any length', function () {
  this.timeout(60_000);
  const phone = phoneOf('atcom');
  const read = (target: string): void => {
    assert.ok(reportIn(target).variables);
    messageIn(target, phone);
  };
  for (const start of [
    '/phone/hold?mac=1',
    '/phone/hold?mac=1&display_remote=',
    '/phone/hold?mac=1&~~remote=',
    '/phone/hold?mac=1;ip=2;local=',
    '/phone/',
  ]) {
    it(`${start}… is read in time proportional to it`, () => {
      for (const unit of UNITS) assert.ok(isLinear(start, unit, read), unit);
    });
  }
});
