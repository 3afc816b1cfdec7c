import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type ProxyHeader, readProxyHeader } from '../../../../nodes/lib/events/own-port/proxy-protocol';
import { Dice } from '../../../fuzz/dice';
import { ipv4Block, ipv6Block, tlv, v2 } from './proxy-headers';

const read = (text: string): ProxyHeader => readProxyHeader(Buffer.from(text, 'latin1'));
/** What is found, with `GET /` behind the header that must not be touched. */
const found = (text: string): string => {
  const header = read(`${text}GET / HTTP/1.0\r\n`);
  if (header.kind !== 'header') return header.kind;
  assert.equal(header.length, text.length);
  return header.address === '' ? 'no address' : header.address;
};

const IPV6 = 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff';
const LONGEST = `PROXY UNKNOWN ${IPV6} ${IPV6} 65535 65535\r\n`;

const SHAPES: readonly (readonly [what: string, text: string, expected: string])[] = [
  ['v1, IPv4', 'PROXY TCP4 192.168.5.20 10.0.0.1 40312 1881\r\n', '192.168.5.20'],
  ['v1, IPv6, in one spelling', 'PROXY TCP6 2001:DB8:0::1 ::1 1 65535\r\n', '2001:db8::1'],
  ['v1, IPv4 as IPv6 writes it', 'PROXY TCP6 ::ffff:192.168.5.20 ::1 1 2\r\n', '192.168.5.20'],
  ['v1, UNKNOWN', 'PROXY UNKNOWN\r\n', 'no address'],
  ['v1, UNKNOWN with addresses', 'PROXY UNKNOWN 192.168.5.20 10.0.0.1 1 2\r\n', 'no address'],
  ['v1, the longest', LONGEST, 'no address'],
  ['v1, one byte too long', LONGEST.replace('\r\n', '1\r\n'), 'bad'],
  ['v1, without an end', `PROXY TCP4 ${'1'.repeat(200)}`, 'bad'],
  ['v1, a bare LF', 'PROXY TCP4 192.168.5.20 10.0.0.1 1 2\n', 'bad'],
  ['v1, UNKNOWN with a bare LF', 'PROXY UNKNOWN 1\n', 'bad'],
  ['v1, a bare CR', 'PROXY TCP4 192.168.5.20 10.0.0.1 1 2\rX', 'bad'],
  ['v1, two CR', 'PROXY UNKNOWN\r\r\n', 'bad'],
  ['v1, lower case', 'proxy TCP4 192.168.5.20 10.0.0.1 1 2\r\n', 'bad'],
  ['v1, a family of another transport', 'PROXY UDP4 192.168.5.20 10.0.0.1 1 2\r\n', 'bad'],
  ['v1, a word that only begins like UNKNOWN', 'PROXY UNKNOWNS\r\n', 'bad'],
  ['v1, nothing', 'PROXY \r\n', 'bad'],
  ['v1, two blanks', 'PROXY TCP4  192.168.5.20 10.0.0.1 1 2\r\n', 'bad'],
  ['v1, a TAB', 'PROXY TCP4\t192.168.5.20 10.0.0.1 1 2\r\n', 'bad'],
  ['v1, a blank behind it', 'PROXY TCP4 192.168.5.20 10.0.0.1 1 2 \r\n', 'bad'],
  ['v1, a leading zero', 'PROXY TCP4 192.168.05.20 10.0.0.1 1 2\r\n', 'bad'],
  ['v1, a hexadecimal address', 'PROXY TCP4 0xc0a80514 10.0.0.1 1 2\r\n', 'bad'],
  ['v1, a name', 'PROXY TCP4 phone 10.0.0.1 1 2\r\n', 'bad'],
  ['v1, IPv6 as IPv4', 'PROXY TCP4 ::1 10.0.0.1 1 2\r\n', 'bad'],
  ['v1, IPv4 as IPv6', 'PROXY TCP6 192.168.5.20 ::1 1 2\r\n', 'bad'],
  ['v1, a zone', 'PROXY TCP6 fe80::1%eth0 ::1 1 2\r\n', 'bad'],
  ['v1, brackets', 'PROXY TCP6 [::1] ::1 1 2\r\n', 'bad'],
  ['v1, another destination than address', 'PROXY TCP4 192.168.5.20 x 1 2\r\n', 'bad'],
  ['v1, a port beyond', 'PROXY TCP4 192.168.5.20 10.0.0.1 65536 2\r\n', 'bad'],
  ['v1, a port with a zero', 'PROXY TCP4 192.168.5.20 10.0.0.1 01 2\r\n', 'bad'],
  ['v1, no port', 'PROXY TCP4 192.168.5.20 10.0.0.1 1\r\n', 'bad'],
  ['v1, a second line within', 'PROXY TCP4 192.168.5.20\r\n 10.0.0.1 1 2\r\n', 'bad'],
  ['a request', '', 'bad'],
  ['a TLS hello', '\x16\x03\x01', 'bad'],
  ['an empty line', '\r\n\r\n', 'bad'],
  ['v2, IPv4', v2(0x21, 0x11, ipv4Block('192.168.5.20')), '192.168.5.20'],
  ['v2, IPv6', v2(0x21, 0x21, ipv6Block('20010db8000000000000000000000001')), '2001:db8::1'],
  ['v2, IPv4 within IPv6', v2(0x21, 0x21, ipv6Block('00000000000000000000ffffc0a80514')), '192.168.5.20'],
  [
    'v2, with TLVs',
    v2(0x21, 0x11, ipv4Block('192.168.5.20') + tlv(0x05, 'id') + tlv(0x20, 'x'.repeat(300))),
    '192.168.5.20',
  ],
  ['v2, the longest', v2(0x21, 0x11, ipv4Block('192.168.5.20') + tlv(4, 'x'.repeat(4081))), '192.168.5.20'],
  ['v2, one byte longer', v2(0x21, 0x11, ipv4Block('192.168.5.20') + tlv(4, 'x'.repeat(4082))), 'bad'],
  ['v2, LOCAL', v2(0x20, 0x00, ''), 'no address'],
  ['v2, LOCAL with an address', v2(0x20, 0x11, ipv4Block('192.168.5.20')), 'no address'],
  ['v2, LOCAL with anything', v2(0x20, 0x11, 'nonsense'), 'no address'],
  ['v2, an unspecified family', v2(0x21, 0x00, ''), 'no address'],
  ['v2, an unspecified family with bytes', v2(0x21, 0x00, ipv4Block('192.168.5.20')), 'no address'],
  ['v2, a UNIX socket', v2(0x21, 0x31, 'x'.repeat(216)), 'no address'],
  ['v2, the unspecified address', v2(0x21, 0x21, ipv6Block('0'.repeat(32))), 'no address'],
  ['v1, the unspecified address', 'PROXY TCP4 0.0.0.0 10.0.0.1 1 2\r\n', 'no address'],
  ['v2, datagrams', v2(0x21, 0x12, ipv4Block('192.168.5.20')), 'no address'],
  ['v2, too short a block', v2(0x21, 0x11, '\xc0\xa8\x05\x14'), 'no address'],
  ['v2, an IPv4 block as IPv6', v2(0x21, 0x21, ipv4Block('192.168.5.20')), 'no address'],
  ['v2, version 1', v2(0x11, 0x11, ipv4Block('192.168.5.20')), 'bad'],
  ['v2, version 3', v2(0x31, 0x11, ipv4Block('192.168.5.20')), 'bad'],
  ['v2, command 2', v2(0x22, 0x11, ipv4Block('192.168.5.20')), 'bad'],
  ['v2, family 4', v2(0x21, 0x41, ipv4Block('192.168.5.20')), 'bad'],
  ['v2, protocol 3', v2(0x21, 0x13, ipv4Block('192.168.5.20')), 'bad'],
  ['v2, a TLV that reaches beyond', v2(0x21, 0x11, `${ipv4Block('192.168.5.20')}\x04\x00\x09x`), 'bad'],
  ['v2, a TLV without its length', v2(0x21, 0x11, `${ipv4Block('192.168.5.20')}\x04\x00`), 'bad'],
  ['v2, another signature', v2(0x21, 0x11, ipv4Block('192.168.5.20')).replace('QUIT', 'quit'), 'bad'],
];

