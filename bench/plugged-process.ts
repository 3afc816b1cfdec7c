/** Phones that are plugged in all at once, in a process of their own: takes a `PluggedJob`, sends back a `PluggedResult`. */
import { fleet } from '../test/phones/fleet';
import { PluggedPhone } from '../test/phones/plugged';
import type { PluggedJob, PluggedResult } from './plugged-job';

let phones: readonly PluggedPhone[] = [];

function crowd({ phones: count, port }: PluggedJob): readonly PluggedPhone[] {
  if (phones.length !== count)
    phones = fleet(count, port === undefined ? {} : { port }).map((options) => new PluggedPhone(options));
  return phones;
}

async function plug(job: PluggedJob): Promise<PluggedResult> {
  const outcomes: Record<string, number> = {};
  let configured = 0;
  let last = 0;
  const before = sums();
  const started = performance.now();
  await Promise.all(
    crowd(job).map(async (phone) => {
      const outcome = await phone.plugIn();
      outcomes[outcome.kind] = (outcomes[outcome.kind] ?? 0) + 1;
      if (outcome.kind !== 'told' || outcome.fetched.at(-1)?.status !== 200) return;
      configured++;
      last = performance.now() - started;
    }),
  );
  const after = sums();
  const since = (name: keyof typeof after): number => after[name] - before[name];
  const counts = { asked: since('asked'), statuses: since('statuses'), notifies: since('notifies') };
  const faults = [...new Set(phones.flatMap((phone) => phone.faults))];
  return { outcomes, configured, seconds: last / 1000, ...counts, faults };
}

function sums(): { asked: number; statuses: number; notifies: number } {
  const sum = { asked: 0, statuses: 0, notifies: 0 };
  for (const { counts } of phones) {
    sum.asked += counts.asked;
    sum.statuses += counts.statuses;
    sum.notifies += counts.notifies;
  }
  return sum;
}

async function ring(job: PluggedJob): Promise<PluggedResult> {
  const outcomes: Record<string, number> = {};
  const started = performance.now();
  await Promise.all(
    crowd(job).map(async ({ phone }) => {
      const status = String(await phone.ring());
      outcomes[status] = (outcomes[status] ?? 0) + 1;
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  return { outcomes, configured: 0, seconds, asked: 0, statuses: 0, notifies: 0, faults: [] };
}

process.on('message', (job: PluggedJob) => {
  void (job.what === 'plug' ? plug(job) : ring(job)).then((result) => process.send?.(result));
});
process.on('disconnect', () => process.exit());
