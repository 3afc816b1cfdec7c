import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SharedServerOptions } from '../../../nodes/lib/events/entrance';
import { Installation } from '../../../nodes/lib/installation/installation';
import { own } from '../../support/own';
import { Inbox, judge, TIME } from '../events/inbox';
import { reportOf } from '../events/reports';
import { startWebServer } from '../events/web-server';
import { exchange, statusOf } from '../events/wire';
import { phoneSettings } from '../phones/phones';

const MAC = '808287046bc2';
const ADDRESS = '10.0.0.9';
const make = (load?: () => Promise<void>): Installation =>
  new Installation({
    surroundings: { isOwn: () => false, isGateway: () => false },
    ...(load && { load }),
  });

describe('Installation', () => {
  it('shares nothing with another one', async () => {
    const [one, other] = [make(), make()];
    const settings = phoneSettings({ mac: MAC, host: '' });
    const phones = [one, other].map((installation) => {
      const phone = installation.addPhone(settings);
      own(() => installation.removePhone(phone));
      return phone;
    });
    phones[0]?.learnAddress(ADDRESS);
    one.reported.note(reportOf('mute', {}), 'aabbccddeeff', ADDRESS, TIME);
    assert.deepEqual(
      phones.map(({ host }) => host),
      [ADDRESS, ''],
    );
    assert.equal(other.reported.list(() => undefined).length, 0);
  });

  it('keeps what was learned of a phone when its node is made anew', async () => {
    const installation = make();
    const settings = phoneSettings({ mac: MAC, host: '' });
    const first = installation.addPhone(settings);
    first.learnAddress(ADDRESS);
    await installation.removePhone(first);
    assert.equal(installation.findPhone(MAC, ''), undefined);
    const second = installation.addPhone(settings);
    own(() => installation.removePhone(second));
    assert.equal(installation.findPhone(MAC, ''), second);
    assert.equal(second.host, ADDRESS);
  });

  for (const [host, address] of [
    ['10.0.0.8', '10.0.0.8'],
    ['::ffff:10.0.0.8', '10.0.0.8'],
    ['2001:DB8:0::5', '2001:db8::5'],
    // Nobody has asked where that is: a phone that fetches from anywhere does not do so from elsewhere.
    ['desk.lan', undefined],
  ] as const)
    it(`knows a phone that sets itself up at ${host} to be at ${address}`, () => {
      const installation = make();
      const phone = installation.addPhone(phoneSettings({ mac: MAC, host }));
      own(() => installation.removePhone(phone));
      assert.equal(installation.setup.places.addressOf(MAC), address);
    });

  it('knows what a phone said that it is as long as any of its nodes is there, and forgets it with the last', async () => {
    const installation = make();
    const { deploys, descriptions } = installation;
    const add = (id: string) => installation.addPhone(phoneSettings({ id, mac: MAC }));
    const firmware = (): string | undefined => descriptions.of(MAC).firmware;
    const [one, other] = [add('one'), add('other')];
    descriptions.note(MAC, { firmware: '2.4' });
    // The other one is closed and made anew by the same deploy.
    deploys.tell('stopping');
    await Promise.all([installation.removePhone(other), installation.removePhone(one, true)]);
    const again = add('other');
    deploys.tell('started');
    assert.equal(firmware(), '2.4');
    deploys.tell('stopping');
    await installation.removePhone(again, true);
    deploys.tell('started');
    assert.equal(firmware(), undefined);
    // A node that is new in the next deploy is another matter.
    descriptions.note(MAC, { firmware: '2.5' });
    deploys.tell('started');
    assert.equal(firmware(), '2.5');
  });

  it('offers strangers who were believed, and neither known phones nor those of several MACs', () => {
    const installation = make();
    const phone = installation.addPhone(phoneSettings({ mac: MAC }));
    own(() => installation.removePhone(phone));
    const inbox = new Inbox(
      {},
      {
        findPhone: (mac, address) => installation.findPhone(mac, address),
        onBelief: (belief, done) => installation.believe(belief, done),
      },
    );
    judge([inbox], `/phone/mute?mac=${MAC}`, { address: ADDRESS });
    judge([inbox], '/phone/mute?mac=aabbccddee01&mac=aabbccddee02', { address: '10.0.0.8' });
    assert.deepEqual(
      installation.reported.list(() => undefined),
      [],
    );
    judge([inbox], '/phone/mute?mac=aabbccddee03', { address: '10.0.0.7' });
    assert.deepEqual(
      installation.reported.list(() => undefined).map(({ mac }) => mac),
      ['aa:bb:cc:dd:ee:03'],
    );
  });

  it('believes nothing without a token of a guarded phone, not for a moment while its guard is made anew', () => {
    const installation = make();
    const phone = installation.addPhone(phoneSettings({ mac: MAC }));
    own(() => installation.removePhone(phone));
    const inbox = new Inbox(
      {},
      {
        findPhone: (mac, address) => installation.findPhone(mac, address),
        onBelief: (belief, done) => installation.believe(belief, done),
      },
    );
    const isBelieved = (event: string): boolean => {
      judge([inbox], `/phone/${event}?mac=${MAC}`, { address: ADDRESS });
      return installation.calls.hasReported(phone.id, event);
    };
    installation.deploys.tell('started');
    const end = installation.guardPhone(phone);
    assert.equal(isBelieved('mute'), false);
    installation.deploys.tell('stopping');
    end(true);
    assert.equal(isBelieved('mute'), false, 'closed');
    installation.deploys.tell('stopping');
    assert.equal(isBelieved('mute'), false, 'another deploy follows at once');
    const endOfNext = installation.guardPhone(phone);
    installation.deploys.tell('started');
    assert.equal(isBelieved('mute'), false, 'the next one guards');
    endOfNext(false);
    assert.equal(isBelieved('mute'), true);
  });

  it('mounts one dispatcher, whoever asks for it', async () => {
    const web = await startWebServer();
    own(web);
    const installation = make();
    let passed = 0;
    const options: Omit<SharedServerOptions, 'vendors'> = {
      app: web.httpNode,
      server: web.server,
      root: '/',
      middleware: (_request: unknown, _response: unknown, next: () => void) => {
        passed += 1;
        next();
      },
      login: undefined,
    };
    for (let node = 0; node < 3; node += 1) {
      const leave = installation.sharedServer(options).join('/phone', new Inbox().reception);
      own(() => leave(false));
    }
    assert.equal(statusOf(await exchange(web.port, 'GET /phone/mute HTTP/1.0\r\n\r\n')), 200);
    assert.equal(passed, 1);
  });

  describe('over a deploy', () => {
    const outcomes: readonly (readonly [state: 'started' | 'stopped', delivered: number])[] = [
      ['started', 1],
      ['stopped', 0],
    ];
    for (const [state, delivered] of outcomes) {
      it(`holds messages back until the flows have ${state}`, () => {
        const installation = make();
        let count = 0;
        installation.deploys.tell('stopping');
        installation.handover.take(() => (count += 1));
        assert.equal(count, 0);
        installation.deploys.tell(state);
        assert.equal(count, delivered);
        installation.handover.take(() => (count += 1));
        assert.equal(count, delivered + 1);
      });

      it(`has requests for a restarting node wait until the flows have ${state}`, async () => {
        const web = await startWebServer();
        own(web);
        const installation = make();
        const { httpNode: app, server } = web;
        const shared = installation.sharedServer({ app, server, root: '/', middleware: undefined, login: undefined });
        await shared.join('/phone', new Inbox().reception)(true);
        const answer = exchange(web.port, 'GET /phone/mute HTTP/1.0\r\n\r\n');
        await new Promise((resolve) => web.server.once('request', resolve));
        installation.deploys.tell(state);
        assert.equal(statusOf(await answer), 404);
      });
    }
  });

  it('loads the clients once, after the flows with a first phone have started', async () => {
    let loads = 0;
    let loaded = (): void => undefined;
    const isLoaded = new Promise<void>((resolve) => (loaded = resolve));
    const installation = make(async () => {
      loads += 1;
      loaded();
      await nextTurn();
      throw new Error('is told by the first command, not here');
    });
    installation.deploys.tell('started');
    for (const id of ['a', 'b']) {
      const phone = installation.addPhone(phoneSettings({ id }));
      own(() => installation.removePhone(phone));
    }
    assert.equal(loads, 0);
    installation.deploys.tell('started');
    installation.deploys.tell('started');
    await isLoaded;
    await nextTurn();
    assert.equal(loads, 1);
  });
});
