import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { needsRuntime, RUNTIMES, type RunningNodeRed, startNodeRed } from '../support/node-red';
import { phoneRequest } from '../support/requests';
import { Recorder } from '../support/recorder';

/** bcrypt of "phones", as `node-red admin hash-pw` writes it. */
const HASH = '$2b$08$AkPMJf7FDbN6uQpvFJejAe4nQF4TCVtA/zObOAfRUbe4M.4fEz5w2';
const USERS = [
  { username: 'writer', password: HASH, permissions: '*' },
  { username: 'reader', password: HASH, permissions: 'read' },
  { username: 'status', password: HASH, permissions: 'status.read' },
];
const TOKEN = 'CanaryToken-own-31&x';
const LISTENERS = 'CanaryToken-shared-32';
const MAC = '00aabbccdd01';

const ACME = {
  id: 'acme',
  label: 'Acme',
  series: [{ id: 'gate', label: 'Gate', prefixes: ['G'], models: ['G1'] }],
  events: [
    { event: 'gate-lifted', category: 'door', label: 'Gate Lifted', names: ['schranke'] },
    { event: 'incoming-call', label: 'Ringing' },
  ],
  variables: [
    { name: 'mac', field: 'phone.mac', label: 'MAC', filled: [{ phases: ['always'] }] },
    { name: 'pin', label: 'PIN', secret: true, filled: [{ phases: ['always'] }] },
  ],
  http: { path: '/press?user={username}&pass={password}&k=', separator: ',', answer: {} },
  keys: [{ key: 'UP', label: 'Lift the gate' }],
  actions: { 'open-door': [{ keys: ['UP'] }] },
  provisioning: [
    {
      id: 'ini',
      label: 'acme.ini',
      prefixes: [],
      fileName: '{mac}.ini',
      head: ['[urls]'],
      line: '{name}={url}',
      tail: [],
      partial: 'no',
      parameters: { 'incoming-call': ['ring'] },
    },
  ],
};

