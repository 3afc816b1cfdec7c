import { once } from 'node:events';
import type { Runtime } from '../test/support/node-red';
import type { BareDrive } from './bare-client';
import { LOGIN } from './digest-login';
import { interleave, type Sample, type Series } from './figures';
import { PHONE_KINDS, type PhoneKind } from './phone-kinds';
import { addressOf } from './phones';
import { ServerProcess } from './processes';
import { type DriveResult, ProbedNodeRed } from './red';
import { atLeast, figure, type Section, times } from './report';

const PHONES = 1_000;
/** Commands under way to all phones together; one at a time for each. */
const PARALLEL = 100;
const ROUNDS = 5;
const MILLISECONDS = 700;

const TARGET = '/cgi-bin/ConfigManApp.com?key=SPEAKER;6;0;4;0;ENTER';
export type Ports = Readonly<Record<PhoneKind, number>>;

const nameOf = (kind: PhoneKind, index: number): string => `${kind} ${index}`;

export function commandFlow(ports: Ports): object[] {
  const phones = PHONE_KINDS.flatMap((kind) =>
    Array.from({ length: PHONES }, (_, index) => ({
      id: `${kind}${index}`,
      type: 'voip-phone',
      name: nameOf(kind, index),
      vendor: 'fanvil',
      host: addressOf(index),
      port: String(ports[kind]),
      protocol: 'http',
      transport: 'http',
      ...(kind.endsWith('digest') && { credentials: LOGIN }),
    })),
  );
  return [
    { id: 'commands-tab', type: 'tab', label: 'ours' },
    ...phones,
    { id: 'commands-driver', type: 'bench-driver', z: 'commands-tab', wires: [['commands-command']] },
    {
      id: 'commands-command',
      type: 'active-uri out',
      z: 'commands-tab',
      timeout: '5',
      retries: '0',
      wires: [['commands-driver']],
    },
    { id: 'commands-catch', type: 'catch', z: 'commands-tab', scope: null, wires: [['commands-driver']] },
  ];
}

function coreFlow(): object[] {
  const chains = PHONE_KINDS.flatMap((kind) => [
    { id: `driver ${kind}`, type: 'bench-driver', z: 'commands-tab', wires: [[`request ${kind}`]] },
    {
      id: `request ${kind}`,
      type: 'http request',
      z: 'commands-tab',
      method: 'GET',
      ret: 'txt',
      paytoqs: 'ignore',
      url: '',
      persist: kind.startsWith('keep'),
      senderr: false,
      insecureHTTPParser: false,
      headers: [],
      ...(kind.endsWith('digest') && {
        authType: 'digest',
        credentials: { user: LOGIN.username, password: LOGIN.password },
      }),
      wires: [[`driver ${kind}`]],
    },
  ]);
  return [{ id: 'commands-tab', type: 'tab', label: 'core' }, ...chains];
}

/** Messages for `active-uri out` to so many phones. */
export function commandMessages(kind: PhoneKind, phones: number): object[] {
  const payload = { action: 'dial', number: '6040', via: 'speaker' };
  return Array.from({ length: phones }, (_, index) => ({ phone: nameOf(kind, index), payload }));
}

export async function drive(
  red: ProbedNodeRed,
  node: string,
  messages: readonly object[],
  parallel: number,
  milliseconds = MILLISECONDS,
): Promise<Sample> {
  const job = { node, messages, parallel, milliseconds };
  return sampleOf(await red.ask<DriveResult>('drive', job));
}

function sampleOf({ done, seconds, cpu, p50, p99, failures }: DriveResult): Sample {
  return { count: done, rate: done / seconds, p50, p99, cpu: (cpu / done) * 1e6, failures };
}

interface Cell {
  readonly kind: PhoneKind;
  readonly phones: number;
}

const CELLS: readonly Cell[] = [1, PHONES].flatMap((phones) => PHONE_KINDS.map((kind) => ({ kind, phones })));

