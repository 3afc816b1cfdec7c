import type { EventRow, Filled, KeyRow, Recipe, Refusal, VariableRow, VendorProfile } from '../profile';
import { cite, eventRows, ownEventRows } from '../rows';

const ALWAYS: readonly Filled[] = [{ phases: ['always'] }];
// The page does not say when a variable is filled; these are the phases of the phones it shares its list with.
const IN_CALLS: readonly Filled[] = [{ phases: ['incoming', 'outgoing', 'talking'] }];
// A telephone leaves a door station's variables as they were configured: harmless, but they make its URLs long.
const DOOR_STATIONS: readonly Filled[] = [{ phases: ['door'] }];

const LETTERS = ['a', 'b', 'c', 'd'] as const;
type Printed = Record<string, [label: string, ...names: string[]]>;

const printed = (what: string, letter: string, happened: string): [string, string, string] => {
  const subject = `${what[0]?.toUpperCase()}${what.slice(1)}`;
  const names = `${subject}${letter.toUpperCase()}${happened}`;
  return [`${subject} ${letter.toUpperCase()} ${happened}`, names, `${what}_${letter}_${happened.toLowerCase()}`];
};
const triggers = (what: string, letters: readonly string[], id: string): Printed =>
  Object.fromEntries(letters.map((letter) => [`${what}-${letter}-${id}`, printed(what, letter, 'Triggered')]));
const closings = (what: string): Printed =>
  Object.fromEntries(LETTERS.map((letter) => [`${what}-${letter}-closed`, printed(what, letter, 'Closed')]));

const only = (series: 'desk' | 'door', rows: readonly EventRow[]): EventRow[] =>
  rows.map((row) => ({ ...row, series: [series] }));

const perform = (action: string): readonly Recipe[] => [{ request: `/fcgi/do?action=${action}`, source: 'AKUVOX-URI' }];
const press = (key: string): readonly Recipe[] => [{ keys: [key], source: 'AKUVOX-URI' }];

/** Where door stations are told to take commands, and with which login (not that of the web page). */
const DOOR_PAGE = 'Open Relay via HTTP';
const WRONG_LOGIN = `it wants another user name or password: those of ${DOOR_PAGE}, not those of the web page`;

/**
 * Akuvox phones and door stations: functions (`action=`) where there are any, else one key per request (`keydown=`).
 * No credentials are documented for either, an allow list guards them.
 */
