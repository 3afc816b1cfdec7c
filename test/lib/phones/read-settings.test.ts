import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { missingSetting, readPhoneSettings } from '../../../nodes/lib/phones/read-settings';
import { phoneSettings } from './phones';
import { builtIn } from '../../support/vendors';

// oxlint-disable no-template-curly-in-string -- Node-RED's own notation
/** Without one of these nobody knows where or how to send. */
const STRICT = [
  'vendor',
  'host',
  'port',
  'protocol',
  'tls',
  'path',
  'separator',
  'transport',
  'login',
  'sipUri',
  'sipTransport',
  'sipProxy',
  'sipFrom',
  'sipLocal',
];
const PROPERTIES = ['name', 'model', 'mac', 'charset', ...STRICT];
const lookUp = (name: string): unknown => ({ SCHEME: 'https', BLANK: ' ' })[name];

describe('phones/read-settings', () => {
  it('reads a complete phone', () => {
    const tls = { servername: 'desk' };
    const settings = readPhoneSettings(
      'p1',
      {
        name: ' Desk ',
        vendor: 'fanvil',
        model: 'X4U',
        mac: '80-82-87-04-6B-C2',
        host: ' 10.0.0.1 ',
        port: '8080',
        protocol: 'https',
        path: '/p?key=',
        separator: ';',
        transport: 'sip',
        sipUri: 'sip:6040@pbx',
        sipTransport: 'TCP',
        sipProxy: 'pbx',
        sipFrom: 'sip:node-red@pbx',
        sipLocal: '10.0.0.9',
        legacyTls: true,
        login: 'basic',
        charset: 'gb18030',
        store: 'file',
        check: ' 5 ',
      },
      { username: ' admin ', password: ' pass word ', sipUsername: '6040', sipPassword: 's ', doorCode: ' 12 ' },
      { lookUp: () => undefined, tls, flow: 'tab/door' },
    );
    assert.deepEqual(settings, {
      id: 'p1',
      flow: 'tab/door',
      name: 'Desk',
      vendor: 'fanvil',
      model: 'X4U',
      mac: '808287046bc2',
      host: '10.0.0.1',
      port: 8080,
      protocol: 'https',
      path: '/p?key=',
      separator: ';',
      transport: 'sip',
      tls,
      legacyTls: true,
      login: 'basic',
      charset: 'gb18030',
      store: 'file',
      setup: '',
      check: 5,
      sip: { uri: 'sip:6040@pbx', transport: 'tcp', proxy: 'pbx', from: 'sip:node-red@pbx', local: '10.0.0.9' },
      // Blanks at a password's ends are part of it.
      credentials: {
        username: 'admin',
        password: ' pass word ',
        sipUsername: '6040',
        sipPassword: 's ',
        doorCode: '12',
      },
      faults: [],
    });
  });

  it('names a listener by a text alone, as Node-RED hands it on, else as it is stored', () => {
    const setupOf = (setup: unknown, stored?: unknown): string =>
      readPhoneSettings('p1', { setup: stored }, undefined, { lookUp, setup: setup as string }).setup;
    assert.equal(setupOf('one-shared', 'shared'), 'one-shared');
    for (const odd of [undefined, null, 7, {}, ['shared']]) {
      assert.equal(setupOf(odd, 'shared'), 'shared', inspect(odd));
      assert.equal(setupOf(odd, odd), odd === 7 ? '7' : '', inspect(odd));
    }
  });

  it('makes blanks and defaults of what is not set', () => {
    for (const blank of [undefined, null, '', ' ']) {
      const settings = phoneSettings(Object.fromEntries(PROPERTIES.map((name) => [name, blank])));
      assert.deepEqual(settings, readPhoneSettings('phone', {}, undefined, { lookUp: () => undefined }));
      const { protocol, transport, port, mac, host, credentials, faults } = settings;
      assert.deepEqual(
        { protocol, transport, port, mac, host, faults },
        { protocol: 'http', transport: 'http', port: undefined, mac: '', host: '', faults: [] },
      );
      assert.deepEqual(credentials, { username: '', password: '', sipUsername: '', sipPassword: '', doorCode: '' });
    }
  });

  for (const name of STRICT) {
    it(`takes no value for ${name} that is no text, and no variable without one`, () => {
      for (const odd of [
        true,
        false,
        {},
        [],
        () => 'x',
        '${UNSET}',
        '${BLANK}',
        'a${UNSET}',
        '${BLANK}b',
        '$(BLANK)',
      ]) {
        const { faults } = readPhoneSettings('p1', { [name]: odd }, undefined, { lookUp });
        assert.equal(faults.length, 1, `${inspect(odd)}: ${faults.join()}`);
        assert.match(String(faults[0]), /is no text|is not set or blank/);
      }
    });
  }

  for (const name of ['username', 'password', 'sipUsername', 'sipPassword', 'doorCode']) {
    it(`takes no ${name} that a variable leaves unsaid, and does not say its text`, () => {
      for (const odd of [true, {}, '${UNSET}', '${BLANK}', 'secret${UNSET}', '${BLANK}secret']) {
        const settings = readPhoneSettings('p1', {}, { [name]: odd }, { lookUp });
        assert.equal(settings.faults.length, 1, inspect(odd));
        assert.doesNotMatch(settings.faults.join(), /secret|UNSET|BLANK/);
        assert.equal(Object.values(settings.credentials).join(''), '');
      }
    });
  }

  it('lets a phone be less well known: name, model, MAC and charset may be missing', () => {
    for (const odd of [true, '${UNSET}', 'x${BLANK}']) {
      const settings = readPhoneSettings('p1', { name: odd, model: odd, mac: odd, charset: odd }, undefined, {
        lookUp,
      });
      const { name, model, mac, charset, faults } = settings;
      assert.deepEqual(
        { name, model, mac, charset, faults },
        { name: '', model: '', mac: '', charset: undefined, faults: [] },
      );
    }
  });

  for (const [name, value, read] of [
    ['protocol', 'HTTPS', 'https'],
    ['protocol', ' Https ', 'https'],
    ['protocol', 'HTTP', 'http'],
    ['protocol', '${SCHEME}', 'https'],
    ['transport', 'SIP', 'sip'],
    ['transport', ' Http', 'http'],
    ['login', 'Basic', 'basic'],
    ['charset', 'GB18030', 'gb18030'],
    ['charset', 'windows-1252', 'windows-1252'],
    ['legacyTls', true, true],
    ['legacyTls', 'true', false],
    ['legacyTls', 1, false],
  ] as const) {
    it(`reads a ${name} of ${JSON.stringify(value)} as ${JSON.stringify(read)}`, () => {
      const settings = readPhoneSettings('p1', { [name]: value }, undefined, { lookUp });
      assert.equal(settings[name], read);
      assert.deepEqual(settings.faults, []);
    });
  }

  for (const [name, value] of [
    ['protocol', 'ftp'],
    ['protocol', 'https:'],
    ['protocol', 'http s'],
    ['transport', 'fax'],
    ['transport', 'sips'],
    ['sipTransport', 'sctp'],
    ['login', 'digest'],
    ['port', 'eighty'],
  ] as const) {
    it(`takes no ${name} of "${value}" for another`, () => {
      const { faults } = phoneSettings({ [name]: value });
      assert.equal(faults.length, 1);
      assert.ok(String(faults[0]).includes(`"${value}"`), String(faults[0]));
    });
  }

  it('misses a tls-config only where TLS is asked for', () => {
    const gone = { tls: 'gone' };
    for (const asks of [
      { protocol: 'HTTPS' },
      { sipTransport: 'tls' },
      { sipUri: 'sips:1@pbx' },
      { sipUri: 'sip:1@pbx;transport=TLS' },
    ])
      assert.equal(phoneSettings({ ...gone, ...asks }).faults.length, 1, JSON.stringify(asks));
    assert.deepEqual(phoneSettings(gone).faults, []);
    const there = readPhoneSettings('p1', { ...gone, protocol: 'https' }, undefined, { lookUp, tls: {} });
    assert.deepEqual(there.faults, []);
  });

  it('takes a port only where it is one', () => {
    for (const [port, expected] of [
      ['1', 1],
      ['65535', 65535],
      [8080, 8080],
      [' 81 ', 81],
      ['0', undefined],
      ['65536', undefined],
      ['-1', undefined],
      ['80.5', undefined],
      ['http', undefined],
      ['', undefined],
    ] as const) {
      assert.equal(phoneSettings({ port }).port, expected, String(port));
      assert.equal(phoneSettings({ port }).faults.length, expected === undefined && port !== '' ? 1 : 0, String(port));
    }
  });

  it('takes numbers for text, and a malformed MAC for none', () => {
    assert.equal(phoneSettings({ name: 6040 }).name, '6040');
    assert.equal(phoneSettings({}, { doorCode: 1234 }).credentials.doorCode, '1234');
    assert.equal(phoneSettings({ mac: '80:82:87' }).mac, '');
  });

  it('asks for environment variables, and only where one is written', () => {
    const asked: string[] = [];
    const environment: Record<string, unknown> = { HOST: ' 10.0.0.1 ', PASS: ' p${ss} ', PORT: 8080 };
    const settings = readPhoneSettings(
      'p1',
      { host: '${HOST}', port: '${PORT}', name: 'costs 5$', sipUri: 'sip:6040@${HOST}' },
      { password: '${PASS}', username: 'admin', sipPassword: 'x${y' },
      {
        lookUp: (name) => {
          asked.push(name);
          return environment[name];
        },
      },
    );
    assert.deepEqual([...new Set(asked)].toSorted(), ['HOST', 'PASS', 'PORT']);
    assert.equal(settings.host, '10.0.0.1');
    assert.equal(settings.port, 8080);
    // What a variable holds is a password, not text to be searched.
    assert.equal(settings.credentials.password, ' p${ss} ');
    assert.equal(settings.credentials.sipPassword, 'x${y');
    assert.equal(settings.name, 'costs 5$');
    assert.deepEqual(settings.faults, []);
  });

  it('says what keeps a phone from being commanded', () => {
    assert.equal(missingSetting(phoneSettings(), builtIn), undefined);
    assert.equal(missingSetting(phoneSettings({ vendor: '' }), builtIn), 'vendor');
    assert.equal(missingSetting(phoneSettings({ vendor: 'constructor' }), builtIn), 'vendor');
    assert.equal(missingSetting(phoneSettings({ host: '' }), builtIn), 'address');
    assert.equal(missingSetting(phoneSettings({ port: 'eighty' }), builtIn), 'setting');
    assert.equal(missingSetting(phoneSettings({ host: '', mac: '80:82:87:04:6b:c2' }), builtIn), undefined);
    assert.equal(missingSetting(phoneSettings({ host: '', sipUri: 'sip:6040@pbx' }), builtIn), 'address');
    assert.equal(
      missingSetting(phoneSettings({ host: '', sipUri: 'sip:6040@pbx', transport: 'sip' }), builtIn),
      undefined,
    );
  });
});
