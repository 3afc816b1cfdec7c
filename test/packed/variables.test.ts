import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { needsRuntime, RUNTIMES, type RunningNodeRed, startNodeRed } from '../support/node-red';
import { Recorder } from '../support/recorder';
import { phoneRequest } from '../support/requests';

// oxlint-disable no-template-curly-in-string -- Node-RED's own notation

const at = (z: string): object => ({ z, x: 100, y: 100 });
const env = (values: Readonly<Record<string, string>>): object[] =>
  Object.entries(values).map(([name, value]) => ({ name, type: 'str', value }));

/** An `action-url in` whose token is one variable. */
const events = (id: string, z: string, variable: string, more: object = {}): object => ({
  id,
  type: 'action-url in',
  ...at(z),
  path: `/${id}`,
  events: [],
  wires: [[]],
  credentials: { token: `\${${variable}}` },
  ...more,
});
const command = (id: string, z: string, phone: string): object => ({
  id,
  type: 'active-uri out',
  ...at(z),
  phone,
  action: '',
  value: '',
  valueType: 'str',
  timeout: '5',
  retries: '0',
  wires: [[]],
});
const inject = (id: string, phone: string, to: string): object => ({
  id,
  type: 'inject',
  ...at('tab'),
  props: [{ p: 'payload' }, { p: 'phone', v: phone, vt: 'str' }],
  payload: 'OK',
  payloadType: 'str',
  once: false,
  wires: [[to]],
});
/** Writes what comes to the log, where a test can read it. */
const tell = (id: string, expression: string): object => ({
  id,
  type: 'function',
  ...at('tab'),
  func: `node.warn('TOLD ' + ${expression});`,
  outputs: 0,
  wires: [],
});

/** Where a variable may be set, what it is called there, and the token that it holds. */
const PLACES = [
  ['the process', 'P_SET', 'token-of-the-process'],
  ['global configuration', 'G_SET', 'token-of-all'],
  ['the tab', 'T_SET', 'token-of-the-tab'],
  ['the group', 'R_SET', 'token-of-the-group'],
] as const;

