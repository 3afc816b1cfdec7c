/**
 * The package's own words: one id for what every vendor names differently.
 * Nothing here knows a vendor; profiles map their names onto these ids.
 */

/** The moment of a call, or what else an event belongs to: decides which variables a phone fills. */
export type CallPhase = 'none' | 'registration' | 'incoming' | 'outgoing' | 'talking' | 'ended' | 'door';

export type EventCategory = 'device' | 'account' | 'hook' | 'call' | 'transfer' | 'feature' | 'message' | 'door';

export interface EventTerm {
  readonly category: EventCategory;
  /** Where the event alone tells it; events of either kind of call have none. */
  readonly direction?: 'inbound' | 'outbound';
  readonly phase: CallPhase;
}

export const EVENTS = {
  'setup-completed': { category: 'device', phase: 'none' },
  'reboot-started': { category: 'device', phase: 'none' },
  'ip-changed': { category: 'device', phase: 'none' },
  'autop-finished': { category: 'device', phase: 'none' },
  'web-api-auth-changed': { category: 'device', phase: 'none' },

  registered: { category: 'account', phase: 'registration' },
  unregistered: { category: 'account', phase: 'registration' },
  'register-failed': { category: 'account', phase: 'registration' },

  'off-hook': { category: 'hook', phase: 'none' },
  'on-hook': { category: 'hook', phase: 'none' },
  'idle-to-busy': { category: 'hook', phase: 'none' },
  'busy-to-idle': { category: 'hook', phase: 'none' },
  headset: { category: 'hook', phase: 'none' },
  handsfree: { category: 'hook', phase: 'none' },

  'incoming-call': { category: 'call', phase: 'incoming', direction: 'inbound' },
  'outgoing-call': { category: 'call', phase: 'outgoing', direction: 'outbound' },
  'call-established': { category: 'call', phase: 'talking' },
  'call-terminated': { category: 'call', phase: 'ended' },
  'missed-call': { category: 'call', phase: 'incoming', direction: 'inbound' },
  'reject-incoming-call': { category: 'call', phase: 'incoming', direction: 'inbound' },
  'answer-new-call': { category: 'call', phase: 'incoming', direction: 'inbound' },
  'forward-incoming-call': { category: 'call', phase: 'incoming', direction: 'inbound' },
  'cancel-call-out': { category: 'call', phase: 'outgoing', direction: 'outbound' },
  'remote-busy': { category: 'call', phase: 'outgoing', direction: 'outbound' },
  // Documents disagree on whose call the other side gave up, so no direction.
  'remote-canceled': { category: 'call', phase: 'ended' },
  'answered-elsewhere': { category: 'call', phase: 'incoming', direction: 'inbound' },
  hold: { category: 'call', phase: 'talking' },
  unhold: { category: 'call', phase: 'talking' },
  held: { category: 'call', phase: 'talking' },
  unheld: { category: 'call', phase: 'talking' },
  mute: { category: 'call', phase: 'talking' },
  unmute: { category: 'call', phase: 'talking' },

  'transfer-call': { category: 'transfer', phase: 'talking' },
  'blind-transfer': { category: 'transfer', phase: 'talking' },
  'attended-transfer': { category: 'transfer', phase: 'talking' },
  'transfer-finished': { category: 'transfer', phase: 'talking' },
  'transfer-failed': { category: 'transfer', phase: 'talking' },

  'dnd-on': { category: 'feature', phase: 'none' },
  'dnd-off': { category: 'feature', phase: 'none' },
  'forward-always-on': { category: 'feature', phase: 'none' },
  'forward-always-off': { category: 'feature', phase: 'none' },
  'forward-busy-on': { category: 'feature', phase: 'none' },
  'forward-busy-off': { category: 'feature', phase: 'none' },
  'forward-no-answer-on': { category: 'feature', phase: 'none' },
  'forward-no-answer-off': { category: 'feature', phase: 'none' },
  'call-waiting-on': { category: 'feature', phase: 'none' },
  'call-waiting-off': { category: 'feature', phase: 'none' },
  // Some kind of forwarding; the phone does not say which.
  'forward-on': { category: 'feature', phase: 'none' },
  'forward-off': { category: 'feature', phase: 'none' },

  mwi: { category: 'message', phase: 'none' },
  sms: { category: 'message', phase: 'none' },
  'sip-message': { category: 'message', phase: 'none' },

  'door-opened': { category: 'door', phase: 'door' },
  'door-closed': { category: 'door', phase: 'door' },
  tamper: { category: 'door', phase: 'door' },
  'door-sensor-1': { category: 'door', phase: 'door' },
  'door-sensor-2': { category: 'door', phase: 'door' },
  'output-1': { category: 'door', phase: 'door' },
  'output-2': { category: 'door', phase: 'door' },
} as const satisfies Record<string, EventTerm>;

/** An id of the package's own vocabulary. */
export type OurEventId = keyof typeof EVENTS;
/** Ours, or one that a vendor's profile brings for an event that none of ours means. */
export type EventId = OurEventId | (string & NonNullable<unknown>);
export const EVENT_IDS = Object.keys(EVENTS) as readonly OurEventId[];

/** What an action may be told. `keys` is for `press` alone. */
export type ParameterName = 'number' | 'digits' | 'code' | 'text' | 'line' | 'via' | 'type' | 'call' | 'after';

export interface ActionTerm {
  readonly needs?: readonly ParameterName[];
  readonly takes?: readonly ParameterName[];
  /** Interrupts the phone's service or erases settings: refused unless the node allows it. */
  readonly disruptive?: true;
}

export const ACTIONS = {
  dial: { needs: ['number'], takes: ['line', 'via'] },
  // `call`: the id of a call that an event named; that call and no other.
  answer: { takes: ['via', 'line', 'call'] },
  reject: { takes: ['call'] },
  hangup: { takes: ['call'] },
  hold: { takes: ['call'] },
  resume: { takes: ['call'] },
  swap: {},
  transfer: { takes: ['number', 'type', 'call'] },
  forward: { needs: ['number'] },
  conference: { takes: ['number'] },
  join: {},
  split: {},
  dtmf: { needs: ['digits'] },
  redial: {},
  callback: {},
  pickup: { takes: ['number'] },
  park: { takes: ['number'] },
  intercom: { takes: ['number'] },
  cancel: {},
  mute: {},
  'volume-up': {},
  'volume-down': {},
  'dnd-on': {},
  'dnd-off': {},
  'dnd-toggle': {},
  // `type`: the kind of forwarding; `after`: seconds, where nobody answers.
  'forward-on': { takes: ['number', 'type', 'after'] },
  'forward-off': { takes: ['type'] },
  'call-waiting-on': {},
  'call-waiting-off': {},
  voicemail: {},
  'open-door': { takes: ['code', 'line'] },
  'set-display-name': { needs: ['line', 'text'] },
  press: {},
  reboot: { disruptive: true },
  autoprovision: { disruptive: true },
  'factory-reset': { disruptive: true },
  'hotdesk-clear': { disruptive: true },
} as const satisfies Record<string, ActionTerm>;

export type ActionId = keyof typeof ACTIONS;
export const ACTION_IDS = Object.keys(ACTIONS) as readonly ActionId[];

/** The actions a profile writes as recipes: all but `press`, whose keys come with the message. */
export type RecipeAction = Exclude<ActionId, 'press'>;
