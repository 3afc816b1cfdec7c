import assert from 'node:assert/strict';
import { ANY_FACTS, type VendorFacts, factsOf } from '../../../nodes/lib/calls/facts';
import { answerOf, effectOf } from '../../../nodes/lib/outcomes/effects';
import { type Sought, Watch } from '../../../nodes/lib/outcomes/watch';
import type { ActionId } from '../../../nodes/lib/vocabulary';
import { builtIn } from '../../support/vendors';
import { parts, Site } from '../calls/site';

const generic = builtIn.profile('generic') ?? assert.fail('no generic vendor');

/** `dial`, or `dial answered`; `dial 6041`: of that number; `answer #7`: that call. */
function sought(words: string): Sought {
  const [action = '', ...more] = words.split(' ');
  const untilAnswered = more.includes('answered');
  const number = more.find((word) => /^\d+$/.test(word));
  const call = more.find((word) => word.startsWith('#'))?.slice(1);
  const type = more.find((word) => ['always', 'busy', 'no-answer'].includes(word));
  const id = action as ActionId;
  const effect = untilAnswered
    ? answerOf(id, generic)
    : effectOf({ action: id, hasNumber: number !== undefined || id === 'conference', type }, generic);
  assert.ok(effect, words);
  return { effect, untilAnswered, number: id === 'dial' ? number : undefined, call };
}

/**
 * Plays reports to a phone, and to a watch from `>` on: `outgoing-call 6041 | > | +0.3 | call-established`. `+` waits so
 * many seconds.
 * @returns the verdict in words; `open`: it waits for a reason
 */
function verdict(words: string, scenario: string, facts: VendorFacts = ANY_FACTS): string {
  const site = new Site({ facts });
  let watch: Watch | undefined;
  site.tracker.onNews((news) =>
    watch?.hear(
      news,
      site.calls.some(({ state }) => state === 'ringing'),
    ),
  );
  for (const step of scenario.split('|').map((text) => text.trim())) {
    const [event = '', ...rest] = step.split(' ');
    if (event === '>') {
      // Whatever was reported before was reported at another moment.
      site.wait(1);
      watch = new Watch(sought(words), site.clocks.now());
    } else if (event.startsWith('+')) site.wait(Number(event) * 1000);
    else site.report(event, parts(rest.join(' ')));
  }
  const { verdict: found, openUntil } = watch ?? assert.fail('nothing was sent');
  if (!found) return openUntil === undefined ? 'none' : 'open';
  if (found.is === 'confirmed') return `confirmed ${found.event}`;
  return `refused ${'outcome' in found ? found.outcome : found.event}`;
}

/** What is sought, what is reported, what comes of it. */
type Row = readonly [words: string, scenario: string, verdict: string];

function holds(rows: readonly Row[], facts?: VendorFacts): void {
  for (const [words, scenario, expected] of rows) {
    it(`${words}: ${scenario} → ${expected}`, () => {
      assert.equal(verdict(words, scenario, facts), expected);
    });
  }
}

