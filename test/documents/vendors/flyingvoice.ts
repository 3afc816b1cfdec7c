import type { VendorDocuments } from '../vendor-documents';

// Flyingvoice: the guide's text and the labels of the web page beside the DBID parameters.
const TABLE = [
  ['Off-hook', 'off-hook'],
  ['On-hook', 'on-hook'],
  ['Incoming Call', 'incoming-call'],
  ['Outgoing Call', 'outgoing-call'],
  ['Established', 'call-established'],
  ['Terminated', 'call-terminated'],
  ['Missed Call', 'missed-call'],
  ['Hold', 'hold'],
] as const;

/** Parameters of the templates without their `action_url.`, in the order of p20p. */
export const PARAMETERS = [
  ['call_remote_canceled', 'remote-canceled'],
  ['remote_busy', 'remote-busy'],
  ['cancel_callout', 'cancel-call-out'],
  ['handfree', 'handsfree'],
  ['headset', 'headset'],
  ['unheld', 'unheld'],
  ['held', 'held'],
  ['transfer_failed', 'transfer-failed'],
  ['transfer_finished', 'transfer-finished'],
  ['answer_new_incoming_call', 'answer-new-call'],
  ['reject_incoming_call', 'reject-incoming-call'],
  ['forward_incoming_call', 'forward-incoming-call'],
  ['ip_change', 'ip-changed'],
  ['idle_to_busy', 'idle-to-busy'],
  ['busy_to_idle', 'busy-to-idle'],
  ['call_terminated', 'call-terminated'],
  ['missed_call', 'missed-call'],
  ['unmute', 'unmute'],
  ['mute', 'mute'],
  ['unhold', 'unhold'],
  ['hold', 'hold'],
  ['always_fwd_off', 'forward-always-off'],
  ['always_fwd_on', 'forward-always-on'],
  ['attended_transfer_call', 'attended-transfer'],
  ['blind_transfer_call', 'blind-transfer'],
  ['busy_fwd_off', 'forward-busy-off'],
  ['busy_fwd_on', 'forward-busy-on'],
  ['call_established', 'call-established'],
  ['call_waiting_off', 'call-waiting-off'],
  ['call_waiting_on', 'call-waiting-on'],
  ['dnd_off', 'dnd-off'],
  ['dnd_on', 'dnd-on'],
  ['incoming_call', 'incoming-call'],
  ['no_answer_fwd_off', 'forward-no-answer-off'],
  ['no_answer_fwd_on', 'forward-no-answer-on'],
  ['off_hook', 'off-hook'],
  ['on_hook', 'on-hook'],
  ['outgoing_call', 'outgoing-call'],
  ['register_failed', 'register-failed'],
  ['registered', 'registered'],
  ['setup_autop_finish', 'autop-finished'],
  ['setup_completed', 'setup-completed'],
  ['transfer_call', 'transfer-call'],
  ['unregistered', 'unregistered'],
] as const;

const CALL = 'incoming outgoing talking';
const SETUP = 'incoming outgoing';

const VARIABLES: readonly string[][] = [
  ['ip', 'phone.ip', 'always'],
  // Not printed: those of the phones with the same parameters.
  ['mac', 'phone.mac', 'always'],
  ['model', 'phone.model', 'always'],
  ['firmware', 'phone.firmware', 'always'],
  ['active_url', 'account.uri', CALL],
  ['active_user', 'account.user', CALL],
  ['active_host', 'account.host', CALL],
  ['local', 'local.uri', SETUP],
  ['remote', 'remote.uri', SETUP],
  ['display_local', 'local.name', SETUP],
  ['display_remote', 'remote.name', SETUP],
  ['call_id', 'call.id', CALL],
];

export const documents: VendorDocuments = {
  events: [...TABLE, ...PARAMETERS],
  variables: VARIABLES,
  // Of the guide's table only these two are known.
  keys: 'Reboot\nAutoP',
  disruptive: ['Reboot', 'AutoP'],
  commands: [
    ['Reboot', '/cgi-bin/ConfigManApp.com?key=Reboot'],
    [{ action: 'autoprovision' }, '/cgi-bin/ConfigManApp.com?key=AutoP'],
  ],
};
