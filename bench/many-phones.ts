import type { Runtime } from '../test/support/node-red';
import { phoneNodes } from './phones';
import { ProbedNodeRed } from './red';
import { below, figure, type Section } from './report';

const PHONES = 10_000;

interface Start {
  /** From the end of the process before until flows stand. */
  readonly seconds: number;
  /** Of the processor, until then: what else the machine does is not counted. */
  readonly cpu: number;
  /** Bytes, after a forced collection. */
  readonly rss: number;
  readonly heap: number;
}

/** A start with so many phones in the flow file, and one `phone state` for all of them. */
async function start(runtime: Runtime, phones: number): Promise<Start> {
  const red = await ProbedNodeRed.start(runtime);
  try {
    const tab = { id: 'tab', type: 'tab', label: 'Phones' };
    const all = { id: 'all', type: 'phone state', z: 'tab', name: '', phone: '', x: 1, y: 1, wires: [[], []] };
    await red.running.deploy([tab, ...(phones > 0 ? [all] : []), ...phoneNodes(phones)]);
    let began = 0;
    await red.running.endAndRestart(() => (began = performance.now()));
    const seconds = (performance.now() - began) / 1000;
    const { cpu } = await red.state();
    const { rss, heapUsed } = await red.state(true);
    return { seconds, cpu, rss, heap: heapUsed };
  } finally {
    await red.stop();
  }
}

/** What so many phones cost a Node-RED at its start, and in memory. */
export async function measureManyPhones(runtimes: readonly Runtime[]): Promise<Section> {
  const rows: string[][] = [];
  const goals: Section['goals'][number][] = [];
  for (const runtime of runtimes) {
    const empty = await start(runtime, 0);
    const full = await start(runtime, PHONES);
    for (const [what, { seconds, cpu, rss, heap }] of [
      ['empty', empty],
      [`${figure(PHONES)} phones`, full],
    ] as const) {
      rows.push([`${runtime.label}, ${what}`, figure(seconds), figure(cpu), figure(rss / 1e6), figure(heap / 1e6)]);
    }
    goals.push(
      below(`start with ${figure(PHONES)} phones, ${runtime.label}`, full.seconds, 3, 's'),
      below(`their memory beside an empty Node-RED, ${runtime.label}`, (full.rss - empty.rss) / 1e6, 60, 'MB'),
    );
  }
  return {
    title: 'Many phones',
    text: 'A start with all phones in the flow file; memory after a forced collection.',
    tables: [
      { caption: 'Start', table: { columns: ['', 'started, s', 'of it processor, s', 'RSS, MB', 'heap, MB'], rows } },
    ],
    goals,
  };
}
