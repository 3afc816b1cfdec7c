import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { escapeRaw, readRequestLine } from '../request-line';
import { collectHead } from './collect-head';
import { MendedConnection } from './mended-connection';
import { mendHead, withoutCr } from './mended-head';
import { answerAsNode } from './answer-as-node';
import { whileUsed } from './while-used';

/** What the parser says of a raw blank, TAB or byte beyond ASCII in the target, and of bare LF line ends. */
const MENDABLE: ReadonlySet<string> = new Set([
  'HPE_INVALID_CONSTANT',
  'HPE_INVALID_URL',
  'HPE_INVALID_VERSION',
  'HPE_CR_EXPECTED',
]);

const REQUEST_START = 'http.server.request.start';

interface ParseError extends NodeJS.ErrnoException {
  readonly rawPacket?: Buffer;
  readonly bytesParsed?: number;
}

/**
 * @param target a request-target, the server's mount points included
 * @param isWhole false: its end is still to come
 */
export type IsOurs = (target: string, isWhole: boolean) => boolean;

/**
 * Lets requests for our paths through that Node.js refuses before any route sees them: they are put right and read by the
 * same server once more, so that whatever guards the server guards them too. Every other broken request gets the answer
 * that Node.js gives without us.
 *
 * @param isOurs asked for every broken request
 * @returns as `whileUsed`: with its last user nothing of it is left on the server
 */
export function mendRequests(server: Server, isOurs: IsOurs): () => () => void {
  const mending = new Mending(server, isOurs);
  return whileUsed(
    () => mending.begin(),
    () => mending.end(),
  );
}

class Mending {
  readonly #server: Server;
  readonly #isOurs: IsOurs;
  /** Sockets whose request is being mended or has been: the first parser's later complaints about them mean nothing. */
  readonly #taken = new WeakSet<Socket>();
  #isOver = true;

  constructor(server: Server, isOurs: IsOurs) {
    this.#server = server;
    this.#isOurs = (target, isWhole) => !this.#isOver && isOurs(target, isWhole);
  }

  begin(): void {
    this.#isOver = false;
    this.#server.on('clientError', this.#onClientError);
    subscribe(REQUEST_START, this.#onRequestStart);
  }

  end(): void {
    this.#isOver = true;
    this.#server.off('clientError', this.#onClientError);
    unsubscribe(REQUEST_START, this.#onRequestStart);
  }

  readonly #onClientError = (error: ParseError, stream: unknown): void => {
    const socket = stream as Socket;
    if (this.#taken.has(socket)) return;
    if (!this.#mend(error, socket)) this.#refuse(error, socket);
  };

  /** HTTP/1.1 without Host is refused only after this channel has spoken, so a blank Host for our paths is enough. */
  readonly #onRequestStart = (message: unknown): void => {
    const { request, server } = message as { request: IncomingMessage; server: unknown };
    if (server !== this.#server || request.headers.host !== undefined) return;
    if ((request.method === 'GET' || request.method === 'HEAD') && this.#isOurs(request.url ?? '', true)) {
      request.headers.host = '';
    }
  };

  #mend(error: ParseError, socket: Socket): boolean {
    const packet = error.rawPacket;
    if (!packet || !MENDABLE.has(error.code ?? '') || socket instanceof MendedConnection) return false;
    // Only where this packet is all that ever came: else it might be the tail of something that was meant otherwise.
    if (socket.bytesRead !== packet.length) return false;
    const start = packet.findIndex((byte) => byte !== 0x0d && byte !== 0x0a);
    const lineEnd = packet.indexOf(0x0a, start);
    if (lineEnd >= 0 && (error.bytesParsed ?? Number.POSITIVE_INFINITY) > lineEnd + 1) return false;
    const target = targetIn(packet.toString('latin1', start, lineEnd < 0 ? packet.length : lineEnd), lineEnd >= 0);
    if (target === undefined || !this.#isOurs(target, lineEnd >= 0)) return false;

    this.#taken.add(socket);
    collectHead(socket, packet.subarray(start), (head) => {
      const mended = head === undefined ? undefined : mendHead(head);
      if (mended && this.#isOurs(mended.target, true)) this.#inject(socket, mended.bytes);
      else this.#refuse(error, socket);
    });
    return true;
  }

  /** The documented way to hand a server a connection of one's own. A TLS server reads requests after `secureConnection`. */
  #inject(socket: Socket, head: Buffer): void {
    const event = socket instanceof TLSSocket ? 'secureConnection' : 'connection';
    this.#server.emit(event, new MendedConnection(socket, head));
  }

  /** Whoever else listens for `clientError` answers in his own way. */
  #refuse(error: ParseError, socket: Socket): void {
    if (this.#server.listeners('clientError').every((listener) => listener === this.#onClientError)) {
      answerAsNode(error, socket);
    }
  }
}

/** The target of a GET or HEAD; of a line whose end is still to come, as much of it as there is. */
function targetIn(line: string, isWhole: boolean): string | undefined {
  if (!/^(?:GET|HEAD) /.test(line)) return undefined;
  if (isWhole) return readRequestLine(withoutCr(line))?.target;
  return escapeRaw(line.slice(line.indexOf(' ')).trimStart());
}
