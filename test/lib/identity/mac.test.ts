import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { formatMac, normaliseMac } from '../../../nodes/lib/identity/mac';

describe('normaliseMac', () => {
  const notations = [
    '80:82:87:04:6B:C2',
    '80-82-87-04-6b-c2',
    '8082.8704.6bc2',
    '808287046BC2',
    '80 82 87 04 6b c2',
    '808287-046bc2',
    '  80:82:87:04:6b:c2 ',
  ];
  for (const text of notations) {
    it(`reads ${JSON.stringify(text)}`, () => assert.equal(normaliseMac(text), '808287046bc2'));
  }

  const others = [
    '',
    '$mac',
    '80:82:87:04:6B',
    '80:82:87:04:6B:C2:00',
    '80:82:87:04:6B:G2',
    '172.160.102.123',
    '8:0:8:2:8:7:0:4:6:B:C:2',
    '80::82:87:04:6B:C2',
    ':808287046bc2',
    '8082870 46bc2',
  ];
  for (const text of others) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.equal(normaliseMac(text), undefined));
  }
});

describe('formatMac', () => {
  it('writes colons and lower case', () => {
    assert.equal(formatMac('808287046bc2'), '80:82:87:04:6b:c2');
    assert.equal(formatMac('001FC11A8B6C'), '00:1f:c1:1a:8b:6c');
  });
});
