import { freePort, type Runtime } from '../test/support/node-red';
import { commandFlow, commandMessages, drive, type Ports } from './commands';
import { burst, eventFlow } from './events';
import type { Load, LoadMode } from './load';
import { eventTargets } from './phones';
import { ServerProcess } from './processes';
import { type CpuProfile, ProbedNodeRed } from './red';
import { figure, type Section } from './report';

const MILLISECONDS = 2_500;
const PHONES = 100;

/** Whose code a function is, by the first pattern that its file's address fits. */
const OWNERS: readonly (readonly [owner: string, url: RegExp])[] = [
  ['this package', /node-red-contrib-voip-phone\//],
  ['Express and its middleware', /node_modules\/(?:express|router|send|serve-static|body-parser|finalhandler|cors)\//],
  ['Node-RED and its nodes', /node_modules\/|red\.js$|evalmachine/],
  ['Node.js, its JavaScript', /^node:/],
];

type Shares = Map<string, number>;

function sum(profile: CpuProfile, name: (frame: CpuProfile['nodes'][number]['callFrame']) => string): Shares {
  const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, name(callFrame)]));
  const shares: Shares = new Map();
  let busy = 0;
  for (const id of profile.samples) {
    const key = names.get(id) ?? '';
    if (key === '(idle)') continue;
    busy += 1;
    shares.set(key, (shares.get(key) ?? 0) + 1);
  }
  for (const [key, count] of shares) shares.set(key, count / busy);
  return shares;
}

function ownerOf({ functionName, url }: CpuProfile['nodes'][number]['callFrame']): string {
  if (functionName === '(idle)') return functionName;
  if (functionName === '(garbage collector)') return 'garbage collection';
  // Native code, and the kernel's below it: reading and writing sockets above all.
  if (url === '') return 'native code and system calls';
  return OWNERS.find(([, pattern]) => pattern.test(url))?.[0] ?? 'Node-RED and its nodes';
}

function functionOf({ functionName, url, lineNumber }: CpuProfile['nodes'][number]['callFrame']): string {
  if (functionName === '(idle)') return functionName;
  const file = url.split('/').slice(-2).join('/');
  return url === '' ? functionName || '(native)' : `${functionName || '(anonymous)'} ${file}:${lineNumber + 1}`;
}

const percent = (share: number | undefined): string => `${figure((share ?? 0) * 100)} %`;

async function record(red: ProbedNodeRed, work: () => Promise<unknown>): Promise<CpuProfile> {
  await work();
  await red.ask('profile', { what: 'start' });
  await work();
  return red.ask<CpuProfile>('profile', { what: 'stop' });
}

/** Where the processor's time goes on the hot paths. */
export async function measureProfile(runtime: Runtime, load: Load): Promise<Section> {
  const profiles: [path: string, profile: CpuProfile][] = [];
  const events = await ProbedNodeRed.start(runtime);
  try {
    const port = await freePort();
    await events.running.deploy(eventFlow(PHONES, port));
    const pid = events.running.child.pid;
    const run = (at: number, mode: LoadMode) => () =>
      burst(load, { pid, port: at }, mode, eventTargets(PHONES), MILLISECONDS);
    profiles.push(['shared, keep-alive', await record(events, run(events.port, 'keep-alive'))]);
    profiles.push(['own port, keep-alive', await record(events, run(port, 'keep-alive'))]);
    profiles.push(['own port, close', await record(events, run(port, 'close'))]);
  } finally {
    await events.stop();
  }
  const servers = await ServerProcess.start<Ports>('phone-servers.ts');
  const commands = await ProbedNodeRed.start(runtime);
  try {
    await commands.running.deploy(commandFlow(servers.told));
    for (const kind of ['keep', 'close'] as const) {
      const messages = commandMessages(kind, 1_000);
      const profile = await record(commands, () => drive(commands, 'commands-driver', messages, 100, MILLISECONDS));
      profiles.push([`commands, ${kind === 'keep' ? 'keep-alive' : 'closing'}`, profile]);
    }
  } finally {
    await Promise.all([commands.stop(), servers.stop()]);
  }
  return section(runtime, profiles);
}

function section(runtime: Runtime, profiles: readonly (readonly [string, CpuProfile])[]): Section {
  const owners = profiles.map(([, profile]) => sum(profile, ownerOf));
  const names = [...new Set(owners.flatMap((shares) => [...shares.keys()]))].toSorted(
    (a, b) => (owners[1]?.get(b) ?? 0) - (owners[1]?.get(a) ?? 0),
  );
  const byOwner = {
    columns: ['', ...profiles.map(([path]) => path)],
    rows: names.map((name) => [name, ...owners.map((shares) => percent(shares.get(name)))]),
  };
  const tops = profiles.map(([path, profile]) => {
    const shares = [...sum(profile, functionOf)].toSorted((a, b) => b[1] - a[1]).slice(0, 12);
    const rows = shares.map(([name, share]) => [`\`${name}\``, percent(share)]);
    return { caption: `Functions, ${path}`, table: { columns: ['without its callees', 'share'], rows } };
  });
  return {
    title: `Where the time goes, ${runtime.label}`,
    text: 'Share of the samples of Node.js’s CPU profiler in which the process was not idle.',
    tables: [{ caption: 'By owner', table: byOwner }, ...tops],
    goals: [],
  };
}
