import { setTimeout as pause } from 'node:timers/promises';
import { freePort, type Runtime } from '../test/support/node-red';
import { interleave, type Sample, type Series } from './figures';
import { leastFlow } from './least-flow';
import type { Load, LoadMode } from './load';
import { eventTargets, phoneNodes } from './phones';
import { cpuSeconds, ServerProcess } from './processes';
import { ProbedNodeRed } from './red';
import { atLeast, figure, type Goal, type Section, times } from './report';

const PHONES = 100;
const CONNECTIONS = 32;
const ROUNDS = 5;
const MILLISECONDS = 800;
const MODES: readonly LoadMode[] = ['keep-alive', 'close'];

/** What flows do with an event at the least; the same in all flows. */
const FUNCTION = "global.get('bench').messages++;\nmsg.payload = '';\nreturn msg;";

function coreFlow(): object[] {
  return [
    { id: 'events-tab', type: 'tab', label: 'core' },
    {
      id: 'events-in',
      type: 'http in',
      z: 'events-tab',
      url: '/phone/:event',
      method: 'get',
      wires: [['events-function']],
    },
    {
      id: 'events-function',
      type: 'function',
      z: 'events-tab',
      func: FUNCTION,
      outputs: 1,
      wires: [['events-answer']],
    },
    { id: 'events-answer', type: 'http response', z: 'events-tab', statusCode: '200', headers: {}, wires: [] },
  ];
}

export function eventFlow(phones: number, port: number): object[] {
  const out = [['events-function']];
  return [
    { id: 'events-tab', type: 'tab', label: 'ours' },
    ...phoneNodes(phones),
    { id: 'events-shared', type: 'action-url in', z: 'events-tab', path: '/phone', events: [], wires: out },
    {
      id: 'events-own',
      type: 'action-url in',
      z: 'events-tab',
      path: '/phone',
      port: `127.0.0.1:${port}`,
      events: [],
      wires: out,
    },
    { id: 'events-function', type: 'function', z: 'events-tab', func: FUNCTION, outputs: 1, wires: [] },
  ];
}

/** One burst of events at a server, and what it cost that server. */
export async function burst(
  load: Load,
  server: { readonly pid: number | undefined; readonly port: number },
  mode: LoadMode,
  targets: readonly string[],
  milliseconds = MILLISECONDS,
): Promise<Sample> {
  const { pid, port } = server;
  const before = cpuSeconds(pid);
  const job = { port, mode, milliseconds, connections: CONNECTIONS, targets };
  const { answers, failures, seconds, p50, p99 } = await load.run(job);
  const after = cpuSeconds(pid);
  const cpu = before === undefined || after === undefined ? undefined : ((after - before) / answers) * 1e6;
  return { count: answers, rate: answers / seconds, p50, p99, cpu, failures };
}

/** Every 200 must have become a message: a fast server that loses events would win this. */
async function expectMessages(red: ProbedNodeRed, expected: number): Promise<void> {
  // The last ones may still be on their way through the flow.
  let messages = 0;
  for (let look = 0; look < 50 && messages < expected; look++) {
    messages = (await red.state()).messages;
    if (messages < expected) await pause(20);
  }
  if (messages !== expected) throw new Error(`${expected} answers 200 became ${messages} messages`);
}

type Subject = 'bare' | 'net' | 'core' | 'shared' | 'coreAdmin' | 'sharedAdmin' | 'own' | 'toSink' | 'least';
const LABELS: Readonly<Record<Subject, string>> = {
  core: 'core `http in` → function → `http response`',
  shared: '`action-url in` on Node-RED’s server',
  coreAdmin: 'core, `httpAdminRoot: "/admin"`',
  sharedAdmin: '`action-url in`, `httpAdminRoot: "/admin"`',
  own: '`action-url in` on a port of its own',
  toSink: '… wired to a node that does nothing',
  least: 'a node that answers and reads nothing, wired to the same function',
  bare: 'bare node:http that answers, and does nothing',
  net: 'bare node:net that answers, and reads nothing',
};

/** Whose answers must each be a message, in the Node-RED with this package's nodes. */
const IN_OURS: ReadonlySet<Subject> = new Set(['shared', 'own', 'toSink', 'least']);

