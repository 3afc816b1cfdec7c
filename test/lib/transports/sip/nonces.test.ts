import assert from 'node:assert/strict';
import { type Login, NonceCache, type ProtectionSpace } from '../../../../nodes/lib/transports/sip/nonces';

const login = (): Login => ({ challenge: { scheme: 'digest', params: new Map() }, since: 0, isForgotten: false });
const phone = (n: number): ProtectionSpace => ({
  kind: 'Authorization',
  hop: 'udp 192.0.2.1 5060',
  user: 'admin',
  uri: `sip:${n}@pbx.example`,
});

describe('sip/nonces', () => {
  it('remembers a thousand phones, and forgets who was not heard of for longest', () => {
    const cache = new NonceCache(() => 0);
    for (let n = 0; n < 1000; n += 1) cache.store(phone(n), 'pbx', login(), undefined);
    cache.store(phone(0), 'pbx', login(), undefined);
    cache.store(phone(1000), 'pbx', login(), undefined);
    const known = [0, 1, 2, 999, 1000].filter((n) => cache.find(phone(n)).size > 0);
    assert.deepEqual(known, [0, 2, 999, 1000]);
  });

  it('remembers five realms of one phone at the most', () => {
    const cache = new NonceCache(() => 0);
    for (let n = 0; n < 5; n += 1) cache.store(phone(0), `realm ${n}`, login(), undefined);
    assert.equal(cache.find(phone(0)).size, 5);
    cache.store(phone(0), 'realm 5', login(), undefined);
    assert.deepEqual([...cache.find(phone(0)).keys()], ['realm 5']);
  });

  it("keeps a phone's own login apart from the others', and shares a proxy's", () => {
    const cache = new NonceCache(() => 0);
    cache.store(phone(1), 'pbx', login(), undefined);
    assert.equal(cache.find(phone(2)).size, 0);
    cache.store({ ...phone(1), kind: 'Proxy-Authorization' }, 'pbx', login(), undefined);
    assert.equal(cache.find({ ...phone(2), kind: 'Proxy-Authorization' }).size, 1);
  });
});
