import assert from 'node:assert/strict';
import { CUT, Cutoff } from '../../../../nodes/lib/transports/http/cutoff';

describe('http/cutoff', () => {
  const never = new Promise<never>(() => undefined);

  it('is over by the clock, before its timer has come', async () => {
    const cutoff = new Cutoff(20, new AbortController().signal);
    const waiting = cutoff.wait(never);
    assert.equal(cutoff.isOver, false);
    const until = performance.now() + 30;
    // The loop stands still: no timer runs.
    while (performance.now() < until) continue;
    assert.equal(cutoff.reason, undefined);
    assert.equal(cutoff.isOver, true);
    assert.equal(cutoff.reason, 'timeout');
    assert.equal(await waiting, CUT);
    cutoff.dispose();
  });

  it('lets what comes with the last look win over its timer', async () => {
    const cutoff = new Cutoff(1, new AbortController().signal);
    let answer: (value: string) => void = () => undefined;
    const waiting = cutoff.wait(new Promise<string>((resolve) => (answer = resolve)));
    // Due with the cutoff's own timer, and run right behind it.
    setTimeout(() => answer('in time'), 1);
    const until = performance.now() + 10;
    while (performance.now() < until) continue;
    assert.equal(await waiting, 'in time');
    cutoff.dispose();
  });
});
