import type { VendorProfile } from '../../../nodes/lib/vendors';

const source = 'sketch';
const bare = {
  sources: { sketch: 'docs/architecture.md' },
  series: [],
  events: [],
  variables: [],
  variableMarks: { before: '$', after: '' },
  keys: [],
  advice: [],
  actions: {},
} as const;

/** A password in each query, a JSON answer, `:` between keys. */
export const grandstream: VendorProfile = {
  ...bare,
  id: 'grandstream',
  label: 'Grandstream',
  keys: ['OK', 'MPK1', 'ONHOOK'].map((key) => ({ key, label: key, source })),
  http: {
    path: '/cgi-bin/api-send_key?passcode={password}&keys=',
    separator: ':',
    answer: { json: { property: 'response.state', success: 'success' }, source },
    source,
  },
  actions: {
    dial: [{ request: '/cgi-bin/api-make_call?passcode={password}&phonenumber={number}[&account={line}]', source }],
    hangup: [{ request: '/cgi-bin/api-phone_operation?passcode={password}&cmd=endcall', source }],
    dtmf: [{ keys: ['{digits}'], source }],
  },
};

/** `&` straight after the path, one key a request. */
export const htek: VendorProfile = {
  ...bare,
  id: 'htek',
  label: 'Htek',
  keys: ['OK', 'POUND', '*'].map((key) => ({ key, label: key, source })),
  keypad: { '#': 'POUND' },
  http: { path: '/Phone_ActionURL&Command=3&key={key}', separator: '', digits: 'each', answer: { source }, source },
  actions: {
    dial: [{ request: '/Phone_ActionURL&Command=1&Number={number}[&Account={line}]', source }],
    dtmf: [{ keys: ['{digits}'], source }],
  },
};

/** Two series, recipes by series and by what they are told. */
export const httpTwin: VendorProfile = {
  ...bare,
  id: 'twin',
  label: 'Twin',
  series: [
    { id: 'big', label: 'Big', prefixes: ['B'], models: ['B1'], source },
    { id: 'small', label: 'Small', prefixes: ['S'], models: ['S1'], source },
  ],
  keys: [
    { key: 'OK', label: 'OK', source },
    { key: 'LINE', label: 'Line', numbered: { from: 1, to: 6, perSeries: { small: 2 } }, source },
    { key: 'wide', label: 'Wide', series: ['big'], source },
    { key: 'Reboot', label: 'Restart', disruptive: true, source },
  ],
  keypad: { '#': 'POUND' },
  http: { path: '/control?key=', separator: ';', answer: { source }, source },
  actions: {
    dial: [
      { when: { via: 'speaker' }, keys: ['SPEAKER', '[LINE{line}]', '{number}', 'OK'], source },
      { request: '?number={number}[&outgoing_uri={line}]', source },
    ],
    answer: [
      { keys: ['wide'], series: ['big'], source },
      { keys: ['OK'], series: ['small'], source },
    ],
    transfer: [
      { when: { type: 'blind' }, keys: ['BLIND', '{number}'], series: ['big'], source },
      { keys: ['TRANSFER', '{number}'], source },
    ],
    conference: [{ when: { type: 'attended' }, keys: ['OK'], source }],
    pickup: [{ keys: ['wide'], source }],
    park: [{ request: '/whole?n={number}', source }],
    split: [{ keys: ['wide'], series: ['big'], source }],
    'open-door': [{ keys: ['LOCK', '{code}'], suffix: '&code={code}', source }],
    'set-display-name': [{ request: '?line={line};displayname={text}', source }],
    mute: [{ request: '?do=mute&pin={password}', source }],
    reboot: [{ keys: ['Reboot'], source }],
  },
  line: { number: { source } },
};

/** The same by both transports. */
export const twin: VendorProfile = {
  ...httpTwin,
  sip: { event: 'ACTION-URI', contentType: 'message/sipfrag', source },
};

/** Reports alone. */
export const mitel: VendorProfile = { ...bare, id: 'mitel', label: 'Mitel' };
