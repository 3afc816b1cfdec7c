import type { Filled, Series, VariableRow, VendorProfile } from '../profile';
import { cite, eventRows, ownEventRows } from '../rows';

const EVENTS = 'MITEL-68 ch. 5 Action URIs; AASTRA-67 ch. 5 and A';
const VARIABLES = 'AASTRA-XML 5.2';

const ALWAYS: readonly Filled[] = [{ phases: ['always'] }];
const REGISTRATION: readonly Filled[] = [{ phases: ['registration'] }];

/**
 * Mitel 6800 and 6900 and the Aastra phones that they come from. They report; what they do when told is XML that is
 * posted or sent as NOTIFY `aastra-xml`, which is not written here: by SIP, check-sync is all that goes to them.
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

  // The administrator guides call DISPLAYNAME "associated with incoming caller", which is when it can be had; whose it is
  // says the guide for developers: the active line's, as all of the first five.
  variables: [
    ...cite<VariableRow>(VARIABLES, [
      { name: 'SIPUSERNAME', field: 'account.user', label: "Active line's user name", filled: ALWAYS, rare: true },
      {
        name: 'DISPLAYNAME',
        field: 'local.name',
        label: "Active line's display name",
        filled: ALWAYS,
        freeText: true,
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

  keys: [],
  actions: {},
  checkSync: {
    reboot: { event: 'check-sync;reboot=true', source: 'FUSIONPBX' },
    autoprovision: { event: 'check-sync', source: 'ASTERISK' },
  },

  advice: [],
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
    activeUri: 'none: by SIP reboot and autoprovision alone',
    source: 'MITEL-68 ch. 5 Action URIs',
  },
};
