/**
 * The reaction's measuring process: sends events as closing phones do, at a fixed rate whatever comes of them, and is the
 * phones that are commanded, so that one clock measures both ends. Tells the phones' port, then takes `ReactionJob`s.
 */
import { type AddressInfo, connect, createServer } from 'node:net';
import { ANSWER_AND_END } from './bare-answer';
import { eventTargets } from './phones';
import { REACTION_PHONES, type ReactionJob, type ReactionResult } from './reaction-job';

/** Milliseconds that the last commands may take. */
const PATIENCE = 2_000;
const FIRST_ID = 100_000;

/** Every event's target up to its call's number, by phone. */
const TARGETS = eventTargets(REACTION_PHONES)
  .filter((_, turn) => turn % 5 === 0)
  .map((target) => target.slice(0, target.lastIndexOf('=') + 1));

let hear: (id: number) => void = () => undefined;

const phones = createServer({ noDelay: true }, (socket) => {
  socket.on('data', (command: Buffer) => {
    const keys = /\?key=(\S*)/.exec(command.toString('latin1'))?.[1] ?? '';
    hear(Number(keys.replace(/\D/g, '')));
    socket.end(ANSWER_AND_END, 'latin1');
  });
  socket.on('error', () => socket.destroy());
});

function run({ port, perSecond, milliseconds }: ReactionJob): Promise<ReactionResult> {
  return new Promise((resolve) => {
    const begun = performance.now();
    const started = new Map<number, number>();
    const latencies: number[] = [];
    const failures: Record<string, number> = {};
    const fail = (what: string, count = 1): void => {
      failures[what] = (failures[what] ?? 0) + count;
    };
    const total = Math.floor((perSecond * milliseconds) / 1000);
    let sent = 0;
    let isEnded = false;
    const end = (): void => {
      if (isEnded) return;
      isEnded = true;
      clearTimeout(deadline);
      if (started.size > 0) fail('no command', started.size);
      const seconds = (performance.now() - begun) / 1000;
      const sorted = Float64Array.from(latencies).sort();
      const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
      resolve({ commands: sorted.length, failures, seconds, p50: at(0.5), p99: at(0.99) });
    };
    const deadline = setTimeout(end, milliseconds + PATIENCE);
    hear = (id) => {
      const since = started.get(id);
      if (since === undefined) return fail('unasked command');
      started.delete(id);
      latencies.push(performance.now() - since);
      if (sent === total && started.size === 0) end();
    };
    const send = (): void => {
      const due = Math.min(total, Math.floor(((performance.now() - begun) * perSecond) / 1000));
      for (; sent < due; sent++) {
        const id = FIRST_ID + sent;
        started.set(id, performance.now());
        const socket = connect({ host: '127.0.0.1', port, noDelay: true });
        socket.write(`GET ${TARGETS[id % REACTION_PHONES] ?? ''}${id} HTTP/1.0\r\n\r\n`, 'latin1');
        socket.on('data', (answer: Buffer) => {
          if (answer.toString('latin1', 9, 12) !== '200') fail(answer.toString('latin1', 9, 12));
        });
        socket.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? 'error'));
      }
      if (sent < total) setTimeout(send, 1);
    };
    send();
  });
}

phones.listen({ port: 0, host: '0.0.0.0', backlog: 4096 }, () =>
  process.send?.((phones.address() as AddressInfo).port),
);
process.on('message', (job: ReactionJob) => void run(job).then((result) => process.send?.(result)));
process.once('disconnect', () => process.exit());
