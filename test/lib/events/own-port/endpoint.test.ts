import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { formatEndpoint, parseEndpoint } from '../../../../nodes/lib/events/own-port/endpoint';

describe('parseEndpoint', () => {
  it('reads a port, an IPv4 and an IPv6 endpoint', () => {
    assert.deepEqual(parseEndpoint(' 1881 '), { port: 1881 });
    assert.deepEqual(parseEndpoint('192.168.5.2:1881'), { address: '192.168.5.2', port: 1881 });
    assert.deepEqual(parseEndpoint('[::1]:65535'), { address: '::1', port: 65535 });
    assert.deepEqual(parseEndpoint('[FE80::1%eth0]:1'), { address: 'FE80::1%eth0', port: 1 });
  });

  for (const bad of [
    '',
    '0',
    '65536',
    '-1',
    '1881x',
    '1e3',
    ':1881',
    '*:1881',
    'localhost:1881',
    '::1:1881',
    '[::1]',
    '[10.0.0.1]:1881',
    '10.0.0.1:',
    '10.0.0:1881',
    'http://h:1',
  ]) {
    it(`refuses ${JSON.stringify(bad)}`, () => {
      assert.throws(
        () => parseEndpoint(bad),
        (error: Error) => error.message.startsWith(`"${bad}" is no port`),
      );
    });
  }
});

describe('formatEndpoint', () => {
  it('writes what a user would have written', () => {
    assert.equal(String(formatEndpoint({ port: 1881 })), 'port 1881');
    assert.equal(formatEndpoint({ address: '10.0.0.1', port: 1881 }), '10.0.0.1:1881');
    assert.equal(formatEndpoint({ address: '::1', port: 1881 }), '[::1]:1881');
  });
});
