import assert from 'node:assert/strict';
import { Deploys } from '../../../nodes/lib/deploys';
import { Adoptions } from '../../../nodes/lib/setup/adoptions';
import { Guessing } from '../../../nodes/lib/setup/guessing';
import { KeyRing, keySecrets } from '../../../nodes/lib/setup/key-ring';
import { Ledger } from '../../../nodes/lib/setup/ledger';
import { addressToward } from '../../../nodes/lib/setup/networks';
import { placeOf } from '../../../nodes/lib/setup/place';
import { standingOf } from '../../../nodes/lib/setup/standing';
import { modelSaid, otherMac } from '../../../nodes/lib/setup/user-agent';
import { fileKey } from '../../../nodes/lib/derived-keys';
import { interfaces, KEY, MAC, phone } from './fixtures';

describe('what a User-Agent says', () => {
  const MACS: readonly (readonly [agent: string, mac: string])[] = [
    ['Yealink SIP-T46G 28.72.0.1 00:15:65:4a:a9:37', '0015654aa937'],
    ['Flyingvoice FIP13G V0.6.24 00:21:F2:22:AE:F1', '0021f222aef1'],
    ['Mozilla/4.0 (compatible; snomD785-SIP 10.1.169.16 2010.12-00004 00041396D9B4 SXM:0 UXM:0)', '00041396d9b4'],
    ['Fanvil X5U-V2 2.12.16.17 0c383e557eb1', '0c383e557eb1'],
    ['Grandstream Model HW GRP2614 SW 1.0.5.15 DevId c074ad0b63ee', 'c074ad0b63ee'],
    ['Htek UC903 2.0.4.2 00:1f:c1:1c:22:a9', '001fc11c22a9'],
    ['Mitel6920 MAC:14-00-E9-1F-03-EA V:6.4.0.140-SIP', '1400e91f03ea'],
  ];
  for (const [agent, mac] of MACS) {
    it(`reads the MAC in ${agent}`, () => {
      assert.equal(otherMac(agent, '001565000000'), mac);
      assert.equal(otherMac(agent, mac), undefined);
    });
  }

  for (const agent of [
    undefined,
    '',
    'Yealink-T46G 28.71.0.81 28.1.0.128.0.0.0',
    'FileTransport PolycomVVX-VVX_400-UA/4.1.4.7430 Type/Application',
    'curl/8.5.0 0123456789abcdef0123',
    `x${'a'.repeat(12)}`,
    '00:15:65:4a:a9:37:01',
  ])
    it(`finds no MAC in ${agent}`, () => assert.equal(otherMac(agent, MAC), undefined));

  it('reads the model behind the vendor’s own name alone', () => {
    const said = (agent: string | undefined, label = 'Fanvil'): string => modelSaid(agent, { label });
    assert.equal(said('Fanvil X5U-V2 2.12.16.17 0c383e557eb1'), 'X5U-V2');
    assert.equal(said('Fanvil X6U Pro 0.0.10 0c383e557eb1'), 'X6U Pro');
    assert.equal(said('Grandstream Model HW GRP2614 SW 1.0.5.15', 'Grandstream'), 'GRP2614');
    assert.equal(said('Yealink SIP-T46G 28'), '');
    assert.equal(said(undefined), '');
  });
});

