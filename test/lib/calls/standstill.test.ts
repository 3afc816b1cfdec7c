import assert from 'node:assert/strict';
import { Standstill } from '../../../nodes/lib/calls/standstill';
import { FakeClocks, HOUR, SECOND } from './site';

describe('calls: a process that stood still', () => {
  function watched(): { clocks: FakeClocks; standstill: Standstill; told: () => number } {
    const clocks = new FakeClocks();
    let told = 0;
    const standstill = new Standstill(() => (told += 1), clocks);
    return { clocks, standstill, told: () => told };
  }

  it('is told of once, by the first event or the first beat', () => {
    const { clocks, standstill, told } = watched();
    standstill.start();
    clocks.advance(HOUR);
    standstill.look();
    assert.equal(told(), 0);
    clocks.stall(3.5 * SECOND);
    standstill.look();
    standstill.look();
    clocks.advance(HOUR);
    assert.equal(told(), 1);
    clocks.stall(5 * SECOND);
    clocks.advance(0);
    assert.equal(told(), 2);
  });

  it('is not one that was busy for a moment', () => {
    const { clocks, standstill, told } = watched();
    standstill.start();
    for (let n = 0; n < 10; n++) {
      clocks.stall(2.9 * SECOND);
      standstill.look();
      clocks.advance(0);
    }
    assert.equal(told(), 0);
  });

  it('is nothing to whom shares no store: no timer, no word', () => {
    const { clocks, standstill, told } = watched();
    clocks.stall(HOUR);
    standstill.look();
    standstill.start();
    standstill.start();
    assert.equal(clocks.timers, 1);
    standstill.stop();
    assert.equal(clocks.timers, 0);
    clocks.stall(HOUR);
    standstill.look();
    assert.equal(told(), 0);
  });
});
