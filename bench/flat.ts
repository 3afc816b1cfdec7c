import { freePort, type Runtime } from '../test/support/node-red';
import { burst, eventFlow } from './events';
import { interleave, median, type Sample } from './figures';
import type { Load } from './load';
import { eventTargets, phoneNodes } from './phones';
import { ProbedNodeRed } from './red';
import { below, figure, type Goal, type Section, times } from './report';

const SIZES = [1, 100, 1_000, 10_000] as const;
const MANY_NODES = 1_000;
const ROUNDS = 15;
const MILLISECONDS = 500;
const WEIGHED = 10_000;
const DEPLOYS = 3;

const sizeLabel = (phones: number): string => `${figure(phones)} phone${phones === 1 ? '' : 's'}`;

/** Rates with ever more phones and nodes: one Node-RED each, in the same rounds. */
async function rates(runtime: Runtime, load: Load): Promise<Pick<Section, 'tables' | 'goals'>> {
  const settings = await Promise.all([...SIZES, MANY_NODES].map(() => ProbedNodeRed.start(runtime)));
  const crowded = settings.at(-1) as ProbedNodeRed;
  try {
    const ports = await Promise.all(SIZES.map(() => freePort()));
    for (const [index, size] of SIZES.entries()) {
      await settings[index]?.running.deploy(eventFlow(size, ports[index] ?? 0));
    }
    const nodes = Array.from({ length: MANY_NODES }, (_, index) => ({
      id: `in${index}`,
      type: 'action-url in',
      z: 'events-tab',
      path: `/phone${index}`,
      events: [],
      wires: [['events-function']],
    }));
    await crowded.running.deploy([...eventFlow(100, await freePort()), ...nodes]);

    const at = (red: ProbedNodeRed | undefined, port = red?.port) => ({ pid: red?.running.child.pid, port: port ?? 0 });
    const subjects: Record<string, () => Promise<Sample>> = {};
    for (const [index, size] of SIZES.entries()) {
      const red = settings[index];
      subjects[`shared ${size}`] = () => burst(load, at(red), 'keep-alive', eventTargets(size), MILLISECONDS);
      subjects[`own ${size}`] = () =>
        burst(load, at(red, ports[index]), 'keep-alive', eventTargets(size), MILLISECONDS);
    }
    const last = eventTargets(100, `/phone${MANY_NODES - 1}`);
    subjects['nodes'] = () => burst(load, at(crowded), 'keep-alive', last, MILLISECONDS);
    const series = await interleave(subjects, ROUNDS);

    const rows: string[][] = [];
    const ratios: number[] = [];
    const add = (label: string, name: string, base: string): void => {
      const [own, reference] = [series[name], series[base]];
      if (!own || !reference) return;
      const ratio = own.times(reference);
      ratios.push(ratio);
      rows.push([label, figure(own.rate), times(ratio), figure(own.cpu)]);
    };
    for (const size of SIZES) add(`shared server, ${sizeLabel(size)}`, `shared ${size}`, 'shared 1');
    for (const size of SIZES) add(`own port, ${sizeLabel(size)}`, `own ${size}`, 'own 1');
    add(`shared server, the last of ${figure(MANY_NODES)} nodes, 100 phones`, 'nodes', 'shared 100');
    const worst = Math.min(...ratios);
    const goal: Goal = {
      text: 'the rate with 1 to 10,000 phones and with 1,000 nodes is the same within 10 %',
      measured: `the slowest ${times(worst)}`,
      met: worst >= 0.9,
    };
    const columns = ['', 'events/s', 'to the least', 'CPU µs/event'];
    return { tables: [{ caption: 'Keep-alive', table: { columns, rows } }], goals: [goal] };
  } finally {
    await Promise.all(settings.map((red) => red.stop()));
  }
}

interface Weight {
  /** Bytes a node. */
  readonly bytes: number;
  /** Seconds of a full deploy of all, from the request to "Started flows". */
  readonly deploy: number;
}

/** What so many config nodes cost beyond none. */
async function weigh(runtime: Runtime, type: string): Promise<Weight> {
  const red = await ProbedNodeRed.start(runtime);
  try {
    const tab = { id: 'weighed-tab', type: 'tab', label: 'weighed' };
    await red.running.deploy([tab, ...phoneNodes(10, type)]);
    const empty = (await red.state(true)).heapUsed;
    const deploys: number[] = [];
    for (let i = 0; i < DEPLOYS; i++) {
      const started = performance.now();
      await red.running.deploy([tab, ...phoneNodes(WEIGHED, type)]);
      deploys.push((performance.now() - started) / 1000);
    }
    const full = (await red.state(true)).heapUsed;
    return { bytes: (full - empty) / WEIGHED, deploy: median(deploys) };
  } finally {
    await red.stop();
  }
}

export async function measureFlatness(runtime: Runtime, load: Load): Promise<Section> {
  const { tables, goals } = await rates(runtime, load);
  const bare = await weigh(runtime, 'bench-config');
  const phone = await weigh(runtime, 'voip-phone');
  const row = (label: string, { bytes, deploy }: Weight): string[] => [label, figure(bytes), figure(deploy)];
  const weights = {
    columns: ['', 'bytes of heap a node', 'full deploy, s'],
    rows: [row('a config node that does nothing', bare), row('`voip-phone`', phone)],
  };
  return {
    title: `Many phones, many nodes, ${runtime.label}`,
    text: `${ROUNDS} rounds of ${MILLISECONDS} ms; the deploys are full ones of ${figure(WEIGHED)} nodes with the same properties, the heap is read after a garbage collection.`,
    tables: [...tables, { caption: `${figure(WEIGHED)} config nodes`, table: weights }],
    goals: [...goals, below('a phone’s memory above a bare config node’s', phone.bytes - bare.bytes, 2048, 'bytes')],
  };
}
