import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import type { JournalVerdict, Note } from '../../../nodes/lib/events/journal';
import { RefusalLog } from '../../../nodes/lib/events/refusal-log';
import { Clock, MINUTE } from '../phones/phones';

describe('RefusalLog', () => {
  let clock: Clock;
  let lines: string[];
  let log: RefusalLog;
  beforeEach(() => {
    clock = new Clock();
    lines = [];
    log = new RefusalLog({ log: (words) => lines.push(String(words)), now: clock.now });
  });
  const note = (address: string, verdict: JournalVerdict = 'token', more: Partial<Note> = {}): void =>
    log.note({
      ...{ time: 0, address, port: undefined, mac: undefined, phoneId: undefined, phoneName: 'Canary', path: '/phone' },
      ...{ event: undefined, name: 'Canary', status: 401, nodes: 0, expected: undefined, verdict, ...more },
    });

  it('says a line an hour of each address, with the reason and no name', () => {
    note('10.0.0.9');
    note('10.0.0.9', 'address');
    note('10.0.0.8', 'address', { status: 403 });
    assert.equal(lines.length, 2);
    assert.match(
      lines[0] ?? '',
      /^a request from 10\.0\.0\.9 for \/phone was refused with 401: its token is missing or wrong/,
    );
    assert.match(lines[1] ?? '', /^a request from 10\.0\.0\.8 for \/phone was refused with 403: the address is not on/);
    clock.advance(60 * MINUTE - 1);
    note('10.0.0.9');
    assert.equal(lines.length, 2);
    clock.advance(1);
    note('10.0.0.9');
    assert.equal(lines.length, 3);
    assert.doesNotMatch(lines.join(), /Canary/);
  });

  it('says nothing of what was taken, and names an unknown address as such', () => {
    for (const verdict of ['messages', 'filtered', 'other-phone', 'old-token'] as const) note('10.0.0.9', verdict);
    assert.deepEqual(lines, []);
    note('');
    assert.match(lines[0] ?? '', /^a request from an address that is not known /);
  });

  it('fills no log and no memory, however many addresses there are', () => {
    for (let n = 0; n < 5000; n++) note(`2001:db8::${n.toString(16)}`);
    assert.equal(lines.length, 60);
    clock.advance(60 * MINUTE);
    note('2001:db8::0');
    assert.equal(lines.length, 61);
  });
});
