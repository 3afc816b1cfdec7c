import assert from 'node:assert/strict';
import { Framing, FramingError } from '../../../../nodes/lib/transports/sip/framing';

function framed(): { framing: Framing; messages: string[] } {
  const messages: string[] = [];
  return {
    messages,
    framing: new Framing((head, body) => messages.push(`${head.status} ${Buffer.from(body).toString()}`)),
  };
}

const message = (status: number, body: string): string =>
  `SIP/2.0 ${status} x\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

describe('sip/framing', () => {
  const stream = Buffer.from(
    `\r\n\r\n${message(100, '')}${message(200, 'a\r\n\r\nb')}\r\n\r\n\r\n${message(404, 'x'.repeat(5000))}`,
  );
  const expected = ['100 ', '200 a\r\n\r\nb', `404 ${'x'.repeat(5000)}`];

  it('cuts a stream that comes as one segment', () => {
    const { framing, messages } = framed();
    framing.push(stream);
    assert.deepEqual(messages, expected);
  });

  it('cuts a stream that comes byte by byte', () => {
    const { framing, messages } = framed();
    for (const byte of stream) framing.push(Buffer.from([byte]));
    assert.deepEqual(messages, expected);
  });

  it('cuts a stream at any border of two segments', () => {
    for (let border = 0; border < 200; border += 1) {
      const { framing, messages } = framed();
      framing.push(stream.subarray(0, border));
      framing.push(stream.subarray(border));
      assert.deepEqual(messages, expected);
    }
  });

  it('takes a segment of many messages that is larger than any one may be', () => {
    const { framing, messages } = framed();
    framing.push(Buffer.from(message(200, 'y'.repeat(900)).repeat(200)));
    assert.equal(messages.length, 200);
  });

  it('takes a missing length as no body', () => {
    const { framing, messages } = framed();
    framing.push(Buffer.from('SIP/2.0 200 OK\r\nX: y\r\n\r\n'));
    assert.deepEqual(messages, ['200 ']);
  });

  for (const [name, bytes] of Object.entries({
    'a head without end': Buffer.alloc(20_000, 'x'),
    'a head that is too long': Buffer.from(`SIP/2.0 200 OK\r\nX: ${'x'.repeat(17_000)}\r\n\r\n`),
    'a body that is too long': Buffer.from('SIP/2.0 200 OK\r\nContent-Length: 70000\r\n\r\n'),
    'an absurd length': Buffer.from('SIP/2.0 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n'),
    'a negative length': Buffer.from('SIP/2.0 200 OK\r\nContent-Length: -1\r\n\r\n'),
    'two lengths': Buffer.from('SIP/2.0 200 OK\r\nContent-Length: 1\r\nl: 2\r\n\r\n'),
  })) {
    it(`gives up at ${name}`, () => assert.throws(() => framed().framing.push(bytes), FramingError));
  }
});
