import { type Printed, tablesOf } from '../printed';
import type { VendorDocuments } from '../vendor-documents';

// Typed from the guides: [name, event]. First the web page's fields, in the order of the table "Action URIs".
export const MITEL_TABLE = [
  ['Startup', 'setup-completed'],
  ['Successful Registration', 'first-registered'],
  ['Registration Event', 'registration-changed'],
  ['Incoming Call', 'incoming-call'],
  ['Outgoing Call', 'outgoing-call'],
  ['Offhook', 'off-hook'],
  ['Onhook', 'on-hook'],
  ['Connected', 'call-established'],
  ['Disconnected', 'call-terminated'],
  ['XML SIP Notify', 'xml-notify-received'],
  ['Poll', 'poll'],
] as const;

/** Parameters of aastra.cfg, startup.cfg, <MAC>.cfg. */
export const MITEL_PARAMETERS = [
  ['action uri startup', 'setup-completed'],
  ['action uri registered', 'first-registered'],
  ['action uri registration event', 'registration-changed'],
  ['action uri incoming', 'incoming-call'],
  ['action uri outgoing', 'outgoing-call'],
  ['action uri offhook', 'off-hook'],
  ['action uri onhook', 'on-hook'],
  ['action uri connected', 'call-established'],
  ['action uri disconnected', 'call-terminated'],
  ['action uri xml sip notify', 'xml-notify-received'],
  ['action uri poll', 'poll'],
] as const;

/** "Registration states can be", in the guide for administrators in small letters, in that for developers in capitals. */
export const MITEL_STATES = [
  ['registered', 'registered'],
  ['UNREGISTERED', 'unregistered'],
  ['expired', 'register-failed'],
  ['REFUSED', 'register-failed'],
  ['TIMEOUT', 'register-failed'],
] as const;

// [name, field, when it is filled]
export const MITEL_VARIABLES: readonly string[][] = [
  ['SIPUSERNAME', 'account.user', 'always'],
  ['DISPLAYNAME', 'local.name', 'always'],
  ['SIPAUTHNAME', '', 'always'],
  ['PROXYURL', '', 'always'],
  ['ACTIVEPROXY', '', 'always'],
  ['INCOMINGNAME', 'remote.name', 'incoming talking ended'],
  ['REMOTENUMBER', 'remote.number', 'incoming outgoing talking ended'],
  ['LOCALIP', 'phone.ip', 'always'],
  ['CALLDURATION', 'call.duration', 'talking ended'],
  ['CALLDIRECTION', 'call.direction', 'incoming outgoing talking ended'],
  ['REGISTRATIONSTATE', '', 'registration'],
  ['REGISTRATIONCODE', '', 'registration'],
  ['LINESTATE', '', 'always'],
];

const pushed = (uri: string): string =>
  `POST / xml=<AastraIPPhoneExecute><ExecuteItem URI="${uri}"/></AastraIPPhoneExecute>`;

/**
 * Typed from "XML URI for Key Press Simulation" of the guides for administrators (releases 2.4 to 3.3), from pages 151, 185,
 * 189 and 208 of the guide for developers, and from what public programs send.
 */
export const MITEL: Printed = {
  events: MITEL_TABLE,
  elsewhere: MITEL_PARAMETERS,
  keys: `
    Line1
    Line9
    KeyPad0
    KeyPad9
    KeyPadStar
    KeyPadPound
    SoftKey1
    SoftKey12
    TopSoftKey1
    TopSoftKey12
    PrgKey1
    PrgKey8
    ExpMod1SoftKey1
    ExpMod1SoftKey60
    ExpMod2SoftKey1
    ExpMod2SoftKey60
    ExpMod3SoftKey1
    ExpMod3SoftKey60
    VolUp
    VolDwn
    Xfer
    Conf
    Hold
    Speaker
    Headset
    Mute
    Redial
    Callers
    Services
    Intercom
    Directory
    Options
    Save
    Delete
    Goodbye
    Voicemail
    NavUp
    NavDwn
    NavLeft
    NavRight
  `,
  disruptive: [],
  variables: MITEL_VARIABLES,
  actions: {
    dial: [pushed('Dial[Line:{line}]:{number}')],
    answer: ['speaker: Speaker ?', 'headset: Headset', 'Speaker ?'],
    hangup: ['Goodbye'],
    hold: ['Hold'],
    resume: ['Hold ?'],
    transfer: ['Xfer'],
    conference: ['Conf'],
    dtmf: ['{digits}'],
    mute: ['Mute'],
    'volume-up': ['VolUp'],
    'volume-down': ['VolDwn'],
    redial: ['Redial'],
    voicemail: ['Voicemail'],
    reboot: [pushed('Command: Reset')],
  },
  captures: [],
  commands: [
    [{ action: 'dial', number: '12345' }, [pushed('Dial:12345')]],
    [{ action: 'dial', number: '12345', line: 2 }, [pushed('DialLine:2:12345')]],
    ['Directory', [pushed('Key:Directory')]],
    [
      ['KeyPadPound', '#', '7', '0', '*'],
      ['Pound', 'Pound', '7', '0', 'Star'].map((sign) => pushed(`Key:KeyPad${sign}`)),
    ],
    [{ action: 'hangup' }, [pushed('Key:Goodbye')]],
    [{ action: 'answer', via: 'headset' }, [pushed('Key:Headset')]],
    [{ action: 'reboot' }, [pushed('Command: Reset')]],
    ['ExpMod2SoftKey60', [pushed('Key:ExpMod2SoftKey60')]],
  ],
  impossible: [
    { action: 'hangup', call: '1' },
    { action: 'reject' },
    { action: 'transfer', number: '1' },
    { action: 'dnd-on' },
    { action: 'forward-on', number: '1', type: 'always' },
    { action: 'factory-reset' },
    { action: 'autoprovision' },
    { action: 'open-door' },
  ],
};

export const documents: VendorDocuments = tablesOf(MITEL);
