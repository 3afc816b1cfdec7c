import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import { Deploys } from '../../../../nodes/lib/deploys';
import { type Entrance, OwnPort } from '../../../../nodes/lib/events/entrance';
import { Listeners } from '../../../../nodes/lib/events/own-port/listeners';
import { readAccess } from '../../../../nodes/lib/events/read-access';
import { say, type Words } from '../../../../nodes/lib/sentences/sentence';
import { SetupDesk, type SetupSurroundings } from '../../../../nodes/lib/setup/desk';
import type { ListedPhone, SetupList } from '../../../../nodes/lib/setup/listed';
import { listSetup } from '../../../../nodes/lib/setup/listing';
import type { PhonePlaces } from '../../../../nodes/lib/setup/pnp/question';
import { readSetup } from '../../../../nodes/lib/setup/read-setup';
import type { AdoptedPhone } from '../../../../nodes/lib/setup/types';
import { FakeTimers } from '../../../support/fake-timers';
import { freePort } from '../../../support/node-red';
import { own } from '../../../support/own';
import { builtIn } from '../../../support/vendors';
import { KEY, phone, TOKEN } from '../fixtures';

export const GROUP = '224.0.1.75';

export interface Saying {
  readonly mac?: string;
  readonly vendor?: string;
  readonly model?: string;
  readonly callId?: string;
  /** Lines in place of or beside the usual ones. */
  readonly more?: readonly string[];
}

/** What a phone sends when it starts, in the form of the captures. */
export function subscribe({
  mac = '001565123456',
  vendor = 'Yealink',
  model = 'SIP-T46G',
  callId = 'one',
  more = [],
}: Saying = {}): string {
  return [
    `SUBSCRIBE sip:MAC%3a${mac}@${GROUP} SIP/2.0`,
    'Via: SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bK1',
    `From: <sip:MAC%3a${mac}@${GROUP}>;tag=1`,
    `To: <sip:MAC%3a${mac}@${GROUP}>`,
    `Call-ID: ${callId}`,
    'CSeq: 1 SUBSCRIBE',
    'Contact: <sip:192.0.2.9:5060>',
    'Max-Forwards: 70',
    `Event: ua-profile;profile-type="device";vendor="${vendor}";model="${model}";version="28.86.0.15"`,
    'Expires: 0',
    'Accept: application/url',
    ...more,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}

/** A phone on this host that asks the network. */
export class AskingPhone {
  readonly #socket: Socket;
  /** What came back, in order. */
  readonly received: string[] = [];

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('message', (datagram) => {
      this.received.push(datagram.toString('latin1'));
      socket.emit('heard');
    });
  }

  static async at(address = '127.0.0.1'): Promise<AskingPhone> {
    const socket = own(createSocket('udp4'));
    socket.bind(0, address);
    await once(socket, 'listening');
    socket.setMulticastInterface('127.0.0.1');
    return new AskingPhone(socket);
  }

  get port(): number {
    return this.#socket.address().port;
  }

  async ask(port: number, text: string | Buffer = subscribe(), group = GROUP): Promise<void> {
    await new Promise<void>((resolve, reject) =>
      this.#socket.send(text, port, group, (error) => (error ? reject(error) : resolve())),
    );
  }

  /** Resolves when so many datagrams have come in all. */
  async heard(count: number): Promise<readonly string[]> {
    while (this.received.length < count) await once(this.#socket, 'heard');
    return this.received;
  }

  get notifies(): readonly string[] {
    return this.received.filter((text) => text.startsWith('NOTIFY '));
  }

  /** Answers the last NOTIFY, from this phone's own port unless it is told another. */
  async confirm(status = '200 OK', from: Socket = this.#socket): Promise<void> {
    const notify = this.notifies.at(-1) ?? '';
    const via = /^Via: (.*)$/m.exec(notify)?.[1] ?? '';
    const port = Number(/:(\d+);/.exec(via)?.[1]);
    await new Promise<void>((resolve) =>
      from.send(`SIP/2.0 ${status}\r\nVia: ${via}\r\nCSeq: 1 NOTIFY\r\n\r\n`, port, '127.0.0.1', () => resolve()),
    );
  }
}

/** A listener, its phones and a network that is this host's loopback alone; the clock stands until it is told to go on. */
export class PnpBench {
  readonly timers = new FakeTimers();
  readonly deploys = new Deploys();
  readonly said: string[] = [];
  readonly places: { -readonly [P in keyof PhonePlaces]: PhonePlaces[P] } = {
    addressOf: () => undefined,
    isOthers: () => false,
    nodeOf: () => undefined,
  };
  neighbour: string | undefined;
  readonly desk: SetupDesk;
  readonly #listeners = new Listeners({ vendors: builtIn });
  port = 0;

  constructor(around: SetupSurroundings = {}) {
    this.desk = new SetupDesk(this.deploys, builtIn, {
      ...{ port: 0, timers: this.timers, places: this.places },
      neighbours: { macAt: () => this.neighbour },
      // Phones of the network around are none of a test's.
      interfaces: () => ({ lo: networkInterfaces()['lo'] }),
      ...around,
    });
  }

  /** Deploys the listener, and waits until its ports are open. @returns ends it */
  async open(changes: object = {}, id = 'shared'): Promise<(isRestarting: boolean) => Promise<void>> {
    this.port ||= await freePort();
    const stored = {
      properties: {
        ...{ path: '/phone', port: `127.0.0.1:${this.port}`, setup: 'answer' },
        ...{ baseUrl: `http://127.0.0.1:${this.port}`, ...changes },
      },
      credentials: { token: TOKEN, setupKey: KEY },
    };
    const access = readAccess(stored, () => undefined);
    const reading = readSetup(stored, access, () => undefined, builtIn);
    const entrance = (): Entrance => new OwnPort(this.#listeners, access.port);
    const warn = (words: Words): void => void this.said.push(say(words));
    const leave = this.desk.open({ id, name: 'Building', access, reading, isTls: false }, entrance, warn);
    own(() => leave(false));
    const isShut = reading.mode === 'off' || reading.troubles.length > 0;
    await until(() => isShut || this.desk.listener(id)?.isServing() === true);
    await until(() => isShut || this.desk.network.state.state !== 'closed');
    return leave;
  }

  adopt(changes: Partial<AdoptedPhone> = {}, listener = 'shared'): (isRestarting: boolean) => void {
    return this.desk.adoptions.add(listener, phone(changes));
  }

  get list(): SetupList {
    return listSetup(this.desk, this.timers.now());
  }

  get only(): Partial<ListedPhone> {
    return this.list.phones[0] ?? {};
  }

  /** Asks, and waits until the question was read. */
  async ask(from: AskingPhone, saying: Saying | string = {}): Promise<void> {
    const text = typeof saying === 'string' ? saying : subscribe(saying);
    await from.ask(this.desk.network.port, text);
    await this.read(from);
  }

  /** Resolves when all that was sent before was read: another phone's question behind it was. */
  async read(from: AskingPhone): Promise<void> {
    this.#marks += 1;
    const mac = `0200000${this.#marks.toString(16).padStart(5, '0')}`;
    await from.ask(this.desk.network.port, subscribe({ mac, callId: mac }));
    await until(() => this.desk.asking.of(mac) !== undefined);
    // What was answered meanwhile lies in the socket by now.
    for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
  }

  #marks = 0;
}

/** Resolves in the first turn of the event loop in which it is so; the test's own time limit ends it. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(setImmediate);
}
