import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { ASKING, type Wording } from './asking';
import { type Fetched, type Make, ProvisionedPhone } from './provisioned';
import { readSipText, type SipText, tagOf, uriOf } from './sip-text';

/** RFC 3265 and the phones' own: where they ask. */
export const PNP_GROUP = '224.0.1.75';
export const PNP_PORT = 5060;

export interface Pace {
  /** Milliseconds between two tries; absent: the make's. */
  readonly every?: number;
  /** Milliseconds that it waits for a NOTIFY after a 200, and after its last try; default 5000. */
  readonly patience?: number;
}

export interface PlugOptions {
  readonly make: Make;
  /** 12 lower-case hex digits. */
  readonly mac: string;
  readonly model: string;
  /** Its own address of loopback: a phone each. */
  readonly address: string;
  readonly group?: string;
  readonly port?: number;
  /** Absent: the make's. */
  readonly wording?: Wording;
  readonly pace?: Pace;
  /** So many NOTIFYs get lost on their way to it, or the answers to them on theirs. */
  readonly lost?: { readonly notifies?: number; readonly answers?: number };
}

/** How a phone's asking ended. */
export type Outcome =
  | { readonly kind: 'told'; readonly url: string; readonly fetched: readonly Fetched[] }
  /** No answer to any try. */
  | { readonly kind: 'silence' }
  /** An answer that ended its asking, and no NOTIFY: it stays as it was. */
  | { readonly kind: 'left'; readonly status: number };

/**
 * A phone that is plugged in: asks the network for settings as its make does, takes the first NOTIFY, fetches what that
 * names and merges it. What it is sent is held against the rules, since a plain reader of a phone would drop what breaks
 * them: `faults` says what was wrong.
 */
export class PluggedPhone {
  readonly phone: ProvisionedPhone;
  readonly options: PlugOptions;
  readonly faults: string[] = [];
  /** May be another for its next asking. */
  pace: Pace;
  /** Of what it has sent and got so far. */
  readonly counts = { asked: 0, statuses: 0, notifies: 0, confirmed: 0 };
  readonly #group: string;
  readonly #port: number;
  #socket: Socket | undefined;
  #number = '';
  #sequence = 0;
  /** Of the 200's To. */
  #tag: string | undefined;
  #status: number | undefined;
  #url: string | undefined;
  #wake: () => void = () => {};
  #lost: { notifies: number; answers: number };

  constructor(options: PlugOptions) {
    this.options = options;
    this.pace = options.pace ?? {};
    this.phone = new ProvisionedPhone(options.make, options.mac, options.model, options.address);
    this.#group = options.group ?? PNP_GROUP;
    this.#port = options.port ?? PNP_PORT;
    this.#lost = { notifies: options.lost?.notifies ?? 0, answers: options.lost?.answers ?? 0 };
  }

