import type { Duplex } from 'node:stream';

/** Node.js keeps the response under way here; no public property tells whether its head has left. */
interface HttpSocket extends Duplex {
  readonly _httpMessage?: { readonly _headerSent?: boolean } | null;
}

const ANSWERS: ReadonlyMap<string, string> = new Map([
  ['HPE_HEADER_OVERFLOW', '431 Request Header Fields Too Large'],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', '413 Payload Too Large'],
  ['ERR_HTTP_REQUEST_TIMEOUT', '408 Request Timeout'],
]);

/**
 * Ends a connection just as Node.js does where no `clientError` listener exists (`socketOnError` in lib/_http_server.js;
 * for a failed TLS handshake: lib/https.js).
 */
export function answerAsNode(error: NodeJS.ErrnoException, socket: HttpSocket): void {
  const code = error.code ?? '';
  const isRequest = code.startsWith('HPE_') || code === 'ERR_HTTP_REQUEST_TIMEOUT';
  if (isRequest && socket.writable && !socket._httpMessage?._headerSent) {
    socket.write(`HTTP/1.1 ${ANSWERS.get(code) ?? '400 Bad Request'}\r\nConnection: close\r\n\r\n`, 'latin1');
  }
  socket.destroy(error);
}
