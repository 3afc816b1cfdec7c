import { type EventRow, rowsTelling } from '../vendors';
import type { ActionId } from '../vocabulary';

/**
 * Which reports of a phone say that it has done an action, and which that it has not. Data, and pure: the editor offers
 * by it what a vendor can report.
 */

/** What a vendor's phones report at all, as its profile lists it; a stand-in for any make may report everything. */
export interface ReportingVendor {
  readonly events: readonly Pick<EventRow, 'event' | 'byVariable'>[];
  readonly anyMake?: true;
}

/** How reports are read: as an outbound call, a call that rang and is taken or declined, a call that is over, or as they stand. */
export type EffectKind = 'call out' | 'call taken' | 'call declined' | 'call over' | 'event';

export interface Effect {
  readonly kind: EffectKind;
  /** The reports that tell it, the likeliest first. Of `event` each confirms; of the others they are what to paste. */
  readonly by: readonly string[];
  readonly refusedBy?: readonly string[];
  /** The phone is so already when none of `unless` was told after one of `by`. */
  readonly unless?: readonly string[];
  /** An idle phone is so already. */
  readonly whenIdle?: true;
}

/** The parts of an action that decide about its effect. */
export interface ActionParts {
  readonly action: ActionId;
  /** Of `conference`: whether somebody is called. */
  readonly hasNumber: boolean;
  /** Of forwarding; blank or absent: `always`. */
  readonly type?: string | undefined;
}

/** Actions that call somebody, who may answer. */
const CALLING: readonly ActionId[] = ['dial', 'redial', 'callback', 'intercom', 'voicemail', 'pickup'];

const CALL_OUT: Effect = { kind: 'call out', by: ['outgoing-call'] };
const CALL_OVER: Effect = { kind: 'call over', by: ['call-terminated', 'busy-to-idle', 'cancel-call-out'] };
const TRANSFERRED = ['transfer-call', 'blind-transfer', 'attended-transfer', 'transfer-finished'];
const event = (...by: readonly string[]): Effect => ({ kind: 'event', by });
const flag = (by: string, unless: string): Effect => ({ kind: 'event', by: [by], unless: [unless] });

const EFFECTS: Readonly<Partial<Record<ActionId, Effect>>> = {
  ...Object.fromEntries(CALLING.map((action) => [action, CALL_OUT])),
  answer: { kind: 'call taken', by: ['call-established', 'answer-new-call'] },
  reject: {
    kind: 'call declined',
    by: ['reject-incoming-call', 'call-terminated', 'missed-call', 'busy-to-idle', 'remote-canceled'],
  },
  hangup: { ...CALL_OVER, whenIdle: true },
  cancel: CALL_OVER,
  hold: event('hold'),
  resume: event('unhold'),
  mute: event('mute', 'unmute'),
  transfer: { kind: 'event', by: TRANSFERRED, refusedBy: ['transfer-failed'] },
  forward: event('forward-incoming-call'),
  'dnd-on': flag('dnd-on', 'dnd-off'),
  'dnd-off': flag('dnd-off', 'dnd-on'),
  'dnd-toggle': event('dnd-on', 'dnd-off'),
  'call-waiting-on': flag('call-waiting-on', 'call-waiting-off'),
  'call-waiting-off': flag('call-waiting-off', 'call-waiting-on'),
  'open-door': event('door-opened'),
  reboot: event('reboot-started', 'setup-completed'),
  autoprovision: event('autop-finished', 'reboot-started', 'setup-completed'),
  'factory-reset': event('reboot-started', 'setup-completed', 'unregistered'),
  'hotdesk-clear': event('unregistered'),
};

/** Every event by which some action can be confirmed, or is refused. */
export const CONFIRMING: ReadonlySet<string> = new Set([
  ...Object.values(EFFECTS).flatMap(({ by, refusedBy = [] }) => [...by, ...refusedBy]),
  ...['on', 'off'].flatMap((state) => ['always-', 'busy-', 'no-answer-', ''].map((kind) => `forward-${kind}${state}`)),
  'call-established',
]);

/** Whether the action calls somebody, so that one can wait for the answer. */
export const isCalling = (action: ActionId): boolean => CALLING.includes(action);

/** Whether the action has an effect that some phone reports: all others can only be confirmed by an event of one's choice. */
export function hasEffect({ action, hasNumber }: Pick<ActionParts, 'action' | 'hasNumber'>): boolean {
  if (action === 'conference') return hasNumber;
  return action === 'forward-on' || action === 'forward-off' || EFFECTS[action] !== undefined;
}

/** Whether a vendor's phones report any of these events. */
export function reportsAny({ events, anyMake }: ReportingVendor, wanted: readonly string[]): boolean {
  return anyMake === true || rowsTelling(events, wanted).length > 0;
}

/** @returns undefined where no phone of the vendor reports it */
export function effectOf(parts: ActionParts, vendor: ReportingVendor): Effect | undefined {
  const effect = effectOfAny(parts, vendor);
  if (!effect) return undefined;
  if (reportsAny(vendor, effect.by)) return effect;
  // Where nothing else tells it, the receiver does.
  const receiver = RECEIVER[effect.kind];
  return receiver !== undefined && reportsAny(vendor, [receiver]) ? { ...effect, by: [receiver] } : undefined;
}

/** As the tracker reads it: lifting the receiver answers, putting it down ends, where the vendor reports nothing better. */
const RECEIVER: Readonly<Partial<Record<EffectKind, string>>> = {
  'call taken': 'off-hook',
  'call declined': 'on-hook',
  'call over': 'on-hook',
};

function effectOfAny({ action, hasNumber, type }: ActionParts, vendor: ReportingVendor): Effect | undefined {
  if (action === 'conference') return hasNumber ? CALL_OUT : undefined;
  if (action === 'forward-on') return event(...forwarding('on', type, vendor));
  if (action === 'forward-off') {
    return { kind: 'event', by: forwarding('off', type, vendor), unless: forwarding('on', type, vendor) };
  }
  return EFFECTS[action];
}

/** The event of the kind; the one without a kind only where the phone tells none, or nobody knows whether it does. */
function forwarding(state: 'on' | 'off', type: string | undefined, vendor: ReportingVendor): readonly string[] {
  const ofKind = `forward-${type || 'always'}-${state}`;
  const anyKind = `forward-${state}`;
  if (vendor.anyMake) return [ofKind, anyKind];
  return reportsAny(vendor, [ofKind]) ? [ofKind] : [anyKind];
}

/** That somebody picks up. @returns undefined where no phone of the vendor reports it */
export function answerOf(action: ActionId, vendor: ReportingVendor): Effect | undefined {
  if (!isCalling(action) || !reportsAny(vendor, ['call-established'])) return undefined;
  return { kind: 'call out', by: ['outgoing-call', 'call-established', 'call-terminated'] };
}

/** What a vendor's phones can confirm of an action, as a dialog offers it. */
export function confirmable(parts: ActionParts, vendor: ReportingVendor): ('effect' | 'answered')[] {
  return [
    ...(effectOf(parts, vendor) ? (['effect'] as const) : []),
    ...(answerOf(parts.action, vendor) ? (['answered'] as const) : []),
  ];
}
