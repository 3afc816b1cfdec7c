import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import type { Arrival } from '../../../nodes/lib/events/types';
import { Installation } from '../../../nodes/lib/installation/installation';
import type { OverviewNews } from '../../../nodes/lib/installation/overview';
import type { PhoneProblem, PhoneRow } from '../../../nodes/lib/installation/overview-row';
import { loginOf } from '../../../nodes/lib/phones/login';
import type { Phone } from '../../../nodes/lib/phones/phone';
import { own } from '../../support/own';
import { Inbox, judge } from '../events/inbox';
import { phoneSettings } from '../phones/phones';

const MAC = '808287046bc2';
const OTHER = '808287046bc3';
const ADDRESS = '10.0.0.9';
const DAY = 86_400_000;

describe('the row of a phone', () => {
  let installation: Installation;
  let open: Inbox;
  let guarded: Inbox;
  beforeEach(() => {
    installation = new Installation({
      surroundings: { isOwn: () => false, isGateway: () => false },
      load: async () => {},
    });
    const callbacks = {
      findPhone: (mac: string | undefined, address: string) => installation.findPhone(mac, address),
      onBelief: installation.believe.bind(installation),
    };
    open = new Inbox({}, callbacks);
    guarded = new Inbox({ token: 'right' }, callbacks);
    own(() => installation.deploys.tell('stopped'));
  });

  const add = (properties: Readonly<Record<string, unknown>>, credentials = {}): Phone => {
    const phone = installation.addPhone(phoneSettings(properties, credentials));
    own(() => installation.removePhone(phone, true));
    return phone;
  };
  const row = (id: string): PhoneRow => installation.rows.of(id) ?? assert.fail(`no row of ${id}`);
  const problems = (id: string): readonly PhoneProblem[] => row(id).problems;
  const kinds = (id: string): string[] => problems(id).map(({ kind }) => kind);
  const report = (event: string, variables = '', time = new Date()): unknown =>
    judge([guarded], `/phone/${event}?token=right&mac=${MAC}${variables}`, { address: ADDRESS, time });

  it('has what is set and what is known, and nothing of what is not', () => {
    add({ id: 'a', name: 'Desk', model: 'X4U', mac: '80:82:87:04:6b:c2', host: '192.168.5.21' });
    assert.deepEqual(row('a'), {
      id: 'a',
      ...{ name: 'Desk', vendor: 'fanvil', model: 'X4U', mac: '80:82:87:04:6b:c2' },
      ...{ transport: 'http', address: '192.168.5.21', state: 'unknown', problems: [] },
    });
    const time = new Date();
    report('registered', '&firmware=2.4', time);
    report('incoming-call', '&call_id=7&remote=Canary6040&display_remote=Canary', time);
    const { state, since, registered, reachable, seen, firmware } = row('a');
    const now = time.toISOString();
    assert.deepEqual(
      { state, since, registered, reachable, seen, firmware },
      { state: 'ringing', since: now, registered: true, reachable: true, seen: now, firmware: '2.4' },
    );
    report('dnd-on');
    report('door-opened');
    assert.deepEqual([row('a').dnd, row('a').door], [true, 'open']);
    assert.equal(installation.rows.of('none'), undefined);
    assert.doesNotMatch(JSON.stringify(row('a')), /Canary/, 'nobody is named who calls');
  });

  it('names the other party where that is asked for, and of the call that makes the state', () => {
    add({ id: 'a', mac: MAC });
    report('incoming-call', '&call_id=7&remote=6040&display_remote=%E2%80%AE%3Cb%3EAnna%00');
    const [shown] = installation.rows.all(true);
    assert.deepEqual(shown?.with, { name: '<b>Anna', number: '6040' });
    assert.deepEqual(installation.rows.all(false), [row('a')]);
    report('call-terminated', '&call_id=7');
    assert.equal(installation.rows.all(true)[0]?.with, undefined);
  });

  it('shows names as texts of one line', () => {
    add({ id: 'a', name: `\u202e<script>alert(1)</script>\n${'x'.repeat(500)}`, model: 'a\u0000b' });
    assert.deepEqual(
      [row('a').name?.slice(0, 29), row('a').name?.length, row('a').model],
      ['<script>alert(1)</script>xxxx', 64, 'ab'],
    );
  });

  it('says what keeps it from working, the worst first', () => {
    add({ id: 'none', vendor: '', host: '10.0.0.1' });
    assert.match(JSON.stringify(problems('none')), /^\[\{"kind":"incomplete","text":"10\.0\.0\.1 has no vendor/);
    add({ id: 'nowhere', host: '' });
    assert.deepEqual(kinds('nowhere'), ['incomplete']);
    add({ id: 'unread', host: '10.0.0.2', protocol: 'gopher' });
    assert.match(JSON.stringify(problems('unread')), /"kind":"incomplete","text":".*gopher/);
    add({ id: 'lost', host: '', mac: OTHER });
    assert.match(JSON.stringify(problems('lost')), /^\[\{"kind":"no-address","text":"no event/);
    add({ id: 'one', name: 'One', host: '10.0.0.3' });
    add({ id: 'two', name: 'Two', host: '10.0.0.3' });
    assert.deepEqual(problems('two'), [{ kind: 'shared-address', text: 'same address as One: enter the MACs' }]);
    add({ id: 'sip', host: '', transport: 'sip', sipUri: 'sip:6040@10.0.0.5' });
    assert.deepEqual(kinds('sip'), []);
  });

  it('speaks the language of the runtime', () => {
    installation.language = (key) => (key === 'told.same-address' ? 'gleiche Adresse wie __name__' : undefined);
    add({ id: 'one', name: 'One', host: '10.0.0.3' });
    add({ id: 'two', host: '10.0.0.3' });
    assert.deepEqual(problems('two'), [{ kind: 'shared-address', text: 'gleiche Adresse wie One' }]);
  });

  it('tells of a refused password until the wait is over, whichever transport it was', () => {
    const phone = add({ id: 'a' }, { username: 'admin', password: 'CanarySecret', sipUsername: 'a', sipPassword: 'b' });
    for (const transport of ['sip', 'http'] as const) {
      installation.lockout.refused(loginFor(phone, transport), transport === 'sip' ? 407 : 401);
      const [problem] = problems('a');
      assert.ok(problem?.kind === 'refused');
      assert.equal(problem.status, transport === 'sip' ? 407 : 401);
      const wait = Date.parse(problem.until) - Date.now();
      assert.ok(wait > 58_000 && wait <= 61_000, `${wait}`);
    }
    assert.doesNotMatch(JSON.stringify(row('a')), /Canary/);
    for (const transport of ['sip', 'http'] as const) installation.lockout.accepted(loginFor(phone, transport));
    assert.deepEqual(problems('a'), []);
  });

  it('tells of a phone that does not answer, and of days without a sign', () => {
    add({ id: 'a', mac: MAC });
    report('mute', '', new Date(Date.now() - 5 * DAY + 60_000));
    assert.deepEqual(kinds('a'), []);
    report('mute', '', new Date(Date.now() - 5 * DAY - 60_000));
    assert.deepEqual(problems('a'), [{ kind: 'silent', days: 5 }]);
    installation.calls.unreachable('a');
    assert.deepEqual(kinds('a'), ['unreachable', 'silent']);
    report('unmute');
    assert.deepEqual(kinds('a'), []);
  });

  it('tells that a state is worth what anybody says, until an event has the token', () => {
    const phone = add({ id: 'a', mac: MAC });
    add({ id: 'twin', mac: MAC });
    const tellOpenly = (more: Partial<Arrival> = {}): unknown =>
      judge([open], `/phone/mute?mac=${MAC}`, { address: ADDRESS, time: new Date(), ...more });
    const says = (): string[][] => [kinds('a'), kinds('twin')];
    tellOpenly();
    assert.deepEqual(says(), [['open'], ['open']], 'nodes with one MAC are one phone');
    report('mute');
    assert.deepEqual(says(), [[], []]);
    tellOpenly({ authenticated: true });
    assert.deepEqual(says(), [[], []], 'the server has checked a login');
    tellOpenly();
    const end = installation.guardPhone(phone);
    assert.deepEqual(says(), [[], []], 'what has no token does not count any more');
    end(false);
    assert.deepEqual(says(), [['open'], ['open']]);
  });

  describe('is told', () => {
    let news: OverviewNews[];
    /** Resolves with the rows of the next publication. */
    let next: () => Promise<OverviewNews>;
    beforeEach(() => {
      news = [];
      let tell: (told: OverviewNews) => void = () => {};
      installation.overview.publish = (told) => {
        news.push(told);
        tell(told);
      };
      next = () => new Promise((resolve) => (tell = resolve));
    });
    const idsOf = (told: OverviewNews): string[] =>
      'phones' in told ? told.phones.map(({ id }) => id).toSorted() : [];

    it('when a phone comes, reports, is refused, loses its address, goes', async () => {
      let told = next();
      const phone = add({ id: 'a', mac: MAC, host: '' }, { username: 'admin', password: 'x' });
      add({ id: 'twin', mac: MAC, host: '' });
      add({ id: 'b', mac: OTHER, host: '' });
      assert.deepEqual(idsOf(await told), ['a', 'b', 'twin']);

      told = next();
      report('mute');
      phone.learnAddress(ADDRESS);
      assert.deepEqual(idsOf(await told), ['a', 'twin'], 'two nodes, one phone');
      assert.deepEqual([row('twin').address, row('twin').isLearned], [ADDRESS, true]);

      told = next();
      installation.findPhone(OTHER, '')?.learnAddress(ADDRESS);
      assert.deepEqual(idsOf(await told), ['a', 'twin'], 'whose address was taken');
      assert.deepEqual(kinds('a'), ['no-address']);

      told = next();
      installation.lockout.refused(loginFor(phone, 'http'), 401);
      assert.deepEqual(idsOf(await told), ['a']);

      told = next();
      installation.calls.unreachable('b');
      assert.deepEqual(idsOf(await told), ['b']);

      told = next();
      await installation.removePhone(phone, true);
      const last = await told;
      assert.deepEqual('gone' in last && last.gone, ['a']);
    });

    it('of strangers by their number alone', async () => {
      const told = next();
      judge([open], '/phone/incoming-call?mac=aabbccddee03&remote=Canary&active_user=6040', { address: '10.0.0.7' });
      assert.deepEqual(await told, { revision: 1, phones: [], gone: [], strangers: 1 });
      const [stranger] = installation.reported.list(() => undefined);
      assert.equal(stranger?.account, '6040');
    });

    it('not of a node that a deploy has made anew', async () => {
      const settings = { id: 'a', mac: MAC };
      let told = next();
      const phone = installation.addPhone(phoneSettings(settings));
      await told;
      installation.deploys.tell('stopping');
      await installation.removePhone(phone);
      const anew = add(settings);
      told = next();
      installation.deploys.tell('started');
      report('incoming-call');
      assert.deepEqual(idsOf(await told), ['a']);
      assert.deepEqual(news.length, 2);
      assert.equal(row('a').state, 'ringing');
      assert.equal(anew.id, 'a');
    });
  });
});

function loginFor(phone: Phone, transport: 'http' | 'sip') {
  return loginOf(phone.settings, transport) ?? assert.fail('it has a login');
}
