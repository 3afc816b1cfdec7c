import assert from 'node:assert/strict';
import type { NodeAPI } from 'node-red';
import { installationOf } from '../../nodes/installation-of';
import type { Installation } from '../../nodes/lib/installation/installation';
import { fileKey, ownToken } from '../../nodes/lib/derived-keys';
import { say } from '../../nodes/lib/sentences/sentence';
import { FanvilPhone } from '../phones';
import { ProvisionedPhone } from '../phones/provisioned';
import { freePort } from '../support/node-red';
import { type Loaded, loadNodes, unloadNodes } from '../support/nodes';
import { own } from '../support/own';
import { sendRaw } from '../support/requests';

const [TOKEN, KEY] = ['CanaryToken-restart-71ab', 'CanaryKey-restart-55ef0'];
const [DESK, SHUT] = ['0c383e557eb1', '0c383e557eb2'];

describe('restarting phones that set themselves up', () => {
  let port: number;
  let installation: Installation;
  let desk: FanvilPhone;
  let shut: FanvilPhone;
  beforeEach(async () => {
    port = await freePort();
    desk = new FanvilPhone({ mac: DESK });
    shut = new FanvilPhone({ mac: SHUT, allow: '10.9.9.9' });
    for (const phone of [desk, shut]) {
      await phone.start();
      own(() => phone.stop());
    }
  });
  afterEach(() => unloadNodes());

  const flow = (): object[] => [
    { id: 'tab', type: 'tab', label: 'test' },
    { id: 'shared', type: 'phone-listener', path: '/phone', port: `127.0.0.1:${port}`, setup: 'watch' },
    ...[desk, shut].map((phone, at) => ({
      ...{ id: at === 0 ? 'desk' : 'shut', type: 'voip-phone', name: phone.mac, vendor: 'fanvil', model: 'X4U' },
      ...{ mac: phone.mac, host: '127.0.0.1', port: String(phone.port), setup: 'shared' },
    })),
    { id: 'in', type: 'action-url in', z: 'tab', x: 1, y: 1, events: [], listener: 'shared', wires: [[]] },
  ];
  async function load(): Promise<Loaded> {
    const watch = (RED: NodeAPI): void => void (installation = installationOf(RED));
    return loadNodes(flow(), { shared: { token: TOKEN, setupKey: KEY } }, {}, [watch]);
  }
  const report = (event: string, mac: string): Promise<string> =>
    sendRaw(port, `GET /phone/${event}?token=${ownToken(TOKEN, mac)}&mac=${mac} HTTP/1.0\r\n\r\n`);
  const step = (id: string): string | undefined => installation.restarts.progress(id)?.step;

  it('tells an idle phone by its own command, and is done when it has fetched and reports', async () => {
    await load();
    assert.equal(installation.restarts.start(['desk']), 1);
    // Nobody has heard of it yet.
    assert.equal(step('desk'), 'failed');
    await report('call-established', DESK);
    installation.restarts.start(['desk']);
    assert.equal(step('desk'), 'busy');
    await report('call-terminated', DESK);
    const pressed = desk.commanded('Reboot');
    installation.restarts.start(['desk']);
    assert.equal(step('desk'), 'sent');
    await pressed;
    const booted = new ProvisionedPhone('fanvil', DESK, 'X4U');
    await booted.boot(`http://127.0.0.1:${port}/phone/setup/${fileKey(KEY, DESK)}/${DESK}.cfg`);
    assert.equal(step('desk'), 'sent');
    await booted.ring();
    assert.equal(step('desk'), undefined);
  });

  it('says in the error’s words why a phone takes no command, and knows a phone that is adopted no more', async () => {
    const loaded = await load();
    await report('on-hook', SHUT);
    installation.restarts.start(['shut']);
    while (step('shut') === 'sent') await new Promise((resolve) => setImmediate(resolve));
    assert.match(say(installation.restarts.progress('shut')?.why ?? ''), /403/);
    await loaded.redeploy(
      flow().map((node) => ('mac' in node && node.mac === shut.mac ? { ...node, setup: '' } : node)),
      'nodes',
    );
    assert.equal(step('shut'), undefined);
    assert.equal(installation.restarts.start(['shut', 'nobody']), 0);
  });
});
