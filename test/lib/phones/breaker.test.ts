import assert from 'node:assert/strict';
import { CircuitBreaker } from '../../../nodes/lib/phones/breaker';
import { Clock, SECOND } from './phones';

describe('phones/breaker', () => {
  let clock: Clock;
  let breaker: CircuitBreaker;
  beforeEach(() => {
    clock = new Clock();
    breaker = new CircuitBreaker(clock.now);
  });
  const fail = (times: number): void => {
    for (let n = 0; n < times; n += 1) breaker.failed();
  };

  it('lets everything through until five failures in a row', () => {
    fail(4);
    assert.equal(breaker.isOpen, false);
    assert.equal(breaker.remaining(), 0);
    fail(1);
    assert.equal(breaker.isOpen, true);
    assert.equal(breaker.remaining(), 5 * SECOND);
  });

  it('counts only what comes in a row', () => {
    fail(4);
    breaker.reached();
    fail(4);
    assert.equal(breaker.isOpen, false);
    assert.equal(breaker.remaining(), 0);
  });

  it('waits longer after each failed probe, up to a minute', () => {
    fail(5);
    for (const seconds of [5, 10, 20, 40, 60, 60]) {
      assert.equal(breaker.remaining(), seconds * SECOND);
      clock.advance(seconds * SECOND - 1);
      assert.equal(breaker.remaining(), 1);
      clock.advance(1);
      assert.equal(breaker.remaining(), 0);
      assert.equal(breaker.isOpen, true, 'who tries now is a probe');
      fail(1);
    }
  });

  it('stays at a minute after any number of failures', () => {
    fail(5000);
    assert.equal(breaker.remaining(), 60 * SECOND);
  });

  it('closes on one success', () => {
    fail(7);
    breaker.reached();
    assert.equal(breaker.isOpen, false);
    assert.equal(breaker.remaining(), 0);
    fail(5);
    assert.equal(breaker.remaining(), 5 * SECOND);
  });
});
