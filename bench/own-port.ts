import type { Runtime } from '../test/support/node-red';
import { burst } from './events';
import { interleave, type Sample, type Series } from './figures';
import type { Load, LoadMode } from './load';
import { eventTargets } from './phones';
import { ServerProcess } from './processes';
import { atLeast, figure, type Section, times } from './report';

const ROUNDS = 9;
const PHONES = 100;

const SUBJECTS = {
  own: { file: 'own-port-process.ts', label: 'own port: read, judged, state of the phone, message' },
  net: { file: 'bare-net.ts', label: 'bare node:net that answers, and reads nothing' },
  http: { file: 'bare-http.ts', label: 'bare node:http that answers, and does nothing' },
} as const;
type Subject = keyof typeof SUBJECTS;
const KEYS = Object.keys(SUBJECTS) as Subject[];

/** What an own port costs by itself: without Node-RED, its messages and the flow behind it. */
export async function measureOwnPort(runtime: Runtime, load: Load): Promise<Section> {
  const servers = await Promise.all(KEYS.map((key) => ServerProcess.start<number>(SUBJECTS[key].file, runtime.node)));
  try {
    const measure = (mode: LoadMode): Promise<Record<Subject, Series>> => {
      const subjects = Object.fromEntries(
        servers.map(({ child, told }, index) => [
          KEYS[index],
          (): Promise<Sample> => burst(load, { pid: child.pid, port: told }, mode, eventTargets(PHONES)),
        ]),
      ) as Record<Subject, () => Promise<Sample>>;
      return interleave(subjects, ROUNDS);
    };
    const kept = await measure('keep-alive');
    const closing = await measure('close');
    const table = (caption: string, series: Record<Subject, Series>): Section['tables'][number] => ({
      caption,
      table: {
        columns: ['', 'events/s', 'p50 ms', 'p99 ms', 'CPU µs/event'],
        rows: KEYS.map((key) => {
          const { rate, p50, p99, cpu } = series[key];
          return [SUBJECTS[key].label, figure(rate), figure(p50), figure(p99), figure(cpu)];
        }),
      },
    });
    const name = 'own port without Node-RED';
    return {
      title: 'An own port without Node-RED',
      text: `${PHONES} phones, events with 11 variables, ${ROUNDS} rounds. By CPU an own port keeps ${times(closing.net.share(closing.own, 'cpu'))} of bare node:net where phones close, ${times(kept.http.share(kept.own, 'cpu'))} of bare node:http kept alive.`,
      tables: [table('HTTP/1.1, keep-alive', kept), table('HTTP/1.0, a connection per event, as phones send', closing)],
      goals: [
        atLeast(`${name}, close, to bare node:net`, closing.own.times(closing.net), 0.75),
        atLeast(`${name}, keep-alive, to bare node:http`, kept.own.times(kept.http), 0.5),
      ],
    };
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}
