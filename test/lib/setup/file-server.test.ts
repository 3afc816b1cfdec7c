import assert from 'node:assert/strict';
import { fileKey, ownToken } from '../../../nodes/lib/derived-keys';
import { digestOf } from '../../../nodes/lib/setup/wanted-files';
import { KEY, MAC, ServerBench, TOKEN } from './fixtures';

const OTHER = '0015651234ff';
const path = (mac = MAC, name = `${mac}.cfg`, secret = KEY): string => `${fileKey(secret, mac)}/${name}`;

describe('the file server', () => {
  it('gives an adopted phone its file, by its name in either case', () => {
    const bench = new ServerBench();
    bench.adopt();
    const file = bench.get(path());
    assert.match(
      file ?? '',
      new RegExp(`incoming_call = http://192.168.5.2:1881/phone/incoming-call\\?token=${ownToken(TOKEN, MAC)}&`),
    );
    assert.equal(bench.get(path(MAC, `${MAC}.CFG`)), file);
  });

  it('gives nothing else: boot, common, model and firmware files, other MACs, other keys, queries or folders', () => {
    const bench = new ServerBench();
    bench.adopt();
    bench.adopt({ id: 'other', mac: OTHER });
    const wrong = [
      ...[
        `${MAC}.boot`,
        'y000000000000.boot',
        'y000000000028.cfg',
        'y000000000096.cfg',
        'T46G-28.86.0.15.rom',
        '',
        '/',
      ],
      ...[
        `${OTHER}.cfg`,
        `${MAC}.xml`,
        `cfg${MAC}.xml`,
        `a/${MAC}.cfg`,
        `../${MAC}.cfg`,
        `${MAC}.cfg/`,
        `%30${MAC.slice(1)}.cfg`,
      ],
    ];
    for (const name of wrong) assert.equal(bench.get(path(MAC, name)), undefined, name);
    assert.equal(bench.get(`${fileKey(KEY, OTHER)}/${MAC}.cfg`), undefined);
    assert.equal(bench.get(`${fileKey(TOKEN, MAC)}/${MAC}.cfg`), undefined);
    assert.equal(bench.get(`${MAC}.cfg`), undefined);
    assert.equal(bench.get(''), undefined);
    assert.notEqual(bench.get(path()), undefined);
  });

  it('gives nothing to phones that are not adopted by this listener, or not any more', () => {
    const bench = new ServerBench();
    bench.adoptions.add('another', { id: 'desk', name: '', vendor: 'yealink', model: '', mac: MAC });
    assert.equal(bench.get(path()), undefined);
    const end = bench.adopt();
    assert.notEqual(bench.get(path()), undefined);
    end(false);
    assert.equal(bench.get(path()), undefined);
  });

  it('gives it through a redeploy of the phone, and takes what the phone is then', () => {
    const bench = new ServerBench();
    bench.adopt()(true);
    assert.notEqual(bench.get(path()), undefined);
    bench.adopt({ vendor: 'snom' });
    assert.equal(bench.get(path()), undefined);
    assert.notEqual(bench.get(path(MAC, `${MAC}.xml`)), undefined);
    bench.deploys.tell('started');
    assert.notEqual(bench.get(path(MAC, `${MAC}.xml`)), undefined);
  });

  it('gives nothing where the vendor or the series would lose its settings', () => {
    const bench = new ServerBench();
    bench.adopt({ vendor: 'mitel' });
    bench.adopt({ vendor: 'fanvil', model: 'V64', mac: OTHER });
    assert.equal(bench.get(path()), undefined);
    assert.equal(bench.get(path(OTHER)), undefined);
  });

  it('takes keys of the token where there is no setup key, and of the previous one for its time: the file is the new one', () => {
    const until = Date.UTC(2026, 1, 1);
    const bench = new ServerBench({
      keys: [{ secret: TOKEN }, { secret: 'Canary-former-4711', until }],
    });
    bench.adopt();
    const old = path(MAC, `${MAC}.cfg`, 'Canary-former-4711');
    const file = bench.get(path(MAC, `${MAC}.cfg`, TOKEN));
    assert.match(file ?? '', new RegExp(ownToken(TOKEN, MAC)));
    assert.equal(bench.get(old), file);
    bench.today = until;
    assert.equal(bench.get(old), undefined);
    assert.notEqual(bench.get(path(MAC, `${MAC}.cfg`, TOKEN)), undefined);
  });

  it('keeps to the allow list, by the address that a trusted proxy tells', () => {
    const bench = new ServerBench({
      ...{ allow: '192.168.5.0/24', trustedProxies: '10.0.0.1' },
      reached: { baseUrl: 'https://phones.example', port: 1881, isTls: false },
    });
    bench.adopt();
    assert.equal(bench.get(path(), { address: '10.0.0.9' }), undefined);
    assert.equal(bench.get(path(), { address: '10.0.0.1', forwardedFor: '10.0.0.9' }), undefined);
    assert.notEqual(bench.get(path(), { address: '10.0.0.1', forwardedFor: '192.168.5.20' }), undefined);
    assert.equal(bench.ledger.of(MAC).address, '192.168.5.20');
  });

  it('names the server URL in the file, else the address that the phone came to, else gives none', () => {
    const base = (bench: ServerBench, asked = {}): unknown => {
      bench.adopt();
      return /incoming_call = (.*?)\/phone/.exec(bench.get(path(), asked) ?? '')?.[1];
    };
    const reached = { baseUrl: 'https://red.example/base', port: 1881, isTls: true };
    assert.equal(base(new ServerBench({ reached })), 'https://red.example/base');
    assert.equal(base(new ServerBench({ reached: { ...reached, baseUrl: '' } })), 'https://192.168.5.2:1881');
    // What a proxy came to is no address of the phone's.
    const proxied = { trustedProxies: '10.0.0.1' };
    const asked = { address: '10.0.0.1', forwardedFor: '10.9.9.9' };
    assert.equal(base(new ServerBench(proxied), asked), undefined);
    assert.equal(base(new ServerBench({ isBehindProxy: true }), { address: '10.9.9.9' }), undefined);
    // Where it has an address in the phone's own network, that will do.
    assert.equal(base(new ServerBench({ isBehindProxy: true })), 'http://192.168.5.2:1881');
  });

  it('refuses a User-Agent with another MAC, and marks the phone', () => {
    const bench = new ServerBench();
    bench.adopt();
    const agent = (mac: string): string => `Yealink SIP-T46G 28.72.0.1 ${mac}`;
    assert.notEqual(bench.get(path(), { userAgent: agent('00:15:65:12:34:56') }), undefined);
    assert.notEqual(bench.get(path(), { userAgent: 'Yealink-T46G 28.71.0.81 28.1.0.128.0.0.0' }), undefined);
    assert.equal(bench.ledger.of(MAC).otherMac, undefined);
    assert.equal(bench.get(path(), { userAgent: agent('00:15:65:12:34:FF') }), undefined);
    assert.equal(bench.ledger.of(MAC).otherMac, OTHER);
    bench.get(path());
    assert.equal(bench.ledger.of(MAC).otherMac, undefined);
  });

  it('remembers what was fetched by GET; HEAD fetches nothing', () => {
    const bench = new ServerBench();
    bench.adopt();
    const file = bench.get(path(), { method: 'HEAD' });
    assert.deepEqual(bench.ledger.of(MAC), {});
    assert.equal(bench.get(path()), file);
    const { fetched, address, digest } = bench.ledger.of(MAC);
    assert.deepEqual([fetched, address, digest], [bench.today, '192.168.5.20', digestOf(file ?? '')]);
  });

  it('counts keys of nobody, twenty different ones a minute, and goes on for right ones', () => {
    const bench = new ServerBench();
    bench.adopt();
    const tryKeys = (count: number, from = 0): void => {
      for (let key = from; key < from + count; key++) bench.get(`wrong-${key}/${MAC}.cfg`);
    };
    for (let n = 0; n < 30; n++) bench.get('wrong-0/x');
    // A name that is not there, under a right key, is no try.
    for (let n = 0; n < 30; n++) bench.get(path(MAC, `y${n}.cfg`));
    tryKeys(19);
    assert.deepEqual(bench.guessing.locked(bench.now), []);
    bench.now = 60_000;
    tryKeys(19, 30);
    assert.deepEqual(bench.guessing.locked(bench.now), []);
    tryKeys(1, 60);
    assert.deepEqual(bench.guessing.locked(bench.now), [{ address: '192.168.5.20', left: 600_000 }]);
    assert.ok(!bench.guessing.isLocked('192.168.5.21', bench.now));
    assert.notEqual(bench.get(path()), undefined);
    tryKeys(100, 100);
    bench.now += 600_000;
    assert.deepEqual(bench.guessing.locked(bench.now), []);
  });

  it('throws for a list that cannot be read: a typing error must never open the door', () => {
    assert.throws(() => new ServerBench({ allow: 'phones' }), /"phones"/);
  });
});
