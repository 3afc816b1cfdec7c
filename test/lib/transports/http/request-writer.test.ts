import assert from 'node:assert/strict';
import { RequestWriter } from '../../../../nodes/lib/transports/http/request-writer';

describe('RequestWriter', () => {
  const writer = new RequestWriter({ origin: 'http://10.0.0.12:8080' });
  const post = (contentType: string) => ({ contentType, body: Buffer.from('é') });
  const common =
    'Host: 10.0.0.12:8080\r\nConnection: keep-alive\r\nUser-Agent: node-red-contrib-voip-phone\r\nAccept: */*\r\n';

  it('writes a GET', () => {
    assert.equal(writer.write({ target: '/a?b' })?.toString('latin1'), `GET /a?b HTTP/1.1\r\n${common}\r\n`);
  });

  it('writes a login as the bytes that it is', () => {
    const request = writer.write({ target: '/', authorization: 'Digest realm="\xe4"' });
    assert.equal(request?.toString('latin1'), `GET / HTTP/1.1\r\n${common}Authorization: Digest realm="\xe4"\r\n\r\n`);
  });

  it('writes a POST with its length in bytes, in one piece', () => {
    assert.equal(
      writer.write({ target: '/', post: post('text/xml') })?.toString(),
      `POST / HTTP/1.1\r\n${common}Content-Type: text/xml\r\nContent-Length: 2\r\n\r\né`,
    );
  });

  it('writes nothing where a value would break its line', () => {
    for (const value of ['a\r\nX: y', 'a\n', 'a\r', 'a\0', 'a\x7f', 'ā']) {
      assert.equal(writer.write({ target: '/', authorization: value }), undefined, JSON.stringify(value));
      assert.equal(writer.write({ target: '/', post: post(value) }), undefined, JSON.stringify(value));
    }
  });
});