describe('readProxyHeader', () => {
  for (const [what, text, expected] of SHAPES) {
    it(`reads ${what}: ${expected}`, () => assert.equal(found(text), expected));
  }

  it('waits for every byte of a header, and takes none that is not', () => {
    for (const [what, text, expected] of SHAPES) {
      const kinds = Array.from({ length: text.length + 1 }, (_, length) => read(text.slice(0, length)).kind);
      const firstEnd = kinds.findIndex((kind) => kind !== 'incomplete');
      if (expected !== 'bad') assert.equal(firstEnd, text.length, what);
      // What is bad stays bad, whatever follows.
      else assert.ok(firstEnd < 0 || kinds.slice(firstEnd).every((kind) => kind === 'bad'), what);
    }
  });

  it('never finds an address in bytes that were changed, but the one that they say', () => {
    const dice = new Dice(20_261_127);
    const whole = SHAPES.filter(([, , expected]) => expected !== 'bad').map(([, text]) => text);
    for (let round = 0; round < 20_000; round++) {
      const text = dice.pick(whole);
      const at = dice.below(Math.min(text.length, 130));
      const changed = text.slice(0, at) + String.fromCharCode(dice.below(256)) + text.slice(at + 1);
      const bytes = Buffer.from(changed + dice.bytes(dice.below(40)), 'latin1');
      const header = readProxyHeader(bytes);
      if (header.kind !== 'header') continue;
      assert.ok(header.length <= bytes.length);
      assert.match(header.address, /^[0-9a-f:.]*$/);
      // However it is cut, the same is found with the last byte of the header, and nothing before.
      const cut = dice.below(header.length);
      assert.equal(readProxyHeader(bytes.subarray(0, cut)).kind, 'incomplete');
      assert.deepEqual(readProxyHeader(bytes.subarray(0, header.length)), header);
    }
  });
});
