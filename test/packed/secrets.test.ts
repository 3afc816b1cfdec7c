import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { ProvisionedPhone } from '../phones/provisioned';
import { freePort, needsRuntime, RUNTIMES, type RunningNodeRed, startNodeRed } from '../support/node-red';
import { phoneRequest, sendRaw } from '../support/requests';
import * as secret from './secrets/canaries';
import { secretsFlow } from './secrets/flow';
import { Stage } from './secrets/stage';
import { Collector, EditorWatch } from './secrets/watch';

interface Outcome {
  readonly text: string;
  readonly body: { ok?: boolean; code?: string; sent?: string };
}

const TYPES = ['voip-phone', 'phone-listener', 'action-url in'];

for (const runtime of RUNTIMES) {
  describe(`secrets in ${runtime.label}`, function () {
    this.timeout(120_000);
    const stage = new Stage();
    const collector = new Collector();
    const answers: string[] = [];
    let flows: object[] = [];
    let tlsPort = 0;
    let filesPort = 0;
    let red: RunningNodeRed;
    let editor: EditorWatch;
    /** Of what has been started, the last first. */
    const stops: (() => Promise<void>)[] = [];

    before(async function () {
      needsRuntime(this, runtime);
      await stage.start();
      stops.unshift(() => stage.stop());
      const url = await collector.start();
      stops.unshift(() => collector.stop());
      tlsPort = await freePort();
      filesPort = await freePort();
      flows = secretsFlow(stage, url, { tls: tlsPort, broken: await freePort(), files: filesPort });
      process.env[secret.ENV_NAME] = secret.ENV_PASSWORD;
      try {
        red = await startNodeRed(runtime);
      } finally {
        delete process.env[secret.ENV_NAME];
      }
      stops.unshift(() => red.stop());
      editor = await new EditorWatch(red.url).open();
      stops.unshift(() => editor.close());
      await red.deploy(flows);
    });

    after(async () => {
      for (const stop of stops) await stop();
    });

    const command = async (phone: string, payload: unknown): Promise<Outcome> => {
      const answer = await fetch(`${red.url}/command`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ phone, payload }),
      });
      const text = await answer.text();
      answers.push(text);
      return { text, body: JSON.parse(text) as Outcome['body'] };
    };
    const request = async (bytes: string): Promise<string> => {
      const answer = await sendRaw(red.port, bytes);
      answers.push(answer);
      return answer;
    };

    it('reports come in with a token, and fail without', async () => {
      const good = `token=${secret.TOKEN}&call_id=1`;
      const bad = `token=${secret.WRONG_TOKEN}&call_id=1`;
      const previous = `token=${secret.PREVIOUS_TOKEN}&call_id=1`;
      for (const [line, status] of [
        [`GET /phone/mute?${good}`, 200],
        [`GET /phone/mute?mac=0c383e0000ff&model=X4&${good}`, 200],
        [`GET /phone/mute?display_remote=a b\xe4&${good}`, 200],
        [`HEAD /phone/mute?${good}`, 200],
        [`GET /phone/mute?${bad}`, 401],
        [`GET /phone/mute?display_remote=a b&${bad}`, 401],
        [`GET /phone/nonsense?${good}`, 404],
        [`PUT /phone/mute?${good}`, 404],
        [`GET /shared/mute?${good}`, 200],
        [`GET /shared/mute?${previous}`, 200],
        [`GET /shared/mute?${bad}`, 401],
        [`GET /strict/mute?${good}`, 403],
        [`GET /closed/mute?${good}`, 403],
      ] as const) {
        assert.match(await request(`${line} HTTP/1.0\r\n\r\n`), new RegExp(`^HTTP/1\\.1 ${status} `), line);
      }
      await collector.posted.next((text) => text.includes('"topic":"mute"'));
      assert.equal(await phoneRequest(red.port, `/phone/unmute?${good}`), 200);
      await collector.posted.next((text) => text.includes('"topic":"unmute"'));
    });

    it('the passphrase opens the key of an own port', async () => {
      const socket = connectTls({ port: tlsPort, host: '127.0.0.1', rejectUnauthorized: false });
      await once(socket, 'secureConnect');
      socket.write(`GET /phone/anything-else?x=1&token=${secret.TOKEN} HTTP/1.0\r\n\r\n`);
      const [answer] = (await once(socket, 'data')) as [Buffer];
      assert.match(answer.toString(), /^HTTP\/1\.1 200 /);
      await collector.posted.next((text) => text.includes('"topic":"unknown"'));
    });

    it('a phone fetches its file, tries what is none of its, and reports by a token of its own', async () => {
      const phone = new ProvisionedPhone('yealink', secret.MAC, 'SIP-T46G');
      const folder = `http://127.0.0.1:${filesPort}/files/setup/${secret.FILE_KEY}/`;
      assert.equal((await phone.boot(folder)).at(-1)?.status, 200);
      for (const target of [`setup/${secret.FILE_KEY}/x`, `setup/${secret.TOKEN}/${secret.MAC}.cfg`, 'setup/x/y'])
        answers.push(await sendRaw(filesPort, `GET /files/${target} HTTP/1.0\r\n\r\n`));
      assert.equal(await phone.ring(), 200);
      await collector.posted.next((text) => text.includes('"topic":"incoming-call"'));
      assert.equal(await phoneRequest(filesPort, `/files/mute?token=${secret.OWN_TOKEN}&mac=001565c0ffff`), 401);
    });

    it('commands succeed with every credential', async () => {
      assert.equal((await command('digest', { action: 'open-door' })).body.sent?.endsWith('code=***'), true);
      assert.equal(
        stage.targets.some((target) => target.includes(secret.DOOR_CODE)),
        true,
      );
      const typed = await command('digest', { action: 'open-door', code: secret.MESSAGE_CODE });
      assert.equal(typed.body.ok, true);
      assert.equal((await command('env', 'OK')).body.ok, true);
      assert.equal((await command('sip', 'OK')).body.ok, true);
      assert.equal((await command('sip', { action: 'open-door' })).body.ok, true);
      assert.equal((await command('moody', '200')).body.sent, '/servlet?username=admin&password=***&key=200');
    });

    for (const [code, phone, payload] of [
      ['INVALID_PAYLOAD', 'digest', 42],
      ['INVALID_VALUE', 'digest', { action: 'open-door', code: `${secret.MESSAGE_CODE};REBOOT` }],
      ['INVALID_VALUE', 'wrong', { action: 'open-door' }],
      ['UNKNOWN_KEY', 'digest', 'NO_SUCH_KEY'],
      ['UNSUPPORTED_ACTION', 'moody', { action: 'dial', number: '1' }],
      ['UNSUPPORTED_BY_MODEL', 'desk', 'L1'],
      ['DISRUPTIVE_REFUSED', 'digest', { action: 'reboot' }],
      ['NO_PHONE', 'nobody', 'OK'],
      ['NO_ADDRESS', 'nowhere', 'OK'],
      ['UNREACHABLE', 'dead', 'OK'],
      ['TIMEOUT', 'silent', 'OK'],
      ['UNREADABLE_ANSWER', 'garbage', 'OK'],
      ['UNAUTHORIZED', 'wrong', 'OK'],
      // The second is refused without asking the phone.
      ['UNAUTHORIZED', 'wrong', 'OK'],
      ['UNAUTHORIZED', 'sip-wrong', 'OK'],
      ['FORBIDDEN', 'moody', '403'],
      ['REFUSED', 'moody', '500'],
      ['REFUSED', 'moody', '302'],
    ] as const) {
      it(`a command to "${phone}" fails with ${code}`, async () => {
        const { body, text } = await command(phone, payload);
        assert.equal(body.code, code, text);
      });
    }

    it('a queue fills, and what waits in it is closed', async () => {
      const outcomes = Array.from({ length: 110 }, () => command('stuck', 'OK'));
      const first = await Promise.race(outcomes);
      assert.equal(first.body.code, 'QUEUE_FULL');
      await red.deploy(
        flows.map((node) => ((node as { id: string }).id === 'phone-stuck' ? { ...node, model: 'X4' } : node)),
        'nodes',
      );
      const codes = new Set((await Promise.all(outcomes)).map(({ body }) => body.code));
      assert.equal(codes.has('CLOSED'), true, [...codes].join());
    });

    it('show in no message, error or status', () => {
      const posted = collector.posted.entries;
      // Each of the places has spoken.
      assert.ok(posted.some((text) => text.includes('"status":{')));
      assert.ok(posted.some((text) => text.includes('"error":{')));
      assert.ok(posted.some((text) => text.includes('"variables":{')));
      const path = { PATH: secret.PATH_PASSWORD };
      for (const text of [...posted, ...answers]) assert.deepEqual(secret.leaksIn(text, path), [], text);
    });

    it('show in nothing that open editors are sent', () => {
      assert.match(editor.text, /status\/events/);
      assert.deepEqual(secret.leaksIn(editor.text, { PATH: secret.PATH_PASSWORD }), []);
    });

    it('show in no line of the log at trace level', () => {
      const log = red.output();
      assert.match(log, /\[trace\]|\[debug\]/);
      assert.match(log, /refuses every request/);
      assert.deepEqual(secret.leaksIn(log, { PATH: secret.PATH_PASSWORD }), []);
    });

    it('show in no answer of the admin API, exported flows included', async () => {
      const ids = flows.flatMap((node) => {
        const { id, type } = node as { id: string; type: string };
        return TYPES.includes(type) ? [{ id, type }] : [];
      });
      const paths = [
        '/flows',
        '/flow/tab',
        '/flow/global',
        '/nodes',
        '/settings',
        '/settings/user',
        '/plugins',
        '/diagnostics',
        '/locales/nodes?lng=en-US',
        '/voip-phone/reported',
        '/voip-phone/listener/shared/previous',
        '/voip-phone/setup',
        '/resources/node-red-contrib-voip-phone/editor.js',
        '/resources/node-red-contrib-voip-phone/catalogue.json',
        ...ids.map(({ id, type }) => `/credentials/${encodeURIComponent(type)}/${id}`),
      ];
      for (const path of paths) {
        for (const accept of ['application/json', 'text/html']) {
          const answer = await fetch(`${red.url}${path}`, { headers: { accept, 'Node-RED-API-Version': 'v2' } });
          const text = await answer.text();
          assert.equal(answer.ok || answer.status === 404, true, `${path} answered ${answer.status}`);
          assert.deepEqual(secret.leaksIn(text), [], path);
        }
      }
      const credentials = await fetch(`${red.url}/credentials/voip-phone/phone-digest`);
      assert.deepEqual(await credentials.json(), {
        sipUsername: '',
        username: 'admin',
        has_password: true,
        has_doorCode: true,
        has_sipPassword: false,
      });
    });

    it('show in no finding of the connection test', async () => {
      const ask = async (id: string): Promise<void> => {
        const answer = await fetch(`${red.url}/voip-phone/${id}/test`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: '{}',
        });
        const text = await answer.text();
        assert.match(text, /"outcome"/);
        assert.deepEqual(secret.leaksIn(text, { PATH: secret.PATH_PASSWORD }), [], id);
      };
      const ids = flows.flatMap((node) => {
        const { id, type } = node as { id: string; type: string };
        return type === 'voip-phone' ? [id] : [];
      });
      await Promise.all(ids.map(ask));
      assert.deepEqual(secret.leaksIn(red.output(), { PATH: secret.PATH_PASSWORD }), []);
    });

    it('lie in no file of the user directory as they are', () => {
      const files = readdirSync(red.userDir, { recursive: true, withFileTypes: true }).filter(
        (entry) => entry.isFile() && !join(entry.parentPath, '').includes('node_modules'),
      );
      assert.ok(files.some(({ name }) => name === 'flows_cred.json'));
      for (const { name, parentPath } of files) {
        assert.deepEqual(secret.leaksIn(readFileSync(join(parentPath, name), 'utf8')), [], name);
      }
    });
  });
}
