import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AkuvoxPhone, AtcomPhone, FanvilPhone } from '../phones';
import { freePort, needsRuntime, RUNTIMES, type RunningNodeRed, startNodeRed } from '../support/node-red';
import { phoneRequest, sendRaw } from '../support/requests';

const TOKEN = 'CanaryToken-4bE1c0';
const PASSWORD = 'CanaryPassword-9fA2d7';
const DOOR_CODE = 'CanaryDoor5550199';

interface EventMessage {
  topic: string;
  payload: Record<string, unknown> & { remote?: { name?: string; number?: string } };
}

/** Takes the events that the flow posts, in order. */
class Collector {
  readonly events: EventMessage[] = [];
  url = '';
  readonly #waiting: (() => void)[] = [];
  readonly #server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      this.events.push(JSON.parse(Buffer.concat(chunks).toString('utf8')) as EventMessage);
      response.end();
      for (const wake of this.#waiting.splice(0)) wake();
    });
  });

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  /** The first event of that topic, now or later. */
  async event(topic: string): Promise<EventMessage> {
    for (;;) {
      const found = this.events.find((event) => event.topic === topic);
      if (found) return found;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

for (const runtime of RUNTIMES) {
  describe(`the packed package in ${runtime.label}`, function () {
    this.timeout(120_000);
    const collector = new Collector();
    const atcom = new AtcomPhone({ allow: 'any' });
    const fanvil = new FanvilPhone({ protection: { scheme: 'digest', username: 'admin', password: PASSWORD } });
    const akuvox = new AkuvoxPhone({ allow: '127.0.0.X' });
    let red: RunningNodeRed | undefined;
    let ownPort = 0;

    const place = (x: number, y: number): object => ({ z: 'tab', x, y });
    const flows = (extra: readonly object[] = []): object[] => [
      { id: 'tab', type: 'tab', label: 'test' },
      {
        id: 'phone-a',
        type: 'voip-phone',
        name: 'Desk',
        vendor: 'atcom',
        model: 'A41W',
        mac: atcom.mac,
        host: '127.0.0.1',
        port: String(atcom.web.port),
        protocol: 'http',
        transport: 'http',
      },
      {
        id: 'phone-f',
        type: 'voip-phone',
        name: 'Door',
        vendor: 'fanvil',
        mac: fanvil.mac,
        host: '127.0.0.1',
        port: String(fanvil.web.port),
        protocol: 'http',
        transport: 'http',
        credentials: { username: 'admin', password: PASSWORD, doorCode: DOOR_CODE },
      },
      {
        id: 'phone-k',
        type: 'voip-phone',
        name: 'Guard',
        vendor: 'akuvox',
        mac: akuvox.mac,
        host: '127.0.0.1',
        port: String(akuvox.web.port),
        protocol: 'http',
        transport: 'http',
      },
      {
        id: 'events',
        type: 'action-url in',
        ...place(100, 100),
        path: '/phone',
        events: [],
        credentials: { token: TOKEN },
        wires: [['pack']],
      },
      {
        id: 'events-own',
        type: 'action-url in',
        ...place(100, 150),
        path: '/own',
        port: `127.0.0.1:${ownPort}`,
        events: [],
        credentials: { token: TOKEN },
        wires: [['pack']],
      },
      {
        id: 'pack',
        type: 'function',
        ...place(250, 100),
        func: 'return { payload: { topic: msg.topic, payload: msg.payload, variables: msg.variables } };',
        outputs: 1,
        wires: [['post']],
      },
      {
        id: 'post',
        type: 'http request',
        ...place(400, 100),
        method: 'POST',
        url: collector.url,
        ret: 'txt',
        paytoqs: 'ignore',
        wires: [[]],
      },
      { id: 'ask', type: 'http in', ...place(100, 200), method: 'post', url: '/command', wires: [['split']] },
      {
        id: 'split',
        type: 'function',
        ...place(250, 200),
        func: 'msg.phone = msg.payload.phone; msg.payload = msg.payload.payload; return msg;',
        outputs: 1,
        wires: [['command']],
      },
      {
        id: 'command',
        type: 'active-uri out',
        ...place(400, 200),
        phone: 'phone-a',
        action: '',
        timeout: '5',
        retries: '1',
        wires: [['answer']],
      },
      { id: 'answer', type: 'http response', ...place(550, 200), wires: [] },
      { id: 'failed', type: 'catch', ...place(100, 300), scope: ['command'], wires: [['fail']] },
      {
        id: 'fail',
        type: 'function',
        ...place(250, 300),
        func: 'msg.payload = msg.error; msg.statusCode = 500; return msg;',
        outputs: 1,
        wires: [['answer']],
      },
      ...extra,
    ];
    const command = async (
      phone: string,
      payload: unknown,
    ): Promise<{ status: number; body: Record<string, unknown> }> => {
      const answer = await fetch(`${red?.url}/command`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ phone, payload }),
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    };

    before(async function () {
      needsRuntime(this, runtime);
      await Promise.all([collector.start(), atcom.start(), fanvil.start(), akuvox.start()]);
      red = await startNodeRed(runtime);
      ownPort = await freePort();
      await red.deploy(flows());
      const base = `${red.url}/phone`;
      atcom.configure(AtcomPhone.actionUrlsFor(base, TOKEN));
      fanvil.configure(FanvilPhone.actionUrlsFor(base, TOKEN));
      akuvox.configure(AkuvoxPhone.actionUrlsFor(base, TOKEN));
    });

    after(async () => {
      await red?.stop();
      await Promise.all([collector.stop(), atcom.stop(), fanvil.stop(), akuvox.stop()]);
    });

    it('loads without a complaint', async () => {
      const answer = await fetch(`${red?.url}/nodes`, { headers: { accept: 'application/json' } });
      const sets = (await answer.json()) as {
        module: string;
        name: string;
        enabled: boolean;
        err?: string;
        types: string[];
      }[];
      const ours = sets.filter((set) => set.module === 'node-red-contrib-voip-phone');
      assert.deepEqual(ours.map((set) => [set.name, set.enabled, set.err]).toSorted(), [
        ['action-url-in', true, undefined],
        ['active-uri-out', true, undefined],
        ['phone-home-assistant', true, undefined],
        ['phone-listener', true, undefined],
        ['phone-state', true, undefined],
        ['voip-phone', true, undefined],
      ]);
    });

    it('receives what a ringing phone reports, whatever the caller calls himself', async () => {
      atcom.receiveCall({ number: '6044', name: 'Jürgen & "Söhne" <b>' });
      const { payload } = await collector.event('incoming-call');
      assert.equal(payload.vendor, 'atcom');
      assert.equal((payload.phone as { name: string }).name, 'Desk');
      assert.equal(payload.remote?.name, 'Jürgen & "Söhne" <b>');
      assert.equal(payload.remote?.number, '6044');
    });

    it('answers that call, and learns that it is established', async () => {
      const { status, body } = await command('Desk', { action: 'answer' });
      assert.equal(status, 200);
      assert.deepEqual(body.keys, ['ANSWER']);
      await collector.event('call-established');
      assert.equal(atcom.state.calls[0]?.state, 'talking');
    });

    it('opens a door behind Digest, without a secret in the answer', async () => {
      const { status, body } = await command('Door', { action: 'open-door' });
      assert.equal(status, 200, JSON.stringify(body));
      assert.equal(body.sent, '/cgi-bin/ConfigManApp.com?key=F_LOCK&code=***');
      assert.equal(body.attempts, 1);
    });

    it('makes an Akuvox phone dial, by its own functions', async () => {
      const { status, body } = await command(akuvox.mac, { action: 'dial', number: '6040' });
      assert.equal(status, 200, JSON.stringify(body));
      assert.deepEqual(body.keys, []);
      await collector.event('outgoing-call');
    });

    it('fails through the Catch node with a code', async () => {
      const { status, body } = await command('Desk', 'REBOOT');
      assert.equal(status, 500);
      assert.equal(body.code, 'DISRUPTIVE_REFUSED');
    });

    it('takes what Node refuses, and judges it like the rest', async () => {
      assert.match(
        await sendRaw(red?.port ?? 0, `GET /phone/tamper?display_remote=a b\xe4&token=${TOKEN} HTTP/1.1\r\n\r\n`),
        /^HTTP\/1\.1 200 /,
      );
      await collector.event('tamper');
      assert.match(
        await sendRaw(red?.port ?? 0, 'GET /phone/tamper?display_remote=a b HTTP/1.0\r\n\r\n'),
        /^HTTP\/1\.1 401 /,
      );
    });

    it('survives twenty redeploys under load: no dead node answers, every accepted event arrives once', async () => {
      let running = true;
      let sequence = 0;
      const accepted: string[] = [];
      const answers = new Map<number, number>();
      const load = async (port: number, path: string): Promise<void> => {
        while (running) {
          sequence += 1;
          const id = `load-${sequence}`;
          const status = await phoneRequest(port, `${path}/mute?call_id=${id}&token=${TOKEN}`);
          answers.set(status, (answers.get(status) ?? 0) + 1);
          if (status === 200) accepted.push(id);
        }
      };
      const shared = (): Promise<void> => load(red?.port ?? 0, '/phone');
      const own = (): Promise<void> => load(ownPort, '/own');
      const loads = [shared(), own(), shared(), own()];
      for (let round = 1; round <= 20; round += 1) {
        await red?.deploy(
          flows([{ id: `comment-${round}`, type: 'comment', ...place(100, 400), name: String(round), wires: [] }]),
          round % 2 ? 'full' : 'nodes',
        );
      }
      running = false;
      await Promise.all(loads);
      assert.equal(accepted.length > 20, true, `only ${accepted.length} events were accepted`);
      // A request that falls into a redeploy waits for the new node.
      assert.deepEqual([...answers.keys()], [200]);
      assert.equal(await phoneRequest(red?.port ?? 0, `/phone/unmute?call_id=last&token=${TOKEN}`), 200);
      await collector.event('unmute');
      const seen = collector.events
        .filter((event) => event.topic === 'mute')
        .map((event) => (event.payload.call as { id: string }).id);
      assert.equal(new Set(seen).size, seen.length);
      assert.deepEqual(
        seen.filter((id) => !accepted.includes(id)),
        [],
      );
    });

    it('serves nothing after the node is gone', async () => {
      await red?.deploy(flows().filter((node) => (node as { id: string }).id !== 'events'));
      assert.equal(await phoneRequest(red?.port ?? 0, `/phone/mute?token=${TOKEN}`), 404);
    });

    it('kept every secret out of its log, at trace level', () => {
      const log = red?.output() ?? '';
      assert.match(log, /Started flows/);
      for (const secret of [TOKEN, PASSWORD, DOOR_CODE]) assert.equal(log.includes(secret), false, secret);
    });
  });
}