export const akuvox: VendorProfile = {
  id: 'akuvox',
  label: 'Akuvox',
  sources: {
    'AKUVOX-URL':
      'Akuvox wiki, android video phone: "How to setup action URL"; ' +
      'http://wiki.akuvox.com/doku.php?id=android_video_phone:features_and_configurations:how_to_setup_action_url',
    'AKUVOX-URI':
      'Akuvox wiki, android video phone: "How to setup action URI"; ' +
      'http://wiki.akuvox.com/doku.php?id=android_video_phone:features_and_configurations:how_to_setup_action_uri',
    'AKUVOX-KB':
      'Akuvox knowledge base, door stations: "Set up action URL"; https://knowledge.akuvox.com/docs/set-up-action-url',
    'AKUVOX-R5XP':
      'Akuvox: "Administrator\'s Guide for Akuvox SP-R5xP IP Phones", pages 111 and 112; ' +
      'https://www.easymanua.ls/akuvox/sp-r5xp/manual?p=112',
    'AKUVOX-MODELS':
      'Akuvox: "Action URLs Supported by Different Models", as two Home Assistant integrations took it over: models with ' +
      'their relays and inputs, events (relays, inputs, codes, cards, faces, QR codes, tamper, break-in, calls made and hung up)',
    'AKUVOX-DOOR':
      'Akuvox knowledge base, how-to guides: "Open the Door via HTTP Command", updated 2024-10-25; https://knowledge.akuvox.com',
    'AKUVOX-CLIENTS':
      'Public clients of the door stations\' API, which judge a 200 by its body: a door opens only where "retcode" is 0; ' +
      'observed on R29 29.30.10.128 and E18C: retcode -1, -2, -3, -4, "please use new interface", 503 while the command is off',
    'LOCAL-AKUVOX':
      'tykeal/homeassistant-local-akuvox: keys of Config.Features.ACTIONURL, read from a door station and taken from ' +
      'Akuvox\'s "Action URLs Supported by Different Models"; https://github.com/tykeal/homeassistant-local-akuvox',
  },
  // Of the guide for IP phones the name alone tells the models. Of the door stations each begins like one in the list; R26,
  // R27 and E2x are not in it.
  series: [
    {
      id: 'desk',
      label: 'R5xP',
      prefixes: ['R5', 'SP-R5'],
      models: ['R50P', 'R52P', 'R53P', 'R55P', 'R59P'],
      source: 'AKUVOX-R5XP',
      guess: true,
    },
    {
      id: 'door',
      label: 'R2x, E1x, E2x, X91x, S53x, A0x door station',
      prefixes: ['R2', 'E1', 'E2', 'X91', 'S53', 'A0'],
      models: [
        ...['R20', 'R25', 'R28', 'R29', 'E12', 'E13', 'E16', 'E18', 'E21V', 'X910', 'X912', 'X915', 'X916'],
        ...['S532', 'S535', 'S539', 'A01', 'A02', 'A03', 'A05', 'A094', 'A095'],
      ],
      source: 'AKUVOX-MODELS; LOCAL-AKUVOX',
      guess: true,
    },
  ],

  // Label: the table's first column. Names: its second one, where that is the event in other words.
  events: [
    ...only(
      'desk',
      eventRows('AKUVOX-URL; AKUVOX-R5XP', {
        'setup-completed': ['Setup Completed'],
        registered: ['Registered'],
        unregistered: ['Unregistered'],
        'register-failed': ['Register Failed'],
        'off-hook': ['Off Hook'],
        'on-hook': ['On Hook'],
        'incoming-call': ['Incoming Call'],
        'call-established': ['Established'],
        'dnd-on': ['Open DND'],
        'dnd-off': ['Close DND'],
        'forward-always-on': ['Open Always FWD', 'Open Always Forward'],
        'forward-always-off': ['Close Always FWD', 'Close Always Forward'],
        'forward-busy-on': ['Open Busy FWD', 'Open Busy Forward'],
        'forward-busy-off': ['Close Busy FWD', 'Close Busy Forward'],
        'forward-no-answer-on': ['Open No Answer FWD', 'Open No Answer Forward'],
        'forward-no-answer-off': ['Close No Answer FWD', 'Close No Answer Forward'],
        'transfer-call': ['Transfer Call'],
        'blind-transfer': ['Blind Transfer'],
        'attended-transfer': ['Attended Transfer'],
        hold: ['Hold', 'Call hold'],
        unhold: ['UnHold'],
        mute: ['Mute'],
        unmute: ['UnMute', 'Un-mute'],
        'missed-call': ['Missed Call'],
        'ip-changed': ['IP Changed'],
        'forward-incoming-call': ['FWD Incoming Call', 'Forward Incoming Call'],
        'reject-incoming-call': ['Reject Incoming Call'],
        'answer-new-call': ['Answer New Call', 'Answer New-In Call'],
        'transfer-finished': ['Transfer Finished'],
        'transfer-failed': ['Transfer Failed'],
        'idle-to-busy': ['Idle To Busy'],
        'busy-to-idle': ['Busy To Idle'],
      }),
    ),
    // The last name of each is a door station's, which reports nothing else of calls.
    ...eventRows('AKUVOX-URL; LOCAL-AKUVOX; AKUVOX-MODELS', {
      'outgoing-call': ['Outgoing Call', 'Make Call'],
      'call-terminated': ['Terminated', 'Hang Up'],
    }),
    // Door stations. Label: the web page's; then the settings' own key, and the name in the URLs that their users configure.
    ...only(
      'door',
      ownEventRows('LOCAL-AKUVOX', 'door', {
        'relay-a-opened': ['Relay A Triggered', 'RelayATriggered', 'relay_a_triggered', 'relaytrigger'],
        ...triggers('relay', ['b', 'c', 'd'], 'opened'),
        ...closings('relay'),
        ...triggers('input', LETTERS, 'triggered'),
        ...closings('input'),
        'valid-code-entered': ['Valid Code Entered', 'ValidCodeEntered'],
        'invalid-code-entered': ['Invalid Code Entered', 'InvalidCodeEntered'],
        'valid-card-entered': ['Valid Card Entered', 'ValidCardEntered'],
        'invalid-card-entered': ['Invalid Card Entered', 'InvalidCardEntered'],
        'valid-face-recognized': ['Valid Face Recognition', 'ValidFaceRecognition'],
        'invalid-face-recognized': ['Invalid Face Recognition', 'InvalidFaceRecognition'],
        'valid-qr-code-entered': ['Valid QR Code Entered', 'ValidQRCodeEntered'],
        'invalid-qr-code-entered': ['Invalid QR Code Entered', 'InvalidQRCodeEntered'],
        ...Object.fromEntries(
          LETTERS.map((letter): [string, [string, string]] => [
            `break-in-${letter}`,
            [`Break In Alarm ${letter.toUpperCase()}`, `BreakInAlarm${letter.toUpperCase()}`],
          ]),
        ),
        'door-left-open-a': ['Alarm Door Opened Timeout A', 'AlarmDoorOpenedTimeoutA'],
        'door-left-open-b': ['Alarm Door Opened Timeout B', 'AlarmDoorOpenedTimeoutB'],
      }),
    ),
    ...only('door', eventRows('LOCAL-AKUVOX', { tamper: ['Tamper Alarm Triggered', 'TamperAlarmTriggered'] })),
  ],

  variables: [
    ...cite<VariableRow>('AKUVOX-URL', [
      { name: 'mac', field: 'phone.mac', label: 'MAC address', filled: ALWAYS },
      { name: 'ip', field: 'phone.ip', label: 'IP address', filled: ALWAYS },
      { name: 'model', field: 'phone.model', label: 'Model', filled: ALWAYS },
      { name: 'firmware', field: 'phone.firmware', label: 'Firmware', filled: ALWAYS },
      {
        name: 'active_url',
        field: 'account.uri',
        label: 'Account: user name @ server address',
        filled: IN_CALLS,
        freeText: true,
        guess: true,
      },
      { name: 'active_user', field: 'account.user', label: "Account's user name", filled: IN_CALLS, guess: true },
      { name: 'active_host', field: 'account.host', label: "Account's server", filled: IN_CALLS, guess: true },
      { name: 'local', field: 'local.uri', label: 'Own SIP name', filled: IN_CALLS, freeText: true, guess: true },
      {
        name: 'remote',
        field: 'remote.uri',
        label: "Other party's SIP name",
        filled: IN_CALLS,
        freeText: true,
        guess: true,
      },
      {
        name: 'display_local',
        field: 'local.name',
        label: 'Own display name',
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
      { name: 'call_id', field: 'call.id', label: 'Id of the active call', filled: IN_CALLS, guess: true },
    ]),
    // Of door stations; the page prints the first of each, those that follow are inferred.
    ...cite<VariableRow>('AKUVOX-KB', [
      { name: 'relay1status', label: 'Relay 1: 0 closed, 1 open', filled: DOOR_STATIONS },
      { name: 'relay2status', label: 'Relay 2: 0 closed, 1 open', filled: DOOR_STATIONS, guess: true },
      { name: 'relay3status', label: 'Relay 3: 0 closed, 1 open', filled: DOOR_STATIONS, guess: true },
      { name: 'relay4status', label: 'Relay 4: 0 closed, 1 open', filled: DOOR_STATIONS, guess: true },
      { name: 'input1status', label: 'Input 1', filled: DOOR_STATIONS, guess: true },
      { name: 'input2status', label: 'Input 2', filled: DOOR_STATIONS, guess: true },
      { name: 'input3status', label: 'Input 3', filled: DOOR_STATIONS, guess: true },
      { name: 'input4status', label: 'Input 4', filled: DOOR_STATIONS, guess: true },
    ]),
    ...cite<VariableRow>('LOCAL-AKUVOX', [
      { name: 'code', label: 'Door code that was typed', filled: DOOR_STATIONS, secret: true },
      { name: 'qrcode', label: 'Contents of the QR code', filled: DOOR_STATIONS, secret: true },
      { name: 'card_sn', label: 'Number of the card', filled: DOOR_STATIONS },
      { name: 'unlocktype', label: 'How the door was opened', filled: DOOR_STATIONS },
      { name: 'user_name', label: 'Name of who opened the door', filled: DOOR_STATIONS, freeText: true },
      { name: 'userid', label: 'Id of who opened the door', filled: DOOR_STATIONS },
      { name: 'time', label: "The station's time", filled: DOOR_STATIONS },
    ]),
  ],
  variableMarks: { before: '$', after: '' },

  keys: cite<KeyRow>('AKUVOX-URI', [
    { key: 'OK', label: 'OK' },
    { key: 'Cancel', label: 'Cancel' },
    { key: 'Speaker', label: 'Speaker' },
    { key: 'Forward', label: 'Forward' },
    { key: 'VolumeUp', label: 'Louder' },
    { key: 'VolumeDown', label: 'Quieter' },
    { key: '*', label: '* of the keypad' },
    { key: 'Pound', label: '# of the keypad' },
    { key: 'Hook', label: 'Hook' },
    { key: 'Home', label: 'Home' },
    { key: 'Mute', label: 'Mute' },
  ]),
  keypad: { '#': 'Pound' },

  http: {
    path: '/fcgi/do?keydown={key}',
    separator: '',
    digits: 'each',
    answer: {
      refusals: cite<Refusal>('AKUVOX-CLIENTS', [
        { words: 'User name or password is incorrect', code: 'UNAUTHORIZED', text: WRONG_LOGIN },
        { words: 'please use new interface', unknownRequest: true, text: 'it runs in high security mode' },
        {
          words: 'No handlers for this request',
          unknownRequest: true,
          text: 'its firmware does not know this command',
        },
        { json: 'retcode', is: ['-1'], unknownRequest: true, text: 'it could not do the command, or does not know it' },
        { json: 'retcode', is: ['-2'], text: 'it has no such relay: check the line, which is the number of the relay' },
        { json: 'retcode', is: ['-3'], text: `this is not switched on in it (${DOOR_PAGE})` },
        {
          json: 'retcode',
          is: ['-4'],
          code: 'UNAUTHORIZED',
          text: `in high security mode it wants the user name and password of ${DOOR_PAGE}`,
          guess: true,
        },
        { json: 'retcode', not: ['0'] },
      ]),
      source: 'AKUVOX-URI',
      guess: true,
    },
    source: 'AKUVOX-URI',
  },

  actions: {
    dial: [{ request: '/fcgi/do?action=MakeCall&number={number}[&line={account}]', source: 'AKUVOX-URI' }],
    answer: [
      { when: { via: 'speaker' }, keys: ['Speaker'], source: 'AKUVOX-URI', guess: true },
      { keys: ['OK'], source: 'AKUVOX-URI', guess: true },
    ],
    reject: [{ request: '/fcgi/do?action=CallEnd', source: 'AKUVOX-URI', guess: true }],
    hangup: perform('CallEnd'),
    hold: perform('Hold'),
    resume: perform('UnHold'),
    transfer: [
      { request: '/fcgi/do?action=Transfer', note: 'presses the soft key TRAN in a call', source: 'AKUVOX-URI' },
    ],
    conference: [
      {
        request: '/fcgi/do?action=Conference',
        note: 'presses the soft key Conference in a call',
        source: 'AKUVOX-URI',
      },
    ],
    dtmf: [{ keys: ['{digits}'], note: 'one request for each digit', source: 'AKUVOX-URI' }],
    cancel: press('Cancel'),
    mute: press('Mute'),
    'volume-up': press('VolumeUp'),
    'volume-down': press('VolumeDown'),
    'dnd-on': perform('DNDOn'),
    'dnd-off': perform('DNDOff'),
    // The first form is known in both modes of firmware 10 and later, with a login by Digest or Basic; before that firmware
    // there was the second alone, which names the login in the address.
    'open-door': [
      {
        series: ['door'],
        request: '/fcgi/OpenDoor?action=OpenDoor&DoorNum={line}',
        otherwise: '/fcgi/do?action=OpenDoor[&UserName={username}&Password={password}]&DoorNum={line}',
        note: 'line: the relay, 1 (A) or 2 (B); SA or SB for a security relay',
        source: 'AKUVOX-DOOR',
      },
      {
        series: ['door'],
        request: '/fcgi/OpenDoor?action=OpenDoor&DoorNum=1',
        otherwise: '/fcgi/do?action=OpenDoor[&UserName={username}&Password={password}]&DoorNum=1',
        note: 'door stations: relay A; with a line: that relay',
        source: 'AKUVOX-DOOR',
      },
    ],
    reboot: perform('Reboot'),
    autoprovision: perform('AutoPNow'),
    'factory-reset': perform('Reset'),
  },
  line: { account: { form: 'user', source: 'AKUVOX-URI' } },

  advice: [
    {
      status: 403,
      transport: 'http',
      text: "Active URI is off, or this address is not on the phone's allow list (Allowed Access IP List)",
      source: 'AKUVOX-URI',
    },
    {
      status: 401,
      transport: 'http',
      text: `the login is that of the phone's web page, at door stations that of ${DOOR_PAGE}`,
      source: 'AKUVOX-DOOR',
      guess: true,
    },
    {
      status: 503,
      transport: 'http',
      text: `a door station that is not switched to take commands answers so (${DOOR_PAGE})`,
      source: 'AKUVOX-CLIENTS',
    },
  ],
  setup: {
    actionUrl: 'Phone > Action URL (set Active to Enabled)',
    activeUri: 'Phone > Call Feature > Remote Control',
    allowList: 'Allowed Access IP List (an X stands for one digit: 192.168.11.XXX; addresses separated by commas)',
    source: 'AKUVOX-URL; AKUVOX-URI',
  },
};
