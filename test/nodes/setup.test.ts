import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import type { NodeAPI } from 'node-red';
import { installationOf } from '../../nodes/installation-of';
import type { Installation } from '../../nodes/lib/installation/installation';
import { fileKey, ownToken } from '../../nodes/lib/derived-keys';
import { type Make, ProvisionedPhone } from '../phones/provisioned';
import { freePort } from '../support/node-red';
import { loadNodes, messagesAt, TLS_CONFIG, unloadNodes } from '../support/nodes';
import { sendRaw } from '../support/requests';

const TLS = join(__dirname, '..', 'fixtures', 'tls');
const [TOKEN, NEXT, KEY] = ['CanaryToken-setup-71ab', 'CanaryToken-setup-02cd', 'CanaryKey-setup-55ef0'];
const PHONES: readonly { readonly make: Make; readonly mac: string; readonly model: string }[] = [
  { make: 'yealink', mac: '001565123456', model: 'SIP-T46G' },
  { make: 'flyingvoice', mac: '0021f222aef1', model: 'FIP13G' },
  { make: 'fanvil', mac: '0c383e557eb1', model: 'X4U' },
  { make: 'snom', mac: '00041396d9b4', model: 'D785' },
  { make: 'grandstream', mac: 'c074ad0b63ee', model: 'GRP2614' },
  { make: 'htek', mac: '001fc11c22a9', model: 'UC924' },
];

