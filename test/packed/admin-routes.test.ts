import assert from 'node:assert/strict';
import { FanvilPhone } from '../phones';
import { needsRuntime, RUNTIMES, type RunningNodeRed, startNodeRed } from '../support/node-red';
import { phoneRequest } from '../support/requests';

const TOKEN = 'CanaryToken-77d01c';
const PASSWORD = 'CanaryPassword-3e8b11';
const MAC = '0c:38:3e:aa:bb:01';

/** bcrypt of "phones", as `node-red admin hash-pw` writes it. */
const HASH = '$2b$08$AkPMJf7FDbN6uQpvFJejAe4nQF4TCVtA/zObOAfRUbe4M.4fEz5w2';
const USERS = [
  { username: 'writer', password: HASH, permissions: '*' },
  { username: 'reader', password: HASH, permissions: 'read' },
];

for (const runtime of RUNTIMES) {
  describe(`the admin routes in ${runtime.label}`, function () {
    this.timeout(60_000);
    const fanvil = new FanvilPhone({ protection: { scheme: 'digest', username: 'admin', password: PASSWORD } });
    const tokens = { writer: '', reader: '', nobody: 'nonsense', none: '' };
    let red: RunningNodeRed | undefined;

    const phone = (id: string, properties: object = {}): object => ({
      id,
      type: 'voip-phone',
      name: `Phone ${id}`,
      vendor: 'fanvil',
      host: '127.0.0.1',
      port: String(fanvil.port),
      credentials: { username: 'admin', password: PASSWORD },
      ...properties,
    });
    const flows = (...more: object[]): object[] => [
      { id: 'tab', type: 'tab', label: 'test' },
      phone('good-phone', { mac: '0c:38:3e:00:00:01' }),
      phone('wrong-phone', { credentials: { username: 'admin', password: 'wrong' } }),
      phone('off-phone', { d: true }),
      {
        id: 'events',
        type: 'action-url in',
        z: 'tab',
        x: 1,
        y: 1,
        path: '/phone',
        events: ['dnd-on'],
        credentials: { token: TOKEN },
        wires: [[]],
      },
      ...more,
    ];
    async function ask(
      method: 'GET' | 'POST',
      path: string,
      {
        as = 'writer',
        type = 'application/json',
        data = {},
      }: { as?: keyof typeof tokens; type?: string; data?: unknown } = {},
    ): Promise<{ status: number; body: Record<string, unknown>; text: string }> {
      const answer = await fetch(`${red?.url}/admin/${path}`, {
        method,
        headers: { 'content-type': type, ...(tokens[as] && { authorization: `Bearer ${tokens[as]}` }) },
        ...(method === 'POST' && { body: JSON.stringify(data) }),
      });
      const text = await answer.text();
      return { status: answer.status, body: text.startsWith('{') ? JSON.parse(text) : {}, text };
    }

    before(async function () {
      needsRuntime(this, runtime);
      await fanvil.start();
      red = await startNodeRed(runtime, {
        settings: { httpAdminRoot: '/admin', adminAuth: { type: 'credentials', users: USERS } },
      });
      tokens.writer = await red.login('writer', 'phones');
      tokens.reader = await red.login('reader', 'phones');
      await red.deploy(flows(), 'full', tokens.writer);
    });
    after(async () => {
      await red?.stop();
      await fanvil.stop();
    });

    it('answer nobody who may not write', async () => {
      for (const as of ['none', 'reader', 'nobody'] as const) {
        assert.equal((await ask('GET', 'voip-phone/reported', { as })).status, 401, as);
        assert.equal((await ask('POST', 'voip-phone/good-phone/test', { as })).status, 401, as);
        assert.equal((await ask('GET', 'voip-phone/good-phone/state', { as })).status, 401, as);
      }
      assert.equal(fanvil.web.requests, 0);
    });

    it('list the phones that reported and have no node, once the token was right', async () => {
      const sent = (mac: string, token: string, event = 'dnd-off'): Promise<number> =>
        phoneRequest(red?.port ?? 0, `/phone/${event}?mac=${mac}&model=X4U&token=${token}`);
      assert.equal(await sent('0c:38:3e:00:00:01', TOKEN), 200);
      assert.equal(await sent('0c:38:3e:aa:bb:99', 'wrong'), 401);
      assert.equal(await sent('0c:38:3e:aa:bb:98', TOKEN, 'no-such-event'), 404);
      assert.deepEqual((await ask('GET', 'voip-phone/reported')).body, { phones: [] });
      await red?.deploy(
        flows().filter((node) => (node as { host?: string }).host === undefined),
        'full',
        tokens.writer,
      );
      assert.equal(await sent(MAC, TOKEN), 200);
      const { body, text } = await ask('GET', 'voip-phone/reported');
      const { time, ...told } = (body.phones as Record<string, string>[])[0] ?? {};
      assert.deepEqual(told, { mac: MAC, address: '127.0.0.1', model: 'X4U', vendor: 'fanvil' });
      assert.equal(Number.isNaN(Date.parse(time ?? '')), false);
      assert.equal(text.includes(TOKEN), false);
      await red?.deploy(flows(phone('new-phone', { mac: MAC, host: '' })), 'full', tokens.writer);
      assert.deepEqual((await ask('GET', 'voip-phone/reported')).body, { phones: [] });
    });

    it('test a deployed phone without pressing a key', async () => {
      const { status, body, text } = await ask('POST', 'voip-phone/good-phone/test');
      assert.equal(status, 200);
      assert.deepEqual(body, { outcome: 'reachable', transport: 'http', host: '127.0.0.1', status: 200 });
      assert.equal(text.includes(PASSWORD), false);
      assert.equal((await ask('POST', 'voip-phone/wrong-phone/test')).body.outcome, 'unauthorized');
      assert.deepEqual([...fanvil.executed, ...fanvil.ignored], []);
    });

    describe('test a phone as its dialog shows it', () => {
      const STORED = '__PWRD__';
      const data = (
        properties: object = {},
        credentials: object = { username: 'admin', password: STORED },
        id = 'good-phone',
      ): object => ({
        id,
        properties: {
          ...{ vendor: 'fanvil', mac: '0c:38:3e:00:00:01', host: '127.0.0.1', port: String(fanvil.port) },
          ...properties,
        },
        credentials,
      });
      const test = (body: unknown, as: keyof typeof tokens = 'writer') =>
        ask('POST', 'voip-phone/test', { as, data: body });

      it('that is not deployed, with what was typed', async () => {
        const typed = { username: 'admin', password: PASSWORD };
        const { status, body, text } = await test(data({ mac: '' }, typed, 'new-node'));
        assert.deepEqual([status, body.outcome], [200, 'reachable']);
        assert.equal(text.includes(PASSWORD), false);
        const wrong = await test(data({ mac: '' }, { username: 'admin', password: 'wrong' }, 'another-new-node'));
        assert.equal(wrong.body.outcome, 'unauthorized');
        assert.equal((await test(data({ host: '', mac: '' }, {}, 'n'))).body.outcome, 'no-address');
        assert.equal((await test(data({ vendor: '' }, {}, 'n'))).body.outcome, 'no-vendor');
        assert.deepEqual([...fanvil.executed, ...fanvil.ignored], []);
      });

      it('that is deployed, with the stored password, as long as that stays where it was stored for', async () => {
        assert.equal((await test(data())).body.outcome, 'reachable');
        assert.equal((await test(data({ name: 'Another name', model: 'X4U' }))).body.outcome, 'reachable');
        const before = fanvil.web.requests;
        for (const elsewhere of [
          { host: 'localhost' },
          { host: '127.0.0.2' },
          { port: '1' },
          { protocol: 'https' },
          { vendor: 'atcom' },
          { path: '/elsewhere?key=' },
          { login: 'basic' },
          { transport: 'sip', sipUri: 'sip:x@127.0.0.2' },
          { sipProxy: '127.0.0.2' },
          { mac: '0c:38:3e:00:00:02' },
          { legacyTls: true },
        ]) {
          const { status, body } = await test(data(elsewhere));
          assert.deepEqual([status, body.outcome], [200, 'secret-elsewhere'], JSON.stringify(elsewhere));
        }
        for (const id of ['nobody', 'off-phone', 'events', '__proto__', ''])
          assert.equal((await test(data({}, undefined, id))).body.outcome, 'secret-elsewhere', id);
        assert.equal(fanvil.web.requests, before, 'nothing was asked');
      });

      it('without ending the wait of a password that was refused to the deployed one', async () => {
        const wrong = (password: string): object => data({ mac: '' }, { username: 'admin', password }, 'wrong-phone');
        assert.equal((await test(wrong(STORED))).body.outcome, 'locked');
        assert.equal((await test(wrong('another wrong one'))).body.outcome, 'unauthorized');
        assert.equal((await test(wrong('another wrong one'))).body.outcome, 'locked');
        assert.equal((await test(wrong(STORED))).body.outcome, 'locked');
        assert.equal((await ask('POST', 'voip-phone/wrong-phone/test')).body.outcome, 'locked');
      });

      it('for nobody who may not write, and of nothing that is no phone', async () => {
        const before = fanvil.web.requests;
        for (const as of ['none', 'reader', 'nobody'] as const) assert.equal((await test(data(), as)).status, 401, as);
        for (const body of [[], {}, { id: 7 }, { id: 'x', properties: [], credentials: {} }, data({ host: ['a'] })])
          assert.equal((await test(body)).status, 400, JSON.stringify(body));
        assert.equal((await ask('POST', 'voip-phone/test', { type: 'text/plain', data: data() })).status, 415);
        assert.equal(fanvil.web.requests, before);
      });
    });

    it('tell what a deployed phone is doing, and nobody who calls', async () => {
      const report = (event: string): Promise<number> =>
        phoneRequest(
          red?.port ?? 0,
          `/phone/${event}?mac=0c:38:3e:00:00:01&token=${TOKEN}&call_id=7&~remote=sip:6040@pbx`,
        );
      for (const event of ['incoming-call', 'call-established']) assert.equal(await report(event), 200);
      const { body, text } = await ask('GET', 'voip-phone/good-phone/state');
      const { since, seen, ...told } = body;
      assert.deepEqual(told, {
        state: 'talking',
        event: 'call-established',
        reported: ['incoming-call', 'call-established'],
      });
      for (const time of [since, seen]) assert.match(String(time), /^\d{4}-\d\d-\d\dT/);
      assert.doesNotMatch(text, /6040|pbx|CanaryToken/);
      for (const id of ['off-phone', 'nobody', 'events', '__proto__'])
        assert.deepEqual((await ask('GET', `voip-phone/${id}/state`)).body, {}, id);
    });

    it('test nothing else: no other node, no address, no form of another site', async () => {
      const before = fanvil.web.requests;
      for (const id of ['nobody', 'events', 'off-phone', '127.0.0.1', '__proto__', 'constructor', '..%2fflows'])
        assert.deepEqual((await ask('POST', `voip-phone/${id}/test`)).body, { outcome: 'not-deployed' }, id);
      for (const type of ['text/plain', 'application/x-www-form-urlencoded'])
        assert.equal((await ask('POST', 'voip-phone/good-phone/test', { type })).status, 415);
      assert.equal((await ask('GET', 'voip-phone/good-phone/test')).status, 404);
      assert.equal(fanvil.web.requests, before);
    });
  });
}
