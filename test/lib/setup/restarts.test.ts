import assert from 'node:assert/strict';
import { PhoneError } from '../../../nodes/lib/errors';
import { say, sentence } from '../../../nodes/lib/sentences/sentence';
import { type RestartablePhone, Restarts } from '../../../nodes/lib/setup/restarts';
import { readRestartWish } from '../../../nodes/lib/setup/restart-wish';
import { FakeTimers } from '../../support/fake-timers';

const MINUTES_2 = 120_000;

/** What is known of a phone, to be changed as the test goes on. */
type Facts = { -readonly [Name in 'mac' | 'standing' | 'state']: RestartablePhone[Name] };

describe('restarting the phones that lack something', () => {
  let timers: FakeTimers;
  let phones: Map<string, Facts>;
  let told: string[];
  let ended: string[];
  let answers: Map<string, (error?: Error) => void>;
  let restarts: Restarts;
  beforeEach(() => {
    timers = new FakeTimers();
    phones = new Map(
      ['a', 'b', 'c', 'd'].map((id) => [id, { mac: `00156500000${id}`, standing: 'due', state: 'idle' }]),
    );
    told = [];
    ended = [];
    answers = new Map();
    restarts = new Restarts({
      timer: (milliseconds, run) => {
        const handle = timers.set(milliseconds, run);
        return () => timers.clear(handle);
      },
      find: (id) => {
        const facts = phones.get(id);
        return facts && { ...facts, restart: (signal) => restart(id, signal) };
      },
    });
  });

  const restart = (id: string, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      told.push(id);
      signal.addEventListener('abort', () => {
        ended.push(id);
        reject(new PhoneError('CLOSED', sentence('phone.closed')));
      });
      answers.set(id, (error) => (error ? reject(error) : resolve()));
    });
  const at = (id: string): Facts => {
    const facts = phones.get(id);
    assert.ok(facts);
    return facts;
  };
  const steps = (...ids: string[]): (string | undefined)[] => ids.map((id) => restarts.progress(id)?.step);
  const why = (id: string): string => say(restarts.progress(id)?.why ?? '');
  /** It has started, fetched and come with its new token. */
  function report(id: string): void {
    at(id).standing = 'reports';
    restarts.reported(at(id).mac);
  }
  /** What was answered has been heard. */
  const heard = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it('tells two at a time, and the next when one has reported', () => {
    assert.equal(restarts.start(['a', 'b', 'c', 'd']), 4);
    assert.deepEqual(told, ['a', 'b']);
    assert.deepEqual(steps('a', 'b', 'c', 'd'), ['sent', 'sent', 'waiting', 'waiting']);
    report('b');
    assert.deepEqual(told, ['a', 'b', 'c']);
    assert.deepEqual(steps('a', 'b', 'c', 'd'), ['sent', undefined, 'sent', 'waiting']);
    report('a');
    report('c');
    report('d');
    assert.deepEqual(steps('a', 'b', 'c', 'd'), [undefined, undefined, undefined, undefined]);
    assert.equal(timers.pending, 0);
  });

  it('goes on without one that has not reported in two minutes, and says so', () => {
    restarts.start(['a', 'b', 'c']);
    timers.advance(MINUTES_2 - 1);
    assert.deepEqual(steps('a', 'b', 'c'), ['sent', 'sent', 'waiting']);
    timers.advance(1);
    assert.deepEqual(steps('a', 'b', 'c'), ['failed', 'failed', 'sent']);
    assert.match(why('a'), /two minutes/);
    // Its command, should it still wait, is taken back.
    assert.deepEqual(ended, ['a', 'b']);
  });

  it('tells a phone once, whatever nodes it has', () => {
    at('b').mac = at('a').mac;
    assert.equal(restarts.start(['a', 'b', 'c']), 2);
    assert.deepEqual(told, ['a', 'c']);
    restarts.start(['b']);
    assert.deepEqual(told, ['a', 'c']);
    report('a');
    at('b').standing = 'due';
    restarts.start(['b']);
    assert.deepEqual(told, ['a', 'c', 'b']);
  });

  it('is not content with what a phone says before it goes down', () => {
    restarts.start(['a', 'b', 'c']);
    restarts.reported(at('a').mac);
    assert.deepEqual(steps('a', 'b', 'c'), ['sent', 'sent', 'waiting']);
    restarts.reported('0015650000ff');
    assert.deepEqual(told, ['a', 'b']);
  });

  it('leaves alone who lacks nothing, and who does by its turn', () => {
    at('a').standing = 'reports';
    at('b').standing = 'fetched';
    at('c').standing = undefined;
    at('d').standing = 'old';
    assert.equal(restarts.start(['a', 'b', 'c', 'd', 'nobody']), 1);
    assert.deepEqual(told, ['d']);
    report('d');
    for (const id of ['a', 'b', 'c']) at(id).standing = 'due';
    restarts.start(['a', 'b', 'c']);
    at('c').standing = 'fetched';
    report('a');
    assert.deepEqual(told, ['d', 'a', 'b']);
    assert.deepEqual(steps('c'), [undefined]);
  });

  it('restarts one that is named whatever it has, until it reports', () => {
    at('a').standing = 'reports';
    restarts.start(['a']);
    assert.deepEqual(told, ['a']);
    restarts.reported(at('b').mac);
    assert.deepEqual(steps('a'), ['sent']);
    restarts.reported(at('a').mac);
    assert.deepEqual(steps('a'), [undefined]);
  });

  for (const state of ['ringing', 'dialing', 'talking', 'held', 'busy'])
    it(`leaves a phone alone that is ${state}, and looks once more when the others are done`, () => {
      at('a').state = state;
      restarts.start(['a', 'b', 'c', 'd']);
      assert.deepEqual(told, ['b', 'c']);
      assert.deepEqual(steps('a'), ['busy']);
      report('b');
      report('c');
      assert.deepEqual(told, ['b', 'c', 'd']);
      at('a').state = 'idle';
      report('d');
      assert.deepEqual(told, ['b', 'c', 'd', 'a']);
    });

  it('does not wait for a call to end', () => {
    at('a').state = 'talking';
    restarts.start(['a']);
    assert.deepEqual([told, steps('a')], [[], ['busy']]);
    at('a').state = 'idle';
    restarts.reported(at('a').mac);
    timers.advance(MINUTES_2);
    assert.deepEqual([told, steps('a'), timers.pending], [[], ['busy'], 0]);
  });

  for (const state of ['unknown', undefined])
    it(`says that nobody knows what a phone does (${state}), and leaves it alone`, () => {
      at('a').state = state;
      restarts.start(['a', 'b']);
      assert.deepEqual([told, steps('a', 'b')], [['b'], ['failed', 'sent']]);
      assert.match(why('a'), /by hand/);
    });

  it('says why a phone has not taken it, and goes on', async () => {
    restarts.start(['a', 'b', 'c']);
    answers.get('a')?.(new PhoneError('FORBIDDEN', sentence('phone.closed')));
    answers.get('b')?.();
    await heard();
    assert.deepEqual(steps('a', 'b', 'c'), ['failed', 'sent', 'sent']);
    assert.equal(why('a'), say(sentence('phone.closed')));
  });

  it('is stopped by a second click: who was told restarts, the others are left alone', () => {
    restarts.start(['a', 'b', 'c', 'd']);
    restarts.stop();
    assert.deepEqual(steps('a', 'b', 'c', 'd'), ['sent', 'sent', undefined, undefined]);
    report('a');
    report('b');
    assert.deepEqual(told, ['a', 'b']);
    assert.equal(timers.pending, 0);
  });

  it('takes more to those that wait, none of them twice, and forgets what became of the last ones', async () => {
    restarts.start(['a', 'b', 'a']);
    assert.equal(restarts.start(['b', 'c']), 3);
    assert.deepEqual(told, ['a', 'b']);
    answers.get('a')?.(new PhoneError('FORBIDDEN', sentence('phone.closed')));
    await heard();
    assert.deepEqual([told, steps('a')], [['a', 'b', 'c'], ['failed']]);
    restarts.start(['d']);
    assert.deepEqual(steps('a', 'b', 'c', 'd'), [undefined, 'sent', 'sent', 'waiting']);
  });

  it('stands still in a deploy, forgets who is gone after it, and goes on', () => {
    restarts.start(['a', 'b', 'c', 'd']);
    restarts.hold();
    report('a');
    assert.deepEqual(told, ['a', 'b']);
    phones.delete('b');
    phones.delete('c');
    restarts.release();
    assert.deepEqual(told, ['a', 'b', 'd']);
    assert.deepEqual(ended, ['a', 'b']);
    assert.deepEqual(steps('a', 'b', 'c', 'd'), [undefined, undefined, undefined, 'sent']);
  });

  it('leaves nothing behind where flows stop', async () => {
    restarts.start(['a', 'b', 'c']);
    restarts.hold();
    restarts.end();
    await heard();
    assert.deepEqual([ended, steps('a', 'b', 'c'), timers.pending], [['a', 'b'], [undefined, undefined, undefined], 0]);
    restarts.start(['c']);
    assert.deepEqual(told, ['a', 'b', 'c']);
  });

  it('is asked for in a form that is read with care', () => {
    assert.deepEqual(readRestartWish({ make: 'restart', phones: ['a', 'b'] }), { make: 'restart', phones: ['a', 'b'] });
    assert.deepEqual(readRestartWish({ make: 'stop-restart', phones: 7 }), { make: 'stop-restart' });
    for (const wrong of [
      null,
      'restart',
      { make: 'restart' },
      { make: 'restart', phones: 'a' },
      { make: 'restart', phones: ['a', 7] },
      { make: 'restart', phones: ['x'.repeat(101)] },
      { make: 'restart', phones: Array.from({ length: 10_001 }, () => 'a') },
      { make: 'address', phones: ['a'] },
    ])
      assert.equal(readRestartWish(wrong), undefined);
  });
});
