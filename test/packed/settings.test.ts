import assert from 'node:assert/strict';
import { freePort, needsRuntime, RUNTIMES, type RunningNodeRed, startNodeRed } from '../support/node-red';
import { firstRequest, phoneRequest, sendRaw } from '../support/requests';

/** bcrypt of "phones", as `node-red admin hash-pw` writes it. */
const HASH = '$2b$08$AkPMJf7FDbN6uQpvFJejAe4nQF4TCVtA/zObOAfRUbe4M.4fEz5w2';
const flows = (properties: object = {}): object[] => [
  { id: 'tab', type: 'tab', label: 'test' },
  {
    id: 'events',
    type: 'action-url in',
    z: 'tab',
    x: 100,
    y: 100,
    path: '/phone',
    events: [],
    wires: [[]],
    ...properties,
  },
];

for (const runtime of RUNTIMES) {
  describe(`the settings of ${runtime.label}`, function () {
    this.timeout(60_000);
    let red: RunningNodeRed | undefined;
    beforeEach(function () {
      needsRuntime(this, runtime);
    });
    afterEach(async () => {
      await red?.stop();
      red = undefined;
    });

    it('httpNodeRoot and httpAdminRoot: events stand below the first alone', async () => {
      red = await startNodeRed(runtime, {
        flows: flows(),
        settings: { httpNodeRoot: '/red', httpAdminRoot: '/admin' },
      });
      assert.equal(await phoneRequest(red.port, '/red/phone/mute'), 200);
      assert.equal(await phoneRequest(red.port, '/red/phone/mute?display_remote=a b'), 200);
      assert.equal(await phoneRequest(red.port, '/phone/mute'), 404);
      assert.equal(await phoneRequest(red.port, '/admin/phone/mute'), 404);
    });

    it('httpNodeAuth: asks for credentials before any event, mended requests included', async () => {
      red = await startNodeRed(runtime, { flows: flows(), settings: { httpNodeAuth: { user: 'phone', pass: HASH } } });
      const basic = (password: string): string =>
        `Authorization: Basic ${Buffer.from(`phone:${password}`).toString('base64')}\r\n`;
      for (const query of ['call_id=1', 'display_remote=a b\xe4']) {
        assert.match(await sendRaw(red.port, `GET /phone/mute?${query} HTTP/1.0\r\n\r\n`), /^HTTP\/1\.1 401 /);
        assert.match(
          await sendRaw(red.port, `GET /phone/mute?${query} HTTP/1.0\r\n${basic('wrong')}\r\n`),
          /^HTTP\/1\.1 401 /,
        );
        assert.match(
          await sendRaw(red.port, `GET /phone/mute?${query} HTTP/1.0\r\n${basic('phones')}\r\n`),
          /^HTTP\/1\.1 200 /,
        );
      }
    });

    it('httpNodeAuth: stands for a token, since this server was seen to ask for it', async () => {
      const place = { z: 'tab', x: 100, y: 100 };
      const phone = { id: 'gate', type: 'voip-phone', name: 'Gate', vendor: 'fanvil', mac: '0c383e000001', host: '' };
      red = await startNodeRed(runtime, {
        flows: [
          ...flows({ trustedProxies: '127.0.0.1' }),
          phone,
          { id: 'ask', type: 'http in', ...place, url: '/ask', method: 'get', wires: [['key']] },
          { id: 'key', type: 'change', ...place, rules: [{ t: 'set', p: 'payload', to: 'OK' }], wires: [['command']] },
          { id: 'command', type: 'active-uri out', ...place, phone: 'gate', timeout: '1', retries: '0', wires: [[]] },
          { id: 'catch', type: 'catch', ...place, scope: ['command'], wires: [['code']] },
          {
            id: 'code',
            type: 'change',
            ...place,
            rules: [{ t: 'set', p: 'payload', pt: 'msg', to: 'error.code', tot: 'msg' }],
            wires: [['answer']],
          },
          { id: 'answer', type: 'http response', ...place, statusCode: '', headers: {}, wires: [] },
        ],
        settings: { httpNodeAuth: { user: 'phone', pass: HASH } },
      });
      const { port } = red;
      const get = (target: string, headers = ''): Promise<string> => {
        const login = `Authorization: Basic ${Buffer.from('phone:phones').toString('base64')}\r\n`;
        return sendRaw(port, `GET ${target} HTTP/1.0\r\n${login}${headers}\r\n`);
      };
      assert.match(await get('/ask'), /NO_ADDRESS$/);
      // No connection to this address ever leaves the host.
      assert.match(await get('/phone/mute?mac=0c383e000001', 'X-Forwarded-For: 255.255.255.255\r\n'), / 200 /);
      assert.match(await get('/ask'), /UNREACHABLE$/);
    });

    it('lang: errors, statuses and the log speak it, codes stay', async () => {
      const place = { z: 'tab', x: 100, y: 100 };
      red = await startNodeRed(runtime, {
        flows: [
          ...flows({ path: '${NOT_SET}' }),
          { id: 'look', type: 'status', ...place, scope: ['events'], wires: [['seen']] },
          {
            id: 'seen',
            type: 'change',
            ...place,
            rules: [{ t: 'set', p: 'status', pt: 'flow', to: 'status.text', tot: 'msg' }],
            wires: [[]],
          },
          { id: 'gate', type: 'voip-phone', name: '$t(status.done) {{x}}', vendor: 'fanvil', host: '' },
          { id: 'ask', type: 'http in', ...place, url: '/ask', method: 'get', wires: [['key']] },
          { id: 'key', type: 'change', ...place, rules: [{ t: 'set', p: 'payload', to: 'OK' }], wires: [['command']] },
          { id: 'command', type: 'active-uri out', ...place, phone: 'gate', wires: [[]] },
          { id: 'catch', type: 'catch', ...place, scope: ['command'], wires: [['error']] },
          {
            id: 'error',
            type: 'change',
            ...place,
            rules: [
              {
                t: 'set',
                p: 'payload',
                pt: 'msg',
                to: '{ "code": error.code, "message": error.message, "status": $flowContext("status") }',
                tot: 'jsonata',
              },
            ],
            wires: [['answer']],
          },
          { id: 'answer', type: 'http response', ...place, statusCode: '', headers: {}, wires: [] },
        ],
        settings: { lang: 'de' },
      });
      const answer = await fetch(`${red.url}/ask`);
      assert.deepEqual(await answer.json(), {
        code: 'NO_ADDRESS',
        message:
          '$t(status.done) {{x}} hat keine Adresse: die Adresse eintragen (oder die MAC, um die Adresse aus seinen Ereignissen zu lernen)',
        status: 'weist alle ab',
      });
      assert.match(red.output(), /wird nicht bedient und weist jede Anfrage ab: nicht lesbar: der Pfad/);
    });

    it('httpNodeRoot false: only a port of its own serves events', async () => {
      const port = await freePort();
      red = await startNodeRed(runtime, { settings: { httpNodeRoot: false } });
      await red.deploy(flows());
      assert.equal(await phoneRequest(red.port, '/phone/mute'), 404);
      assert.match(red.output(), /httpNodeRoot is false/);
      await red.deploy(flows({ port: `127.0.0.1:${port}` }));
      assert.equal(await firstRequest(port, '/phone/mute'), 200);
    });
  });
}
