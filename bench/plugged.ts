import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fleet, fleetNodes } from '../test/phones/fleet';
import { PNP_PORT } from '../test/phones/plugged';
import { freePort, type Runtime } from '../test/support/node-red';
import { firstRequest } from '../test/support/requests';
import type { PluggedJob, PluggedResult } from './plugged-job';
import { cpuSeconds } from './processes';
import { ProbedNodeRed } from './red';
import { below, figure, type Goal, type Section } from './report';

const PHONES = 1000;
/** Between two events of the phone at the other listener. */
const INTERVAL = 20;
const BLOCKED = 3000;
const QUIET = 5000;
const NOBODY = 0;
const TOKEN = 'plugged-bench-token';

interface Storm extends PluggedResult {
  readonly what: string;
  /** Of Node-RED, in seconds. */
  readonly cpu: number;
  /** Datagrams that the system dropped before Node-RED read them. */
  readonly dropped: number;
  /** Milliseconds that an event at the other listener took. */
  readonly p50: number;
  readonly p99: number;
}

function flow(port: number, other: number, events: readonly string[]): object[] {
  const at = { z: 'tab', x: 1, y: 1 };
  return [
    { id: 'tab', type: 'tab', label: 'plugged in' },
    {
      ...{ id: 'shared', type: 'phone-listener', name: 'Building', path: '/phone', port: `127.0.0.1:${port}` },
      ...{ setup: 'answer', setupEvents: events, answerUntried: true, baseUrl: `http://127.0.0.1:${port}` },
      credentials: { token: TOKEN },
    },
    ...fleetNodes(fleet(PHONES), 'shared'),
    { id: 'in', type: 'action-url in', ...at, events: [], listener: 'shared', wires: [['sink']] },
    {
      ...{ id: 'other', type: 'action-url in', ...at, path: '/phone', port: `127.0.0.1:${other}`, events: [] },
      wires: [['sink']],
    },
    { id: 'sink', type: 'bench-sink', ...at, wires: [] },
  ];
}

/** One event as phones send it, on a connection of its own. @returns milliseconds */
function ask(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.write('GET /phone/hold?mac=808287000001 HTTP/1.0\r\n\r\n');
    socket.on('error', reject);
    socket.resume();
    socket.once('close', () => resolve(performance.now() - started));
  });
}

/** Events at another listener for as long as something lasts. */
async function meanwhile<T>(
  port: number,
  something: () => Promise<T>,
): Promise<{ result: T; waits: readonly number[] }> {
  if (port === NOBODY) return { result: await something(), waits: [] };
  const waits: number[] = [];
  const asked: Promise<unknown>[] = [];
  const timer = setInterval(() => asked.push(ask(port).then((wait) => waits.push(wait))), INTERVAL);
  try {
    const result = await something();
    return { result, waits };
  } finally {
    clearInterval(timer);
    await Promise.all(asked);
  }
}

/** Of the socket that is bound to the group; 0 where the system does not tell as Linux does. */
function drops(): number {
  const port = PNP_PORT.toString(16).toUpperCase().padStart(4, '0');
  try {
    const line = readFileSync('/proc/net/udp', 'latin1')
      .split('\n')
      .find((each) => each.includes(`4B0100E0:${port}`));
    return Number(line?.trim().split(/ +/).at(-1) ?? 0);
  } catch {
    return 0;
  }
}

