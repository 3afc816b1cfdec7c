import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { ipOf, normaliseAddress } from '../../../nodes/lib/identity/address';

describe('ipOf', () => {
  const addresses: readonly (readonly [text: string, ip: string])[] = [
    ['172.16.0.102', '172.16.0.102'],
    [' 172.16.0.102 ', '172.16.0.102'],
    ['::ffff:172.16.0.102', '172.16.0.102'],
    ['::FFFF:ac10:66', '172.16.0.102'],
    ['0:0:0:0:0:ffff:172.16.0.102', '172.16.0.102'],
    ['[::ffff:172.16.0.102]', '172.16.0.102'],
    ['::1', '::1'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['FE80::0:1', 'fe80::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['[fe80::1%25eth0]', 'fe80::1'],
    ['2001:0DB8:0000:0000:0001:0000:0000:0001', '2001:db8::1:0:0:1'],
  ];
  for (const [text, ip] of addresses) {
    it(`reads ${text}`, () => {
      assert.equal(ipOf(text), ip);
      assert.equal(normaliseAddress(text), ip);
    });
  }

  for (const text of [
    '',
    '$ip',
    'phone.example',
    '172.16.0',
    '010.0.0.1',
    '1.2.3.4:80',
    '[::1]:80',
    '1.2.3.4.5',
    ':',
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.equal(ipOf(text), undefined));
  }
});

describe('normaliseAddress', () => {
  it('puts a host name into lower case', () => assert.equal(normaliseAddress(' Phone-7.Example '), 'phone-7.example'));
});
