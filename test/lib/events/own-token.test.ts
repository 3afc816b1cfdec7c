import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { canDerive, fileKey, ownToken } from '../../../nodes/lib/derived-keys';
import { ownTokenJudge } from '../../../nodes/lib/events/own-token';
import type { ReceptionCallbacks, ReceptionSettings } from '../../../nodes/lib/events/reception';
import { ask, Inbox, phoneBook, TestPhone } from './inbox';

const TOKEN = 'Canary-shared-0815';
const FORMER = 'Canary-former-4711';
const MAC = '0c383e557eb1';
const OTHER = '0c383e557eb2';

describe('what is derived from a secret', () => {
  const hmac = (secret: string, text: string): string =>
    createHmac('sha256', secret).update(text).digest('base64url').slice(0, 22);

  it('is 22 signs of an HMAC of what it is for and the MAC', () => {
    assert.equal(ownToken(TOKEN, MAC), hmac(TOKEN, `event|${MAC}`));
    assert.equal(fileKey(TOKEN, MAC), hmac(TOKEN, `file|${MAC}`));
    assert.equal(ownToken(TOKEN, MAC).length, 22);
  });

  it('needs 16 signs of secret', () => {
    assert.deepEqual(['x'.repeat(15), 'x'.repeat(16), ''].map(canDerive), [false, true, false]);
  });
});

describe("a phone's own token", () => {
  const UNTIL = 1000;
  let today: number;
  let adopted: Set<string>;
  let told: string[];
  beforeEach(() => {
    today = UNTIL - 1;
    adopted = new Set([MAC]);
    told = [];
  });

  function inbox(settings: Partial<ReceptionSettings> = {}, ports: Partial<ReceptionCallbacks> = {}): Inbox {
    return new Inbox(
      { token: TOKEN, previous: { token: FORMER, until: UNTIL }, listenerId: 'shared', ...settings },
      {
        isAdopted: (mac) => adopted.has(mac),
        onOwnToken: (mac, fit) => told.push(`${mac} ${fit}`),
        onToken: (_sighting, fit) => told.push(fit),
        today: () => today,
        ...ports,
      },
    );
  }
  const mine = (secret = TOKEN, mac = MAC): string => `token=${ownToken(secret, mac)}`;

  it('is taken for its MAC alone, in any notation', () => {
    const node = inbox();
    assert.equal(ask(node, `/phone/mwi?${mine()}&mac=${MAC}`), 200);
    assert.equal(ask(node, `/phone/mwi?mac=0C:38:3E:55:7E:B1&${mine()}`), 200);
    assert.equal(ask(node, `/phone/mwi?${mine()}&mac=${OTHER}`), 401);
    assert.equal(ask(node, `/phone/mwi?${mine()}&mac=${MAC}&mac=${OTHER}`), 401);
    assert.equal(ask(node, `/phone/mwi?${mine()}`), 401);
    adopted.add(OTHER);
    assert.equal(ask(node, `/phone/mwi?${mine()}&mac=${OTHER}`), 401);
    assert.equal(ask(node, `/phone/mwi?${mine(TOKEN, OTHER)}&mac=${OTHER}`), 200);
  });

  it('stands beside the shared one, and ends with the adoption', () => {
    const node = inbox();
    adopted.clear();
    assert.equal(ask(node, `/phone/mwi?${mine()}&mac=${MAC}`), 401);
    assert.equal(ask(node, `/phone/mwi?token=${TOKEN}&mac=${MAC}`), 200);
    assert.equal(ask(node, `/phone/mwi?token=wrong&${mine()}&mac=${MAC}`), 401);
    adopted.add(MAC);
    assert.equal(ask(node, `/phone/mwi?token=wrong&${mine()}&mac=${MAC}`), 200);
  });

  it('that is made of the previous token is taken until its time is over, and told as old', () => {
    const node = inbox();
    assert.equal(ask(node, `/phone/mwi?${mine(FORMER)}&mac=${MAC}`), 200);
    assert.deepEqual(told, [`${MAC} previous`, 'previous']);
    today = UNTIL;
    told = [];
    assert.equal(ask(node, `/phone/mwi?${mine(FORMER)}&mac=${MAC}`), 401);
    assert.deepEqual(told, [`${MAC} late`, 'late']);
    told = [];
    assert.equal(ask(node, `/phone/mwi?${mine()}&mac=${MAC}`, { method: 'HEAD' }), 200);
    assert.deepEqual(told, []);
  });

  it('is made of no token that is too short, be it the previous one', () => {
    const short = 'x'.repeat(15);
    const node = inbox({ token: short });
    assert.equal(ask(node, `/phone/mwi?${mine(short)}&mac=${MAC}`), 401);
    const late = inbox({ previous: { token: short, until: UNTIL } });
    assert.equal(ask(late, `/phone/mwi?${mine(short)}&mac=${MAC}`), 401);
  });

  it('counts for a phone without a MAC in its request that is known by its address, never by its word', () => {
    const phone = new TestPhone('desk', 'fanvil', 'desk', MAC);
    const node = inbox({}, { findPhone: phoneBook({ '192.168.5.20': phone }) });
    assert.equal(ask(node, `/phone/mwi?${mine()}`), 200);
    assert.equal(ask(node, `/phone/mwi?${mine()}&ip=192.168.5.20`, { address: '192.168.6.1' }), 401);
  });

  it('learns an address and speaks for its phone, as the shared one does', () => {
    const phone = new TestPhone('desk', 'fanvil', 'desk', MAC);
    const beliefs: boolean[] = [];
    const node = inbox(
      {},
      {
        findPhone: phoneBook({ [MAC]: phone }),
        onBelief: ({ hasToken }, done) => {
          beliefs.push(hasToken);
          done();
        },
      },
    );
    assert.equal(ask(node, `/phone/mwi?${mine()}&mac=${MAC}`, { fromWebPage: true }), 200);
    assert.deepEqual([phone.learned, beliefs], [['192.168.5.20'], [true]]);
    assert.equal(ask(node, `/phone/mwi?${mine()}&mac=${OTHER}`, { fromWebPage: true }), 403);
  });

  it('costs nobody else a look: who comes with the shared token is asked for no adoption', () => {
    let looks = 0;
    const isAdopted = (): boolean => {
      looks++;
      return true;
    };
    const node = inbox({}, { isAdopted });
    ask(node, `/phone/mwi?token=${TOKEN}&mac=${MAC}`);
    ask(node, `/phone/mwi?mac=${MAC}`);
    assert.equal(looks, 0);
    const open = new Inbox({}, { isAdopted });
    assert.equal(ask(open, `/phone/mwi?token=x&mac=${MAC}`), 200);
    assert.equal(looks, 0);
  });

  it('is not tried out where a request brings none of its shape', () => {
    const fitOf = ownTokenJudge(TOKEN, undefined, () => 0);
    assert.equal(fitOf?.(['short', `${ownToken(TOKEN, MAC)}x`, TOKEN], MAC), undefined);
    assert.equal(fitOf?.(['short', ownToken(TOKEN, MAC)], MAC), 'present');
    assert.equal(
      ownTokenJudge('short', undefined, () => 0),
      undefined,
    );
  });
});
