import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import type { Readable } from 'node:stream';
import { join } from 'node:path';
import { installInto, ROOT } from './package';

export interface Runtime {
  readonly label: string;
  readonly node: string;
  readonly script: string;
}

export const NODE_22 = join(ROOT, 'node_modules', 'node22', 'bin', 'node');
const RED_4: Runtime = {
  label: 'Node-RED 4',
  node: process.execPath,
  script: join(ROOT, 'node_modules/node-red/red.js'),
};
const RED_5: Runtime = {
  label: 'Node-RED 5',
  node: Number(process.versions.node.split('.')[0]) >= 23 ? process.execPath : NODE_22,
  script: join(ROOT, 'node_modules/node-red-5/red.js'),
};

/** Both supported generations, each on the oldest Node.js that this checkout has for it. */
export const RUNTIMES: readonly Runtime[] = [RED_4, RED_5];

/** Ends the test as skipped where a program is absent; with CI=true that is a failure. */
export function needs(context: Mocha.Context, program: string, present: boolean): void {
  if (present) return;
  if (process.env.CI === 'true') throw new Error(`${program} is missing, and CI must run every suite`);
  process.stdout.write(`skipped: needs ${program}\n`);
  context.skip();
}

export function needsRuntime(context: Mocha.Context, runtime: Runtime): void {
  needs(context, `${runtime.label} (npm ci)`, existsSync(runtime.node) && existsSync(runtime.script));
}

/** By this process: a port is bound some time after it was given. */
const given = new Set<number>();

/** A port that was free a moment ago, below the ephemeral range, where no outgoing connection can take it meanwhile. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 10000 + Math.floor(Math.random() * 20000);
    if (given.has(port)) continue;
    const server = createServer();
    // `once(server, 'listening')` would reject where the port is taken.
    const free = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!free) continue;
    server.close();
    await once(server, 'close');
    given.add(port);
    return port;
  }
}

export interface RunningNodeRed {
  readonly url: string;
  readonly port: number;
  readonly userDir: string;
  readonly child: ChildProcess;
  /** Everything it printed so far. */
  output(): string;
  /** Deploys through the admin API as the editor does; `token` where that wants a login. */
  deploy(flows: readonly object[], type?: 'full' | 'nodes' | 'flows', token?: string): Promise<void>;
  /** Ends it as a power cut would (SIGKILL), and starts it again; resolves when its flows have started. @param between while it is down */
  killAndRestart(between?: () => Promise<void>): Promise<void>;
  /** Ends it as a service manager does, and starts it anew. @param between while it is down */
  endAndRestart(between?: () => void): Promise<void>;
  /** Resolves when flows have started once more from now on, whoever deploys them. */
  restarted(): Promise<void>;
  /** Logs in where `adminAuth` is set. @returns an access token */
  login(username: string, password: string): Promise<string>;
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly flows?: readonly object[];
  readonly settings?: Readonly<Record<string, unknown>>;
  /** What JSON cannot say: JavaScript that changes `module.exports`, behind the settings. */
  readonly code?: string;
  /** Other packages with nodes, as this checkout has them. */
  readonly modules?: readonly string[];
  /** Added to this process's own environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a real Node-RED with the packed package, on 127.0.0.1, in a user directory of its own. */
export async function startNodeRed(runtime: Runtime, options: StartOptions = {}): Promise<RunningNodeRed> {
  const userDir = mkdtempSync(join(tmpdir(), 'voip-phone-red-'));
  installInto(userDir, options.modules);
  const port = await freePort();
  const settings = {
    uiPort: port,
    uiHost: '127.0.0.1',
    flowFile: 'flows.json',
    credentialSecret: 'a test secret',
    telemetry: { enabled: false, updateNotification: false },
    editorTheme: { tours: false, projects: { enabled: false }, palette: { catalogues: [] } },
    logging: { console: { level: 'trace', metrics: false, audit: false } },
    ...options.settings,
    // Phones of the network around are none of a test's.
    voipPhone: { pnpPort: 0, ...Object(options.settings?.['voipPhone']) },
  };
  writeFileSync(join(userDir, 'settings.js'), `module.exports = ${JSON.stringify(settings)};\n${options.code ?? ''}\n`);
  writeFileSync(join(userDir, 'flows.json'), '[]');
  // The tips of Node-RED 5's info sidebar now and then throw in its editor, whatever nodes there are.
  writeFileSync(
    join(userDir, '.config.users.json'),
    JSON.stringify({ _: { editor: { view: { 'view-show-tips': false } } } }),
  );
  const launch = (): ChildProcessByStdio<null, Readable, Readable> =>
    spawn(runtime.node, [runtime.script, '--userDir', userDir], {
      cwd: userDir,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_RED_ENABLE_SAFE_MODE: '', NO_UPDATE_NOTIFIER: '1', ...options.env },
    });
  let child = launch();
  let output = '';
  const starts = (): number =>
    output.match(/Started (modified )?(nodes|flows)|(Nodes|Flows) sind gestartet/g)?.length ?? 0;
  let onOutput: () => void = () => undefined;
  const running = (): Promise<void> =>
    new Promise<void>((resolve, reject) => {
      const before = output.length;
      const read = (chunk: Buffer): void => {
        output += chunk.toString('utf8');
        onOutput();
        const own = output.slice(before);
        // Either may come first; in English or, where a test sets `lang`, in German.
        if (/Started flows|Flows sind gestartet/.test(own) && /Server now running|Server wird jetzt/.test(own))
          resolve();
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('exit', (code) => reject(new Error(`${runtime.label} ended with ${code}:\n${output}`)));
      child.once('error', reject);
    });
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGINT');
      await once(child, 'exit');
    }
    rmSync(userDir, { recursive: true, force: true });
  };
  try {
    await running();
  } catch (error) {
    await stop();
    throw error;
  }
  const root = (settings as { httpAdminRoot?: string }).httpAdminRoot ?? '';
  const url = `http://127.0.0.1:${port}`;
  const red: RunningNodeRed = {
    url,
    port,
    userDir,
    get child() {
      return child;
    },
    output: () => output,
    async killAndRestart(between = async () => {}) {
      child.kill('SIGKILL');
      await once(child, 'exit');
      await between();
      child = launch();
      await running();
    },
    async endAndRestart(between = () => {}) {
      child.kill('SIGTERM');
      await once(child, 'exit');
      between();
      child = launch();
      await running();
    },
    async deploy(flows, type = 'full', token = '') {
      // The admin API answers before the new flows have started.
      const restarting = this.restarted();
      const answer = await fetch(`${url}${root}/flows`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'Node-RED-Deployment-Type': type,
          'Node-RED-API-Version': 'v1',
          ...(token && { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify(flows),
      });
      if (!answer.ok) throw new Error(`deploy answered ${answer.status}: ${await answer.text()}`);
      await restarting;
    },
    restarted() {
      const before = starts();
      return new Promise<void>((resolve) => {
        onOutput = () => {
          if (starts() > before) resolve();
        };
      });
    },
    async login(username, password) {
      const answer = await fetch(`${url}${root}/auth/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ client_id: 'node-red-admin', grant_type: 'password', scope: '', username, password }),
      });
      if (!answer.ok) throw new Error(`login answered ${answer.status}: ${await answer.text()}`);
      return ((await answer.json()) as { access_token: string }).access_token;
    },
    stop,
  };
  if (options.flows) await red.deploy(options.flows);
  return red;
}
