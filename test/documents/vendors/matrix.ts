import type { VendorDocuments } from '../vendor-documents';

// SPARSH VP110 User Guide, p. 250: what is stored of the table of events, in its order; "Mute" is named in the text above it.
const PRINTED = [
  ['Mute', 'mute'],
  ['UnMute', 'unmute'],
  ['Missed Call', 'missed-call'],
  ['IP Changed', 'ip-changed'],
  ['Forward Incoming Call', 'forward-incoming-call'],
  ['Reject Incoming Call', 'reject-incoming-call'],
  ['Answer New-In Call', 'answer-new-call'],
  ['Transfer Finished', 'transfer-finished'],
  ['Transfer Failed', 'transfer-failed'],
  ['Idle To Busy', 'idle-to-busy'],
  ['Busy To Idle', 'busy-to-idle'],
] as const;

// The table's first page is not at hand: as the maker of the hardware prints it for the phones of that time.
const PRESUMED = [
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
] as const;

export const documents: VendorDocuments = {
  events: [...PRINTED, ...PRESUMED],
  variables: [
    ['mac', 'phone.mac', 'always'],
    ['ip', 'phone.ip', 'always'],
    ['model', 'phone.model', 'always'],
    ['firmware', 'phone.firmware', 'always'],
    ['active_url', 'account.uri', 'incoming outgoing talking'],
    ['active_user', 'account.user', 'incoming outgoing talking'],
    ['active_host', 'account.host', 'incoming outgoing talking'],
    ['local', 'local.uri', 'incoming outgoing'],
    ['remote', 'remote.uri', 'incoming outgoing'],
    ['display_local', 'local.name', 'incoming outgoing'],
    ['display_remote', 'remote.name', 'incoming outgoing'],
    ['call_id', 'call.id', 'incoming outgoing talking'],
  ],
  keys: `
    OK
    ENTER
    SPEAKER
    F_TRANSFER
    VOLUME_UP
    VOLUME_DOWN
    MUTE
    F_HOLD
    X
    *
    POUND
    F_CONFERENCE
    F1 F4
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
    OFFHOOK
    ONHOOK
    ANSWER
    Reset
    CALLEND
  `,
  disruptive: ['Reboot', 'AutoP', 'Reset'],
  commands: [
    [{ action: 'dial', number: '6040' }, '/servlet?key=number=6040'],
    [
      { action: 'dial', number: '6040', line: '1006@pbx.example' },
      '/servlet?key=number=6040&outgoing_uri=1006%40pbx.example',
    ],
    [{ action: 'answer' }, '/servlet?key=ANSWER'],
    [{ action: 'hangup' }, '/servlet?key=CALLEND'],
    [{ action: 'transfer', number: '6041', type: 'blind' }, '/servlet?key=BTrans=6041'],
    [{ action: 'transfer', number: '6041', type: 'attended' }, '/servlet?key=ATrans=6041'],
    [{ action: 'dtmf', digits: '1#' }, '/servlet?key=1', '/servlet?key=POUND'],
    [{ action: 'dnd-on' }, '/servlet?key=DNDOn'],
    [{ action: 'reboot' }, '/servlet?key=Reboot'],
  ],
};
