import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..');

/** Runs on the build in dist/, which `npm test` makes first. */
describe('demo', function () {
  this.timeout(120_000);
  /** A temporary directory of the demo's own: what is left in it was left behind. */
  let temporary: string;
  let demo: ChildProcess;
  let output = '';

  beforeEach(() => {
    temporary = mkdtempSync(join(tmpdir(), 'demo-test-'));
    output = '';
  });
  afterEach(() => {
    demo.kill('SIGKILL');
    rmSync(temporary, { recursive: true, force: true });
  });

  function start(environment: Record<string, string>): void {
    demo = spawn(process.execPath, ['--import', 'tsx', join('demo', 'start.ts')], {
      cwd: root,
      env: { ...process.env, TMPDIR: temporary, TMP: temporary, TEMP: temporary, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    demo.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }

  /** Resolves as soon as the output has it; rejects where the demo ends without. */
  function printed(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = pattern.exec(output);
        if (found) resolve(found);
      };
      demo.stdout?.on('data', look);
      demo.once('close', () => reject(new Error(`ended without ${String(pattern)}:\n${output}`)));
      look();
    });
  }

  /** Nobody listens at the editor's address any more, so no Node-RED is left; tsx keeps a cache in the temporary directory. */
  async function assertNothingLeft(): Promise<void> {
    const port = /http:\/\/127\.0\.0\.1:(\d+)\//.exec(output)?.[1];
    assert.ok(port, output);
    const socket = connect(Number(port), '127.0.0.1');
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    assert.equal(error.code, 'ECONNREFUSED');
    assert.deepEqual(
      readdirSync(temporary).filter((name) => !name.startsWith('tsx')),
      [],
    );
  }

  it('plays each step through a real Node-RED, its debug pane and three phones, and leaves nothing', async () => {
    start({ DEMO_ONCE: '1' });
    const [code] = (await once(demo, 'close')) as [number | null];
    assert.equal(code, 0, output);
    assert.deepEqual(
      output.match(/^demo: .*/gm),
      ['start', 'call', 'door', 'dnd'].map((step) => `demo: ${step} ok`),
    );
    assert.match(output, /flow → Security: dial \(.*6040.*\)/);
    assert.match(output, /Front desk is talking/);
    assert.match(output, /Front desk is idle, do not disturb/);
    assert.match(output, /Security: a call is over, outbound, answered/);
    await assertNothingLeft();
  });

  it('stops and cleans up on Ctrl-C', async function () {
    if (process.platform === 'win32') this.skip();
    start({});
    await printed(/^demo: start ok$/m);
    demo.kill('SIGINT');
    const [code] = (await once(demo, 'close')) as [number | null];
    assert.equal(code, 0, output);
    await assertNothingLeft();
  });
});
