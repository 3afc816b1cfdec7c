/**
 * `npm run soak`: 200 simulated phones report and are commanded while much goes wrong and Node-RED is deployed again and
 * again; then the books must balance, and heap and handles be what they were. SOAK_MINUTES: how long (10, fractions
 * too). SOAK_SEED: repeats the choices. SOAK_NODE_RED=5: on Node-RED 5. The exit code tells.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { freePort, RUNTIMES } from '../test/support/node-red';
import { addressOf, macOf } from './phones';
import { ProbedNodeRed, type ProbeState } from './red';
import { type FlowPhone, soakFlow } from './soak/flow';
import { FIRST_NUMBER, HttpPhone } from './soak/http-phone';
import { Ledger, type Noted } from './soak/ledger';
import { Random } from './soak/random';
import { Reporter } from './soak/reporter';
import { SipPhone } from './soak/sip-phone';

const MINUTES = Number(process.env.SOAK_MINUTES ?? 10);
const SEED = Number(process.env.SOAK_SEED ?? Math.floor(Math.random() * 2 ** 31));
const PHONES = 200;
const SIP_PHONES = 20;
/** Every third phone asks for a login. */
const LOGINS = 3;
const COMMAND_PORT = 8085;
const SIP_PORT = 5066;
/** Share of the time before the heap is first looked at: code is compiled, caches are filled. */
const WARM_UP = 0.25;
/** Bytes that the heap may have grown by between the two rests. */
const HEAP_GROWTH = 3e6;
/** Milliseconds for sockets and transactions to end once nothing is sent: SIP's timers run up to 32 s. */
const REST = 45_000;

const DEPLOY_TYPES = ['full', 'flows', 'nodes', 'nodes', 'nodes'] as const;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

class Soak {
  readonly ledger = new Ledger();
  readonly random = new Random(SEED);
  readonly phones: (HttpPhone | SipPhone)[] = [];
  readonly flowPhones: FlowPhone[] = [];
  readonly reporters: Reporter[] = [];
  readonly deploys: Record<string, number> = {};
  readonly deployLog: string[] = [];
  readonly heaps: { minutes: number; bytes: number }[] = [];
  #flow: Record<string, unknown>[] = [];
  #version = 0;

  constructor(
    readonly red: ProbedNodeRed,
    readonly ownPort: number,
  ) {}

  async prepare(): Promise<void> {
    for (let index = 0; index < PHONES; index++) {
      const address = addressOf(1000 + index);
      const sip = index < SIP_PHONES;
      const asksLogin = !sip && index % LOGINS === 0;
      const port = sip ? SIP_PORT : COMMAND_PORT;
      this.flowPhones.push({ index, address, port, sip, asksLogin });
      this.phones.push(
        sip
          ? new SipPhone(address, port, this.ledger, this.random)
          : new HttpPhone(address, port, asksLogin, this.ledger, this.random),
      );
      this.reporters.push(new Reporter(address, macOf(index), this.ledger, this.random));
    }
    await Promise.all(this.phones.map((phone) => phone.start()));
    this.#flow = soakFlow(this.flowPhones, this.ownPort);
    await this.red.running.deploy(this.#flow);
    await this.red.ask('watch', {});
  }

  /** All at once, until the time is over and the last answer is in. */
  async load(milliseconds: number): Promise<void> {
    const until = performance.now() + milliseconds;
    const repeat = async (least: number, most: number, work: () => Promise<unknown>): Promise<void> => {
      await pause(this.random.between(0, most));
      while (performance.now() < until) {
        await work();
        await pause(this.random.between(least, most));
      }
    };
    await Promise.all([
      ...this.reporters.map((reporter) =>
        repeat(300, 1500, () => reporter.send(this.random.next() < 0.5 ? this.red.port : this.ownPort)),
      ),
      ...this.phones.map((phone) => repeat(3_000, 12_000, () => phone.change())),
      repeat(50, 150, () => this.#command()),
      repeat(2_000, 6_000, () => this.#deploy()),
      repeat(10_000, 10_000, () => this.#weigh()),
    ]);
  }

  /** Some commands at once, to phones by their MAC. */
  async #command(): Promise<void> {
    const messages = Array.from({ length: Math.ceil(this.random.between(0, 15)) }, () => {
      const seq = this.ledger.nextCommand();
      const phone = macOf(Math.floor(this.random.between(0, PHONES)));
      return { seq, phone, payload: { action: 'dial', number: String(FIRST_NUMBER + seq), via: 'speaker' } };
    });
    await this.red.ask('issue', { node: 'soak-driver', messages });
  }

  /** Restarts everything, one flow, or some nodes. */
  async #deploy(): Promise<void> {
    const type = this.random.of(DEPLOY_TYPES);
    const ids = this.random.of([
      ['soak-shared'],
      ['soak-own'],
      ['soak-command'],
      ['soak-shared', 'soak-own', 'soak-command'],
      Array.from({ length: 20 }, () => `soak-phone-${Math.floor(this.random.between(0, PHONES))}`),
    ]);
    this.#version += 1;
    this.#flow = this.#flow.map((node) =>
      ids.includes(String(node.id)) ? { ...node, name: `${node.id} ${this.#version}` } : node,
    );
    const started = performance.now();
    await this.red.running.deploy(this.#flow, type);
    const ended = performance.now();
    this.ledger.deployed({ type, from: started, to: ended });
    this.deployLog.push(
      `${(started / 1000).toFixed(2)} to ${(ended / 1000).toFixed(2)} s: ${type}, ${ids.length} × ${ids[0]}`,
    );
    this.deploys[type] = (this.deploys[type] ?? 0) + 1;
  }

  async #weigh(): Promise<void> {
    const { heapUsed } = await this.red.state(true);
    this.heaps.push({ minutes: performance.now() / 60_000, bytes: heapUsed });
  }

  /** Ends all faults, and waits until handles are as few as `like`, or for as long as anything may last. */
  async rest(like?: ProbeState): Promise<ProbeState> {
    await Promise.all(this.phones.map((phone) => phone.be('well')));
    const until = performance.now() + REST;
    let state = await this.red.state(true);
    while (performance.now() < until && !(like && text(state.handles) === text(like.handles))) {
      await pause(1000);
      state = await this.red.state(true);
    }
    return state;
  }

  async stop(): Promise<void> {
    for (const reporter of this.reporters) reporter.stop();
    await Promise.all(this.phones.map((phone) => phone.stop()));
    await this.red.stop();
  }
}

function text(handles: Readonly<Record<string, number>>): string {
  return Object.entries(handles)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([type, count]) => `${type} ${count}`)
    .join(', ');
}

