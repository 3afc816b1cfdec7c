import assert from 'node:assert/strict';
import type { Phone } from '../../../nodes/lib/phones/phone';
import { Recorder } from '../../support/recorder';
import { failure, rejection } from '../commands/errors';
import { MINUTE, press, Site, sending } from './phones';

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
    // An address that several phones have says of none that it is the sender.
    assert.equal(directory.find(undefined, '10.0.0.1'), undefined);
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

  it('takes nodes with the same MAC for one phone, the first one', () => {
    const { directory } = site;
    const first = site.add({ id: 'one', mac: MAC, host: '10.0.0.1', name: 'Door' });
    const second = site.add({ id: 'two', mac: MAC, host: '10.0.0.1', name: 'Door' });
    assert.equal(directory.find(HEX, '10.0.0.9'), first);
    assert.equal(directory.find(undefined, '10.0.0.1'), first);
    for (const reference of ['Door', MAC, '10.0.0.1']) assert.equal(directory.named(reference), first, reference);
    // Redeployed, it is still the first.
    directory.remove(first);
    assert.equal(directory.find(HEX, undefined), second);
    directory.add(first);
    assert.equal(directory.find(HEX, undefined), first);
  });

  for (const [what, one, other] of [
    ['other MACs', { mac: MAC }, { mac: '80:82:87:04:6b:c3' }],
    ['one MAC', { mac: MAC }, {}],
    ['no MACs', {}, {}],
  ] as const) {
    it(`identifies nobody by an address that two phones with ${what} have, and names the other`, () => {
      const { directory } = site;
      const first = site.add({ id: 'one', host: '10.0.0.1', name: 'Gate', ...one });
      const second = site.add({ id: 'two', host: '10.0.0.1', name: 'Lobby', ...other });
      assert.equal(directory.find(undefined, '10.0.0.1'), undefined);
      assert.equal(directory.find('000000000000', '10.0.0.1'), undefined);
      assert.equal(directory.findByHost('10.0.0.1'), undefined);
      assert.equal(directory.sharesHostWith(first), second);
      assert.equal(directory.sharesHostWith(second), first);
      failure('NO_PHONE', () => directory.named('10.0.0.1'));
      directory.remove(second);
      assert.equal(directory.sharesHostWith(first), undefined);
      assert.equal(directory.findByHost('10.0.0.1'), first);
    });
  }

  it('takes no phone for another that has named its MAC', () => {
    const { directory } = site;
    site.add({ id: 'one', mac: MAC, host: '10.0.0.1' });
    const nameless = site.add({ id: 'two', host: '10.0.0.2' });
    assert.equal(directory.find('000000000001', '10.0.0.1'), undefined);
    assert.equal(directory.find('000000000001', '10.0.0.2'), nameless);
  });

  it('finds an address that is only claimed by configuration alone', () => {
    const { directory } = site;
    const learned = site.add({ id: 'one', mac: MAC, host: '' });
    learned.learnAddress('10.0.0.5');
    assert.equal(directory.find(undefined, '10.0.0.5'), learned);
    assert.equal(directory.findByHost('10.0.0.5'), undefined);
  });

  describe('names in subflows', () => {
    const A = '80:82:87:04:6b:c1';
    const B = '80:82:87:04:6b:c2';
    const twoDoors = (): { a: Phone; b: Phone } => ({
      a: site.add({ id: 'a-door', name: 'Door', mac: A, host: '10.0.0.1' }, {}, { flow: 'tab/a' }),
      b: site.add({ id: 'b-door', name: 'Door', mac: B, host: '10.0.0.2' }, {}, { flow: 'tab/b' }),
    });

    it("mean the phone of the sender's own instance, however deep it stands", () => {
      const { a, b } = twoDoors();
      assert.equal(site.directory.named('Door', 'tab/a'), a);
      assert.equal(site.directory.named('Door', 'tab/b'), b);
      assert.equal(site.directory.named('Door', 'tab/b/inner'), b);
    });

    it('mean no door at random: outside, in another subflow, or where the path only begins alike', () => {
      twoDoors();
      for (const flow of ['', 'tab', 'tab/c', 'tab/ab', 'other/a'])
        assert.match(failure('NO_PHONE', () => site.directory.named('Door', flow)).message, /say its MAC/, flow);
      // What the sentence asks for works.
      assert.equal(site.directory.named(B, 'tab').settings.id, 'b-door');
      assert.equal(site.directory.named('10.0.0.1', 'tab').settings.id, 'a-door');
    });

    it('prefer the inner of two flows, and a phone outside all flows to one in a strange instance', () => {
      const { a } = twoDoors();
      const inner = site.add({ id: 'inner', name: 'Door', host: '10.0.0.3' }, {}, { flow: 'tab/a/i' });
      const global = site.add({ id: 'global', name: 'Door', host: '10.0.0.4' });
      assert.equal(site.directory.named('Door', 'tab/a/i'), inner);
      assert.equal(site.directory.named('Door', 'tab/a'), a);
      assert.equal(site.directory.named('Door', 'tab'), global);
    });

    it('count two objects with one MAC as one phone', () => {
      const one = site.add({ id: 'a-door', name: 'Door', mac: A }, {}, { flow: 'tab/a' });
      const two = site.add({ id: 'b-door', name: 'Door', mac: A }, {}, { flow: 'tab/b' });
      assert.equal(site.directory.named('Door', 'tab'), one);
      assert.equal(site.directory.named('Door', 'tab/b'), two);
    });
  });
});

