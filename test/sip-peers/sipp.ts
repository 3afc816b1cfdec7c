import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../lib/transports/sip/support/ports';

export const hasSipp = spawnSync('sipp', ['-v']).error === undefined;

/** A NOTIFY that the scenario awaits, answers to it, and how it ends, in sipp's own words. */
export const RECEIVE = '<recv request="NOTIFY"/>';
/** Keeps the finished call in mind, so that a further copy would be an unexpected message and fail the run. */
export const END = '<timewait milliseconds="1000"/>';

export function send(statusLine: string, ...headers: string[]): string {
  const lines = [
    `SIP/2.0 ${statusLine}`,
    '[last_Via:]',
    '[last_From:]',
    '[last_To:];tag=[pid]SIPp[call_number]',
    '[last_Call-ID:]',
    '[last_CSeq:]',
    ...headers,
    'Content-Length: 0',
  ];
  return `<send><![CDATA[\n${lines.join('\n')}\n\n]]></send>`;
}

export interface SippRun {
  readonly address: string;
  readonly port: number;
  readonly process: ChildProcess;
  /** Resolves with 0 when every call went as the scenario says. */
  readonly exit: Promise<number | null>;
  /** When each NOTIFY came, in milliseconds after the first, by sipp's own log. */
  times(): number[];
  /** Everything that sipp received and sent. */
  log(): string;
  stop(): Promise<void>;
}

interface Options {
  readonly address?: string;
  readonly transport?: 'u1' | 't1';
  readonly calls?: number;
}

/** Starts sipp as a server on a free port; resolves when it listens. `-nr`: copies are the scenario's business. */
export async function startSipp(steps: readonly string[], options: Options = {}, tries = 4): Promise<SippRun> {
  try {
    return await startOnce(steps, options);
  } catch (error) {
    // Its media ports, which nobody here needs, lie beside the one that was free: two runs may still want the same.
    if (tries <= 1 || !String(error).includes('Address already in use')) throw error;
    return startSipp(steps, options, tries - 1);
  }
}

async function startOnce(steps: readonly string[], options: Options): Promise<SippRun> {
  const { address = '127.0.0.1', transport = 'u1', calls = 1 } = options;
  const folder = mkdtempSync(join(tmpdir(), 'sipp-'));
  const port = await freePort(address);
  const scenario = join(folder, 'scenario.xml');
  const messages = join(folder, 'messages.log');
  writeFileSync(
    scenario,
    `<?xml version="1.0" encoding="ISO-8859-1"?>\n<scenario name="phone">\n${steps.join('\n')}\n</scenario>\n`,
  );
  const child = spawn(
    'sipp',
    [
      ...['-sf', scenario, '-i', address, '-p', String(port), '-t', transport, '-m', String(calls), '-nr', '-nostdin'],
      // Runs side by side would else quarrel over their control and media ports.
      ...['-cp', String(await freePort()), '-mp', String((await freePort()) & ~1)],
      ...['-trace_msg', '-message_file', messages],
    ],
    { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, TERM: 'dumb' } },
  );
  let complaints = '';
  child.stderr?.on('data', (text: Buffer) => (complaints += text.toString()));
  // `close` comes when its last words have been read, too.
  const exit = once(child, 'close').then(([code]: (number | null)[]) => code ?? null);
  const log = (): string => (existsSync(messages) ? readFileSync(messages, 'latin1') : '');
  const run: SippRun = {
    address,
    port,
    process: child,
    exit,
    log,
    times: () => {
      const stamps = [
        ...log().matchAll(
          /(\d{4}-\d\d-\d\d)[ T\t]+(\d\d:\d\d:\d\d\.\d{3})\d*\n(?:UDP|TCP) message received[^\n]*\n\nNOTIFY /g,
        ),
      ];
      const at = stamps.map(([, day, time]) => Date.parse(`${day}T${time}Z`));
      return at.map((moment) => moment - (at[0] ?? 0));
    },
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await exit;
      rmSync(folder, { recursive: true, force: true });
    },
  };
  while (!isBound(port)) {
    if (child.exitCode !== null) {
      await run.stop();
      throw new Error(`sipp ended before it listened: ${complaints}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return run;
}

/** Whether some process holds the port, by the kernel's own list: a try to bind it could get in sipp's way. */
function isBound(port: number): boolean {
  const hex = `:${port.toString(16).toUpperCase().padStart(4, '0')} `;
  return ['udp', 'udp6', 'tcp', 'tcp6'].some((table) => readFileSync(`/proc/net/${table}`, 'latin1').includes(hex));
}
