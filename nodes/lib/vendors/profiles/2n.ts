import type { Filled, Refusal, Series, VariableRow, VendorProfile } from '../profile';
import { cite, eventRows, ownEventRows } from '../rows';

const ALWAYS: readonly Filled[] = [{ phases: ['always'] }];
const AT_THE_DOOR: readonly Filled[] = [{ phases: ['door'] }];
const ELSEWHERE: readonly Filled[] = [{ phases: ['none'] }];

const CALLS = '2N-API 5.7';

/**
 * 2N IP intercoms: told by their HTTP API, one function a request, answers in JSON. They have no Action URL: an automation
 * sends an HTTP request for an event, with a URL that the installer writes. What their own event log says must be fetched
 * (api/log/pull) and does not come here.
 */
export const twoN: VendorProfile = {
  id: '2n',
  label: '2N',
  sources: {
    '2N-AUTOMATION':
      '2N: "Automation manual", 3 Events and 4 Actions (SendHttpRequest); https://wiki.2n.com/hip/auto/latest/en/3-udalosti-events, ' +
      'https://wiki.2n.com/hip/auto/latest/en/4-akce-action',
    '2N-VARIABLES':
      '2N: "Helios IP Automation", 1.2 Use of Variables: $(1.Key), TimeStamp and Count of every event ' +
      '(https://manualshive.com/ru/manual/2n/helios-ip-automation/439889?page=10), and "IP series Automation Manual", page ' +
      '12: the card by a Formatter (https://www.easymanua.ls/2n/ip-series/manual/248998?p=12)',
    '2N-LOG':
      '2N: "Configuration manual for 2N IP intercoms", pages 34 (events and what they tell) and 140 (HTTP API: services, ' +
      'None, Basic or Digest for each, five accounts); https://www.easymanua.ls/2n/ip-series/manual?p=34, ...?p=140',
    '2N-API':
      '2N: "HTTP API manual", 2 (requests, success in JSON), 5.3.2 config factoryreset, 5.4.3 switch ctrl, 5.7.2 call dial, ' +
      '5.7.4 call hangup; https://wiki.2n.com/hip/hapi/latest/en/2-popis-protokolu-http-api',
    SMARTHOMENG:
      'SmartHomeNG, plugin intercom_2n: functions of the HTTP API with their parameters, privileges and licences ' +
      '(call_answer, system_restart); https://smarthomeng.github.io/smarthome/plugins/intercom_2n/README.html',
    '2N-COMMANDS':
      '2N: "Configuration manual for 2N IP intercoms", page 165: HTTP commands are sent as they are written, without URL ' +
      'encoding; https://www.easymanua.ls/2n/ip-series/manual?p=165',
    FUSIONPBX:
      'FusionPBX: provisioning templates resources/templates/provision/2n (ipsolo, ipstyle), commit c7a00dcb of 2026-08-21; ' +
      'https://github.com/fusionpbx/fusionpbx',
    IEEE: 'IEEE Registration Authority: list of MA-L assignments, 7C-1E-B3 2N TELEKOMUNIKACE a.s.; https://standards-oui.ieee.org',
  },

  series: cite<Series>('2N-API 2; FUSIONPBX; SMARTHOMENG', [
    {
      id: 'ip',
      label: '2N IP intercoms',
      prefixes: ['IP Solo', 'IP Style', 'IP Vario', 'IP Verso', 'Helios IP'],
      models: ['IP Solo', 'IP Style', 'IP Vario', 'IP Verso'],
    },
  ]),

  // The automation's events, but for those that are no event of the intercom: Counter, Delay, HttpTrigger,
  // MulticastTrigger, OnvifVirtualOutputChanged, Time, Timer.
  events: [
    ...eventRows('2N-AUTOMATION 3', { 'setup-completed': ['Rebooted'] }),
    // Ringing is not told apart by direction, which is another variable.
    {
      event: 'call-state-changed',
      category: 'call',
      label: 'CallStateChanged',
      byVariable: {
        variable: 'State',
        values: { connected: 'call-established', terminated: 'call-terminated' },
      },
      source: '2N-AUTOMATION 3; 2N-LOG 34',
    },
    ...ownEventRows('2N-AUTOMATION 3', 'account', { 'registration-state-changed': ['RegistrationStateChanged'] }),
    ...ownEventRows('2N-AUTOMATION 3', 'call', {
      'dtmf-entered': ['DtmfEntered'],
      'dtmf-pressed': ['DtmfPressed'],
    }),
    ...ownEventRows('2N-AUTOMATION 3', 'door', {
      'card-entered': ['CardEntered'],
      'card-held': ['CardHeld'],
      'code-entered': ['CodeEntered'],
      'finger-entered': ['FingerEntered'],
      'mobile-key-entered': ['MobKeyEntered'],
      'user-authorized': ['UserAuthorized'],
      'key-pressed': ['KeyPressed'],
      'key-released': ['KeyReleased'],
      'door-open-too-long': ['DoorOpenTooLong'],
      'unauthorized-door-open': ['UnauthorisedDoorOpen'],
      'silent-alarm': ['SilentAlarm'],
      'lockdown-state-changed': ['LockdownStateChanged'],
      'license-plate-recognized': ['LicensePlateRecognized'],
      'input-changed': ['InputChanged'],
      'output-changed': ['OutputChanged'],
      'switch-changed': ['SwitchChanged'],
    }),
    ...ownEventRows('2N-AUTOMATION 3', 'device', {
      'motion-detected': ['MotionDetected'],
      'noise-detected': ['NoiseDetected'],
      'audio-loop-tested': ['AudioLoopTest'],
      'error-state-changed': ['ErrorStateChanged'],
      'rescue-terminated': ['RescueTerminated'],
    }),
  ],

  // Each is known to its own event alone, so no URL gets them unasked; the words are everybody's.
  variables: [
    ...cite<VariableRow>('2N-VARIABLES', [
      { name: 'TimeStamp', field: 'phone.time', label: 'Unix time of the event', filled: ALWAYS, ownPhonesOnly: true },
      { name: 'Count', label: 'Events since the start', filled: ALWAYS, ownPhonesOnly: true, rare: true },
      {
        name: 'Key',
        label: 'Key: 0 to 9, *, #, %1 and so on for call buttons',
        filled: AT_THE_DOOR,
        ownPhonesOnly: true,
        rare: true,
      },
      { name: 'Card', label: 'Number of the card', filled: AT_THE_DOOR, ownPhonesOnly: true, rare: true },
      {
        name: 'Code',
        label: 'Code that was typed',
        filled: AT_THE_DOOR,
        ownPhonesOnly: true,
        secret: true,
        guess: true,
      },
    ]),
    ...cite<VariableRow>('2N-LOG 34', [
      {
        name: 'State',
        label: 'ringing, connected, terminated',
        filled: ELSEWHERE,
        ownPhonesOnly: true,
        rare: true,
        guess: true,
      },
      {
        name: 'Direction',
        label: 'incoming, outgoing',
        filled: ELSEWHERE,
        ownPhonesOnly: true,
        rare: true,
        guess: true,
      },
    ]),
  ],
  // "$(block_number.variable_name)": the event is the first block.
  variableMarks: { before: '$(1.', after: ')' },

  keys: [],

  http: {
    // No function presses a key. What is pressed all the same names no function, and is refused.
    path: '/api?key={key}',
    separator: '',
    digits: 'each',
    probe: { request: '/api/system/info', source: '2N-API 2; SMARTHOMENG' },
    answer: {
      json: { property: 'success', success: 'true' },
      refusals: cite<Refusal>('2N-API 5.4.3', [
        { json: 'code', is: ['14'], text: 'it could not do it: the switch may be locked or switched off' },
      ]),
      source: '2N-API 2',
    },
    source: '2N-API 2',
  },

  actions: {
    dial: [{ request: '/api/call/dial?number={number}', source: '2N-API 5.7.2' }],
    // A call has the number that the answer to dial and api/call/status tell.
    answer: [{ request: '/api/call/answer?session={call}', note: 'call: the session', source: 'SMARTHOMENG' }],
    reject: [
      { request: '/api/call/hangup?session={call}&reason=rejected', note: 'call: the session', source: `${CALLS}.4` },
    ],
    hangup: [{ request: '/api/call/hangup?session={call}', note: 'call: the session', source: `${CALLS}.4` }],
    'open-door': [
      {
        request: '/api/switch/ctrl?switch={line}&action=on',
        note: 'line: the switch, 1 to 4',
        source: '2N-API 2, 5.4.3',
      },
      {
        request: '/api/switch/ctrl?switch=1&action=on',
        note: 'switch 1; with a line: that switch. One that does not fall back by itself stays on',
        source: '2N-API 2, 5.4.3',
      },
    ],
    reboot: [{ request: '/api/system/restart', source: 'SMARTHOMENG' }],
    'factory-reset': [{ request: '/api/config/factoryreset', source: '2N-API 5.3.2' }],
  },
  line: { number: { source: '2N-API 5.4.3' } },

  advice: [
    {
      status: 401,
      transport: 'http',
      text:
        'the login is that of an account of Services > HTTP API, not of the web page, with the privilege for this (Switch ' +
        'Access Control, Phone/Call Control, System Control)',
      source: '2N-LOG 140; 2N-API 5.4.3, 5.7.4',
    },
    {
      status: 403,
      transport: 'http',
      text: 'the service may be off in Services > HTTP API, or want HTTPS',
      source: '2N-LOG 140',
      guess: true,
    },
    {
      status: 200,
      transport: 'http',
      text:
        'it did not do it: there may be no such call or switch, the service may be off in Services > HTTP API, or the ' +
        'licence for it missing (Enhanced Integration)',
      source: '2N-LOG 140; SMARTHOMENG',
      guess: true,
    },
  ],
  ouis: { prefixes: ['7c1eb3'], source: 'IEEE', guess: true },
  setup: {
    actionUrl:
      'Services > Automation: the event as block 1, then Action.SendHttpRequest with Event=1 and the URL as Uri; add what the ' +
      'event tells, &Card=$(1.Card) or &Key=$(1.Key)',
    activeUri: 'Services > HTTP API: the services System, Switch and Phone/Call, and an account for them',
    source: '2N-AUTOMATION 4; 2N-VARIABLES; 2N-LOG 140; 2N-COMMANDS',
  },
};
