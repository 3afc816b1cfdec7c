import assert from 'node:assert/strict';
import { type ActionParts, answerOf, confirmable, effectOf, hasEffect } from '../../../nodes/lib/outcomes/effects';
import { ACTION_IDS, type ActionId } from '../../../nodes/lib/vocabulary';
import { builtIn } from '../../support/vendors';

const parts = (action: ActionId, more: Partial<ActionParts> = {}): ActionParts => ({
  action,
  hasNumber: false,
  ...more,
});
const vendor = (...events: readonly string[]) => ({ events: events.map((event) => ({ event })) });
const profile = (id: string) => builtIn.profile(id) ?? assert.fail(id);

/** The contract's last row. */
const WITHOUT: readonly ActionId[] = [
  ...(['join', 'split', 'swap', 'dtmf', 'park', 'volume-up', 'volume-down', 'set-display-name', 'press'] as const),
];

describe('effects of actions', () => {
  it('are had by all actions but those that no phone reports', () => {
    const without = ACTION_IDS.filter((action) => !hasEffect({ action, hasNumber: true }));
    assert.deepEqual(without.toSorted(), WITHOUT.toSorted());
    assert.equal(hasEffect({ action: 'conference', hasNumber: false }), false);
    assert.equal(effectOf(parts('conference'), profile('generic')), undefined);
    assert.equal(effectOf(parts('conference', { hasNumber: true }), profile('generic'))?.kind, 'call out');
    for (const action of WITHOUT) assert.equal(effectOf(parts(action), profile('generic')), undefined, action);
  });

  it('are not there where the vendor reports none of what would tell them', () => {
    for (const action of ACTION_IDS)
      assert.deepEqual(confirmable(parts(action, { hasNumber: true }), vendor('mwi')), []);
    const rows: readonly (readonly [ActionId, ...string[]])[] = [
      ['dial', 'outgoing-call'],
      ['answer', 'call-established', 'answer-new-call', 'off-hook'],
      [
        'reject',
        'reject-incoming-call',
        'call-terminated',
        'missed-call',
        'busy-to-idle',
        'remote-canceled',
        'on-hook',
      ],
      ['hangup', 'call-terminated', 'busy-to-idle', 'cancel-call-out', 'on-hook'],
      ['cancel', 'call-terminated', 'busy-to-idle', 'cancel-call-out', 'on-hook'],
      ['hold', 'hold'],
      ['resume', 'unhold'],
      ['mute', 'mute', 'unmute'],
      ['transfer', 'transfer-call', 'blind-transfer', 'attended-transfer', 'transfer-finished'],
      ['forward', 'forward-incoming-call'],
      ['dnd-on', 'dnd-on'],
      ['dnd-off', 'dnd-off'],
      ['dnd-toggle', 'dnd-on', 'dnd-off'],
      ['call-waiting-on', 'call-waiting-on'],
      ['call-waiting-off', 'call-waiting-off'],
      ['forward-on', 'forward-always-on', 'forward-on'],
      ['forward-off', 'forward-always-off', 'forward-off'],
      ['open-door', 'door-opened'],
      ['reboot', 'reboot-started', 'setup-completed'],
      ['autoprovision', 'autop-finished', 'reboot-started', 'setup-completed'],
      ['factory-reset', 'reboot-started', 'setup-completed', 'unregistered'],
      ['hotdesk-clear', 'unregistered'],
    ];
    for (const [action, ...events] of rows) {
      for (const { event } of profile('generic').events) {
        const offered = confirmable(parts(action), vendor(event)).includes('effect');
        assert.equal(offered, events.includes(event), `${action} by ${event}`);
      }
    }
  });

  it('are answers only of actions that call somebody, and only where answers are reported', () => {
    const calling = ACTION_IDS.filter((action) => answerOf(action, profile('generic')));
    assert.deepEqual(calling.toSorted(), ['callback', 'dial', 'intercom', 'pickup', 'redial', 'voicemail']);
    assert.equal(answerOf('dial', vendor('outgoing-call', 'call-terminated')), undefined);
    assert.deepEqual(confirmable(parts('dial'), vendor('outgoing-call')), ['effect']);
    assert.deepEqual(confirmable(parts('dial'), profile('fanvil')), ['effect', 'answered']);
  });

  it('of forwarding are told by their kind, and without one only where the phone tells none', () => {
    const by = (action: ActionId, type: string | undefined, ...events: readonly string[]) =>
      effectOf(parts(action, { type }), vendor(...events))?.by;
    assert.deepEqual(by('forward-on', undefined, 'forward-always-on', 'forward-on'), ['forward-always-on']);
    assert.deepEqual(by('forward-on', 'busy', 'forward-busy-on', 'forward-always-on'), ['forward-busy-on']);
    assert.deepEqual(by('forward-on', 'busy', 'forward-on'), ['forward-on']);
    assert.deepEqual(by('forward-off', 'no-answer', 'forward-no-answer-off'), ['forward-no-answer-off']);
    assert.deepEqual(by('forward-off', 'no-answer', 'forward-always-off'), undefined);
    assert.deepEqual(effectOf(parts('forward-off'), profile('generic'))?.by, ['forward-always-off', 'forward-off']);
  });
});
