import type { VendorDocuments } from '../vendor-documents';

// Typed from Yealink's guides (the profile says which): [label, event] in the order of the table of pp. 507-509.
const TABLE = [
  ['Setup Completed', 'setup-completed'],
  ['Registered', 'registered'],
  ['Unregistered', 'unregistered'],
  ['Register Failed', 'register-failed'],
  ['Off Hook', 'off-hook'],
  ['On Hook', 'on-hook'],
  ['Incoming Call', 'incoming-call'],
  ['Outgoing Call', 'outgoing-call'],
  ['Established', 'call-established'],
  ['Terminated', 'call-terminated'],
  ['Open DND', 'dnd-on'],
  ['Close DND', 'dnd-off'],
  ['Open Always Forward', 'forward-always-on'],
  ['Close Always Forward', 'forward-always-off'],
  ['Open Busy Forward', 'forward-busy-on'],
  ['Close Busy Forward', 'forward-busy-off'],
  ['Open NoAnswer Forward', 'forward-no-answer-on'],
  ['Close NoAnswer Forward', 'forward-no-answer-off'],
  ['Transfer Call', 'transfer-call'],
  ['Blind Transfer', 'blind-transfer'],
  ['Attended Transfer', 'attended-transfer'],
  ['Hold', 'hold'],
  ['UnHold', 'unhold'],
  ['Held', 'held'],
  ['UnHeld', 'unheld'],
  ['Mute', 'mute'],
  ['UnMute', 'unmute'],
  ['Missed Call', 'missed-call'],
  ['IP Changed', 'ip-changed'],
  ['Idle To Busy', 'idle-to-busy'],
  ['Busy To Idle', 'busy-to-idle'],
  ['Reject Incoming Call', 'reject-incoming-call'],
  ['Answer New-In Call', 'answer-new-call'],
  ['Transfer Failed', 'transfer-failed'],
  ['Transfer Finished', 'transfer-finished'],
  ['Forward Incoming Call', 'forward-incoming-call'],
  ['Autop Finish', 'autop-finished'],
  ['Open Call Waiting', 'call-waiting-on'],
  ['Close Call Waiting', 'call-waiting-off'],
  ['Headset', 'headset'],
  ['Handfree', 'handsfree'],
  ['Cancel Call Out', 'cancel-call-out'],
  ['Remote Busy', 'remote-busy'],
  ['Call Remote Canceled', 'remote-canceled'],
  // Later and older guides.
  ['Peripheral Information', 'peripheral-information'],
  ['VPN IP', 'vpn-ip'],
  ['Call Interrupt', 'call-interrupted'],
] as const;

const OLDER = [
  ['Log On', 'registered'],
  ['Log Off', 'unregistered'],
  ['Call Established', 'call-established'],
  ['Call Terminated', 'call-terminated'],
  ['Open No Answer Forward', 'forward-no-answer-on'],
  ['Close No Answer Forward', 'forward-no-answer-off'],
  ['Blind Transfer Call', 'blind-transfer'],
] as const;

/** Parameters of the configuration file without their `action_url.`, as the guide lists them on pp. 510-511. */
export const PARAMETERS = [
  ['setup_completed', 'setup-completed'],
  ['registered', 'registered'],
  ['unregistered', 'unregistered'],
  ['register_failed', 'register-failed'],
  ['off_hook', 'off-hook'],
  ['on_hook', 'on-hook'],
  ['incoming_call', 'incoming-call'],
  ['outgoing_call', 'outgoing-call'],
  ['call_established', 'call-established'],
  ['dnd_on', 'dnd-on'],
  ['dnd_off', 'dnd-off'],
  ['always_fwd_on', 'forward-always-on'],
  ['always_fwd_off', 'forward-always-off'],
  ['busy_fwd_on', 'forward-busy-on'],
  ['busy_fwd_off', 'forward-busy-off'],
  ['no_answer_fwd_on', 'forward-no-answer-on'],
  ['no_answer_fwd_off', 'forward-no-answer-off'],
  ['transfer_call', 'transfer-call'],
  ['blind_transfer_call', 'blind-transfer'],
  ['attended_transfer_call', 'attended-transfer'],
  ['hold', 'hold'],
  ['unhold', 'unhold'],
  ['held', 'held'],
  ['unheld', 'unheld'],
  ['mute', 'mute'],
  ['unmute', 'unmute'],
  ['missed_call', 'missed-call'],
  ['call_terminated', 'call-terminated'],
  ['busy_to_idle', 'busy-to-idle'],
  ['idle_to_busy', 'idle-to-busy'],
  ['ip_change', 'ip-changed'],
  ['forward_incoming_call', 'forward-incoming-call'],
  ['reject_incoming_call', 'reject-incoming-call'],
  ['answer_new_incoming_call', 'answer-new-call'],
  ['transfer_finished', 'transfer-finished'],
  ['transfer_failed', 'transfer-failed'],
  ['setup_autop_finish', 'autop-finished'],
  ['call_waiting_on', 'call-waiting-on'],
  ['call_waiting_off', 'call-waiting-off'],
  ['headset', 'headset'],
  ['handfree', 'handsfree'],
  ['cancel_callout', 'cancel-call-out'],
  ['remote_busy', 'remote-busy'],
  ['call_remote_canceled', 'remote-canceled'],
] as const;

