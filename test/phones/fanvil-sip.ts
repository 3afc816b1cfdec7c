import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Account } from './call';
import { Gatekeeper, type Protection } from './gatekeeper';
import { Journal } from './journal';
import type { Command } from './simulated-phone';

/** The phone behind the door. */
export interface SipDoorPhone {
  readonly host: string;
  readonly allow: string;
  readonly accounts: readonly Account[];
  obey(instruction: string): Pick<Command, 'executed' | 'ignored'>;
  record(command: Command): void;
}

export interface FanvilSipOptions {
  /** Address of the SIP server at which the phone is registered: its NOTIFYs need no list. */
  readonly registrar?: string;
  readonly port?: number;
  /** Challenges each NOTIFY with 401; Fanvil's document knows no such thing, other UAs do. */
  readonly protection?: Protection;
  /** The event that it obeys; Fanvil's by default. */
  readonly event?: string;
  /** Senders need no list, as at Yealink's phones. */
  readonly open?: boolean;
}

interface SipRequest {
  readonly method: string;
  readonly uri: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** The Active URI door over SIP: section 3.7 of Fanvil's document, on UDP. */
export class FanvilSip {
  /** Set: this status instead of carrying the instruction out. */
  status: number | undefined;
  /** Requests that came in, retransmissions included, allowed or not. */
  received = 0;
  answers = 0;
  readonly #arrivals = new Journal<string>();
  #socket: Socket | undefined;
  /** Answers by branch: a retransmission gets the same one and nothing is done twice. */
  readonly #answered = new Map<string, string>();
  readonly #gatekeeper: Gatekeeper | undefined;

  constructor(
    readonly phone: SipDoorPhone,
    readonly options: FanvilSipOptions = {},
  ) {
    this.#gatekeeper = options.protection && new Gatekeeper(options.protection);
  }

  get port(): number {
    return this.#socket?.address().port ?? 0;
  }

  /** Request-URI of the phone's contact. */
  get uri(): string {
    return `sip:${this.phone.accounts[0]?.user}@${this.phone.host}:${this.port}`;
  }

  async start(): Promise<this> {
    const socket = createSocket({ type: this.phone.host.includes(':') ? 'udp6' : 'udp4' });
    socket.on('message', (datagram, from) => this.#receive(datagram.toString('utf8'), from));
    socket.bind(this.options.port ?? 0, this.phone.host);
    await once(socket, 'listening');
    this.#socket = socket;
    return this;
  }

  async stop(): Promise<void> {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#arrivals.close('the simulated SIP door was closed');
    if (socket) await new Promise<void>((resolve) => socket.close(resolve));
  }

  /** Resolves once a request, not waited for before, was judged: answered or left without an answer. */
  async arrived(): Promise<void> {
    await this.#arrivals.next();
  }

  #receive(text: string, from: RemoteInfo): void {
    const request = parseSip(text);
    if (!request) return;
    this.received += 1;
    this.#judge(request, from);
    this.#arrivals.add(request.method);
  }

  #judge(request: SipRequest, from: RemoteInfo): void {
    // Others than the registrar only where listed, else silence (section 3.2).
    const listed = this.phone.allow.split(',').some((entry) => entry.trim() === from.address);
    if (from.address !== this.options.registrar && !listed && !this.options.open) return;
    const branch = /;branch=([^;,\s]+)/.exec(field(request, 'via', 'v') ?? '')?.[1] ?? '';
    const reply = this.#answered.get(branch) ?? this.#serve(request, from);
    if (this.#answered.size > 5000) this.#answered.clear();
    this.#answered.set(branch, reply);
    this.answers += 1;
    this.#socket?.send(reply, from.port, from.address, () => {});
  }

  #serve(request: SipRequest, from: RemoteInfo): string {
    if (request.method !== 'NOTIFY') return answer(request, from, 405, ['Allow: NOTIFY']);
    if (field(request, 'event', 'o')?.toUpperCase() !== (this.options.event ?? 'ACTIVE-URI'))
      return answer(request, from, 489);
    const admission = this.#gatekeeper?.admit('NOTIFY', request.uri, field(request, 'authorization'));
    if (admission && !admission.granted) {
      return answer(request, from, 401, [`WWW-Authenticate: ${admission.challenge}`]);
    }
    if (this.status !== undefined) return answer(request, from, this.status);
    const outcome = this.phone.obey(request.body.trim());
    this.phone.record({ ...outcome, address: from.address, target: request.body });
    return answer(request, from, 200);
  }
}

/** Undefined for what is no request, or shorter than its Content-Length says. */
function parseSip(text: string): SipRequest | undefined {
  const end = text.indexOf('\r\n\r\n');
  const [requestLine = '', ...lines] = text.slice(0, end).split('\r\n');
  const match = /^([A-Z]+) (\S+) SIP\/2\.0$/.exec(requestLine);
  if (end < 0 || !match) return undefined;
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  const request = { method: match[1] ?? '', uri: match[2] ?? '', headers, body: '' };
  const body = Buffer.from(text.slice(end + 4), 'utf8');
  const length = Number(field(request, 'content-length', 'l') ?? body.length);
  return body.length < length ? undefined : { ...request, body: body.subarray(0, length).toString('utf8') };
}

function field(request: SipRequest, name: string, short?: string): string | undefined {
  return request.headers.find(([each]) => each === name || each === short)?.[1];
}

/** RFC 3261 section 8.2.6: Via, From, To, Call-ID and CSeq come back, To with a tag; rport as RFC 3581 says. */
function answer(request: SipRequest, from: RemoteInfo, status: number, extra: readonly string[] = []): string {
  const vias = request.headers.filter(([name]) => name === 'via' || name === 'v').map(([, value]) => `Via: ${value}`);
  vias[0] = `${vias[0]?.replace(/;rport(?=[;,]|$)/, `;rport=${from.port}`)};received=${from.address}`;
  const to = field(request, 'to', 't') ?? '';
  const lines = [
    `SIP/2.0 ${status} ${status < 300 ? 'OK' : 'Refused'}`,
    ...vias,
    `From: ${field(request, 'from', 'f')}`,
    `To: ${/;\s*tag=/.test(to) ? to : `${to};tag=490600926`}`,
    `Call-ID: ${field(request, 'call-id', 'i')}`,
    `CSeq: ${field(request, 'cseq')}`,
    ...extra,
    'Content-Length: 0',
    '',
    '',
  ];
  return lines.join('\r\n');
}
