import assert from 'node:assert/strict';
import { v1 } from '../lib/events/own-port/proxy-headers';
import { statusOf } from '../lib/events/wire';
import { freePort, needsRuntime, RUNTIMES, type RunningNodeRed, startNodeRed } from '../support/node-red';
import { phoneRequest, sendRaw } from '../support/requests';

const [NEW, OLD] = ['CanaryToken-new-71ab', 'CanaryToken-old-02cd'];
const MAC = '80:82:87:04:6b:c2';
const PHONE = '192.168.5.20';
const PATH = '/building';

/** bcrypt of "phones", as `node-red admin hash-pw` writes it. */
const HASH = '$2b$08$AkPMJf7FDbN6uQpvFJejAe4nQF4TCVtA/zObOAfRUbe4M.4fEz5w2';
const USERS = [
  { username: 'writer', password: HASH, permissions: '*' },
  { username: 'reader', password: HASH, permissions: 'read' },
  { username: 'nobody', password: HASH, permissions: 'nodes.read' },
];

interface FlowNode {
  readonly id: string;
  readonly type: string;
  readonly credentials?: unknown;
}

for (const runtime of RUNTIMES) {
  describe(`a listener in ${runtime.label}`, function () {
    this.timeout(60_000);
    let red: RunningNodeRed;
    let port = 0;
    let token = '';

    const flows = (
      more: object = {},
      credentials: object | undefined = { token: NEW, previousToken: OLD },
    ): object[] => [
      { id: 'tab', type: 'tab', label: 'test' },
      { id: 'desk', type: 'voip-phone', name: 'Desk', vendor: 'fanvil', mac: MAC, host: '192.168.5.40' },
      {
        ...{ id: 'shared', type: 'phone-listener', name: 'Building', path: PATH, port: `127.0.0.1:${port}` },
        ...{ guarded: true, previousUntil: '2999-12-31', ...more },
        ...(credentials && { credentials }),
      },
      ...['one', 'two'].map((id) => ({
        ...{ id, type: 'action-url in', z: 'tab', x: 1, y: 1, name: id, path: '/own', events: [] },
        ...{ listener: 'shared', wires: [[]] },
      })),
    ];
    const ask = (secret: string, event = 'mute'): Promise<number> =>
      phoneRequest(port, `${PATH}/${event}?mac=${MAC}&token=${secret}`);
    const both = async (): Promise<number[]> => [await ask(NEW), await ask(OLD), await ask('wrong')];
    /** Resolves when somebody takes a connection: a process of its own has no event for that. */
    async function listens(): Promise<void> {
      for (;;) {
        try {
          await sendRaw(port, '\0');
          return;
        } catch {
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
      }
    }
    async function get(path: string, as = token): Promise<{ status: number; text: string }> {
      const answer = await fetch(`${red.url}/${path}`, { headers: as ? { authorization: `Bearer ${as}` } : {} });
      return { status: answer.status, text: await answer.text() };
    }

    before(async function () {
      needsRuntime(this, runtime);
      port = await freePort();
      red = await startNodeRed(runtime, { settings: { adminAuth: { type: 'credentials', users: USERS } } });
      token = await red.login('writer', 'phones');
    });
    after(async () => {
      await red?.stop();
    });
    async function deploy(nodes: readonly object[], type: 'full' | 'nodes' | 'flows' = 'full'): Promise<void> {
      await red.deploy(nodes, type, token);
      await listens();
    }
    beforeEach(() => deploy(flows()));

    it('serves its nodes through deploys of all kinds, with the tokens in store', async () => {
      assert.deepEqual(await both(), [200, 200, 401]);
      for (const type of ['nodes', 'flows', 'full'] as const) {
        // As the editor deploys it: without credentials that nobody touched.
        const deployed = red.deploy(flows({ name: type }, undefined), type, token);
        assert.equal(await ask(NEW), 200, 'during the deploy');
        await deployed;
        assert.deepEqual(await both(), [200, 200, 401], type);
      }
      await deploy(flows({ previousUntil: '2020-01-01' }, undefined), 'nodes');
      assert.deepEqual(await both(), [200, 401, 401]);
    });

    it('has its tokens after a restart', async () => {
      await red.killAndRestart();
      await listens();
      assert.deepEqual(await both(), [200, 200, 401]);
      token = await red.login('writer', 'phones');
    });

    it('is exported without a secret, and refuses everybody where it is imported without one', async () => {
      const { text } = await get('flows');
      assert.doesNotMatch(text, /Canary/);
      const exported = JSON.parse(text) as FlowNode[];
      const imported = exported.map((node) => {
        const other = { shared: 'imported', one: 'other-one', two: 'other-two' };
        const json = Object.entries(other).reduce(
          (all, [from, to]) => all.replaceAll(`"${from}"`, `"${to}"`),
          JSON.stringify(node),
        );
        return JSON.parse(json) as FlowNode;
      });
      assert.equal(
        imported.some(({ id }) => id === 'imported'),
        true,
      );
      await deploy(imported);
      for (const secret of [NEW, OLD, '']) assert.equal(await ask(secret), 403);
    });

    it('tells who may look which phones still come with the previous token, and no secret', async () => {
      const path = 'voip-phone/listener/shared/previous';
      assert.deepEqual([await ask(OLD, 'mute'), await ask(OLD, 'hold'), await ask(NEW, 'mute')], [200, 200, 200]);
      const reader = await red.login('reader', 'phones');
      const { status, text } = await get(path, reader);
      assert.equal(status, 200);
      assert.doesNotMatch(text, /Canary/);
      const { phones, until, ...rest } = JSON.parse(text) as {
        phones: { time: string }[];
        until: string;
      };
      assert.deepEqual(rest, { isKnown: true, isTaken: true });
      assert.equal(new Date(until).getTime(), new Date(3000, 0, 1).getTime());
      assert.deepEqual(
        phones.map(({ time, ...phone }) => [phone, Number.isNaN(Date.parse(time))]),
        [[{ name: 'Desk', mac: MAC.replaceAll(':', ''), address: '127.0.0.1', events: ['hold'] }, false]],
      );
      assert.equal((await get(path, '')).status, 401);
      assert.equal((await get(path, await red.login('nobody', 'phones'))).status, 401);
      for (const id of ['desk', 'one', 'gone', '__proto__']) {
        const answer = await get(`voip-phone/listener/${id}/previous`);
        assert.deepEqual(JSON.parse(answer.text), { isKnown: false, isTaken: false, phones: [] }, id);
      }
      // A deploy forgets nobody, another previous token all.
      await deploy(flows({ name: 'again' }, undefined));
      assert.match((await get(path)).text, /"hold"/);
      await deploy(flows({}, { token: NEW, previousToken: 'CanaryToken-other' }));
      assert.match((await get(path)).text, /"phones":\[\]/);
    });

    it('may have its connections begin with a PROXY header', async () => {
      await deploy(flows({ trustedProxies: '127.0.0.1', proxyProtocol: true, allow: PHONE }));
      const request = `GET ${PATH}/mute?token=${NEW} HTTP/1.0\r\n\r\n`;
      assert.equal(statusOf(await sendRaw(port, v1(PHONE) + request)), 200);
      assert.equal(statusOf(await sendRaw(port, v1('192.168.5.21') + request)), 403);
      assert.equal(await sendRaw(port, request), '');
    });

    it('says nothing of its tokens', () => {
      assert.doesNotMatch(red.output(), /Canary/);
    });
  });
}
