import type { KeyRow, PostBody, Recipe, Refusal, Series, VendorProfile } from '../profile';
import { cite, ownEventRows } from '../rows';

/** What a table of keys has columns for; older phones are in none, so nothing is ruled out for them. */
const COLUMNS = [
  ...['7800', '7832', '8800', '8875', '8831', '8832', '9800', '9871'],
  ...['mpp-6800', 'mpp-7800', 'mpp-7832', 'mpp-8800', '9821', '8821'],
];
const MPP = ['mpp-6800', 'mpp-7800', 'mpp-7832', 'mpp-8800'];
/** Phones that a Communications Manager knows, with a key for whatever the table asks of them. */
const LARGE = ['8800', '9800', '9871'];

const KEYS = 'CISCO-XSI Internal URI Features, Key';

/** A row of the tables. @param on the columns in which it is supported */
function supported(key: string, label: string, on: readonly string[], more: Partial<KeyRow> = {}): KeyRow {
  const notOn = COLUMNS.filter((column) => !on.includes(column));
  return { key, label, ...(notOn.length > 0 && { notOn }), ...more, source: KEYS };
}
const without = (...columns: readonly string[]): string[] => COLUMNS.filter((column) => !columns.includes(column));

/** "Root element of an execute request, may contain up to 3 ExecuteItem elements", as the parameter XML of a form. */
const execute = (uri: string): PostBody => ({
  format: 'xml',
  parameter: 'XML',
  text: `<CiscoIPPhoneExecute><ExecuteItem Priority="0" URL="${uri}"/></CiscoIPPhoneExecute>`,
});
const press = (key: string, series?: readonly string[], more: Partial<Recipe> = {}): Recipe => ({
  keys: [key],
  source: KEYS,
  ...(series && { series }),
  ...more,
});

/**
 * Cisco IP phones: of a Communications Manager (6900 to 9900, 78xx, 88xx, 98xx), multiplatform phones (3PCC) and SPA. They
 * execute URIs that are posted to them as XML. They have no Action URL but the Action Button of the 98xx.
 */
