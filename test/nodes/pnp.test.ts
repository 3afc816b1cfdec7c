import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { NodeAPI } from 'node-red';
import { installationOf } from '../../nodes/installation-of';
import type { Installation } from '../../nodes/lib/installation/installation';
import type { ListedPhone } from '../../nodes/lib/setup/listed';
import { listSetup } from '../../nodes/lib/setup/listing';
import { AskingPhone, subscribe, until } from '../lib/setup/pnp/bench';
import { ProvisionedPhone } from '../phones/provisioned';
import { freePort } from '../support/node-red';
import { type Loaded, loadNodes, messagesAt, unloadNodes } from '../support/nodes';
import { own } from '../support/own';

const [TOKEN, KEY, MAC] = ['CanaryToken-pnp-71ab9', 'CanaryKey-pnp-55ef01', '001565123456'];

describe('phones that ask the network, in flows', () => {
  let port: number;
  let installation: Installation | undefined;
  beforeEach(async () => {
    port = await freePort();
  });
  afterEach(() => unloadNodes());

  const watch = (RED: NodeAPI): void => void (installation = installationOf(RED));
  const flow = (changes: object = {}, phone: object = {}, more: readonly object[] = []): object[] => [
    { id: 'tab', type: 'tab', label: 'test' },
    {
      ...{ id: 'shared', type: 'phone-listener', path: '/phone', port: `127.0.0.1:${port}`, setup: 'answer' },
      ...{ baseUrl: `http://127.0.0.1:${port}`, ...changes },
    },
    {
      id: 'desk',
      type: 'voip-phone',
      name: 'Desk',
      vendor: 'yealink',
      model: 'SIP-T46G',
      mac: MAC,
      setup: 'shared',
      ...phone,
    },
    ...more,
    { id: 'in', type: 'action-url in', z: 'tab', x: 1, y: 1, events: [], listener: 'shared', wires: [['out']] },
    { id: 'out', type: 'helper', z: 'tab', x: 1, y: 1, wires: [] },
  ];
  const load = (nodes: object[], settings: Record<string, unknown> = {}): Promise<Loaded> =>
    loadNodes(nodes, { shared: { token: TOKEN, setupKey: KEY } }, settings, [watch]);
  const network = (): Installation['setup']['network'] => {
    assert.ok(installation);
    return installation.setup.network;
  };
  const desk = (): Partial<ListedPhone> => {
    assert.ok(installation);
    return listSetup(installation.setup, 0).phones[0] ?? {};
  };
  /** Asks, and waits until it was judged. */
  async function ask(phone: AskingPhone, callId: string): Promise<void> {
    await until(() => network().port !== 0);
    const before = desk().asked;
    await phone.ask(network().port, subscribe({ callId }));
    await until(() => desk().asked !== before && (desk().silence !== undefined || phone.received.length > 0));
  }

  it('open nothing by default, and nothing where a listener does not want it', async () => {
    const loaded = await load(flow({ setup: undefined }));
    assert.deepEqual([network().state.state, network().port, network().answerPort], ['closed', 0, undefined]);
    await loaded.redeploy(flow({ setup: 'watch' }));
    await until(() => network().port !== 0);
    assert.equal(network().answerPort, undefined);
    await loaded.redeploy(flow({ setup: 'off' }));
    assert.deepEqual([network().state.state, network().port], ['closed', 0]);
  });

  it('are told where their file is, fetch it and report; a deploy closes nothing', async () => {
    const loaded = await load(flow());
    const phone = await AskingPhone.at();
    await ask(phone, 'one');
    const notify = (await phone.heard(2))[1] ?? '';
    await phone.confirm();
    const address = notify.slice(notify.indexOf('\r\n\r\n') + 4);
    const yealink = new ProvisionedPhone('yealink', MAC, 'SIP-T46G');
    await yealink.boot(address);
    const arrivals = messagesAt(loaded.node('out'), 1);
    assert.equal(await yealink.ring(), 200);
    await arrivals;
    const { standing, offered } = desk();
    assert.deepEqual([standing, offered !== undefined], ['reports', true]);
    const before = network().port;
    for (const type of ['full', 'nodes'] as const) await loaded.redeploy(flow({ name: type }), type);
    assert.equal(network().port, before);
    await ask(phone, 'two');
    assert.deepEqual([phone.received.length, desk().silence], [2, 'up-to-date']);
    const key = /setup\/([\w-]{22})\//.exec(address)?.[1] ?? '';
    assert.ok(key !== '' && !loaded.logged().includes(key));
    assert.doesNotMatch(loaded.logged(), /Canary/);
  });

  it('are offered their file once over ten redeploys; then no socket of it is left', async () => {
    const sockets = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'UDPWrap').length;
    const phone = await AskingPhone.at();
    const loaded = await load(flow({ setup: 'off' }));
    const before = sockets();
    await loaded.redeploy(flow());
    await ask(phone, 'one');
    await phone.heard(2);
    const deploy = (round: number): Promise<void> =>
      loaded.redeploy(
        flow({ name: `round ${round}` }, { name: `Desk ${round}` }),
        (['full', 'nodes', 'flows'] as const)[round % 3],
      );
    const during = sockets();
    for (let round = 0; round < 10; round++) await deploy(round);
    // The offer has gone on, and copies of its NOTIFY are all that has come since.
    assert.equal(phone.received.filter((text) => text.startsWith('SIP/2.0 200 ')).length, 1);
    assert.equal(new Set(phone.notifies).size, 1);
    assert.deepEqual([sockets(), during], [before + 2, before + 2]);
    await loaded.redeploy(flow({ setup: 'off' }));
    await until(() => sockets() === before);
  });

  it('are left alone where their node, or another’s, says that they stand elsewhere', async () => {
    const other = { id: 'other', type: 'voip-phone', name: 'Other', vendor: 'snom', host: '127.0.0.1' };
    const loaded = await load(flow({}, { host: '192.0.2.40' }));
    const phone = await AskingPhone.at();
    await ask(phone, 'one');
    assert.deepEqual([phone.received.length, desk().silence], [0, 'other-address']);
    await loaded.redeploy(flow({}, {}, [other]));
    await ask(phone, 'two');
    assert.deepEqual([phone.received.length, desk().silence], [0, 'other-address']);
    await loaded.redeploy(flow({}, { host: '127.0.0.1' }));
    await ask(phone, 'three');
    await phone.heard(2);
  });

  it('are not heard where the port is another program’s: the status says so with its number', async () => {
    const taken = own(createSocket('udp4'));
    taken.bind(0, '0.0.0.0');
    await once(taken, 'listening');
    const { port: number } = taken.address();
    const texts: (string | undefined)[] = [];
    let events: NodeAPI['events'] | undefined;
    const told = ({ id, status }: { id: string; status: { text?: string } }): void => {
      if (id === 'in') texts.push(status.text);
    };
    const credentials = { shared: { token: TOKEN, setupKey: KEY } };
    const loaded = await loadNodes(flow(), credentials, { voipPhone: { pnpPort: number } }, [
      watch,
      (RED: NodeAPI): void => {
        events = RED.events;
        events.on('node-status', told);
      },
    ]);
    own(() => events?.off('node-status', told));
    await until(() => texts.includes(`port ${number} taken`));
    assert.match(loaded.logged(), new RegExp(`UDP port ${number} is in use`));
    await loaded.redeploy(flow({ setup: 'off' }));
    assert.equal(network().state.trouble, undefined);
    assert.ok(!texts.at(-1)?.includes('taken'));
  });
});
