import type { Filled, KeyRow, PostBody, Recipe, Refusal, Series, VariableRow, VendorProfile } from '../profile';
import { cite, eventRows, ownEventRows } from '../rows';

/** Of the calls that each event tells; a phone says the rest empty. */
const ALWAYS: readonly Filled[] = [{ phases: ['always'] }];
const CALLS: readonly Filled[] = [{ phases: ['incoming', 'outgoing', 'talking', 'ended'] }];
const STATES: readonly Filled[] = [{ phases: ['talking', 'ended'] }];
const LINES: readonly Filled[] = [{ phases: ['registration', 'talking', 'ended'] }];
const ELSEWHERE: readonly Filled[] = [{ phases: ['none'] }];

const API = 'POLY-REST; POLY-PROGRAMS';
const REST = ['vvx'];
const PUSH = ['soundpoint'];

const json = (text: string): PostBody => ({ format: 'json', text });
/** "The content type must be application/x-com-polycom-spipx." */
const push = (uri: string): PostBody => ({
  format: 'xml',
  text: `<PolycomIPPhone><Data priority="Critical">${uri}</Data></PolycomIPPhone>`,
  contentType: 'application/x-com-polycom-spipx',
});

/** A function that is done to the call that is named; without one, as programs send it, to the one in front. */
const toCall = (name: string, more = ''): readonly Recipe[] => [
  {
    request: `/api/v1/callctrl/${name}`,
    post: json(`{"data":{"Ref":"{call}"${more}}}`),
    series: REST,
    note: 'call: its reference, as call state changes tell it',
    source: API,
  },
  {
    request: `/api/v1/callctrl/${name}`,
    post: json(`{"data":{${more.replace(/^,/, '')}}}`),
    series: REST,
    source: API,
    guess: true,
  },
];
const manage = (name: string): readonly Recipe[] => [
  { request: `/api/v1/mgmt/${name}`, post: json(''), series: REST, source: API },
];
const key = (name: string, series?: readonly string[], guess?: true): Recipe => ({
  keys: [name],
  source: 'POLY-WEB 26; POLY-PUSH',
  ...(series && { series }),
  ...(guess && { guess }),
});

/**
 * Poly (Polycom) phones with UC Software: VVX, Trio, CCX and Edge E take functions by their REST API, in JSON; they and the
 * older SoundPoint IP and SoundStation IP take keys by pushed XML. They report by XML that is posted to one URL.
 */
