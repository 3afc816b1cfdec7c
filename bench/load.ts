import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** One burst of requests to one server. */
export interface LoadJob {
  readonly port: number;
  /** `keep-alive`: HTTP/1.1, one request after the other on each connection. `close`: HTTP/1.0, a connection each, as phones do. */
  readonly mode: LoadMode;
  /** Request targets, taken in turn. */
  readonly targets: readonly string[];
  readonly connections: number;
  readonly milliseconds: number;
}

export type LoadMode = 'keep-alive' | 'close';

export interface LoadResult {
  /** Answers with status 200. */
  readonly answers: number;
  /** By status or error code. */
  readonly failures: Readonly<Record<string, number>>;
  readonly seconds: number;
  /** From the request's first byte (`close`: from connecting) to the answer's last, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/**
 * A load generator of our own in a process of its own. wrk and autocannon do not send what phones send (HTTP/1.0 without
 * `Host`, a connection per request); wrk is not everywhere, and autocannon drives a bare node:http server some 20 %
 * slower than this, which is as fast as wrk.
 */
export class Load {
  readonly #child: ChildProcess = fork(join(__dirname, 'load-process.ts'), { execArgv: ['--import', 'tsx'] });

  async run(job: LoadJob): Promise<LoadResult> {
    this.#child.send(job);
    const [result] = (await once(this.#child, 'message')) as [LoadResult];
    return result;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    await ended;
  }
}