export const cisco: VendorProfile = {
  id: 'cisco',
  label: 'Cisco',
  sources: {
    'CISCO-XSI':
      'Cisco: "Cisco Unified IP Phone Services Application Development Notes for Cisco Unified Communications Manager and ' +
      'Multiplatform Phones", chapter Internal URI Features: Key URIs by series, Dial; errors 1 to 4; ' +
      'https://docslib.org/doc/7227063/cisco-unified-ip-phone-services-application-development-notes-for-cisco-unified-communications-manager-and-multiplatform-phones',
    'CISCO-OL20949':
      'Cisco: "Cisco Unified IP Phone Services Application Development Notes", release 7.1(3), OL-20949-01, pages 5-2 (Key) ' +
      'and 5-13 (Dial: 0123456789#*ABCD); https://manualsdump.com/en/manuals/cisco_systems-ol-20949-01/257218/61',
    USECALLMANAGER:
      'USECALLMANAGER.nz: "CGI Execute": POST to /CGI/Execute with the parameter XML, Basic with an authenticationURL; ' +
      'https://usecallmanager.nz/cgi-execute.html',
    'CISCO-MPP':
      'Cisco: "IP Phone 6800 Series Multiplatform Phones Administration Guide", page 142: CISCO XML EXE Auth Mode (trusted, ' +
      'local credential by Digest, remote credential); https://manualshive.com/en/manual/cisco/6800-series/19535?page=156',
    'CISCO-SPA':
      'Cisco: "SPA300 Series, SPA500 Series, and WIP310 IP Phone Administration Guide", page 105: CGI/Execute and its ' +
      'authentication; https://www.easymanua.ls/cisco/spa301/manual?p=106',
    'CISCO-RESYNC':
      'Cisco: "Provision your phones for a BroadWorks server", resync by http://<phone>/admin/resync; ' +
      'https://help.webex.com/en-us/article/xwj2cdb/Provision-your-phones-for-a-BroadWorks-server',
    'CISCO-BUTTON':
      'Cisco: "Configure the Action Button for 9800", a custom service is a URL that the button fetches; ' +
      'https://help.webex.com/n22c0wy, https://help-client-ui.prod-adxb-general1.wbx2.com/en-us/article/1hrvr5',
    'CISCO-PROGRAMS':
      'Public programs that control Cisco phones by CGI/Execute (answers CiscoIPPhoneError Number="4", ResponseItem ' +
      'Status="0" Data="Success"; Release to end a call; DeviceInformationX; /admin/reboot), several of them',
    FUSIONPBX:
      'FusionPBX: event_notify and the provisioning templates cisco/88xx (CISCO_XML_EXE_Enable, Enable_Direct_Action_Url), ' +
      'commit c7a00dcb of 2026-08-21; https://github.com/fusionpbx/fusionpbx',
  },

  series: cite<Series>('CISCO-XSI Internal URI Features; CISCO-SPA', [
    { id: '7800', label: '7811 to 7861', prefixes: ['78', 'CP-78'], models: ['7811', '7821', '7841', '7861'] },
    { id: '7832', label: '7832', prefixes: ['7832', 'CP-7832'], models: ['7832'] },
    {
      id: '8800',
      label: '8811 to 8865',
      prefixes: ['88', 'CP-88'],
      models: ['8811', '8841', '8845', '8851', '8861', '8865'],
    },
    { id: '8875', label: '8875', prefixes: ['8875', 'CP-8875'], models: ['8875'] },
    { id: '8831', label: '8831', prefixes: ['8831', 'CP-8831'], models: ['8831'] },
    { id: '8832', label: '8832', prefixes: ['8832', 'CP-8832'], models: ['8832'] },
    { id: '9800', label: '9811 to 9861', prefixes: ['98', 'DP-98'], models: ['9811', '9841', '9851', '9861'] },
    { id: '9871', label: '9871', prefixes: ['9871', 'DP-9871'], models: ['9871'] },
    {
      id: 'mpp-6800',
      label: '6821 to 6871 multiplatform',
      prefixes: ['6821', '6841', '6851', '6861', '6871', 'CP-68'],
      models: ['6821', '6841', '6851', '6861', '6871'],
    },
    {
      id: 'mpp-7800',
      label: '7811 to 7861 multiplatform',
      prefixes: ['7811-3PCC', '7821-3PCC', '7841-3PCC', '7861-3PCC'].flatMap((model) => [model, `CP-${model}`]),
      models: ['7811-3PCC', '7821-3PCC', '7841-3PCC', '7861-3PCC'],
    },
    { id: 'mpp-7832', label: '7832 multiplatform', prefixes: ['7832-3PCC', 'CP-7832-3PCC'], models: ['7832-3PCC'] },
    {
      id: 'mpp-8800',
      label: '8811 to 8865 multiplatform',
      prefixes: ['8811-3PCC', '8841-3PCC', '8845-3PCC', '8851-3PCC', '8861-3PCC', '8865-3PCC'].flatMap((model) => [
        model,
        `CP-${model}`,
      ]),
      models: ['8811-3PCC', '8841-3PCC', '8845-3PCC', '8851-3PCC', '8861-3PCC', '8865-3PCC'],
    },
    { id: '9821', label: '9821', prefixes: ['9821', 'CP-9821'], models: ['9821'] },
    { id: '8821', label: '8821', prefixes: ['8821', 'CP-8821'], models: ['8821'] },
    { id: 'spa', label: 'SPA300, SPA500', prefixes: ['SPA3', 'SPA5'], models: ['SPA303', 'SPA504G', 'SPA525G2'] },
  ]),

  events: ownEventRows('CISCO-BUTTON', 'feature', { 'action-button': ['Action Button'] }).map((row) => ({
    ...row,
    series: ['9800', '9871'],
  })),
  variables: [],
  variableMarks: { before: '$', after: '' },

  keys: [
    supported('KeyPad', 'Digit of the keypad', COLUMNS, { numbered: { from: 0, to: 9 } }),
    supported('KeyPadStar', '* of the keypad', COLUMNS),
    supported('KeyPadPound', '# of the keypad', COLUMNS),
    supported('Line', 'Line key', without('7832', '8875', '8831', '8832', 'mpp-7832'), {
      numbered: { from: 1, to: 120, perSeries: { '9821': 6, '8821': 6 } },
    }),
    supported('Feature', 'Feature key', [...LARGE, '9821'], {
      numbered: { from: 1, to: 120, perSeries: { '9821': 1 } },
    }),
    supported('FixedFeature', 'Transfer, conference, hold (1 to 3)', [...LARGE, '9821'], {
      numbered: { from: 1, to: 3 },
    }),
    supported('Session', 'Session key', ['8800'], { numbered: { from: 1, to: 6 } }),
    supported('Soft', 'Soft key under the display', without('8875', '9871'), {
      numbered: {
        from: 1,
        to: 5,
        perSeries: {
          ...Object.fromEntries(['7800', '7832', '9800', ...MPP].map((series) => [series, 4])),
          '8821': 2,
          '9821': 1,
        },
      },
    }),
    supported('Speaker', 'Speaker', without('mpp-7832')),
    supported('Headset', 'Headset', without('7832', '8831', '8832', 'mpp-7832', '9821', '8821')),
    supported('Mute', 'Mute and back', without('8831', '8832', 'mpp-7832')),
    supported('Hold', 'Hold and resume', without('7832', '8831', '8832')),
    supported('Release', 'End the call', [...LARGE, '8875', '9821']),
    supported('VolUp', 'Louder', COLUMNS),
    // The tables of the 78xx and 98xx print the other name.
    supported('VolDwn', 'Quieter', COLUMNS, { aliases: ['VolDown'] }),
    supported('Messages', 'Voice mail', without('7832', '8831', '8832', 'mpp-7832', '8821')),
    supported('Directories', 'Directories', without('7832', '8831', '8832', '8821')),
    supported('Contacts', 'Contacts', [...LARGE, '8875', '9821']),
    supported('Services', 'Services', ['7800', ...LARGE, '8875', '9821']),
    supported('Applications', 'Applications', ['7800', ...LARGE, '8875', '9821']),
    supported('Settings', 'Settings', ['7800', ...LARGE, '9821']),
    supported('Info', 'Information', ['7800', ...MPP]),
    supported('KEMPage', 'Page of the key expansion module', LARGE),
    supported('PTT', 'Push to talk', ['9821', '8821']),
    supported('NavUp', 'Navigation: up', without('8875', '8831', '9871')),
    supported('NavDwn', 'Navigation: down', without('8875', '8831', '9871')),
    supported('NavSelect', 'Navigation: select', without('8875', '8831', '9871')),
    supported('NavLeft', 'Navigation: left', ['8800', '9800', 'mpp-8800', '9821', '8821']),
    supported('NavRight', 'Navigation: right', ['8800', '9800', 'mpp-8800', '9821', '8821']),
    supported('NavBack', 'Navigation: back', ['mpp-8800', '9821']),
    // "In PhoneOS 3.1(1) and later versions": the same as FixedFeature1 and 2.
    ...cite<KeyRow>(KEYS, [
      { key: 'Transfer', label: 'Transfer', series: ['9800', '9871', '9821'] },
      { key: 'Conference', label: 'Conference', series: ['9800', '9871'] },
    ]),
    ...cite<KeyRow>('CISCO-OL20949 5-2', [
      { key: 'AppMenu', label: 'Menu of applications, of older phones', notOn: COLUMNS },
    ]),
  ],
  keypad: { digit: 'KeyPad', '*': 'KeyPadStar', '#': 'KeyPadPound' },

  http: {
    path: '/CGI/Execute',
    separator: '',
    digits: 'each',
    post: execute('Key:{key}'),
    probe: { request: '/DeviceInformationX', source: 'CISCO-PROGRAMS' },
    answer: {
      refusals: cite<Refusal>('CISCO-XSI Internal URI Features, RTP Streaming; CISCO-PROGRAMS', [
        {
          xml: 'CiscoIPPhoneError',
          attribute: 'Number',
          is: ['4'],
          code: 'UNAUTHORIZED',
          text: 'it wants another login: that of a user whose controlled devices have this phone, or of the authentication URL',
        },
        { xml: 'CiscoIPPhoneError', attribute: 'Number' },
        { xml: 'ResponseItem', attribute: 'Status', not: ['0'] },
      ]),
      source: 'CISCO-PROGRAMS',
    },
    source: 'USECALLMANAGER; CISCO-MPP; CISCO-SPA',
  },
  checkSync: {
    reboot: { event: 'check-sync', source: 'FUSIONPBX' },
    autoprovision: { event: 'check-sync', source: 'FUSIONPBX' },
  },

  actions: {
    dial: [
      {
        request: '/CGI/Execute',
        post: execute('Dial:{number}'),
        source: 'CISCO-XSI Internal URI Features, Dial; CISCO-OL20949 5-13',
      },
    ],
    // "If the button is not present on the phone … the event is discarded": nothing tells what it did.
    answer: [
      press('Speaker', undefined, { when: { via: 'speaker' }, guess: true }),
      press('Headset', undefined, { when: { via: 'headset' }, guess: true }),
      press('Speaker', undefined, { note: 'opens a line where nothing rings', guess: true }),
    ],
    hangup: [{ keys: ['Release'], source: `${KEYS}; CISCO-PROGRAMS` }],
    hold: [
      // "The Cisco IP Phone 8800 Series uses Key:FixedFeature3 instead of Key:Hold."
      press('FixedFeature3', ['8800']),
      press('Hold'),
    ],
    resume: [
      press('FixedFeature3', ['8800'], { note: 'toggles: holds a call that is not held', guess: true }),
      press('Hold', undefined, { note: 'toggles: holds a call that is not held', guess: true }),
    ],
    transfer: [press('FixedFeature1', LARGE)],
    conference: [press('FixedFeature2', LARGE)],
    dtmf: [{ keys: ['{digits}'], source: KEYS }],
    mute: [press('Mute', undefined, { note: 'toggles' })],
    'volume-up': [press('VolUp')],
    'volume-down': [press('VolDwn', [...without('7800', '7832', '9800', '9871'), 'spa']), press('VolDown')],
    voicemail: [press('Messages')],
    reboot: [{ request: '/admin/reboot', series: ['spa', ...MPP], source: 'CISCO-PROGRAMS; FUSIONPBX', guess: true }],
    autoprovision: [{ request: '/admin/resync', series: ['spa', ...MPP], source: 'CISCO-RESYNC; FUSIONPBX' }],
  },

  advice: [
    {
      status: 401,
      transport: 'http',
      text:
        'the login is that of a user whose controlled devices have this phone (multiplatform phones: by CISCO XML EXE Auth ' +
        'Mode)',
      source: 'USECALLMANAGER; CISCO-MPP',
    },
    {
      status: 403,
      transport: 'http',
      text: 'CISCO XML EXE Enable may be No (Voice > Phone)',
      source: 'FUSIONPBX; CISCO-MPP',
      guess: true,
    },
    {
      status: 404,
      transport: 'http',
      text: 'CISCO XML EXE Enable may be No (Voice > Phone), or Web Access be read only',
      source: 'FUSIONPBX; CISCO-MPP',
      guess: true,
    },
    {
      code: 'UNREACHABLE',
      transport: 'http',
      text: "the phone's web server may be off: set Web Access to Enabled in the Communications Manager",
      source: 'USECALLMANAGER',
      guess: true,
    },
  ],
  setup: {
    actionUrl:
      '98xx alone: Phone > Action Button, function Custom, with the URL as Service Destination; other models report nothing',
    activeUri:
      'Communications Manager: Web Access enabled, a user with this phone among the controlled devices; multiplatform phones: ' +
      'Voice > Phone > XML Service, CISCO XML EXE Enable and Auth Mode',
    source: 'CISCO-BUTTON; USECALLMANAGER; CISCO-MPP; CISCO-SPA',
  },
};
