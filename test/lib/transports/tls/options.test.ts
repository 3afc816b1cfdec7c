import assert from 'node:assert/strict';
import { constants } from 'node:crypto';
import type { PeerCertificate } from 'node:tls';
import { connectionOptions, takesLegacyTls, withLegacyTls } from '../../../../nodes/lib/transports/tls/options';

describe('TLS settings of one connection', () => {
  it('ask for the name of the tls-config, else for the host that was configured', () => {
    assert.equal(connectionOptions(undefined, 'phone.example').servername, 'phone.example');
    assert.equal(connectionOptions({ servername: 'pbx.example' }, 'phone.example').servername, 'pbx.example');
    assert.equal(connectionOptions({ servername: '' }, 'phone.example').servername, 'phone.example');
    assert.equal(connectionOptions({ servername: '' }, '').servername, '');
  });

  for (const host of ['', 'phone.example']) {
    it(`ask for no address by name, but compare with it${host && ', also of a phone with a name'}`, () => {
      const { servername, checkServerIdentity } = connectionOptions({ servername: '10.0.0.7' }, host);
      assert.equal(servername, '');
      const having = (address: string) =>
        ({ subject: {}, subjectaltname: `IP Address:${address}` }) as unknown as PeerCertificate;
      assert.equal(checkServerIdentity?.('localhost', having('10.0.0.7')), undefined);
      assert.ok(checkServerIdentity?.('localhost', having('10.0.0.8')) instanceof Error);
    });
  }
});

describe('TLS settings for old phones', () => {
  it('add what old phones need to what the tls-config has', () => {
    const options = withLegacyTls({ ca: 'pem', secureOptions: constants.SSL_OP_NO_TICKET });
    assert.equal(options.ca, 'pem');
    assert.equal(options.minVersion, 'TLSv1');
    assert.equal(options.secureOptions, constants.SSL_OP_NO_TICKET | constants.SSL_OP_LEGACY_SERVER_CONNECT);
    assert.equal(withLegacyTls(undefined).secureOptions, constants.SSL_OP_LEGACY_SERVER_CONNECT);
  });

  it('are known again', () => {
    assert.deepEqual([withLegacyTls({}), {}, undefined].map(takesLegacyTls), [true, false, false]);
  });
});
