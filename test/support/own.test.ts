import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { closeOwned, own } from './own';
import { ROOT } from './package';

describe('own', () => {
  it('closes the last that was opened first, whatever one closes it with', async () => {
    const order: string[] = [];
    own({ close: () => void order.push('close') });
    own({ stop: () => void order.push('stop') });
    own({ dispose: () => void order.push('dispose') });
    own({ abort: () => void order.push('abort') });
    own(() => void order.push('function'));
    own({
      close: async () => {
        await Promise.resolve();
        order.push('awaited');
      },
    });
    await closeOwned();
    assert.deepEqual(order, ['awaited', 'function', 'abort', 'dispose', 'stop', 'close']);
    await closeOwned();
    assert.equal(order.length, 6);
  });

  it('closes a server with its connections, and sockets of both kinds', async () => {
    const server = own(createServer()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const accepted = once(server, 'connection');
    const client = own(connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' }));
    await Promise.all([accepted, once(client, 'connect')]);
    const udp = own(createSocket('udp4')).bind(0, '127.0.0.1');
    await once(udp, 'listening');
    await closeOwned();
    assert.deepEqual([server.listening, client.destroyed], [false, true]);
    assert.throws(() => udp.address());
  });

  it('takes what the test closed itself for closed', async () => {
    const server = own(createServer()).listen(0, '127.0.0.1');
    const udp = own(createSocket('udp4')).bind(0, '127.0.0.1');
    own(createServer());
    await Promise.all([once(server, 'listening'), once(udp, 'listening')]);
    udp.close();
    server.close();
    await Promise.all([once(server, 'close'), once(udp, 'close')]);
    await closeOwned();
  });

  it('says what does not close, when the others have', async () => {
    let closed = 0;
    own(() => closed++);
    class Stuck {
      close = () => new Promise(() => undefined);
    }
    own(new Stuck());
    own(function torn() {
      throw new Error('in two');
    });
    own(() => closed++);
    await assert.rejects(closeOwned(5), {
      message: 'torn did not close: Error: in two; Stuck did not close within 5 ms',
    });
    assert.equal(closed, 2);
  });
});

/** Where tests open servers, sockets and listeners. Those of the other folders do it in the same ways. */
const SUITES: readonly (readonly [folder: string, ...names: string[]])[] = [
  ['test/lib/events/own-port', '*'],
  ['test/lib/events/shared-server', '*'],
  ['test/lib/phones', '*'],
  ['test/lib/transports/sip', '*'],
  ['test/lib/transports/http', 'tls', 'credentials', 'bad-answers'],
  ['test/nodes', 'own-port', 'sip', 'https-phone'],
];

describe('a run in which every assertion fails', function () {
  this.timeout(120_000);

  const run = (suites: string[]): Promise<{ output: string; isKilled: boolean }> =>
    new Promise((resolve) => {
      execFile(
        process.execPath,
        [
          ...['--import', 'tsx', join(ROOT, 'node_modules', 'mocha', 'bin', 'mocha.js'), '--reporter', 'dot'],
          ...['--require', 'test/support/all-red.ts', '--timeout', '2000', ...suites],
        ],
        { cwd: ROOT, timeout: 60_000, killSignal: 'SIGKILL', maxBuffer: Infinity },
        (error, output) => resolve({ output, isKilled: error?.killed ?? false }),
      );
    });

  for (const [folder, ...names] of SUITES) {
    it(`ends by itself, in ${folder} (${names.join(', ')})`, async () => {
      const { output, isKilled } = await run(names.map((name) => `${folder}/${name}.test.ts`));
      assert.match(output, /\d+ failing/);
      // Which file it is, `--require test/support/all-red.ts` and that file alone will tell.
      assert.ok(!isKilled, 'it lives on: the tests of some file do not `own` what they open');
      assert.doesNotMatch(output, /did not close/);
      // Else the assertions were not those that fail.
      const count = (what: string): number => Number(new RegExp(`(\\d+) ${what}`).exec(output)?.[1] ?? 0);
      assert.ok(count('failing') > 5 * count('passing'), output.slice(-2000));
    });
  }
});
