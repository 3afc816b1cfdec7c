import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileKey, ownToken } from '../../nodes/lib/derived-keys';
import { type Make, ProvisionedPhone } from '../phones/provisioned';
import { freePort, needsRuntime, RUNTIMES, type RunningNodeRed, startNodeRed } from '../support/node-red';
import { phoneRequest } from '../support/requests';

const [TOKEN, KEY] = ['CanaryToken-setup-71ab', 'CanaryKey-setup-0815-4711'];
const PHONES: readonly { readonly make: Make; readonly mac: string; readonly model: string }[] = [
  { make: 'yealink', mac: '001565123456', model: 'SIP-T46G' },
  { make: 'fanvil', mac: '0c383e557eb1', model: 'X4U' },
];

/** bcrypt of "phones", as `node-red admin hash-pw` writes it. */
const HASH = '$2b$08$AkPMJf7FDbN6uQpvFJejAe4nQF4TCVtA/zObOAfRUbe4M.4fEz5w2';
const USERS = [
  { username: 'writer', password: HASH, permissions: '*' },
  { username: 'reader', password: HASH, permissions: 'read' },
  { username: 'nobody', password: HASH, permissions: 'nodes.read' },
];

interface Listed {
  readonly id: string;
  readonly standing?: string;
  readonly lacks?: string;
  readonly address?: string;
  readonly restart?: { readonly step: string; readonly text?: string };
}

