import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { OverviewNews } from '../../nodes/lib/installation/overview';
import { needsRuntime, RUNTIMES, type RunningNodeRed, startNodeRed } from '../support/node-red';
import { own } from '../support/own';
import { phoneRequest } from '../support/requests';

/** bcrypt of "phones", as `node-red admin hash-pw` writes it. */
const HASH = '$2b$08$AkPMJf7FDbN6uQpvFJejAe4nQF4TCVtA/zObOAfRUbe4M.4fEz5w2';
const MAC = '80:82:87:04:6b:c2';
const FLOWS = [
  { id: 'tab', type: 'tab', label: 'test' },
  { id: 'desk', type: 'voip-phone', name: 'Desk', vendor: 'fanvil', mac: MAC, host: '192.168.5.40' },
  { id: 'in', type: 'action-url in', z: 'tab', x: 1, y: 1, path: '/phone', events: [], wires: [[]] },
];
const CANARY = 'CanaryCaller';

interface Socket {
  on(event: 'message', listener: (data: Buffer) => void): void;
  send(text: string): void;
  close(): void;
}
const requireHere = createRequire(__filename);
const WebSocket = createRequire(requireHere.resolve('@node-red/editor-api'))('ws') as new (
  url: string,
) => Socket & NodeJS.EventEmitter;

for (const runtime of RUNTIMES) {
  describe(`all phones at a glance in ${runtime.label}`, function () {
    this.timeout(60_000);
    let red: RunningNodeRed;
    const tokens: Record<string, string> = {};
    before(async function () {
      needsRuntime(this, runtime);
      const user = (username: string, permissions: string | string[]): object => ({
        username,
        password: HASH,
        permissions,
      });
      const users = [user('writer', '*'), user('reader', 'read'), user('stranger', ['status.read'])];
      red = await startNodeRed(runtime, { settings: { adminAuth: { type: 'credentials', users } } });
      for (const name of ['writer', 'reader', 'stranger']) tokens[name] = await red.login(name, 'phones');
      await red.deploy(FLOWS, 'full', tokens['writer']);
    });
    after(async () => {
      await red?.stop();
    });

    async function ask(path: string, user: string): Promise<{ status: number; text: string }> {
      const headers = tokens[user] ? { authorization: `Bearer ${tokens[user]}` } : undefined;
      const answer = await fetch(`${red.url}/voip-phone/${path}`, headers && { headers });
      return { status: answer.status, text: await answer.text() };
    }
    const ring = (): Promise<number> =>
      phoneRequest(red.port, `/phone/incoming-call?mac=${MAC}&call_id=7&remote=6040&display_remote=${CANARY}`);

    it('is for those who may look, callers for those who may change', async () => {
      assert.equal(await ring(), 200);
      for (const path of ['phones', 'journal', 'diagnostics']) {
        for (const user of ['nobody', 'stranger']) assert.equal((await ask(path, user)).status, 401, `${path} ${user}`);
        const looked = await ask(path, 'reader');
        assert.equal(looked.status, 200, path);
        assert.doesNotMatch(looked.text, new RegExp(`${CANARY}|6040|strangers":\\[`));
      }
      const changed = await ask('phones', 'writer');
      assert.match(changed.text, new RegExp(`"with":\\{"name":"${CANARY}","number":"6040"\\}`));
      assert.match((await ask('phones', 'reader')).text, /"id":"desk".*"state":"ringing"/);
      const { versions } = JSON.parse((await ask('diagnostics', 'reader')).text) as { versions: { nodeRed: string } };
      assert.match(versions.nodeRed, runtime.label.endsWith('5') ? /^5\./ : /^4\./);
    });

    it('comes live to whoever may see statuses, without callers', async () => {
      const socket = own(new WebSocket(`${red.url.replace('http', 'ws')}/comms`));
      await once(socket, 'open');
      const news = new Promise<OverviewNews>((resolve) => {
        socket.on('message', (data) => {
          const told = JSON.parse(data.toString('utf8')) as unknown;
          if (!Array.isArray(told)) {
            socket.send(JSON.stringify({ subscribe: 'voip-phone/#' }));
            void phoneRequest(
              red.port,
              `/phone/call-established?mac=${MAC}&call_id=7&remote=6040&display_remote=${CANARY}`,
            );
            return;
          }
          for (const { topic, data: sent } of told as { topic: string; data: OverviewNews }[])
            if (
              topic === 'voip-phone/phones' &&
              'phones' in sent &&
              sent.phones.some(({ state }) => state === 'talking')
            )
              resolve(sent);
        });
      });
      socket.send(JSON.stringify({ auth: tokens['stranger'] }));
      const told = await news;
      assert.doesNotMatch(JSON.stringify(told), new RegExp(`${CANARY}|6040`));
    });
  });
}
