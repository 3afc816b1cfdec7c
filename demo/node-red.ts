import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { credentials, FLOW_FILE, idOf } from './flow';

const root = join(__dirname, '..');

/** Node-RED 5 needs Node.js 22.9 (its own package.json); what is older gets Node-RED 4. */
function packageName(): string {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 9) ? 'node-red-5' : 'node-red';
}

/** The first port from `wanted` on that nobody listens on at 127.0.0.1. */
export async function freePort(wanted: number): Promise<number> {
  const server = createServer().listen(wanted, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    if (wanted >= 65_535 || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return freePort(wanted + 1);
  }
  server.close();
  await once(server, 'close');
  return wanted;
}

/** A real Node-RED with this package in a user directory of its own, which goes when it stops. */
export class NodeRed {
  readonly userDir = mkdtempSync(join(tmpdir(), 'voip-phone-demo-'));
  #child: ChildProcess | undefined;
  #log = '';
  readonly #ended = new AbortController();

  constructor(readonly port: number) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Aborted when the process has ended, whoever ended it. */
  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  /** The version as Node-RED's package states it. */
  get version(): string {
    const manifest = createRequire(__filename)(`${packageName()}/package.json`) as { version: string };
    return manifest.version;
  }

  /** Resolves when the flow runs; rejects with Node-RED's last words where it ends before. */
  async start(environment: Record<string, string>): Promise<void> {
    this.#furnish();
    const program = join(dirname(createRequire(__filename).resolve(`${packageName()}/package.json`)), 'red.js');
    const child = spawn(process.execPath, [program, '--userDir', this.userDir], {
      cwd: this.userDir,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    child.once('exit', () => this.#ended.abort());
    const lines = createInterface({ input: child.stdout });
    child.stderr.on('data', (chunk: Buffer) => this.#remember(chunk.toString()));
    await new Promise<void>((resolve, reject) => {
      lines.on('line', (line) => {
        this.#remember(`${line}\n`);
        if (/Started flows/.test(line)) resolve();
        if (/Waiting for missing types|Error loading flows/.test(line))
          reject(new Error(`the flow cannot run:\n${this.#log}`));
      });
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`Node-RED ended (${code ?? 'by a signal'}):\n${this.#log}`)));
    });
  }

  /** Presses the button of an inject node, as the editor does. */
  async pressButton(name: string): Promise<void> {
    const response = await fetch(`${this.url}/inject/${idOf('inject', name)}`, { method: 'POST' });
    if (!response.ok) throw new Error(`the inject node "${name}" answered ${response.status}`);
  }

  /** Ends the process, and deletes its directory. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (child && child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(force);
    }
    this.clear();
  }

  clear(): void {
    rmSync(this.userDir, { recursive: true, force: true, maxRetries: 5 });
  }

  #remember(text: string): void {
    this.#log = (this.#log + text).slice(-20_000);
  }

  /** settings, flow, credentials, and the package as `npm install <folder>` would link it. */
  #furnish(): void {
    const settings = {
      flowFile: 'flow.json',
      credentialSecret: false,
      uiHost: '127.0.0.1',
      uiPort: this.port,
      telemetry: { enabled: false, updateNotification: false },
      editorTheme: { tours: false, codeEditor: { lib: 'monaco' } },
      externalModules: { autoInstall: false, palette: { allowInstall: false } },
    };
    const write = (name: string, text: string): void => writeFileSync(join(this.userDir, name), text);
    write('settings.js', `module.exports = ${JSON.stringify(settings, undefined, 2)};\n`);
    write('package.json', '{ "name": "voip-phone-demo", "private": true }\n');
    cpSync(FLOW_FILE, join(this.userDir, 'flow.json'));
    write('flow_cred.json', JSON.stringify(credentials()));
    mkdirSync(join(this.userDir, 'node_modules'));
    // A junction needs no rights on Windows; elsewhere it is an ordinary symbolic link.
    symlinkSync(root, join(this.userDir, 'node_modules', 'node-red-contrib-voip-phone'), 'junction');
  }
}