describe('phones that set themselves up', () => {
  let port: number;
  beforeEach(async () => {
    port = await freePort();
  });
  afterEach(() => unloadNodes());

  const listener = (changes: object = {}): object => ({
    ...{ id: 'shared', type: 'phone-listener', path: '/phone', port: `127.0.0.1:${port}`, setup: 'watch' },
    ...changes,
  });
  const flow = (changes: object = {}, phones: readonly object[] = desks(), more: readonly object[] = []): object[] => [
    { id: 'tab', type: 'tab', label: 'test' },
    listener(changes),
    ...phones,
    ...more,
    { id: 'in', type: 'action-url in', z: 'tab', x: 1, y: 1, events: [], listener: 'shared', wires: [['out']] },
    { id: 'out', type: 'helper', z: 'tab', x: 1, y: 1, wires: [] },
  ];
  const desks = (changes: object = {}): object[] =>
    PHONES.map(({ make, mac, model }) => ({
      ...{ id: `desk-${make}`, type: 'voip-phone', name: make, vendor: make, model, mac, setup: 'shared' },
      ...changes,
    }));
  const addressOf = ({ make, mac }: { readonly make: Make; readonly mac: string }, secret = KEY): string => {
    const file = { fanvil: `${mac}.cfg`, snom: '{mac}.xml' }[make as string] ?? '';
    return `http://127.0.0.1:${port}/phone/setup/${fileKey(secret, mac)}/${file}`;
  };
  const credentials = (more: object = {}): Record<string, object> => ({
    shared: { token: TOKEN, setupKey: KEY, ...more },
  });
  const status = async (path: string, method = 'GET'): Promise<number> =>
    Number(/^HTTP\/1\.1 (\d{3})/.exec(await sendRaw(port, `${method} ${path} HTTP/1.0\r\n\r\n`))?.[1]);

  it('fetch their own file, keep what they had, and report by a token of their own', async () => {
    const loaded = await loadNodes(flow(), credentials());
    for (const each of PHONES) {
      const arrivals = messagesAt(loaded.node('out'), 1);
      const phone = new ProvisionedPhone(each.make, each.mac, each.model);
      const fetched = await phone.boot(addressOf(each));
      // Boot, common and model files are none of ours.
      assert.deepEqual(
        fetched.filter((file) => file.status === 200).map(({ file }) => file.toLowerCase()),
        [fetched.at(-1)?.file.toLowerCase()],
        each.make,
      );
      assert.ok(fetched.every((file) => file.status === 200 || file.status === 404));
      assert.equal(phone.settings['account.1.user'], '1001');
      assert.equal(await phone.ring(), 200, each.make);
      const [message] = await arrivals;
      const { event, phone: who } = (message as { payload: { event: string; phone: { name: string } } }).payload;
      assert.deepEqual([event, who.name], ['incoming-call', each.make]);
      assert.ok(!JSON.stringify(message).includes(ownToken(TOKEN, each.mac)));
    }
    assert.doesNotMatch(loaded.logged(), /Canary/);
    for (const { mac } of PHONES) assert.ok(!loaded.logged().includes(ownToken(TOKEN, mac)));
  });

  it('have a token that is taken for their MAC alone: a leaked file poses as one phone', async () => {
    await loadNodes(flow(), credentials());
    const [one, other] = PHONES.map(({ mac }) => mac);
    const at = (mac?: string, of = one): Promise<number> =>
      status(`/phone/mute?token=${ownToken(TOKEN, of ?? '')}${mac ? `&mac=${mac}` : ''}`);
    assert.deepEqual([await at(one), await at(other), await at()], [200, 401, 401]);
    assert.equal(await at('808287046bc2'), 401);
    assert.equal(await at('808287046bc2', '808287046bc2'), 401);
  });

  it('keep that token whatever the mode is, and lose it with their adoption', async () => {
    const loaded = await loadNodes(flow(), credentials());
    const [phone] = PHONES;
    assert.ok(phone);
    const event = `/phone/mute?token=${ownToken(TOKEN, phone.mac)}&mac=${phone.mac}`;
    const file = `/phone/setup/${fileKey(KEY, phone.mac)}/${phone.mac}.cfg`;
    const is = async (): Promise<number[]> => [await status(event), await status(file)];
    assert.deepEqual(await is(), [200, 200]);
    const steps: readonly (readonly [flow: object[], expected: readonly number[]])[] = [
      [flow({ setup: 'answer' }), [200, 200]],
      [flow({ setup: 'off' }), [200, 404]],
      [flow({ setup: 'watch' }), [200, 200]],
      [flow({}, desks({ setup: '' })), [401, 404]],
      [flow({}, desks()), [200, 200]],
      [flow({}, desks({ setup: 'another' })), [401, 404]],
      [flow({}, desks({ d: true })), [401, 404]],
      [flow(), [200, 200]],
      [flow({}, []), [401, 404]],
    ];
    for (const [index, [next, expected]] of steps.entries()) {
      await loaded.redeploy(next, index % 2 === 0 ? 'nodes' : 'full');
      assert.deepEqual(await is(), expected, `step ${index}`);
    }
  });

  it('are served nothing and open nothing where something is lacking, and that is said', async () => {
    const [phone] = PHONES;
    assert.ok(phone);
    const { mac } = phone;
    const lacking: readonly (readonly [changes: object, secrets: object, said: RegExp])[] = [
      [{}, { token: 'fifteen-letters' }, /gives phones no files: the token .*16/],
      [{}, { token: TOKEN, setupKey: 'fifteen-letters' }, /gives phones no files: the setup key .*16/],
      [{ port: '' }, { token: TOKEN }, /gives phones no files: the port/],
      [{ setup: 'on' }, { token: TOKEN }, /gives phones no files: setting phones up/],
      [{ commandsFrom: '<a/>' }, { token: TOKEN }, /gives phones no files: .*addresses/],
    ];
    for (const [changes, secrets, said] of lacking) {
      const loaded = await loadNodes(flow(changes), { shared: secrets });
      assert.match(loaded.logged(), said);
      assert.doesNotMatch(loaded.logged(), /fifteen|Canary/);
      if (!('port' in changes))
        for (const secret of Object.values(secrets) as string[])
          assert.equal(await status(`/phone/setup/${fileKey(secret, mac)}/${mac}.cfg`), 404);
      await unloadNodes();
      loaded.forget();
    }
    await loadNodes([{ id: 'tab', type: 'tab' }]);
  });

  it('are served without any node for events, at the listener’s own port', async () => {
    const loaded = await loadNodes(flow().slice(0, -2), credentials());
    const [phone] = PHONES;
    assert.ok(phone);
    const yealink = new ProvisionedPhone(phone.make, phone.mac, phone.model);
    assert.equal((await yealink.boot(addressOf(phone))).at(-1)?.status, 200);
    assert.equal(await yealink.ring(), 404);
    await loaded.redeploy(flow({ setup: 'off' }).slice(0, -2));
    await assert.rejects(status('/phone/mute'), /ECONNREFUSED/);
  });

  it('make no event of what is asked below setup/, and count none, whatever the mode', async () => {
    for (const setup of ['watch', 'off', undefined]) {
      const nodes = flow({ setup }, desks(), [
        {
          id: 'all',
          type: 'action-url in',
          z: 'tab',
          x: 1,
          y: 1,
          listener: 'shared',
          unknownEvents: true,
          events: [],
          wires: [['out']],
        },
        { id: 'seen', type: 'status', z: 'tab', x: 1, y: 1, scope: ['in', 'all'], wires: [['out']] },
      ]);
      const loaded = await loadNodes(nodes, credentials());
      const received: unknown[] = [];
      loaded.node('out').on('input', (message) => received.push(message));
      const [{ mac } = { mac: '' }] = PHONES;
      for (const path of [
        'setup/',
        'setup/x',
        `setup/x/${mac}.cfg`,
        `setup/mute?mac=${mac}&token=${TOKEN}`,
        'setup/a/incoming-call',
      ])
        for (const method of ['GET', 'HEAD', 'POST', 'PUT'])
          assert.equal(await status(`/phone/${path}`, method), 404, path);
      const arrivals = messagesAt(loaded.node('out'), 1);
      assert.equal(await status(`/phone/mute?mac=${mac}&token=${TOKEN}`), 200);
      await arrivals;
      const topics = received.flatMap((message) => (message as { topic?: string }).topic ?? []);
      assert.deepEqual([...new Set(topics)], ['mute']);
      assert.doesNotMatch(JSON.stringify(received), /✗|unknown/);
      await unloadNodes();
    }
    await loadNodes([{ id: 'tab', type: 'tab' }]);
  });

  it('get an answer of no other kind: nothing below setup/ redirects, or is another 404 than the empty one', async () => {
    await loadNodes(flow(), credentials());
    const [{ mac } = { mac: '' }] = PHONES;
    const key = fileKey(KEY, mac);
    const answers = new Set<string>();
    for (const rest of [
      '',
      'x',
      'x/',
      key,
      `${key}/`,
      `${key}//${mac}.cfg`,
      `${key}/./${mac}.cfg`,
      `/${key}/${mac}.cfg`,
    ])
      for (const method of ['GET', 'HEAD', 'POST'])
        answers.add(
          (await sendRaw(port, `${method} /phone/setup/${rest} HTTP/1.0\r\n\r\n`)).replace(/^Date:.*\r\n/m, ''),
        );
    assert.equal(answers.size, 1);
    assert.match([...answers].join(), /^HTTP\/1\.1 404 .*\r\n(?:[\w-]+: .*\r\n)+\r\n$/);
    assert.doesNotMatch([...answers].join(), /Location/i);
  });

  it('get nothing where the listener does not allow their address, nor while its node or theirs is disabled', async () => {
    const [{ mac } = { mac: '' }] = PHONES;
    const file = `/phone/setup/${fileKey(KEY, mac)}/${mac}.cfg`;
    const loaded = await loadNodes(flow({ allow: '10.0.0.0/8' }), credentials());
    assert.deepEqual([await status(file), await status(`/phone/mute?mac=${mac}&token=${TOKEN}`)], [404, 403]);
    await loaded.redeploy(flow({ allow: '127.0.0.0/8' }));
    assert.equal(await status(file), 200);
    await loaded.redeploy(flow({}, desks({ d: true })));
    assert.equal(await status(file), 404);
    await loaded.redeploy(flow({ d: true }));
    await assert.rejects(status(file), /ECONNREFUSED/);
  });

  it('find their file by a key of the token where there is no setup key, by that of the previous one for its time', async () => {
    const [{ mac } = { mac: '' }] = PHONES;
    const file = (secret: string): string => `/phone/setup/${fileKey(secret, mac)}/${mac}.cfg`;
    const [blank, rotated] = [{ setupKey: '' }, { token: NEXT, previousToken: TOKEN, setupKey: '' }];
    await loadNodes(flow(), credentials(blank));
    assert.deepEqual([await status(file(TOKEN)), await status(file(KEY))], [200, 404]);
    await unloadNodes({ isRestart: true });
    const loaded = await loadNodes(flow({ previousUntil: '2999-12-31' }), credentials(rotated));
    const fetched = await sendRaw(port, `GET ${file(TOKEN)} HTTP/1.0\r\n\r\n`);
    assert.ok(fetched.includes(ownToken(NEXT, mac)), 'the file is the new one');
    assert.ok(!fetched.includes(ownToken(TOKEN, mac)));
    assert.equal(await status(file(NEXT)), 200);
    await loaded.redeploy(flow({ previousUntil: '2001-01-01' }));
    assert.deepEqual([await status(file(TOKEN)), await status(file(NEXT))], [404, 200]);
  });

  it('go on where somebody at their address tries keys: their own file, and events', async () => {
    await loadNodes(flow(), credentials());
    const [{ mac } = { mac: '' }] = PHONES;
    for (let n = 0; n < 25; n++) assert.equal(await status(`/phone/setup/${fileKey(KEY, String(n))}/${mac}.cfg`), 404);
    assert.equal(await status(`/phone/setup/${fileKey(KEY, mac)}/${mac}.cfg`), 200);
    assert.equal(await status(`/phone/mute?mac=${mac}&token=${ownToken(TOKEN, mac)}`), 200);
  });

  it('keep an event that is taken out of the file, and report it by the token of now', async () => {
    const loaded = await loadNodes(flow(), credentials());
    for (const each of PHONES) {
      const phone = new ProvisionedPhone(each.make, each.mac, each.model);
      await phone.boot(addressOf(each));
      const had = Object.keys(phone.settings);
      await loaded.redeploy(flow({ setupEvents: ['setup-completed'] }));
      assert.equal((await phone.boot(addressOf(each))).at(-1)?.status, 200);
      assert.deepEqual(Object.keys(phone.settings), had, each.make);
      assert.equal(await phone.ring(), 200, each.make);
      await loaded.redeploy(flow());
    }
  });

  it('fetch by TLS where the listener has it, and are given URLs of that', async () => {
    const tls = { id: 'tls-1', type: 'tls-config', name: '', cert: '', key: '', ca: '' };
    const pem = readFileSync(join(TLS, 'server.pem'), 'utf8');
    const nodes = [tls, ...flow({ tls: 'tls-1' })];
    await loadNodes(nodes, { ...credentials(), 'tls-1': { certdata: pem, keydata: pem } }, {}, [TLS_CONFIG]);
    const [{ mac } = { mac: '' }] = PHONES;
    const socket = connectTls({ host: '127.0.0.1', port, ca: readFileSync(join(TLS, 'ca.pem')) });
    socket.setEncoding('latin1').end(`GET /phone/setup/${fileKey(KEY, mac)}/${mac}.cfg HTTP/1.0\r\n\r\n`);
    const text = (await socket.toArray()).join('');
    assert.match(text, new RegExp(`^action_url\\.mute = https://127\\.0\\.0\\.1:${port}/phone/mute`, 'm'));
  });

  it('rotate to a new token one by one: addresses stay, and who is left is counted', async () => {
    const macs = Array.from({ length: 40 }, (_, n) => `0015650000${n.toString(16).padStart(2, '0')}`);
    const nodes = macs.map((mac) => ({
      ...{
        id: `desk-${mac}`,
        type: 'voip-phone',
        name: `phone ${mac}`,
        vendor: 'yealink',
        model: 'SIP-T46G',
        mac,
        setup: 'shared',
      },
    }));
    const phones = macs.map((mac) => new ProvisionedPhone('yealink', mac, 'SIP-T46G'));
    const boot = (phone: ProvisionedPhone): Promise<unknown> =>
      phone.boot(addressOf({ make: 'yealink', mac: phone.mac }));
    await loadNodes(flow({}, nodes), credentials());
    for (const phone of phones) await boot(phone);
    const ring = async (): Promise<string> =>
      [...new Set(await Promise.all(phones.map((phone) => phone.ring())))].join();
    assert.equal(await ring(), '200');
    // A runtime takes other credentials by a deploy of the editor; here by a restart that keeps all else.
    await unloadNodes({ isRestart: true });
    const previous = { token: NEXT, previousToken: TOKEN };
    let installation: Installation | undefined;
    const watch = (RED: NodeAPI): void => void (installation = installationOf(RED));
    const again = await loadNodes(flow({ previousUntil: '2999-12-31' }, nodes), credentials(previous), {}, [watch]);
    const users = (): number | undefined => installation?.oldTokens.list('shared').length;
    assert.equal(users(), 0);
    assert.equal(await ring(), '200');
    assert.equal(users(), 40);
    for (const phone of phones.slice(0, 25)) await boot(phone);
    assert.equal(await ring(), '200');
    assert.equal(users(), 15);
    for (const phone of phones.slice(25)) await boot(phone);
    assert.equal(await ring(), '200');
    assert.equal(users(), 0);
    await again.redeploy(flow({ previousUntil: '2001-01-01' }, nodes));
    assert.equal(await ring(), '200');
  });
});
