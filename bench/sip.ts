/**
 * What the SIP client does on loopback: `node --import tsx bench/sip.ts`.
 * The other side is a process of its own; where sipp is installed, it is also sipp, which then shows its own rate.
 */
import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { once, setMaxListeners } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type SipNotify, SipStack } from '../nodes/lib/transports/sip';
import { freePort } from '../test/lib/transports/sip/support/ports';

const SUSTAINED = 50_000;
const UNDER_WAY = 200;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const { signal } = new AbortController();
setMaxListeners(0, signal);
const table: Record<string, { value: number | string; unit: string; remark: string }> = {};

function press(uri: string): SipNotify {
  return { uri, event: 'ACTIVE-URI', contentType: 'message/sipfrag', body: 'key=SPEAKER' };
}

async function send(stack: SipStack, uri: string): Promise<void> {
  const { status } = await stack.notify(press(uri), { timeout: 30_000, signal });
  if (status !== 200) throw new Error(`the sink answered ${status}`);
}

/** @returns NOTIFY per second */
async function sustained(stack: SipStack, uri: string, count: number): Promise<number> {
  const started = performance.now();
  let left = count;
  const loops = Array.from({ length: UNDER_WAY }, async () => {
    while (left > 0) {
      left -= 1;
      await send(stack, uri);
    }
  });
  await Promise.all(loops);
  return Math.round((count / (performance.now() - started)) * 1000);
}

async function counted(sink: ChildProcess): Promise<{ received: number; copies: number }> {
  sink.send('count');
  const [counts] = (await once(sink, 'message')) as [{ received: number; copies: number }];
  return counts;
}

async function thousandPhones(sink: ChildProcess, port: number): Promise<void> {
  const stack = new SipStack();
  const addresses = Array.from({ length: 1000 }, (_, index) => `127.0.${1 + (index >> 8)}.${index & 255}`);
  const started = performance.now();
  await Promise.all(addresses.map((address) => send(stack, `sip:phone@${address}:${port}`)));
  const elapsed = Math.round(performance.now() - started);
  const { received, copies } = await counted(sink);
  await stack.close();
  table['1,000 phones at once'] = {
    value: elapsed,
    unit: 'ms',
    remark: `${received} datagrams, ${copies} of them copies`,
  };
}

async function memory(uri: string): Promise<void> {
  const stack = new SipStack();
  await sustained(stack, uri, 10_000);
  await new Promise((resolve) => setTimeout(resolve, 6000));
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  await sustained(stack, uri, 10_000);
  collectGarbage();
  const during = process.memoryUsage().heapUsed;
  await new Promise((resolve) => setTimeout(resolve, 6000));
  collectGarbage();
  const after = process.memoryUsage().heapUsed;
  await stack.close();
  const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(2);
  table['heap of 10,000 transactions'] = {
    value: megabytes(during - before),
    unit: 'MB',
    remark: `${megabytes(after - before)} MB are left after Timer K`,
  };
}

/** The functions in which the process spent its time, without their callees. */
async function profile(uri: string): Promise<void> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  const stack = new SipStack();
  await sustained(stack, uri, SUSTAINED);
  const { profile: found } = await session.post('Profiler.stop');
  session.disconnect();
  await stack.close();
  const total = found.samples?.length ?? 1;
  const samples = new Map<number, number>();
  for (const node of found.samples ?? []) samples.set(node, (samples.get(node) ?? 0) + 1);
  const self = new Map<string, number>();
  for (const { id, callFrame } of found.nodes) {
    const name = `${callFrame.functionName || '(anonymous)'} ${callFrame.url.split('/').at(-1)}`.trim();
    self.set(name, (self.get(name) ?? 0) + (samples.get(id) ?? 0));
  }
  const shares = [...self]
    .filter(([name]) => name !== '(idle)' && name !== '(program)')
    .toSorted((a, b) => b[1] - a[1]);
  for (const [index, [name, count]] of shares.slice(0, 5).entries()) {
    table[`CPU ${index + 1}`] = { value: Math.round((count / total) * 100), unit: '%', remark: name };
  }
}

