import { setTimeout as pause } from 'node:timers/promises';
import { addressOf, macOf } from '../phones';
import type { ProbedNodeRed, ProbeState } from '../red';
import { Caller } from './caller';
import { type FlowPhone, soakFlow } from './flow';
import { FIRST_NUMBER, HttpPhone } from './http-phone';
import { Ledger } from './ledger';
import type { Random } from './random';
import { Reporter } from './reporter';
import { SipPhone } from './sip-phone';

const PHONES = 200;
const SIP_PHONES = 20;
/** Every third phone asks for a login. */
const LOGINS = 3;
const COMMAND_PORT = 8085;
const SIP_PORT = 5066;
/** Milliseconds for sockets and transactions to end once nothing is sent: SIP's timers run up to 32 s. */
const REST = 45_000;

const DEPLOY_TYPES = ['full', 'flows', 'nodes', 'nodes', 'nodes'] as const;

/** 200 phones and a Node-RED that is deployed again and again. */
export class Soak {
  readonly ledger = new Ledger();
  readonly phones: (HttpPhone | SipPhone)[] = [];
  readonly flowPhones: FlowPhone[] = [];
  readonly reporters: Reporter[] = [];
  readonly callers: Caller[] = [];
  readonly deploys: Record<string, number> = {};
  readonly deployLog: string[] = [];
  readonly heaps: { minutes: number; bytes: number }[] = [];
  #flow: Record<string, unknown>[] = [];
  #version = 0;

  constructor(
    readonly red: ProbedNodeRed,
    readonly ownPort: number,
    readonly random: Random,
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
      const reporter = new Reporter(address, macOf(index), this.ledger, this.random);
      this.reporters.push(reporter);
      this.callers.push(new Caller(reporter, this.ledger, this.random));
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
    const port = (): number => (this.random.next() < 0.5 ? this.ownPort : this.red.port);
    await Promise.all([
      ...this.reporters.map((reporter) => repeat(600, 2400, () => reporter.send(port()))),
      ...this.callers.map((caller) => repeat(200, 8_000, () => caller.call(port))),
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
      ['soak-state'],
      ['soak-shared', 'soak-own', 'soak-command', 'soak-state'],
      Array.from({ length: 20 }, () => `soak-phone-${Math.floor(this.random.between(0, PHONES))}`),
    ]);
    this.#version += 1;
    this.#flow = this.#flow.map((node) =>
      ids.includes(String(node.id)) ? { ...node, name: `${String(node.id)} ${this.#version}` } : node,
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

  /** Asks the `phone state` node for all phones. @returns one line for each that is not idle */
  async notIdle(): Promise<string[]> {
    await this.red.ask('issue', { node: 'soak-asker', messages: [{}] });
    const states = await this.red.ask<{ name: string; state: string }[]>('states', {});
    const lines = states.filter(({ state }) => state !== 'idle').map(({ name, state }) => `${name} is ${state}`);
    return states.length === PHONES ? lines : [...lines, `states of ${states.length} phones, not of ${PHONES}`];
  }

  async stop(): Promise<void> {
    for (const reporter of this.reporters) reporter.stop();
    await Promise.all(this.phones.map((phone) => phone.stop()));
    await this.red.stop();
  }
}

/** `TCPServerWrap 2, Timeout 1` */
export function text(handles: Readonly<Record<string, number>>): string {
  return Object.entries(handles)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([type, count]) => `${type} ${count}`)
    .join(', ');
}
