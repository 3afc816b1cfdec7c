import assert from 'node:assert/strict';
import { failure } from '../commands/errors';
import { Site } from './phones';

const MAC = '80:82:87:04:6b:c2';
const HEX = '808287046bc2';

describe('phones/directory', () => {
  let site: Site;
  beforeEach(() => {
    site = new Site();
  });
  afterEach(() => site.close());

  it('finds by MAC before address', () => {
    const { directory } = site;
    const byMac = site.add({ mac: MAC, host: '10.0.0.1' });
    const byAddress = site.add({ id: 'other', host: '10.0.0.2' });
    assert.equal(directory.find(HEX, '10.0.0.2'), byMac);
    assert.equal(directory.find('000000000000', '10.0.0.2'), byAddress);
    assert.equal(directory.find(undefined, '10.0.0.1'), byMac);
    assert.equal(directory.find(undefined, '10.0.0.3'), undefined);
    assert.equal(directory.find(undefined, undefined), undefined);
  });

  it('finds nothing under blanks or names that objects have', () => {
    const { directory } = site;
    site.add({ host: '', name: '' });
    assert.equal(directory.find('', ''), undefined);
    for (const name of ['__proto__', 'constructor', 'toString']) {
      assert.equal(directory.find(name, name), undefined);
      failure('NO_PHONE', () => directory.named(name));
    }
  });

  it('knows an address in every form, and a host name in any case', () => {
    const { directory } = site;
    const six = site.add({ id: 'v6', host: '[2001:DB8:0::1]' });
    const named = site.add({ id: 'dns', host: 'Desk.Example' });
    assert.equal(directory.find(undefined, '2001:db8::1'), six);
    assert.equal(directory.named('2001:db8:0:0::1'), six);
    assert.equal(directory.named('[2001:db8::1]'), six);
    assert.equal(directory.named('desk.example'), named);
  });

  it('finds what msg.phone names: name, MAC in any notation, address', () => {
    const { directory } = site;
    const phone = site.add({ name: 'Front desk', mac: MAC, host: '10.0.0.1' });
    for (const reference of ['Front desk', ' Front desk ', MAC, '8082.8704.6BC2', '808287046BC2', '10.0.0.1']) {
      assert.equal(directory.named(reference), phone, reference);
    }
    for (const reference of ['front desk', '10.0.0.2', '', ' ', 7, null, undefined, {}, ['10.0.0.1']]) {
      failure('NO_PHONE', () => directory.named(reference));
    }
  });

  it('prefers a name to a MAC or address that another phone has', () => {
    const named = site.add({ name: '10.0.0.2', host: '10.0.0.1' });
    site.add({ id: 'other', name: 'Other', host: '10.0.0.2' });
    assert.equal(site.directory.named('10.0.0.2'), named);
  });

  it('refuses what more than one phone is meant by, until only one is left', () => {
    const { directory } = site;
    const first = site.add({ name: 'Desk', host: '10.0.0.1' });
    const second = site.add({ id: 'second', name: 'Desk', host: '10.0.0.1' });
    assert.match(failure('NO_PHONE', () => directory.named('Desk')).message, /more than one/);
    failure('NO_PHONE', () => directory.named('10.0.0.1'));
    assert.equal(directory.find(undefined, '10.0.0.1'), first);
    directory.remove(first);
    assert.equal(directory.named('Desk'), second);
    assert.equal(directory.find(undefined, '10.0.0.1'), second);
    directory.remove(second);
    failure('NO_PHONE', () => directory.named('Desk'));
  });

  it('learns the address of a phone without host, and follows it', () => {
    const { directory } = site;
    const phone = site.add({ mac: MAC, host: '' });
    assert.equal(phone.host, '');
    phone.learnAddress('10.0.0.5');
    assert.equal(phone.host, '10.0.0.5');
    assert.equal(directory.named('10.0.0.5'), phone);
    phone.learnAddress('10.0.0.6');
    assert.equal(phone.host, '10.0.0.6');
    assert.equal(directory.find(undefined, '10.0.0.5'), undefined);
    assert.equal(directory.find(undefined, '10.0.0.6'), phone);
  });

  it('keeps a learned address over a redeploy', () => {
    const { directory } = site;
    const before = site.add({ mac: MAC, host: '' });
    before.learnAddress('10.0.0.5');
    directory.remove(before);
    assert.equal(directory.find(undefined, '10.0.0.5'), undefined);
    const after = site.add({ mac: MAC, host: '', name: 'Renamed' });
    assert.equal(after.host, '10.0.0.5');
    assert.equal(directory.find(undefined, '10.0.0.5'), after);
  });

  it('learns nothing about a phone that has a host, or no MAC', () => {
    const fixed = site.add({ mac: MAC, host: '10.0.0.1' });
    fixed.learnAddress('10.0.0.5');
    assert.equal(fixed.host, '10.0.0.1');
    const nameless = site.add({ id: 'nameless', host: '' });
    nameless.learnAddress('10.0.0.5');
    assert.equal(nameless.host, '');
    assert.equal(site.directory.find(undefined, '10.0.0.5'), undefined);
  });
});
