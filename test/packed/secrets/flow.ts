import * as secret from './canaries';
import type { Stage } from './stage';

const OURS = [
  'command',
  'patient',
  'events',
  'events-shared',
  'events-files',
  'events-strict',
  'events-closed',
  'events-own',
  'events-broken',
];
const place = { z: 'tab', x: 100, y: 100 };

/** Posts whole messages where the test can read them; `msg.req` and `msg.res` cannot be written as text. */
const posts = (url: string): object[] => [
  {
    id: 'dump',
    type: 'function',
    ...place,
    func: 'const { req, res, ...rest } = msg; return { payload: rest };',
    outputs: 1,
    wires: [['post']],
  },
  // What the sender wrote stays in the message that failed: that is his own.
  {
    id: 'dump-error',
    type: 'function',
    ...place,
    func: 'const { req, res, payload, ...rest } = msg; return { payload: rest };',
    outputs: 1,
    wires: [['post']],
  },
  { id: 'post', type: 'http request', ...place, method: 'POST', url, ret: 'txt', paytoqs: 'ignore', wires: [[]] },
];

/**
 * Every place where a secret can be typed, filled with one.
 *
 * @param url where messages, errors and statuses are posted
 * @param ports of the listeners with TLS, one with a wrong passphrase
 */
export function secretsFlow(
  stage: Stage,
  url: string,
  ports: { tls: number; broken: number; files: number },
): object[] {
  return [
    { id: 'tab', type: 'tab', label: 'secrets' },
    tls('tls-good', secret.PASSPHRASE),
    tls('tls-bad', secret.WRONG_PASSPHRASE),
    ...phones(stage),
    {
      ...{ id: 'shared', type: 'phone-listener', path: '/shared', previousUntil: '2999-12-31', guarded: true },
      credentials: { token: secret.TOKEN, previousToken: secret.PREVIOUS_TOKEN },
    },
    {
      ...{ id: 'files', type: 'phone-listener', path: '/files', port: `127.0.0.1:${ports.files}`, setup: 'watch' },
      credentials: { token: secret.TOKEN, setupKey: secret.SETUP_KEY },
    },
    { id: 'phone-files', type: 'voip-phone', name: 'files', vendor: 'yealink', mac: secret.MAC, setup: 'files' },
    events('events-files', { listener: 'files', credentials: {} }),
    events('events', {}),
    events('events-shared', { listener: 'shared', credentials: {} }),
    events('events-strict', { path: '/strict', allow: '192.0.2.1' }),
    events('events-closed', { path: '/closed', allow: 'nonsense' }),
    events('events-own', { port: `127.0.0.1:${ports.tls}`, tls: 'tls-good' }),
    events('events-broken', { port: `127.0.0.1:${ports.broken}`, tls: 'tls-bad' }),
    { id: 'ask', type: 'http in', ...place, method: 'post', url: '/command', wires: [['split']] },
    {
      id: 'split',
      type: 'function',
      ...place,
      func: 'msg.phone = msg.payload.phone; msg.payload = msg.payload.payload; return msg.phone === "stuck" ? [null, msg] : msg;',
      outputs: 2,
      wires: [['command'], ['patient']],
    },
    commands('command', '2'),
    commands('patient', '60'),
    { id: 'failed', type: 'catch', ...place, scope: OURS, uncaught: false, wires: [['dump-error', 'tell']] },
    {
      id: 'tell',
      type: 'function',
      ...place,
      func: 'msg.payload = msg.error; return msg.res ? msg : null;',
      outputs: 1,
      wires: [['answer']],
    },
    { id: 'answer', type: 'http response', ...place, wires: [] },
    // Not the status of "post" itself: it would never end.
    { id: 'statuses', type: 'status', ...place, scope: OURS, wires: [['dump']] },
    ...posts(url),
  ];
}

function phones(stage: Stage): object[] {
  const admin = (password: string): object => ({ username: 'admin', password });
  return [
    phone('digest', stage.digest.port, { ...admin(secret.PASSWORD), doorCode: secret.DOOR_CODE }),
    // oxlint-disable-next-line no-template-curly-in-string -- Node-RED's own notation
    phone('env', stage.env.port, admin(`\${${secret.ENV_NAME}}`)),
    phone('wrong', stage.digest.port, { ...admin(secret.WRONG_PASSWORD), doorCode: secret.BAD_DOOR_CODE }),
    phone('moody', stage.moodyPort, admin(secret.PASSWORD), {
      vendor: 'generic',
      path: `/servlet?username=admin&password=${secret.PATH_PASSWORD}&key=`,
      separator: ';',
    }),
    phone('silent', stage.silent.port, admin(secret.PASSWORD)),
    phone('stuck', stage.silent.port, admin(secret.PASSWORD)),
    phone('garbage', stage.garbage.port, admin(secret.PASSWORD)),
    phone('dead', stage.deadPort, admin(secret.PASSWORD)),
    phone('nowhere', 0, admin(secret.PASSWORD), { host: '', port: '', mac: '0c383e000001' }),
    phone('desk', stage.digest.port, admin(secret.PASSWORD), { vendor: 'fanvil', model: 'X6' }),
    phone(
      'sip',
      0,
      { sipUsername: 'pbx', sipPassword: secret.SIP_PASSWORD, doorCode: secret.DOOR_CODE },
      { port: '', transport: 'sip', sipUri: stage.sip.uri },
    ),
    phone(
      'sip-wrong',
      0,
      { sipUsername: 'pbx', sipPassword: secret.WRONG_PASSWORD },
      { port: '', transport: 'sip', sipUri: stage.sip.uri },
    ),
  ];
}

function phone(name: string, port: number, credentials: object, properties: object = {}): object {
  return {
    id: `phone-${name}`,
    type: 'voip-phone',
    name,
    vendor: 'fanvil',
    host: '127.0.0.1',
    port: String(port),
    protocol: 'http',
    transport: 'http',
    credentials,
    ...properties,
  };
}

function commands(id: string, timeout: string): object {
  return {
    id,
    type: 'active-uri out',
    ...place,
    phone: 'phone-digest',
    timeout,
    retries: '0',
    wires: [['dump', 'answer']],
  };
}

function events(id: string, properties: object): object {
  return {
    id,
    type: 'action-url in',
    ...place,
    path: '/phone',
    events: [],
    unknownEvents: id === 'events-own',
    credentials: { token: secret.TOKEN },
    wires: [['dump']],
    ...properties,
  };
}

function tls(id: string, passphrase: string): object {
  return {
    id,
    type: 'tls-config',
    name: `${id} of the phones`,
    cert: '',
    key: '',
    ca: '',
    certname: 'server.pem',
    keyname: 'key.pem',
    verifyservercert: true,
    credentials: { certdata: secret.CERTIFICATE, keydata: secret.KEY, passphrase },
  };
}
