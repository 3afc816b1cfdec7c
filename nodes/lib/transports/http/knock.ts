import { connect, type Socket } from 'node:net';
import { Deadline, OVER } from '../../deadline';
import { Handshake } from '../tls/handshake';
import type { TransportOptions } from '../transport';
import type { Attempt } from './attempt';
import { readEndpoint } from './endpoint';
import { cutBeforeSending, unreachable } from './failure';

/**
 * Opens a connection to a phone's web server and closes it, without a byte: nothing that the phone could show, log or
 * refuse. Of HTTPS, too, only the connection is tried.
 *
 * @param port absent: 80 or 443
 * @throws PhoneError NO_ADDRESS, UNREACHABLE, CLOSED
 */
export async function knock(
  protocol: 'http' | 'https',
  host: string,
  port: number | undefined,
  options: TransportOptions,
): Promise<void> {
  const endpoint = readEndpoint(protocol, host, port);
  const deadline = new Deadline(options.timeout, options.signal, { looks: true });
  const attempt: Attempt = { endpoint, target: '', options, deadline };
  let socket: Socket | undefined;
  try {
    if (deadline.isOver) throw cutBeforeSending(attempt);
    socket = connect({ host: endpoint.host, port: endpoint.port });
    const handshake = new Handshake(socket, undefined);
    const outcome = await deadline.wait(opened(socket));
    if (outcome === OVER) throw cutBeforeSending(attempt);
    if (outcome) throw unreachable(attempt, outcome, handshake);
  } finally {
    deadline.dispose();
    socket?.destroy();
  }
}

/** Undefined where the connection stands; never rejects. */
function opened(socket: Socket): Promise<Error | undefined> {
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(undefined));
    // Stays for the socket's life: an error event without a listener would end the process.
    socket.on('error', resolve);
  });
}
