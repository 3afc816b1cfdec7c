import { type Printed, tablesOf } from '../printed';
import type { VendorDocuments } from '../vendor-documents';

const CALL = 'incoming outgoing talking';
const FIRST = 'incoming outgoing';
const KEY = '/Phone_ActionURL&key=';

/**
 * Typed from Sangoma's pages "Supported Action URLs", "Action URL Variables" and "Action URI Phone Action Variables", from
 * Htek's page on Action URL and URI, ClearlyIP's "Action URL Variables", and FusionPBX's templates of Htek's phones.
 */
export const HTEK: Printed = {
  // "Supported Action URLs", as far as the page at hand goes.
  events: [
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
    ['Open No Answer Forward', 'forward-no-answer-on'],
    ['Close No Answer Forward', 'forward-no-answer-off'],
    ['Transfer Call', 'transfer-call'],
    ['Blind Transfer', 'blind-transfer'],
  ],
  elsewhere: [
    // uc924, s500: P values and their `para`.
    ['P3701', 'setup-completed'],
    ['P3702', 'registered'],
    ['LogOn', 'registered'],
    ['P3703', 'unregistered'],
    ['LogOff', 'unregistered'],
    ['P3704', 'register-failed'],
    ['P3705', 'off-hook'],
    ['P3706', 'on-hook'],
    ['OnfHook', 'on-hook'],
    ['P3707', 'incoming-call'],
    ['P3708', 'outgoing-call'],
    ['P3709', 'call-established'],
    ['CallEstablished', 'call-established'],
    ['P3710', 'call-terminated'],
    ['CallTerminated', 'call-terminated'],
    ['P3711', 'dnd-on'],
    ['P3712', 'dnd-off'],
    ['P3713', 'forward-always-on'],
    ['P3714', 'forward-always-off'],
    ['P3715', 'forward-busy-on'],
    ['P3716', 'forward-busy-off'],
    ['P3717', 'forward-no-answer-on'],
    ['P3718', 'forward-no-answer-off'],
    ['P3719', 'transfer-call'],
    ['P3720', 'blind-transfer'],
    ['BlindTrandfercall', 'blind-transfer'],
    ['P3721', 'attended-transfer'],
    ['AttendedTransferCall', 'attended-transfer'],
    ['P3722', 'hold'],
    ['P3723', 'unhold'],
    ['P3724', 'mute'],
    ['P3725', 'unmute'],
    ['P3726', 'missed-call'],
    ['P3727', 'idle-to-busy'],
    ['P3728', 'busy-to-idle'],
    ['BusyToIdel', 'busy-to-idle'],
    ['P3729', 'forward-incoming-call'],
    ['P3730', 'reject-incoming-call'],
    ['P3731', 'answer-new-call'],
    ['P3732', 'transfer-finished'],
    ['P3733', 'transfer-failed'],
    ['TransfeFailed', 'transfer-failed'],
    // uc924u: `ActionUrl_…`
    ['AutopFinish', 'autop-finished'],
    ['IP_Changed', 'ip-changed'],
    ['CallWaitingOn', 'call-waiting-on'],
    ['CallWaitingOff', 'call-waiting-off'],
    ['HeadsetPress', 'headset'],
    ['HandsfreePress', 'handsfree'],
    ['CancelCallOut', 'cancel-call-out'],
    ['RemoteBusy', 'remote-busy'],
    ['CallRemoteCanceled', 'remote-canceled'],
    ['CallCompletedElsewhere', 'answered-elsewhere'],
    ['PeripheralInformation', 'peripheral-information'],
    ['VPN_IP', 'vpn-ip'],
    // The parameters' names in words, where no page at hand prints a label.
    ['Attended Transfer', 'attended-transfer'],
    ['Hold', 'hold'],
    ['Unhold', 'unhold'],
    ['Mute', 'mute'],
    ['Unmute', 'unmute'],
    ['Missed Call', 'missed-call'],
    ['Idle To Busy', 'idle-to-busy'],
    ['Busy To Idle', 'busy-to-idle'],
    ['Forward Incoming Call', 'forward-incoming-call'],
    ['Reject Incoming Call', 'reject-incoming-call'],
    ['Answer New Incoming Call', 'answer-new-call'],
    ['Transfer Finished', 'transfer-finished'],
    ['Transfer Failed', 'transfer-failed'],
    ['Call Completed Elsewhere', 'answered-elsewhere'],
    ['Autop Finish', 'autop-finished'],
    ['Call Waiting On', 'call-waiting-on'],
    ['Call Waiting Off', 'call-waiting-off'],
    ['Headset Press', 'headset'],
    ['Handsfree Press', 'handsfree'],
    ['Cancel Call Out', 'cancel-call-out'],
    ['Remote Busy', 'remote-busy'],
    ['Call Remote Canceled', 'remote-canceled'],
    ['Peripheral Information', 'peripheral-information'],
  ],
  // "Action URI Phone Action Variables"; its digits are keys of the keypad.
  keys: `
OK ENTER
SPEAKER
F_TRANSFER
VOLUME_UP
VOLUME_DOWN
MUTE
F_HOLD
X
CANCEL
*
POUND
L1
L45
D1
D10
F_CONFERENCE
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
`,
  disruptive: ['Reboot', 'AutoP'],
  variables: [
    ['mac', 'phone.mac', 'always'],
    ['ip', 'phone.ip', 'always'],
    ['model', 'phone.model', 'always'],
    ['firmware', 'phone.firmware', 'always'],
    ['active_url', 'account.uri', CALL],
    ['active_user', 'account.user', CALL],
    ['active_host', 'account.host', CALL],
    ['local', 'local.uri', FIRST],
    ['remote', 'remote.uri', FIRST],
    ['display_local', 'local.name', FIRST],
    ['display_remote', 'remote.name', FIRST],
    ['call_id', 'call.id', CALL],
  ],
  actions: {
    dial: ['/Phone_ActionURL&Command=1&Number={number}[&Account={line}]'],
    answer: ['speaker: SPEAKER', 'headset: HEADSET ?', 'OK'],
    reject: ['CANCEL ?'],
    hangup: ['CANCEL'],
    hold: ['F_HOLD'],
    resume: ['F_HOLD ?'],
    transfer: [
      'attended: F_TRANSFER;{number};OK ?',
      'blind: F_TRANSFER;{number};F_TRANSFER ?',
      'F_TRANSFER;{number};F_TRANSFER ?',
      'F_TRANSFER',
    ],
    conference: ['F_CONFERENCE;{number};OK ?', 'F_CONFERENCE'],
    dtmf: ['{digits}'],
    redial: ['RD'],
    cancel: ['CANCEL'],
    mute: ['MUTE'],
    'volume-up': ['VOLUME_UP'],
    'volume-down': ['VOLUME_DOWN'],
    'dnd-on': ['DNDOn'],
    'dnd-off': ['DNDOff'],
    voicemail: ['MSG'],
    reboot: ['Reboot'],
    autoprovision: ['AutoP'],
  },
  captures: [
    // Htek's example, `192.168.0.252/$mac/$ip`, with the event in front: values without names.
    ['/incoming-call/001fc11a8b6c/192.168.0.157', 'incoming-call', { 'phone.mac': '00:1f:c1:1a:8b:6c' }],
    // Sangoma's and ClearlyIP's.
    ['/Registered?IP=192.168.0.157&user=4003', 'registered', { 'phone.ip': '192.168.0.157' }],
    ['/Mute?mac=001fc11a8b6c', 'mute', { 'phone.mac': '00:1f:c1:1a:8b:6c' }],
    ['/TransfeFailed?call_id=12', 'transfer-failed', { 'call.id': '12' }],
  ],
  commands: [
    [{ action: 'dial', number: '206', line: 1 }, ['/Phone_ActionURL&Command=1&Number=206&Account=1']],
    [{ action: 'dial', number: '*43', line: 1 }, ['/Phone_ActionURL&Command=1&Number=*43&Account=1']],
    [{ action: 'dial', number: '206' }, ['/Phone_ActionURL&Command=1&Number=206']],
    [{ action: 'dial', number: '206', via: 'handset' }, ['/Phone_ActionURL&Command=1&Number=206']],
    ['SPEAKER', [`${KEY}SPEAKER`]],
    ['reboot', [`${KEY}Reboot`]],
    [{ action: 'autoprovision' }, [`${KEY}AutoP`]],
    [{ action: 'dtmf', digits: '1#' }, [`${KEY}1`, `${KEY}POUND`]],
    ['L2;20', [`${KEY}L2`, `${KEY}2`, `${KEY}0`]],
  ],
  impossible: [
    { action: 'dial', number: '206', via: 'speaker' },
    { action: 'pickup' },
    { action: 'forward-on', number: '1' },
    { action: 'factory-reset' },
    { action: 'open-door' },
    { action: 'hangup', call: '7' },
  ],
};

export const documents: VendorDocuments = tablesOf(HTEK);
