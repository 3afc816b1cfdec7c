import type { VendorDocuments } from '../vendor-documents';

// Gigaset Maxwell: the list of its wiki page.
const TABLE = [
  ['Registration succeeded', 'registered'],
  ['Registration failed', 'register-failed'],
  ['Connection established', 'call-established'],
  ['Connection terminated', 'call-terminated'],
  ['Off Hook', 'off-hook'],
  ['On Hook', 'on-hook'],
  ['Incoming call', 'incoming-call'],
  ['Outgoing call', 'outgoing-call'],
  // The keys that the page names, with "key" behind them: "Hold" alone would be another event.
  ['Messages key', 'messages-key'],
  ['DND key', 'dnd-key'],
  ['Hold key', 'hold-key'],
  ['Conference key', 'conference-key'],
  ['Function key', 'function-key'],
] as const;

/** Its parameters without `System.Events.`, in that page's order. */
export const PARAMETERS = [
  ['RegistrationSuccessed', 'registered'],
  ['RegistrationFailed', 'register-failed'],
  ['ConnectionEstablished', 'call-established'],
  ['ConnectionTerminated', 'call-terminated'],
  ['OffHook', 'off-hook'],
  ['OnHook', 'on-hook'],
  ['IncomingCall', 'incoming-call'],
  ['OutgoingCall', 'outgoing-call'],
] as const;

export const documents: VendorDocuments = {
  events: [...TABLE, ...PARAMETERS],
  variables: [],
  keys: '',
  disruptive: [],
  commands: [],
};
