import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/node-red';

export const hasRedis = spawnSync('redis-server', ['--version']).error === undefined;

/** A redis-server of its own, with its file in a folder that goes with it. */
export class RedisServer {
  readonly folder = mkdtempSync(join(tmpdir(), 'redis-'));
  #child: ChildProcess | undefined;

  private constructor(readonly port: number) {}

  /** Not started yet. */
  static async at(): Promise<RedisServer> {
    return new RedisServer(await freePort());
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  get child(): ChildProcess | undefined {
    return this.#child;
  }

  /** Resolves when it answers. */
  async start(): Promise<void> {
    const { port, folder } = this;
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--appendonly', 'yes', '--save', ''];
    const child = spawn('redis-server', args, { stdio: 'ignore' });
    this.#child = child;
    while (!(await answers(port))) {
      if (child.exitCode !== null) throw new Error(`redis-server ended with ${child.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', (said) => {
      socket.destroy();
      // While it reads its file it answers -LOADING.
      resolve(said.toString().startsWith('+PONG'));
    });
    socket.once('error', () => resolve(false));
  });
}
