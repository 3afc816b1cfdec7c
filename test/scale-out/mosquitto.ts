import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/node-red';
import { recipe, replaced } from './recipe';

export const hasMosquitto = spawnSync('mosquitto', ['-h']).error === undefined;

export interface Mosquitto {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts the recipe's broker on 127.0.0.1, without its users and its files; resolves when it takes connections. */
export async function startMosquitto(): Promise<Mosquitto> {
  const folder = mkdtempSync(join(tmpdir(), 'mosquitto-'));
  const port = await freePort();
  const config = join(folder, 'mosquitto.conf');
  writeFileSync(
    config,
    replaced(recipe('mosquitto.conf'), [
      ['listener 1883', `listener ${port} 127.0.0.1`],
      ['allow_anonymous false', 'allow_anonymous true'],
      [/^password_file.*$/, ''],
      ['persistence true', 'persistence false'],
      [/^persistence_location.*$/, ''],
    ]),
  );
  const child = spawn('mosquitto', ['-c', config], { stdio: 'ignore' });
  const exit = once(child, 'exit');
  while (!(await accepts(port))) {
    if (child.exitCode !== null) throw new Error(`mosquitto ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    port,
    async stop() {
      if (child.exitCode === null) child.kill('SIGKILL');
      await exit;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

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
