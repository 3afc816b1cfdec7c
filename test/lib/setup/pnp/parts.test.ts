import assert from 'node:assert/strict';
import { Asking, MOST_ASKING } from '../../../../nodes/lib/setup/pnp/asking';
import { answeredBranch } from '../../../../nodes/lib/setup/pnp/dialogue';
import { type Question, whySilent } from '../../../../nodes/lib/setup/pnp/judge';
import { HostNeighbours } from '../../../../nodes/lib/setup/pnp/neighbours';
import { OfferKeys } from '../../../../nodes/lib/setup/pnp/offer-keys';
import { Offers } from '../../../../nodes/lib/setup/pnp/offers';
import { readSubscribe, type Subscribe } from '../../../../nodes/lib/setup/pnp/subscribe';
import { vendorSaid } from '../../../../nodes/lib/setup/pnp/vendor-said';
import { FakeTimers } from '../../../support/fake-timers';
import { own } from '../../../support/own';
import { builtIn } from '../../../support/vendors';
import { MAC } from '../fixtures';
import { type Saying, subscribe } from './bench';

const asked = (saying: Saying = {}): Subscribe => {
  const read = readSubscribe(Buffer.from(subscribe(saying), 'latin1'));
  assert.ok(read);
  return read;
};

describe('whether a phone that asks is answered', () => {
  const question: Question = {
    ...{ mode: 'answer', lack: undefined, isDocumented: true, answersUntried: false, wanted: 'new', fetched: 'old' },
    ...{ isAllowed: true, isProxy: false, isOthers: false, address: '10.0.0.9', knownAddress: '10.0.0.9' },
    ...{ mac: MAC, neighbour: MAC, base: 'http://10.0.0.2:1881' },
  };
  it('it is where all holds, and where little is known', () => {
    assert.equal(whySilent(question), undefined);
    const unknown = { wanted: undefined, fetched: undefined, knownAddress: undefined, neighbour: undefined };
    assert.equal(whySilent({ ...question, ...unknown }), undefined);
    assert.equal(whySilent({ ...question, isDocumented: false, answersUntried: true }), undefined);
  });
  const rules: readonly (readonly [why: string, changes: Partial<Question>])[] = [
    ['watch', { mode: 'watch' }],
    ['watch', { mode: 'off' }],
    ['lacks', { lack: 'partial' }],
    ['untried', { isDocumented: false }],
    ['up-to-date', { fetched: 'new' }],
    ['not-allowed', { isAllowed: false }],
    ['other-address', { isProxy: true }],
    ['other-address', { isOthers: true }],
    ['other-address', { knownAddress: '10.0.0.8' }],
    ['other-address', { neighbour: '0015651234ff' }],
    ['base', { base: undefined }],
  ];
  for (const [why, changes] of rules) {
    it(`it is not: ${why} (${Object.keys(changes).join()})`, () =>
      assert.equal(whySilent({ ...question, ...changes }), why));
  }
});

describe('who asked', () => {
  it('is remembered, 2,000 at most, the longest silent forgotten first', () => {
    const asking = new Asking();
    const mac = (n: number): string => `0015${n.toString(16).padStart(8, '0')}`;
    for (let n = 0; n < MOST_ASKING; n++) asking.note(asked({ mac: mac(n) }), '10.0.0.1', n);
    asking.note(asked({ mac: mac(0), model: 'other' }), '10.0.0.2', 5000);
    asking.note(asked({ mac: mac(9999) }), '10.0.0.1', 5001);
    assert.equal([...asking.all()].length, MOST_ASKING);
    assert.equal(asking.of(mac(1)), undefined);
    const { first, last, address, model } = asking.of(mac(0)) ?? {};
    assert.deepEqual([first, last, address, model], [0, 5000, '10.0.0.2', 'other']);
  });
});

