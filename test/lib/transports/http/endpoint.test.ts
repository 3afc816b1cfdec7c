import assert from 'node:assert/strict';
import { PhoneError } from '../../../../nodes/lib/errors';
import { readEndpoint } from '../../../../nodes/lib/transports/http/endpoint';

function shape(host: string, port?: number, protocol: 'http' | 'https' = 'http') {
  const { host: address, port: number, origin, label, named } = readEndpoint(protocol, host, port);
  return [address, number, origin, label, named];
}

describe('readEndpoint', () => {
  it('reads addresses and names', () => {
    assert.deepEqual(shape('10.0.0.12'), ['10.0.0.12', 80, 'http://10.0.0.12', '10.0.0.12:80', false]);
    assert.deepEqual(shape(' 10.0.0.12 ', 8080), ['10.0.0.12', 8080, 'http://10.0.0.12:8080', '10.0.0.12:8080', false]);
    assert.deepEqual(shape('Phone-1.Example', undefined, 'https'), [
      'phone-1.example',
      443,
      'https://phone-1.example',
      'phone-1.example:443',
      true,
    ]);
    assert.deepEqual(shape('front_desk', 443), ['front_desk', 443, 'http://front_desk:443', 'front_desk:443', true]);
    assert.equal(shape('phone.lan.')[0], 'phone.lan.');
    assert.equal(shape('tür.example')[0], 'xn--tr-xka.example');
  });

  it('reads IPv6 with and without brackets, and keeps the zone off the Host header', () => {
    assert.deepEqual(shape('::1'), ['::1', 80, 'http://[::1]', '[::1]:80', false]);
    assert.deepEqual(shape('[2001:db8::5]', 8080), [
      '2001:db8::5',
      8080,
      'http://[2001:db8::5]:8080',
      '[2001:db8::5]:8080',
      false,
    ]);
    assert.deepEqual(shape('fe80::1%eth0'), ['fe80::1%eth0', 80, 'http://[fe80::1]', '[fe80::1]:80', false]);
    assert.equal(shape('[fe80::1%25eth0]')[0], 'fe80::1%eth0');
  });

  it('refuses everything else, and does not repeat it', () => {
    for (const host of [
      '',
      '  ',
      'http://10.0.0.12',
      'admin:secret@10.0.0.12',
      '10.0.0.12/path',
      '10.0.0.12?x',
      '10.0.0.12#x',
      '10.0.0.12:80',
      'a b',
      'a\tb',
      'a\r\nHost: x',
      'a\0b',
      'a\\b',
      '${PHONE}',
      '[::1',
      '::1]',
      '[10.0.0.1.2]',
      '::g',
      'fe80::1%',
      'fe80::1%a/b',
      'fe80::1%25%25',
      'a..b',
      '.a',
      '-a',
      'a-',
      'a%20b',
      'x'.repeat(64),
      `${'a.'.repeat(127)}ab`,
      '１２７.0.0.1secret@',
    ]) {
      assert.throws(
        () => readEndpoint('http', host, undefined),
        (error: unknown) => {
          assert.ok(error instanceof PhoneError, host);
          assert.equal(error.code, 'NO_ADDRESS');
          assert.doesNotMatch(error.message, /secret/);
          return true;
        },
        host,
      );
    }
  });

  it('refuses what the URL standard would take for another address', () => {
    for (const host of [
      '010.0.0.1',
      '127.1',
      '2130706433',
      '0x7f.0.0.1',
      '0x7f000001',
      '10.0.0.08',
      '1.2.3.4.5',
      '10.0.0.256',
      'a.1',
      '１２７.0.0.1',
    ]) {
      assert.throws(() => readEndpoint('http', host, undefined), { code: 'NO_ADDRESS' }, host);
    }
  });

  it('refuses ports that are none', () => {
    for (const port of [0, -1, 65_536, 1.5, Number.NaN]) {
      assert.throws(() => readEndpoint('http', '10.0.0.12', port), { code: 'NO_ADDRESS' }, String(port));
    }
  });
});
