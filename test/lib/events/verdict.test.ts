import { builtIn } from '../../support/vendors';
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import type { ReceptionSettings } from '../../../nodes/lib/events/reception';
import type { Belief } from '../../../nodes/lib/events/sighting';
import type { FindPhone } from '../../../nodes/lib/events/types';
import { judgeAll, type Verdict } from '../../../nodes/lib/events/verdict';
import { Inbox, judge, phoneBook, TestPhone, TIME } from './inbox';

const MAC = '808287046bc2';
const OTHER = '0c383e000009';
const desk = new TestPhone('desk', 'fanvil', 'Desk', MAC);
const find = phoneBook({ [MAC]: desk });

describe('what several nodes make of one arrival', () => {
  let beliefs: Belief[];
  let strangers: string[];
  beforeEach(() => {
    beliefs = [];
    strangers = [];
    desk.learned.length = 0;
  });
  const node = (settings: Partial<ReceptionSettings> = {}, findPhone = find): Inbox =>
    new Inbox(settings, {
      findPhone,
      onBelief: (belief, done) => {
        beliefs.push(belief);
        done();
      },
      onProvedStranger: (mac, address) => strangers.push(`${mac} ${address}`),
      now: () => 0,
    });
  const told = () => beliefs.map(({ sighting: { phone, event }, hasToken }) => [phone?.id, event, hasToken]);

  describe('is believed', () => {
    it('once, however many nodes believe it', () => {
      judge([node(), node(), node({ token: 't' })], `/phone/mute?mac=${MAC}&token=t`);
      assert.deepEqual(told(), [['desk', 'mute', true]]);
    });

    it('whatever the nodes filter, and beyond their rates', () => {
      judge([node({ events: new Set(['hold']) })], `/phone/mute?mac=${MAC}`);
      judge([node({ phoneId: 'another' })], `/phone/mute?mac=${MAC}`);
      const slow = node({ rate: '1' });
      assert.equal(judge([slow], `/phone/mute?mac=${MAC}`).status, 200);
      assert.equal(judge([slow], `/phone/mute?mac=${MAC}`).status, 429);
      assert.deepEqual(
        told().map((belief) => belief.join(' ')),
        Array(4).fill('desk mute false'),
      );
    });

    it('where one node of two does', () => {
      const refusing = [node({ allow: '10.0.0.0/8' }), node({ token: 'u' })];
      judge([...refusing, node()], `/phone/mute?mac=${MAC}&token=t`);
      assert.deepEqual(told(), [['desk', 'mute', false]]);
    });

    it('with the phone of the first that finds one', () => {
      const blind = node({}, () => undefined);
      judge([blind, node({ trustedProxies: '10.0.0.1' }, phoneBook({ '192.168.5.9': desk }))], '/phone/mute', {
        address: '10.0.0.1',
        forwardedFor: '192.168.5.9',
      });
      assert.deepEqual(told(), [['desk', 'mute', false]]);
    });

    it('as a stranger where none finds one', () => {
      judge([node(), node()], `/phone/mute?mac=${OTHER}`);
      assert.deepEqual(told(), [[undefined, 'mute', false]]);
      assert.equal(beliefs[0]?.sighting.mac, OTHER);
    });

    it('with the token of a node that serves the phone, and of no other', () => {
      judge([node({ phoneId: 'another', token: 't' }), node()], `/phone/mute?mac=${MAC}&token=t`);
      judge([node({ phoneId: 'desk', token: 't' }), node()], `/phone/mute?mac=${MAC}&token=t`);
      judge([node({ phoneId: 'copy', phoneMac: MAC, token: 't' })], `/phone/mute?mac=${MAC}&token=t`);
      assert.deepEqual(
        beliefs.map(({ hasToken }) => hasToken),
        [false, true, true],
      );
    });

    it('before its messages leave', () => {
      const order: string[] = [];
      const inbox = new Inbox(
        {},
        {
          onBelief: (_belief, done) => {
            order.push('belief');
            done();
          },
          deliver: () => order.push('message'),
        },
      );
      judge([inbox], '/phone/mute');
      assert.deepEqual(order, ['belief', 'message']);
    });

    it('and the messages wait until that is known everywhere', () => {
      let known: (() => void) | undefined;
      const told: string[] = [];
      const inboxes = ['one', 'other'].map(
        (name) =>
          new Inbox(
            {},
            {
              onBelief: (_belief, done) => {
                known = done;
              },
              deliver: () => told.push(name),
            },
          ),
      );
      judge(inboxes, `/phone/mute?mac=${MAC}`);
      assert.deepEqual(told, []);
      known?.();
      assert.deepEqual(told, ['one', 'other']);
    });

    it('before the answer, of a phone whose state is kept in a store, and the answer comes before the messages', () => {
      for (const isKept of [true, false]) {
        const order: string[] = [];
        let known: (() => void) | undefined;
        const { reception } = new Inbox(
          {},
          {
            findPhone: find,
            isKept: (id) => isKept && id === 'desk',
            onBelief: (_belief, done) => {
              order.push('belief');
              known = done;
            },
            deliver: () => order.push('message'),
          },
        );
        const arrival = { method: 'GET', address: '192.168.5.20', time: TIME, authenticated: false };
        const audience = { path: '/phone', judges: [reception], vendors: builtIn };
        const judged = (mac: string): Verdict =>
          judgeAll({ ...arrival, target: `/phone/mute?mac=${mac}` }, audience, false);
        const stranger = judged(OTHER);
        assert.ok(stranger.kind === 'event' && !stranger.first);
        const verdict = judged(MAC);
        assert.ok(verdict.kind === 'event');
        assert.equal(verdict.first !== undefined, isKept);
        const answer = (): void => {
          order.push('answer');
          for (const deliver of verdict.deliveries) deliver();
        };
        if (verdict.first) verdict.first(answer);
        else answer();
        assert.deepEqual(order, isKept ? ['belief'] : ['answer', 'belief']);
        known?.();
        assert.deepEqual(order, isKept ? ['belief', 'answer', 'message'] : ['answer', 'belief', 'message']);
      }
    });

    it('and an error on the way there costs neither answer nor message', () => {
      for (const callback of ['isKept', 'onBelief']) {
        const inbox = new Inbox(
          {},
          {
            findPhone: find,
            isKept: () => true,
            [callback]: () => {
              throw new Error('broken');
            },
          },
        );
        assert.equal(judge([inbox], `/phone/mute?mac=${MAC}`).status, 200);
        assert.deepEqual([inbox.topics, inbox.errors.length], [['mute'], 1], callback);
      }
    });

    it('and an error on the way there costs no message', () => {
      const inbox = new Inbox(
        {},
        {
          onBelief: () => {
            throw new Error('broken');
          },
        },
      );
      judge([inbox], `/phone/mute?mac=${MAC}`);
      assert.deepEqual([inbox.topics, inbox.errors.length], [['mute'], 1]);
    });

    it('by nobody: refused, unknown, HEAD, a web page, another method', () => {
      judge([node({ allow: '10.0.0.0/8' }), node({ token: 't' })], '/phone/mute');
      judge([node({ unknownEvents: true })], '/phone/Coffee');
      judge([node()], '/phone/Coffee');
      judge([node()], '/phone/mute', { method: 'HEAD' });
      judge([node()], '/phone/mute', { method: 'POST' });
      judge([node()], '/phone/mute', { fromWebPage: true });
      judge([node({ token: 't' })], '/phone/mute', { fromWebPage: true });
      assert.deepEqual(told(), []);
    });

    it('and the messages leave all the same where its hearer fails', () => {
      const inbox = new Inbox({}, { onBelief: () => assert.fail('deaf') });
      assert.equal(judge([inbox], '/phone/mute').status, 200);
      assert.deepEqual(inbox.topics, ['mute']);
      assert.equal(inbox.errors.length, 1);
    });
  });

  describe('is proved', () => {
    it('once, by nodes that see the same address', () => {
      judge([node({ token: 't' }), node({ token: 't' })], `/phone/mute?mac=${MAC}&token=t`);
      assert.deepEqual(desk.learned, ['192.168.5.20']);
    });

    it('for a MAC that no phone has by a node for any phone', () => {
      judge([node({ token: 't' })], `/phone/mute?mac=${OTHER}&token=t`);
      judge([node({ token: 't', phoneId: 'desk' })], `/phone/mute?mac=${OTHER}&token=t`);
      const byAddress = phoneBook({ '192.168.5.20': new TestPhone('door') });
      judge([node({ token: 't', phoneId: 'door' }, byAddress)], `/phone/mute?mac=${OTHER}&token=t`);
      judge([node()], `/phone/mute?mac=${OTHER}&token=t`);
      judge([node({ token: 't' })], '/phone/mute?token=t');
      assert.deepEqual(strangers, [`${OTHER} 192.168.5.20`]);
      const both = [node({ token: 't', phoneId: 'door' }, byAddress), node({ token: 't' }, byAddress)];
      judge([...both, node({ token: 't' }, byAddress)], `/phone/mute?mac=${OTHER}&token=t`);
      assert.equal(strangers.length, 2);
    });

    it('by a login that was checked, as by a token', () => {
      judge([node({ phoneId: 'another' })], `/phone/mute?mac=${MAC}`, { authenticated: true });
      assert.deepEqual(desk.learned, []);
      judge([node()], `/phone/mute?mac=${MAC}`, { authenticated: true });
      assert.deepEqual(desk.learned, ['192.168.5.20']);
    });

    it('not of a hidden address', () => {
      judge([node({ token: 't', trustedProxies: '192.168.5.20' })], `/phone/mute?mac=${MAC}&token=t`, {
        forwardedFor: 'unknown',
      });
      assert.deepEqual(desk.learned, []);
    });
  });

  describe("is another phone's", () => {
    const door = new TestPhone('door', 'fanvil', 'Door', OTHER);
    const here = '192.168.5.20';
    const withDoor = phoneBook({ [MAC]: desk, [OTHER]: door, [here]: door });
    const nobody = phoneBook({ [MAC]: desk, [OTHER]: door });
    const forDesk = { phoneId: 'desk', phoneMac: MAC };
    interface Case {
      readonly target: string;
      readonly counts: 0 | 1;
      /** Beside the desk's node. */
      readonly others?: readonly Partial<ReceptionSettings>[];
      readonly book?: FindPhone;
    }
    const cases: Readonly<Record<string, Case>> = {
      'by the MAC of a deployed phone': { target: `mute?mac=${OTHER}`, counts: 0 },
      "by a deployed phone's address": { target: 'mute', counts: 1 },
      'by a MAC that no phone has': { target: 'mute?mac=0c383e00ffff', counts: 1, book: nobody },
      'where nothing names a phone': { target: 'mute', counts: 1, book: nobody },
      'but not by the MAC of the own one': { target: `mute?mac=${MAC}`, counts: 0 },
      'but not where its node filters it': {
        target: 'mute',
        counts: 0,
        others: [{ phoneId: 'door', events: new Set() }],
      },
      'but not where a node is for any phone': { target: 'mute', counts: 0, others: [{}] },
      'where its node refuses it': { target: 'mute', counts: 1, others: [{ phoneId: 'door', token: 't' }] },
    };
    for (const [how, { target, counts, others = [], book = withDoor }] of Object.entries(cases)) {
      it(`${how}: ${counts === 0 ? 'nobody need know' : 'counted'}`, () => {
        const mine = node(forDesk, book);
        const theirs = others.map((settings) => node(settings, book));
        assert.equal(judge([mine, ...theirs], `/phone/${target}`).status, 200);
        assert.equal(mine.reception.counts.otherPhone, counts);
      });
    }
  });

  it('is heard by those alone that know its name', () => {
    const [open, all] = [node(), node({ unknownEvents: true, token: 't' })];
    assert.equal(judge([open, all], '/phone/Coffee?token=t').status, 200);
    assert.equal(judge([open, all], '/phone/Coffee').status, 401);
    assert.deepEqual([open.messages.length, all.messages.length], [0, 1]);
    assert.equal(open.reception.counts.unknown, 0);
    assert.equal(all.reception.counts.refusedToken, 1);
  });

  it('takes any token that fits, wherever it stands, and hides all', () => {
    for (const tokens of ['token=t', 'token=x&token=t', 'token=t&token=x', 'token=&token=t']) {
      const inbox = node({ token: 't' });
      assert.equal(judge([inbox], `/phone/mute?mac=${MAC}&${tokens}`).status, 200, tokens);
      assert.deepEqual(inbox.messages[0]?.variables, { mac: MAC });
    }
  });

  it('is refused to a web page by all nodes or by none', () => {
    const page = { fromWebPage: true };
    const [open, guarded] = [node(), node({ token: 't' })];
    assert.equal(judge([open, guarded], '/phone/mute?token=u', page).status, 403);
    assert.deepEqual(
      [open, guarded].map(({ reception }) => reception.counts.refusedPage),
      [1, 1],
    );
    assert.equal(judge([open, guarded], '/phone/mute?token=t', page).status, 200);
    assert.deepEqual([open.messages.length, guarded.messages.length], [1, 1]);
    assert.equal(judge([open], '/phone/mute', { ...page, method: 'HEAD' }).status, 403);
    assert.equal(open.reception.counts.refusedPage, 1);
  });
});

describe('on / of a server that others answer on, too', () => {
  const ofWholeServer = (inbox: Inbox, target: string): Verdict =>
    judgeAll(
      { method: 'GET', target, address: '192.168.5.20', time: TIME, authenticated: false },
      { path: '', judges: [inbox.reception], vendors: builtIn },
      true,
    );

  it('an event that is refused is answered', () => {
    const verdict = ofWholeServer(new Inbox({ path: '/', token: 't' }), '/mute?token=u');
    assert.deepEqual([verdict.kind, verdict.status], ['event', 401]);
  });

  it('what nobody takes for an event is left to the others, and counted nowhere', () => {
    for (const unknownEvents of [false, true]) {
      const inbox = new Inbox({ path: '/', token: 't', unknownEvents });
      const verdict = ofWholeServer(inbox, '/dashboard');
      assert.deepEqual([verdict.kind, verdict.status], ['none', 404]);
      if (verdict.kind === 'none') verdict.missed();
      assert.equal(Math.max(...Object.values(inbox.reception.counts)), 0);
    }
  });
});