export const poly: VendorProfile = {
  id: 'poly',
  label: 'Poly',
  sources: {
    'POLY-WEB':
      'Polycom: "Web Application for Polycom Phones", UC Software 5.0.0, 3725-49106-001 Rev A, pages 19 to 34 (URIs, push, ' +
      'telephony notification events) and 75; https://manualsdump.com/en/manuals/polycom-3725-49106-001_rev_a/222851/27',
    'POLY-SIP31':
      'Polycom: "Developer\'s Guide SoundPoint IP / SoundStation IP", SIP 3.1, pages 2-21 and 2-24: the events stand in ' +
      'PolycomIPPhone; http://phone.manualsonline.com/manuals/mfg/polycom/sip_31_8.html?p=36',
    'POLY-REST':
      'Poly: "REST API Reference Manual", UC Software 6.4.0, 3725-46212-006A, for VVX; ' +
      'https://manuzoid.com/manuals/lpDaA-Poly%20VVX%20601%20Reference%20guide',
    'POLY-PROGRAMS':
      'Public programs that command VVX and CCX phones by the REST API (paths, bodies with data, Dest, Line, Type, Ref, ' +
      'TransferDest, Digits, state; Status 2000 and the other codes), six of them, each written on its own',
    'POLY-PUSH':
      'julianns/PolycomAutomation and other public programs that push keys: Key:DialPad1, DialPadStar, Softkey2, Hold, ' +
      'Handsfree, MicMute and so on, tel:\\\\5552112, by Digest',
    'POLY-NOTIFICATIONS':
      'DuVoice: "Polycom", phone configuration, the events by their names on the web page; ' +
      'https://www.support.duvoice.com/_export/xhtml/howto/mwi/hosted/tophone/ipphonecfg/poly',
    FUSIONPBX:
      'FusionPBX: provisioning templates polycom/650/sip.cfg (apps.telNotification, apps.push) and event_notify, commit ' +
      'c7a00dcb of 2026-08-21; https://github.com/fusionpbx/fusionpbx',
    IEEE: 'IEEE Registration Authority: list of MA-L assignments, 00-04-F2 and 64-16-7F Polycom; https://standards-oui.ieee.org',
  },

  series: cite<Series>('POLY-WEB 21; POLY-REST; FUSIONPBX', [
    {
      id: 'vvx',
      label: 'VVX, Trio, CCX, Edge E',
      prefixes: ['VVX', 'Trio', 'CCX', 'Edge E', 'RealPresence Trio'],
      models: ['VVX 150', 'VVX 250', 'VVX 350', 'VVX 450', 'VVX 501', 'VVX 601', 'CCX 500', 'Edge E350', 'Trio 8800'],
    },
    {
      id: 'soundpoint',
      label: 'SoundPoint IP, SoundStation IP',
      prefixes: ['SoundPoint', 'SoundStation'],
      models: [
        'SoundPoint IP 331',
        'SoundPoint IP 450',
        'SoundPoint IP 550',
        'SoundPoint IP 650',
        'SoundStation IP 6000',
      ],
    },
  ]),

  // Label: the guide's heading; then the element that the phone posts.
  events: [
    ...eventRows('POLY-WEB 27 to 33; POLY-NOTIFICATIONS', {
      'incoming-call': ['Incoming Call Event', 'IncomingCallEvent'],
      'outgoing-call': ['Outgoing Call Event', 'OutgoingCallEvent'],
      'off-hook': ['Offhook Event', 'OffHookEvent'],
      'on-hook': ['Onhook Event', 'OnHookEvent'],
      registered: ['Line Registration Event', 'LineRegistrationEvent'],
      // Only where the phone is shut down or restarted; not where the power goes.
      unregistered: ['Line Unregistration Event', 'LineUnregistrationEvent'],
    }),
    // Calls that begin have events of their own.
    {
      event: 'call-state-change',
      category: 'call',
      label: 'Call State Change Event',
      names: ['CallStateChangeEvent'],
      byVariable: {
        variable: 'CallState',
        values: { Connected: 'call-established', Hold: 'hold', Held: 'held', Disconnected: 'call-terminated' },
      },
      source: 'POLY-WEB 29, 32',
    },
    ...ownEventRows('POLY-WEB 31, 32', 'device', {
      'phone-locked': ['Phone Lock Event', 'PhoneLockedEvent'],
      'phone-unlocked': ['Phone Unlock Event', 'PhoneUnlockedEvent'],
    }),
    ...ownEventRows('POLY-WEB 34', 'account', {
      'user-login-or-logout': ['User Login or Logout Event', 'UserLoginOutEvent'],
    }),
  ],

  // The elements of an event. No URL of a Poly has variables.
  variables: cite<VariableRow>('POLY-WEB 27 to 34', [
    { name: 'PhoneIP', field: 'phone.ip', label: 'IP address', filled: ALWAYS, ownPhonesOnly: true, rare: true },
    { name: 'MACAddress', field: 'phone.mac', label: 'MAC address', filled: ALWAYS, ownPhonesOnly: true, rare: true },
    { name: 'TimeStamp', field: 'phone.time', label: "Phone's time", filled: ALWAYS, ownPhonesOnly: true, rare: true },
    {
      name: 'CallType',
      field: 'call.direction',
      label: 'Incoming or Outgoing',
      filled: STATES,
      ownPhonesOnly: true,
      rare: true,
    },
    {
      name: 'CallingPartyName',
      fieldBy: { inbound: 'remote.name', outbound: 'local.name' },
      label: "Caller's name",
      filled: CALLS,
      freeText: true,
      ownPhonesOnly: true,
      rare: true,
    },
    {
      name: 'CallingPartyNumber',
      aliases: ['CallingPartyDirNum'],
      fieldBy: { inbound: 'remote.uri', outbound: 'local.uri' },
      label: "Caller's number or SIP URI",
      filled: CALLS,
      freeText: true,
      ownPhonesOnly: true,
      rare: true,
    },
    {
      name: 'CalledPartyName',
      fieldBy: { inbound: 'local.name', outbound: 'remote.name' },
      label: "Callee's name",
      filled: CALLS,
      freeText: true,
      ownPhonesOnly: true,
      rare: true,
    },
    {
      name: 'CalledPartyNumber',
      aliases: ['CalledPartyDirNum'],
      fieldBy: { inbound: 'local.uri', outbound: 'remote.uri' },
      label: "Callee's number or SIP URI",
      filled: CALLS,
      freeText: true,
      ownPhonesOnly: true,
      rare: true,
    },
    {
      name: 'CallReference',
      field: 'call.id',
      label: "Call's reference",
      filled: STATES,
      ownPhonesOnly: true,
      rare: true,
    },
    {
      name: 'CallDuration',
      field: 'call.duration',
      label: 'Length of the call, in seconds',
      filled: STATES,
      ownPhonesOnly: true,
      rare: true,
    },
    {
      name: 'LineNumber',
      aliases: ['LineKeyNum'],
      field: 'call.line',
      label: 'Line, from 1',
      filled: LINES,
      ownPhonesOnly: true,
      rare: true,
    },
    { name: 'LineDirNum', label: "Line's number", filled: STATES, ownPhonesOnly: true, rare: true },
    { name: 'LineState', label: 'Active or Inactive', filled: STATES, ownPhonesOnly: true, rare: true },
    { name: 'CallState', label: 'State of the call', filled: STATES, ownPhonesOnly: true, rare: true },
    { name: 'UIAppearanceIndex', label: 'Place of the call', filled: STATES, ownPhonesOnly: true, rare: true },
    { name: 'UserLoggedIn', label: 'User who logged in', filled: ELSEWHERE, ownPhonesOnly: true, rare: true },
    { name: 'UserLoggedOut', label: 'A user logged out', filled: ELSEWHERE, ownPhonesOnly: true, rare: true },
  ]),
  variableMarks: { before: '$', after: '' },

  keys: [
    ...cite<KeyRow>('POLY-WEB 21, 26', [
      { key: 'Line', label: 'Line key', numbered: { from: 1, to: 48 } },
      { key: 'DialPad', label: 'Digit of the keypad', numbered: { from: 0, to: 9 } },
    ]),
    ...cite<KeyRow>('POLY-PUSH', [
      { key: 'DialPadStar', label: '* of the keypad' },
      { key: 'DialPadPound', label: '# of the keypad' },
      { key: 'Softkey', label: 'Soft key under the display', numbered: { from: 1, to: 5 } },
      { key: 'Handsfree', label: 'Speaker' },
      { key: 'Headset', label: 'Headset' },
      { key: 'Hold', label: 'Hold and resume' },
      { key: 'Transfer', label: 'Transfer' },
      { key: 'Conference', label: 'Conference' },
      { key: 'Redial', label: 'Dial the last number again' },
      { key: 'MicMute', label: 'Mute and back' },
      { key: 'VolUp', label: 'Louder' },
      { key: 'VolDown', label: 'Quieter' },
      { key: 'Messages', label: 'Voice mail' },
      { key: 'Directories', label: 'Directories' },
      { key: 'DoNotDisturb', label: 'Do not disturb: on and off' },
    ]),
  ],
  keypad: { digit: 'DialPad', '*': 'DialPadStar', '#': 'DialPadPound' },

  http: {
    path: '/push',
    separator: '',
    digits: 'each',
    post: push('Key:{key}'),
    probe: { request: '/api/v1/mgmt/device/info', source: API },
    answer: {
      // A push is answered by its status alone: "there is no success/failure feedback for the push handling".
      refusals: cite<Refusal>(API, [
        { json: 'Status', is: ['4007'], text: 'there is no such call' },
        { json: 'Status', is: ['4002', '4005'], text: 'the line is not registered, or there is none of this number' },
        { json: 'Status', is: ['4001'], text: 'it is busy' },
        {
          json: 'Status',
          is: ['4010'],
          text: 'it takes no commands as long as it has the password that it came with',
        },
        { json: 'Status', not: ['2000'] },
      ]),
      source: API,
    },
    source: 'POLY-WEB 23, 26, 75',
  },
  checkSync: {
    reboot: { event: 'check-sync', source: 'FUSIONPBX' },
    autoprovision: { event: 'check-sync', source: 'FUSIONPBX' },
  },

  actions: {
    dial: [
      {
        request: '/api/v1/callctrl/dial',
        post: json('{"data":{"Dest":"{number}","Line":"{line}","Type":"TEL"}}'),
        series: REST,
        source: API,
      },
      {
        request: '/api/v1/callctrl/dial',
        post: json('{"data":{"Dest":"{number}","Line":"1","Type":"TEL"}}'),
        series: REST,
        source: API,
      },
      {
        request: '/push',
        post: push('tel:\\\\{number}[;Line{line}]'),
        series: PUSH,
        source: 'POLY-WEB 21, 26; POLY-PUSH',
      },
    ],
    answer: [
      { ...key('Handsfree', undefined, true), when: { via: 'speaker' } },
      { ...key('Headset', undefined, true), when: { via: 'headset' } },
      ...toCall('answerCall'),
      key('Handsfree', PUSH, true),
    ],
    reject: toCall('rejectCall'),
    hangup: [...toCall('endCall'), key('Handsfree', PUSH, true)],
    hold: [...toCall('holdCall'), key('Hold', PUSH)],
    resume: [...toCall('resumeCall'), key('Hold', PUSH, true)],
    transfer: [
      ...toCall('transferCall', ',"TransferDest":"{number}"').map(
        (recipe): Recipe => ({ ...recipe, when: { type: 'blind' } }),
      ),
      ...toCall('transferCall', ',"TransferDest":"{number}"'),
      key('Transfer'),
    ],
    conference: [key('Conference')],
    dtmf: [
      {
        request: '/api/v1/callctrl/sendDTMF',
        post: json('{"data":{"Digits":"{digits}"}}'),
        series: REST,
        source: API,
      },
      { keys: ['{digits}'], series: PUSH, source: 'POLY-WEB 26; POLY-PUSH' },
    ],
    redial: [key('Redial')],
    mute: [
      {
        request: '/api/v1/callctrl/mute',
        post: json('{"data":{"state":"1"}}'),
        series: REST,
        note: 'mutes; the key MicMute takes it off',
        source: API,
      },
      key('MicMute', PUSH),
    ],
    'volume-up': [key('VolUp')],
    'volume-down': [key('VolDown')],
    'dnd-toggle': [key('DoNotDisturb')],
    voicemail: [key('Messages')],
    // When the phone's calls are over.
    reboot: manage('safeReboot'),
    autoprovision: [
      ...manage('updateConfiguration'),
      { request: '/push', post: push('Action:UpdateConfig'), series: PUSH, source: 'POLY-WEB 21' },
    ],
    'factory-reset': manage('factoryReset'),
  },
  line: { number: { source: API } },

  advice: [
    {
      status: 401,
      transport: 'http',
      text:
        "functions want the login of the web page (user Polycom, the administrator's password), keys that of " +
        'apps.push.username and apps.push.password: give both the same',
      source: 'POLY-WEB 19, 75; POLY-PROGRAMS',
    },
    {
      status: 404,
      transport: 'http',
      text: 'the REST API may be off (apps.restapi.enabled), or push (apps.push.messageType)',
      source: 'POLY-REST; POLY-WEB 75',
      guess: true,
    },
    {
      status: 403,
      transport: 'http',
      text: 'the REST API may be off (apps.restapi.enabled), or the phone wants HTTPS',
      source: 'POLY-REST',
      guess: true,
    },
  ],
  eventBody: { format: 'xml', within: 'PolycomIPPhone', source: 'POLY-WEB 27 to 34; POLY-SIP31' },
  ouis: { prefixes: ['0004f2', '64167f'], source: 'IEEE', guess: true },
  setup: {
    actionUrl:
      'Settings > Applications > Telephony Event Notification (apps.telNotification.URL, and a tick for each event): one ' +
      'URL for all events, of a node with a port of its own',
    activeUri:
      'Settings > Applications > REST API (apps.restapi.enabled=1); for keys apps.push.messageType=5 with apps.push.username ' +
      'and apps.push.password, the same as for the web page',
    source: 'POLY-WEB 27, 75; POLY-REST; FUSIONPBX; POLY-NOTIFICATIONS',
  },
};