describe('this host as a phone sees it', () => {
  it('is its address in the phone’s network, the smallest of several', () => {
    const here = interfaces('10.0.0.1/8', '10.1.2.3/24', 'fe80::1/64', '2001:db8::5/64');
    assert.equal(addressToward('10.1.2.99', here), '10.1.2.3');
    assert.equal(addressToward('10.1.2.99', interfaces('10.1.2.3/24', '10.0.0.1/8')), '10.1.2.3');
    assert.equal(addressToward('10.9.9.9', here), '10.0.0.1');
    assert.equal(addressToward('192.168.5.20', here), undefined);
    assert.equal(addressToward('2001:db8::99', here), '2001:db8::5');
    assert.equal(addressToward('fe80::99', here), undefined);
    assert.equal(addressToward('', here), undefined);
    assert.equal(addressToward('127.0.0.1'), '127.0.0.1');
  });

  it('is asked for the base of its URLs, in brackets where that is IPv6', () => {
    const reached = { baseUrl: '', port: 1881, isTls: false };
    const none = interfaces();
    assert.deepEqual(placeOf({ address: '10.0.0.9', localAddress: '10.0.0.1' }, reached, none), {
      base: 'http://10.0.0.1:1881',
    });
    assert.deepEqual(placeOf({ address: '::9', localAddress: '2001:db8::5' }, { ...reached, isTls: true }, none), {
      base: 'https://[2001:db8::5]:1881',
    });
    assert.equal(placeOf({ address: '10.0.0.9', localAddress: undefined }, reached, none), undefined);
  });
});

describe('a ring of keys', () => {
  it('is made anew when the phones change, and not before', () => {
    const ring = new KeyRing([{ secret: KEY }]);
    let asked = 0;
    const macs = (): string[] => {
      asked++;
      return [MAC];
    };
    const key = fileKey(KEY, MAC);
    assert.equal(ring.macOf(key, macs, 1, 0), MAC);
    assert.equal(ring.macOf('x', macs, 1, 0), undefined);
    assert.equal(asked, 1);
    assert.equal(
      ring.macOf(key, () => [], 2, 0),
      undefined,
    );
  });

  it('holds nothing of a secret that is too short', () => {
    const short = 'x'.repeat(15);
    assert.equal(
      new KeyRing([{ secret: short }]).macOf(fileKey(short, MAC), () => [MAC], 1, 0),
      undefined,
    );
  });

  it('is of the setup key alone where there is one: a new token leaves typed addresses as they are', () => {
    const previous = { token: 'p', until: 5 };
    assert.deepEqual(keySecrets('k', 't', previous), [{ secret: 'k' }]);
    assert.deepEqual(keySecrets('', 't', previous), [{ secret: 't' }, { secret: 'p', until: 5 }]);
    assert.deepEqual(keySecrets('', 't', undefined), [{ secret: 't' }]);
  });
});

describe('adoptions', () => {
  it('end with the node at once, or with the deploy where it is back', () => {
    const deploys = new Deploys();
    const adoptions = new Adoptions(deploys);
    adoptions.add('a', phone())(false);
    assert.ok(!adoptions.has('a', MAC));
    adoptions.add('a', phone({ name: 'before' }))(true);
    deploys.tell('stopping');
    assert.ok(adoptions.has('a', MAC));
    adoptions.add('a', phone({ name: 'after' }));
    assert.equal(adoptions.phone('a', MAC)?.name, 'after');
    deploys.tell('started');
    assert.equal(adoptions.phone('a', MAC)?.name, 'after');
    assert.deepEqual([adoptions.has('b', MAC), adoptions.has('a', '0')], [false, false]);
  });

  it('are counted, and list phones without a MAC, which get nothing', () => {
    const adoptions = new Adoptions(new Deploys());
    const before = adoptions.version;
    const end = adoptions.add('a', phone({ mac: '', name: 'nameless' }));
    assert.notEqual(adoptions.version, before);
    assert.deepEqual([...adoptions.macs('a')], []);
    assert.deepEqual(
      adoptions.phones('a').map(({ name }) => name),
      ['nameless'],
    );
    assert.ok(!adoptions.has('a', ''));
    end(false);
    assert.deepEqual(adoptions.phones('a'), []);
  });
});

describe('several nodes with one MAC', () => {
  it('are listed each, once, also while one of them restarts', () => {
    const deploys = new Deploys();
    const adoptions = new Adoptions(deploys);
    const names = (): string[] => adoptions.phones('a').map(({ name }) => name);
    adoptions.add('a', phone({ id: 'one', name: 'one' }))(true);
    deploys.tell('stopping');
    adoptions.add('a', phone({ id: 'one', name: 'one anew' }));
    adoptions.add('a', phone({ id: 'two', name: 'two' }));
    assert.deepEqual(names(), ['one anew', 'two']);
    deploys.tell('started');
    assert.deepEqual(names(), ['one anew', 'two']);
    assert.deepEqual([...adoptions.listenerIds], ['a']);
  });
});

