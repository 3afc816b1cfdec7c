import assert from 'node:assert/strict';
import { mendHead } from '../../../../nodes/lib/events/shared-server/mended-head';

/** The lines between the request line and the empty line, mended. */
function mended(...headers: string[]): string[] | undefined {
  const head = ['GET /phone/mwi?n=A B HTTP/1.1', ...headers, '', ''].join('\r\n');
  const lines = mendHead(head)?.bytes.toString('latin1').split('\r\n');
  assert.equal(lines?.[0] ?? 'GET /phone/mwi?n=A%20B HTTP/1.1', 'GET /phone/mwi?n=A%20B HTTP/1.1');
  return lines?.slice(1, -2);
}

describe('mendHead', () => {
  it('keeps what the phone said to the server', () =>
    assert.deepEqual(mended('Host: x', 'X-Forwarded-For: 10.0.0.1', 'User-Agent: \xd6'), [
      'Host: x',
      'X-Forwarded-For: 10.0.0.1',
      'User-Agent: \xd6',
      'Connection: close',
    ]));

  // RFC 9110 section 7.6.1; and Expect, which would be answered by a second head.
  for (const hop of [
    'Connection: keep-alive, Upgrade',
    'Keep-Alive: timeout=5',
    'Proxy-Connection: keep-alive',
    'TE: trailers',
    'Trailer: X-Sum',
    'Upgrade: h2c',
    'HTTP2-Settings: AAMAAABkAAQAAP__',
    'Expect: 100-continue',
    'Content-Length: 0',
  ]) {
    it(`hands ${hop} on to nobody`, () => {
      assert.deepEqual(mended(hop, 'Host: x'), ['Host: x', 'Connection: close']);
      assert.deepEqual(mended(hop.toUpperCase()), ['Connection: close']);
    });
  }

  for (const body of ['Content-Length: 1', 'Content-Length: 00', 'Transfer-Encoding: identity', 'transfer-encoding:']) {
    it(`mends nothing with ${body}`, () => assert.equal(mended(body), undefined));
  }
});
