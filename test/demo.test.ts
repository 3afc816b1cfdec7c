import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { own } from './support/own';

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

  /** Holds the port that phones ask on, as a SIP server on this machine does: whoever tests beside this one has it first. */
  async function hold(): Promise<void> {
    for (;;) {
      const socket = createSocket('udp4');
      const isHeld = await new Promise<boolean>((resolve) => {
        socket.once('error', () => resolve(false));
        socket.bind(5060, '0.0.0.0', () => resolve(true));
      });
      if (isHeld) return void own(socket);
      socket.close();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  it('plays each step through a real Node-RED, its debug pane and four phones, and leaves nothing', async () => {
    start({ DEMO_ONCE: '1' });
    const [code] = (await once(demo, 'close')) as [number | null];
    assert.equal(code, 0, output);
    assert.deepEqual(
      output.match(/^demo: .*/gm),
      ['start', 'adopt', 'call', 'door', 'dnd', 'newcomer'].map((step) => `demo: ${step} ok`),
    );
    assert.match(output, /Reception → flow: setup-completed/);
    assert.match(output, /Reception: a call is over, inbound, missed/);
    assert.match(output, /flow → Security: dial \(.*6040.*\)/);
    assert.match(output, /Front desk is talking/);
    assert.match(output, /Front desk is idle, do not disturb/);
    assert.match(output, /Security: a call is over, outbound, answered/);
    await assertNothingLeft();
  });

  it('goes on without the phone that is plugged in where port 5060 is taken, and cleans up on Ctrl-C', async function () {
    if (process.platform === 'win32') this.skip();
    await hold();
    start({});
    await printed(/^demo: start ok$/m);
    await printed(/^No phone is plugged in this time: .*5060.*/m);
    await printed(/^demo: call ok$/m);
    demo.kill('SIGINT');
    const [code] = (await once(demo, 'close')) as [number | null];
    assert.equal(code, 0, output);
    await assertNothingLeft();
  });
});
