/**
 * The events that a state is made of, those that tell most first: what is to be pasted into a phone. Without the first
 * five a state is often wrong; the others add reasons, holding and flags. Pure: the editor marks URLs by it.
 */
export const STATE_NEEDS = [
  'incoming-call',
  'outgoing-call',
  'call-established',
  'call-terminated',
  'busy-to-idle',
] as const satisfies readonly string[];

export const STATE_USES = [
  'missed-call',
  'reject-incoming-call',
  'answered-elsewhere',
  'remote-busy',
  'remote-canceled',
  'cancel-call-out',
  'hold',
  'unhold',
  'dnd-on',
  'dnd-off',
  'setup-completed',
] as const satisfies readonly string[];
