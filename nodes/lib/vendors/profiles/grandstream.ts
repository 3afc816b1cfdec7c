import type { EventId } from '../../vocabulary';
import type { EventRow, Filled, KeyRow, Recipe, Series, VariableRow, VendorProfile } from '../profile';
import { cite, eventRows, ownEventRows } from '../rows';
import { DOOR_EVENTS, doorBody } from './grandstream-doors';

const ALWAYS: readonly Filled[] = [{ phases: ['always'] }];
// No document says when a variable of a call is filled; a call that has ended is still one.
const IN_CALLS: readonly Filled[] = [{ phases: ['incoming', 'outgoing', 'talking', 'ended'] }];

const CTI = 'GS-CTI 5';

/** One of the functions that the guide prints: `cmd=endcall`. */
const operate = (cmd: string): readonly Recipe[] => [
  { request: `/cgi-bin/api-phone_operation?passcode={password}&cmd=${cmd}`, source: CTI },
];
const system = (request: string): readonly Recipe[] => [
  { request: `/cgi-bin/api-sys_operation?passcode={password}&request=${request}`, source: 'GS-CTI 6' },
];
const press = (...keys: string[]): readonly Recipe[] => [{ keys, source: 'GS-CLIENTS', guess: true }];

const PHONES = ['gxp', 'grp', 'ghp', 'gxv', 'wp'];
const atPhones = (row: EventRow): EventRow => ({ ...row, series: PHONES });

/** In the files' order: event → P value, name of the newer form. */
const PARAMETERS: Readonly<Partial<Record<EventId, readonly [pValue: string, name: string]>>> = {
  'setup-completed': ['P8304', 'setupCompleted'],
  registered: ['P8305', 'registered'],
  unregistered: ['P8306', 'unregistered'],
  'off-hook': ['P8308', 'offHook'],
  'on-hook': ['P8309', 'onHook'],
  'incoming-call': ['P8310', 'incomingCall'],
  'outgoing-call': ['P8311', 'outgoingCall'],
  'missed-call': ['P8312', 'missedCall'],
  'call-established': ['P8313', 'establishedCall'],
  'call-terminated': ['P8314', 'terminatedCall'],
  'dnd-on': ['P8316', 'openDnd'],
  'dnd-off': ['P8317', 'closedDnd'],
  'forward-on': ['P8318', 'openForward'],
  'forward-off': ['P8319', 'closedForward'],
  'blind-transfer': ['P8320', 'blindTransfer'],
  'attended-transfer': ['P8321', 'attendedTransfer'],
  hold: ['P8324', 'holdCall'],
  unhold: ['P8325', 'unholdCall'],
};
const parametersOf = (form: 0 | 1): Record<string, readonly string[]> =>
  Object.fromEntries(Object.entries(PARAMETERS).map(([event, names]) => [event, names ? [names[form]] : []]));

/**
 * Grandstream's desk phones (GXP, GRP), and what else reports by Action URL. They are told functions, with the web page's
 * password in each request; keys are a function among them. Door stations (GDS) post their events as JSON.
 */