describe('what a message waits for', () => {
  describe('a call that begins', () => {
    holds([
      ['dial 6041', '> | outgoing-call 6041', 'confirmed outgoing-call'],
      ['dial 6041', '> | outgoing-call #a', 'confirmed outgoing-call'],
      ['dial 6041', '> | outgoing-call 6042', 'none'],
      ['dial 6041', '> | outgoing-call 6042 | outgoing-call 6041', 'confirmed outgoing-call'],
      ['dial +493012346041', '> | outgoing-call 03012346041', 'confirmed outgoing-call'],
      ['dial 110', '> | outgoing-call 0110', 'confirmed outgoing-call'],
      ['dial 10', '> | outgoing-call 110', 'none'],
      ['dial 6041', 'outgoing-call 6041 | >', 'none'],
      ['dial 6041', 'outgoing-call 6041 | > | call-established 6041', 'none'],
      ['dial 6041', 'outgoing-call 6041 | > | call-terminated 6041 | +3', 'none'],
      ['dial 6041', '> | incoming-call 6041 | call-established 6041', 'none'],
      ['dial 6041', '> | off-hook | idle-to-busy | cancel-call-out', 'none'],
      ['dial 6041', '> | remote-busy 6041', 'refused busy'],
      ['dial 6041', '> | remote-busy 6042', 'none'],
      ['dial 6041', '> | call-established 6041', 'confirmed call-established'],
      ['dial 6041', '> | call-established', 'confirmed call-established'],
      ['dial 6041', '> | hold 6041 | call-terminated 6041', 'none'],
      ['redial', '> | outgoing-call 6042', 'confirmed outgoing-call'],
      ['callback', '> | outgoing-call', 'confirmed outgoing-call'],
      ['intercom', '> | outgoing-call 6042', 'confirmed outgoing-call'],
      ['voicemail', '> | outgoing-call *97', 'confirmed outgoing-call'],
      ['pickup', '> | outgoing-call *8', 'confirmed outgoing-call'],
      ['conference 6043', '> | outgoing-call 6043', 'confirmed outgoing-call'],
      ['conference 6043', 'outgoing-call 6041 | call-established 6041 | > | hold 6041', 'none'],
      ['conference 6043', '> | remote-busy', 'refused busy'],
    ]);
  });

  describe('a call that is answered', () => {
    holds([
      ['dial answered 6041', '> | outgoing-call 6041', 'none'],
      ['dial answered 6041', '> | outgoing-call 6041 | call-established', 'confirmed call-established'],
      ['dial answered 6041', '> | outgoing-call #a 6041 | call-established #b', 'confirmed call-established'],
      ['dial answered 6041', '> | call-established 6041 | outgoing-call 6041', 'confirmed call-established'],
      ['dial answered 6041', '> | outgoing-call 6041 | hold', 'confirmed hold'],
      ['dial answered 6041', '> | outgoing-call 6041 | remote-busy', 'refused busy'],
      ['dial answered 6041', '> | outgoing-call 6041 | cancel-call-out', 'refused canceled'],
      ['dial answered 6041', '> | outgoing-call 6041 | remote-canceled', 'refused unanswered'],
      ['dial answered 6041', '> | outgoing-call 6041 | call-terminated', 'open'],
      ['dial answered 6041', '> | outgoing-call 6041 | busy-to-idle', 'open'],
      ['dial answered 6041', '> | outgoing-call 6041 | +9 | call-terminated | +1 | remote-busy', 'refused busy'],
      [
        'dial answered 6041',
        '> | outgoing-call #a | +9 | call-terminated #a | +1 | call-established #a',
        'confirmed call-established',
      ],
      ['dial answered 6041', '> | outgoing-call 6041 | +9 | call-terminated !7', 'confirmed call-terminated'],
      ['dial answered 6041', '> | outgoing-call 6041 | setup-completed', 'open'],
      [
        'dial answered 6041',
        '> | outgoing-call 6041 | outgoing-call 6041 | call-established',
        'confirmed call-established',
      ],
      ['dial answered 6041', 'outgoing-call 6041 | > | call-established 6041', 'none'],
      ['dial answered 6041', 'incoming-call #b 6050 | > | outgoing-call #a 6041 | call-established #b', 'none'],
      [
        'dial answered 6041',
        '> | outgoing-call #a | outgoing-call #b 6041 | call-established #b',
        'confirmed call-established',
      ],
      ['dial answered 6041', '> | outgoing-call #a 6042 | call-established #a', 'none'],
      // What was taken for the call is another one's: its end is not waited out.
      ['dial answered 6041', '> | outgoing-call #a | outgoing-call #b 6041', 'none'],
      ['redial answered', '> | outgoing-call 6042 | call-established', 'confirmed call-established'],
    ]);

    it('ends by time alone where the phone tells no end, and then nothing was confirmed', () => {
      assert.equal(verdict('dial answered 6041', '> | outgoing-call 6041 | +201'), 'open');
    });
  });

  describe('a call that rang', () => {
    holds([
      ['answer', 'incoming-call 6050 | > | call-established', 'confirmed call-established'],
      ['answer', 'incoming-call 6050 | > | answer-new-call', 'confirmed answer-new-call'],
      ['answer', '> | incoming-call 6050 | call-established', 'confirmed call-established'],
      ['answer', 'incoming-call 6050 | > | missed-call', 'refused missed'],
      ['answer', 'incoming-call 6050 | > | answered-elsewhere', 'refused elsewhere'],
      ['answer', 'incoming-call 6050 | > | reject-incoming-call', 'refused rejected'],
      ['answer', 'incoming-call 6050 | +5 | > | call-terminated', 'open'],
      [
        'answer',
        'incoming-call #a | +5 | > | call-terminated #a | +1 | call-established #a',
        'confirmed call-established',
      ],
      ['answer', 'incoming-call #a 6050 | +9 | > | call-terminated #a !5', 'confirmed call-terminated'],
      ['answer', 'incoming-call #a 6050 | incoming-call #b 6051 | > | missed-call #a', 'none'],
      [
        'answer',
        'incoming-call #a 6050 | incoming-call #b 6051 | > | missed-call #a | call-established #b',
        'confirmed call-established',
      ],
      ['answer', '> | outgoing-call 6041 | call-established', 'none'],
      ['answer #a', 'incoming-call #a 6050 | incoming-call #b 6051 | > | call-established #b', 'none'],
      [
        'answer #a',
        'incoming-call #a 6050 | incoming-call #b 6051 | > | call-established #a',
        'confirmed call-established',
      ],
      ['reject', 'incoming-call 6050 | > | reject-incoming-call', 'confirmed reject-incoming-call'],
      ['reject', 'incoming-call 6050 | +5 | > | call-terminated', 'confirmed call-terminated'],
      ['reject', 'incoming-call 6050 | > | missed-call', 'confirmed missed-call'],
      ['reject', 'incoming-call 6050 | > | call-established', 'refused answered'],
      ['reject', 'incoming-call #a 6050 | incoming-call #b 6051 | > | call-established #a', 'none'],
      ['reject', 'incoming-call #a 6050 | call-established #a | +9 | > | call-terminated #a', 'none'],
      ['reject', '> | outgoing-call 6041 | remote-busy', 'none'],
      ['reject', 'incoming-call 6050 | > | +201', 'none'],
      ['reject #a', 'incoming-call #a 6050 | incoming-call #b 6051 | > | reject-incoming-call #b', 'none'],
    ]);
  });

  describe('a call that ends', () => {
    const talk = 'outgoing-call #a 6041 | call-established #a | +9';
    holds([
      ['hangup', `${talk} | > | call-terminated`, 'confirmed call-terminated'],
      ['hangup', `${talk} | > | busy-to-idle`, 'confirmed busy-to-idle'],
      ['hangup', `${talk} | > | transfer-finished`, 'none'],
      ['hangup', `${talk} | > | call-established #a`, 'none'],
      ['hangup', `${talk} | > | +1`, 'none'],
      ['hangup', 'outgoing-call 6041 | > | remote-busy', 'confirmed remote-busy'],
      ['hangup', '> | call-terminated', 'confirmed call-terminated'],
      ['hangup', '> | busy-to-idle', 'confirmed busy-to-idle'],
      ['hangup', 'outgoing-call 6041 | > | +201', 'none'],
      ['hangup #a', `${talk} | incoming-call #b 6050 | > | missed-call #b`, 'none'],
      ['hangup #a', `${talk} | incoming-call #b 6050 | > | call-terminated #b`, 'none'],
      ['hangup #a', `${talk} | incoming-call #b 6050 | > | call-terminated #a`, 'confirmed call-terminated'],
      ['cancel', 'outgoing-call 6041 | > | cancel-call-out', 'confirmed cancel-call-out'],
      ['cancel', '> | cancel-call-out', 'confirmed cancel-call-out'],
    ]);
  });

  describe('an event', () => {
    const talk = 'outgoing-call #a 6041 | call-established #a';
    holds([
      ['hold', `${talk} | > | hold #a`, 'confirmed hold'],
      ['hold', `${talk} | > | held #a`, 'none'],
      ['hold #a', `${talk} | > | hold #a`, 'confirmed hold'],
      ['hold #a', `${talk} | hold #a | call-established #b | > | hold #b`, 'none'],
      ['resume', `${talk} | hold | > | unhold`, 'confirmed unhold'],
      ['mute', `${talk} | > | mute`, 'confirmed mute'],
      ['mute', `${talk} | mute | > | unmute`, 'confirmed unmute'],
      ['transfer', `${talk} | > | transfer-call`, 'confirmed transfer-call'],
      ['transfer', `${talk} | > | blind-transfer`, 'confirmed blind-transfer'],
      ['transfer', `${talk} | > | attended-transfer`, 'confirmed attended-transfer'],
      ['transfer', `${talk} | > | transfer-finished`, 'confirmed transfer-finished'],
      ['transfer', `${talk} | > | transfer-failed`, 'refused transfer-failed'],
      ['transfer', `${talk} | > | transfer-failed | transfer-finished`, 'refused transfer-failed'],
      ['transfer', `${talk} | > | blind-transfer | transfer-failed`, 'confirmed blind-transfer'],
      ['forward', 'incoming-call 6050 | > | forward-incoming-call', 'confirmed forward-incoming-call'],
      ['dnd-on', '> | dnd-on', 'confirmed dnd-on'],
      ['dnd-on', '> | dnd-off', 'none'],
      ['dnd-off', 'dnd-on | > | dnd-off', 'confirmed dnd-off'],
      ['dnd-toggle', '> | dnd-off', 'confirmed dnd-off'],
      ['dnd-toggle', '> | dnd-on', 'confirmed dnd-on'],
      ['forward-on', '> | forward-always-on', 'confirmed forward-always-on'],
      ['forward-on', '> | forward-busy-on', 'none'],
      ['forward-on busy', '> | forward-busy-on', 'confirmed forward-busy-on'],
      ['forward-on no-answer', '> | forward-no-answer-on', 'confirmed forward-no-answer-on'],
      ['forward-off', '> | forward-off', 'confirmed forward-off'],
      ['call-waiting-on', '> | call-waiting-on', 'confirmed call-waiting-on'],
      ['call-waiting-off', '> | call-waiting-off', 'confirmed call-waiting-off'],
      ['open-door', '> | door-opened', 'confirmed door-opened'],
      ['open-door', '> | door-closed', 'none'],
      ['reboot', '> | reboot-started', 'confirmed reboot-started'],
      ['reboot', '> | setup-completed', 'confirmed setup-completed'],
      ['autoprovision', '> | autop-finished', 'confirmed autop-finished'],
      ['factory-reset', '> | unregistered', 'confirmed unregistered'],
      ['hotdesk-clear', '> | unregistered', 'confirmed unregistered'],
      ['hotdesk-clear', '> | registered', 'none'],
    ]);
  });

  it('is found where the receiver alone tells of a call', () => {
    const vtech = factsOf(['incoming-call', 'outgoing-call', 'off-hook', 'on-hook']);
    assert.equal(verdict('answer', 'incoming-call 6050 | > | off-hook', vtech), 'confirmed off-hook');
    assert.equal(verdict('hangup', 'incoming-call 6050 | off-hook | > | on-hook', vtech), 'confirmed on-hook');
  });

  it('is followed after the verdict: how far the call has come, and its answer', () => {
    const site = new Site();
    const watch = new Watch(sought('dial answered 6041'), site.clocks.now());
    site.tracker.onNews((news) => watch.hear(news, false));
    assert.equal(watch.progress, 'unreported');
    site.report('outgoing-call', parts('6041'));
    assert.equal(watch.progress, 'out');
    site.report('call-established');
    assert.deepEqual([watch.progress, watch.answer?.event], ['answered', 'call-established']);
    const { verdict: first } = watch;
    site.wait(5000);
    site.report('call-terminated');
    assert.deepEqual([watch.progress, watch.answer?.event, watch.verdict], ['over', 'call-established', first]);
  });

  it('is settled with the outcome so far, once no reason is waited for any longer', () => {
    const site = new Site();
    const watch = new Watch(sought('dial answered 6041'), site.clocks.now());
    site.tracker.onNews((news) => watch.hear(news, false));
    watch.settle();
    assert.equal(watch.verdict, undefined);
    site.report('outgoing-call', parts('6041'));
    site.wait(4000);
    site.report('call-terminated');
    assert.equal(watch.openUntil, site.clocks.now() + 2000);
    watch.settle();
    assert.deepEqual(watch.verdict, { is: 'refused', outcome: 'unanswered' });
    assert.equal(watch.openUntil, undefined);
  });
});
