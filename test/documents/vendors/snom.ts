import type { VendorDocuments } from '../vendor-documents';

// Typed from the documents: [name, event]. First the fields of the D-series' page "Action URL Settings", in its order.
export const SNOM_TABLE = [
  ['DND on', 'dnd-on'],
  ['DND off', 'dnd-off'],
  ['Call Forwarding on', 'forward-on'],
  ['Call Forwarding off', 'forward-off'],
  ['Incoming Call', 'incoming-call'],
  ['Outgoing Call', 'outgoing-call'],
  ['Setup finished', 'setup-completed'],
  ['Off-hook', 'off-hook'],
  ['On-hook', 'on-hook'],
  ['Missed Call', 'missed-call'],
  ['Registration failed', 'register-failed'],
  ['On Connected', 'call-established'],
  ['On Disconnected', 'call-terminated'],
  ['Log on', 'registered'],
  ['Log off', 'unregistered'],
  ['Hold call', 'hold'],
  ['Unhold Call', 'unhold'],
  ['Transfer Call', 'transfer-call'],
  ['Blind Transfer', 'blind-transfer'],
  ['Attended Transfer', 'attended-transfer'],
  ['Received SIP INVITE', 'transfer-received'],
  ['Line Key Long Press', 'key-long-press'],
  ['Received NOTIFY Subscription', 'notify-received'],
  ['Received CSTA Message Firetest', 'firewall-test'],
] as const;

/** The settings' names, as configuration files have them, and the older page's words for forwarding. */
export const SNOM_SETTINGS = [
  ['action_dnd_on_url', 'dnd-on'],
  ['action_dnd_off_url', 'dnd-off'],
  ['action_redirection_on_url', 'forward-on'],
  ['action_redirection_off_url', 'forward-off'],
  ['action_incoming_url', 'incoming-call'],
  ['action_outgoing_url', 'outgoing-call'],
  ['action_setup_url', 'setup-completed'],
  ['action_offhook_url', 'off-hook'],
  ['action_onhook_url', 'on-hook'],
  ['action_missed_url', 'missed-call'],
  ['action_reg_failed', 'register-failed'],
  ['action_connected_url', 'call-established'],
  ['action_disconnected_url', 'call-terminated'],
  ['action_log_on_url', 'registered'],
  ['action_log_off_url', 'unregistered'],
  ['action_hold', 'hold'],
  ['action_unhold', 'unhold'],
  ['action_transfer', 'transfer-call'],
  ['action_blind_transfer', 'blind-transfer'],
  ['action_attended_transfer', 'attended-transfer'],
  ['action_received_attended_transfer', 'transfer-received'],
  ['action_longpress_url', 'key-long-press'],
  ['action_received_subscr_notify_url', 'notify-received'],
  ['action_firewall_test', 'firewall-test'],
  ['Redirection on', 'forward-on'],
  ['Redirection off', 'forward-off'],
] as const;

/** Answered with 200 it makes the phone reject the call: no event of ours. */
export const SNOM_NO_EVENTS = ['action_blacklist_url', 'Check for blacklisting', 'Check for Blacklisting'] as const;

export const SNOM_KEYS = `
CANCEL
ENTER
OFFHOOK
ONHOOK
RIGHT
LEFT
UP
DOWN
VOLUME_UP
VOLUME_DOWN
MENU
MUTE
REDIAL
DND
REC
F1
F4
SPEAKER
HEADSET
TRANSFER
F_HOLD
*
#
P1
P48
EK0
EK125
F_R
DISCONNECT
CLEAR
FUNCTION
RECALL`;

/** Function keys by model, as the key lists and the D-series' source count them. */
export const SNOM_FUNCTION_KEYS: Readonly<Record<string, number>> = {
  190: 5,
  200: 5,
  220: 5,
  300: 4,
  320: 12,
  360: 12,
  370: 12,
  820: 12,
  870: 15,
  D335: 32,
  D385: 48,
  D713: 4,
  D735: 32,
  D785: 24,
};

/** "snom 190/200 have no key F4 and snom870 no key F1-F4"; all others have four. */
const SNOM_SOFT_KEYS: Readonly<Record<string, number>> = { 190: 3, 200: 3, 870: 0 };

const CALL = 'incoming outgoing talking ended';

// [name, field, when it is filled]
export const SNOM_VARIABLES: readonly string[][] = [
  ['mac', 'phone.mac', 'always'],
  ['phone_ip', 'phone.ip', 'always'],
  ['phone_type', 'phone.model', 'always'],
  ['firmware_version', 'phone.firmware', 'always'],
  ['active_url', 'account.uri', `none ${CALL}`],
  ['active_user', 'account.user', 'always'],
  ['active_host', 'account.host', 'always'],
  ['context_url', 'account.uri', 'registration'],
  ['call-id', 'call.id', CALL],
  ['local', 'local.uri', CALL],
  ['remote', 'remote.uri', CALL],
  ['display_local', 'local.name', CALL],
  ['display_remote', 'remote.name', CALL],
  ['longpress_key', '', 'none'],
  ['cancel_reason', '', 'ended'],
  ['nr_ongoing_calls', '', 'always'],
  ['active_key', '', CALL],
  ['expansion_module', '', 'always'],
  ['csta_id', '', 'always'],
];

export const documents: VendorDocuments = {
  events: [...SNOM_TABLE, ...SNOM_SETTINGS],
  variables: SNOM_VARIABLES,
  keys: SNOM_KEYS,
  disruptive: [],
  counts: Object.fromEntries(
    Object.entries(SNOM_FUNCTION_KEYS).map(([model, P]) => [model, { P, F: SNOM_SOFT_KEYS[model] ?? 4 }]),
  ),
  commands: [
    ['F1,500,200;ENTER', '/command.htm?key=F1,500,200;ENTER'],
    ['#', '/command.htm?key=%23'],
    ['1234', '/command.htm?key=1;2;3;4'],
    [{ action: 'dial', number: '6040' }, '/command.htm?number=6040'],
    [
      { action: 'dial', number: '6040', line: '1002@pbx.example' },
      '/command.htm?number=6040&outgoing_uri=1002%40pbx.example',
    ],
    [{ action: 'dtmf', digits: '12#' }, '/command.htm?key_dtmf=12%23'],
    [{ action: 'reboot' }, '/advanced_update.htm?reboot=Reboot'],
    [{ action: 'factory-reset' }, '/advanced_update.htm?reset=Reset'],
    [{ action: 'hotdesk-clear' }, '/command.htm?LOGOFFALL'],
    [{ action: 'dnd-toggle' }, '/command.htm?key=DND'],
  ],
};