const words = ({ kind, phones }: Cell): string =>
  `${figure(phones)} phone${phones === 1 ? '' : 's'}, ${kind.startsWith('keep') ? 'keep-alive' : 'closing'}${kind.endsWith('digest') ? ', digest' : ''}`;

async function measureRuntime(runtime: Runtime): Promise<Section> {
  const servers = await ServerProcess.start<Ports>('phone-servers.ts');
  const bare = await ServerProcess.start<string>('bare-client.ts', runtime.node);
  const [core, ours] = await Promise.all([ProbedNodeRed.start(runtime), ProbedNodeRed.start(runtime)]);
  try {
    await core.running.deploy(coreFlow());
    await ours.running.deploy(commandFlow(servers.told));
    const rows: string[][] = [];
    const goals: Section['goals'][number][] = [];
    for (const cell of CELLS) {
      const { core: theirs, ours: own, bare: least } = await measureCell(cell, core, ours, bare, servers.told);
      const subjects: [label: string, series: Series][] = [
        ['core `http request`', theirs],
        ['`active-uri out`', own],
      ];
      // A login is nothing that a bare client could do, and keeping connections is no phone's habit.
      if (least) subjects.push(['bare node:net client', least]);
      for (const [label, series] of subjects) {
        const cost = [
          figure(series.rate),
          times(series.times(theirs)),
          figure(series.p50),
          figure(series.p99),
          figure(series.cpu),
        ];
        rows.push([words(cell), label, ...cost, series.failures || '–']);
      }
      const goal = cell.phones === 1 ? 1 : 3;
      goals.push(
        atLeast(`${runtime.label}, commands to ${words(cell)}, to core`, own.times(theirs), goal),
        // What a command costs says more than the rate where others use the processors as well.
        atLeast(`${runtime.label}, commands to ${words(cell)}, to core, by CPU`, theirs.share(own, 'cpu'), goal),
      );
    }
    const columns = ['', '', 'commands/s', 'to core', 'p50 ms', 'p99 ms', 'CPU µs/command', 'failed'];
    return {
      title: `Commands per second, ${runtime.label}`,
      text: `One command at a time to one phone, ${PARALLEL} under way to ${figure(PHONES)}; \`http request\` gets the finished URL, and its own keep-alive where the phone keeps connections. ${ROUNDS} rounds of ${MILLISECONDS} ms.`,
      tables: [{ caption: 'Phones on loopback addresses', table: { columns, rows } }],
      goals,
    };
  } finally {
    await Promise.all([core.stop(), ours.stop(), bare.stop(), servers.stop()]);
  }
}

async function driveBare(client: ServerProcess<string>, job: BareDrive): Promise<Sample> {
  client.child.send(job);
  const [result] = (await once(client.child, 'message')) as [DriveResult];
  return sampleOf(result);
}

function measureCell(
  { kind, phones }: Cell,
  core: ProbedNodeRed,
  ours: ProbedNodeRed,
  bare: ServerProcess<string>,
  ports: Ports,
): Promise<Record<'core' | 'ours', Series> & { readonly bare?: Series }> {
  const parallel = phones === 1 ? 1 : PARALLEL;
  const urls = Array.from({ length: phones }, (_, index) => ({
    url: `http://${addressOf(index)}:${ports[kind]}${TARGET}`,
    payload: '',
  }));
  const commands = commandMessages(kind, phones);
  const hosts = Array.from({ length: phones }, (_, index) => addressOf(index));
  const job = { hosts, port: ports[kind], target: TARGET, parallel, milliseconds: MILLISECONDS };
  const subjects = {
    core: () => drive(core, `driver ${kind}`, urls, parallel),
    ours: () => drive(ours, 'commands-driver', commands, parallel),
  };
  return kind === 'close'
    ? interleave({ ...subjects, bare: () => driveBare(bare, job) }, ROUNDS)
    : interleave(subjects, ROUNDS);
}

export async function measureCommands(runtimes: readonly Runtime[]): Promise<Section[]> {
  const sections: Section[] = [];
  for (const runtime of runtimes) sections.push(await measureRuntime(runtime));
  return sections;
}
