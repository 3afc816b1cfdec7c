import { join } from 'node:path';
import { type RunningNodeRed, type Runtime, startNodeRed } from '../test/support/node-red';

export interface ProbeState {
  /** Bytes. */
  readonly heapUsed: number;
  readonly rss: number;
  /** Seconds of processor time since the process began. */
  readonly cpu: number;
  /** What keeps the event loop alive, by type. */
  readonly handles: Readonly<Record<string, number>>;
  /** That reached a `bench-sink`, or a function node that counts them. */
  readonly messages: number;
}

/** What a `bench-driver` saw. */
export interface DriveResult {
  readonly done: number;
  readonly failures: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly cpu: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
}

/** A real Node-RED with the packed package, and nodes that measure from within. */
export class ProbedNodeRed {
  private constructor(
    readonly running: RunningNodeRed,
    readonly root: string,
  ) {}

  static async start(runtime: Runtime, settings: Readonly<Record<string, unknown>> = {}): Promise<ProbedNodeRed> {
    const running = await startNodeRed(runtime, {
      settings: {
        nodesDir: join(__dirname, 'probe'),
        // 10,000 phones are more than the 5 MB that the admin API takes by default.
        apiMaxLength: '50mb',
        // Counted by function nodes; a sink of its own would be one node more than flows need.
        functionGlobalContext: { bench: { messages: 0 } },
        logging: { console: { level: 'info', metrics: false, audit: false } },
        ...settings,
      },
    });
    const { httpAdminRoot } = settings;
    return new ProbedNodeRed(running, typeof httpAdminRoot === 'string' ? httpAdminRoot : '');
  }

  get port(): number {
    return this.running.port;
  }

  state(collect = false): Promise<ProbeState> {
    return this.ask('state', { collect });
  }

  /** Asks the probe; see probe/bench-probe.js. */
  async ask<T>(what: string, question: object): Promise<T> {
    const response = await fetch(`${this.running.url}${this.root}/bench-probe/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(question),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`the probe answered ${response.status}: ${text}`);
    return JSON.parse(text) as T;
  }

  async stop(): Promise<void> {
    await this.running.stop();
  }
}
