import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** USER_HZ, which Linux fixes for all it tells user space (proc(5)). */
const TICKS_PER_SECOND = 100;

/** Processor seconds that a process has used; undefined where the system does not tell as Linux does. */
export function cpuSeconds(pid: number | undefined): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The program's name, in brackets, may hold blanks; utime and stime are the 14th and 15th of all fields.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  } catch {
    return undefined;
  }
}

/** A server of this folder in a process of its own, which tells one message when it listens. */
export class ServerProcess<T> {
  private constructor(
    readonly child: ChildProcess,
    readonly told: T,
  ) {}

  /** @param node the Node.js to run it with */
  static async start<T>(file: string, node = process.execPath): Promise<ServerProcess<T>> {
    const child = fork(join(__dirname, file), { execPath: node, execArgv: ['--import', 'tsx'] });
    const [told] = (await once(child, 'message')) as [T];
    return new ServerProcess(child, told);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.disconnect();
    await ended;
  }
}