for (const runtime of RUNTIMES) {
  describe(`vendors of the user's own in ${runtime.label}`, function () {
    this.timeout(60_000);
    const gate = new Recorder();
    const tokens = { writer: '', reader: '', status: '' };
    let red: RunningNodeRed;

    const place = { z: 'tab', x: 100, y: 100 };
    const command = (id: string, phone: string): object[] => [
      { id: `${id}-in`, type: 'http in', ...place, url: `/${id}`, method: 'get', wires: [[`${id}-what`]] },
      {
        id: `${id}-what`,
        type: 'change',
        ...place,
        rules: [{ t: 'set', p: 'payload', pt: 'msg', to: '{"action":"open-door"}', tot: 'json' }],
        wires: [[id]],
      },
      {
        id,
        type: 'active-uri out',
        ...place,
        phone,
        failures: true,
        outputs: 2,
        wires: [[`${id}-out`], [`${id}-out`]],
      },
      { id: `${id}-out`, type: 'http response', ...place, statusCode: '', headers: {}, wires: [] },
    ];
    const flows = (): object[] => [
      { id: 'tab', type: 'tab', label: 'test' },
      {
        id: 'gate-phone',
        type: 'voip-phone',
        name: 'Gate',
        vendor: 'acme',
        mac: MAC,
        host: '127.0.0.1',
        port: String(gate.port),
        credentials: { username: 'admin', password: 'hush' },
      },
      {
        id: 'gone-phone',
        type: 'voip-phone',
        name: 'Gone',
        vendor: 'broken',
        host: '127.0.0.1',
        port: String(gate.port),
      },
      {
        id: 'events',
        type: 'action-url in',
        ...place,
        path: '/phone',
        events: [],
        credentials: { token: TOKEN },
        wires: [['keep']],
      },
      { id: 'shared', type: 'phone-listener', path: '/shared', guarded: true, credentials: { token: LISTENERS } },
      { id: 'guest', type: 'action-url in', ...place, listener: 'shared', events: [], wires: [[]] },
      { id: 'bare', type: 'action-url in', ...place, path: '/bare', events: [], wires: [[]] },
      { id: 'lost', type: 'action-url in', ...place, path: '/lost', events: [], guarded: true, wires: [[]] },
      {
        id: 'keep',
        type: 'change',
        ...place,
        rules: [
          {
            t: 'set',
            p: 'seen',
            pt: 'flow',
            to: '{"topic": topic, "payload": payload, "variables": variables}',
            tot: 'jsonata',
          },
        ],
        wires: [[]],
      },
      { id: 'ask', type: 'http in', ...place, url: '/seen', method: 'get', wires: [['tell']] },
      {
        id: 'tell',
        type: 'change',
        ...place,
        rules: [{ t: 'set', p: 'payload', pt: 'msg', to: 'seen', tot: 'flow' }],
        wires: [['told']],
      },
      { id: 'told', type: 'http response', ...place, statusCode: '', headers: {}, wires: [] },
      ...command('lift', 'gate-phone'),
      ...command('none', 'gone-phone'),
    ];
    const ask = (
      path: string,
      as: keyof typeof tokens | '' = 'reader',
      body?: object,
      type = 'application/json',
    ): Promise<Response> =>
      fetch(`${red.url}/admin/voip-phone/${path}`, {
        method: body ? 'POST' : 'GET',
        headers: { 'content-type': type, ...(as && { authorization: `Bearer ${tokens[as]}` }) },
        ...(body && { body: JSON.stringify(body) }),
      });
    const wish = {
      node: 'events',
      vendor: 'yealink',
      model: 'T46U',
      form: '',
      events: ['incoming-call', 'mute'],
      brief: true,
      before: 'http://192.168.5.2:1880/phone',
    };

    before(async function () {
      needsRuntime(this, runtime);
      await gate.start();
      red = await startNodeRed(runtime, {
        settings: { httpAdminRoot: '/admin', adminAuth: { type: 'credentials', users: USERS } },
      });
      const folder = join(red.userDir, 'voip-phone', 'profiles');
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'acme.json'), `\uFEFF${JSON.stringify(ACME)}`);
      writeFileSync(join(folder, 'broken.json'), '{"id":"broken",\n"label":"Broken"\n"events":[]}');
      writeFileSync(
        join(folder, 'twin.json'),
        JSON.stringify({
          id: 'twin',
          extends: 'yealink',
          variables: [{ name: 'mac', field: 'call.id', label: 'x', filled: [] }],
        }),
      );
      await red.killAndRestart();
      for (const name of ['writer', 'reader', 'status'] as const) tokens[name] = await red.login(name, 'phones');
      await red.deploy(flows(), 'full', tokens.writer);
    });
    after(async () => {
      await red?.stop();
      await gate.stop();
    });

    it('one bad file costs itself: the log says file, row and what to do', () => {
      assert.match(
        red.output(),
        /\[warn\] \[voip-phone\] your vendor profile broken\.json is not used: it is not JSON, line 3: look for a missing/,
      );
      assert.equal(red.output().match(/your vendor profile/g)?.length, 1);
    });

    it('their phones report by names of their own, secrets kept, and take commands', async () => {
      const query = `mac=${MAC}&pin=4711&token=${encodeURIComponent(TOKEN)}`;
      assert.equal(await phoneRequest(red.port, `/phone/schranke?${query}`), 200);
      const seen = (await (await fetch(`${red.url}/seen`)).json()) as Record<string, Record<string, unknown>>;
      assert.equal(seen.topic, 'gate-lifted');
      assert.deepEqual([seen.payload?.vendor, seen.payload?.category], ['acme', 'door']);
      assert.deepEqual(seen.variables, { mac: MAC });
      const done = await (await fetch(`${red.url}/lift`)).json();
      assert.equal((done as { ok?: boolean }).ok, true, JSON.stringify(done));
      assert.deepEqual(
        gate.requests.map(({ url }) => url),
        ['/press?user=admin&pass=hush&k=UP'],
      );
      assert.doesNotMatch(JSON.stringify(done), /hush/);
    });

    it('a phone whose profile is gone is incomplete: nothing is sent', async () => {
      const before = gate.requests.length;
      const failed = (await (await fetch(`${red.url}/none`)).json()) as { code?: string };
      assert.equal(failed.code, 'NO_PHONE');
      assert.equal(gate.requests.length, before);
    });

    it('the dialogs are told of them, by whoever may read', async () => {
      const answer = await ask('profiles');
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      const { profiles, refused } = (await answer.json()) as {
        profiles: { vendor: { id: string; actions: string[]; recipes: object }; isUnchecked: boolean }[];
        refused: string[];
      };
      assert.deepEqual(
        profiles.map(({ vendor, isUnchecked }) => [vendor.id, isUnchecked]),
        [
          ['acme', true],
          ['twin', true],
        ],
      );
      assert.deepEqual(profiles[0]?.vendor.actions, ['open-door']);
      assert.deepEqual(refused, ['broken.json']);
      for (const as of ['status', ''] as const) {
        assert.equal((await ask('profiles', as)).status, 401);
        assert.equal((await ask('profiles/yealink', as)).status, 401);
      }
    });

    describe('a configuration file with the stored token', () => {
      it('is made for whoever may write, by POST, and kept nowhere', async () => {
        const answer = await ask('sheet', 'writer', { ...wish, form: 'cfg' });
        const file = (await answer.json()) as { name: string; text: string };
        assert.equal(answer.status, 200, JSON.stringify(file));
        assert.equal(answer.headers.get('cache-control'), 'no-store');
        const lines = file.text.split('\n').filter((line) => line.includes('http://'));
        assert.equal(lines.length, 2);
        for (const line of lines)
          assert.match(line, /= http:\/\/192\.168\.5\.2:1880\/phone\/[\w-]+\?token=CanaryToken-own-31%26x&mac=\$mac/);
        const url = /= http:\/\/192\.168\.5\.2:1880(\S+)/.exec(lines[0] ?? '')?.[1]?.replaceAll('$', '') ?? '';
        assert.equal(await phoneRequest(red.port, url), 200);
      });

      it('has the token of the listener that the dialog has chosen, though its node has another', async () => {
        for (const node of ['guest', 'events', 'not deployed yet']) {
          const answer = await ask('sheet', 'writer', { ...wish, node, listener: 'shared', form: 'cfg' });
          const { text } = (await answer.json()) as { text: string };
          assert.deepEqual([text.includes(LISTENERS), text.includes(TOKEN)], [true, false], node);
        }
      });

      it("is made for a vendor of the user's own", async () => {
        const answer = await ask('sheet', 'writer', { ...wish, vendor: 'acme', form: 'ini' });
        const { text } = (await answer.json()) as { text: string };
        assert.match(
          text,
          /^\[urls\]\nring=http:\/\/192\.168\.5\.2:1880\/phone\/incoming-call\?token=CanaryToken-own-31%26x&mac=\$mac\n$/,
        );
      });

      it('is refused to all others, and without a token', async () => {
        const cases = [
          [401, {}, 'reader'],
          [401, {}, 'status'],
          [401, {}, ''],
          [400, { form: 'none' }, 'writer'],
          [400, { vendor: 'broken' }, 'writer'],
          [400, { vendor: '__proto__' }, 'writer'],
          [400, { events: 'all' }, 'writer'],
          [400, { before: 'http://h/phone\nx = y' }, 'writer'],
          [400, { before: 'file:///etc' }, 'writer'],
          [400, { before: 7 }, 'writer'],
          [404, { node: 'nobody' }, 'writer'],
          [404, { node: 'gate-phone' }, 'writer'],
          [404, { listener: 'nobody' }, 'writer'],
          [404, { listener: 'events' }, 'writer'],
          [404, { listener: 7 }, 'writer'],
          [409, { node: 'guest' }, 'writer'],
          [409, { node: 'bare' }, 'writer'],
          [409, { node: 'lost' }, 'writer'],
        ] as const;
        for (const [status, change, as] of cases) {
          const answer = await ask('sheet', as, { ...wish, form: 'cfg', ...change });
          assert.equal(answer.status, status, JSON.stringify(change));
          assert.doesNotMatch(await answer.text(), /Canary/);
        }
        const form = await ask('sheet', 'writer', { ...wish, form: 'cfg' }, 'text/plain');
        assert.equal(form.status, 415);
        const broken = await fetch(`${red.url}/admin/voip-phone/sheet`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens.writer}` },
          body: '{"node":',
        });
        assert.equal(broken.status, 400);
      });
    });

    it('a vendor of ours as a file works where it is put, and its schema is beside the package', async () => {
      const { name, text } = (await (await ask('profiles/fanvil')).json()) as { name: string; text: string };
      assert.equal(name, 'my-fanvil.json');
      const folder = join(red.userDir, 'voip-phone', 'profiles');
      writeFileSync(join(folder, name), text);
      const file = JSON.parse(text) as { $schema: string; id: string };
      const schema = (await import(join(folder, file.$schema))) as { default: object };
      assert.equal(new Ajv({ strictTypes: false }).compile({ ...schema.default })(file), true);
      await red.killAndRestart();
      const told = (await (await ask('profiles')).json()) as { profiles: { vendor: { id: string } }[] };
      assert.deepEqual(
        told.profiles.map(({ vendor }) => vendor.id),
        ['acme', 'my-fanvil', 'twin'],
      );
      for (const id of ['nobody', '__proto__', '..%2f..%2fsettings.js'])
        assert.equal((await ask(`profiles/${id}`)).status, 404);
    });
  });

  it(`another folder, in the runtime's language, in ${runtime.label}`, async function () {
    this.timeout(60_000);
    needsRuntime(this, runtime);
    const red = await startNodeRed(runtime, {
      settings: { lang: 'de', voipPhone: { profiles: 'vendors' } },
    });
    try {
      assert.match(red.output(), /\[voip-phone\] es gibt keinen Ordner \S+vendors für eigene Herstellerprofile/);
      mkdirSync(join(red.userDir, 'vendors'));
      writeFileSync(join(red.userDir, 'vendors', 'x.json'), '{"id":"x","label":"X","evnts":[]}');
      writeFileSync(
        join(red.userDir, 'vendors', 'y.json'),
        '{"id":"y","label":"Y","events":[{"event":"gate","label":"Gate"}]}',
      );
      await red.killAndRestart();
      assert.match(
        red.output(),
        /y\.json wird nicht verwendet: y: das Ereignis gate ist ein eigenes des Herstellers und braucht eine Kategorie/,
      );
      assert.match(
        red.output(),
        /\[voip-phone\] das eigene Herstellerprofil x\.json wird nicht verwendet: "evnts" ist hier nicht bekannt: events schreiben/,
      );
    } finally {
      await red.stop();
    }
  });
}
