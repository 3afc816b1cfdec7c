import type { EventRow, Filled, KeyRow, Recipe, Series, VariableRow, VendorProfile } from '../profile';
import { cite, eventRows } from '../rows';

const VARIABLES = 'FANVIL-SPEC 2.5';
const KEYS = 'FANVIL-SPEC 3.3';

const ALWAYS: readonly Filled[] = [{ phases: ['always'] }];
// "Conversations" include the option "Call terminated" (note 3 of 2.5).
const IN_CALLS: readonly Filled[] = [{ phases: ['incoming', 'outgoing', 'talking', 'ended'] }];

const atTheDoor = (rows: readonly EventRow[]): EventRow[] => rows.map((row) => ({ ...row, series: ['door'] }));

const press = (...keys: string[]): readonly Recipe[] => [{ keys, source: KEYS }];

/**
 * Fanvil desk phones and door stations. Chapter numbers are those of the specification's edition with 41 events; the
 * variables that it prints in green for "X6 only" cannot be told from the others in the text at hand, so none is
 * limited to X6.
 */
export const fanvil: VendorProfile = {
  id: 'fanvil',
  label: 'Fanvil',
  sources: {
    'FANVIL-AP':
      'Fanvil: "Auto Provision" of the i23 and C56, $mac in the name of the file; https://manualshive.com/fanvil/i23/543877?page=47',
    'FUSIONPBX-7973':
      'FusionPBX pull request 7973: V6x with firmware 2.12 and newer falls back to factory defaults by a <sysConf> file; ' +
      'https://github.com/fusionpbx/fusionpbx/pull/7973',
    WAZO: 'Wazo provd plugins, names of files and User-Agents of phones; https://github.com/wazo-platform/wazo-provd-plugins',
    'FANVIL-SPEC':
      'Fanvil: "Action URL & Active URI Specifications", edition with sections 2.4 Event List, 2.5 Variable List, 3.3 ' +
      'Instruction List, 3.7 SIP Notify; same chapters as V0.0.5 of 2020-07-15 ' +
      '(https://www.scribd.com/document/796534997/Fanvil-URL)',
    FUSIONPBX:
      'FusionPBX: provisioning templates resources/templates/provision/fanvil (25 of the current <cti> block, and the ' +
      'older ones of x4 and i30), commit c7a00dcb of 2026-08-21; https://github.com/fusionpbx/fusionpbx',
    PLANET: 'Planet Technology (Fanvil OEM): "VIP-1120PT User\'s Manual", page 33, Active URI keys',
    NETHSERVER: 'NethServer: remote control of Fanvil phones, https://github.com/NethServer/dev/issues/7088',
    PYFANVIL:
      'dannielperez/pyfanvil: src/pyfanvil/webconfig.py, client for a door station; https://github.com/dannielperez/pyfanvil',
    FANVILPHONES:
      'Ruhan-MNS/FanvilPhones: FancilPhones/Services/FanvilHttpClient.cs; https://github.com/Ruhan-MNS/FanvilPhones',
    'FANVIL-I30': 'Fanvil: "i30 User Manual", page 44; https://manualshive.com/en/manual/fanvil/i30/543837?page=44',
    'FANVIL-I33V': 'Fanvil: "i33V User Manual", page 46; https://manualshive.com/en/manual/fanvil/i33v/543841?page=51',
    DOORMAN:
      'doorman, "A solution for connecting the Fanvil i31s to FreeIPA" (a Flask program; GitHub has several copies): what it ' +
      'says beside its F_LOCK request of the code, of the menu where that is set and of its value as delivered',
    INTERCOMS:
      "Two programs for Fanvil's intercoms: their list of models (i10, i12, i16V, i16SV, i18S, i20S, i20T, i23S, i30, i33V, " +
      'i33VF), and how an i16SV names itself in the User-Agent of SIP ("Fanvil i16SV 2.4.0")',
    'SIP-481':
      'NOTIFY without a subscription answered with 481: https://github.com/freeswitch/sofia-sip/issues/220, ' +
      'https://github.com/ringcentral/ringcentral-web-phone/issues/211',
    RFC6665:
      'RFC 6665, SIP-Specific Event Notification, section 8.3.2: 489 Bad Event; https://www.rfc-editor.org/rfc/rfc6665',
  },

  // The specification divides phones into X3, X4 and X6; other desk phones belong to none.
  series: [
    ...cite<Series>('FANVIL-SPEC 2.5, 3.3; FUSIONPBX', [
      { id: 'x3', label: 'X3', prefixes: ['X3'], models: ['X3', 'X3G', 'X3SG', 'X3SP', 'X3U', 'X3U Pro'] },
      { id: 'x4', label: 'X4', prefixes: ['X4'], models: ['X4', 'X4G', 'X4SG', 'X4U'] },
      { id: 'x6', label: 'X6', prefixes: ['X6'], models: ['X6', 'X6U'] },
    ]),
    // Each of these models stands in a source; that all i1x, i2x, i3x and i6x are door stations does not (i5x are indoors).
    {
      id: 'door',
      label: 'i10 to i68 door station',
      prefixes: ['i1', 'i2', 'i3', 'i6'],
      models: ['i10S', 'i12', 'i16V', 'i16SV', 'i18S', 'i20S', 'i20T', 'i23', 'i23S', 'i30', 'i31S', 'i33V', 'i33VF'],
      source: 'FANVIL-AP; FANVIL-I30; FANVIL-I33V; FUSIONPBX; PYFANVIL; DOORMAN; INTERCOMS',
      guess: true,
    },
  ],

  // Label: the table of 2.4; then the option's name in 2.5, the file name in 2.2, and the two generations' provisioning
  // names with their misspellings, which are the phones' real parameters.
  events: [
    ...eventRows('FANVIL-SPEC 2.4; FUSIONPBX', {
      'setup-completed': ['Setup Completed', 'BootCompletedUrl', 'Boot_Completed_Url'],
      registered: ['Registration Succeeded', 'RegOnUrl', 'Reg_On_Url'],
      unregistered: ['Registration Disabled', 'RegOffUrl', 'Reg_Off_Url'],
      'register-failed': ['Registration Failed', 'RegFailedUrl', 'Reg_Failed_Url'],
      'off-hook': ['Phone Off Hooked', 'OffhookUrl', 'Offhook_Url'],
      'on-hook': ['Phone On Hooked', 'OnhookUri', 'Onhook_Uri'],
      'incoming-call': ['Incoming call', 'newcall', 'IncomingCallUrl', 'IncmoingCallUrl', 'Incmoing_Call_Url'],
      'outgoing-call': ['Outgoing call', 'OutgoingCallUrl', 'Outgoing_Call_Url'],
      'call-established': ['Call established', 'CallActiveUrl', 'Call_Active_Url'],
      'call-terminated': ['Call terminated', 'CallStopUrl', 'Call_Stop_Url'],
      'dnd-on': ['DND Enabled', 'DNDOnUrl', 'DND_On_Url'],
      'dnd-off': ['DND Disabled', 'DNDOffUrl', 'DND_Off_Url'],
      'forward-always-on': ['Unconditional Call Forward Enabled', 'AlwaysFWDOnUrl', 'Always_FWD_On_Url'],
      'forward-always-off': ['Unconditional Call Forward Disabled', 'AlwaysFWDOffUrl', 'Always_FWD_Off_Url'],
      'forward-busy-on': ['Call Forward on Busy Enabled', 'BusyFWDOnUrl', 'Busy_FWD_On_Url'],
      'forward-busy-off': ['Call Forward on Busy Disabled', 'BusyFWDOffUrl', 'Busy_FWD_Off_Url'],
      'forward-no-answer-on': ['Call Forward on No Answer Enabled', 'NoAnsFWDOnUrl', 'No_Ans_FWD_On_Url'],
      'forward-no-answer-off': ['Call Forward on No Answer Disabled', 'NoAnsFWDOffUrl', 'No_Ans_FWD_Off_Url'],
      'transfer-call': ['Call transfer', 'Transfer call', 'TransferUrl', 'Transfer_Url'],
      'blind-transfer': ['Unattended Call Transfer', 'Blind transfer call', 'B_Transfer_Url'],
      'attended-transfer': ['Attended Call Transfer', 'Attended transfer call', 'A_Transfer_Url'],
      hold: ['Call hold', 'Hold', 'HoldOnUrl', 'Hold_Url'],
      unhold: ['Call resume', 'Unhold', 'HoldOffUrl', 'Unhold_Url'],
      mute: ['Mute', 'MuteOnUrl', 'MuteOnCallUrl', 'Mute_Url'],
      unmute: ['Unmute', 'MuteOffUrl', 'MuteOffCallUrl', 'Unmute_Url'],
      'missed-call': ['Missed calls', 'NewMissedcallUrl', 'Missed_call_Url'],
      'ip-changed': ['IP Changed', 'IPChangeUrl', 'IP_Change_Url'],
      'idle-to-busy': ['Idle To Busy', 'Idle_to_Busy_Url'],
      'busy-to-idle': ['Busy To Idle', 'PhoneStateIdleUrl', 'Busy_to_Idle_Url'],
      mwi: ['MWI', 'NewMWIUrl'],
      sms: ['SMS', 'NewSMSUrl'],
      'reboot-started': ['Start reboot', 'StartRebootUrl'],
      'web-api-auth-changed': ['Web API Auth Changed', 'WebAuthChangedUrl'],
      'sip-message': ['Received Sip Message', 'RecvSipMsgUrl'],
    }),
    // The table does not say whose these are: a desk phone has neither door nor sensor.
    ...atTheDoor([
      ...eventRows('FANVIL-SPEC 2.4', {
        'door-closed': ['Close The Door'],
        tamper: ['Tamper'],
        'door-sensor-1': ['Door Sensor 1'],
        'door-sensor-2': ['Door Sensor 2'],
        'output-1': ['Output1'],
        'output-2': ['Output2'],
      }),
      // The table prints "Close The Door" twice, for "status open and close": one of the two rows is the opening.
      { event: 'door-opened', label: 'Open The Door', source: 'FANVIL-SPEC 2.4', guess: true },
    ]),
    // Not in the specification: only the current generation's parameters know a call held by the other side.
    ...eventRows('FUSIONPBX', { held: ['HeldOnUrl'], unheld: ['HeldOffUrl'] }),
  ],

  variables: cite<VariableRow>(VARIABLES, [
    { name: 'mac', field: 'phone.mac', label: 'MAC address', filled: ALWAYS },
    { name: 'ip', field: 'phone.ip', label: 'IP address', filled: ALWAYS },
    { name: 'model', field: 'phone.model', label: 'Model', filled: ALWAYS },
    { name: 'firmware', field: 'phone.firmware', label: 'Firmware', filled: ALWAYS },
    { name: 'active_uri', field: 'account.uri', label: "Account's SIP URI", filled: IN_CALLS, freeText: true },
    { name: 'active_user', field: 'account.user', label: "User of the account's SIP URI", filled: IN_CALLS },
    { name: 'active_host', field: 'account.host', label: "Server of the account's SIP URI", filled: IN_CALLS },
    {
      name: 'local',
      field: 'local.uri',
      label: 'Own SIP URI or number',
      filled: [
        { phases: ['outgoing'], series: ['x3', 'x4'], as: 'SIP URI' },
        { phases: ['incoming'], series: ['x3', 'x4'], as: 'phone number' },
        { phases: ['incoming', 'outgoing', 'talking', 'ended'], series: ['x6'], as: 'SIP URI' },
      ],
      freeText: true,
    },
    {
      name: 'remote',
      field: 'remote.uri',
      label: "Other party's SIP URI or number",
      filled: [
        { phases: ['incoming'], series: ['x3', 'x4'], as: 'SIP URI' },
        { phases: ['outgoing'], series: ['x3', 'x4'], as: 'phone number' },
        { phases: ['incoming', 'outgoing', 'talking', 'ended'], series: ['x6'], as: 'SIP URI' },
      ],
      freeText: true,
    },
    {
      name: 'display_local',
      field: 'local.name',
      label: 'Own display name, else number',
      filled: [{ phases: ['incoming', 'outgoing'] }],
      freeText: true,
    },
    {
      name: 'display_remote',
      field: 'remote.name',
      label: "Other party's display name, else number",
      filled: [
        { phases: ['incoming'], series: ['x3', 'x4'] },
        { phases: ['incoming', 'outgoing'], series: ['x6'] },
      ],
      freeText: true,
    },
    { name: 'call_id', field: 'call.id', label: 'Number of the call, reused by later calls', filled: IN_CALLS },
    { name: 'duration', field: 'call.duration', label: 'Length of the call', filled: [{ phases: ['ended'] }] },
    { name: 'date_time', field: 'phone.time', label: "Phone's time", filled: ALWAYS },
    { name: 'memory_free', field: 'phone.memoryFree', label: 'Free memory', filled: ALWAYS },
    // "Not implemented yet": no phase fills it.
    { name: 'flash_free', field: 'phone.flashFree', label: 'Free flash memory', filled: [] },
    {
      name: 'line',
      field: 'call.line',
      label: 'Line',
      filled: [{ phases: ['incoming', 'outgoing', 'talking', 'ended', 'registration'] }],
    },
    { name: 'local_user', field: 'local.user', label: 'Own user', filled: IN_CALLS },
    { name: 'local_server', field: 'local.host', label: 'SIP server of the call', filled: IN_CALLS },
    { name: 'local_domain', field: 'local.domain', label: 'SIP domain of the call', filled: IN_CALLS },
    { name: 'local_number', field: 'local.number', label: 'Own number', filled: IN_CALLS },
    { name: 'local_displayname', field: 'local.name', label: 'Own display name', filled: IN_CALLS, freeText: true },
    { name: 'remote_number', field: 'remote.number', label: "Other party's number", filled: IN_CALLS },
    {
      name: 'remote_displayname',
      field: 'remote.name',
      label: "Other party's display name",
      filled: IN_CALLS,
      freeText: true,
    },
  ]),
  variableMarks: { before: '$', after: '' },

  keys: [
    ...cite<KeyRow>(KEYS, [
      { key: 'SPEAKER', aliases: ['F_HANDFREE', 'F_HANDSFREE'], label: 'Speaker on or off' },
      { key: 'HEADSET', aliases: ['F_HEADSET'], label: 'Headset' },
      // Printed once with `:` and once with `;` before the number, which is a token of its own here.
      { key: 'F_PREFIX', label: 'Prefix; the number to put before follows' },
      { key: 'OK', aliases: ['ENTER', 'F_OK'], label: 'OK: answer, send the number, enter the menu' },
      { key: 'F_ACCEPT', label: 'Answer' },
      { key: 'F_LOR', label: 'Call back' },
      { key: 'RD', aliases: ['F_REDIAL'], label: 'Redial' },
      { key: 'F_SEND', label: 'Send the number on the dial' },
      { key: 'RELEASE', aliases: ['F_RELEASE'], label: 'Release: hang up, refuse, leave' },
      { key: 'F_CANCEL', aliases: ['X'], label: 'Cancel' },
      { key: 'F_REJECT', label: 'Reject' },
      { key: 'F_TRANSFER', aliases: ['F_B_TRANSFER', 'F_A_TRANSFER'], label: 'Transfer' },
      { key: 'F_DIVERT', label: 'Forward the call' },
      { key: 'F_CONFERENCE', label: 'Conference' },
      { key: 'F_JOIN', label: 'Join to a three-way call' },
      { key: 'DND', label: 'Do not disturb: on or off' },
      { key: 'DNDON', label: 'Do not disturb: on' },
      { key: 'DNDOFF', label: 'Do not disturb: off' },
      { key: 'F_PICKUP', label: 'Pick-up' },
      { key: 'F_PARK', label: 'Call park' },
      { key: 'F_AUTOREDIAL', label: 'Automatic redial while dialling: on', series: ['x4'] },
      { key: 'F_UNAUTOREDIAL', label: 'Automatic redial while dialling: off', series: ['x4'] },
      { key: 'F_HOLD', label: 'Hold or resume' },
      { key: 'F_', label: 'One DTMF digit', numbered: { from: 0, to: 9 } },
      { key: '*', aliases: ['F_*', 'F_STAR'], label: '* of the keypad' },
      { key: 'POUND', aliases: ['#', 'F_POUND'], label: '# of the keypad' },
      { key: 'F_REC', label: 'Record the call' },
      { key: 'F_FLASH', label: 'Switch between calls, answer a second call' },
      { key: 'F_GROUPLISTEN', label: 'Group listening' },
      { key: 'exit', label: 'Exit', series: ['x6'] },
      { key: 'clear', label: 'Clear the number being dialled', series: ['x6'] },
      { key: 'split', label: 'Split the conference', series: ['x6'] },
      { key: 'prev_line', label: 'Previous line', series: ['x6'] },
      { key: 'next_line', label: 'Next line', series: ['x6'] },
      { key: 'prev_call', label: 'Previous call', series: ['x6'] },
      { key: 'next_call', label: 'Next call', series: ['x6'] },
      { key: 'F_DISPOSITION', label: 'BroadSoft call center: disposition code' },
      { key: 'F_ESCALATE', label: 'BroadSoft call center: join the supervisor' },
      { key: 'F_TRACE', label: 'BroadSoft call center: trace the call' },
      { key: 'F_PRIVATEHOLD', label: 'BroadSoft shared call appearance: private hold' },
      { key: 'VOLUME_UP', aliases: ['F_VOLUME_UP'], label: 'Louder' },
      { key: 'VOLUME_DOWN', aliases: ['F_VOLUME_DOWN'], label: 'Quieter' },
      { key: 'F_MUTE', aliases: ['MUTE'], label: 'Mute' },
      { key: 'L', aliases: ['F_L'], label: 'Line key', numbered: { from: 1, to: 6 }, series: ['x4'] },
      { key: 'F_D', label: 'DSS key', numbered: { from: 1, to: 12 }, series: ['x4'] },
      { key: 'DSS', label: 'DSS key', numbered: { from: 1, to: 12 }, series: ['x6'] },
      // Door stations of these models have no display with soft keys.
      {
        key: 'F',
        aliases: ['F_F'],
        label: 'Soft key under the display',
        numbered: { from: 1, to: 4 },
        notOn: ['door'],
      },
      { key: 'F_AGENT', label: 'Show the agent page' },
      { key: 'MSG', aliases: ['F_MWI'], label: 'Voice mail' },
      { key: 'F_MEMO', label: 'Show the memo' },
      { key: 'F_PBOOK', label: 'Show the phone book' },
      { key: 'F_LOCALCONTACTS', label: 'Show the local phone book' },
      { key: 'F_SERVICE', label: 'Show the network phone book' },
      { key: 'F_SMS', label: 'Show the text messages' },
      { key: 'F_LOCK', label: 'Show the keyboard lock; with a code on door stations: open the door' },
      { key: 'F_SDTMF', label: 'Show the hidden-DTMF page' },
      { key: 'F_CFWD', label: 'Show the call forward page' },
      { key: 'F_HOTDESKING', label: 'Clear the SIP configuration', disruptive: true },
      { key: 'Reboot', aliases: ['F_REBOOT'], label: 'Restart the phone', disruptive: true },
      { key: 'AutoP', label: 'Provision anew', disruptive: true },
      { key: 'Reset', label: 'Restore the factory settings', disruptive: true },
      { key: 'UP', aliases: ['F_UP'], label: 'Navigation: up' },
      { key: 'DOWN', aliases: ['F_DOWN'], label: 'Navigation: down' },
      { key: 'LEFT', aliases: ['F_LEFT'], label: 'Navigation: left' },
      { key: 'RIGHT', aliases: ['F_RIGHT'], label: 'Navigation: right' },
      { key: 'F_DELETE', aliases: ['DELETE'], label: 'Delete' },
      { key: 'menu', label: 'Menu', series: ['x6'] },
    ]),
    // An OEM's manual; Fanvil's own specification does not print them.
    { key: 'D', label: 'DSS key', numbered: { from: 1, to: 40 }, notOn: ['door'], source: 'PLANET', guess: true },
  ],
  keypad: { '#': 'POUND' },

  http: {
    path: '/cgi-bin/ConfigManApp.com?key=',
    separator: ';',
    answer: { source: 'NETHSERVER' },
    source: 'FANVIL-SPEC 3.4, 3.5',
  },
  sip: { event: 'ACTIVE-URI', contentType: 'message/sipfrag', source: 'FANVIL-SPEC 3.7' },

  actions: {
    // Where the model has no line keys, `line` is refused with them.
    dial: [
      { when: { via: 'speaker' }, keys: ['SPEAKER', '[L{line}]', '{number}', 'ENTER'], source: KEYS },
      { when: { via: 'headset' }, keys: ['HEADSET', '[L{line}]', '{number}', 'ENTER'], source: KEYS },
      {
        when: { via: 'handset' },
        keys: ['[L{line}]', '{number}', 'ENTER'],
        note: 'nobody can lift the handset from afar: the phone dials as without `via`',
        source: KEYS,
      },
      { keys: ['[L{line}]', '{number}', 'ENTER'], source: KEYS },
    ],
    answer: [
      { when: { via: 'speaker' }, keys: ['SPEAKER'], source: KEYS, guess: true },
      { when: { via: 'headset' }, keys: ['HEADSET'], source: KEYS, guess: true },
      { keys: ['OK'], source: 'FANVIL-SPEC 3.6' },
    ],
    reject: press('F_REJECT'),
    forward: [{ keys: ['F_DIVERT', '{number}', 'ENTER'], source: KEYS, guess: true }],
    hangup: press('RELEASE'),
    hold: [{ keys: ['F_HOLD'], note: 'toggles: resumes a call that is held already', source: KEYS }],
    resume: [{ keys: ['F_HOLD'], note: 'toggles: holds a call that is not held', source: KEYS }],
    swap: [{ keys: ['F_FLASH'], source: 'FANVIL-SPEC 3.6' }],
    // Without `type` the one that needs no second command. For "blind" 3.3 prints F_A_TRANSFER as last key, 3.5 F_TRANSFER.
    transfer: [
      {
        when: { type: 'attended' },
        keys: ['F_TRANSFER', '{number}', 'OK'],
        note: 'calls the number; transfer without a number completes it',
        source: 'FANVIL-SPEC 3.3, 3.6',
      },
      { when: { type: 'blind' }, keys: ['F_TRANSFER', '{number}', 'F_TRANSFER'], source: 'FANVIL-SPEC 3.5' },
      { keys: ['F_TRANSFER', '{number}', 'F_TRANSFER'], source: 'FANVIL-SPEC 3.5' },
      { keys: ['OK'], note: 'without a number: completes an attended transfer', source: 'FANVIL-SPEC 3.6' },
    ],
    conference: [
      { keys: ['F_CONFERENCE', '{number}', 'ENTER'], source: KEYS, guess: true },
      { keys: ['F_CONFERENCE'], note: 'without a number: shows the conference dialling page', source: KEYS },
    ],
    join: press('F_JOIN'),
    split: press('split'),
    dtmf: press('{digits}'),
    redial: press('RD'),
    callback: press('F_LOR'),
    pickup: press('F_PICKUP'),
    park: press('F_PARK'),
    cancel: press('F_CANCEL'),
    mute: [{ keys: ['F_MUTE'], note: 'toggles', source: KEYS }],
    'volume-up': press('VOLUME_UP'),
    'volume-down': press('VOLUME_DOWN'),
    'dnd-on': press('DNDON'),
    'dnd-off': press('DNDOFF'),
    'dnd-toggle': press('DND'),
    voicemail: press('MSG'),
    'open-door': [
      {
        keys: ['F_LOCK'],
        suffix: '&code={code}',
        series: ['door'],
        note: 'door stations; the code is their calling password',
        source: KEYS,
      },
    ],
    'set-display-name': [{ request: '?line={line};displayname={text}', source: KEYS }],
    reboot: press('Reboot'),
    autoprovision: press('AutoP'),
    'factory-reset': press('Reset'),
    'hotdesk-clear': press('F_HOTDESKING'),
  },
  line: { number: { source: KEYS } },

  advice: [
    {
      status: 401,
      transport: 'http',
      text: "the login is that of the phone's web page",
      source: 'FANVIL-SPEC 3.4',
    },
    {
      status: 403,
      transport: 'http',
      text: "Active URI is off, or this address is not on the phone's allow list (Active URI Source IP)",
      source: 'FANVIL-SPEC 3.2',
    },
    {
      status: 404,
      transport: 'http',
      text: 'no such page: Active URI is off, or this is not a Fanvil phone',
      source: 'FANVIL-SPEC 3.4',
      guess: true,
    },
    {
      status: 503,
      transport: 'http',
      text: "the phone's web server is busy: it has few sessions, try again in a moment",
      source: 'PYFANVIL',
    },
    {
      code: 'UNREADABLE_ANSWER',
      transport: 'http',
      text: 'newer firmware answers loosely and may have obeyed: look at the phone before sending again',
      source: 'FANVILPHONES',
    },
    {
      status: 401,
      transport: 'sip',
      text: "the login is that of an account at the registrar, or the phone's own",
      source: 'FANVIL-SPEC 3.7',
      guess: true,
    },
    {
      status: 403,
      transport: 'sip',
      text: "Active URI is off, or this address is not on the phone's allow list (Active URI Source IP)",
      source: 'FANVIL-SPEC 3.2',
      guess: true,
    },
    {
      status: 481,
      transport: 'sip',
      text: 'whoever answered wants a subscription first: Active URI is not enabled, or this is not a Fanvil phone',
      source: 'SIP-481',
    },
    {
      status: 489,
      transport: 'sip',
      text: 'the event ACTIVE-URI is not known: Active URI is not enabled, or the firmware does not have it',
      source: 'RFC6665',
    },
    {
      code: 'TIMEOUT',
      transport: 'sip',
      text:
        'the phone stays silent towards senders that are neither its registrar nor listed in Active URI Source IP; ' +
        "this server's address is probably not on that list",
      source: 'FANVIL-SPEC 3.2',
    },
  ],
  // By the User-Agents that Wazo has captured; another make's phones have it, too.
  ouis: { prefixes: ['0c383e'], source: 'WAZO', guess: true },
  // Of the current form in 25 of the templates, of the older one in those of two models.
  fetches: {
    file: '{mac}.cfg',
    address: 'file',
    notOn: { prefixes: ['V6'], source: 'FUSIONPBX-7973', guess: true },
    source: 'FANVIL-AP; WAZO',
  },
  provisioning: [
    {
      id: 'sysconf',
      label: 'X3U, X4U, X5U, X6U, X7, V6x, H2U, W611W, X210 and newer',
      prefixes: ['X1S', 'X3SG', 'X3U', 'X4SG', 'X4U', 'X5', 'X6U', 'X7', 'X210', 'V6', 'W611', 'H2U'],
      fileName: 'fanvil-action-urls.xml',
      head: [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<sysConf>',
        '  <Version>2.0000000000</Version>',
        '  <cti>',
        '    <EnabledActionUrl>1</EnabledActionUrl>',
      ],
      commands: {
        lines: ['    <EnabledActiveUri>1</EnabledActiveUri>', '    <ActiveUriIP>{server}</ActiveUriIP>'],
        source: 'FUSIONPBX x5u',
      },
      line: '    <{name}>{url}</{name}>',
      tail: ['  </cti>', '</sysConf>'],
      escape: 'xml',
      partial: 'inferred',
      source: 'FUSIONPBX x4u/{$mac}.cfg and 24 more',
      guesses: ['busy-to-idle'],
      parameters: {
        'reboot-started': ['StartRebootUrl'],
        'setup-completed': ['BootCompletedUrl'],
        'ip-changed': ['IPChangeUrl'],
        registered: ['RegOnUrl'],
        unregistered: ['RegOffUrl'],
        'register-failed': ['RegFailedUrl'],
        'busy-to-idle': ['PhoneStateIdleUrl'],
        // Only in some of the templates.
        'on-hook': ['OnhookUri'],
        'off-hook': ['OffhookUrl'],
        'dnd-on': ['DNDOnUrl'],
        'dnd-off': ['DNDOffUrl'],
        'forward-always-on': ['AlwaysFWDOnUrl'],
        'forward-always-off': ['AlwaysFWDOffUrl'],
        'forward-busy-on': ['BusyFWDOnUrl'],
        'forward-busy-off': ['BusyFWDOffUrl'],
        'forward-no-answer-on': ['NoAnsFWDOnUrl'],
        'forward-no-answer-off': ['NoAnsFWDOffUrl'],
        // Two templates spell it the older way; a phone reads the name it knows and skips the other.
        'incoming-call': ['IncomingCallUrl', 'IncmoingCallUrl'],
        'outgoing-call': ['OutgoingCallUrl'],
        'call-established': ['CallActiveUrl'],
        'call-terminated': ['CallStopUrl'],
        'transfer-call': ['TransferUrl'],
        hold: ['HoldOnUrl'],
        unhold: ['HoldOffUrl'],
        held: ['HeldOnUrl'],
        unheld: ['HeldOffUrl'],
        // MuteOnUrl and MuteOffUrl exist too: with both set, one key press might be reported twice.
        mute: ['MuteOnCallUrl'],
        unmute: ['MuteOffCallUrl'],
        'missed-call': ['NewMissedcallUrl'],
        mwi: ['NewMWIUrl'],
        sms: ['NewSMSUrl'],
        'web-api-auth-changed': ['WebAuthChangedUrl'],
        'sip-message': ['RecvSipMsgUrl'],
      },
    },
    {
      id: 'voip-config-file',
      label: 'X2P, X3G, X3SP, X4, X4G, H5, i30 and older',
      prefixes: ['X2', 'X3', 'X4', 'H5', 'i30'],
      fileName: 'fanvil-action-urls-older.xml',
      head: [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<VOIP_CONFIG_FILE>',
        '  <version>2.0002</version>',
        '  <GLOBAL_CONFIG_MODULE>',
      ],
      line: '    <{name}>{url}</{name}>',
      tail: ['  </GLOBAL_CONFIG_MODULE>', '</VOIP_CONFIG_FILE>'],
      escape: 'xml',
      partial: 'inferred',
      source: 'FUSIONPBX x4/{$mac}.cfg, i30/{$mac}.cfg',
      parameters: {
        'setup-completed': ['Boot_Completed_Url'],
        registered: ['Reg_On_Url'],
        unregistered: ['Reg_Off_Url'],
        'register-failed': ['Reg_Failed_Url'],
        'off-hook': ['Offhook_Url'],
        'on-hook': ['Onhook_Uri'],
        'incoming-call': ['Incmoing_Call_Url'],
        'outgoing-call': ['Outgoing_Call_Url'],
        'call-established': ['Call_Active_Url'],
        'call-terminated': ['Call_Stop_Url'],
        'dnd-on': ['DND_On_Url'],
        'dnd-off': ['DND_Off_Url'],
        'forward-always-on': ['Always_FWD_On_Url'],
        'forward-always-off': ['Always_FWD_Off_Url'],
        'forward-busy-on': ['Busy_FWD_On_Url'],
        'forward-busy-off': ['Busy_FWD_Off_Url'],
        'forward-no-answer-on': ['No_Ans_FWD_On_Url'],
        'forward-no-answer-off': ['No_Ans_FWD_Off_Url'],
        'transfer-call': ['Transfer_Url'],
        'blind-transfer': ['B_Transfer_Url'],
        'attended-transfer': ['A_Transfer_Url'],
        hold: ['Hold_Url'],
        unhold: ['Unhold_Url'],
        mute: ['Mute_Url'],
        unmute: ['Unmute_Url'],
        'missed-call': ['Missed_call_Url'],
        'ip-changed': ['IP_Change_Url'],
        'idle-to-busy': ['Idle_to_Busy_Url'],
        'busy-to-idle': ['Busy_to_Idle_Url'],
      },
    },
  ],
  setup: {
    actionUrl: 'Phone > Features > Action URL Settings',
    activeUri: 'Phone Settings > Features > Active URI Source IP',
    allowList: 'Active URI Source IP (empty: HTTP from anywhere, SIP from the registrar alone)',
    doorCode: { text: 'EGS Setting > Features > Calling Password; as delivered: *', source: 'DOORMAN' },
    source: 'FANVIL-SPEC 2.3, 3.2',
  },
};
