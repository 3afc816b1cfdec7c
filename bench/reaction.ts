import { once } from 'node:events';
import { freePort, type Runtime } from '../test/support/node-red';
import { interleave, type Sample, type Series } from './figures';
import { addressOf, phoneNodes } from './phones';
import { cpuSeconds, ServerProcess } from './processes';
import { REACTION_PHONES, type ReactionJob, type ReactionResult } from './reaction-job';
import { ProbedNodeRed } from './red';
import { atMost, figure, type Section, times } from './report';

/** The rate of the goals, and one at which a flow of core nodes keeps up on slow machines as well: behind a queue all ratios are good. */
const RATES = [500, 200] as const;
type Rate = (typeof RATES)[number];
const MILLISECONDS = 2_000;
const ROUNDS = 7;

/** In both flows the one function node between the event and the command. */
const other = (id: string): string => `(Number(${id}) + ${REACTION_PHONES / 2}) % ${REACTION_PHONES}`;
const OUR_FUNCTION = `const id = msg.variables.call_id;
return { phone: 'Phone ' + (${other('id')}), payload: { action: 'dial', number: id, via: 'speaker' } };`;

function coreFunction(port: number): string {
  const hosts = Array.from({ length: REACTION_PHONES }, (_, index) => addressOf(index));
  return `const id = msg.req.query.call_id;
const hosts = ${JSON.stringify(hosts)};
const url = 'http://' + hosts[${other('id')}] + ':${port}/cgi-bin/ConfigManApp.com?key=SPEAKER;' + id.split('').join(';') + ';ENTER';
msg.payload = '';
return [msg, { url, payload: '' }];`;
}

function coreFlow(port: number): object[] {
  const tab = 'reaction-tab';
  const request = {
    method: 'GET',
    ret: 'txt',
    paytoqs: 'ignore',
    url: '',
    persist: false,
    senderr: false,
    headers: [],
  };
  return [
    { id: tab, type: 'tab', label: 'core' },
    { id: 'reaction-in', type: 'http in', z: tab, url: '/phone/:event', method: 'get', wires: [['reaction-function']] },
    {
      id: 'reaction-function',
      type: 'function',
      z: tab,
      func: coreFunction(port),
      outputs: 2,
      wires: [['reaction-answer'], ['reaction-out']],
    },
    { id: 'reaction-answer', type: 'http response', z: tab, statusCode: '200', headers: {}, wires: [] },
    { id: 'reaction-out', type: 'http request', z: tab, ...request, insecureHTTPParser: false, wires: [[]] },
  ];
}

function ourFlow(port: number, phonesPort: number): object[] {
  const tab = 'reaction-tab';
  const phones = phoneNodes(REACTION_PHONES).map((phone) => ({ ...phone, vendor: 'fanvil', port: String(phonesPort) }));
  return [
    { id: tab, type: 'tab', label: 'ours' },
    ...phones,
    {
      id: 'reaction-in',
      type: 'action-url in',
      z: tab,
      path: '/phone',
      port: `127.0.0.1:${port}`,
      events: [],
      wires: [['reaction-function']],
    },
    { id: 'reaction-function', type: 'function', z: tab, func: OUR_FUNCTION, outputs: 1, wires: [['reaction-out']] },
    { id: 'reaction-out', type: 'active-uri out', z: tab, timeout: '5', retries: '0', wires: [[]] },
  ];
}

type Subject = 'core' | 'own' | 'bare';
type Key = `${Subject} ${Rate}`;
const LABELS: Readonly<Record<Subject, string>> = {
  core: 'core `http in` → function → `http request`',
  own: '`action-url in` on a port of its own → function → `active-uri out`',
  bare: 'one bare process: node:net server and client',
};

async function measureRuntime(runtime: Runtime): Promise<Section> {
  const measuring = await ServerProcess.start<number>('reaction-process.ts');
  const phonesPort = measuring.told;
  const [core, ours] = await Promise.all([ProbedNodeRed.start(runtime), ProbedNodeRed.start(runtime)]);
  const bare = await ServerProcess.start<number>('bare-both.ts', runtime.node);
  try {
    bare.child.send(phonesPort);
    const ownPort = await freePort();
    await core.running.deploy(coreFlow(phonesPort));
    await ours.running.deploy(ourFlow(ownPort, phonesPort));
    const measure = (pid: number | undefined, port: number, perSecond: Rate) => async (): Promise<Sample> => {
      const before = cpuSeconds(pid);
      const job: ReactionJob = { port, perSecond, milliseconds: MILLISECONDS };
      measuring.child.send(job);
      const [{ commands, seconds, ...rest }] = (await once(measuring.child, 'message')) as [ReactionResult];
      const after = cpuSeconds(pid);
      if (commands === 0) throw new Error(`no event became a command: ${JSON.stringify(rest.failures)}`);
      const cpu = before === undefined || after === undefined ? undefined : ((after - before) / commands) * 1e6;
      return { count: commands, rate: commands / seconds, cpu, ...rest };
    };
    const subjects = RATES.flatMap((rate) => [
      [`core ${rate}`, measure(core.running.child.pid, core.port, rate)] as const,
      [`own ${rate}`, measure(ours.running.child.pid, ownPort, rate)] as const,
      [`bare ${rate}`, measure(bare.child.pid, bare.told, rate)] as const,
    ]);
    const series = await interleave(Object.fromEntries(subjects) as Record<Key, () => Promise<Sample>>, ROUNDS);
    return section(runtime, series);
  } finally {
    await Promise.all([core.stop(), ours.stop(), bare.stop(), measuring.stop()]);
  }
}

function section({ label }: Runtime, series: Record<Key, Series>): Section {
  const tables = RATES.map((rate) => {
    const core = series[`core ${rate}`];
    const rows = (Object.keys(LABELS) as Subject[]).map((name) => {
      const own = series[`${name} ${rate}`];
      const share = (of: 'p50' | 'p99' | 'cpu'): string => times(own.share(core, of));
      const costs = [figure(own.p50), share('p50'), figure(own.p99), share('p99'), figure(own.cpu), share('cpu')];
      return [LABELS[name], ...costs, own.failures || '–'];
    });
    const columns = ['', 'p50 ms', 'to core', 'p99 ms', 'to core', 'CPU µs/reaction', 'to core', 'failed'];
    return { caption: `${rate} events a second`, table: { columns, rows } };
  });
  return {
    title: `Reaction, ${label}`,
    text: `From an event’s first byte to the bytes of the command that a flow sends another phone for it: ${REACTION_PHONES} phones that close, a connection for each event and each command, events at a fixed rate whatever comes of them. ${ROUNDS} rounds of ${MILLISECONDS} ms.`,
    tables,
    goals: [
      atMost(`${label}, reaction p50, to core`, series['own 500'].share(series['core 500'], 'p50'), 0.65),
      atMost(`${label}, reaction p99, to core`, series['own 500'].share(series['core 500'], 'p99'), 0.6),
    ],
  };
}

export async function measureReaction(runtimes: readonly Runtime[]): Promise<Section[]> {
  const sections: Section[] = [];
  for (const runtime of runtimes) sections.push(await measureRuntime(runtime));
  return sections;
}
