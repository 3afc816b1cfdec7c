import type { Filled, KeyRow, PostBody, Recipe, Series, VariableRow, VendorProfile } from '../profile';
import { cite, eventRows, ownEventRows } from '../rows';

const EVENTS = 'MITEL-68 ch. 5 Action URIs; AASTRA-67 ch. 5 and A';
const VARIABLES = 'AASTRA-XML 5.2';

const KEYS = 'AASTRA-XML 4.5 (pages 184, 185); AASTRA-KEYS';
const PROGRAMS = 'MITEL-PROGRAMS; AASTRA-KEYS';

/** "Located after the equals sign … the content of the HTTP POST is not url-encoded." */
const execute = (uri: string): PostBody => ({
  format: 'xml',
  parameter: 'xml',
  asIs: true,
  text: `<AastraIPPhoneExecute><ExecuteItem URI="${uri}"/></AastraIPPhoneExecute>`,
});
const press = (key: string, more: Partial<Recipe> = {}): Recipe => ({ keys: [key], source: PROGRAMS, ...more });

const ALWAYS: readonly Filled[] = [{ phases: ['always'] }];
const REGISTRATION: readonly Filled[] = [{ phases: ['registration'] }];

/**
 * Mitel 6800 and 6900 and the Aastra phones that they come from. They execute URIs that are posted to them as XML, by
 * whoever is in their list of servers. NOTIFY `aastra-xml`, which takes the same XML, is not written here: by SIP,
 * check-sync is all that goes to them.
 *
 * 128 characters hold the other party and little else, so most variables are left out of generated URLs.
 */