/** Of templates, and of one guide that only newer phones have. */
const FURTHER_PARAMETERS = [
  ['peripheral_information', 'peripheral-information'],
  ['vpn_ip', 'vpn-ip'],
  ['log_on', 'registered'],
  ['log_off', 'unregistered'],
  ['reject_new_incoming_call', 'reject-new-call'],
  ['alarm.trigger', 'alarm-triggered'],
  ['action_url.alarm.trigger', 'alarm-triggered'],
] as const;

const CALL = 'incoming outgoing talking';
const SETUP = 'incoming outgoing';

const VARIABLES: readonly string[][] = [
  ['mac', 'phone.mac', 'always'],
  ['ip', 'phone.ip', 'always'],
  ['model', 'phone.model', 'always'],
  ['firmware', 'phone.firmware', 'always'],
  ['active_url', 'account.uri', CALL],
  ['active_user', 'account.user', CALL],
  ['active_host', 'account.host', CALL],
  ['local', 'local.uri', SETUP],
  ['remote', 'remote.uri', SETUP],
  ['display_local', 'local.name', SETUP],
  ['display_remote', 'remote.name', SETUP],
  ['call_id', 'call.id', 'incoming outgoing talking ended'],
  ['callerID', 'call.callerId', 'incoming'],
  ['calledNumber', 'call.calledNumber', 'outgoing'],
  ['wifi_number', '', 'none'],
  ['duration', 'call.duration', 'ended'],
  ['callDirection', 'call.direction', 'incoming outgoing talking ended'],
];

const KEYS = `
OK
ENTER
SPEAKER
F_TRANSFER
VOLUME_UP
VOLUME_DOWN
MUTE
F_HOLD
F_CONFERENCE
X
*
POUND
L1
L2
L3
L15
L21
L27
L29
F1
F4
MSG
HEADSET
RD
UP
DOWN
LEFT
RIGHT
Reboot
AutoP
DNDOn
DNDOff
number
OFFHOOK
ONHOOK
ANSWER
Reset
ATrans
BTrans
CALLEND
ASW
CANCEL
HOLD
UNHOLD
AlwaysFwdOn
AlwaysFwdOff
BusyFwdOn
BusyFwdOff
NoAnswFwdOn
NoAnswFwdOff
SWAP
SPLIT
CallWaitingOn
CallWaitingOff`;

export const documents: VendorDocuments = {
  events: [...TABLE, ...OLDER, ...PARAMETERS, ...FURTHER_PARAMETERS],
  variables: VARIABLES,
  keys: KEYS,
  disruptive: ['Reboot', 'AutoP', 'Reset'],
  commands: [
    ['OK', '/servlet?key=OK'],
    ['F1;F3;DOWN;DOWN;DOWN;OK;OK', '/servlet?key=F1;F3;DOWN;DOWN;DOWN;OK;OK'],
    ['ASW;MUTE', '/servlet?key=ASW;MUTE'],
    ['ASW:33093', '/servlet?key=ASW:33093'],
    [{ action: 'answer', call: '33093' }, '/servlet?key=ASW:33093'],
    // Printed with its `@`, which is escaped here as every value is.
    [
      { action: 'dial', number: '1234', line: '1006@10.3.5.199' },
      '/servlet?key=number=1234&outgoing_uri=1006%4010.3.5.199',
    ],
    [{ action: 'forward-on', number: '1001', type: 'no-answer', after: 24 }, '/servlet?key=NoAnswFwdOn=1001=24'],
    [{ action: 'forward-off', type: 'no-answer' }, '/servlet?key=NoAnswFwdOff'],
    ['OK', 'NOTIFY key=OK'],
  ],
  counts: {
    'SIP-T48G': { L: 29 },
    T48S: { L: 29 },
    T57W: { L: 29 },
    'SIP-T46G': { L: 27 },
    T54S: { L: 27 },
    T29G: { L: 27 },
    T27G: { L: 21 },
    T52S: { L: 21 },
    T42S: { L: 15 },
    T41P: { L: 15 },
    T40P: { L: 3 },
    T23G: { L: 3 },
    'SIP-T21P_E2': { L: 2 },
    T19P: { L: 0 },
    // No document counts them.
    T31G: { L: 29 },
    CP960: { L: 29 },
  },
};
