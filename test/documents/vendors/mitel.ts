import type { VendorDocuments } from '../vendor-documents';

// Typed from the guides: [name, event]. First the web page's fields, in the order of the table "Action URIs".
export const MITEL_TABLE = [
  ['Startup', 'setup-completed'],
  ['Successful Registration', 'first-registered'],
  ['Registration Event', 'registration-changed'],
  ['Incoming Call', 'incoming-call'],
  ['Outgoing Call', 'outgoing-call'],
  ['Offhook', 'off-hook'],
  ['Onhook', 'on-hook'],
  ['Connected', 'call-established'],
  ['Disconnected', 'call-terminated'],
  ['XML SIP Notify', 'xml-notify-received'],
  ['Poll', 'poll'],
] as const;

/** Parameters of aastra.cfg, startup.cfg, <MAC>.cfg. */
export const MITEL_PARAMETERS = [
  ['action uri startup', 'setup-completed'],
  ['action uri registered', 'first-registered'],
  ['action uri registration event', 'registration-changed'],
  ['action uri incoming', 'incoming-call'],
  ['action uri outgoing', 'outgoing-call'],
  ['action uri offhook', 'off-hook'],
  ['action uri onhook', 'on-hook'],
  ['action uri connected', 'call-established'],
  ['action uri disconnected', 'call-terminated'],
  ['action uri xml sip notify', 'xml-notify-received'],
  ['action uri poll', 'poll'],
] as const;

/** "Registration states can be", in the guide for administrators in small letters, in that for developers in capitals. */
export const MITEL_STATES = [
  ['registered', 'registered'],
  ['UNREGISTERED', 'unregistered'],
  ['expired', 'register-failed'],
  ['REFUSED', 'register-failed'],
  ['TIMEOUT', 'register-failed'],
] as const;

// [name, field, when it is filled]
export const MITEL_VARIABLES: readonly string[][] = [
  ['SIPUSERNAME', 'account.user', 'always'],
  ['DISPLAYNAME', 'local.name', 'always'],
  ['SIPAUTHNAME', '', 'always'],
  ['PROXYURL', '', 'always'],
  ['ACTIVEPROXY', '', 'always'],
  ['INCOMINGNAME', 'remote.name', 'incoming talking ended'],
  ['REMOTENUMBER', 'remote.number', 'incoming outgoing talking ended'],
  ['LOCALIP', 'phone.ip', 'always'],
  ['CALLDURATION', 'call.duration', 'talking ended'],
  ['CALLDIRECTION', 'call.direction', 'incoming outgoing talking ended'],
  ['REGISTRATIONSTATE', '', 'registration'],
  ['REGISTRATIONCODE', '', 'registration'],
  ['LINESTATE', '', 'always'],
];

export const documents: VendorDocuments = {
  events: [...MITEL_TABLE, ...MITEL_PARAMETERS],
  variables: MITEL_VARIABLES,
  keys: '',
  disruptive: [],
  commands: [],
};
