import type { VendorDocuments } from '../vendor-documents';

// Typed from the manuals: [name, event]. The page Server Application as M100 KLE's manual has it, then the module's settings.
export const VTECH_TABLE = [
  ['system_event.startup.action_uri', 'setup-completed'],
  ['system_event.registered.action_uri', 'registered'],
  ['system_event.on_hook.action_uri', 'on-hook'],
  ['Off Hook', 'off-hook'],
  ['Incoming Call', 'incoming-call'],
  ['Outgoing Call', 'outgoing-call'],
  ['Timer Based', 'poll'],
  ['Connected', 'call-established'],
  ['Registration Event', 'registration-changed'],
] as const;

/** "system_event Module: Action URI Settings". */
export const VTECH_SETTINGS = [
  ['system_event.startup.action_uri', 'setup-completed'],
  ['system_event.registered.action_uri', 'registered'],
  ['system_event.on_hook.action_uri', 'on-hook'],
  ['system_event.off_hook.action_uri', 'off-hook'],
  ['system_event.incoming_call.action_uri', 'incoming-call'],
  ['system_event.outgoing_call.action_uri', 'outgoing-call'],
] as const;

/** "Registration state available from the Registration event. Values are"; of REGISTERED another URL tells as well. */
export const VTECH_STATES = [
  ['REGISTERED', 'registration-changed'],
  ['DEREGISTERED', 'unregistered'],
  ['FAIL', 'register-failed'],
] as const;

// [name, field, when it is filled]
export const VTECH_VARIABLES: readonly string[][] = [
  ['SIPUSERNAME', 'account.user', 'always'],
  ['DISPLAYNAME', 'local.name', 'always'],
  ['LOCALIP', 'phone.ip', 'always'],
  ['INCOMINGNAME', 'remote.name', 'incoming talking'],
  ['REMOTENUMBER', 'remote.number', 'incoming outgoing talking'],
  ['REGISTRATIONSTATE', '', 'registration'],
  ['MAC', 'phone.mac', 'always'],
  ['MODEL', 'phone.model', 'always'],
];

export const documents: VendorDocuments = {
  events: [...VTECH_TABLE, ...VTECH_SETTINGS],
  variables: VTECH_VARIABLES,
  keys: '',
  disruptive: [],
  commands: [],
};
