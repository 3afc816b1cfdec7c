import { type Line, lines } from './scenario';
import type { Reporter } from './vendors';

export interface Scenario {
  readonly name: string;
  /** What a phone that tells everything reports; a vendor sends those that it has. */
  readonly events: string;
  readonly states: string;
  readonly records: string;
  /** What comes out otherwise where an event is missing: [without this event, states, records]. */
  readonly without?: readonly (readonly [event: string, states: string, records: string])[];
  /** Events that vendors without a reason send instead. */
  readonly plain?: string;
}

export const IN_USE = 'idle ringing talking idle';

/** The single calls: whatever is lost, doubled or changes places, at most one call is there. */
export const SINGLE: readonly Scenario[] = [
  {
    name: 'out, answered',
    events: `0 off-hook | 0.01 idle-to-busy | 3 outgoing-call #417 6040 | 9 call-established #417 6040
      | 60 call-terminated | 60.02 on-hook | 60.04 busy-to-idle`,
    states: 'idle busy dialing talking idle',
    records: 'outbound answered',
  },
  {
    name: 'out, busy',
    events: '0 outgoing-call #417 6040 | 0.01 idle-to-busy | 4 remote-busy | 4.02 busy-to-idle',
    plain: '0 outgoing-call #417 6040 | 0.01 idle-to-busy | 4 call-terminated #417 6040 | 4.02 busy-to-idle',
    states: 'idle dialing idle',
    records: 'outbound busy',
  },
  {
    name: 'out, given up here',
    events: '0 outgoing-call #417 6040 | 0.01 idle-to-busy | 4 cancel-call-out | 4.02 busy-to-idle',
    plain: '0 outgoing-call #417 6040 | 0.01 idle-to-busy | 4 call-terminated #417 6040 | 4.02 busy-to-idle',
    states: 'idle dialing idle',
    records: 'outbound canceled',
  },
  {
    name: 'out, no answer',
    events: '0 outgoing-call #417 6040 | 0.01 idle-to-busy | 44 call-terminated #417 6040 | 44.02 busy-to-idle',
    states: 'idle dialing idle',
    records: 'outbound unanswered',
  },
  {
    name: 'in, answered by the receiver',
    events: `0 incoming-call #417 6040 | 5 off-hook | 5.02 call-established #417 6040 | 5.04 idle-to-busy
      | 65 on-hook | 65.02 call-terminated #417 | 65.04 busy-to-idle`,
    states: IN_USE,
    records: 'inbound answered',
  },
  {
    name: 'in, missed',
    events: '0 incoming-call #417 6040 | 20 missed-call #417 6040',
    plain: '0 incoming-call #417 6040 | 20 call-terminated #417 6040',
    states: 'idle ringing idle',
    records: 'inbound missed',
  },
  {
    name: 'in, missed, its end before',
    events: '0 incoming-call #417 6040 | 20 call-terminated #417 6040 | 20.5 missed-call #417 6040',
    plain: '0 incoming-call #417 6040 | 20 call-terminated #417 6040',
    states: 'idle ringing idle',
    records: 'inbound missed',
  },
  {
    name: 'in, missed, told by the other side as well',
    events: '0 incoming-call #417 6040 | 20 remote-canceled #417 6040 | 20.02 missed-call #417 6040',
    plain: '0 incoming-call #417 6040 | 20 call-terminated #417 6040',
    states: 'idle ringing idle',
    records: 'inbound missed',
  },
  {
    name: 'in, rejected',
    events: '0 incoming-call #417 6040 | 3 reject-incoming-call #417 6040 | 3.02 call-terminated #417',
    plain: '0 incoming-call #417 6040 | 3 call-terminated #417',
    states: 'idle ringing idle',
    records: 'inbound rejected',
  },
  {
    name: 'held and taken back',
    events: `0 incoming-call #417 6040 | 5 call-established #417 6040 | 10 hold #417 | 30 unhold #417
      | 60 call-terminated #417 | 60.02 busy-to-idle`,
    states: 'idle ringing talking held talking idle',
    records: 'inbound answered',
    without: [['hold', IN_USE, 'inbound answered']],
  },
  {
    name: 'transferred blindly',
    events: `0 incoming-call #417 6040 | 5 call-established #417 6040 | 20 transfer-call | 20.02 blind-transfer
      | 24 transfer-finished | 24.1 call-terminated #417 | 24.2 busy-to-idle`,
    states: IN_USE,
    records: 'inbound answered',
  },
];

/** Reasons that a vendor does not have: what the outcome is then. */
const UNTOLD: Readonly<Record<string, readonly [event: string, outcome: string]>> = {
  'outbound busy': ['remote-busy', 'outbound unanswered'],
  'outbound canceled': ['cancel-call-out', 'outbound unanswered'],
  'inbound rejected': ['reject-incoming-call', 'inbound missed'],
  'inbound missed': ['missed-call', 'inbound missed'],
};

/** The scenario as phones of a vendor report it, and what comes of that. */
export function asTold(
  phone: Pick<Reporter, 'events'>,
  scenario: Scenario,
): { sent: Line[]; states: string; records: string } {
  const [reason, untold] = UNTOLD[scenario.records] ?? ['', scenario.records];
  const tells = reason === '' || phone.events.has(reason);
  const text = tells || !scenario.plain ? scenario.events : scenario.plain;
  const takesBack = phone.events.has('unhold') || !phone.events.has('hold') ? 'unhold' : 'call-established';
  const sent = lines(text.replaceAll(' unhold ', ` ${takesBack} `)).filter(({ event }) => phone.events.has(event));
  const missing = scenario.without?.find(([event]) => !phone.events.has(event));
  const states = missing?.[1] ?? scenario.states;
  const seen =
    sent[0]?.event === 'off-hook' || sent[0]?.event === 'idle-to-busy' ? states : states.replace(' busy', '');
  return { sent, states: seen, records: missing?.[2] ?? (tells ? scenario.records : untold) };
}

/** `a, b` as a list. */
export const list = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
