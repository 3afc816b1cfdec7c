import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/node-red';

export const hasHaproxy = spawnSync('haproxy', ['-v']).error === undefined;

export interface Haproxy {
  readonly port: number;
  readonly child: ChildProcess;
  stop(): Promise<void>;
}

/**
 * Starts HAProxy before a port, passing TCP on; resolves when it takes connections.
 * @param server what stands behind the server's address: `send-proxy-v2 check inter 50ms`
 * @param backend further lines of the backend
 */
export async function startHaproxy(to: number, server: string, backend: readonly string[] = []): Promise<Haproxy> {
  const port = await freePort();
  return runHaproxy(
    port,
    `global
    maxconn 100
defaults
    mode tcp
    timeout connect 2s
    timeout client 20s
    timeout server 20s
    timeout check 2s
frontend phones
    bind 127.0.0.1:${port}
    default_backend nodes
backend nodes
${backend.map((line) => `    ${line}\n`).join('')}    server red 127.0.0.1:${to} ${server}
`,
  );
}

/**
 * Starts HAProxy in the foreground; resolves when it takes connections.
 * @param port one of those that its configuration binds on 127.0.0.1
 * @param args further ones; `{folder}` in these and in the configuration is a folder that goes with it
 */
export async function runHaproxy(
  port: number,
  configuration: string,
  args: readonly string[] = ['-db'],
): Promise<Haproxy> {
  const folder = mkdtempSync(join(tmpdir(), 'haproxy-'));
  const config = join(folder, 'haproxy.cfg');
  const placed = (text: string): string => text.replaceAll('{folder}', folder);
  writeFileSync(config, placed(configuration));
  const child = spawn('haproxy', [...args.map(placed), '-f', config], { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.on('data', (text: Buffer) => (log += text.toString()));
  const exit = once(child, 'exit');
  while (!(await accepts(port))) {
    if (child.exitCode !== null) throw new Error(`haproxy ended before it listened: ${log}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    port,
    child,
    stop: async () => {
      if (child.exitCode === null) child.kill('SIGKILL');
      await exit;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Without a trace: HAProxy calls the server only when something was said. */
function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
