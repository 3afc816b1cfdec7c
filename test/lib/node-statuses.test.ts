import assert from 'node:assert/strict';
import { NodeStatuses } from '../../nodes/lib/node-statuses';
import { own } from '../support/own';

describe('NodeStatuses', () => {
  function node(statuses: NodeStatuses, id = 'a') {
    const shown: (string | undefined)[] = [];
    const { line, repeat } = statuses.of(id, ({ text }) => shown.push(text));
    own(line);
    return { line, repeat, shown };
  }

  it('repeats what a node says', () => {
    const { line, repeat, shown } = node(new NodeStatuses());
    line.set('idle', 'status.no-phone');
    repeat();
    assert.deepEqual(shown, ['status.no-phone', 'status.no-phone']);
  });

  it('repeats nothing for a node that says nothing and never did', () => {
    const { line, repeat, shown } = node(new NodeStatuses());
    line.set('ready');
    repeat();
    assert.deepEqual(shown, [undefined]);
  });

  it('repeats the blank status of a node whose earlier life said something', () => {
    const statuses = new NodeStatuses();
    node(statuses).line.set('failed', 'TIMEOUT');
    const { line, repeat, shown } = node(statuses);
    line.set('ready');
    repeat();
    assert.deepEqual(shown, [undefined, undefined]);
    // It has been said now: the next life has nothing to take back.
    const third = node(statuses);
    third.line.set('ready');
    third.repeat();
    assert.deepEqual(third.shown, [undefined]);
  });

  it('keeps nodes apart, and installations', () => {
    const statuses = new NodeStatuses();
    node(statuses).line.set('failed', 'TIMEOUT');
    for (const other of [node(statuses, 'b'), node(new NodeStatuses())]) {
      other.line.set('ready');
      other.repeat();
      assert.deepEqual(other.shown, [undefined]);
    }
  });
});