const at = (waits: readonly number[], share: number): number =>
  waits.toSorted((a, b) => a - b)[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? Number.NaN;

/** A thousand phones at once, as after a power cut. */
export async function measurePlugged(runtime: Runtime): Promise<Section> {
  const red = await ProbedNodeRed.start(runtime, { voipPhone: { pnpPort: PNP_PORT } });
  const crowd: ChildProcess = fork(join(__dirname, 'plugged-process.ts'), { execArgv: ['--import', 'tsx'] });
  const job = async (what: PluggedJob['what']): Promise<PluggedResult> => {
    crowd.send({ phones: PHONES, what } satisfies PluggedJob);
    const [result] = (await once(crowd, 'message')) as [PluggedResult];
    return result;
  };
  const [port, other] = [await freePort(), await freePort()];
  const storm = async (what: string, start: () => Promise<PluggedResult>, busy = other): Promise<Storm> => {
    const { pid } = red.running.child;
    const [cpu, lost] = [cpuSeconds(pid) ?? Number.NaN, drops()];
    const { result, waits } = await meanwhile(busy, start);
    const used = (cpuSeconds(pid) ?? Number.NaN) - cpu;
    return { ...result, what, cpu: used, dropped: drops() - lost, p50: at(waits, 0.5), p99: at(waits, 0.99) };
  };
  const plug = (): Promise<PluggedResult> => job('plug');
  try {
    await red.running.deploy(flow(port, other, []));
    await firstRequest(other, '/phone/hold');
    await firstRequest(port, '/phone/hold');
    const storms: Storm[] = [];
    const none = { outcomes: {}, configured: 0, seconds: 0, asked: 0, statuses: 0, notifies: 0, faults: [] };
    storms.push(
      await storm('nobody', async () => {
        await pause(QUIET);
        return none;
      }),
    );
    storms.push(await storm('all due', plug));
    const reports = await job('ring');
    storms.push(await storm('all up to date', plug));
    storms.push(await storm('all up to date, no events', plug, NOBODY));
    await red.running.deploy(flow(port, other, ['mute', 'incoming-call']), 'nodes');
    storms.push(
      await storm(`all due, and Node-RED stands still for ${BLOCKED / 1000} s`, async () => {
        const blocked = red.ask('block', { milliseconds: BLOCKED });
        const [result] = await Promise.all([plug(), blocked]);
        return result;
      }),
    );
    return section(runtime, storms, reports);
  } finally {
    crowd.disconnect();
    await red.stop();
  }
}

function section(runtime: Runtime, storms: readonly Storm[], reports: PluggedResult): Section {
  const [nobody, due, current, quiet, blocked] = storms as [Storm, Storm, Storm, Storm, Storm];
  const columns = ['', 'configured', 'after s', 'asked', 'NOTIFYs', 'dropped', 'CPU s', 'other p50 ms', 'other p99 ms'];
  const rows = storms.map(({ what, configured, seconds, asked, notifies, dropped, cpu, p50, p99 }) => [
    ...[what, figure(configured), figure(seconds), figure(asked), figure(notifies), figure(dropped), figure(cpu)],
    ...[figure(p50), figure(p99)],
  ]);
  const all = (name: string, { configured }: Storm): Goal => ({
    text: `${name}: every phone has its file`,
    measured: `${figure(configured)} of ${figure(PHONES)}`,
    met: configured === PHONES,
  });
  const sent = [current, quiet].reduce((sum, { statuses, notifies }) => sum + statuses + notifies, 0);
  const faults = storms.flatMap((each) => each.faults);
  return {
    title: `${figure(PHONES)} phones that are plugged in at once, ${runtime.label}`,
    text: [
      `Six makes, each phone at an address of its own, asking the network up to five times a second apart; those that are told fetch their files. Meanwhile a phone reports to another own port ${1000 / INTERVAL} times a second (p50, p99).`,
      `CPU is Node-RED's, with the events at the other port and its own idling: compare with "nobody" (${QUIET / 1000} s). Afterwards ${figure(reports.outcomes['200'])} of ${figure(PHONES)} reported with a token of their own.`,
      ...(faults.length > 0 ? [`Faults: ${faults.slice(0, 5).join('; ')}.`] : []),
    ].join(' '),
    tables: [{ caption: 'Phones that ask the network', table: { columns, rows } }],
    goals: [
      all('1,000 phones at once, all due', due),
      all('… with the loop blocked for 3 s', blocked),
      below('… all up to date, CPU', quiet.cpu, 0.5, 's'),
      {
        text: '… all up to date: nothing is sent',
        measured: `${figure(sent)} datagrams, ${figure(current.outcomes['silence'])} phones in silence`,
        met: sent === 0 && current.outcomes['silence'] === PHONES,
      },
      below('other listeners meanwhile, p99', Math.max(due.p99, current.p99), 50, 'ms'),
      {
        text: 'what phones were sent keeps to the rules',
        measured: `${figure(faults.length)} faults`,
        met: faults.length === 0 && nobody.asked === 0,
      },
    ],
  };
}
