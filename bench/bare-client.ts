/** The fastest commands that this machine can send at all: takes a `BareDrive`, sends back a `DriveResult`. */
import { bareCommand } from './bare-command';
import type { DriveResult } from './red';

/** Commands to phones, so many under way at a time. */
export interface BareDrive {
  readonly hosts: readonly string[];
  readonly port: number;
  readonly target: string;
  readonly parallel: number;
  readonly milliseconds: number;
}

function drive({ hosts, port, target, parallel, milliseconds }: BareDrive): Promise<DriveResult> {
  return new Promise((resolve) => {
    const started = performance.now();
    const used = process.cpuUsage();
    const latencies: number[] = [];
    const failures: Record<string, number> = {};
    let next = 0;
    let running = parallel;
    const end = (): void => {
      const { user, system } = process.cpuUsage(used);
      const sorted = Float64Array.from(latencies).sort();
      const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
      const seconds = (performance.now() - started) / 1000;
      const cpu = (user + system) / 1e6;
      resolve({ done: sorted.length, failures, seconds, cpu, p50: at(0.5), p99: at(0.99) });
    };
    const issue = (): void => {
      const begun = performance.now();
      bareCommand(hosts[next++ % hosts.length] ?? '', port, target, (status) => {
        if (status === '200') latencies.push(performance.now() - begun);
        else failures[status] = (failures[status] ?? 0) + 1;
        if (performance.now() < started + milliseconds) issue();
        else if (--running === 0) end();
      });
    };
    for (let i = 0; i < parallel; i++) issue();
  });
}

process.on('message', (job: BareDrive) => void drive(job).then((result) => process.send?.(result)));
process.send?.('ready');
