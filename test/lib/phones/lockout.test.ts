import assert from 'node:assert/strict';
import { Lockout, type Login } from '../../../nodes/lib/phones/lockout';
import { Clock, MINUTE } from './phones';

const LOGIN: Login = { key: 'p1 http', parts: ['admin', 'secret', '10.0.0.1'] };

describe('phones/lockout', () => {
  let clock: Clock;
  let lockout: Lockout;
  beforeEach(() => {
    clock = new Clock();
    lockout = new Lockout(clock.now);
  });

  it('locks nobody who was not refused', () => {
    assert.equal(lockout.lock(LOGIN), undefined);
    lockout.accepted(LOGIN);
    assert.equal(lockout.size, 0);
  });

  it('locks longer after each refusal, up to half an hour', () => {
    for (const minutes of [1, 2, 5, 10, 30, 30, 30]) {
      lockout.refused(LOGIN, 401);
      assert.deepEqual(lockout.lock(LOGIN), { status: 401, remaining: minutes * MINUTE });
      clock.advance(minutes * MINUTE - 1);
      assert.deepEqual(lockout.lock(LOGIN), { status: 401, remaining: 1 });
      clock.advance(1);
      assert.equal(lockout.lock(LOGIN), undefined);
    }
  });

  it('begins anew after a success', () => {
    lockout.refused(LOGIN, 401);
    lockout.refused(LOGIN, 401);
    lockout.accepted(LOGIN);
    assert.equal(lockout.lock(LOGIN), undefined);
    lockout.refused(LOGIN, 407);
    assert.deepEqual(lockout.lock(LOGIN), { status: 407, remaining: MINUTE });
  });

  it('takes other parts for another login, and equal ones for the same', () => {
    lockout.refused(LOGIN, 401);
    assert.notEqual(lockout.lock({ key: 'p1 http', parts: ['admin', 'secret', '10.0.0.1'] }), undefined);
    for (const parts of [
      ['admin', 'other', '10.0.0.1'],
      ['root', 'secret', '10.0.0.1'],
      ['admin', 'secret', '10.0.0.2'],
      // The same characters, cut elsewhere.
      ['adminsecret', '', '10.0.0.1'],
      ['admin","secret', '10.0.0.1'],
    ]) {
      assert.equal(lockout.lock({ key: 'p1 http', parts }), undefined, parts.join());
    }
    assert.equal(lockout.lock({ ...LOGIN, key: 'p2 http' }), undefined);
  });

  it('counts another login from the start, and its success leaves the refused one locked', () => {
    lockout.refused(LOGIN, 401);
    lockout.refused(LOGIN, 401);
    const other = { ...LOGIN, parts: ['admin', 'other', '10.0.0.1'] };
    lockout.accepted(other);
    assert.equal(lockout.lock(LOGIN)?.remaining, 2 * MINUTE);
    lockout.refused(other, 401);
    assert.equal(lockout.lock(other)?.remaining, MINUTE);
  });

  it('forgets after a day, and keeps nothing of what it forgot', () => {
    lockout.refused(LOGIN, 401);
    lockout.refused(LOGIN, 401);
    clock.advance(24 * 60 * MINUTE + 2 * MINUTE);
    lockout.refused(LOGIN, 401);
    assert.equal(lockout.lock(LOGIN)?.remaining, MINUTE);
    for (let n = 0; n < 1000; n += 1) lockout.refused({ ...LOGIN, key: `p${n} sip` }, 401);
    assert.equal(lockout.size, 1001);
    clock.advance(25 * 60 * MINUTE);
    lockout.refused(LOGIN, 401);
    assert.equal(lockout.size, 1);
  });
});
