import assert from 'node:assert/strict';
import { NonceCounts } from '../../../../nodes/lib/transports/authentication/nonce-counts';

describe('NonceCounts', () => {
  it('counts each nonce by itself, also where another server or realm has the same', () => {
    const counts = new NonceCounts();
    const next = (server: string, realm: string, nonce: string) => counts.next(server, realm, nonce).nc;
    assert.deepEqual([next('a', 'r', 'n'), next('a', 'r', 'n')], [1, 2]);
    assert.deepEqual(
      [next('b', 'r', 'n'), next('a', 's', 'n'), next('a', 'r', 'm'), next('a', 'r', 'n')],
      [1, 1, 1, 3],
    );
  });

  it('has one cnonce for the life of a nonce', () => {
    const counts = new NonceCounts();
    const [one, two, other] = ['n', 'n', 'm'].map((nonce) => counts.next('a', 'r', nonce).cnonce);
    assert.equal(two, one);
    assert.notEqual(other, one);
  });

  it('remembers the 10,000 that were used last', () => {
    const counts = new NonceCounts();
    counts.next('a', 'r', 'in use');
    counts.next('a', 'r', 'idle');
    for (let n = 3; n <= 10_000; n += 1) counts.next('a', 'r', `n${n}`);
    assert.equal(counts.next('a', 'r', 'in use').nc, 2);
    counts.next('a', 'r', 'one more');
    assert.equal(counts.size, 10_000);
    assert.equal(counts.next('a', 'r', 'in use').nc, 3);
    assert.equal(counts.next('a', 'r', 'idle').nc, 1);
  });
});