export const mitel: VendorProfile = {
  id: 'mitel',
  label: 'Mitel',
  sources: {
    'MITEL-68':
      'Mitel: "6800 Series SIP Phones, Release 4.2.0 Administrator Guide", chapter 5, Action URIs: ' +
      'https://manualshive.com/en/manual/mitel/6867i-premium/1807044?page=554, http://www.manualslib.com/manual/1040000/Mitel-6867i.html?page=550',
    'AASTRA-67':
      'Aastra: "6700i and 9000i Series Administrator Guide", Release 3.x, 41-001343-02: chapter 5, appendix A Action URI Settings: ' +
      'https://manualsdump.com/en/manuals/aastra_telecom-41-001343-02/257308/498, https://manualshive.com/en/manual/aastra/6730i/3263348?page=723',
    'AASTRA-XML':
      'Aastra: "XML Development Guide" PA-001011-03-04, July 2014: chapters 5.2 URL Variables and 6.2 Action URIs (pages 201 to 215)',
    'AASTRA-KEYS':
      'Aastra: "6700i and 9000i Series Administrator Guide", chapter 6, XML URI for Key Press Simulation (a key that the phone ' +
      'has not is discarded): https://manualsdump.com/en/manuals/aastra_telecom-41-001343-02/257308/550, ' +
      'http://www.manualslib.com/manual/746582/Aastra-9000i-Series.html?page=673',
    'AASTRA-PUSH':
      'Aastra: "XML Development Guide" PA-001011-03-04: chapters 3.10 PhoneExecute Object, 4.8 Dial and DialLine URIs, 5.4 XML ' +
      'Objects Pushed to the Phone; http://38.142.81.21:8001/manual/aastra/675-xi/specifications-english/page-208.html (189, 151)',
    'AASTRA-LIST':
      'Aastra: "IP Phone Administrator Guide", XML Push Requests: the phone looks for the sender in the XML Push Server List, ' +
      'xml application post list; https://manualsdump.com/en/manuals/aastra_telecom-57i_ct-55i-57i-53i/257291/413. Its example ' +
      'of a POST carries a Basic login: https://manualsdump.com/en/manuals/aastra_telecom-9480i-9143i-5i_series/258871/1112',
    'MITEL-PROGRAMS':
      'Public programs that control these phones by XML: a library in PHP that knows the 6920 to 6940 (POST / with xml= and ' +
      'text/xml), a phone driver of a load tester (Key:Goodbye ends a call, Key:Xfer, DialLine), a client for switchboards with ' +
      'a name for each key (Callers, Conf, Headset, Hold, Mute, Redial, Services, Speaker, Xfer)',
    'AASTRA-6865':
      'Aastra: "6865i User Guide", 41-001523-00, page 45: programmable keys 1 to 8; https://manualshive.com/ru/manual/aastra/6865i/449988?page=51',
    'AASTRA-NOOP':
      'Aastra: "IP Phone Administrator Guide", 41-001160-00, page G-26: "Using the NoOp Command", a blank URI that has no ' +
      'effect on the phone; https://manualsdump.com/en/manuals/aastra_telecom-c53i-57i_c53i/257242/566. A public program answers ' +
      'the Action URIs of Mitel phones with it',
    'MITEL-MODELS':
      'Mitel: "MiVoice Office Application Suite, 6900 Handset Engineering Guidelines": https://edocs.mitelcommunicationservice.com',
    FUSIONPBX:
      'FusionPBX: app/switch/resources/scripts/app/event_notify/index.lua (aastra), commit c7a00dcb of 2026-08-21; https://github.com/fusionpbx/fusionpbx',
    ASTERISK:
      'Asterisk: configs/samples/sip_notify.conf.sample (aastra-check-cfg); https://github.com/asterisk/asterisk',
    'USER-AGENT': 'A phone of this make as its requests name it: Mitel6920 MAC:14-00-E9-1F-03-EA V:6.4.0.140-SIP',
    'MITEL-FILES':
      'Mitel: "6800 Series SIP Phones, Administrator Guide", configuration file precedence: ' +
      'https://manualshive.com/ru/manual/mitel/6800-series/1807020?page=46',
  },

  series: [
    ...cite<Series>('MITEL-MODELS', [
      {
        id: '69xx',
        label: '6900',
        prefixes: ['6920', '6930', '6940', '6970'],
        models: ['6920', '6930', '6940', '6970'],
      },
    ]),
    ...cite<Series>('MITEL-68', [
      {
        id: '68xx',
        label: '6800',
        prefixes: ['6863', '6865', '6867', '6869', '6873', 'Aastra68'],
        models: ['6863i', '6865i', '6867i', '6869i', '6873i'],
      },
    ]),
    ...cite<Series>('AASTRA-67', [
      {
        id: '67xx',
        label: '6700i, 9000i',
        prefixes: ['6730i', '6731i', '6735i', '6737i', '6739i', '6753i', '6755i', '6757i', '9143i', '9480i', 'Aastra'],
        models: ['6730i', '6731i', '6735i', '6737i', '6739i', '6753i', '6755i', '6757i', '9143i', '9480i'],
      },
    ]),
  ],

  // Label: the web page's field (Advanced Settings > Action URI); then the parameter of the configuration files.
  events: [
    ...eventRows(EVENTS, {
      'setup-completed': ['Startup', 'action uri startup'],
      'incoming-call': ['Incoming Call', 'action uri incoming'],
      'outgoing-call': ['Outgoing Call', 'action uri outgoing'],
      'off-hook': ['Offhook', 'action uri offhook'],
      // "Triggered only when the phone was on an active call."
      'on-hook': ['Onhook', 'action uri onhook'],
      'call-established': ['Connected', 'action uri connected'],
      // From any state of a call into the idle state, also of one that nobody took.
      'call-terminated': ['Disconnected', 'action uri disconnected'],
    }),
    {
      event: 'registration-changed',
      category: 'account',
      label: 'Registration Event',
      names: ['action uri registration event'],
      byVariable: {
        variable: 'REGISTRATIONSTATE',
        values: {
          REGISTERED: 'registered',
          UNREGISTERED: 'unregistered',
          EXPIRED: 'register-failed',
          REFUSED: 'register-failed',
          TIMEOUT: 'register-failed',
        },
      },
      source: `${EVENTS}; AASTRA-XML 6.2.9`,
    },
    // "The first time the phone registers successfully a line": the event above tells it, too, and all that comes later.
    ...ownEventRows(`${EVENTS}; AASTRA-XML 6.2.8`, 'account', {
      'first-registered': ['Successful Registration', 'action uri registered'],
    }),
    ...ownEventRows(EVENTS, 'message', {
      'xml-notify-received': ['XML SIP Notify', 'action uri xml sip notify'],
    }),
    ...ownEventRows(EVENTS, 'device', { poll: ['Poll', 'action uri poll'] }),
  ],

  // The guide for developers says whose DISPLAYNAME is: the active line's, as all of the first five. The administrator guides
  // call it "associated with incoming caller", which may be when it can be had, or whose it is.
  variables: [
    ...cite<VariableRow>(VARIABLES, [
      { name: 'SIPUSERNAME', field: 'account.user', label: "Active line's user name", filled: ALWAYS, rare: true },
      {
        name: 'DISPLAYNAME',
        field: 'local.name',
        label: "Active line's display name",
        filled: ALWAYS,
        freeText: true,
        mayBeTheirs: true,
        rare: true,
      },
      { name: 'SIPAUTHNAME', label: "Active line's authentication name", filled: ALWAYS, rare: true },
      { name: 'PROXYURL', label: "Active line's proxy", filled: ALWAYS, rare: true },
      { name: 'ACTIVEPROXY', label: "Active line's proxy in use", filled: ALWAYS, rare: true },
      {
        name: 'INCOMINGNAME',
        field: 'remote.name',
        label: "Caller's name, of a call that came in",
        filled: [{ phases: ['incoming', 'talking', 'ended'] }],
        freeText: true,
      },
      {
        name: 'REMOTENUMBER',
        field: 'remote.number',
        label: "Other party's number",
        filled: [{ phases: ['incoming', 'outgoing', 'talking', 'ended'] }],
      },
      { name: 'LOCALIP', field: 'phone.ip', label: 'IP address', filled: ALWAYS, rare: true },
      // Also when the receiver is put down.
      {
        name: 'CALLDURATION',
        field: 'call.duration',
        label: 'Length of the call, in seconds',
        filled: [{ phases: ['talking', 'ended'] }],
        rare: true,
      },
      {
        name: 'CALLDIRECTION',
        field: 'call.direction',
        label: 'Incoming or Outgoing',
        filled: [{ phases: ['incoming', 'outgoing', 'talking', 'ended'] }],
        rare: true,
      },
      { name: 'REGISTRATIONSTATE', label: 'State of the registration', filled: REGISTRATION, rare: true },
      { name: 'REGISTRATIONCODE', label: "The registrar's answer", filled: REGISTRATION, rare: true },
      // At the end what the call was: CALLING failed, OUTGOING given up, INCOMING missed, CONNECTED held.
      { name: 'LINESTATE', label: 'State of the line before', filled: ALWAYS, rare: true },
    ]),
  ],
  // The guide for developers has the phone expect XML, and show an error for what it cannot read.
  eventReply: {
    contentType: 'text/xml',
    text: '<AastraIPPhoneExecute><ExecuteItem URI=""/></AastraIPPhoneExecute>',
    source: 'AASTRA-NOOP',
  },
  variableMarks: { before: '$$', after: '$$' },
  urlLimit: { characters: 128, source: 'AASTRA-67 A Action URI Settings' },

  // "The phone ignores … keys that are not physically present": what a model has of a numbered key no table tells.
  keys: cite<KeyRow>(KEYS, [
    { key: 'Line', label: 'Line key', numbered: { from: 1, to: 9 } },
    { key: 'KeyPad', label: 'Digit of the keypad', numbered: { from: 0, to: 9 } },
    { key: 'KeyPadStar', label: '* of the keypad' },
    { key: 'KeyPadPound', label: '# of the keypad' },
    // As many as the pictures of the 6739i have.
    { key: 'SoftKey', label: 'Soft key', numbered: { from: 1, to: 12 }, guess: true },
    { key: 'TopSoftKey', label: 'Soft key at the top of the display', numbered: { from: 1, to: 12 }, guess: true },
    ...cite<KeyRow>('AASTRA-KEYS; AASTRA-6865', [
      { key: 'PrgKey', label: 'Programmable key', numbered: { from: 1, to: 8 } },
    ]),
    ...[1, 2, 3].map((module) => ({
      key: `ExpMod${module}SoftKey`,
      label: `Key of expansion module ${module}`,
      numbered: { from: 1, to: 60 },
    })),
    { key: 'VolUp', label: 'Louder' },
    { key: 'VolDwn', label: 'Quieter' },
    ...cite<KeyRow>(PROGRAMS, [
      { key: 'Xfer', label: 'Transfer' },
      { key: 'Conf', label: 'Conference' },
      { key: 'Hold', label: 'Hold' },
      { key: 'Speaker', label: 'Speaker' },
      { key: 'Headset', label: 'Headset' },
      { key: 'Mute', label: 'Mute and back' },
      { key: 'Redial', label: 'Redial' },
      { key: 'Callers', label: 'Callers list' },
      { key: 'Services', label: 'Services' },
    ]),
    { key: 'Intercom', label: 'Intercom' },
    { key: 'Directory', label: 'Directory' },
    { key: 'Options', label: 'Options' },
    { key: 'Save', label: 'Save' },
    { key: 'Delete', label: 'Delete' },
    { key: 'Goodbye', label: 'Goodbye: end the call' },
    { key: 'Voicemail', label: 'Voice mail' },
    { key: 'NavUp', label: 'Navigation: up (not on a 6739i)' },
    // A public program has the other name.
    { key: 'NavDwn', doubtful: ['NavDown'], label: 'Navigation: down (not on a 6739i)' },
    { key: 'NavLeft', label: 'Navigation: left (not on a 6739i)' },
    { key: 'NavRight', label: 'Navigation: right (not on a 6739i)' },
  ]),
  keypad: { digit: 'KeyPad', '*': 'KeyPadStar', '#': 'KeyPadPound' },

  http: {
    path: '/',
    separator: '',
    digits: 'each',
    post: execute('Key:{key}'),
    // "It has no affect on the IP phone."
    probe: { request: '/', post: execute(''), source: 'AASTRA-NOOP' },
    answer: { source: PROGRAMS },
    source: 'AASTRA-PUSH 5.4',
  },
  line: { number: { first: 1, source: 'AASTRA-PUSH 4.8' } },
  actions: {
    dial: [{ request: '/', post: execute('Dial[Line:{line}]:{number}'), source: 'AASTRA-PUSH 4.8' }],
    // A key does what it does then: nothing tells what that was.
    answer: [
      press('Speaker', { when: { via: 'speaker' }, guess: true }),
      press('Headset', { when: { via: 'headset' }, source: 'MITEL-PROGRAMS' }),
      press('Speaker', { note: 'opens a line where nothing rings', guess: true }),
    ],
    hangup: [press('Goodbye')],
    hold: [press('Hold')],
    resume: [press('Hold', { note: 'toggles: holds a call that is not held', guess: true })],
    transfer: [press('Xfer')],
    conference: [press('Conf')],
    dtmf: [{ keys: ['{digits}'], source: KEYS }],
    mute: [press('Mute', { note: 'toggles' })],
    'volume-up': [press('VolUp', { source: KEYS })],
    'volume-down': [press('VolDwn', { source: KEYS })],
    redial: [press('Redial')],
    voicemail: [press('Voicemail', { source: KEYS })],
    reboot: [
      {
        request: '/',
        post: execute('Command: Reset'),
        note: 'waits until the phone is idle',
        source: 'AASTRA-PUSH 3.10.1',
      },
    ],
  },
  checkSync: {
    reboot: { event: 'check-sync;reboot=true', source: 'FUSIONPBX' },
    autoprovision: { event: 'check-sync', source: 'ASTERISK' },
  },

  advice: [
    {
      status: 401,
      transport: 'http',
      text: "the login is that of the phone's web page (admin), and this server must be in the XML Push Server List",
      source: 'AASTRA-LIST',
      guess: true,
    },
    {
      status: 403,
      transport: 'http',
      text: "this server's address must be in the XML Push Server List (xml application post list)",
      source: 'AASTRA-LIST',
      guess: true,
    },
  ],
  ouis: { prefixes: ['1400e9'], source: 'USER-AGENT' },
  provisioning: [
    {
      id: 'parameters',
      label: "Lines for the phone's own file",
      prefixes: [],
      // No name that a phone asks for: a file with nothing but these would take its accounts away.
      fileName: 'mitel-action-uris.txt',
      head: [
        '# Lines for startup.cfg, <model>.cfg or <MAC>.cfg: a file with nothing else would take the accounts away.',
      ],
      line: '{name}: {url}',
      tail: [],
      partial: 'no',
      source: 'AASTRA-67 A Action URI Settings; MITEL-FILES',
      parameters: {
        'setup-completed': ['action uri startup'],
        'registration-changed': ['action uri registration event'],
        'first-registered': ['action uri registered'],
        'incoming-call': ['action uri incoming'],
        'outgoing-call': ['action uri outgoing'],
        'off-hook': ['action uri offhook'],
        'on-hook': ['action uri onhook'],
        'call-established': ['action uri connected'],
        'call-terminated': ['action uri disconnected'],
        'xml-notify-received': ['action uri xml sip notify'],
        poll: ['action uri poll'],
      },
    },
  ],
  setup: {
    actionUrl: 'Advanced Settings > Action URI',
    activeUri: 'the XML Push Server List must have this server; firmware before 2.3 takes no keys',
    allowList: 'XML Push Server List (xml application post list): addresses or names, with commas',
    source: 'MITEL-68 ch. 5 Action URIs; AASTRA-LIST',
  },
};