describe('the vendor of a phone that asks', () => {
  const said = (mac: string, vendor: string, model: string): string => {
    const read = vendorSaid({ mac, vendor, model }, builtIn);
    return `${read.vendor} ${read.model}`.trim();
  };
  it('is what it says', () => {
    assert.equal(said('020000000001', 'Yealink', 'SIP-T46G'), 'yealink SIP-T46G');
    assert.equal(said('020000000001', 'GRANDSTREAM', 'GRP2612W'), 'grandstream GRP2612W');
    assert.equal(said('000413000001', 'Htek', 'UC924'), 'htek UC924');
    assert.equal(said('020000000001', 'ATCOM', 'ATCOM'), 'atcom');
  });
  it('is whose MACs begin so, where it says what several say', () => {
    assert.equal(said('00041396d9b4', 'OEM', 'OEM'), 'snom');
    assert.equal(said('7c2f80000001', 'OEM', 'OEM'), 'gigaset');
    assert.equal(said('0c383e557eb1', 'VOIP PHONE', 'VOIP PHONE'), 'fanvil');
    assert.equal(said('789912000001', 'OEM', ''), 'flyingvoice');
  });
  it('is nobody’s where neither is known, and never the stand-in for all makes', () => {
    assert.equal(said('020000000001', 'OEM', 'OEM'), '');
    assert.equal(said('020000000001', 'Other', 'Other'), '');
    assert.equal(said('020000000001', '__proto__', 'X'), 'X');
  });
});

describe('keys of offered files', () => {
  const open = (neighbour: () => string | undefined = () => undefined): OfferKeys =>
    new OfferKeys({ macAt: neighbour });
  it('are taken for ten minutes, of one listener, from the address that asked', () => {
    const keys = open();
    const key = keys.make('shared', MAC, '10.0.0.9', 0);
    assert.match(key, /^[\w-]{22}$/);
    assert.equal(keys.macOf(key, 'shared', '10.0.0.9', 599_999), MAC);
    assert.equal(keys.macOf(key, 'shared', '10.0.0.9', 600_000), undefined);
    assert.equal(keys.macOf(key, 'other', '10.0.0.9', 0), undefined);
    assert.equal(keys.macOf(key, 'shared', '10.0.0.8', 0), undefined);
    assert.equal(keys.macOf('x', 'shared', '10.0.0.9', 0), undefined);
  });
  it('are not taken from another device’s hardware at that address', () => {
    let there: string | undefined = MAC;
    const keys = open(() => there);
    const key = keys.make('shared', MAC, '10.0.0.9', 0);
    assert.equal(keys.macOf(key, 'shared', '10.0.0.9', 0), MAC);
    there = '0015651234ff';
    assert.equal(keys.macOf(key, 'shared', '10.0.0.9', 0), undefined);
  });
  it('are the same for who asks again, another for another address, and end ten minutes after the last question', () => {
    const keys = open();
    const key = keys.make('shared', MAC, '10.0.0.9', 0);
    const other = keys.make('shared', MAC, '10.0.0.8', 0);
    assert.notEqual(other, key);
    assert.equal(keys.make('shared', MAC, '10.0.0.9', 500_000), key);
    assert.equal(keys.macOf(key, 'shared', '10.0.0.9', 1_000_000), MAC);
    assert.equal(keys.macOf(other, 'shared', '10.0.0.8', 599_999), MAC);
    assert.notEqual(keys.make('shared', MAC, '10.0.0.9', 2_000_000), key);
  });
  it('are 10,000 at most', () => {
    const keys = open();
    const first = keys.make('shared', MAC, '10.0.0.9', 0);
    for (let n = 0; n < 10_000; n++) keys.make('shared', String(n), '10.0.0.9', 1);
    assert.equal(keys.macOf(first, 'shared', '10.0.0.9', 2), undefined);
  });
});

