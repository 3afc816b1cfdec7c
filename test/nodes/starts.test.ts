import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type { NodeAPI } from 'node-red';
import { onEachStart } from '../../nodes/each-start';
import { loadWhenIdle } from '../../nodes/preload';

describe('the start of flows', () => {
  const runtime = () => {
    const events = new EventEmitter();
    return { events, RED: { events } as unknown as NodeAPI };
  };

  it('is told to each node, its first as such, until the node has gone; with one listener for all', () => {
    const { events, RED } = runtime();
    const told: string[] = [];
    const endFirst = onEachStart(RED, (isFirst) => told.push(`one ${isFirst}`));
    events.emit('flows:started');
    const endSecond = onEachStart(RED, (isFirst) => told.push(`two ${isFirst}`));
    events.emit('flows:started');
    endFirst();
    events.emit('flows:started');
    endSecond();
    events.emit('flows:started');
    assert.deepEqual(told, ['one true', 'one false', 'two true', 'two false']);
    assert.equal(events.listenerCount('flows:started'), 1);
  });

  it('is waited for once, however many phones have their clients loaded then', () => {
    const { events, RED } = runtime();
    for (let phone = 1; phone <= 20; phone += 1) loadWhenIdle(RED);
    assert.equal(events.listenerCount('flows:started'), 1);
  });
});