  get #habits(): (typeof ASKING)[Wording] {
    return ASKING[this.options.wording ?? this.options.make];
  }

  /** `address:port` that it asks from; '' before it has. */
  get own(): string {
    return this.#socket ? `${this.options.address}:${this.#socket.address().port}` : '';
  }

  /** Its cable goes in: asks, and fetches where it is told to. A phone that is restarted does so again. */
  async plugIn(signal?: AbortSignal): Promise<Outcome> {
    const told = await this.ask(signal);
    return told.kind === 'told' ? { ...told, fetched: await this.phone.boot(told.url) } : told;
  }

  /** Asks alone. */
  async ask(signal?: AbortSignal): Promise<Exclude<Outcome, { kind: 'told' }> | { kind: 'told'; url: string }> {
    await this.#open();
    const { tries, every, endedBy } = this.#habits;
    this.#number = String(1_000_000_000 + Math.floor(Math.random() * 9e9)).slice(0, 10);
    this.#tag = this.#status = this.#url = undefined;
    for (let left = tries; left > 0; left--) {
      this.#send();
      await this.#within(this.pace.every ?? every, () => this.#isOver(endedBy), signal);
      if (this.#isOver(endedBy) || signal?.aborted === true) break;
    }
    await this.#within(this.pace.patience ?? 5000, () => this.#url !== undefined, signal);
    if (this.#url !== undefined) return { kind: 'told', url: this.#url };
    return this.#status === undefined ? { kind: 'silence' } : { kind: 'left', status: this.#status };
  }

  /** Sends one more question as it stands: a copy that the network made, or a stranger did. */
  repeat(): void {
    this.#send();
  }

  async unplug(): Promise<void> {
    const socket = this.#socket;
    this.#socket = undefined;
    if (!socket) return;
    const closed = once(socket, 'close');
    socket.close();
    await closed;
  }

  /** @returns when the condition holds, or the time is over */
  async #within(milliseconds: number, isMet: () => boolean, signal?: AbortSignal): Promise<void> {
    if (isMet() || signal?.aborted === true) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      const end = (): void => {
        clearTimeout(timer);
        resolve();
      };
      signal?.addEventListener('abort', end, { once: true });
      this.#wake = () => {
        if (isMet()) end();
      };
    });
  }

  #isOver(endedBy: (status: number) => boolean): boolean {
    return this.#url !== undefined || (this.#status !== undefined && endedBy(this.#status));
  }

  async #open(): Promise<void> {
    if (this.#socket) return;
    const { address } = this.options;
    this.#socket =
      (await bound(address, this.#port + this.#habits.portBeside)) ?? (await bound(address, 0)) ?? undefined;
    if (!this.#socket) throw new Error(`no port at ${address}`);
    this.#socket.setMulticastInterface('127.0.0.1');
    this.#socket.on('message', (datagram, from) => this.#receive(datagram.toString('latin1'), from));
  }

  /** Its question as it stands: the same but for the count until it asks anew. */
  get #question(): string {
    const { mac, model, address } = this.options;
    const [number, sequence, group] = [this.#number, this.#sequence, this.#group];
    const lines = this.#habits.words({ mac, model, address, group, own: this.own, number, sequence });
    return `${lines.join('\r\n')}\r\n\r\n`;
  }

  #send(): void {
    this.#sequence++;
    this.counts.asked++;
    this.#socket?.send(this.#question, this.#port, this.#group);
  }

  #receive(text: string, from: RemoteInfo): void {
    const message = readSipText(text);
    if (!message) this.faults.push(`no message: ${text.slice(0, 60)}`);
    else if (message.first.startsWith('SIP/2.0 ')) this.#answered(message);
    else if (message.first.startsWith('NOTIFY ')) this.#notified(message, from);
    else this.faults.push(`a request: ${message.first}`);
    this.#wake();
  }

  #answered(message: SipText): void {
    this.counts.statuses++;
    const asked = readSipText(this.#question);
    const status = Number(/^SIP\/2\.0 (\d{3}) /.exec(message.first)?.[1]);
    if (message.header('Call-ID') !== asked?.header('Call-ID')) return;
    const isSame = (name: string): boolean => message.header(name) === asked.header(name);
    this.#check(isSame('From'), `From of ${status}: ${message.header('From')}`);
    this.#check(/^\d+ SUBSCRIBE$/.test(message.header('CSeq')), `CSeq of ${status}: ${message.header('CSeq')}`);
    const [via, own] = [message.header('Via'), asked.header('Via')];
    this.#check(via.startsWith(own.replace(/;rport$/, '')), `Via of ${status}: ${via}`);
    this.#check(uriOf(message.header('To')) === uriOf(asked.header('To')), `To of ${status}: ${message.header('To')}`);
    this.#status ??= status;
    if (status !== 200) return;
    this.#check(tagOf(message.header('To')) !== '', 'To of 200 has no tag');
    this.#check(message.header('Expires') === '0', `Expires of 200: ${message.header('Expires')}`);
    this.#tag ??= tagOf(message.header('To'));
  }

  #notified(message: SipText, from: RemoteInfo): void {
    this.counts.notifies++;
    if (this.#lost.notifies-- > 0) return;
    const asked = readSipText(this.#question);
    const isMine = message.header('Call-ID') === asked?.header('Call-ID');
    const url = message.body.trim();
    const isTaken = isMine && asked !== undefined && this.#isSound(message, asked) && (this.#url ??= url) === url;
    if (isTaken) this.counts.confirmed++;
    if (this.#lost.answers-- > 0) return;
    const repeated = ['Via', 'From', 'To', 'Call-ID', 'CSeq'].map((name) => `${name}: ${message.header(name)}`);
    const status = isTaken ? '200 OK' : '481 Subscription does not exist';
    const answer = [`SIP/2.0 ${status}`, ...repeated, 'Content-Length: 0', '', ''].join('\r\n');
    this.#socket?.send(answer, from.port, from.address);
  }

  /** The dialog that its question began, and a body that it can read. */
  #isSound(message: SipText, asked: SipText): boolean {
    const before = this.faults.length;
    const [ours, theirs] = [message.header('To'), message.header('From')];
    this.#check(
      uriOf(ours) === uriOf(asked.header('From')) && tagOf(ours) === tagOf(asked.header('From')),
      `To of NOTIFY: ${ours}`,
    );
    this.#check(uriOf(theirs) === uriOf(asked.header('To')), `From of NOTIFY: ${theirs}`);
    // Where the 200 got lost its tag is not known.
    this.#check(this.#tag === undefined || tagOf(theirs) === this.#tag, `tag of NOTIFY: ${theirs}`);
    this.#check(/^\d+ NOTIFY$/.test(message.header('CSeq')), `CSeq of NOTIFY: ${message.header('CSeq')}`);
    this.#check(/^SIP\/2\.0\/UDP \S+;branch=z9hG4bK/.test(message.header('Via')), `Via: ${message.header('Via')}`);
    this.#check(/^ua-profile(;|$)/.test(message.header('Event')), `Event: ${message.header('Event')}`);
    this.#check(message.header('Subscription-State').startsWith('terminated'), 'Subscription-State');
    this.#check(message.header('Content-Type') === 'application/url', `type: ${message.header('Content-Type')}`);
    this.#check(Number(message.header('Content-Length')) === message.body.length, 'Content-Length of NOTIFY');
    this.#check(URL.canParse(message.body.trim()), `body: ${message.body}`);
    return this.faults.length === before;
  }

  #check(isRight: boolean, otherwise: string): void {
    if (!isRight) this.faults.push(otherwise);
  }
}

/** @returns undefined where the port is taken */
async function bound(address: string, port: number): Promise<Socket | undefined> {
  const socket = createSocket('udp4');
  const isOpen = await new Promise<boolean>((resolve) => {
    socket.once('error', () => resolve(false));
    socket.bind(port, address, () => resolve(true));
  });
  if (isOpen) return socket;
  socket.close();
  return undefined;
}
