import assert from 'node:assert/strict';
import { type StatusDisplay, StatusLine } from '../../nodes/lib/status';
import { FakeTimers } from '../support/fake-timers';

describe('status', () => {
  let timers: FakeTimers;
  let shown: { at: number; display: StatusDisplay }[];
  let status: StatusLine;
  beforeEach(() => {
    timers = new FakeTimers();
    shown = [];
    status = new StatusLine((display) => shown.push({ at: timers.now(), display }), timers);
  });
  const texts = (): string[] => shown.map(({ at, display }) => `${at} ${display.text ?? '-'}`);

  it('shows each kind in its own look, the first at once', () => {
    for (const [kind, look] of [
      ['idle', { fill: 'grey', shape: 'ring' }],
      ['active', { fill: 'blue', shape: 'dot' }],
      ['ok', { fill: 'green', shape: 'dot' }],
      ['attention', { fill: 'yellow', shape: 'ring' }],
      ['failed', { fill: 'red', shape: 'ring' }],
    ] as const) {
      status.set(kind, 'words');
      assert.deepEqual(shown.at(-1)?.display, { ...look, text: 'words' });
      timers.advance(500);
    }
    status.set('ready');
    assert.deepEqual(shown.at(-1)?.display, {});
  });

  it('shows at most two a second, and always the latest in the end', () => {
    for (let n = 0; n < 1000; n += 1) {
      status.set('ok', `event ${n}`);
      timers.advance(10);
    }
    timers.advance(500);
    // 10 seconds: one at once, then one each half second.
    assert.ok(shown.length <= 22, `${shown.length} statuses in 10 s`);
    assert.ok(shown.length >= 20, `${shown.length} statuses in 10 s`);
    for (const [index, { at }] of shown.entries()) assert.ok(index === 0 || at - (shown[index - 1]?.at ?? 0) >= 500);
    assert.equal(shown.at(-1)?.display.text, 'event 999');
    assert.equal(timers.pending, 0);
  });

  it('leaves out what was overtaken', () => {
    status.set('ok', 'a');
    status.set('ok', 'b');
    status.set('failed', 'c');
    timers.advance(1000);
    assert.deepEqual(texts(), ['0 a', '500 c']);
  });

  it('does not repeat itself', () => {
    status.set('ok', 'a');
    timers.advance(1000);
    status.set('ok', 'a');
    status.set('failed', 'b');
    status.set('ok', 'a');
    timers.advance(1000);
    assert.deepEqual(texts(), ['0 a', '1000 b', '1500 a']);
  });

  it('says nothing and leaves no timer after its node has closed', () => {
    status.set('ok', 'a');
    status.set('ok', 'b');
    status.close();
    assert.equal(timers.pending, 0);
    status.set('failed', 'late');
    timers.advance(10_000);
    assert.deepEqual(texts(), ['0 a']);
    assert.equal(timers.pending, 0);
  });

  it('holds no first word back for the clean slate before it', () => {
    status.set('ready');
    timers.advance(10);
    status.set('active', 'sending');
    assert.deepEqual(texts(), ['0 -', '10 sending']);
    timers.advance(10);
    status.set('ready');
    timers.advance(490);
    status.set('failed', 'later');
    assert.deepEqual(texts(), ['0 -', '10 sending', '510 -']);
  });

  it('shows once more what is shown, and nothing before anything was or after the end', () => {
    status.repeat();
    assert.deepEqual(texts(), []);
    status.set('idle', 'no phone');
    status.repeat();
    status.set('failed', 'waits');
    status.repeat();
    assert.deepEqual(texts(), ['0 no phone', '0 no phone', '0 no phone']);
    status.close();
    status.repeat();
    assert.equal(shown.length, 3);
  });

  it('goes by a clock that nobody sets: one that is set back withholds nothing', async () => {
    const { now } = Date;
    let line: StatusLine | undefined;
    try {
      await new Promise<void>((resolve) => {
        line = new StatusLine(({ text }) => {
          if (text === 'second') resolve();
        });
        line.set('failed', 'first');
        Date.now = () => now() - 7_200_000;
        line.set('failed', 'second');
      });
    } finally {
      Date.now = now;
      line?.close();
    }
  });
});