async function measureRuntime(runtime: Runtime, load: Load): Promise<Section> {
  const admin = { httpAdminRoot: '/admin' };
  const [core, coreAdmin, ours, oursAdmin] = await Promise.all([
    ProbedNodeRed.start(runtime),
    ProbedNodeRed.start(runtime, admin),
    ProbedNodeRed.start(runtime),
    ProbedNodeRed.start(runtime, admin),
  ]);
  const bare = await ServerProcess.start<number>('bare-http.ts', runtime.node);
  const net = await ServerProcess.start<number>('bare-net.ts', runtime.node);
  const all = [core, coreAdmin, ours, oursAdmin];
  try {
    const [ownPort, toSink, least] = [await freePort(), await freePort(), await freePort()];
    await core.running.deploy(coreFlow());
    await coreAdmin.running.deploy(coreFlow());
    await ours.running.deploy([...eventFlow(PHONES, ownPort), ...leastFlow({ toSink, least })]);
    await oursAdmin.running.deploy(eventFlow(PHONES, await freePort()));
    const at = (red: ProbedNodeRed, port = red.port) => ({ pid: red.running.child.pid, port });
    const servers: Record<Subject, { pid: number | undefined; port: number }> = {
      core: at(core),
      shared: at(ours),
      coreAdmin: at(coreAdmin),
      sharedAdmin: at(oursAdmin),
      own: at(ours, ownPort),
      toSink: at(ours, toSink),
      least: at(ours, least),
      bare: { pid: bare.child.pid, port: bare.told },
      net: { pid: net.child.pid, port: net.told },
    };
    const measured: Partial<Record<LoadMode, Record<Subject, Series>>> = {};
    for (const mode of MODES) {
      const subject = (name: Subject) => async (): Promise<Sample> => {
        const red = name === 'sharedAdmin' ? oursAdmin : IN_OURS.has(name) ? ours : undefined;
        const before = (await red?.state())?.messages ?? 0;
        const sample = await burst(load, servers[name], mode, eventTargets(PHONES));
        if (red) await expectMessages(red, before + sample.count);
        return sample;
      };
      const subjects = Object.fromEntries(
        (Object.keys(LABELS) as Subject[]).map((name) => [name, subject(name)]),
      ) as Record<Subject, () => Promise<Sample>>;
      measured[mode] = await interleave(subjects, ROUNDS);
    }
    return section(runtime, measured as Record<LoadMode, Record<Subject, Series>>);
  } finally {
    await Promise.all([...all.map((red) => red.stop()), bare.stop(), net.stop()]);
  }
}

function section(runtime: Runtime, measured: Record<LoadMode, Record<Subject, Series>>): Section {
  const tables = MODES.map((mode) => {
    const series = measured[mode];
    const rows = (Object.keys(LABELS) as Subject[]).map((name) => {
      const { rate, p50, p99, cpu } = series[name];
      const core = name === 'sharedAdmin' || name === 'coreAdmin' ? series.coreAdmin : series.core;
      return [LABELS[name], figure(rate), times(series[name].times(core)), figure(p50), figure(p99), figure(cpu)];
    });
    const caption = mode === 'close' ? 'HTTP/1.0, a connection per event, as phones send' : 'HTTP/1.1, keep-alive';
    const columns = ['', 'events/s', 'to core', 'p50 ms', 'p99 ms', 'CPU µs/event'];
    return { caption, table: { columns, rows } };
  });
  const { 'keep-alive': kept, close } = measured;
  const name = runtime.label;
  const goals: Goal[] = [
    atLeast(`${name}, shared server, keep-alive`, kept.shared.times(kept.core), 1.3),
    atLeast(`${name}, shared server, close`, close.shared.times(close.core), 1.15),
    atLeast(`${name}, under /admin, keep-alive`, kept.sharedAdmin.times(kept.coreAdmin), 1.5),
    atLeast(`${name}, under /admin, close`, close.sharedAdmin.times(close.coreAdmin), 1.5),
    atLeast(`${name}, own port, keep-alive`, kept.own.times(kept.core), 10),
    atLeast(`${name}, own port, close`, close.own.times(close.core), 6),
    atLeast(`${name}, own port to bare node:http, keep-alive`, kept.own.times(kept.bare), 0.5),
    atLeast(`${name}, own port to bare node:http, close`, close.own.times(close.bare), 0.5),
    atLeast(`${name}, own port to bare node:net, close`, close.own.times(close.net), 0.75),
    // The load generator may be what is slow: what an event costs the server says what the server can do.
    atLeast(`${name}, own port to bare node:net, close, by CPU`, close.net.share(close.own, 'cpu'), 0.75),
    atLeast(`${name}, own port to bare node:http, keep-alive, by CPU`, kept.bare.share(kept.own, 'cpu'), 0.5),
    ...MODES.flatMap((mode) => {
      const { core, shared, own } = measured[mode];
      const worst = Math.max(shared.p99, own.p99);
      const text = `${name}, p99 below core’s ${figure(core.p99)} ms, ${mode}`;
      return [
        { text, measured: `${figure(shared.p99)} ms shared, ${figure(own.p99)} ms own port`, met: worst < core.p99 },
      ];
    }),
  ];
  const text = `${CONNECTIONS} connections, ${PHONES} configured phones, events with 11 variables, ${ROUNDS} rounds of ${MILLISECONDS} ms. The function node is the same in all flows; every answer 200 was checked to be a message.`;
  return { title: `Events per second, ${name}`, text, tables, goals };
}

export async function measureEvents(runtimes: readonly Runtime[], load: Load): Promise<Section[]> {
  const sections: Section[] = [];
  for (const runtime of runtimes) sections.push(await measureRuntime(runtime, load));
  return sections;
}
