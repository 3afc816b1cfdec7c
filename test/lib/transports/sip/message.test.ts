import assert from 'node:assert/strict';
import { buildRequest, newBranch, newCallIdentity } from '../../../../nodes/lib/transports/sip/message';
import { checkOptions } from '../../../../nodes/lib/transports/sip/notify';
import { checkedKeyPress } from './support/requests';

const parts = {
  ...newCallIdentity(),
  branch: newBranch(),
  cseq: 7,
  method: 'NOTIFY',
  protocol: 'UDP',
  sentBy: '10.0.0.2:5070',
  authorization: ['Authorization: Digest x'],
} as const;

describe('sip/message', () => {
  it('writes every header that RFC 3261 and RFC 6665 want, and nothing else', () => {
    const text = buildRequest(checkedKeyPress({ uri: 'sip:6040@10.0.0.9:5060', username: '1000' }), parts).toString();
    assert.equal(
      text,
      [
        'NOTIFY sip:6040@10.0.0.9:5060 SIP/2.0',
        `Via: SIP/2.0/UDP 10.0.0.2:5070;rport;branch=${parts.branch}`,
        'Max-Forwards: 70',
        `From: <sip:1000@10.0.0.9>;tag=${parts.fromTag}`,
        'To: <sip:6040@10.0.0.9>',
        `Call-ID: ${parts.callId}`,
        'CSeq: 7 NOTIFY',
        'Contact: <sip:1000@10.0.0.2:5070>',
        'Event: ACTIVE-URI',
        'Subscription-State: terminated',
        'Authorization: Digest x',
        'User-Agent: node-red-contrib-voip-phone',
        'Content-Type: message/sipfrag',
        'Content-Length: 6',
        '',
        'key=OK',
      ].join('\r\n'),
    );
  });

  it('writes an OPTIONS that says nothing but who asks', () => {
    const options = checkOptions({ uri: 'sip:6040@10.0.0.9', username: '1000' });
    const text = buildRequest(options, { ...parts, method: 'OPTIONS', authorization: [] }).toString();
    assert.equal(
      text,
      [
        'OPTIONS sip:6040@10.0.0.9 SIP/2.0',
        `Via: SIP/2.0/UDP 10.0.0.2:5070;rport;branch=${parts.branch}`,
        'Max-Forwards: 70',
        `From: <sip:1000@10.0.0.9>;tag=${parts.fromTag}`,
        'To: <sip:6040@10.0.0.9>',
        `Call-ID: ${parts.callId}`,
        'CSeq: 7 OPTIONS',
        'Contact: <sip:1000@10.0.0.2:5070>',
        'Accept: application/sdp',
        'User-Agent: node-red-contrib-voip-phone',
        'Content-Length: 0',
        '',
        '',
      ].join('\r\n'),
    );
  });

  it('counts the body in bytes', () => {
    const text = buildRequest(checkedKeyPress({ body: 'key=Ä€😀' }), parts).toString();
    assert.match(text, /\r\nContent-Length: 13\r\n\r\nkey=Ä€😀$/);
  });

  it('names the transport in Via and Contact', () => {
    const tcp = buildRequest(checkedKeyPress(), { ...parts, protocol: 'TCP' }).toString();
    assert.match(tcp, /^Via: SIP\/2\.0\/TCP /m);
    assert.match(tcp, /^Contact: <sip:node-red@10\.0\.0\.2:5070;transport=tcp>/m);
    const tls = buildRequest(checkedKeyPress({ uri: 'sips:a@b' }), { ...parts, protocol: 'TLS' }).toString();
    assert.match(tls, /^Contact: <sips:node-red@10\.0\.0\.2:5070>/m);
  });

  it('draws branches and tags anew, behind the magic cookie', () => {
    const branches = new Set(Array.from({ length: 1000 }, newBranch));
    assert.equal(branches.size, 1000);
    for (const branch of branches) assert.match(branch, /^z9hG4bK[0-9a-f-]{36}$/);
    assert.notEqual(newCallIdentity().fromTag, newCallIdentity().fromTag);
  });
});
