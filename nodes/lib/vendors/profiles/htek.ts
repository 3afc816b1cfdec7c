import type { Filled, KeyRow, Recipe, Series, VariableRow, VendorProfile } from '../profile';
import { cite, eventRows, ownEventRows } from '../rows';

const ALWAYS: readonly Filled[] = [{ phases: ['always'] }];
/** "Places a call, receives an incoming call or establishes a call." */
const IN_CALLS: readonly Filled[] = [{ phases: ['incoming', 'outgoing', 'talking'] }];
/** "Places a call", "receives an incoming call". */
const AT_FIRST: readonly Filled[] = [{ phases: ['incoming', 'outgoing'] }];

const KEYS = 'SANGOMA-URI';
const press = (...keys: string[]): readonly Recipe[] => [{ keys, source: KEYS }];
const guessed = (...keys: string[]): readonly Recipe[] => [{ keys, source: KEYS, guess: true }];

/** Events of both generations of configuration file: P value, name. The misspellings are the phones' real parameters. */
const PARAMETERS = {
  'setup-completed': ['P3701', 'SetupCompleted'],
  registered: ['P3702', 'Registered'],
  unregistered: ['P3703', 'Unregistered'],
  'register-failed': ['P3704', 'RegisterFailed'],
  'off-hook': ['P3705', 'OffHook'],
  'on-hook': ['P3706', 'OnfHook'],
  'incoming-call': ['P3707', 'IncomingCall'],
  'outgoing-call': ['P3708', 'OutgoingCall'],
  'call-established': ['P3709', 'CallEstablished'],
  'call-terminated': ['P3710', 'CallTerminated'],
  'dnd-on': ['P3711', 'OpenDND'],
  'dnd-off': ['P3712', 'CloseDND'],
  'forward-always-on': ['P3713', 'OpenAlwaysForward'],
  'forward-always-off': ['P3714', 'CloseAlwaysForward'],
  'forward-busy-on': ['P3715', 'OpenBusyForward'],
  'forward-busy-off': ['P3716', 'CloseBusyForward'],
  'forward-no-answer-on': ['P3717', 'OpenNoAnswerForward'],
  'forward-no-answer-off': ['P3718', 'CloseNoAnswerForward'],
  'transfer-call': ['P3719', 'TransferCall'],
  'blind-transfer': ['P3720', 'BlindTrandfercall'],
  'attended-transfer': ['P3721', 'AttendedTransferCall'],
  hold: ['P3722', 'Hold'],
  unhold: ['P3723', 'Unhold'],
  mute: ['P3724', 'Mute'],
  unmute: ['P3725', 'Unmute'],
  'missed-call': ['P3726', 'MissedCall'],
  'idle-to-busy': ['P3727', 'IdleToBusy'],
  'busy-to-idle': ['P3728', 'BusyToIdel'],
  'forward-incoming-call': ['P3729', 'ForwardIncomingCall'],
  'reject-incoming-call': ['P3730', 'RejectIncomingCall'],
  'answer-new-call': ['P3731', 'AnswerNewIncomingCall'],
  'transfer-finished': ['P3732', 'TransferFinished'],
  'transfer-failed': ['P3733', 'TransfeFailed'],
} as const;
const parametersOf = (form: 0 | 1): Record<string, readonly string[]> =>
  Object.fromEntries(Object.entries(PARAMETERS).map(([event, names]) => [event, [names[form]]]));

