import assert from 'node:assert/strict';
import { stateStatus } from '../../../nodes/lib/calls/state-status';
import { CallTracker } from '../../../nodes/lib/calls/tracker';
import type { PhoneView } from '../../../nodes/lib/calls/view';
import { StatusLine } from '../../../nodes/lib/status';
import { FakeTimers } from '../../support/fake-timers';
import { own } from '../../support/own';

/** A phone at which somebody rings, and one at which nobody does. */
const ringing = (number: string): PhoneView =>
  ({ state: 'ringing', calls: [{ state: 'ringing', remote: { number } }] }) as unknown as PhoneView;
const IDLE = { state: 'idle', calls: [] } as unknown as PhoneView;

describe('the status of a phone state node', () => {
  function start(nodeId?: string) {
    const timers = new FakeTimers();
    const [shown, asked]: [string[], string[]] = [[], []];
    const line = new StatusLine(({ text = '' }) => shown.push(text), timers);
    const calls = new CallTracker();
    own(calls);
    const status = stateStatus(line, calls, nodeId, (key) => {
      asked.push(key);
      return key.slice('status.'.length);
    });
    return { timers, shown, asked, status };
  }

  it('of one phone: looks for words where they are shown, and not with each change', () => {
    const { timers, shown, asked, status } = start('desk');
    for (let number = 1; number <= 100; number++) status.changed('desk', ringing(`10${number}`));
    assert.deepEqual([shown.splice(0), asked.splice(0)], [['ringing 101'], ['status.ringing']]);
    timers.advance(500);
    assert.deepEqual([shown, asked], [['ringing 10100'], ['status.ringing']]);
  });

  it('of many phones: the same', () => {
    const { timers, shown, asked, status } = start();
    for (let phone = 1; phone <= 100; phone++) status.changed(`phone ${phone}`, ringing('101'));
    for (let phone = 1; phone <= 98; phone++) status.changed(`phone ${phone}`, IDLE);
    assert.deepEqual([shown.splice(0), asked.splice(0)], [['1 in-use'], ['status.in-use']]);
    timers.advance(500);
    assert.deepEqual([shown, asked], [['2 in-use'], ['status.in-use']]);
  });

  it('shows whom it was about, whatever a flow does to the view', () => {
    const { timers, shown, status } = start('desk');
    status.changed('desk', IDLE);
    const view = ringing('101');
    status.changed('desk', view);
    Object.assign(view.calls[0]?.remote ?? {}, { number: 'changed' });
    timers.advance(500);
    assert.deepEqual(shown, ['idle', 'ringing 101']);
  });
});
