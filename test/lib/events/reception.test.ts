import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Arrival } from '../../../nodes/lib/events/types';
import { ask, Inbox, phoneBook, TestPhone } from './inbox';

const MAC = '808287046bc2';

describe('Reception', () => {
  it('makes a message of an event', () => {
    const inbox = new Inbox();
    assert.equal(ask(inbox, `/phone/incoming-call?mac=${MAC}&call_id=1`), 200);
    const [message] = inbox.messages;
    assert.equal(message?.topic, 'incoming-call');
    assert.equal(message.payload.time, '2026-01-31T08:15:30.123Z');
    assert.deepEqual(message.variables, { mac: MAC, call_id: '1' });
    assert.equal(inbox.reception.counts.accepted, 1);
  });

  it('judges the name before the address, and the address before the token', () => {
    const inbox = new Inbox({ allow: '192.168.5.0/24', token: 'canary-0815' });
    assert.equal(ask(inbox, '/phone/nonsense?token=wrong', { address: '192.168.6.1' }), 404);
    assert.equal(ask(inbox, '/phone/nonsense'), 404);
    assert.equal(ask(inbox, '/phone/mwi?token=canary-0815', { address: '192.168.6.1' }), 403);
    assert.equal(ask(inbox, '/phone/mwi?token=wrong'), 401);
    assert.equal(ask(inbox, '/phone/mwi'), 401);
    assert.equal(ask(inbox, '/phone/mwi?token=canary-0815'), 200);
    assert.deepEqual(inbox.reception.counts, {
      accepted: 1,
      filtered: 0,
      refusedAddress: 1,
      refusedPage: 0,
      refusedToken: 2,
      refusedRate: 0,
      refusedMethod: 0,
      unknown: 2,
      misplaced: 0,
      otherPhone: 0,
    });
    assert.ok(!JSON.stringify(inbox.messages).includes('canary-0815'));
  });

  it('names a bad entry of the allow list', () => {
    assert.throws(() => new Inbox({ allow: '10.0.0.0/8,phones' }), /"phones"/);
  });

  it('asks for no token where none is set', () => {
    assert.equal(ask(new Inbox({ token: '' }), '/phone/mwi?token=anything'), 200);
  });

  it('drops an event that nobody wants, and answers it', () => {
    const inbox = new Inbox({ events: new Set(['hold']) });
    assert.equal(ask(inbox, '/phone/mwi'), 200);
    assert.equal(ask(inbox, '/phone/hold'), 200);
    assert.deepEqual(inbox.topics, ['hold']);
    assert.equal(inbox.reception.counts.filtered, 1);
  });

  it('lets unknown events through where they are wanted, whatever the filter', () => {
    const inbox = new Inbox({ unknownEvents: true, events: new Set(['hold']) });
    assert.equal(ask(inbox, '/phone/Coffee%20Ready?mac=1'), 200);
    assert.equal(inbox.messages[0]?.topic, 'unknown');
    assert.equal(inbox.messages[0].payload.name, 'Coffee Ready');
  });

  it('takes no event from HEAD, but gives it the same status', () => {
    const phone = new TestPhone('p1');
    const inbox = new Inbox({ token: 't', allow: '192.168.5.20' }, { findPhone: phoneBook({ [MAC]: phone }) });
    const head = { method: 'HEAD' };
    assert.equal(ask(inbox, `/phone/mwi?token=t&mac=${MAC}`, head), 200);
    assert.equal(ask(inbox, '/phone/mwi?token=u', head), 401);
    assert.equal(ask(inbox, '/phone/nonsense?token=t', head), 404);
    assert.equal(ask(inbox, '/phone/mwi?token=t', { ...head, address: '192.168.5.21' }), 403);
    assert.deepEqual(inbox.messages, []);
    assert.deepEqual(phone.learned, []);
    assert.equal(Math.max(...Object.values(inbox.reception.counts)), 0);
  });

  describe('the phone', () => {
    const byMac = new TestPhone('by-mac', 'atcom');
    const byAddress = new TestPhone('by-address', 'fanvil');
    const findPhone = phoneBook({ [MAC]: byMac, '192.168.5.20': byAddress });
    const sender = (target: string, arrival: Partial<Arrival> = {}) => {
      const inbox = new Inbox({}, { findPhone });
      assert.equal(ask(inbox, target, arrival), 200);
      return inbox.messages[0]?.payload.phone?.name;
    };

    it('is found by its MAC in any notation', () => {
      for (const mac of ['80:82:87:04:6B:C2', '808287046bc2', '80-82-87-04-6b-c2', '8082.8704.6bc2']) {
        assert.equal(sender(`/phone/mwi?mac=${mac}`), 'by-mac', mac);
        assert.equal(sender(`/phone/mwi?MAC=${mac}`), 'by-mac', mac);
      }
      assert.equal(sender(`/phone/mwi?mac=&Mac=${MAC}`), 'by-mac');
    });

    it('is found by the arrival address, else by the address it names', () => {
      assert.equal(sender('/phone/mwi'), 'by-address');
      assert.equal(sender('/phone/mwi?mac=000000000000'), 'by-address');
      assert.equal(sender('/phone/mwi?mac=$mac&ip=10.0.0.9'), 'by-address');
      assert.equal(sender('/phone/mwi?ip=192.168.5.20', { address: '10.0.0.9' }), 'by-address');
      assert.equal(sender('/phone/mwi?ip=$ip', { address: '10.0.0.9' }), undefined);
    });

    it('is the only one whose events a node wants that names it', () => {
      const inbox = new Inbox({ phoneId: 'by-mac' }, { findPhone });
      assert.equal(ask(inbox, '/phone/mwi'), 200);
      assert.equal(ask(inbox, '/phone/mwi', { address: '10.0.0.9' }), 200);
      assert.deepEqual(inbox.messages, []);
      assert.equal(ask(inbox, `/phone/mwi?mac=${MAC}`), 200);
      assert.deepEqual(inbox.topics, ['mwi']);
    });
  });

  describe('what a phone learns', () => {
    const learn = (target: string, token: string, arrival: Partial<Arrival> = {}) => {
      const phone = new TestPhone('p1');
      const inbox = new Inbox({ token }, { findPhone: phoneBook({ [MAC]: phone, '192.168.5.20': phone }) });
      ask(inbox, target, arrival);
      return phone.learned;
    };

    it('is the address of an event with the right token', () => {
      assert.deepEqual(learn(`/phone/mwi?mac=${MAC}&token=t`, 't', { address: '10.0.0.7' }), ['10.0.0.7']);
    });
    it('is the address of an event that the server authenticated', () => {
      assert.deepEqual(learn(`/phone/mwi?mac=${MAC}`, '', { authenticated: true }), ['192.168.5.20']);
    });
    it('is nothing without a token set, with a wrong one, or where only the address matched', () => {
      assert.deepEqual(learn(`/phone/mwi?mac=${MAC}`, ''), []);
      assert.deepEqual(learn(`/phone/mwi?mac=${MAC}&token=t`, ''), []);
      assert.deepEqual(learn(`/phone/mwi?mac=${MAC}&token=u`, 't'), []);
      assert.deepEqual(learn('/phone/mwi?token=t', 't'), []);
      assert.deepEqual(learn(`/phone/nonsense?mac=${MAC}&token=t`, 't'), []);
    });
  });

  it('teaches the address of its own phone alone, where it is bound to one', () => {
    const strangers: string[] = [];
    const learnFor = (phoneId?: string): number => {
      const ports = {
        findPhone: phoneBook({ '192.168.5.20': new TestPhone('p1') }),
        onProvedStranger: (mac: string) => strangers.push(mac),
      };
      return ask(new Inbox({ token: 't', ...(phoneId && { phoneId }) }, ports), `/phone/mwi?token=t&mac=${MAC}`);
    };
    assert.equal(learnFor('p1'), 200);
    assert.deepEqual(strangers, []);
    assert.equal(learnFor(), 200);
    assert.deepEqual(strangers, [MAC]);
  });

  it('tells once that a proxy changes its path', () => {
    const told: string[] = [];
    const inbox = new Inbox({}, { onMisplaced: (asked, expected) => told.push(`${asked} ${expected}`) });
    inbox.reception.misplaced('/', '/phone');
    inbox.reception.misplaced('/x', '/phone');
    assert.deepEqual(told, ['/ /phone']);
  });

  describe('behind a proxy', () => {
    const phone = new TestPhone('p1');
    const findPhone = phoneBook({ [MAC]: phone, '192.168.5.20': phone });
    const behind = (forwardedFor: string): Partial<Arrival> => ({ address: '10.0.0.1', forwardedFor });
    const open = (settings = {}) =>
      new Inbox({ trustedProxies: '10.0.0.0/8', allow: '192.168.5.0/24', token: 't', ...settings }, { findPhone });

    it("judges the phone's address, not the proxy's", () => {
      assert.equal(ask(open(), '/phone/mwi?token=t', behind('192.168.5.20')), 200);
      assert.equal(ask(open(), '/phone/mwi?token=t', behind('192.168.6.20')), 403);
      assert.equal(ask(open(), '/phone/mwi?token=t', behind('192.168.5.20, 192.168.6.20')), 403);
      assert.equal(ask(open(), '/phone/mwi?token=t', { address: '10.0.0.1' }), 403);
    });

    it('believes nobody else', () => {
      const spoofed = { address: '192.168.6.20', forwardedFor: '192.168.5.20' };
      assert.equal(ask(open(), '/phone/mwi?token=t', spoofed), 403);
      assert.equal(ask(open({ trustedProxies: '' }), '/phone/mwi?token=t', behind('192.168.5.20')), 403);
    });

    it('is each node for itself', () => {
      const chain = behind('192.168.5.20');
      assert.equal(ask(open({ trustedProxies: '10.0.0.2' }), '/phone/mwi?token=t', chain), 403);
      assert.equal(ask(open({ trustedProxies: '', allow: '10.0.0.1' }), '/phone/mwi?token=t', chain), 200);
    });

    it("finds the phone, and learns its address, by the proxy's word", () => {
      const inbox = open();
      ask(inbox, '/phone/mwi?token=t', behind('192.168.5.20'));
      assert.equal(inbox.messages[0]?.payload.phone?.name, 'p1');
      ask(inbox, `/phone/mwi?token=t&mac=${MAC}`, behind('192.168.5.21'));
      assert.deepEqual(phone.learned, ['192.168.5.21']);
    });

    it('learns nothing of a word that it cannot read', () => {
      const inbox = open({ allow: '' });
      const learned = phone.learned.length;
      assert.equal(ask(inbox, `/phone/mwi?token=t&mac=${MAC}`, behind('unknown')), 200);
      assert.equal(phone.learned.length, learned);
    });

    it('names a bad entry of the list', () => {
      assert.throws(() => open({ trustedProxies: 'proxy' }), /"proxy"/);
    });
  });

  describe('with a rate', () => {
    it('refuses what exceeds it, and counts that', () => {
      let now = 0;
      const inbox = new Inbox({ rate: '2', token: 't', events: new Set(['mwi']) }, { now: () => now });
      const statuses = [1, 2, 3].map(() => ask(inbox, '/phone/mwi?token=t'));
      assert.deepEqual(statuses, [200, 200, 429]);
      assert.equal(ask(inbox, '/phone/mwi?token=t', { address: '192.168.5.21' }), 200);
      now = 500;
      assert.equal(ask(inbox, '/phone/mwi?token=t'), 200);
      assert.equal(ask(inbox, '/phone/mwi?token=t'), 429);
      assert.equal(inbox.reception.counts.refusedRate, 2);
      assert.equal(inbox.messages.length, 4);
    });

    it('asks a clock that nobody can set', () => {
      const inbox = new Inbox({ rate: '1' }, { now: () => 0 });
      const later = { time: new Date('2026-02-28T08:15:30.123Z') };
      assert.equal(ask(inbox, '/phone/mwi'), 200);
      assert.equal(ask(inbox, '/phone/mwi', later), 429);
    });

    it('gives HEAD the same status', () => {
      const inbox = new Inbox({ rate: '1' }, { now: () => 0 });
      assert.equal(ask(inbox, '/phone/mwi', { method: 'HEAD' }), 200);
      assert.equal(ask(inbox, '/phone/mwi'), 200);
      assert.equal(ask(inbox, '/phone/mwi', { method: 'HEAD' }), 429);
      assert.equal(inbox.reception.counts.refusedRate, 0);
    });

    it('spends nothing on what is refused or filtered anyway', () => {
      const inbox = new Inbox({ rate: '1', token: 't', events: new Set(['mwi']) });
      for (const target of ['/phone/mwi', '/phone/nonsense?token=t', '/phone/hold?token=t']) ask(inbox, target);
      assert.equal(ask(inbox, '/phone/mwi?token=t', { method: 'HEAD' }), 200);
      assert.equal(ask(inbox, '/phone/mwi?token=t'), 200);
      assert.equal(inbox.reception.counts.refusedRate, 0);
    });

    it('learns nothing from what exceeds it, also where nobody wants the event', () => {
      const phone = new TestPhone('p1');
      const book = { findPhone: phoneBook({ [MAC]: phone }), now: () => 0 };
      const inbox = new Inbox({ rate: '1', token: 't', events: new Set(['mwi']) }, book);
      const from = (address: string, name: string) => ask(inbox, `/phone/${name}?token=t&mac=${MAC}`, { address });
      assert.equal(from('10.0.0.7', 'hold'), 200);
      assert.deepEqual(phone.learned, ['10.0.0.7']);
      assert.equal(from('10.0.0.8', 'mwi'), 200);
      assert.equal(from('10.0.0.8', 'hold'), 200);
      assert.deepEqual(phone.learned, ['10.0.0.7', '10.0.0.8']);
    });

    it('names a rate that is none', () => {
      assert.throws(() => new Inbox({ rate: 'fast' }), /"fast" is no rate/);
    });
  });

  it('tells of every refusal, and of nothing else', () => {
    let told = 0;
    const inbox = new Inbox({ allow: '192.168.5.20' }, { onRefusal: () => told++ });
    ask(inbox, '/phone/mwi');
    ask(inbox, '/phone/nonsense');
    ask(inbox, '/phone/mwi', { address: '' });
    ask(inbox, '/phone/mwi', { address: '', method: 'HEAD' });
    assert.equal(told, 2);
  });

  it('does not call an event a refusal that no filter lets through', () => {
    let told = 0;
    const inbox = new Inbox({ events: new Set(['hold']) }, { onRefusal: () => told++ });
    assert.equal(ask(inbox, '/phone/mwi'), 200);
    assert.deepEqual([inbox.reception.counts.filtered, inbox.messages.length, told], [1, 0, 0]);
  });

  it('takes nobody for a new phone whose event no document names', () => {
    const strangers: string[] = [];
    const inbox = new Inbox(
      { unknownEvents: true },
      {
        onBelief: ({ sighting }, done) => {
          strangers.push(sighting.report.name);
          done();
        },
      },
    );
    for (const name of ['coffee', 'mwi']) assert.equal(ask(inbox, `/phone/${name}?mac=${MAC}`), 200);
    assert.equal(inbox.messages.length, 2);
    assert.deepEqual(strangers, ['mwi']);
  });
});
