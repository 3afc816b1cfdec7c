import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer as createHttp, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setImmediate as nextTurn, setTimeout as after } from 'node:timers/promises';
import { ROOT } from '../../../support/package';
import { SERVER_TLS } from '../../events/certificate';
import { Uas, type UasRequest } from '../sip/support/uas';

/** Milliseconds. */
const TIMEOUT = 5000;
const STOPPED = 6000;

/** Each waits to be told; then it answers 200 to what it got. */
interface Server200 {
  readonly port: number;
  /** Requests so far. */
  readonly count: () => number;
  readonly answer: () => void;
  readonly close: () => Promise<void>;
}

async function web(server: Server): Promise<Server200> {
  const open: ServerResponse[] = [];
  let count = 0;
  server.on('request', (_request, response: ServerResponse) => {
    count += 1;
    open.push(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    count: () => count,
    answer: () => {
      for (const response of open) response.end();
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function sip(start: (behave: (request: UasRequest) => void) => Promise<Uas>): Promise<Server200> {
  const uas = await start(() => undefined);
  return {
    port: uas.port,
    count: () => uas.requests.length,
    answer: () => uas.requests[0]?.reply(200),
    close: () => uas.close(),
  };
}

/** A laptop that sleeps, a paused virtual machine, a blocked loop: what a process finds when it goes on. */
describe('transports in a process that stood still', function () {
  this.timeout(60_000);
  let servers: Record<string, Server200>;
  let child: ChildProcess | undefined;

  before(function () {
    // How to see that a process has stopped.
    if (!existsSync('/proc/self/stat')) this.skip();
  });
  beforeEach(async () => {
    servers = {
      http: await web(createHttp()),
      https: await web(createHttps(SERVER_TLS) as unknown as Server),
      udp: await sip((behave) => Uas.udp(behave)),
      tcp: await sip((behave) => Uas.tcp(behave)),
      tls: await sip((behave) => Uas.tls(behave, SERVER_TLS)),
      queue: await web(createHttp()),
    };
  });
  afterEach(async () => {
    if (child && child.exitCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await Promise.all(Object.values(servers).map((server) => server.close()));
  });

  const counts = () => Object.fromEntries(Object.entries(servers).map(([name, server]) => [name, server.count()]));

  /** Commands, is stopped when each server has its request, and goes on when every command should long be over. */
  async function stopped(isAnswered: boolean): Promise<Record<string, unknown>> {
    const ports = Object.fromEntries(Object.entries(servers).map(([name, { port }]) => [name, port]));
    const started = spawn(
      process.execPath,
      ['--import', 'tsx', join(__dirname, 'commander.ts'), JSON.stringify(ports), String(TIMEOUT)],
      { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    child = started;
    const said = text(started.stdout);
    const has = () => Object.values(servers).every((server) => server.count() > 0);
    while (!has()) {
      assert.equal(started.exitCode, null, 'it ended before it was stopped');
      await nextTurn();
    }
    started.kill('SIGSTOP');
    const state = () => readFileSync(`/proc/${started.pid}/stat`, 'latin1').split(') ')[1]?.[0];
    while (state() !== 'T') await nextTurn();
    const before = counts();
    if (isAnswered) for (const server of Object.values(servers)) server.answer();
    await after(STOPPED);
    started.kill('SIGCONT');
    const outcome = JSON.parse(await said) as Record<string, unknown>;
    assert.deepEqual(counts(), before, 'nothing more was sent');
    return outcome;
  }

  it('believes the answers that lie in its sockets, and sends neither copies nor what waited too long', async () => {
    assert.deepEqual(await stopped(true), {
      http: 200,
      https: 200,
      udp: 200,
      tcp: 200,
      tls: 200,
      'queue 1': 200,
      'queue 2': 'EXPIRED',
    });
  });

  it('says TIMEOUT where there is none, and sends nothing either', async () => {
    assert.deepEqual(await stopped(false), {
      http: 'TIMEOUT',
      https: 'TIMEOUT',
      udp: 'TIMEOUT',
      tcp: 'TIMEOUT',
      tls: 'TIMEOUT',
      'queue 1': 'TIMEOUT',
      'queue 2': 'EXPIRED',
    });
  });
});
