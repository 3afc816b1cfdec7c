import assert from 'node:assert/strict';
import { PhoneError } from '../../../../nodes/lib/errors';
import { checkNotify, type SipNotify } from '../../../../nodes/lib/transports/sip/notify';
import { checkedKeyPress, keyPress } from './support/requests';

function refused(changes: Partial<SipNotify>, code: string): string {
  let message = '';
  assert.throws(
    () => checkNotify(keyPress(changes)),
    (error) => {
      assert.ok(error instanceof PhoneError);
      message = error.message;
      return error.code === code;
    },
  );
  return message;
}

describe('sip/notify', () => {
  for (const field of [
    'uri',
    'proxy',
    'from',
    'local',
    'username',
    'password',
    'event',
    'contentType',
    'body',
  ] as const) {
    for (const [name, character] of Object.entries({ CR: '\r', LF: '\n', NUL: '\0' })) {
      it(`refuses ${name} in ${field}`, () => {
        const valid = {
          uri: 'sip:a@127.0.0.1',
          proxy: 'pbx',
          from: 'sip:a@b',
          local: '127.0.0.1',
          username: 'u',
          password: 'p',
          event: 'e',
          contentType: 't/t',
          body: 'b',
        };
        refused({ [field]: `${valid[field]}${character}` }, 'INVALID_VALUE');
        refused({ [field]: `${valid[field]}${character}X: y` }, 'INVALID_VALUE');
      });
    }
  }

  it('refuses what is malformed, and says so without repeating it', () => {
    refused({ uri: '' }, 'NO_ADDRESS');
    const secret = 'Uri-secret-canary';
    assert.ok(!refused({ uri: `sip:a:${secret}@b c` }, 'INVALID_VALUE').includes(secret));
    refused({ proxy: 'pbx:x' }, 'INVALID_VALUE');
    refused({ local: 'eth0' }, 'INVALID_VALUE');
    refused({ local: 'pbx.example' }, 'INVALID_VALUE');
    refused({ from: 'sip:a b@c' }, 'INVALID_VALUE');
    refused({ from: '"a" b" <sip:a@c>' }, 'INVALID_VALUE');
    refused({ from: 'sip:a@c;tag=<1>' }, 'INVALID_VALUE');
    refused({ event: 'ACTIVE URI' }, 'INVALID_VALUE');
    refused({ contentType: '' }, 'INVALID_VALUE');
    refused({ uri: 'sip:a@b;transport=sctp' }, 'INVALID_VALUE');
  });

  it('never lets a sips: URI leave without TLS', () => {
    refused({ uri: 'sips:a@b', transport: 'udp' }, 'INVALID_VALUE');
    refused({ uri: 'sips:a@b', transport: 'tcp' }, 'INVALID_VALUE');
    refused({ uri: 'sips:a@b;transport=udp' }, 'INVALID_VALUE');
    assert.equal(checkedKeyPress({ uri: 'sips:a@b;transport=tcp' }).transport, 'tls');
    assert.equal(checkedKeyPress({ uri: 'sips:a@b' }).transport, undefined);
  });

  it('takes the configured transport before the one in the URI', () => {
    assert.equal(checkedKeyPress({ uri: 'sip:a@b;transport=TCP' }).transport, 'tcp');
    assert.equal(checkedKeyPress({ uri: 'sip:a@b;transport=tcp', transport: 'tls' }).transport, 'tls');
    assert.equal(checkedKeyPress({ uri: 'sip:a@b' }).transport, undefined);
  });

  it('goes to the proxy, else to maddr, else to the host', () => {
    assert.deepEqual(checkedKeyPress({ uri: 'sip:a@b:1', proxy: '[::1]:2' }).nextHop, { host: '::1', port: 2 });
    assert.deepEqual(checkedKeyPress({ uri: 'sip:a@b:1;maddr=10.0.0.1' }).nextHop, { host: '10.0.0.1', port: 1 });
    assert.deepEqual(checkedKeyPress({ uri: 'sip:a@b:1', proxy: '' }).nextHop, { host: 'b', port: 1 });
  });

  it('builds From from what there is', () => {
    const from = (changes: Partial<SipNotify>): string =>
      checkedKeyPress({ uri: 'sip:a@pbx.example:5070', ...changes }).from;
    assert.equal(from({}), '<sip:node-red@pbx.example>');
    assert.equal(from({ from: '', username: '' }), '<sip:node-red@pbx.example>');
    assert.equal(from({ username: '1000' }), '<sip:1000@pbx.example>');
    assert.equal(from({ username: '1000@realm.example' }), '<sip:1000@pbx.example>');
    assert.equal(from({ username: 'Büro <1>' }), '<sip:B%C3%BCro%20%3C1%3E@pbx.example>');
    assert.equal(from({ username: '\ud800' }), '<sip:%EF%BF%BD@pbx.example>');
    assert.equal(from({ from: 'sip:x@y', username: '1000' }), '<sip:x@y>');
    assert.equal(from({ from: 'x@y' }), '<sip:x@y>');
    assert.equal(from({ from: 'x' }), '<sip:x@pbx.example>');
    assert.equal(from({ from: 'Tür <sip:x@y>' }), '"Tür" <sip:x@y>');
    assert.equal(from({ from: '"A, B" <sips:x@y>' }), '"A, B" <sips:x@y>');
  });

  it('writes To without port, parameters and password', () => {
    assert.equal(checkedKeyPress({ uri: 'sip:a:pw@[::1]:5070;transport=tcp' }).to, '<sip:a@[::1]>');
    assert.equal(checkedKeyPress({ uri: 'sips:pbx' }).to, '<sips:pbx>');
  });
});