describe('phones/directory: learned addresses', () => {
  const GATE = '80:82:87:04:6b:c1';
  const LOBBY = '80:82:87:04:6b:c2';
  const YARD = '80:82:87:04:6b:c3';
  const PLACE = '10.0.0.20';
  const HOUR = 60 * MINUTE;
  const DAY = 24 * HOUR;
  let site: Site;
  let gate: Phone;
  let lobby: Phone;
  beforeEach(() => {
    site = new Site({ isOwn: (address) => address === '10.0.0.7', isGateway: (address) => address === '10.0.0.254' });
    gate = site.add({ id: 'gate', name: 'Gate', mac: GATE, host: '' });
    lobby = site.add({ id: 'lobby', name: 'Lobby', mac: LOBBY, host: '' });
  });
  afterEach(() => site.close());
  const why = (phone: Phone): string => String(site.directory.whyNoAddress(phone));

  it('belong to one phone at a time: the last that proved to be there', () => {
    gate.learnAddress(PLACE);
    lobby.learnAddress(PLACE);
    assert.equal(gate.host, '');
    assert.equal(lobby.host, PLACE);
    assert.equal(site.directory.find(undefined, PLACE), lobby);
    assert.equal(site.directory.named(PLACE), lobby);
    assert.match(why(gate), /another phone reports from 10\.0\.0\.20/);
  });

  it('go to a phone with a host of its own, too, which is not asked for there', () => {
    const fixed = site.add({ id: 'fixed', mac: YARD, host: '10.0.0.99' });
    gate.learnAddress(PLACE);
    fixed.learnAddress(PLACE);
    assert.equal(gate.host, '');
    assert.equal(fixed.host, '10.0.0.99');
    assert.equal(site.directory.find(undefined, PLACE), undefined);
  });

  it('are free again when their phone moves on, and may come back to it', () => {
    gate.learnAddress(PLACE);
    gate.learnAddress('10.0.0.21');
    lobby.learnAddress(PLACE);
    lobby.learnAddress('10.0.0.22');
    gate.learnAddress(PLACE);
    assert.equal(gate.host, PLACE);
    assert.equal(lobby.host, '10.0.0.22');
  });

  it("are nobody's where one comes back within a day: that is a router", () => {
    gate.learnAddress(PLACE);
    lobby.learnAddress(PLACE);
    site.clock.advance(DAY - 1);
    gate.learnAddress(PLACE);
    for (const phone of [gate, lobby]) {
      assert.equal(phone.host, '');
      assert.match(why(phone), /several phones report from this address .*: enter the phone's own/);
    }
    assert.equal(site.directory.find(undefined, PLACE), undefined);
    failure('NO_PHONE', () => site.directory.named(PLACE));
  });

  it("are a phone's again after a day without a change of owner, not before", () => {
    gate.learnAddress(PLACE);
    lobby.learnAddress(PLACE);
    gate.learnAddress(PLACE);
    site.clock.advance(DAY - 1);
    gate.learnAddress(PLACE);
    assert.equal(gate.host, '');
    site.clock.advance(1);
    assert.equal(gate.host, PLACE);
    assert.equal(lobby.host, '');
  });

  it("stay nobody's as long as the owner changes", () => {
    gate.learnAddress(PLACE);
    lobby.learnAddress(PLACE);
    for (let day = 0; day < 5; day += 1) {
      gate.learnAddress(PLACE);
      assert.equal(gate.host, '');
      site.clock.advance(23 * HOUR);
      lobby.learnAddress(PLACE);
      assert.equal(lobby.host, '');
    }
  });

  it('are taken for a router with three phones as well, at the first that comes back', () => {
    const yard = site.add({ id: 'yard', mac: YARD, host: '' });
    for (const phone of [gate, lobby, yard]) phone.learnAddress(PLACE);
    assert.equal(yard.host, PLACE);
    gate.learnAddress(PLACE);
    assert.deepEqual([gate.host, lobby.host, yard.host], ['', '', '']);
  });

  it('may come back after a day: DHCP gave them to the other meanwhile', () => {
    gate.learnAddress(PLACE);
    lobby.learnAddress(PLACE);
    site.clock.advance(DAY);
    gate.learnAddress(PLACE);
    assert.equal(gate.host, PLACE);
    assert.equal(lobby.host, '');
  });

  it('hold for seven days after the last event', () => {
    gate.learnAddress(PLACE);
    site.clock.advance(7 * DAY - 1);
    assert.equal(gate.host, PLACE);
    site.clock.advance(1);
    assert.equal(gate.host, '');
    assert.equal(site.directory.find(undefined, PLACE), undefined);
    assert.match(why(gate), /for a week/);
    gate.learnAddress(PLACE);
    assert.equal(gate.host, PLACE);
  });

  it('hold for seven days after the last answer from there, and only from there', () => {
    gate.learnAddress(PLACE);
    site.clock.advance(6 * DAY);
    site.directory.answered(gate, PLACE);
    site.clock.advance(6 * DAY);
    site.directory.answered(gate, '10.0.0.21');
    site.directory.answered(lobby, PLACE);
    assert.equal(gate.host, PLACE);
    site.clock.advance(DAY);
    assert.equal(gate.host, '');
  });

  for (const [address, told] of [
    ['10.0.0.7', /this host's own address/],
    ['10.0.0.254', /the default gateway/],
    ['10.0.0.90', /a listed proxy/],
    ['10.0.0.1', /the address of Fixed/],
    ['fe80::1', /link-local/],
    ['febf::1', /link-local/],
  ] as const) {
    it(`are never ${address}, and ${String(told)} is said; what was learned stays`, () => {
      site.add({ id: 'fixed', name: 'Fixed', host: '10.0.0.1' });
      const end = site.directory.addProxies((asked) => asked === '10.0.0.90');
      gate.learnAddress(address);
      assert.equal(gate.host, '');
      assert.match(why(gate), told);
      gate.learnAddress(PLACE);
      gate.learnAddress(address);
      assert.equal(gate.host, PLACE);
      end();
    });
  }

  it("end where the address becomes another phone's host, or a listed proxy's", () => {
    gate.learnAddress(PLACE);
    const fixed = site.add({ id: 'fixed', name: 'Fixed', host: PLACE });
    assert.equal(gate.host, '');
    assert.equal(site.directory.find(undefined, PLACE), fixed);
    assert.match(why(gate), /the address of Fixed/);
    site.directory.remove(fixed);
    assert.equal(gate.host, PLACE);
    const end = site.directory.addProxies(() => true);
    assert.equal(gate.host, '');
    end();
    assert.equal(gate.host, PLACE);
  });

  it('may be the host of another node of the same phone', () => {
    site.add({ id: 'twin', mac: GATE, host: PLACE });
    gate.learnAddress(PLACE);
    assert.equal(gate.host, PLACE);
  });

  it('are learned of a phone that is deployed later', () => {
    site.directory.rememberStranger('808287046bc3', PLACE);
    assert.equal(site.directory.find(undefined, PLACE), undefined);
    const yard = site.add({ id: 'yard', mac: YARD, host: '' });
    assert.equal(yard.host, PLACE);
    assert.equal(site.directory.find(undefined, PLACE), yard);
  });

  it('are taken by strangers from whom they knew, and obey the same rules', () => {
    gate.learnAddress(PLACE);
    site.directory.rememberStranger('808287046bc3', PLACE);
    assert.equal(gate.host, '');
    site.directory.rememberStranger('808287046bc4', '10.0.0.254');
    assert.equal(site.add({ id: 'four', mac: '808287046bc4', host: '' }).host, '');
  });

  it('of strangers are forgotten, the longest silent first; those of phones are not', () => {
    gate.learnAddress(PLACE);
    const macOf = (n: number): string => n.toString(16).padStart(12, '0');
    for (let n = 1; n <= 1001; n += 1) site.directory.rememberStranger(macOf(n), `10.1.${n >> 8}.${n & 255}`);
    assert.equal(site.add({ id: 'first', mac: macOf(1), host: '' }).host, '');
    assert.equal(site.add({ id: 'second', mac: macOf(2), host: '' }).host, '10.1.0.2');
    assert.equal(gate.host, PLACE);
  });

  it('hold on where a command was answered, whatever the answer says', async () => {
    const web = await new Recorder().start('127.0.0.41');
    try {
      web.answer = (_request, response) => {
        response.writeHead(403).end();
      };
      const yard = site.add({ id: 'yard', mac: YARD, host: '', port: web.port });
      yard.learnAddress('127.0.0.41');
      site.clock.advance(6 * DAY);
      await rejection('FORBIDDEN', yard.send(press('OK'), sending()));
      site.clock.advance(6 * DAY);
      assert.equal(yard.host, '127.0.0.41');
    } finally {
      await web.stop();
    }
  });

  it('are asked for by commands at their time: one that was learned is used, one that was lost is not', async () => {
    const { message } = await rejection('NO_ADDRESS', gate.send(press('OK'), sending()));
    assert.match(message, /^Gate has no address: no event/);
    gate.learnAddress(PLACE);
    lobby.learnAddress(PLACE);
    gate.learnAddress(PLACE);
    const shared = await rejection('NO_ADDRESS', gate.send(press('OK'), sending()));
    assert.match(shared.message, /several phones report from this address/);
  });
});