export const grandstream: VendorProfile = {
  id: 'grandstream',
  label: 'Grandstream',
  sources: {
    'GS-ADMIN':
      'Grandstream: "GRP26xx Administration Guide", table 23 and P values of "Action URL" ' +
      '(https://www.easymanua.ls/grandstream-networks/grp26-series/manual/901479?p=85), and "GXP17xx Administration ' +
      'Guide", tables 11 and 12 (https://www.easymanua.ls/grandstream-networks/gxp1760/manual/1332855?p=57)',
    'GS-ACTIONURL':
      'Grandstream: "ActionURL Module User Guide" for GXV3240 and GXV3275, pages 4 to 6: events, variables, format; ' +
      'https://www.manualsdir.com/manuals/770332/grandstream-action-url-guide.html?page=5, ' +
      'https://grandstream.manymanuals.es/communication/action-url-guide/user-manual-14031/7',
    'GS-CTI':
      'Grandstream: "GRP26xx Series CTI Guide", pages 3 to 8: requests, answers, keys; ' +
      'https://www.easymanua.ls/grandstream-networks/grp2616/manual/304618?p=5, ' +
      'https://www.manualslib.com/manual/3422669/Grandstream-Networks-Grp26-Series.html?page=3',
    'GS-CLIENTS':
      'Public programs that command GXP and GRP phones: several keys joined by ":", each digit a key, SEND, POUND, LINE<n>, ' +
      'SOFT<n>, VUP, VDOWN, MUTE; make_call with account=0 and password; a second holdcall resumes. ' +
      'https://gist.github.com/AndiDittrich/f5e271ba1bca72ef7c6c1e0953f07efc (GXP21xx and GRP26xx), ' +
      'jabelone/grandstreamClickToCall and eight more',
    'GS-EXTENSION':
      "Grandstream's own browser extension for GRP phones: operations endcall, holdcall, unhold, acceptcall, rejectcall, " +
      'cancel; make_call with the account less one; "unauthorized" in the body where the login is refused',
    'GS-DOORS':
      'Grandstream: "GDS37xx Event Logs Guide" of 2024-03-15 (Maintenance > Event Notification, the template in JSON); ' +
      'https://documentation.grandstream.com/?p=29101',
    'GS-DOOR-TYPES':
      'The table of types of the "GDS Event Logs Guide", as ripleyXLR8/jeedom-plugin-gds3710 (README) and the openHAB ' +
      "binding grandstreamgds (GDSEventType) print it; the plugin's template has all of ${MAC}, ${WARNING_MSG}, ${TYPE}, " +
      '${DATE}, ${CARDID}, ${SIPNUM}; https://github.com/ripleyXLR8/jeedom-plugin-gds3710',
    FUSIONPBX:
      'FusionPBX: provisioning templates resources/templates/provision/grandstream (gxp16xx and gxp17xx with P values; ' +
      'gxp21xx, grp26xx, ghp6xx, wp8x6 with names), app/devices/resources/classes/device.php, commit c7a00dcb of ' +
      '2026-08-21; https://github.com/fusionpbx/fusionpbx',
    'GS-PROVISIONING':
      'Grandstream: "SIP Device Provisioning Guide": cfg<mac>.xml, a file may hold a few settings; ' +
      'https://documentation.grandstream.com/knowledge-base/sip-device-provisioning-guide/',
    'GS-MAC':
      'User-Agents of Grandstream phones in public captures: GRP2614 DevId c074ad…, GXP2135 DevId 000b82…; a GRP2601P of ' +
      'ec:74:d7:…',
    'GS-RESYNC':
      'Wazo and FreePBX: SIP NOTIFY that makes Grandstream phones read their configuration anew, Event: resync; ' +
      'https://github.com/wazo-platform/wazo-provd-plugins',
  },

  series: cite<Series>('GS-CTI 3; FUSIONPBX', [
    {
      id: 'gxp',
      label: 'GXP16xx, GXP17xx, GXP21xx',
      prefixes: ['GXP16', 'GXP17', 'GXP21'],
      models: [
        'GXP1610',
        'GXP1615',
        'GXP1620',
        'GXP1625',
        'GXP1628',
        'GXP1630',
        'GXP1760',
        'GXP1780',
        'GXP1782',
        'GXP2130',
        'GXP2135',
        'GXP2140',
        'GXP2160',
        'GXP2170',
      ],
    },
    {
      id: 'grp',
      label: 'GRP26xx',
      prefixes: ['GRP26'],
      models: [
        'GRP2601',
        'GRP2612',
        'GRP2612W',
        'GRP2613',
        'GRP2614',
        'GRP2615',
        'GRP2616',
        'GRP2624',
        'GRP2634',
        'GRP2636',
        'GRP2650',
        'GRP2670',
      ],
    },
    { id: 'ghp', label: 'GHP6xx', prefixes: ['GHP6'], models: [] },
    { id: 'gxv', label: 'GXV32xx', prefixes: ['GXV32'], models: ['GXV3240', 'GXV3275'] },
    { id: 'wp', label: 'WP8x6', prefixes: ['WP816', 'WP826', 'WP836', 'WP856'], models: ['WP836'] },
    { id: 'gds', label: 'GDS37xx', prefixes: ['GDS37'], models: ['GDS3702', 'GDS3705', 'GDS3710', 'GDS3712'] },
  ]),

  // Label: the web page's; then what the GXV's guide calls it, and the P value.
  events: [
    ...eventRows('GS-ADMIN; GS-ACTIONURL 4; GS-DOOR-TYPES; FUSIONPBX', {
      'setup-completed': ['Setup Completed', 'Booting Completed', 'P8304', 'System up'],
    }),
    ...eventRows('GS-ADMIN; GS-ACTIONURL 4; FUSIONPBX', {
      registered: ['Registered', 'Registration', 'P8305'],
      unregistered: ['Unregistered', 'Sign Off', 'P8306'],
      'off-hook': ['Off Hook', 'P8308'],
      'on-hook': ['On Hook', 'P8309'],
      'incoming-call': ['Incoming Call', 'P8310'],
      'outgoing-call': ['Outgoing Call', 'P8311'],
      'missed-call': ['Missed Call', 'P8312'],
      'call-established': ['Established Call', 'Establish Call', 'P8313'],
      'call-terminated': ['Terminated Call', 'Terminate Call', 'P8314'],
      'dnd-on': ['Open DND', 'DND On', 'P8316'],
      'dnd-off': ['Close DND', 'DND Off', 'closedDnd', 'P8317'],
      'forward-on': ['Open Forward', 'Call Forwarding On', 'enableForward', 'P8318'],
      'forward-off': ['Close Forward', 'Call Forwarding Off', 'closedForward', 'disableForward', 'P8319'],
      // One template writes P8319 here, another P8320.
      'blind-transfer': ['Blind Transfer', 'Blind Transferring', 'P8320'],
      'attended-transfer': ['Attended Transfer', 'Attended Transferring', 'P8321'],
      hold: ['Hold Call', 'On Hold', 'P8324'],
      unhold: ['UnHold Call', 'Resume Call', 'P8325'],
    }).map(atPhones),
    // Known by their parameters alone: GHP6xx and WP8x6, forwarding when busy of GXP2130 as well.
    ...eventRows('FUSIONPBX', {
      'register-failed': ['registerFailed'],
      'ip-changed': ['IPChanged'],
      'autop-finished': ['autopFinish'],
      'idle-to-busy': ['idleToBusy'],
      'busy-to-idle': ['busyToIdle'],
      'forward-incoming-call': ['forwardIncomingCall'],
      'reject-incoming-call': ['rejectIncomingCall'],
      'answer-new-call': ['answerNewInCall'],
      'transfer-finished': ['transferFinished'],
      'transfer-failed': ['transferFailed'],
      mute: ['mute'],
      unmute: ['unMute'],
      'forward-always-on': ['enableAlwaysForward'],
      'forward-always-off': ['disableAlwaysForward'],
      'forward-busy-on': ['enableBusyForward'],
      'forward-busy-off': ['disableBusyForward'],
      'forward-no-answer-on': ['enableNoAnswerForward'],
      'forward-no-answer-off': ['disableNoAnswerForward'],
    }).map(atPhones),
    ...ownEventRows('GS-ACTIONURL 4; FUSIONPBX', 'device', {
      'syslog-on': ['Syslog On', 'Open Syslog', 'P8330'],
      'syslog-off': ['Syslog Off', 'Close Syslog', 'P8331'],
    }).map(atPhones),
    ...ownEventRows('FUSIONPBX', 'device', {
      'cpu-temperature-abnormal': ['CPUTempAbnormal'],
      'cpu-temperature-normal': ['CPUTempNormal'],
      'battery-temperature-abnormal': ['batteryTempAbnormal'],
      'battery-temperature-normal': ['batteryTempNormal'],
      'battery-low': ['batteryLow'],
      'battery-sufficient': ['batterySufficient'],
      'battery-voltage-abnormal': ['batteryVoltageAbnormal'],
      'battery-voltage-normal': ['batteryVoltageNormal'],
      'safety-call': ['safetyCall'],
      'alarm-ended': ['alarmEnded'],
    }).map((row) => ({ ...row, series: ['wp'] })),
    ...DOOR_EVENTS,
  ],
  eventBody: doorBody,

  variables: [
    ...cite<VariableRow>('GS-ADMIN; GS-ACTIONURL 4', [
      { name: 'mac', field: 'phone.mac', label: 'MAC address', filled: ALWAYS },
      // Everybody's words (`language` may stand in a SIP URI): the text of another make's caller must not be cut there.
      { name: 'phone_ip', field: 'phone.ip', label: 'IP address', filled: ALWAYS, ownPhonesOnly: true },
      { name: 'product', field: 'phone.model', label: 'Product name', filled: ALWAYS, ownPhonesOnly: true },
      {
        name: 'program_version',
        field: 'phone.firmware',
        label: 'Software version',
        filled: ALWAYS,
        ownPhonesOnly: true,
      },
      { name: 'hardware_version', label: 'Hardware version', filled: ALWAYS, ownPhonesOnly: true, rare: true },
      { name: 'language', label: "Display's language", filled: ALWAYS, ownPhonesOnly: true, rare: true },
      { name: 'local', field: 'local.uri', label: 'Own number', filled: IN_CALLS, freeText: true, guess: true },
      {
        name: 'display_local',
        field: 'local.name',
        label: 'Own display name',
        filled: IN_CALLS,
        freeText: true,
        guess: true,
      },
      {
        name: 'remote',
        field: 'remote.uri',
        label: "Other party's number",
        filled: IN_CALLS,
        freeText: true,
        guess: true,
      },
      {
        name: 'display_remote',
        field: 'remote.name',
        label: "Other party's display name",
        filled: IN_CALLS,
        freeText: true,
        guess: true,
      },
    ]),
    ...cite<VariableRow>('GS-ADMIN', [
      {
        name: 'active_user',
        field: 'account.user',
        label: 'Account number of the call',
        filled: IN_CALLS,
        guess: true,
      },
    ]),
    // The GXV's guide alone prints it; GRP lists it among the attributes of its other notifications.
    ...cite<VariableRow>('GS-ACTIONURL 5', [
      { name: 'call-id', field: 'call.id', label: "SIP dialog's Call-ID", filled: IN_CALLS, guess: true },
    ]),
  ],
  variableMarks: { before: '$', after: '' },
  // "The IP address … at the beginning of the ActionURL, and separate the dynamic variables with a /"; joined by &.
  urlForm: { start: '/', between: '&', scheme: false, source: 'GS-ACTIONURL 6; GS-ADMIN' },

  keys: [
    ...cite<KeyRow>('GS-CTI 8', [
      // How many there are is not printed: MPK[1-X].
      { key: 'MPK', label: 'Multi-purpose key', numbered: { from: 1, to: 99 } },
      { key: 'STAR', label: '* of the keypad' },
      { key: 'ONHOOK', label: 'Hang up: reject the call' },
      { key: 'OFFHOOK', label: 'Lift: answer the call' },
      { key: 'OK', label: 'OK' },
      { key: 'LOCK', label: 'Lock the keypad' },
      { key: 'UNLOCK', label: 'Unlock the keypad' },
      { key: 'UP', label: 'Navigation: up' },
      { key: 'DOWN', label: 'Navigation: down' },
      { key: 'LEFT', label: 'Navigation: left' },
      { key: 'RIGHT', label: 'Navigation: right' },
    ]),
    ...cite<KeyRow>('GS-CLIENTS', [
      { key: 'POUND', label: '# of the keypad', guess: true },
      { key: 'SEND', label: 'Send the number', guess: true },
      { key: 'LINE', label: 'Line key', numbered: { from: 1, to: 12 }, guess: true },
      { key: 'SOFT', label: 'Soft key under the display', numbered: { from: 1, to: 4 }, guess: true },
      { key: 'VUP', label: 'Louder', guess: true },
      { key: 'VDOWN', label: 'Quieter', guess: true },
      { key: 'MUTE', label: 'Mute', guess: true },
    ]),
  ],
  keypad: { '*': 'STAR', '#': 'POUND' },

  http: {
    path: '/cgi-bin/api-send_key?passcode={password}&keys=',
    separator: ':',
    digits: 'each',
    popup: { source: 'GS-CTI 3' },
    // Their HTTP API is another one.
    notOn: ['gds'],
    probe: { request: '/cgi-bin/api-get_phone_status?passcode={password}', source: 'GS-CTI 4; GS-EXTENSION' },
    answer: {
      json: { property: 'response', success: 'success' },
      refusals: [
        {
          words: 'unauthorized',
          code: 'UNAUTHORIZED',
          text: "it wants another password: that of the web page's admin or user",
          source: 'GS-EXTENSION',
          guess: true,
        },
      ],
      source: 'GS-CTI 3',
    },
    source: 'GS-CTI 8; GS-CLIENTS',
  },
  checkSync: {
    reboot: { event: 'check-sync;reboot=true', source: 'FUSIONPBX' },
    autoprovision: { event: 'resync', source: 'GS-RESYNC' },
  },

  actions: {
    // The guide's form has no account; the programs' has, and calls the password so.
    dial: [
      { request: '/cgi-bin/api-make_call?passcode={password}&phonenumber={number}', source: 'GS-CTI 6; GS-CLIENTS' },
      {
        request: '/cgi-bin/api-make_call?phonenumber={number}&account={line}&password={password}',
        note: 'line: the account, from 1',
        source: 'GS-CLIENTS; GS-EXTENSION',
      },
    ],
    answer: operate('acceptcall'),
    reject: operate('rejectcall'),
    hangup: operate('endcall'),
    hold: [
      {
        request: '/cgi-bin/api-phone_operation?passcode={password}&cmd=holdcall',
        note: 'toggles: resumes a call that is held already',
        source: 'GS-CTI 5; GS-CLIENTS',
      },
    ],
    resume: [
      {
        request: '/cgi-bin/api-phone_operation?passcode={password}&cmd=holdcall',
        series: ['gxp'],
        note: 'toggles: holds a call that is not held',
        source: 'GS-CLIENTS',
      },
      {
        request: '/cgi-bin/api-phone_operation?passcode={password}&cmd=unhold',
        source: 'GS-EXTENSION',
        guess: true,
      },
    ],
    cancel: operate('cancel'),
    dtmf: [{ keys: ['{digits}'], source: 'GS-CTI 3; GS-CLIENTS', guess: true }],
    mute: [{ keys: ['MUTE'], note: 'toggles', source: 'GS-CTI 3; GS-CLIENTS', guess: true }],
    'volume-up': press('VUP'),
    'volume-down': press('VDOWN'),
    reboot: system('REBOOT'),
    'factory-reset': system('RESET'),
  },
  line: { number: { first: 0, source: 'GS-CLIENTS; GS-EXTENSION' } },

  advice: [
    {
      status: 403,
      transport: 'http',
      text:
        "Active URI is off, or this address is not on the phone's allow list (Network > Remote Control > Action URI " +
        'Allowed IP List)',
      source: 'GS-CTI 3',
      guess: true,
    },
    {
      status: 401,
      transport: 'http',
      text: "the passcode is the password of the web page's admin or user",
      source: 'GS-CTI 3; GS-EXTENSION',
    },
    {
      status: 200,
      transport: 'http',
      text:
        'it did not do it: there may be no such call, or it asks on its display whether it may be controlled (Remote ' +
        'Control Pop-up Window)',
      source: 'GS-CTI 3, 5',
      guess: true,
    },
    {
      code: 'TIMEOUT',
      transport: 'http',
      text: 'it may ask on its display whether it may be controlled: set Remote Control Pop-up Window to Disabled',
      source: 'GS-CTI 3',
      guess: true,
    },
  ],

  // Models of neither prefix take P values: every Grandstream does.
  // Where it is not there, the phone goes on to cfg<model>.xml and cfg.xml.
  fetches: { file: 'cfg{mac}.xml', address: 'folder', scheme: 'apart', source: 'GS-PROVISIONING' },
  provisioning: [
    {
      id: 'items',
      label: 'GXP21xx, GRP26xx, GHP6xx and newer',
      prefixes: ['GXP21', 'GRP', 'GHP', 'WP8'],
      fileName: 'cfg{mac}.xml',
      head: ['<?xml version="1.0" encoding="UTF-8"?>', '<gs_provision version="1">', '  <config version="2">'],
      line: '    <item name="ons.actionUrl.{name}">{url}</item>',
      tail: ['  </config>', '</gs_provision>'],
      escape: 'xml',
      partial: 'inferred',
      source: 'FUSIONPBX grp2614/{$mac}.xml, gxp2170/{$mac}.xml, wp8x6/{$mac}.xml; GS-PROVISIONING',
      parameters: {
        ...parametersOf(1),
        'register-failed': ['registerFailed'],
        'ip-changed': ['IPChanged'],
        'autop-finished': ['autopFinish'],
        'idle-to-busy': ['idleToBusy'],
        'busy-to-idle': ['busyToIdle'],
        'forward-incoming-call': ['forwardIncomingCall'],
        'reject-incoming-call': ['rejectIncomingCall'],
        'answer-new-call': ['answerNewInCall'],
        'transfer-finished': ['transferFinished'],
        'transfer-failed': ['transferFailed'],
        mute: ['mute'],
        unmute: ['unMute'],
        'forward-always-on': ['enableAlwaysForward'],
        'forward-always-off': ['disableAlwaysForward'],
        'forward-busy-on': ['enableBusyForward'],
        'forward-busy-off': ['disableBusyForward'],
        'forward-no-answer-on': ['enableNoAnswerForward'],
        'forward-no-answer-off': ['disableNoAnswerForward'],
        'cpu-temperature-abnormal': ['CPUTempAbnormal'],
        'cpu-temperature-normal': ['CPUTempNormal'],
        'battery-temperature-abnormal': ['batteryTempAbnormal'],
        'battery-temperature-normal': ['batteryTempNormal'],
        'battery-low': ['batteryLow'],
        'battery-sufficient': ['batterySufficient'],
        'battery-voltage-abnormal': ['batteryVoltageAbnormal'],
        'battery-voltage-normal': ['batteryVoltageNormal'],
        'safety-call': ['safetyCall'],
        'alarm-ended': ['alarmEnded'],
      },
    },
    {
      id: 'p-values',
      label: 'GXP16xx, GXP17xx and older',
      prefixes: [],
      fileName: 'cfg{mac}.xml',
      head: ['<?xml version="1.0" encoding="UTF-8"?>', '<gs_provision version="1">', '  <config version="1">'],
      line: '    <{name}>{url}</{name}>',
      tail: ['  </config>', '</gs_provision>'],
      escape: 'xml',
      partial: 'inferred',
      source: 'FUSIONPBX gxp16xx/{$mac}.xml, gxp17xx/{$mac}.xml; GS-ADMIN; GS-PROVISIONING',
      parameters: { ...parametersOf(0), 'syslog-on': ['P8330'], 'syslog-off': ['P8331'] },
    },
  ],
  ouis: { prefixes: ['000b82', 'c074ad', 'ec74d7'], source: 'GS-MAC; FUSIONPBX' },
  setup: {
    actionUrl:
      'Settings > Outbound Notification > Action URL (GXV: Maintenance > Event Notify; GDS: Maintenance > Event ' +
      'Notification, with "type":"${TYPE}" in the template)',
    activeUri:
      'Network > Remote Control > Action URI Support (GRP260x: Network Settings > Advanced Settings > Remote Control)',
    allowList:
      'Action URI Allowed IP List (addresses, or any); Remote Control Pop-up Window Support must be Disabled, else each ' +
      'command waits for somebody at the phone',
    source: 'GS-ADMIN; GS-ACTIONURL 6; GS-CTI 3; GS-DOORS; GS-DOOR-TYPES',
  },
};