describe('the neighbours', () => {
  const TABLE = [
    'IP address       HW type     Flags       HW address            Mask     Device',
    '192.168.5.20     0x1         0x2         00:15:65:12:34:56     *        eth0',
    '192.168.5.21     0x1         0x0         00:00:00:00:00:00     *        eth0',
    '192.168.5.22     0x1         0x6         00:15:65:12:34:FF     *        eth0',
    '192.168.5.23     0x1         0x0         00:15:65:12:34:57     *        eth0',
    '',
  ].join('\n');
  it('are who the system has seen there, by complete entries alone', () => {
    const neighbours = new HostNeighbours(() => TABLE);
    const at = (host: number): string | undefined => neighbours.macAt(`192.168.5.${host}`);
    assert.deepEqual([20, 21, 22, 23, 24].map(at), [MAC, undefined, '0015651234ff', undefined, undefined]);
  });
  it('are told by the whole address; of one on two networks the last complete entry counts', () => {
    const line = (address: string, mac: string, flags = '0x2'): string => `${address}  0x1  ${flags}  ${mac}  *  eth0`;
    const table = [
      line('192.168.5.200', '00:15:65:00:00:01'),
      line('92.168.5.20', '00:15:65:00:00:02'),
      line('192.168.5.20', '00:15:65:00:00:03'),
      line('192.168.5.20', '00:15:65:00:00:04'),
      line('192.168.5.20', '00:15:65:00:00:05', '0x0'),
    ];
    const neighbours = new HostNeighbours(() => table.join('\n'));
    assert.equal(neighbours.macAt('192.168.5.20'), '001565000004');
    assert.equal(neighbours.macAt('192.168.5.2'), undefined);
    assert.equal(neighbours.macAt('2.168.5.20'), undefined);
  });
  it('are asked for once a second, and anew in each turn of the event loop where it must be so', () => {
    let [reads, now] = [0, 0];
    const due: (() => void)[] = [];
    const neighbours = new HostNeighbours(
      () => {
        reads++;
        return TABLE;
      },
      () => now,
      (run) => due.push(run),
    );
    const turn = (): void => {
      for (const run of due.splice(0)) run();
    };
    for (let n = 0; n < 5; n++) {
      neighbours.macAt('192.168.5.20');
      turn();
    }
    assert.equal(reads, 1);
    for (let n = 0; n < 5; n++) neighbours.macAt('192.168.5.20', true);
    assert.deepEqual([reads, due.length], [2, 1]);
    turn();
    neighbours.macAt('192.168.5.20', true);
    assert.equal(reads, 3);
    now = 1000;
    neighbours.macAt('192.168.5.20');
    neighbours.macAt('192.168.5.20', true);
    assert.deepEqual([reads, due.length], [4, 1]);
  });
  it('are nobody where the system tells nothing', () => {
    assert.equal(new HostNeighbours(() => '').macAt('192.168.5.20'), undefined);
    assert.doesNotThrow(() => new HostNeighbours().macAt('192.168.5.20'));
  });
});

describe('offers under way', () => {
  it('are told by their address, until the last of them there is answered', () => {
    const sent: string[] = [];
    const send = (datagram: Buffer): void => void sent.push(datagram.toString('latin1'));
    const offers = new Offers({ timers: new FakeTimers(), send });
    own(() => offers.close());
    const [ONE, TWO, HERE] = ['001565000001', '001565000002', '192.168.5.20'];
    for (const [mac, address] of [
      [ONE, HERE],
      [TWO, HERE],
      ['001565000003', '192.168.5.21'],
    ] as const) {
      offers.begin(asked({ mac, callId: mac }), { address, port: 5060 }, '192.168.5.2:9', 'http://192.168.5.2/');
    }
    const others = (): boolean[] => [ONE, TWO, '001565000004'].map((mac) => offers.hasOther(mac, HERE));
    const answer = (mac: string): void => {
      const via = sent.find((text) => text.startsWith('NOTIFY ') && text.includes(mac))?.match(/^Via: .*$/m)?.[0];
      offers.received(Buffer.from(`SIP/2.0 200 OK\r\n${via}\r\n\r\n`), { address: HERE, port: 5060 });
    };
    assert.deepEqual(others(), [true, true, true]);
    answer(ONE);
    assert.deepEqual(others(), [true, false, true]);
    answer(TWO);
    assert.deepEqual(others(), [false, false, false]);
    assert.equal(offers.hasOther(ONE, '192.168.5.21'), true);
  });
});

describe('an answer to a NOTIFY', () => {
  const answer = (text: string): string | undefined => answeredBranch(Buffer.from(text, 'latin1'));
  it('is told by the branch of its first Via, whatever it says for good', () => {
    for (const status of ['200 OK', '481 Gone', '603', '500'])
      assert.equal(
        answer(`SIP/2.0 ${status}\r\nVia: SIP/2.0/UDP a;rport=1;branch=z9x;x\r\nVia: b;branch=c\r\n\r\n`),
        'z9x',
      );
    assert.equal(answer('SIP/2.0 200 OK\nv : SIP/2.0/UDP a;branch=z9x\n\n'), 'z9x');
  });
  it('is nothing else', () => {
    const via = 'Via: SIP/2.0/UDP a;branch=z9x\r\n\r\n';
    for (const text of [`SIP/2.0 100 Trying\r\n${via}`, `NOTIFY x SIP/2.0\r\n${via}`, 'SIP/2.0 200 OK\r\n\r\n', ''])
      assert.equal(answer(text), undefined);
    assert.equal(answer(`SIP/2.0 200 OK\r\nX: ${'y'.repeat(5000)}\r\n${via}`), undefined);
  });
});
