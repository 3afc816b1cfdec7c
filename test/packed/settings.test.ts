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
