import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLOCKS } from '../../../nodes/lib/calls/clocks';
import { own } from '../../support/own';

/** Says back what it is told, and notes in a file that it has. */
const ECHO = `process.stdin.on('data', (told) => {
  require('node:fs').writeSync(1, told);
  require('node:fs').writeFileSync(process.argv[1], '');
});`;

describe('calls: the system’s timers', () => {
  it('a process that stood still hears what came meanwhile before a time is over', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'clocks-'));
    own(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'said');
    const echo = spawn(process.execPath, ['-e', ECHO, file], { stdio: ['pipe', 'pipe', 'ignore'] });
    own(() => void echo.kill('SIGKILL'));
    echo.stdin.write('are you there?');
    await once(echo.stdout, 'data');
    while (!existsSync(file)) await new Promise((resolve) => setImmediate(resolve));
    rmSync(file);
    const order: string[] = [];
    echo.stdout.once('data', () => setImmediate(() => order.push('heard')));
    echo.stdin.write('and now?');
    await new Promise<void>((resolve) => {
      const began = performance.now();
      CLOCKS.timer(5, () => {
        order.push('over');
        resolve();
      });
      while (!existsSync(file) || performance.now() < began + 10);
    });
    assert.deepEqual(order, ['heard', 'over']);
  });

  it('are taken back at each moment until they have run', async () => {
    const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
    const told: string[] = [];
    for (let turns = 0; turns < 4; turns++) {
      let isDue = false;
      const take = CLOCKS.timer(1, () => told.push(`after ${turns} turns`));
      // Behind it, in the same list.
      setTimeout(() => (isDue = true), 1);
      while (!isDue) await turn();
      for (let turned = 1; turned < turns; turned++) await turn();
      take();
      await turn();
      await turn();
    }
    assert.ok(told.length < 4, told.join());
    assert.ok(!told.includes('after 0 turns') && !told.includes('after 1 turns'), told.join());
  });
});
