import assert from 'node:assert/strict';
import type { Channel } from '../../../../nodes/lib/transports/sip/channel';
import { openChannel } from '../../../../nodes/lib/transports/sip/exchange';
import { Deadline } from '../../../../nodes/lib/deadline';
import { FakeTimers } from '../../../support/fake-timers';

/** Time may pass before any timer runs, as while the process stands still. */
class LateTimers extends FakeTimers {
  late = 0;
  override now(): number {
    return super.now() + this.late;
  }
}

describe('sip/exchange: a channel that waits for its turn', () => {
  const channel = {} as Channel;
  function open(until: number) {
    const timers = new LateTimers();
    const deadline = new Deadline(5000, new AbortController().signal, { timers });
    let abandoned = 0;
    let come: () => void = () => undefined;
    const turn = new Promise<void>((resolve) => {
      come = resolve;
    });
    const opening = { turn, ready: Promise.resolve(channel), abandon: () => (abandoned += 1) };
    const opened = openChannel(opening, { deadline, timers, atMost: undefined, until, where: '10.0.0.1:5060' });
    return { timers, deadline, come, opened, abandoned: () => abandoned };
  }

  it('is there when its turn has come, with the whole time for the answer', async () => {
    const { timers, deadline, come, opened, abandoned } = open(1000);
    timers.advance(900);
    come();
    assert.equal(await opened, channel);
    assert.deepEqual([deadline.remaining, abandoned()], [5000, 0]);
  });

  it('is given up where the turn comes too late, though no timer has run yet', async () => {
    const { timers, come, opened, abandoned } = open(1000);
    const ended = assert.rejects(opened, { code: 'EXPIRED' });
    timers.late = 1000;
    come();
    await ended;
    assert.equal(abandoned(), 1);
  });

  it('is given up as soon as the command is too old', async () => {
    const { timers, opened, abandoned } = open(1000);
    const ended = assert.rejects(opened, { code: 'EXPIRED' });
    timers.advance(1000);
    await ended;
    assert.equal(abandoned(), 1);
  });
});
