import assert from 'node:assert/strict';
import { bracketed, parseHostPort, parseSipUri, shownAddress } from '../../../../nodes/lib/transports/sip/uri';

describe('sip/uri', () => {
  it('reads the parts of a URI', () => {
    const uri = parseSipUri('sip:%2B49123;phone-context=a:secret@[2001:db8::1]:5070;transport=TCP;lr');
    assert.ok(uri);
    assert.equal(uri.host, '2001:db8::1');
    assert.equal(uri.port, 5070);
    assert.equal(uri.user, '%2B49123;phone-context=a');
    assert.equal(uri.secure, false);
    assert.deepEqual(
      [...uri.parameters],
      [
        ['transport', 'TCP'],
        ['lr', ''],
      ],
    );
    assert.equal(parseSipUri('SIPS:pbx.example')?.secure, true);
    assert.equal(parseSipUri('sip:a?b@host')?.user, 'a?b');
  });

  for (const text of [
    '',
    'tel:123',
    'sip:',
    'sip:@host',
    'sip:a@b@c',
    'sip:a b@host',
    'sip:a@host?Subject=x',
    'sip:a@host\r\nX: y',
    'sip:a@host>',
    'sip:"a"@host',
    'sip:ä@host',
    'sip:a@host:0',
    'sip:a@host:65536',
    'sip:a@host:',
    'sip:a@[::1',
    'sip:a@[127.0.0.1]',
    'sip:a@010.0.0.999',
    'sip:a@1.2.3',
    `sip:a@${'x'.repeat(64)}.example`,
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.equal(parseSipUri(text), undefined));
  }

  it('reads next hops in every form', () => {
    assert.deepEqual(parseHostPort('pbx.example'), { host: 'pbx.example', port: undefined });
    assert.deepEqual(parseHostPort('10.0.0.1:5070'), { host: '10.0.0.1', port: 5070 });
    assert.deepEqual(parseHostPort('[fe80::1]:5070'), { host: 'fe80::1', port: 5070 });
    assert.deepEqual(parseHostPort('[::1]'), { host: '::1', port: undefined });
    assert.deepEqual(parseHostPort('fe80::1%eth0'), { host: 'fe80::1%eth0', port: undefined });
    assert.equal(parseHostPort('a:b:c'), undefined);
    assert.equal(parseHostPort('pbx example'), undefined);
  });

  it('writes IPv6 in brackets and without a zone', () => {
    assert.equal(bracketed('fe80::1%eth0'), '[fe80::1]');
    assert.equal(bracketed('10.0.0.1'), '10.0.0.1');
    assert.equal(shownAddress('::1', 5060), '[::1]:5060');
    assert.equal(shownAddress('pbx', undefined), 'pbx');
  });
});
