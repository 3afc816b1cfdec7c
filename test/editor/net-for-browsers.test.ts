import assert from 'node:assert/strict';
import * as net from 'node:net';
import { domainToASCII } from 'node:url';
import * as browsers from '../../editor/net-for-browsers';

const TEXTS = [
  ...['', ' ', '0.0.0.0', '10.0.0.12', '255.255.255.255', '256.0.0.1', '01.2.3.4', '1.2.3', '1.2.3.4.', '1.2.3.4.5'],
  ...['::', '::1', '2001:db8::1', '2001:DB8::0001', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7', '1::2::3', ':::', '12345::'],
  ...['::ffff:192.168.5.2', '::ffff:c0a8:502', '64:ff9b::1.2.3.4', '::1.2.3.256', 'fe80::1%eth0', 'fe80::1%', '::%a b'],
  ...['localhost', 'phone.lan', '[::1]', '1.2.3.4:80', '::1/128'],
];

describe('the stand-in for node:net and node:url in the browser', () => {
  for (const text of TEXTS) {
    it(`takes "${text}" for what Node.js does`, () => {
      assert.equal(browsers.isIPv4(text), net.isIPv4(text));
      assert.equal(browsers.isIPv6(text), net.isIPv6(text));
      assert.equal(browsers.isIP(text), net.isIP(text));
    });
  }

  it('writes IPv6 addresses as Node.js does', () => {
    const bare = TEXTS.filter((text) => net.isIPv6(text) && !text.includes('%'));
    assert.ok(bare.length >= 8);
    for (const address of bare) {
      const written = new net.SocketAddress({ address, family: 'ipv6' }).address;
      assert.equal(new browsers.SocketAddress({ address, family: 'ipv6' }).address, written, address);
    }
  });

  it('writes names as Node.js does', () => {
    for (const name of ['phone.lan', 'Küche.lan', 'xn--kche-0ra.lan', 'PHONE', 'a b', 'a_b.lan', '']) {
      assert.equal(browsers.domainToASCII(name), domainToASCII(name), name);
    }
  });
});
