import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort, type Runtime } from '../test/support/node-red';
import { eventFlow } from './events';
import type { FloodJob } from './flood';
import { ProbedNodeRed } from './red';
import { below, figure, type Goal, type Section } from './report';

const ATTACKER = '127.0.0.66';
const CONNECTIONS = 200;
const PHONES = 10;
/** Between two events of one phone. */
const INTERVAL = 50;
const MILLISECONDS = 6_000;
/** What a phone waits for its answer. */
const PATIENCE = 20_000;
const TOKEN = 'hostile-bench-token';
/** Milliseconds. */
const MOST = 100;

const line = (target: string): string => `GET ${target} HTTP/1.1\r\n\r\n`;

/** What the attacker sends, without the token, as long as a request line may be. */
const FLOODS: readonly (readonly [what: string, request: string | undefined])[] = [
  ['nobody', undefined],
  ['short lines', line('/phone/mute')],
  ['lines of 15 KB, `/a` × 7,700', line(`/phone/mute${'/a'.repeat(7_700)}`)],
  ['lines of 15 KB, `&mac=zz` × 2,200', line(`/phone/mute?a=1${'&mac=zz'.repeat(2_200)}`)],
  ['lines of 15 KB, one value', line(`/phone/mute?a=${'a'.repeat(15_000)}`)],
  ['lines of 15 KB, one value of raw bytes', line(`/phone/mute?a=${'\xff'.repeat(15_000)}`)],
  ['nothing, on connections that it opens again', ''],
];

interface Waits {
  /** Milliseconds from connecting to the answer, in ascending order. */
  readonly answered: readonly number[];
  readonly lost: number;
}

/** One event as phones send it, on a connection of its own. @returns milliseconds, or undefined without an answer 200 */
function ask(port: number, from: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const started = performance.now();
    let answer = '';
    const socket = connect({ port, host: '127.0.0.1', localAddress: from, noDelay: true });
    socket.write(`GET /phone/hold?token=${TOKEN}&mac=0c:38:3e:00:00:01 HTTP/1.0\r\n\r\n`);
    socket.setTimeout(PATIENCE, () => socket.destroy());
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.once('close', () => resolve(answer.startsWith('HTTP/1.1 200 ') ? performance.now() - started : undefined));
  });
}

/** Phones that each send an event now and then, as long as the attack takes. */
async function phones(port: number, addressOf: (phone: number) => string): Promise<Waits> {
  const until = performance.now() + MILLISECONDS;
  const answered: number[] = [];
  let lost = 0;
  const phone = async (index: number): Promise<void> => {
    await pause((index * INTERVAL) / PHONES);
    while (performance.now() < until) {
      const wait = await ask(port, addressOf(index));
      if (wait === undefined) lost += 1;
      else answered.push(wait);
      await pause(INTERVAL);
    }
  };
  await Promise.all(Array.from({ length: PHONES }, (_, index) => phone(index)));
  return { answered: answered.toSorted((a, b) => a - b), lost };
}

async function flood(job: FloodJob): Promise<ChildProcess> {
  const child = fork(join(__dirname, 'flood-process.ts'), { execArgv: ['--import', 'tsx'] });
  child.send(job);
  await once(child, 'message');
  return child;
}

async function attacked<T>(port: number, request: string | undefined, measure: () => Promise<T>): Promise<T> {
  if (request === undefined) return measure();
  const child = await flood({ port, from: ATTACKER, connections: CONNECTIONS, request });
  try {
    return await measure();
  } finally {
    const ended = once(child, 'exit');
    child.disconnect();
    await ended;
  }
}

const at = ({ answered }: Waits, share: number): number =>
  answered[Math.min(answered.length - 1, Math.floor(answered.length * share))] ?? Number.NaN;

function row(what: string, waits: Waits): string[] {
  const { answered, lost } = waits;
  return [
    what,
    figure(answered.length),
    figure(lost),
    figure(at(waits, 0.5)),
    figure(at(waits, 0.99)),
    figure(at(waits, 1)),
  ];
}

/** What other phones notice of an attack on an own port: those of other addresses, and those behind the attacker's own. */
export async function measureHostile(runtime: Runtime): Promise<Section> {
  const red = await ProbedNodeRed.start(runtime);
  try {
    const port = await freePort();
    const flow = eventFlow(PHONES, port).map((node) =>
      'port' in node && 'wires' in node ? { ...node, credentials: { token: TOKEN } } : node,
    );
    await red.running.deploy(flow);
    const elsewhere = (phone: number): string => `127.0.0.${100 + phone}`;
    await phones(port, elsewhere);
    const rows: [others: string[], behind: string[]][] = [];
    const goals: Goal[] = [];
    for (const [what, request] of FLOODS) {
      const others = await attacked(port, request, () => phones(port, elsewhere));
      const behind = await attacked(port, request, () => phones(port, () => ATTACKER));
      rows.push([row(what, others), row(what, behind)]);
      const name = `${runtime.label}, p99 of other phones beside ${what}`;
      goals.push(below(name, others.lost > 0 ? Number.NaN : at(others, 0.99), MOST, 'ms'));
      goals.push(below(`${name}, from one address`, behind.lost > 0 ? Number.NaN : at(behind, 0.99), MOST, 'ms'));
    }
    const columns = ['the attacker sends', 'events', 'lost', 'p50 ms', 'p99 ms', 'longest ms'];
    return {
      title: `An own port under attack, ${runtime.label}`,
      text: `An attacker without the token holds ${CONNECTIONS} connections from one address and sends without waiting for answers; ${PHONES} phones with the token send an event each ${INTERVAL} ms at the most, on a connection each, for ${MILLISECONDS / 1000} s.`,
      tables: [
        { caption: 'Phones at other addresses', table: { columns, rows: rows.map(([others]) => others) } },
        {
          caption: 'Phones behind the attacker’s address (NAT, Docker’s bridge)',
          table: { columns, rows: rows.map(([, behind]) => behind) },
        },
      ],
      goals,
    };
  } finally {
    await red.stop();
  }
}