/** Kilobytes a minute, by least squares. */
function slope(points: Soak['heaps']): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = mean(points.map(({ minutes }) => minutes));
  const y = mean(points.map(({ bytes }) => bytes));
  const covariance = mean(points.map(({ minutes, bytes }) => (minutes - x) * (bytes - y)));
  return covariance / mean(points.map(({ minutes }) => (minutes - x) ** 2)) / 1e3;
}

async function main(): Promise<void> {
  const runtime = RUNTIMES[process.env.SOAK_NODE_RED === '5' ? 1 : 0];
  if (!runtime) throw new Error('no such Node-RED');
  say(`${runtime.label}, ${MINUTES} minutes, SOAK_SEED=${SEED}`);
  const soak = new Soak(await ProbedNodeRed.start(runtime), await freePort());
  let violations: string[] = [];
  try {
    await soak.prepare();
    const fresh = await soak.red.state(true);
    await soak.load(MINUTES * 60_000 * WARM_UP);
    const before = await soak.rest();
    soak.heaps.length = 0;
    say(`warmed up: heap ${(before.heapUsed / 1e6).toFixed(1)} MB; ${text(before.handles)}`);
    await soak.load(MINUTES * 60_000 * (1 - WARM_UP));
    const after = await soak.rest(before);
    const { ledger } = soak;
    const noted = await soak.red.ask<Record<string, string>>('numbers', {
      used: Math.max(ledger.events, ledger.commands),
    });
    const bytes = (name: string): Buffer => Buffer.from(noted[name] ?? '', 'base64');
    const balance = ledger.close({
      codes: noted.codes as unknown as Noted['codes'],
      events: bytes('events'),
      received: bytes('received'),
      completed: bytes('completed'),
      outcome: bytes('outcome'),
    });
    ({ violations } = balance);
    const growth = after.heapUsed - before.heapUsed;
    if (growth > HEAP_GROWTH) violations.push(`the heap has grown by ${(growth / 1e6).toFixed(1)} MB`);
    if (text(after.handles) !== text(before.handles))
      violations.push(`handles: ${text(before.handles)} became ${text(after.handles)}`);
    for (const [what, count] of Object.entries(balance.counts).toSorted()) say(`${what}: ${count}`);
    say(`deploys: ${JSON.stringify(soak.deploys)}`);
    say(
      `heap: fresh ${(fresh.heapUsed / 1e6).toFixed(1)} MB, ${(before.heapUsed / 1e6).toFixed(1)} MB at the first rest, ${(after.heapUsed / 1e6).toFixed(1)} MB at the last; ${slope(soak.heaps).toFixed(0)} kB a minute under load`,
    );
    say(`handles: ${text(fresh.handles)} when fresh; ${text(after.handles)} at the last rest`);
  } finally {
    await soak.stop();
  }
  for (const violation of violations.slice(0, 50)) say(`VIOLATION ${violation}`);
  if (violations.length > 0) for (const deploy of soak.deployLog) say(`deploy ${deploy}`);
  say(violations.length === 0 ? 'The books balance.' : `${violations.length} violations`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}

void main();