for (const runtime of RUNTIMES) {
  describe(`phones that fetch their settings from ${runtime.label}`, function () {
    this.timeout(60_000);
    let red: RunningNodeRed | undefined;
    let port = 0;
    const tokens = { writer: '', reader: '', nobody: '' };

    const flows = (): object[] => [
      { id: 'tab', type: 'tab', label: 'test' },
      {
        ...{ id: 'shared', type: 'phone-listener', name: 'Building', path: '/phone', port: `127.0.0.1:${port}` },
        ...{ setup: 'watch', guarded: true, credentials: { token: TOKEN, setupKey: KEY } },
      },
      { id: 'off', type: 'phone-listener', name: 'Off', path: '/off' },
      ...PHONES.map(({ make, mac, model }) => ({
        ...{ id: `desk-${make}`, type: 'voip-phone', name: make, vendor: make, model, mac, setup: 'shared' },
      })),
      { id: 'desk-mitel', type: 'voip-phone', name: 'Mitel', vendor: 'mitel', mac: '08000f000001', setup: 'shared' },
      { id: 'elsewhere', type: 'voip-phone', name: 'Else', vendor: 'snom', mac: '00041300aa01', setup: 'off' },
      { id: 'in', type: 'action-url in', z: 'tab', x: 1, y: 1, events: [], listener: 'shared', wires: [[]] },
    ];

    async function ask(
      method: 'GET' | 'POST',
      {
        as = 'writer',
        data = {},
        type = 'application/json',
      }: { as?: keyof typeof tokens; data?: object; type?: string } = {},
    ): Promise<{ status: number; body: Record<string, unknown>; text: string; cache: string | null }> {
      const answer = await fetch(`${red?.url}/admin/voip-phone/setup`, {
        method,
        headers: { 'content-type': type, authorization: `Bearer ${tokens[as]}` },
        ...(method === 'POST' && { body: JSON.stringify(data) }),
      });
      const text = await answer.text();
      const body = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {};
      return { status: answer.status, body, text, cache: answer.headers.get('cache-control') };
    }
    const phones = async (): Promise<readonly Listed[]> => (await ask('GET')).body['phones'] as readonly Listed[];
    const standings = async (): Promise<readonly (readonly [string, string | undefined])[]> =>
      (await phones()).map(({ id, standing, lacks }) => [id, standing ?? lacks]);

    before(async function () {
      needsRuntime(this, runtime);
      port = await freePort();
      red = await startNodeRed(runtime, {
        settings: { httpAdminRoot: '/admin', adminAuth: { type: 'credentials', users: USERS } },
      });
      for (const name of ['writer', 'reader', 'nobody'] as const) tokens[name] = await red.login(name, 'phones');
      await red.deploy(flows(), 'full', tokens.writer);
    });
    after(async () => {
      await red?.stop();
    });

    it('tell who may look how far they are, and nobody a secret', async () => {
      const { status, text, cache } = await ask('GET', { as: 'reader' });
      assert.deepEqual([status, cache], [200, 'no-store']);
      assert.equal((await ask('GET', { as: 'nobody' })).status, 401);
      assert.deepEqual(await standings(), [
        ['desk-yealink', 'due'],
        ['desk-fanvil', 'due'],
        ['desk-mitel', 'partial'],
        ['elsewhere', 'listener'],
      ]);
      assert.match(text, /"name":"Building","mode":"watch"/);
      for (const { mac } of PHONES)
        for (const secret of [TOKEN, KEY, ownToken(TOKEN, mac), fileKey(KEY, mac)]) assert.ok(!text.includes(secret));
    });

    it('have an address that is made for whoever may write, on a POST of JSON', async () => {
      const data = { phone: 'desk-yealink', make: 'address', host: '192.168.5.2' };
      for (const as of ['reader', 'nobody'] as const) assert.equal((await ask('POST', { as, data })).status, 401);
      assert.equal((await ask('POST', { data, type: 'text/plain' })).status, 415);
      for (const wrong of [
        {},
        { phone: 'desk-yealink' },
        { ...data, make: 'file' },
        { ...data, host: 'a/b' },
        { ...data, make: 'copy', pbx: 'x' },
      ])
        assert.equal((await ask('POST', { data: wrong })).status, 400);
      assert.equal((await ask('POST', { data: { ...data, phone: 'nobody' } })).status, 404);
      const { body, cache } = await ask('POST', { data });
      assert.equal(cache, 'no-store');
      // The listener's own address counts before that of the editor.
      const address = `http://127.0.0.1:${port}/phone/setup/${fileKey(KEY, '001565123456')}/`;
      assert.deepEqual(body, { outcome: 'address', address, url: `${address}001565123456.cfg`, names: 'folder' });
      const outcome = async (phone: string): Promise<unknown> => (await ask('POST', { data: { ...data, phone } })).body;
      assert.deepEqual(await outcome('desk-mitel'), { outcome: 'lacks', lacks: 'partial' });
      assert.deepEqual(await outcome('elsewhere'), { outcome: 'not-served' });
    });

    it('fetch their file by that address, and report by a token of their own', async () => {
      for (const { make, mac, model } of PHONES) {
        const { body } = await ask('POST', { data: { phone: `desk-${make}`, make: 'address' } });
        const phone = new ProvisionedPhone(make, mac, model);
        assert.equal((await phone.boot(String(body['address']))).at(-1)?.status, 200);
        assert.equal(phone.settings['account.1.user'], '1001');
        assert.deepEqual(
          (await standings()).find(([id]) => id === `desk-${make}`),
          [`desk-${make}`, 'fetched'],
        );
        assert.equal(await phone.ring(), 200);
      }
      assert.deepEqual(
        (await standings()).slice(0, 2),
        PHONES.map(({ make }) => [`desk-${make}`, 'reports']),
      );
      assert.deepEqual((await phones()).map(({ address }) => address).slice(0, 2), ['127.0.0.1', '127.0.0.1']);
    });

    it('have a text for their PBX, the line that names the file first', async () => {
      const { body } = await ask('POST', { data: { phone: 'desk-yealink', make: 'copy', pbx: 'fusionpbx' } });
      const [first, second] = body['texts'] as readonly { kind: string; text: string }[];
      assert.deepEqual([body['engine'], first?.kind, second?.kind], ['Smarty', 'include', 'lines']);
      assert.match(
        second?.text ?? '',
        new RegExp(`^action_url\\.setup_completed = http://127.0.0.1:${port}/phone/`, 'm'),
      );
    });

    it('are due again when a deploy changes what they are to have', async () => {
      const changed = flows().map((node) =>
        'setup' in node && node.setup === 'watch' ? { ...node, setupEvents: ['mute'] } : node,
      );
      await red?.deploy(changed, 'nodes', tokens.writer);
      assert.deepEqual(
        (await standings()).slice(0, 2),
        PHONES.map(({ make }) => [`desk-${make}`, 'due']),
      );
      const [{ mac } = { mac: '' }] = PHONES;
      assert.equal(await phoneRequest(port, `/phone/mute?mac=${mac}&token=${ownToken(TOKEN, mac)}`), 200);
    });

    it('are restarted for whoever may write, on a POST of JSON, and what becomes of it is told', async () => {
      const data = { make: 'restart', phones: ['desk-yealink', 'desk-mitel', 'nobody'] };
      for (const as of ['reader', 'nobody'] as const) assert.equal((await ask('POST', { as, data })).status, 401);
      assert.equal((await ask('POST', { data, type: 'text/plain' })).status, 415);
      assert.equal((await ask('POST', { data: { make: 'restart', phones: [7] } })).status, 400);
      // Somebody has rung there.
      assert.deepEqual((await ask('POST', { data })).body, { outcome: 'restarting', count: 1 });
      const told = async (): Promise<unknown> =>
        (await phones()).flatMap(({ id, restart }) => (restart ? [[id, restart.step, typeof restart.text]] : []));
      assert.deepEqual(await told(), [['desk-yealink', 'busy', 'undefined']]);
      assert.deepEqual((await ask('POST', { data: { make: 'stop-restart' } })).body, { outcome: 'stopped' });
    });

    it('are known after a restart by what they fetched, and due when they are to have something else', async () => {
      await red?.deploy(flows(), 'nodes', tokens.writer);
      // What becomes of a click ends with Node-RED.
      const known = async (): Promise<unknown> => (await phones()).map(({ restart: _, ...phone }) => phone);
      const before = await known();
      await red?.endAndRestart(() => {
        const text = readFileSync(join(red?.userDir ?? '', 'voip-phone', 'setup.json'), 'utf8');
        for (const { mac } of PHONES)
          for (const secret of [TOKEN, KEY, ownToken(TOKEN, mac), fileKey(KEY, mac)]) assert.ok(!text.includes(secret));
      });
      tokens.writer = (await red?.login('writer', 'phones')) ?? '';
      assert.deepEqual(await known(), before);
      assert.deepEqual(
        (await standings()).slice(0, 2),
        PHONES.map(({ make }) => [`desk-${make}`, 'reports']),
      );
      const changed = flows().map((node) =>
        'setup' in node && node.setup === 'watch' ? { ...node, path: '/p' } : node,
      );
      await red?.deploy(changed, 'nodes', tokens.writer);
      assert.deepEqual(
        (await standings()).slice(0, 2),
        PHONES.map(({ make }) => [`desk-${make}`, 'due']),
      );
    });

    it('leave no secret in the log or in exported flows', async () => {
      const answer = await fetch(`${red?.url}/admin/flows`, { headers: { authorization: `Bearer ${tokens.writer}` } });
      for (const text of [red?.output() ?? '', await answer.text()]) {
        for (const { mac } of PHONES)
          for (const secret of [TOKEN, KEY, ownToken(TOKEN, mac), fileKey(KEY, mac)]) assert.ok(!text.includes(secret));
      }
    });
  });
}
