/**
 * What can happen at a phone, in this simulation's own words. Each vendor file says by which label its document
 * reports it, or leaves it out where the document has no such event.
 */
export const INCIDENTS = [
  'setup completed',
  'registered',
  'unregistered',
  'register failed',
  'off hook',
  'on hook',
  'headset',
  'handsfree',
  'busy',
  'idle',
  'incoming',
  'outgoing',
  'established',
  'terminated',
  'missed',
  'rejected',
  'answered new',
  'forwarded',
  'canceled',
  'remote busy',
  'remote canceled',
  'hold',
  'unhold',
  'mute',
  'unmute',
  'transfer',
  'blind transfer',
  'attended transfer',
  'transfer finished',
  'transfer failed',
  'dnd on',
  'dnd off',
  'always forward on',
  'always forward off',
  'busy forward on',
  'busy forward off',
  'no answer forward on',
  'no answer forward off',
  'call waiting on',
  'call waiting off',
  'ip changed',
  'autop finished',
  'start reboot',
  'mwi',
  'sms',
  'sip message',
  'web api auth changed',
  'door opened',
  'door closed',
  'tamper',
  'door sensor 1',
  'door sensor 2',
  'output 1',
  'output 2',
] as const;

export type Incident = (typeof INCIDENTS)[number];

/** Reasons for which a call ends; a phone whose document has none of them says "terminated" instead. */
export const REASONS: ReadonlySet<Incident> = new Set([
  'rejected',
  'forwarded',
  'canceled',
  'remote busy',
  'remote canceled',
]);

/** What ends a call. ATCOM's captures show these with the phone's own variables alone: not even an id says which call. */
export const ENDS: ReadonlySet<Incident> = new Set([...REASONS, 'terminated', 'missed']);

/** The vendor's own label of each incident that its document knows. */
export type Labels<L extends string> = Readonly<Partial<Record<Incident, L>>>;
