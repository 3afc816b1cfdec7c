import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { own } from '../support/own';
import { needsRuntime, RUNTIMES, type RunningNodeRed, startNodeRed } from '../support/node-red';
import { phoneRequest } from '../support/requests';

const MAC = '80:82:87:04:6b:c2';
const OTHER = '80:82:87:04:6b:c3';
const PLACE = { z: 'tab', x: 100, y: 100 };
const CALL = `mac=${MAC}&call_id=7001&remote=sip:6040@pbx`;

interface State {
  readonly state: string;
  readonly dnd?: boolean;
  readonly calls: readonly object[];
}
interface CallRecord {
  readonly outcome: string;
  readonly id?: string;
  readonly started?: string;
}

/** Takes the records that the flow posts. */
async function recordSink(): Promise<{ url: string; records: CallRecord[]; next(): Promise<CallRecord> }> {
  const records: CallRecord[] = [];
  let wake: (() => void) | undefined;
  const server = own(
    createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        records.push(JSON.parse(Buffer.concat(chunks).toString('utf8')) as CallRecord);
        response.end();
        wake?.();
      });
    }),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    records,
    async next() {
      while (records.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return records.shift() as CallRecord;
    },
  };
}

/** Resolves when some file below the folder holds this. */
async function written(folder: string, pattern: RegExp): Promise<void> {
  const holds = (): boolean =>
    existsSync(folder) &&
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).some(
      (file) => file.endsWith('.json') && pattern.test(readFileSync(join(folder, file), 'utf8')),
    );
  // A watch may miss what replaces a file.
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** A context store of which every get and set does this, `done` being the callback. */
const oddStore = (act: string): string => `
  const answer = (...given) => { const done = given[given.length - 1]; ${act}; };
  const odd = () => ({
    open: async () => {}, close: async () => {}, clean: async () => {}, delete: async () => {}, keys: answer, get: answer, set: answer,
  });
  module.exports.contextStorage = { default: { module: 'memory' }, odd: { module: odd } };`;

function flows(store: string, sink: string, name = ''): object[] {
  return [
    { id: 'tab', type: 'tab', label: 'test' },
    { id: 'desk', type: 'voip-phone', name: 'Desk', vendor: 'atcom', mac: MAC, host: '10.0.0.12', store },
    { id: 'hall', type: 'voip-phone', name: 'Hall', vendor: 'atcom', mac: OTHER, host: '10.0.0.13', store: '' },
    { id: 'in', type: 'action-url in', ...PLACE, path: '/phone', events: [], wires: [[]] },
    { id: 'ask', type: 'http in', ...PLACE, url: '/state', method: 'get', wires: [['who']] },
    {
      id: 'who',
      type: 'change',
      ...PLACE,
      rules: [{ t: 'set', p: 'phone', pt: 'msg', to: 'payload.phone', tot: 'msg' }],
      wires: [['state']],
    },
    { id: 'state', type: 'phone state', ...PLACE, name, phone: '', wires: [['answers'], ['post']] },
    {
      id: 'answers',
      type: 'switch',
      ...PLACE,
      property: 'req',
      propertyType: 'msg',
      rules: [{ t: 'nnull' }],
      outputs: 1,
      wires: [['answer']],
    },
    { id: 'answer', type: 'http response', ...PLACE, statusCode: '', headers: {}, wires: [] },
    { id: 'post', type: 'http request', ...PLACE, method: 'POST', ret: 'txt', url: sink, wires: [[]] },
  ];
}

for (const runtime of RUNTIMES) {
  describe(`states in ${runtime.label}`, function () {
    this.timeout(90_000);
    let red: RunningNodeRed | undefined;
    let sink: Awaited<ReturnType<typeof recordSink>>;
    beforeEach(async function () {
      needsRuntime(this, runtime);
      sink = await recordSink();
    });
    afterEach(async () => {
      await red?.stop();
      red = undefined;
    });

    const stateOf = async (phone = 'Desk'): Promise<State> => {
      const answer = await fetch(`${red?.url}/state?phone=${phone}`);
      return (await answer.json()) as State;
    };
    const report = (event: string, variables = CALL): Promise<number> =>
      phoneRequest(red?.port ?? 0, `/phone/${event}?${variables}`);
    const contextStorage = {
      default: { module: 'memory' },
      file: { module: 'localfilesystem', config: { flushInterval: 1 } },
    };

    it('outlive a deploy of each kind in the middle of a call', async () => {
      red = await startNodeRed(runtime, { flows: flows('', sink.url) });
      await report('incoming-call');
      let round = 0;
      for (const type of ['full', 'flows', 'nodes'] as const) {
        round += 1;
        await red.deploy(flows('', sink.url, `round ${round}`), type);
        assert.equal((await stateOf()).state, 'ringing', type);
      }
      await report('call-established');
      await report('call-terminated');
      await red.deploy(flows('', sink.url, 'last'));
      const { outcome, id, started } = await sink.next();
      assert.deepEqual([outcome, id, typeof started], ['answered', '7001', 'string']);
      assert.deepEqual(await stateOf().then(({ state, calls }) => [state, calls]), ['idle', []]);
      assert.equal(sink.records.length, 0);
    });

    it('with a store outlive a kill: flags as told, the call doubtful until it is named again', async () => {
      red = await startNodeRed(runtime, { flows: flows('file', sink.url), settings: { contextStorage } });
      for (const mac of [MAC, OTHER]) await report('dnd-on', `mac=${mac}`);
      await report('incoming-call');
      await report('call-established');
      assert.deepEqual((await stateOf()).state, 'talking');
      await written(join(red.userDir, 'context'), /"isAnswered":\s*true/);
      await red.killAndRestart();
      const restored = await stateOf();
      assert.deepEqual([restored.state, restored.dnd, restored.calls], ['unknown', true, []]);
      assert.equal((await stateOf('Hall')).dnd, undefined, 'without a store nothing is kept');
      await report('call-terminated');
      const { outcome, id, started } = await sink.next();
      assert.deepEqual([outcome, id, typeof started], ['answered', '7001', 'string']);
      assert.equal((await stateOf()).state, 'idle');
    });

    it('go on with a store that fails, throws or is slow: no event is lost, and a fault is told once', async () => {
      for (const [what, get, said] of [
        ['fails', 'done(new Error("the disk is full"))', 1],
        ['throws', 'throw new Error("the disk is full")', 1],
        ['is slow', 'setTimeout(done, 300)', 0],
      ] as const) {
        red = await startNodeRed(runtime, { flows: flows('odd', sink.url), code: oddStore(get) });
        await report('dnd-on');
        await report('incoming-call');
        await report('missed-call');
        const { outcome } = await sink.next();
        const { state, dnd } = await stateOf();
        assert.deepEqual([outcome, state, dnd], ['missed', 'idle', true], what);
        assert.equal(red.output().match(/could not be kept in the context store/g)?.length ?? 0, said, what);
        await red.stop();
      }
    });

    it('go on without a store that does not exist, which is said', async () => {
      red = await startNodeRed(runtime, { flows: flows('attic', sink.url), settings: { contextStorage } });
      await report('dnd-on');
      assert.equal((await stateOf()).dnd, true);
      assert.match(red.output(), /its store "attic" is none of the contextStorage/);
    });
  });
}