/** Htek's desk phones, also sold as Sangoma S-series and ClearlyIP: one key a request, `&` straight after the path. */
export const htek: VendorProfile = {
  id: 'htek',
  label: 'Htek',
  sources: {
    'HTEK-PRV':
      'Htek knowledge base: names of files and their order; https://htekdesk.atlassian.net/wiki/pages/25660908',
    HTEK:
      'Htek knowledge base: "Action URL & URI", variables, Phone_ActionURL with Command, Number, Account and key; ' +
      'https://htekdesk.atlassian.net/wiki/pages/diffpages.action?originalId=545587204&pageId=545587319',
    'SANGOMA-URI':
      'Sangoma knowledge base, phones: "Action URI Phone Action Variables", table of keys; ' +
      'https://sangomakb.atlassian.net/wiki/spaces/Phones/pages/19137115/Action+URI+Phone+Action+Variables',
    'SANGOMA-URL':
      'Sangoma knowledge base, phones: "Supported Action URLs", events with P codes, and "Action URL Variables"; ' +
      'https://sangomakb.atlassian.net/wiki/spaces/Phones/pages/19726574/Supported+Action+URLs, .../19137100',
    CLEARLYIP:
      'ClearlyIP knowledge base, phones: "Action URL Variables"; https://kb.clearlyip.com/phones/Action-URL-Variables.html',
    FUSIONPBX:
      'FusionPBX: provisioning templates resources/templates/provision/htek (uc903, uc923, uc924, uc926 with P values; uc924u, ' +
      'uc926u with names) and sangoma (s300, s500, s700), app/switch/resources/scripts/app/event_notify/index.lua, commit ' +
      'c7a00dcb of 2026-08-21; https://github.com/fusionpbx/fusionpbx',
    'HTEK-TESTS':
      "Public test programs for Htek's phones: /Phone_ActionURL&Command=3&key=<key> by HTTP Basic, 200 is success; calls are " +
      'answered by SPEAKER, F1 or OK and held by F_HOLD',
    'HTEK-RESYNC':
      'Wazo and Asterisk: SIP NOTIFY that makes Htek and Sangoma S phones read their configuration anew, Event: resync; ' +
      'https://github.com/wazo-platform/wazo-provd-plugins',
  },

  series: cite<Series>('HTEK; FUSIONPBX', [
    {
      id: 'uc',
      label: 'Htek UC8xx, UC9xx',
      prefixes: ['UC8', 'UC9'],
      models: ['UC860', 'UC903', 'UC923', 'UC924', 'UC924U', 'UC926', 'UC926U'],
    },
    {
      id: 'sangoma-s',
      label: 'Sangoma S-series',
      prefixes: ['Sangoma S', 'S20', 'S30', 'S40', 'S50', 'S70'],
      models: ['S300', 'S500', 'S700'],
    },
    { id: 'clearlyip', label: 'ClearlyIP', prefixes: ['CIP', 'ClearlyIP'], models: [], guess: true },
  ]),

  // Label: Sangoma's table; then the parameters' names of both generations where folding does not make them one.
  events: [
    ...eventRows('SANGOMA-URL; FUSIONPBX', {
      'setup-completed': ['Setup Completed', 'P3701'],
      registered: ['Registered', 'LogOn', 'P3702'],
      unregistered: ['Unregistered', 'LogOff', 'P3703'],
      'register-failed': ['Register Failed', 'P3704'],
      'off-hook': ['Off Hook', 'P3705'],
      'on-hook': ['On Hook', 'OnfHook', 'P3706'],
      'incoming-call': ['Incoming Call', 'P3707'],
      'outgoing-call': ['Outgoing Call', 'P3708'],
      'call-established': ['Established', 'CallEstablished', 'P3709'],
      'call-terminated': ['Terminated', 'CallTerminated', 'P3710'],
      'dnd-on': ['Open DND', 'P3711'],
      'dnd-off': ['Close DND', 'P3712'],
      'forward-always-on': ['Open Always Forward', 'P3713'],
      'forward-always-off': ['Close Always Forward', 'P3714'],
      'forward-busy-on': ['Open Busy Forward', 'P3715'],
      'forward-busy-off': ['Close Busy Forward', 'P3716'],
      'forward-no-answer-on': ['Open No Answer Forward', 'P3717'],
      'forward-no-answer-off': ['Close No Answer Forward', 'P3718'],
      'transfer-call': ['Transfer Call', 'P3719'],
      'blind-transfer': ['Blind Transfer', 'BlindTrandfercall', 'P3720'],
    }),
    // The page at hand breaks off here: the labels are the parameters' names, in words.
    ...eventRows('FUSIONPBX', {
      'attended-transfer': ['Attended Transfer', 'AttendedTransferCall', 'P3721'],
      hold: ['Hold', 'P3722'],
      unhold: ['Unhold', 'P3723'],
      mute: ['Mute', 'P3724'],
      unmute: ['Unmute', 'P3725'],
      'missed-call': ['Missed Call', 'P3726'],
      'idle-to-busy': ['Idle To Busy', 'P3727'],
      'busy-to-idle': ['Busy To Idle', 'BusyToIdel', 'P3728'],
      'forward-incoming-call': ['Forward Incoming Call', 'P3729'],
      'reject-incoming-call': ['Reject Incoming Call', 'P3730'],
      'answer-new-call': ['Answer New Incoming Call', 'P3731'],
      'transfer-finished': ['Transfer Finished', 'P3732'],
      'transfer-failed': ['Transfer Failed', 'TransfeFailed', 'P3733'],
      // Of the newer phones alone (UC924U, UC926U).
      'answered-elsewhere': ['Call Completed Elsewhere'],
      'ip-changed': ['IP_Changed'],
      'autop-finished': ['Autop Finish'],
      'call-waiting-on': ['Call Waiting On'],
      'call-waiting-off': ['Call Waiting Off'],
      headset: ['Headset Press'],
      handsfree: ['Handsfree Press'],
      'cancel-call-out': ['Cancel Call Out'],
      'remote-busy': ['Remote Busy'],
      'remote-canceled': ['Call Remote Canceled'],
    }).map((row) => ({ ...row, guess: true as const })),
    ...ownEventRows('FUSIONPBX', 'device', {
      'peripheral-information': ['Peripheral Information'],
      'vpn-ip': ['VPN_IP'],
    }),
  ],

  variables: cite<VariableRow>('SANGOMA-URL; CLEARLYIP; HTEK', [
    { name: 'mac', field: 'phone.mac', label: 'MAC address', filled: ALWAYS },
    { name: 'ip', field: 'phone.ip', label: 'IP address', filled: ALWAYS },
    { name: 'model', field: 'phone.model', label: 'Model', filled: ALWAYS },
    { name: 'firmware', field: 'phone.firmware', label: 'Firmware', filled: ALWAYS },
    { name: 'active_url', field: 'account.uri', label: "Account's SIP URI", filled: IN_CALLS, freeText: true },
    { name: 'active_user', field: 'account.user', label: "User of the account's SIP URI", filled: IN_CALLS },
    { name: 'active_host', field: 'account.host', label: "Server of the account's SIP URI", filled: IN_CALLS },
    { name: 'local', field: 'local.uri', label: 'Own SIP URI', filled: AT_FIRST, freeText: true },
    { name: 'remote', field: 'remote.uri', label: "Other party's SIP URI", filled: AT_FIRST, freeText: true },
    { name: 'display_local', field: 'local.name', label: 'Own display name', filled: AT_FIRST, freeText: true },
    {
      name: 'display_remote',
      field: 'remote.name',
      label: "Other party's display name",
      filled: AT_FIRST,
      freeText: true,
    },
    // Htek: "the call-id of the active call"; the two others print "caller ID".
    { name: 'call_id', field: 'call.id', label: 'Id of the active call', filled: IN_CALLS },
  ]),
  variableMarks: { before: '$', after: '' },

  keys: cite<KeyRow>(KEYS, [
    { key: 'OK', aliases: ['ENTER'], label: 'OK' },
    { key: 'SPEAKER', label: 'Speaker: on or off' },
    { key: 'F_TRANSFER', label: 'Transfer' },
    { key: 'VOLUME_UP', label: 'Louder' },
    { key: 'VOLUME_DOWN', label: 'Quieter' },
    { key: 'MUTE', label: 'Mute' },
    { key: 'F_HOLD', label: 'Hold' },
    { key: 'X', label: 'X' },
    { key: 'CANCEL', label: 'Previous screen, or cancel a call' },
    { key: '*', label: '* of the keypad' },
    { key: 'POUND', label: '# of the keypad' },
    { key: 'L', label: 'Line key', numbered: { from: 1, to: 45 } },
    { key: 'D', label: 'DSS key', numbered: { from: 1, to: 10 } },
    { key: 'F_CONFERENCE', label: 'Conference' },
    { key: 'F', label: 'Soft key under the display', numbered: { from: 1, to: 4 } },
    { key: 'MSG', label: 'Voice mail' },
    { key: 'HEADSET', label: 'Headset' },
    { key: 'RD', label: 'Redial' },
    { key: 'UP', label: 'Navigation: up' },
    { key: 'DOWN', label: 'Navigation: down' },
    { key: 'LEFT', label: 'Navigation: left' },
    { key: 'RIGHT', label: 'Navigation: right' },
    { key: 'Reboot', label: 'Restart the phone', disruptive: true },
    { key: 'AutoP', label: 'Provision anew', disruptive: true },
    { key: 'DNDOn', label: 'Do not disturb: on' },
    { key: 'DNDOff', label: 'Do not disturb: off' },
  ]),
  keypad: { '#': 'POUND' },

  http: {
    path: '/Phone_ActionURL&key={key}',
    separator: '',
    digits: 'each',
    otherPaths: ['/Phone_ActionURL&Command=3&key={key}'],
    answer: { source: 'SANGOMA-URI; HTEK-TESTS' },
    source: 'SANGOMA-URI; HTEK; HTEK-TESTS',
  },
  checkSync: {
    reboot: { event: 'check-sync;reboot=true', source: 'FUSIONPBX' },
    autoprovision: { event: 'resync', source: 'HTEK-RESYNC' },
  },

  actions: {
    dial: [{ request: '/Phone_ActionURL&Command=1&Number={number}[&Account={line}]', source: 'HTEK; SANGOMA-URI' }],
    answer: [
      { when: { via: 'speaker' }, keys: ['SPEAKER'], source: 'SANGOMA-URI; HTEK-TESTS' },
      { when: { via: 'headset' }, keys: ['HEADSET'], source: KEYS, guess: true },
      { keys: ['OK'], source: 'SANGOMA-URI; HTEK-TESTS' },
    ],
    reject: guessed('CANCEL'),
    // "Dial out & hang up" have one form, but which command hangs up is not in the text at hand.
    hangup: press('CANCEL'),
    hold: [{ keys: ['F_HOLD'], note: 'may resume a call that is held already', source: 'SANGOMA-URI; HTEK-TESTS' }],
    resume: [{ keys: ['F_HOLD'], note: 'may hold a call that is not held', source: KEYS, guess: true }],
    transfer: [
      {
        when: { type: 'attended' },
        keys: ['F_TRANSFER', '{number}', 'OK'],
        note: 'one request a key; transfer without a number completes it',
        source: KEYS,
        guess: true,
      },
      { when: { type: 'blind' }, keys: ['F_TRANSFER', '{number}', 'F_TRANSFER'], source: KEYS, guess: true },
      { keys: ['F_TRANSFER', '{number}', 'F_TRANSFER'], note: 'one request a key', source: KEYS, guess: true },
      { keys: ['F_TRANSFER'], note: 'without a number: presses the transfer key', source: KEYS },
    ],
    conference: [
      { keys: ['F_CONFERENCE', '{number}', 'OK'], note: 'one request a key', source: KEYS, guess: true },
      { keys: ['F_CONFERENCE'], note: 'without a number: presses the conference key', source: KEYS },
    ],
    dtmf: [{ keys: ['{digits}'], note: 'one request for each digit', source: KEYS }],
    redial: press('RD'),
    cancel: press('CANCEL'),
    mute: [{ keys: ['MUTE'], note: 'toggles', source: KEYS }],
    'volume-up': press('VOLUME_UP'),
    'volume-down': press('VOLUME_DOWN'),
    'dnd-on': press('DNDOn'),
    'dnd-off': press('DNDOff'),
    voicemail: press('MSG'),
    reboot: press('Reboot'),
    autoprovision: press('AutoP'),
  },
  line: { number: { source: 'HTEK; SANGOMA-URI' } },

  advice: [
    {
      status: 403,
      transport: 'http',
      text:
        "Active URI is off, or this address is not on the phone's allow list (RemoteControl.ActionUriEnable and " +
        'ActionUriIpList of its configuration)',
      source: 'FUSIONPBX',
      guess: true,
    },
    {
      status: 401,
      transport: 'http',
      text: "the login is that of the phone's web page",
      source: 'SANGOMA-URI',
    },
  ],

  // The model's own file, cfg<code>.xml, would end the search for it.
  fetches: { file: 'cfg{mac}.xml', address: 'folder', source: 'HTEK-PRV' },
  provisioning: [
    {
      id: 'names',
      label: 'UC924U, UC926U and newer',
      prefixes: ['UC924U', 'UC926U'],
      fileName: 'cfg{mac}.xml',
      head: ['<?xml version="1.0" encoding="UTF-8"?>', '<hl_provision version="1">', '  <config version="1">'],
      line: '    <ActionUrl_{name}>{url}</ActionUrl_{name}>',
      tail: ['  </config>', '</hl_provision>'],
      escape: 'xml',
      partial: 'inferred',
      source: 'FUSIONPBX uc924u/{$mac}.cfg, uc926u/{$mac}.cfg',
      parameters: {
        ...parametersOf(1),
        'answered-elsewhere': ['CallCompletedElsewhere'],
        'ip-changed': ['IP_Changed'],
        'autop-finished': ['AutopFinish'],
        'call-waiting-on': ['CallWaitingOn'],
        'call-waiting-off': ['CallWaitingOff'],
        headset: ['HeadsetPress'],
        handsfree: ['HandsfreePress'],
        'cancel-call-out': ['CancelCallOut'],
        'remote-busy': ['RemoteBusy'],
        'remote-canceled': ['CallRemoteCanceled'],
        'peripheral-information': ['PeripheralInformation'],
        'vpn-ip': ['VPN_IP'],
      },
    },
    {
      id: 'p-values',
      label: 'UC903, UC923, UC924, UC926, Sangoma S and older',
      prefixes: [],
      fileName: 'cfg{mac}.xml',
      head: ['<?xml version="1.0" encoding="UTF-8"?>', '<hl_provision version="1">', '  <config version="1">'],
      // The templates name the parameter once more, `para="ActionUrl.IncomingCall"`.
      line: '    <{name}>{url}</{name}>',
      tail: ['  </config>', '</hl_provision>'],
      escape: 'xml',
      partial: 'inferred',
      source: 'FUSIONPBX uc924/{$mac}.cfg, sangoma/s500/{$mac}.xml; SANGOMA-URL',
      parameters: parametersOf(0),
    },
  ],
  ouis: { prefixes: ['001fc1'], source: 'HTEK' },
  setup: {
    actionUrl: 'Setting > Action URL',
    activeUri: "the phone's configuration: RemoteControl_ActionUriEnable",
    allowList: 'RemoteControl_ActionUriIpList of its configuration (no page for it is in the documents at hand)',
    source: 'HTEK; FUSIONPBX',
  },
};
