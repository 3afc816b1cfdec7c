import assert from 'node:assert/strict';
import { tlsIdentity } from '../../../../nodes/lib/transports/sip/tls-identity';

describe('sip/tls-identity', () => {
  it('is the same for settings that say the same', () => {
    assert.equal(
      tlsIdentity({ ca: Buffer.from('ca'), servername: 'x', rejectUnauthorized: true }),
      tlsIdentity({ rejectUnauthorized: true, servername: 'x', ca: Buffer.from('ca') }),
    );
    assert.equal(tlsIdentity(undefined), '');
  });

  it('differs where anything differs', () => {
    const check = (): undefined => undefined;
    const settings = [
      {},
      { ca: Buffer.from('ca') },
      { ca: [Buffer.from('c'), Buffer.from('a')] },
      { cert: Buffer.from('ca') },
      { rejectUnauthorized: false },
      { rejectUnauthorized: true },
      { servername: 'true' },
      { checkServerIdentity: check },
      { checkServerIdentity: (): undefined => undefined },
    ];
    assert.equal(new Set(settings.map(tlsIdentity)).size, settings.length);
    assert.equal(tlsIdentity({ checkServerIdentity: check }), tlsIdentity({ checkServerIdentity: check }));
  });
});
