import assert from 'node:assert/strict';
import { refusesHandshake, tlsFault } from '../../../../nodes/lib/transports/tls/fault';
import { tlsFailure } from '../../../../nodes/lib/transports/tls/words';
import type { Handshake } from '../../../../nodes/lib/transports/tls/handshake';

const failed = (code: string): Error => Object.assign(new Error(code), { code });
const handshake = (changes: Partial<Handshake> = {}): Handshake =>
  ({
    isSecure: true,
    taken: true,
    isDone: false,
    clientEndsIt: false,
    tls: {},
    certificate: undefined,
    ...changes,
  }) as Handshake;
const DONE = { isDone: true } as const;
/** TLS 1.3, where this side may write before its own part was judged. */
const DONE_BY_CLIENT = { isDone: true, clientEndsIt: true } as const;

describe('a fault of TLS', () => {
  for (const [what, code, changes, fault] of [
    ['is none before there is a connection', 'ECONNREFUSED', { taken: false }, undefined],
    ['is none once the handshake is done', 'ECONNRESET', DONE, undefined],
    ['is none once it is done, whatever the alert', 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', DONE, undefined],
    [
      'is none once it is done, but for what our part deserves',
      'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR',
      DONE_BY_CLIENT,
      undefined,
    ],
    [
      'is a client certificate that was wanted, told late',
      'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
      DONE_BY_CLIENT,
      'client-certificate',
    ],
    ['is a connection that ends while it shakes hands', 'ECONNRESET', {}, 'closed'],
    ['is a broken one for what nobody knows', 'ERR_SSL_SOMETHING_NEW', {}, 'broken'],
    ['is an issuer that nobody named', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', {}, 'issuer'],
    [
      'is an issuer between where a CA was named',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      { tls: { ca: 'pem' } },
      'intermediate',
    ],
  ] as const) {
    it(what, () => assert.equal(tlsFault(failed(code), handshake(changes)), fault));
  }

  it('is none of a connection without TLS', () => {
    const reset = failed('ECONNRESET');
    assert.equal(tlsFailure(reset, handshake({ isSecure: false }), 'https'), undefined);
    assert.equal(tlsFailure(reset, handshake(), 'https')?.cause.tls, 'closed');
  });

  it('comes after the request only where this side ended the handshake', () => {
    const alert = failed('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED');
    assert.equal(refusesHandshake(alert, handshake(DONE_BY_CLIENT)), true);
    assert.equal(refusesHandshake(alert, handshake(DONE)), false);
    assert.equal(refusesHandshake(failed('ECONNRESET'), handshake(DONE_BY_CLIENT)), false);
    assert.equal(refusesHandshake(undefined, handshake(DONE_BY_CLIENT)), false);
  });
});
