import type { Filled, KeyRow, Series, VariableRow, VendorProfile } from '../profile';
import { cite, eventRows } from '../rows';

const EVENTS = 'ATCOM-GUIDE ch. 1';
const VARIABLES = 'ATCOM-GUIDE ch. 1.1';
const KEYS = 'ATCOM-GUIDE ch. 2.1';
const REMOTE_CONTROL = 'ATCOM-GUIDE ch. 2.2';
const EXAMPLES = 'ATCOM-GUIDE ch. 3';

const ALWAYS: readonly Filled[] = [{ phases: ['always'] }];
const IN_CALLS: readonly Filled[] = [{ phases: ['incoming', 'outgoing', 'talking'] }];
const IN_SETUP: readonly Filled[] = [{ phases: ['incoming', 'outgoing'] }];

/**
 * ATCOM A1x, A2x, A4x, A6x. The guide is read as print that lost some of its letters: the separator is `;` (single
 * keys end in a plain one), the path is the examples' `/cgi-bin/server.cgi` and not the `/servlet` of the copied
 * introduction, a blank inside a key or variable stands for `_`. No credentials are documented: an allow list and a
 * question on the display guard the phone.
 */
export const atcom: VendorProfile = {
  id: 'atcom',
  label: 'ATCOM',
  sources: {
    'ATCOM-GUIDE':
      'ATCOM Technology Co., Ltd.: guide to "Action URL" (1), "Active URI" (2) and "Illustration" (3) for phones with ' +
      'firmware 2.x; no date printed, captures from an A41W with 2.2.5.45698; http://www.atcom.cn/download.html',
    'ATCOM-A48': "language file of the web page in ATCOM's firmware for the A48, copyright 2018",
  },

  series: cite<Series>(KEYS, [
    { id: 'a1x', label: 'A1x', prefixes: ['A1'], models: ['A11'] },
    { id: 'a2x', label: 'A2x', prefixes: ['A2'], models: ['A21'] },
    { id: 'a4x', label: 'A4x', prefixes: ['A4'], models: ['A41', 'A41W', 'A48'] },
    { id: 'a6x', label: 'A6x', prefixes: ['A6'], models: ['A68'] },
  ]),

  // Label: the table of 1.1. Then the web page's labels and the headings and file names of 1.2, which alone has "Missed Call";
  // last, where they differ, the labels of the A48's web page (of a pair, both).
  events: eventRows(`${EVENTS}; ATCOM-A48`, {
    'setup-completed': ['Setup Completed', 'setupCompletedUrl', 'setup'],
    registered: ['Registered', 'registeredUrl'],
    unregistered: ['Unregistered', 'Unregister', 'unregisterUrl'],
    'register-failed': ['Register Failed', 'registerFailedUrl'],
    'off-hook': ['Off Hook', 'offHookUrl'],
    'on-hook': ['On Hook', 'onHookUrl'],
    'incoming-call': ['Incoming Call', 'incomingCallUrl'],
    'outgoing-call': ['Outgoing Call', 'Outgoing call', 'outgoingCallUrl'],
    'call-established': ['Established', 'establishedUrl'],
    'call-terminated': ['Terminated', 'terminatedUrl'],
    'dnd-on': ['Open DND', 'OpenDND', 'openDNDUrl'],
    'dnd-off': ['Close DND', 'closeDNDUrl'],
    'forward-always-on': ['Open Always Forward', 'OpenAlwaysForward', 'openAlwaysForwardUrl', 'Always Forward Enabled'],
    'forward-always-off': [
      'Disable Always Forward',
      'Close Always Forward',
      'CloseAlwaysForward',
      'closeAlwaysForwardUrl',
      'Always Forward Disabled',
    ],
    'forward-busy-on': ['Open Busy Forward', 'OpenBusyForward', 'openBusyForwardUrl', 'Call Forward Busy Enabled'],
    'forward-busy-off': ['Close Busy Forward', 'CloseBusyForward', 'closeBusyForwardUrl', 'Call Forward Busy Disabled'],
    'forward-no-answer-on': [
      'Open No Answer Forward',
      'Open NoAnswer Forward',
      'openNoAnswerForwardUrl',
      'Call Forward No Answer Enabled',
    ],
    'forward-no-answer-off': [
      'Close No Answer Forward',
      'Close NoAnswer Forward',
      'closeNoAnswerForwardUrl',
      'Call Forward No Answer Disabled',
    ],
    'transfer-call': ['Transfer Call', 'transferCallUrl'],
    'blind-transfer': ['Blind Transfer', 'blindtransfer'],
    'attended-transfer': ['Attend Transfer', 'Attended Transfer', 'attendedTransferUrl'],
    hold: ['Hold', 'holdUrl'],
    unhold: ['UnHold', 'unHoldUrl'],
    mute: ['Mute', 'muteUrl'],
    unmute: ['UnMute', 'unmuteUrl'],
    'missed-call': ['Missed Call', 'missedCallUrl'],
    'ip-changed': ['IP Changes', 'IP Changed', 'IPChangedUrl'],
    'forward-incoming-call': [
      'Forward Incoming Call',
      'Forward Incoming call',
      'forwardIncomingCallUrl',
      'Incoming Call Forward',
    ],
    'reject-incoming-call': [
      'Reject Incoming call',
      'Reject Incoming Call',
      'rejectIncomingCallUrl',
      'Incoming Call Rejected',
    ],
    'answer-new-call': [
      'Answer New Incoming Call',
      'Answer New Incoming call',
      'answerIncomingcall',
      'Incoming Call Answered',
    ],
    'transfer-finished': ['Transfer Finished', 'transferFinishedUrl'],
    'transfer-failed': ['Transfer Failed', 'transferFailedUrl'],
    'idle-to-busy': ['Idle to Busy', 'idleToBusyUrl'],
    'busy-to-idle': ['Busy to Idle', 'Busy To Idle', 'busyToIdleUrl'],
    'autop-finished': ['Autop Finish', 'autopFinishUrl'],
    'call-waiting-on': ['Open Call Waiting', 'openCallWaitingUrl', 'Call Waiting Enabled'],
    'call-waiting-off': ['Close Call Waiting', 'closeCallWaitingUrl', 'Call Waiting Disabled'],
    headset: ['Headset', 'headsetUrl'],
    handsfree: ['Handfree', 'handfreeUrl'],
    'cancel-call-out': ['Cancel Call Out', 'cancelCallOutUrl'],
    'remote-busy': ['Remote busy', 'Remote Busy', 'remoteBusyUrl'],
    'remote-canceled': ['Call Remote Canceled', 'callRemoteCanceledUrl'],
  }),

  // The examples' `$action_…` is the author's slip for `$active_…`: the captures show it replaced by nothing.
  variables: [
    ...cite<VariableRow>(VARIABLES, [
      { name: 'mac', field: 'phone.mac', label: 'MAC address', filled: ALWAYS },
      { name: 'ip', field: 'phone.ip', label: 'IP address', filled: ALWAYS },
      { name: 'model', field: 'phone.model', label: 'Model', filled: ALWAYS },
      {
        name: 'active_url',
        aliases: ['action_url'],
        field: 'account.uri',
        label: "SIP URI of the call's account",
        filled: IN_CALLS,
        freeText: true,
      },
      {
        name: 'active_user',
        aliases: ['action_user'],
        field: 'account.user',
        label: "User part of that account's SIP URI",
        filled: IN_CALLS,
      },
      {
        name: 'active_host',
        aliases: ['action_host'],
        field: 'account.host',
        label: "Host part of that account's SIP URI",
        filled: IN_CALLS,
      },
      { name: 'local', field: 'local.uri', label: 'Own SIP URI', filled: IN_SETUP, freeText: true },
      { name: 'remote', field: 'remote.uri', label: "Other party's SIP URI", filled: IN_SETUP, freeText: true },
      { name: 'display_local', field: 'local.name', label: 'Own display name', filled: IN_SETUP, freeText: true },
      {
        name: 'display_remote',
        field: 'remote.name',
        label: "Other party's display name",
        filled: IN_SETUP,
        freeText: true,
      },
      { name: 'call_id', field: 'call.id', label: 'Id of the active call', filled: IN_CALLS },
      // One line says no more than "call-id of the recipient call"; the phases are those of its only example, and of its kin.
      {
        name: 'caller_id',
        field: 'call.callerId',
        label: 'Caller ID',
        filled: [{ phases: ['incoming', 'talking'] }],
        guess: true,
      },
    ]),
    // Not in the table, but in the examples; the captures show `$firmware` filled.
    { name: 'firmware', field: 'phone.firmware', label: 'Firmware', filled: ALWAYS, source: 'ATCOM-GUIDE ch. 1.2' },
    {
      name: 'called_number',
      field: 'call.calledNumber',
      label: 'Number called',
      filled: [{ phases: ['outgoing', 'talking'] }],
      source: 'ATCOM-GUIDE ch. 1.2',
      guess: true,
    },
  ],
  variableMarks: { before: '$', after: '' },

  keys: [
    ...cite<KeyRow>(KEYS, [
      { key: 'OK', aliases: ['F_OK', 'ENTER', 'F_ENTER'], label: 'OK' },
      { key: 'CANCEL', aliases: ['F_CANCEL', 'F_X', 'X'], label: 'Back to the previous screen, or cancel a call' },
      { key: '*', label: '* of the keypad' },
      { key: 'POUND', label: '# of the keypad' },
      { key: 'VOLUME_UP', aliases: ['VOL_UP'], label: 'Louder' },
      { key: 'VOLUME_DOWN', aliases: ['VOL_DOWN'], label: 'Quieter' },
      {
        key: 'SOFTKEY',
        aliases: ['SFK'],
        label: 'Soft key under the display',
        numbered: { from: 1, to: 4, perSeries: { a1x: 3, a2x: 3, a4x: 4, a6x: 4 } },
      },
      { key: 'MENU', aliases: ['F_MENU'], label: 'Menu' },
      { key: 'UP', aliases: ['F_UP'], label: 'Navigation: up' },
      { key: 'DOWN', aliases: ['F_DOWN'], label: 'Navigation: down' },
      { key: 'LEFT', aliases: ['F_LEFT'], label: 'Navigation: left' },
      { key: 'RIGHT', aliases: ['F_RIGHT'], label: 'Navigation: right' },
      {
        key: 'LINEKEY',
        aliases: ['LK'],
        doubtful: ['LIKEKEY'],
        label: 'Line key',
        numbered: { from: 1, to: 6, perSeries: { a1x: 1, a2x: 2, a4x: 4, a6x: 6 } },
      },
      { key: 'MESSAGE', doubtful: ['MEG', 'MSG'], label: 'Voice mail' },
      { key: 'MUTE', aliases: ['F_MUTE'], label: 'Mute' },
      { key: 'HOLD', label: 'Hold' },
      { key: 'REDIAL', label: 'Redial' },
      { key: 'HEADSET', label: 'Headset' },
      { key: 'SPEAKER', label: 'Speaker' },
      {
        key: 'MEMORY_KEY',
        aliases: ['MK'],
        label: 'Memory key',
        numbered: { from: 1, to: 20, perSeries: { a1x: 0, a2x: 0, a4x: 8, a6x: 20 } },
      },
      { key: 'STATUS', label: "Show the phone's status" },
      { key: 'DIRECTORY', label: 'Show the directory' },
      { key: 'PHONEBOOK', aliases: ['PBOOK'], label: 'Show the contacts' },
      { key: 'REMOTEPHONEBOOK', doubtful: ['REBOOK', 'RPBOOK'], label: 'Show the remote phone book, where enabled' },
      { key: 'LDAP', label: 'Show the LDAP directory, where enabled' },
      { key: 'DND', label: 'Show the do-not-disturb page' },
      { key: 'DND_ON', label: 'Do not disturb: on' },
      { key: 'DND_OFF', label: 'Do not disturb: off' },
      { key: 'HISTORY', aliases: ['CALLERS'], label: 'Show the call history' },
      { key: 'STATIC_FORWARD', aliases: ['SFORWARD'], label: 'Show the call forward page' },
      { key: 'UN_DIAL', label: 'Leave pre-dialling' },
      { key: 'REBOOT', label: 'Restart the phone', disruptive: true },
      { key: 'RELEASE', label: 'Back to the main screen' },
      { key: 'FLASH_CALL', aliases: ['FCALL'], label: 'Switch between two calls' },
      { key: 'DIRECT_PICKUP', aliases: ['DPICKUP'], label: 'Pick-up' },
      { key: 'SPEEDDIAL', aliases: ['SDIAL'], label: 'Speed dial' },
      { key: 'BLF', label: 'Busy lamp field key' },
      { key: 'DTMF', label: 'DTMF key' },
      { key: 'PREFIX', label: 'Prefix key' },
      { key: 'PARK', label: 'Call park' },
      { key: 'CALL_RETURN', label: 'Call the last caller back' },
      { key: 'INTERCOM', label: 'Intercom' },
      { key: 'RESUME', label: 'Resume the held call' },
      { key: 'ANSWER', label: 'Answer' },
      { key: 'REJECT', label: 'Reject' },
      { key: 'DYNAMIC_FORWARD', doubtful: ['DFOWARD', 'DFORWARD'], label: 'Forward the ringing call' },
      { key: 'CONFERENCE', label: 'Conference' },
      { key: 'TRANSFER', label: 'Transfer' },
      { key: 'ENDCALL', label: 'End the call' },
      { key: 'NEWCALL', label: 'New call' },
      { key: 'BLIND', label: 'Blind transfer' },
      { key: 'SPLIT', label: 'Split the conference' },
      { key: 'JOIN', label: 'Join the calls to a conference' },
      { key: 'DIAL', aliases: ['SEND'], label: 'Dial' },
    ]),
    // Only the example "Forward the incoming call" presses it.
    { key: 'FORWARD', label: 'Forward the ringing call', source: EXAMPLES },
  ],
  keypad: { '#': 'POUND' },

  http: {
    path: '/cgi-bin/server.cgi?key=',
    separator: ';',
    popup: { source: REMOTE_CONTROL },
    answer: { source: KEYS },
    source: EXAMPLES,
  },

  actions: {
    dial: [
      { when: { via: 'speaker' }, keys: ['SPEAKER', '[LINEKEY{line}]', '{number}', 'DIAL'], source: EXAMPLES },
      {
        when: { via: 'headset' },
        keys: ['HEADSET', '[LINEKEY{line}]', '{number}', 'DIAL'],
        note: 'like the speaker example, with the headset key that answers a call',
        source: EXAMPLES,
        guess: true,
      },
      {
        when: { via: 'handset' },
        keys: ['[LINEKEY{line}]', '{number}', 'DIAL'],
        note: 'nobody can lift the handset from afar: the phone dials as without `via`',
        source: EXAMPLES,
      },
      { keys: ['[LINEKEY{line}]', '{number}', 'DIAL'], source: EXAMPLES },
    ],
    answer: [
      { when: { via: 'speaker' }, keys: ['SPEAKER'], source: EXAMPLES },
      { when: { via: 'headset' }, keys: ['HEADSET'], source: EXAMPLES },
      { keys: ['ANSWER'], source: EXAMPLES },
    ],
    reject: [{ keys: ['REJECT'], source: EXAMPLES }],
    forward: [{ keys: ['FORWARD', '{number}', 'SEND'], source: EXAMPLES }],
    hangup: [{ keys: ['ENDCALL'], source: EXAMPLES }],
    hold: [{ keys: ['HOLD'], source: EXAMPLES }],
    resume: [{ keys: ['RESUME'], source: EXAMPLES }],
    swap: [{ keys: ['FLASH_CALL'], source: KEYS }],
    transfer: [
      {
        when: { type: 'blind' },
        keys: ['TRANSFER', '{number}', 'BLIND'],
        note: 'the guide names the key, but shows no blind transfer',
        source: KEYS,
        guess: true,
      },
      { when: { type: 'attended' }, keys: ['TRANSFER', '{number}', 'SEND', 'TRANSFER'], source: EXAMPLES },
      { keys: ['TRANSFER', '{number}', 'SEND', 'TRANSFER'], source: EXAMPLES },
      { keys: ['TRANSFER'], note: 'without a number: completes a transfer that was begun', source: EXAMPLES },
    ],
    conference: [
      { keys: ['CONFERENCE', '{number}', 'SEND'], source: EXAMPLES },
      { keys: ['CONFERENCE'], note: 'without a number: joins the party that was invited', source: EXAMPLES },
    ],
    join: [{ keys: ['JOIN'], source: KEYS }],
    split: [{ keys: ['SPLIT'], source: KEYS }],
    dtmf: [{ keys: ['{digits}'], source: KEYS }],
    redial: [{ keys: ['REDIAL'], source: KEYS }],
    callback: [{ keys: ['CALL_RETURN'], source: KEYS }],
    pickup: [{ keys: ['DIRECT_PICKUP'], source: KEYS }],
    park: [{ keys: ['PARK'], source: KEYS }],
    intercom: [{ keys: ['INTERCOM'], source: KEYS }],
    cancel: [{ keys: ['CANCEL'], source: KEYS }],
    mute: [{ keys: ['MUTE'], source: KEYS }],
    'volume-up': [{ keys: ['VOLUME_UP'], source: KEYS }],
    'volume-down': [{ keys: ['VOLUME_DOWN'], source: KEYS }],
    // No dnd-toggle: `DND` only shows the page.
    'dnd-on': [{ keys: ['DND_ON'], source: KEYS }],
    'dnd-off': [{ keys: ['DND_OFF'], source: KEYS }],
    voicemail: [{ keys: ['MESSAGE'], source: KEYS }],
    reboot: [{ keys: ['REBOOT'], source: KEYS }],
  },
  line: { number: { source: EXAMPLES } },

  advice: [
    {
      status: 403,
      transport: 'http',
      text:
        "Active URI is off, or this address is not on the phone's allow list. An address's first request only makes " +
        'the phone ask "Allow Remote Control?" on its display: choose save there, then send again',
      source: REMOTE_CONTROL,
    },
    {
      status: 401,
      transport: 'http',
      text: "the login is that of the phone's web page",
      source: REMOTE_CONTROL,
      guess: true,
    },
    {
      status: 404,
      transport: 'http',
      text: 'no such page: remote control came with firmware 2.x, or this is not an ATCOM phone',
      source: REMOTE_CONTROL,
      guess: true,
    },
    {
      code: 'TIMEOUT',
      transport: 'http',
      text:
        'if the display asks "Allow Remote Control?", choose save there and send again; else look at the phone first, ' +
        'the command may have been done',
      source: REMOTE_CONTROL,
    },
  ],
  setup: {
    actionUrl: 'Phone > Action URL',
    activeUri: 'Phone > Remote Control',
    allowList: 'Action URI allow IP List (addresses separated by commas, or any)',
    source: 'ATCOM-GUIDE ch. 1.2 and 2.2',
  },
};
