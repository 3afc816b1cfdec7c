/**
 * What states cost: `node --import tsx bench/states.ts`. Microseconds of one event with ever more phones, and how long it
 * takes to ask for the states of a thousand.
 * (tsx keeps names of functions, which costs about as much again: for figures to compare, bundle it with esbuild.)
 * With `histories` and a number behind it: so many invented histories a way, for each make of phone, against the truth:
 * `node --import tsx bench/states.ts histories 10000 [seed]`.
 */
import { CLOCKS } from '../nodes/lib/calls/clocks';
import { vendorFacts } from '../nodes/lib/calls/facts';
import { CallTracker } from '../nodes/lib/calls/tracker';
import type { CallParts } from '../nodes/lib/calls/types';
import { Overview } from '../nodes/lib/installation/overview';
import { generic } from '../nodes/lib/vendors/profiles/generic';
import { compare, type Way } from '../test/lib/calls/compare';
import { REPORTERS } from '../test/lib/calls/vendors';
import { median } from './figures';

const SIZES = [1, 100, 1_000, 10_000] as const;
const ROUNDS = 5;
const WARM_UP = 3;
const EVENTS = 10_000;
/** Milliseconds from one event of a phone to its next. */
const PACE = 1_000;

/** One call after the other at each phone, ids new each time. */
const CALL = [
  'incoming-call',
  'off-hook',
  'call-established',
  'idle-to-busy',
  'hold',
  'unhold',
  'call-terminated',
  'busy-to-idle',
];

class Office {
  #now = 0;
  /** Time goes as fast as events come; the timers are the system's, for what they cost. */
  readonly #tracker = new CallTracker({
    clocks: { ...CLOCKS, now: () => this.#now },
    onTouch: (nodes) => this.#overview.touch(nodes),
  });
  /** Nobody looks, but it is told, as in an installation. */
  readonly #overview = new Overview({ row: () => undefined, ids: () => [], strangers: () => 0 });
  readonly #ids: readonly string[];
  #sent = 0;
  told = 0;

  /** @param isHeard somebody is told of changes and records, so that views are made */
  constructor(size: number, isHeard: boolean) {
    this.#ids = Array.from({ length: size }, (_, n) => `phone${n}`);
    const facts = vendorFacts(generic);
    for (const id of this.#ids) this.#tracker.adopt({ id, name: id, facts });
    if (!isHeard) return;
    this.#tracker.onChange(() => (this.told += 1));
    this.#tracker.onRecord(() => (this.told += 1));
  }

  /** @returns microseconds of processor time an event: what else the machine does is not counted */
  report(count: number): number {
    const started = process.cpuUsage();
    for (let n = 0; n < count; n++) {
      const round = Math.floor(this.#sent / this.#ids.length);
      const id = this.#ids[this.#sent % this.#ids.length] ?? '';
      this.#sent += 1;
      this.#now += PACE / this.#ids.length;
      const parts: CallParts = {
        call: { id: `call${Math.floor(round / CALL.length)}`, line: 1 },
        remote: { uri: 'sip:6040@10.0.0.1', user: '6040', number: '6040', name: 'Anna' },
      };
      this.#tracker.report({ phone: { id }, event: CALL[round % CALL.length] ?? '', time: new Date(this.#now), parts });
    }
    const { user, system } = process.cpuUsage(started);
    return (user + system) / count;
  }

  /** @returns milliseconds for the states of the first so many phones */
  ask(count: number): number {
    const started = performance.now();
    let answers = 0;
    for (const id of this.#ids.slice(0, count)) this.#tracker.ask(id, (view) => (answers += view ? 1 : 0));
    return answers === Math.min(count, this.#ids.length) ? performance.now() - started : Number.NaN;
  }

  close(): void {
    this.#overview.stop();
    this.#tracker.close();
  }
}

async function cost(isHeard: boolean): Promise<void> {
  console.log(isHeard ? 'Changes and records told to one subscriber each' : 'Nobody told');
  const offices = SIZES.map((size) => new Office(size, isHeard));
  const times: number[][] = SIZES.map(() => []);
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const [index, office] of offices.entries()) {
      const time = office.report(EVENTS);
      if (round >= 0) times[index]?.push(time);
      // Timers and records have their turn.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  for (const [index, size] of SIZES.entries()) {
    console.log(`${String(size).padStart(6)} phones: ${median(times[index] ?? []).toFixed(2)} µs an event`);
  }
  const asked = Array.from({ length: ROUNDS }, () => offices.at(-1)?.ask(1_000) ?? Number.NaN);
  console.log(
    `1,000 phones asked at once: ${median(asked).toFixed(2)} ms, the slowest ${Math.max(...asked).toFixed(2)} ms`,
  );
  for (const office of offices) office.close();
}

const WAYS: Readonly<Record<string, Way>> = {
  'nothing lost': {},
  '1 % lost': { loss: 0.01 },
  '5 % doubled': { doubling: 0.05 },
  'out of order within 50 ms': { delay: 50 },
};

function histories(count: number, seed: number): void {
  const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(3)} %`;
  console.log(`${count} histories a make and way, seed ${seed}: wrong time in use, wrong time idle, wrong records`);
  for (const [name, way] of Object.entries(WAYS)) {
    console.log(name);
    for (const phone of REPORTERS) {
      const sum = { inUse: 0, wrongInUse: 0, idle: 0, wrongIdle: 0, records: 0, wrongRecords: 0 };
      for (let n = 0; n < count; n++) {
        const compared = compare(seed + 2 * n, phone, way);
        for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += compared[key];
      }
      const inUse = percent(sum.wrongInUse, sum.inUse);
      const idle = percent(sum.wrongIdle, sum.idle);
      console.log(
        `  ${phone.label.padEnd(12)} ${inUse}  ${idle}  ${percent(sum.wrongRecords, sum.records)} of ${sum.records}`,
      );
    }
  }
}

if (process.argv[2] === 'histories') {
  histories(Number(process.argv[3] ?? 1_000), Number(process.argv[4] ?? Math.floor(Math.random() * 1e9)));
} else {
  void cost(false).then(() => cost(true));
}
