import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { SetupList } from '../../nodes/lib/setup/listed';
import { AskingPhone, GROUP, subscribe } from '../lib/setup/pnp/bench';
import { ProvisionedPhone } from '../phones/provisioned';
import { freePort, needs, needsRuntime, RUNTIMES, type RunningNodeRed, startNodeRed } from '../support/node-red';
import { closeOwned } from '../support/own';

const [TOKEN, KEY, MAC] = ['CanaryToken-pnp-71ab9', 'CanaryKey-pnp-55ef01', '001565123456'];
/** Where phones really ask. */
const PORT = 5060;

/** Nobody on this machine has the port for himself; `alone`: nobody has it at all. */
async function isFree(alone = false): Promise<boolean> {
  const socket = createSocket({ type: 'udp4', reuseAddr: !alone });
  const free = await new Promise<boolean>((resolve) => {
    socket.once('error', () => resolve(false));
    socket.bind(PORT, GROUP, () => resolve(true));
  });
  if (!free) return false;
  socket.close();
  await once(socket, 'close');
  return true;
}

const [runtime] = RUNTIMES;

describe('phones that ask the network on its own port', function () {
  this.timeout(60_000);
  let red: RunningNodeRed | undefined;
  let port = 0;
  let wasAlone = false;
  const flows = (setup?: string): object[] => [
    { id: 'tab', type: 'tab', label: 'test' },
    {
      ...{ id: 'shared', type: 'phone-listener', path: '/phone', port: `127.0.0.1:${port}`, guarded: true, setup },
      ...{ baseUrl: `http://127.0.0.1:${port}`, credentials: { token: TOKEN, setupKey: KEY } },
    },
    { id: 'desk', type: 'voip-phone', name: 'Desk', vendor: 'yealink', model: 'SIP-T46G', mac: MAC, setup: 'shared' },
    { id: 'in', type: 'action-url in', z: 'tab', x: 1, y: 1, events: [], listener: 'shared', wires: [[]] },
  ];
  const list = async (): Promise<SetupList> =>
    (await fetch(`${red?.url}/voip-phone/setup`)).json() as Promise<SetupList>;
  /** Resolves when the list says so. */
  async function listed(isSo: (list: SetupList) => boolean): Promise<SetupList> {
    for (;;) {
      const found = await list();
      if (isSo(found)) return found;
    }
  }

  before(async function () {
    assert.ok(runtime);
    needsRuntime(this, runtime);
    needs(this, `UDP port ${PORT}`, await isFree());
    wasAlone = await isFree(true);
    port = await freePort();
    red = await startNodeRed(runtime, { settings: { voipPhone: { pnpPort: PORT } } });
  });
  after(async () => {
    await red?.stop();
    await closeOwned();
  });

  it('are answered once a listener is to answer, and heard by nobody before and after', async () => {
    await red?.deploy(flows());
    assert.deepEqual((await list()).network, { state: 'closed' });
    const phone = await AskingPhone.at();
    await phone.ask(PORT);
    await red?.deploy(flows('answer'));
    await listed(({ network }) => network.state === 'open');
    await phone.ask(PORT, subscribe({ callId: 'two' }));
    const notify = (await phone.heard(2))[1] ?? '';
    assert.match(notify, /^Call-ID: two\r$/m);
    await phone.confirm();
    const yealink = new ProvisionedPhone('yealink', MAC, 'SIP-T46G');
    await yealink.boot(notify.slice(notify.indexOf('\r\n\r\n') + 4));
    assert.equal(await yealink.ring(), 200);
    const found = await listed(({ phones }) => phones[0]?.standing === 'reports');
    assert.ok(found.network.heard !== undefined);
    const key = /setup\/([\w-]{22})\//.exec(notify)?.[1] ?? '';
    for (const secret of [key, TOKEN, KEY]) {
      assert.ok(secret !== '' && !JSON.stringify(found).includes(secret));
      assert.ok(!red?.output().includes(secret));
    }
    await red?.deploy(flows('off'));
    assert.deepEqual((await list()).network, { state: 'closed' });
    assert.equal(await isFree(true), wasAlone);
  });
});