const SERVER = `<?xml version="1.0"?><scenario name="sink"><recv request="NOTIFY"/><send><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:];tag=[call_number]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send></scenario>`;
const CLIENT = `<?xml version="1.0"?><scenario name="source"><send><![CDATA[
NOTIFY sip:phone@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];rport;branch=[branch]
Max-Forwards: 70
From: <sip:node-red@[local_ip]>;tag=[call_number]
To: <sip:phone@[remote_ip]>
Call-ID: [call_id]
CSeq: 1 NOTIFY
Contact: <sip:node-red@[local_ip]:[local_port]>
Event: ACTIVE-URI
Subscription-State: terminated
User-Agent: sipp
Content-Type: message/sipfrag
Content-Length: [len]

key=SPEAKER]]></send><recv response="200"/></scenario>`;

async function besideSipp(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sip-bench-'));
  const port = await freePort();
  const start = async (scenario: string, name: string, ...options: string[]): Promise<ChildProcess> => {
    writeFileSync(join(folder, name), scenario);
    const ports = ['-cp', String(await freePort()), '-mp', String((await freePort()) & ~1)];
    return spawn('sipp', ['-sf', name, '-i', '127.0.0.1', '-nostdin', '-nr', ...ports, ...options], {
      cwd: folder,
      stdio: 'ignore',
    });
  };
  const server = await start(SERVER, 'server.xml', '-p', String(port), '-buff_size', '4194304');
  await new Promise((resolve) => setTimeout(resolve, 500));
  const stack = new SipStack();
  const uri = `sip:phone@127.0.0.1:${port}`;
  await sustained(stack, uri, 5000);
  const library = await sustained(stack, uri, SUSTAINED);
  await stack.close();

  const own = String(await freePort());
  const started = performance.now();
  const rate = [
    '-r',
    '1000000',
    '-l',
    String(UNDER_WAY),
    '-m',
    String(SUSTAINED),
    '-buff_size',
    '4194304',
    '-timeout',
    '60',
  ];
  const client = await start(CLIENT, 'client.xml', `127.0.0.1:${port}`, '-p', own, ...rate);
  const [code] = (await once(client, 'exit')) as [number | null];
  const sipp = Math.round((SUSTAINED / (performance.now() - started)) * 1000);
  server.kill('SIGKILL');
  await once(server, 'exit');
  rmSync(folder, { recursive: true, force: true });
  table['library to sipp'] = {
    value: library,
    unit: 'NOTIFY/s',
    remark: `${UNDER_WAY} under way, ${Math.round((library / sipp) * 100)} % of sipp`,
  };
  table['sipp to sipp'] = { value: sipp, unit: 'NOTIFY/s', remark: code === 0 ? '' : `exit code ${code}` };
}

async function main(): Promise<void> {
  const sink = fork(join(__dirname, 'sip-sink.ts'), { execArgv: ['--import', 'tsx'] });
  const [{ port }] = (await once(sink, 'message')) as [{ port: number }];
  const uri = `sip:phone@127.0.0.1:${port}`;
  await thousandPhones(sink, port);
  const stack = new SipStack();
  await sustained(stack, uri, 5000);
  await counted(sink);
  const rate = await sustained(stack, uri, SUSTAINED);
  const { copies } = await counted(sink);
  table['library to a Node.js process'] = {
    value: rate,
    unit: 'NOTIFY/s',
    remark: `${UNDER_WAY} under way, ${copies} copies`,
  };
  await stack.close();
  if (spawnSync('sipp', ['-v']).error === undefined) await besideSipp();
  else console.log('skipped: needs sipp');
  await profile(uri);
  await memory(uri);
  sink.disconnect();
  console.table(table);
}

void main();