for (const runtime of RUNTIMES) {
  describe(`variables in ${runtime.label}`, function () {
    this.timeout(60_000);
    let red: RunningNodeRed | undefined;
    let gate: Recorder;
    let yard: Recorder;
    const folders: string[] = [];
    beforeEach(async function () {
      needsRuntime(this, runtime);
      gate = await new Recorder().start('127.0.0.31');
      yard = await new Recorder().start('127.0.0.32');
    });
    afterEach(async () => {
      await red?.stop();
      red = undefined;
      await Promise.all([gate.stop(), yard.stop()]);
      for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
    });

    async function start(flows: readonly object[]): Promise<RunningNodeRed> {
      red = await startNodeRed(runtime, { flows, env: { P_SET: 'token-of-the-process', P_BLANK: '' } });
      return red;
    }
    /** Presses an inject node's button, and waits for what the log then says. */
    async function press(running: RunningNodeRed, id: string, expected: RegExp): Promise<void> {
      await fetch(`${running.url}/inject/${id}`, { method: 'POST' });
      for (let tries = 0; !expected.test(running.output()); tries += 1) {
        assert.ok(tries < 1500, `${String(expected)} did not come:\n${running.output().slice(-2000)}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    }

    it('guard as they are set in the process, everywhere, a tab or a group, and close where they are blank', async () => {
      const flows = [
        { id: 'all', type: 'global-config', env: env({ G_SET: 'token-of-all', G_BLANK: '' }), modules: {} },
        { id: 'tab', type: 'tab', label: 'test', env: env({ T_SET: 'token-of-the-tab', T_BLANK: '' }) },
        { id: 'group', type: 'group', ...at('tab'), nodes: [], env: env({ R_SET: 'token-of-the-group', R_BLANK: '' }) },
        ...['P', 'G', 'T', 'R'].flatMap((place) =>
          ['SET', 'BLANK', 'UNSET'].map((state) => {
            const variable = `${place}_${state}`;
            return events(variable.toLowerCase(), 'tab', variable, place === 'R' ? { g: 'group' } : {});
          }),
        ),
      ];
      const { port } = await start(flows);
      for (const [place, variable, token] of PLACES) {
        const path = `/${variable.toLowerCase()}/mute`;
        assert.equal(await phoneRequest(port, path), 401, place);
        assert.equal(await phoneRequest(port, `${path}?token=${token}`), 200, place);
        for (const state of ['blank', 'unset'])
          for (const query of ['', '?token='])
            assert.equal(await phoneRequest(port, `${path.replace('set', state)}${query}`), 403, `${place}, ${state}`);
      }
    });

    it('guard each instance of a subflow by its own, its secrets too, and serve none on a default path', async () => {
      const inside = (id: string, path: string, token: string): object => ({
        ...events(id, 'sub', 'unused'),
        path,
        credentials: { token },
      });
      const instance = (id: string, values: Readonly<Record<string, string>>, secret = ''): object => ({
        id,
        type: 'subflow:sub',
        ...at('tab'),
        env: [...env(values), ...(secret ? [{ name: 'S_SECRET', type: 'cred' }] : [])],
        ...(secret && { credentials: { S_SECRET: secret } }),
        wires: [],
      });
      const { port } = await start([
        { id: 'tab', type: 'tab', label: 'test' },
        {
          id: 'sub',
          type: 'subflow',
          name: 'Hall',
          in: [],
          out: [],
          env: [...env({ S_PATH: '', S_TOKEN: '' }), { name: 'S_SECRET', type: 'cred', value: '' }],
        },
        inside('by-token', '/${S_PATH}', '${S_TOKEN}'),
        inside('by-secret', '/secret/${S_PATH}', 's-${S_SECRET}'),
        instance('one', { S_PATH: 'north', S_TOKEN: 'token-of-north' }, 'whisper'),
        instance('two', { S_PATH: 'south', S_TOKEN: '' }),
        instance('three', { S_TOKEN: 'token-of-nowhere' }),
      ]);
      assert.equal(await phoneRequest(port, '/north/mute'), 401);
      assert.equal(await phoneRequest(port, '/north/mute?token=token-of-north'), 200);
      assert.equal(await phoneRequest(port, '/secret/north/mute?token=s-'), 401);
      assert.equal(await phoneRequest(port, '/secret/north/mute?token=s-whisper'), 200);
      assert.equal(await phoneRequest(port, '/south/mute'), 403);
      assert.equal(await phoneRequest(port, '/secret/south/mute?token=s-'), 403);
      for (const path of ['/mute', '/phone/mute', '/secret/mute'])
        assert.equal(await phoneRequest(port, `${path}?token=token-of-nowhere`), 404, path);
    });

    it("lead each instance's commands to its own phone, by name too, and none to a phone half described", async () => {
      const door = (id: string, values: Readonly<Record<string, string>>): object => ({
        id,
        type: 'subflow:sub',
        ...at('tab'),
        env: env(values),
        wires: [],
      });
      const running = await start([
        { id: 'tab', type: 'tab', label: 'test' },
        {
          id: 'sub',
          type: 'subflow',
          name: 'Door',
          in: [{ x: 1, y: 1, wires: [{ id: 'inner-cmd' }] }],
          out: [],
          env: env({ DOOR: '', DOOR_PORT: '', DOOR_MAC: '' }),
        },
        {
          id: 'door',
          type: 'voip-phone',
          z: 'sub',
          name: 'Door',
          vendor: 'fanvil',
          host: '${DOOR}',
          port: '${DOOR_PORT}',
          mac: '80:82:87:04:6b:${DOOR_MAC}',
        },
        command('inner-cmd', 'sub', 'door'),
        door('at-gate', { DOOR: '127.0.0.31', DOOR_PORT: String(gate.port), DOOR_MAC: 'e1' }),
        door('in-yard', { DOOR: '127.0.0.32', DOOR_PORT: String(yard.port), DOOR_MAC: 'e2' }),
        door('nowhere', { DOOR_MAC: 'e3' }),
        command('outer-cmd', 'tab', ''),
        inject('gate-own', '', 'at-gate'),
        inject('yard-by-name', 'Door', 'in-yard'),
        inject('nowhere-own', '', 'nowhere'),
        inject('outer-by-name', 'Door', 'outer-cmd'),
        inject('outer-by-mac', '80:82:87:04:6b:e2', 'outer-cmd'),
        { id: 'complete', type: 'complete', ...at('tab'), scope: ['outer-cmd'], wires: [['done']] },
        tell('done', "'done ' + msg.payload.phone.host"),
        { id: 'catch', type: 'catch', ...at('tab'), scope: null, uncaught: false, wires: [['caught']] },
        tell('caught', "msg.error.code + ' ' + msg.error.message"),
      ]);
      const reached = (web: Recorder): Promise<void> =>
        new Promise((resolve) => {
          web.answer = (_request, response) => {
            response.end();
            resolve();
          };
        });
      const atGate = reached(gate);
      await fetch(`${running.url}/inject/gate-own`, { method: 'POST' });
      await atGate;
      const inYard = reached(yard);
      await fetch(`${running.url}/inject/yard-by-name`, { method: 'POST' });
      await inYard;
      assert.deepEqual([gate.targets.length, yard.targets.length], [1, 1]);
      await press(running, 'nowhere-own', /TOLD INVALID_VALUE .*the address \(the variable DOOR is not set or blank\)/);
      // From outside the name means three doors: never one of them, and what is asked for can be done.
      await press(running, 'outer-by-name', /TOLD NO_PHONE .*say its MAC/);
      assert.deepEqual([gate.targets.length, yard.targets.length], [1, 1]);
      await press(running, 'outer-by-mac', /TOLD done 127\.0\.0\.32/);
      assert.deepEqual([gate.targets.length, yard.targets.length], [1, 2]);
    });

    it('guard in a subflow that came as a module', async () => {
      const nodesDir = mkdtempSync(join(tmpdir(), 'voip-phone-module-'));
      folders.push(nodesDir);
      const subflow = {
        id: 'module-hall',
        type: 'subflow',
        name: 'hall',
        in: [],
        out: [],
        env: env({ M_PATH: '', M_ALLOW: '' }),
        meta: { module: 'hall', type: 'hall', version: '1.0.0' },
        flow: [
          {
            id: 'in-module',
            type: 'action-url in',
            ...at('module-hall'),
            path: '/${M_PATH}',
            allow: '${M_ALLOW}',
            events: [],
            wires: [[]],
          },
        ],
      };
      writeFileSync(join(nodesDir, 'hall.html'), '');
      writeFileSync(
        join(nodesDir, 'hall.js'),
        `module.exports = (RED) => RED.nodes.registerSubflow(${JSON.stringify(subflow)});`,
      );
      const hall = (id: string, path: string, allow: string): object => ({
        id,
        type: 'hall',
        ...at('tab'),
        M_PATH: path,
        M_ALLOW: allow,
        wires: [],
      });
      red = await startNodeRed(runtime, {
        flows: [
          { id: 'tab', type: 'tab', label: 'test' },
          hall('open', 'open', '127.0.0.1'),
          hall('narrow', 'narrow', '10.0.0.1'),
          hall('blank', 'blank', ''),
          hall('nowhere', '', '127.0.0.1'),
        ],
        settings: { nodesDir },
      });
      assert.equal(await phoneRequest(red.port, '/open/mute'), 200);
      assert.equal(await phoneRequest(red.port, '/narrow/mute'), 403);
      assert.equal(await phoneRequest(red.port, '/blank/mute'), 403);
      assert.equal(await phoneRequest(red.port, '/phone/mute'), 404);
    });

    it('a token that was stored and is gone closes the node', async () => {
      const { port } = await start([
        { id: 'tab', type: 'tab', label: 'test' },
        { ...events('lost', 'tab', 'unused'), guarded: true, credentials: {} },
        { ...events('kept', 'tab', 'P_SET'), guarded: true },
      ]);
      assert.equal(await phoneRequest(port, '/lost/mute'), 403);
      assert.equal(await phoneRequest(port, '/kept/mute'), 401);
      assert.equal(await phoneRequest(port, '/kept/mute?token=token-of-the-process'), 200);
    });

    it('statuses are those of the nodes that run, and name the other phone of an address', async () => {
      const phone = (id: string, name: string, more: object = {}): object => ({
        id,
        type: 'voip-phone',
        name,
        vendor: 'fanvil',
        host: '127.0.0.31',
        ...more,
      });
      const flows = (...phones: object[]): object[] => [
        { id: 'tab', type: 'tab', label: 'test' },
        command('cmd', 'tab', 'one'),
        { ...events('in', 'tab', 'P_SET'), phone: 'one' },
        { id: 'status', type: 'status', ...at('tab'), scope: null, wires: [['said']] },
        tell('said', "msg.status.source.id + ' <' + (msg.status.text || '') + '>'"),
        ...phones,
      ];
      const running = await start(flows());
      const last = (id: string): string | undefined =>
        [...running.output().matchAll(new RegExp(`TOLD ${id} <(.*)>`, 'g'))].at(-1)?.[1];
      const becomes = async (id: string, text: RegExp): Promise<void> => {
        for (let tries = 0; !text.test(last(id) ?? 'nothing yet'); tries += 1) {
          assert.ok(tries < 1500, `${id} says ${last(id)}, not ${String(text)}`);
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
      };
      await becomes('cmd', /no phone|phone missing/);
      await becomes('in', /no phone|phone missing/);
      await running.deploy(flows(phone('one', 'Gate')), 'nodes');
      await becomes('cmd', /^$/);
      await becomes('in', /^listening$/);
      await running.deploy(flows(phone('one', 'Gate'), phone('two', 'Yard')), 'nodes');
      await becomes('in', /same address as Yard: enter the MACs/);
      await running.deploy(flows(phone('one', 'Gate'), phone('two', 'Yard', { host: '127.0.0.32' })), 'nodes');
      await becomes('in', /^listening$/);
    });
  });
}
