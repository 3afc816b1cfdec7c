import assert from 'node:assert/strict';
import { ReportedPhones } from '../../../nodes/lib/phones/reported';
import { reportOf } from '../events/reports';

const NOBODY = (): undefined => undefined;
const MAC = '0c383e2a1001';
const START = Date.parse('2026-01-31T08:00:00Z');
const at = (seconds: number): Date => new Date(START + seconds * 1000);
const report = (variables: Record<string, string>) => reportOf('mute', variables);

describe('phones/reported', () => {
  it('says what a phone told of itself, and where it is', () => {
    const phones = new ReportedPhones();
    phones.note(report({ mac: MAC, ip: '172.16.0.9', model: 'Fanvil X4U', remote: 'sip:1@h' }), MAC, '10.0.0.9', at(0));
    assert.deepEqual(phones.list(NOBODY), [
      {
        mac: '0c:38:3e:2a:10:01',
        address: '10.0.0.9',
        ip: '172.16.0.9',
        model: 'Fanvil X4U',
        vendor: 'fanvil',
        time: '2026-01-31T08:00:00.000Z',
      },
    ]);
  });

  it('leaves out what the phone did not tell', () => {
    const phones = new ReportedPhones();
    phones.note(report({ ip: '10.0.0.9', model: '$model' }), undefined, '10.0.0.9', at(0));
    assert.deepEqual(phones.list(NOBODY), [{ address: '10.0.0.9', time: '2026-01-31T08:00:00.000Z' }]);
    phones.note(report({}), undefined, '', at(0));
    assert.equal(phones.list(NOBODY).length, 1);
  });

  it('says of whom the address is known already, and would be found by the MAC alone', () => {
    const phones = new ReportedPhones();
    phones.note(report({}), MAC, '10.0.0.9', at(0));
    phones.note(report({}), '0c383e2a1002', '10.0.0.8', at(1));
    phones.note(report({}), undefined, '10.0.0.7', at(2));
    assert.deepEqual(
      phones.list(NOBODY, (mac) => (mac === MAC ? '10.0.0.9' : '10.0.0.1')).map(({ learned }) => learned),
      [undefined, undefined, true],
    );
  });

  it('lists the latest first, each phone once, and keeps what an earlier event told', () => {
    const phones = new ReportedPhones();
    phones.note(report({ model: 'X4U' }), MAC, '10.0.0.9', at(0));
    phones.note(report({}), undefined, '10.0.0.7', at(1));
    phones.note(report({}), MAC, '10.0.0.8', at(2));
    assert.deepEqual(
      phones.list(NOBODY).map(({ address, model, vendor }) => [address, model, vendor]),
      [
        ['10.0.0.8', 'X4U', 'fanvil'],
        ['10.0.0.7', undefined, undefined],
      ],
    );
  });

  it('does not write anew what it wrote a moment ago', () => {
    const phones = new ReportedPhones();
    phones.note(report({}), MAC, '10.0.0.9', at(0));
    phones.note(report({}), MAC, '10.0.0.10', at(0.9));
    assert.equal(phones.list(NOBODY)[0]?.address, '10.0.0.9');
    phones.note(report({}), MAC, '10.0.0.10', at(1));
    assert.equal(phones.list(NOBODY)[0]?.address, '10.0.0.10');
  });

  it('writes anew after the clock was set back', () => {
    const phones = new ReportedPhones();
    phones.note(report({}), MAC, '10.0.0.9', at(7200));
    phones.note(report({}), MAC, '10.0.0.10', at(0));
    assert.equal(phones.list(NOBODY)[0]?.address, '10.0.0.10');
  });

  it('forgets the longest silent where too many report', () => {
    const phones = new ReportedPhones(3);
    for (const [index, address] of ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.1', '10.0.0.4'].entries())
      phones.note(report({}), undefined, address, at(index * 2));
    assert.deepEqual(
      phones.list(NOBODY).map(({ address }) => address),
      ['10.0.0.4', '10.0.0.1', '10.0.0.3'],
    );
  });

  it('leaves out phones that a node describes by now: by MAC, address, or what they call their address', () => {
    const phones = new ReportedPhones();
    phones.note(report({ ip: '172.16.0.9' }), MAC, '10.0.0.9', at(0));
    const node = { id: 'a', name: '', vendor: '', learnAddress: () => undefined };
    const count = (isIt: (mac: string | undefined, address: string) => boolean, mac = ''): number =>
      phones.list((wanted, address) => (isIt(wanted, address) ? { ...node, mac } : undefined)).length;
    assert.equal(
      count(() => false),
      1,
    );
    assert.equal(
      count((mac) => mac === MAC, MAC),
      0,
    );
    for (const known of ['10.0.0.9', '172.16.0.9']) {
      assert.equal(
        count((_mac, address) => address === known),
        0,
      );
      // A node at that address, of a phone with another MAC.
      assert.equal(
        count((_mac, address) => address === known, '0c383e000000'),
        1,
      );
    }
  });

  it('bounds and cleans a model that a stranger made up', () => {
    const phones = new ReportedPhones();
    const model = `\u202e<img src=x>\u0000\n${'😀'.repeat(5000)}`;
    phones.note(report({ model }), MAC, '10.0.0.9', at(0));
    const shown = phones.list(NOBODY)[0]?.model ?? '';
    assert.equal(shown.startsWith('<img src=x>'), true);
    assert.equal(Array.from(shown).length, 64);
    // Throws at half a surrogate pair.
    encodeURIComponent(shown);
    phones.note(report({ model: ' \u200b ' }), undefined, '10.0.0.1', at(0));
    assert.equal(phones.list(NOBODY)[0]?.model, undefined);
  });

  it('lets nobody name a variable of this machine’s: what is told becomes a node’s name and model', () => {
    const phones = new ReportedPhones();
    for (const text of ['X4U ${HOME}', '${HOME}', '$(HOME)', 'X4U$\u0000{HOME}']) {
      phones.note(report({ model: text }), MAC, '10.0.0.9', at(0), () => text);
      const [told] = phones.list(NOBODY);
      assert.deepEqual([told?.model, told?.account], [undefined, undefined], text);
    }
  });
});
