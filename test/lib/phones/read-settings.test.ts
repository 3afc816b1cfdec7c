import assert from 'node:assert/strict';
import { missingSetting, readPhoneSettings } from '../../../nodes/lib/phones/read-settings';
import { phoneSettings } from './phones';

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
      },
      { username: ' admin ', password: ' pass word ', sipUsername: '6040', sipPassword: 's ', doorCode: ' 12 ' },
      (text) => text,
      tls,
    );
    assert.deepEqual(settings, {
      id: 'p1',
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
      sip: { uri: 'sip:6040@pbx', transport: 'tcp', proxy: 'pbx', from: 'sip:node-red@pbx', local: '10.0.0.9' },
      // Blanks at a password's ends are part of it.
      credentials: {
        username: 'admin',
        password: ' pass word ',
        sipUsername: '6040',
        sipPassword: 's ',
        doorCode: '12',
      },
    });
  });

  it('makes blanks and defaults of what an imported flow lacks or bends', () => {
    for (const odd of [undefined, null, {}, [], true, () => 'x']) {
      const stored = Object.fromEntries(
        [
          'name',
          'vendor',
          'model',
          'mac',
          'host',
          'port',
          'protocol',
          'path',
          'separator',
          'transport',
          'sipUri',
          'sipTransport',
          'sipProxy',
          'sipFrom',
          'sipLocal',
        ].map((name) => [name, odd]),
      );
      const settings = readPhoneSettings(
        'p1',
        stored,
        { username: odd, password: odd, doorCode: odd },
        String,
        undefined,
      );
      assert.deepEqual(settings, readPhoneSettings('p1', {}, undefined, String, undefined));
    }
    const { protocol, transport, port, mac, host, credentials } = readPhoneSettings(
      'p1',
      {},
      undefined,
      String,
      undefined,
    );
    assert.deepEqual(
      { protocol, transport, port, mac, host },
      { protocol: 'http', transport: 'http', port: undefined, mac: '', host: '' },
    );
    assert.deepEqual(credentials, { username: '', password: '', sipUsername: '', sipPassword: '', doorCode: '' });
  });

  it('takes a port only where it is one', () => {
    for (const [port, expected] of [
      ['1', 1],
      ['65535', 65535],
      [8080, 8080],
      [' 81 ', 81],
      ['0', 'invalid'],
      ['65536', 'invalid'],
      ['-1', 'invalid'],
      ['80.5', 'invalid'],
      ['http', 'invalid'],
      ['', undefined],
    ] as const) {
      assert.equal(phoneSettings({ port }).port, expected, String(port));
    }
  });

  it('takes numbers for text, and a malformed MAC for none', () => {
    assert.equal(phoneSettings({ name: 6040 }).name, '6040');
    assert.equal(phoneSettings({}, { doorCode: 1234 }).credentials.doorCode, '1234');
    assert.equal(phoneSettings({ mac: '80:82:87' }).mac, '');
    assert.equal(phoneSettings({ sipTransport: 'sctp' }).sip.transport, undefined);
    assert.equal(phoneSettings({ protocol: 'ftp' }).protocol, 'http');
    assert.equal(phoneSettings({ transport: 'fax' }).transport, 'http');
  });

  it('asks for environment variables, and only where one is written', () => {
    const asked: string[] = [];
    const environment: Record<string, unknown> = { '${HOST}': ' 10.0.0.1 ', '${PASS}': ' p ', '${PORT}': 8080 };
    const settings = readPhoneSettings(
      'p1',
      { host: '${HOST}', port: '${PORT}', name: 'costs 5$', model: '${UNSET}' },
      { password: '${PASS}', username: 'admin' },
      (text) => {
        asked.push(text);
        return environment[text];
      },
      undefined,
    );
    assert.deepEqual(asked.toSorted(), ['${HOST}', '${PASS}', '${PORT}', '${UNSET}']);
    assert.equal(settings.host, '10.0.0.1');
    assert.equal(settings.port, 8080);
    assert.equal(settings.credentials.password, ' p ');
    assert.equal(settings.name, 'costs 5$');
    assert.equal(settings.model, '');
  });

  it('says what keeps a phone from being commanded', () => {
    assert.equal(missingSetting(phoneSettings()), undefined);
    assert.equal(missingSetting(phoneSettings({ vendor: '' })), 'vendor');
    assert.equal(missingSetting(phoneSettings({ vendor: 'constructor' })), 'vendor');
    assert.equal(missingSetting(phoneSettings({ host: '' })), 'address');
    assert.equal(missingSetting(phoneSettings({ host: '', mac: '80:82:87:04:6b:c2' })), undefined);
    assert.equal(missingSetting(phoneSettings({ host: '', sipUri: 'sip:6040@pbx' })), 'address');
    assert.equal(missingSetting(phoneSettings({ host: '', sipUri: 'sip:6040@pbx', transport: 'sip' })), undefined);
  });
});
