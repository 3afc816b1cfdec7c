import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Exchange, type Server, TOKEN } from './built';
import { converse } from './connection';
import { exchange } from './exchanges';
import { type FuzzMessage, Ledger } from './ledger';

/** A server with the nodes that the exchanges are built for. */
export interface Target {
  readonly server: Server;
  readonly port: number;
  /** Sets who is called with every message. */
  onMessage(take: (message: FuzzMessage) => void): void;
  /** Drops what the test harness itself remembers; returns what the nodes complained about. */
  forget(): string[];
}

export interface Figures {
  readonly server: Server;
  requests: number;
  connections: number;
  events: number;
  /** Answers by status; `none` for requests that got none. */
  readonly answers: Record<string, number>;
  /** Exchanges by kind. */
  readonly kinds: Record<string, number>;
  seconds: number;
  /** Bytes of heap in use: after the first tenth, and at the end. */
  heapBefore: number;
  heapAfter: number;
}

/** Connections at a time, and exchanges between two looks at the books. */
const AT_ONCE = 24;
const BATCH = 250;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/**
 * Sends so many requests, and holds every answer and message against what the request was built for.
 *
 * @throws Error that names the seed and number of the first exchange that came out otherwise
 */
export async function fuzz(target: Target, seed: number, requests: number): Promise<Figures> {
  const figures = emptyFigures(target.server);
  const started = performance.now();
  const ledger = new Ledger();
  let violation: unknown;
  let onSentinel = (): void => {};
  target.onMessage((message) => {
    try {
      figures.events++;
      if (message.variables['call_id'] === 'sentinel') onSentinel();
      else ledger.take(message);
    } catch (error) {
      violation ??= error;
    }
  });

  let number = 0;
  const work = async (last: number): Promise<void> => {
    while (number < last && violation === undefined) {
      const mine = number++;
      const built = exchange(seed, mine, target.server);
      // Several addresses: the listener grants each a number of connections.
      const seen = await converse(target.port, built, `127.0.0.${1 + (mine % 8)}`);
      count(figures, built, seen.statuses);
      ledger.settle(built, seen, `seed ${seed}, exchange ${mine} to the ${target.server} server,`);
    }
  };
  let refusals = 0;
  while (figures.requests < requests) {
    await Promise.all(Array.from({ length: AT_ONCE }, () => work(number + BATCH)));
    // Messages keep their order: when this one has come, all before it have.
    const arrived = new Promise<void>((resolve) => {
      onSentinel = resolve;
    });
    const { statuses } = await converse(target.port, sentinel(), '127.0.0.1');
    if (statuses[0] !== 200)
      throw new Error(`seed ${seed}: after exchange ${number} an event is answered ${statuses[0]}`);
    await arrived;
    if (violation !== undefined) throw violation;
    ledger.close();
    // Some targets look as if a proxy had changed them, which is told once.
    const lines = target.forget().filter((line) => !line.includes('a proxy seems'));
    // Addresses that are refused are told once an hour each, and sixty of them at most.
    const complaints = lines.filter((line) => !line.includes('is logged from there for an hour'));
    refusals += lines.length - complaints.length;
    if (refusals > 60) throw new Error(`seed ${seed}: ${refusals} lines of refused requests`);
    if (complaints.length > 0) throw new Error(`seed ${seed}: the nodes complained: ${complaints.join('\n')}`);
    if (figures.heapBefore === 0 && figures.requests >= requests / 10) figures.heapBefore = heap();
  }
  figures.heapAfter = heap();
  figures.seconds = (performance.now() - started) / 1000;
  return figures;
}

function sentinel(): Exchange {
  const bytes = `GET /phone/mute?token=${TOKEN}&call_id=sentinel HTTP/1.0\r\n\r\n`;
  return { kind: 'sentinel', requests: [], packets: [bytes], ending: 'wait', isLossy: false };
}

function count(figures: Figures, { kind, requests }: Exchange, statuses: readonly number[]): void {
  figures.connections++;
  figures.requests += requests.length;
  figures.kinds[kind] = (figures.kinds[kind] ?? 0) + 1;
  for (let i = 0; i < requests.length; i++) {
    const status = String(statuses[i] ?? 'none');
    figures.answers[status] = (figures.answers[status] ?? 0) + 1;
  }
}

function heap(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

function emptyFigures(server: Server): Figures {
  return {
    server,
    requests: 0,
    connections: 0,
    events: 0,
    answers: {},
    kinds: {},
    seconds: 0,
    heapBefore: 0,
    heapAfter: 0,
  };
}
