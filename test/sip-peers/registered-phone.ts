import { createSocket } from 'node:dgram';
import { EventEmitter, once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { UasRequest } from '../lib/transports/sip/support/uas';

export type PhoneTransport = 'udp' | 'tcp' | 'tls';

/** A phone that registers and answers what its registrar sends it, over the transport that it registered by. */
export class RegisteredPhone {
  readonly requests: UasRequest[] = [];
  /** What it answers; 0 is silence. */
  status = 200;
  readonly #events = new EventEmitter();
  readonly #send: (text: string) => void;
  readonly #close: () => Promise<void>;

  private constructor(send: (text: string) => void, close: () => Promise<void>) {
    this.#send = send;
    this.#close = close;
  }

  /** Resolves when the registrar has accepted it. */
  static async register(user: string, transport: PhoneTransport, registrarPort: number): Promise<RegisteredPhone> {
    const opened = transport === 'udp' ? await overUdp(registrarPort) : await overStream(transport, registrarPort);
    const phone = new RegisteredPhone(opened.send, opened.close);
    opened.onMessage((text) => phone.#take(text));
    const own = `127.0.0.1:${opened.port}`;
    const registered = once(phone.#events, 'registered');
    phone.#send(
      [
        `REGISTER sip:127.0.0.1:${registrarPort} SIP/2.0`,
        `Via: SIP/2.0/${transport.toUpperCase()} ${own};branch=z9hG4bKregister${user};rport`,
        'Max-Forwards: 70',
        `From: <sip:${user}@127.0.0.1>;tag=phone`,
        `To: <sip:${user}@127.0.0.1>`,
        `Call-ID: register-${user}`,
        'CSeq: 1 REGISTER',
        `Contact: <sip:${user}@${own};transport=${transport}>;expires=300`,
        'Content-Length: 0',
        '',
        '',
      ].join('\r\n'),
    );
    await registered;
    return phone;
  }

  close(): Promise<void> {
    return this.#close();
  }

  #take(text: string): void {
    if (text.startsWith('SIP/2.0 200')) this.#events.emit('registered');
    else if (text.startsWith('SIP/2.0')) throw new Error(`the registrar refused: ${text.slice(0, 60)}`);
    else {
      const request = new UasRequest(Buffer.from(text), { address: '127.0.0.1', port: 0 }, (bytes) =>
        this.#send(bytes.toString()),
      );
      this.requests.push(request);
      if (this.status) request.reply(this.status);
    }
  }
}

interface Opened {
  readonly port: number;
  readonly send: (text: string) => void;
  readonly onMessage: (take: (text: string) => void) => void;
  readonly close: () => Promise<void>;
}

async function overUdp(registrarPort: number): Promise<Opened> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    port: socket.address().port,
    send: (text) => socket.send(text, registrarPort, '127.0.0.1'),
    onMessage: (take) => socket.on('message', (bytes) => take(bytes.toString())),
    close: async () => {
      socket.close();
      await once(socket, 'close');
    },
  };
}

async function overStream(transport: 'tcp' | 'tls', registrarPort: number): Promise<Opened> {
  const address = { host: '127.0.0.1', port: registrarPort };
  const socket: Socket =
    transport === 'tcp' ? connectTcp(address) : connectTls({ ...address, rejectUnauthorized: false });
  socket.on('error', () => undefined);
  await once(socket, transport === 'tcp' ? 'connect' : 'secureConnect');
  return {
    port: socket.localPort ?? 0,
    send: (text) => socket.write(text),
    // kamailio sends these small messages whole, one at a time.
    onMessage: (take) => socket.on('data', (bytes) => take(bytes.toString())),
    close: async () => {
      if (socket.destroyed) return;
      socket.destroy();
      await once(socket, 'close');
    },
  };
}
