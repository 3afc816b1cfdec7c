import assert from 'node:assert/strict';
import { parseDatagram } from '../../../../nodes/lib/transports/sip/response';

const HEADERS = {
  via: 'Via: SIP/2.0/UDP 192.0.2.1:5070;branch=z9hG4bK1;rport',
  from: 'From: <sip:a@b>;tag=f1',
  to: 'To: <sip:c@d>;tag=t1',
  callId: 'Call-ID: id1',
  cseq: 'CSeq: 1 NOTIFY',
  length: 'Content-Length: 0',
};

function datagram(
  changes: Partial<Record<keyof typeof HEADERS | 'status' | 'more' | 'body', string>> = {},
  lineEnd = '\r\n',
): Buffer {
  const { status = 'SIP/2.0 200 OK', more = '', body = '', ...headers } = changes;
  const lines = [status, ...Object.values({ ...HEADERS, ...headers }), more].filter(Boolean);
  return Buffer.from(`${lines.join(lineEnd)}${lineEnd}${lineEnd}${body}`);
}

describe('sip/response', () => {
  describe('understands', () => {
    const understood: Record<string, [Buffer, number?]> = {
      'a plain answer': [datagram()],
      'an answer in parts of the long reason of RFC 4475 3.1.1.12': [
        datagram({ status: 'SIP/2.0 200 = 2**3 * 5**2 но сто девяносто девять - простое' }),
      ],
      'an empty reason (RFC 4475 3.1.1.13)': [datagram({ status: 'SIP/2.0 100 ' }), 100],
      'no reason at all': [datagram({ status: 'SIP/2.0 486' }), 486],
      'a status that nobody has defined': [datagram({ status: 'SIP/2.0 599 ?' }), 599],
      'short names and folded lines (RFC 4475 3.1.1.1)': [
        datagram({
          via: 'v:  SIP  / 2.0  / UDP\n     192.0.2.1   ;\r\n  branch  =   z9hG4bK1  ; rport'.replace('\n', '\r\n'),
          from: 'f : "J Rosenberg \\\\\\""       <sip:jdrosen@example.com>\r\n  ;\r\n  tag = f1',
          callId: 'I:  id1',
          cseq: 'CSeq: 0001\r\n  NOTIFY',
          length: 'l: 0',
        }),
      ],
      'names in any case': [datagram({ callId: 'CALL-id:id1', cseq: 'cSEQ:1   NOTIFY' })],
      'a tag that a display name tries to fake': [datagram({ from: 'From: "x;tag=no" <sip:a@b;tag=no>;tag=f1' })],
      'a From without angle brackets': [datagram({ from: 'From: sip:a@b;tag=f1' })],
      'no Content-Length in a datagram': [datagram({ length: '', body: 'rest' })],
      'bytes after the body': [datagram({ body: 'trailing rubbish' })],
      'two equal lengths': [datagram({ more: 'Content-Length: 0' })],
      'bare line feeds': [datagram({}, '\n')],
      'line ends before the status': [Buffer.concat([Buffer.from('\r\n\r\n'), datagram()])],
      'lines that are no headers': [datagram({ more: 'rubbish\r\n: empty name\r\n__proto__: x' })],
    };
    for (const [name, [bytes, status = 200]] of Object.entries(understood)) {
      it(name, () => {
        const response = parseDatagram(bytes);
        assert.ok(response);
        assert.equal(response.status, status);
        assert.equal(response.branch, 'z9hG4bK1');
        assert.equal(response.fromTag, 'f1');
        assert.equal(response.callId, 'id1');
        assert.deepEqual(response.cseq, { number: 1, method: 'NOTIFY' });
      });
    }

    it('a body of the length it says', () => {
      const response = parseDatagram(datagram({ length: 'Content-Length: 4', body: 'bodyXX' }));
      assert.equal(Buffer.from(response?.body ?? []).toString(), 'body');
    });

    it('several challenges in the order they came', () => {
      const response = parseDatagram(datagram({ more: 'WWW-Authenticate: Digest a\r\nwww-authenticate: Digest b' }));
      assert.deepEqual(response?.headers.get('www-authenticate'), ['Digest a', 'Digest b']);
    });
  });

  describe('drops', () => {
    const dropped: Record<string, Buffer> = {
      'an overlarge status (RFC 4475 3.1.2.19)': datagram({
        status: 'SIP/2.0 4294967301 better not break the receiver',
      }),
      'a status below 100': datagram({ status: 'SIP/2.0 099 low' }),
      'a status above 699': datagram({ status: 'SIP/2.0 700 high' }),
      'a negative status': datagram({ status: 'SIP/2.0 -200 no' }),
      'an unknown version (RFC 4475 3.1.2.16)': datagram({ status: 'SIP/7.0 200 OK' }),
      'a request, such as our own reflected': datagram({ status: 'NOTIFY sip:a@b SIP/2.0' }),
      'a method that looks like an answer': datagram({ status: 'SIP/2.0 NOTIFY 200' }),
      'two Via lines (RFC 4475 3.3.11)': datagram({ more: 'Via: SIP/2.0/UDP 255.255.255.255;branch=z9hG4bK2' }),
      'two Vias in one line': datagram({ via: `${HEADERS.via}, SIP/2.0/UDP 255.255.255.255;branch=z9hG4bK2` }),
      'no Via': datagram({ via: '' }),
      'a Via without branch': datagram({ via: 'Via: SIP/2.0/UDP 192.0.2.1' }),
      'no From tag': datagram({ from: 'From: "tag=f1" <sip:a@b;tag=f1>' }),
      'two From': datagram({ more: 'From: <sip:a@b>;tag=f1' }),
      'no Call-ID': datagram({ callId: '' }),
      'no CSeq': datagram({ cseq: '' }),
      'a CSeq without method': datagram({ cseq: 'CSeq: 1' }),
      'a negative CSeq': datagram({ cseq: 'CSeq: -1 NOTIFY' }),
      'an absurd CSeq (RFC 4475 3.1.2.5)': datagram({ cseq: 'CSeq: 9292394834772304023312 NOTIFY' }),
      'a length beyond the datagram (RFC 4475 3.1.2.2)': datagram({ length: 'Content-Length: 9999' }),
      'a negative length (RFC 4475 3.1.2.3)': datagram({ length: 'Content-Length: -999' }),
      'a length that is no number': datagram({ length: 'Content-Length: 1e1' }),
      'two lengths that disagree (RFC 4475 3.3.10)': datagram({ more: 'Content-Length: 5', body: '12345' }),
      'a head that never ends': datagram().subarray(0, -2),
      'an oversized head': datagram({ more: `X: ${'x'.repeat(20_000)}` }),
      'an empty datagram': Buffer.alloc(0),
      'four zero bytes, a keep-alive of some phones': Buffer.alloc(4),
      'binary rubbish': Buffer.from(Array.from({ length: 2000 }, (_, index) => (index * 7919) % 256)),
    };
    for (const [name, bytes] of Object.entries(dropped)) {
      it(name, () => assert.equal(parseDatagram(bytes), undefined));
    }

    it('every cut of an answer with a body', () => {
      const whole = datagram({ length: 'Content-Length: 4', body: 'body' });
      for (let length = 0; length < whole.length; length += 1)
        assert.equal(parseDatagram(whole.subarray(0, length)), undefined);
      assert.ok(parseDatagram(whole));
    });
  });

  it('never throws, whatever a stranger sends', () => {
    const whole = datagram({
      more: 'WWW-Authenticate: Digest realm="r", nonce="n"',
      length: 'Content-Length: 4',
      body: 'body',
    });
    const bytes = [0, 9, 10, 13, 32, 34, 44, 58, 59, 60, 61, 62, 92, 128, 255];
    for (let round = 0; round < 20_000; round += 1) {
      const broken = Buffer.from(whole);
      for (let change = 0; change <= round % 4; change += 1) {
        broken[(round * 31 + change * 97) % broken.length] = bytes[(round + change * 7) % bytes.length] ?? 0;
      }
      const response = parseDatagram(broken);
      if (response) assert.ok(response.status >= 100 && response.status <= 699 && response.branch && response.callId);
    }
  });
});