describe('what is known of a phone, where the clock is set back', () => {
  const [YEAR, NOW] = [365 * 86_400_000, Date.parse('2026-01-31T08:00:00Z')];
  const FILE = { address: '10.0.0.9', digest: 'new' };
  const ledger = (): Ledger => {
    const known = new Ledger();
    known.fetched(MAC, { fetched: NOW + YEAR, ...FILE });
    return known;
  };

  it('reports when it reports, and has said nothing yet when it fetches', () => {
    const known = ledger();
    assert.equal(standingOf(known.of(MAC), 'new'), 'fetched');
    known.reported(MAC, NOW, false);
    assert.equal(standingOf(known.of(MAC), 'new'), 'reports');
    known.reported(MAC, NOW + YEAR, true);
    known.fetched(MAC, { fetched: NOW, ...FILE });
    assert.equal(standingOf(known.of(MAC), 'new'), 'fetched');
  });

  it('has no time of tomorrow’s any more as soon as it is heard of', () => {
    for (const hear of [
      (known: Ledger) => known.asked(MAC, NOW),
      (known: Ledger) => known.offered(MAC, NOW),
      (known: Ledger) => known.reported(MAC, NOW, false),
    ]) {
      const known = ledger();
      hear(known);
      assert.equal(known.of(MAC).fetched, NOW - 1);
    }
    const known = ledger();
    known.asked(MAC, NOW + YEAR);
    assert.equal(known.of(MAC).fetched, NOW + YEAR);
  });
});

describe('who tries keys', () => {
  it('is forgotten, the quietest first, where there are too many', () => {
    const guessing = new Guessing({ addresses: 2 });
    for (let key = 0; key < 20; key++) guessing.note('10.0.0.1', `${key}`, 0);
    assert.ok(guessing.isLocked('10.0.0.1', 0));
    guessing.note('10.0.0.2', 'x', 0);
    assert.ok(guessing.isLocked('10.0.0.1', 0));
    guessing.note('10.0.0.3', 'x', 0);
    assert.ok(!guessing.isLocked('10.0.0.1', 0));
  });
});

describe('how far a phone is', () => {
  const fetched = { fetched: 100, digest: 'new' };
  it('due until it has fetched what it is to have', () => {
    assert.equal(standingOf({}, 'new'), 'due');
    assert.equal(standingOf({ ...fetched, digest: 'old' }, 'new'), 'due');
    assert.equal(standingOf({ ...fetched, digest: 'old', reported: 200 }, 'new'), 'due');
    assert.equal(standingOf(fetched, 'new'), 'fetched');
  });
  it('reports once it has come with its own token since', () => {
    assert.equal(standingOf({ ...fetched, reported: 200 }, 'new'), 'reports');
    assert.equal(standingOf({ ...fetched, reported: 50 }, 'new'), 'fetched');
    assert.equal(standingOf({ reported: 50 }, undefined), 'reports');
  });
  it('old where that token is one of the previous, until it fetches', () => {
    assert.equal(standingOf({ reported: 200, isOld: true }, undefined), 'old');
    assert.equal(standingOf({ ...fetched, reported: 200, isOld: true }, 'new'), 'old');
    assert.equal(standingOf({ ...fetched, reported: 50, isOld: true }, 'new'), 'fetched');
  });
});

describe('the ledger', () => {
  it('keeps what was reported when something is fetched', () => {
    const ledger = new Ledger();
    ledger.reported(MAC, 5, true);
    ledger.askedByOther(MAC, '0');
    ledger.fetched(MAC, { fetched: 9, address: 'a', digest: 'd', localAddress: 'b' });
    assert.deepEqual(ledger.of(MAC), {
      ...{ reported: 5, isOld: true, fetched: 9, address: 'a', digest: 'd', localAddress: 'b' },
    });
  });
});
