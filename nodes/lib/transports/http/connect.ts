import { connect as connectTcp, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { Handshake } from '../tls/handshake';
import { connectionOptions } from '../tls/options';
import type { Endpoint } from './endpoint';

/**
 * Begins a connection. `opened` tells how it went: undefined for "ready to send", else the error; it never rejects.
 * Throws where the TLS options are unusable (a broken certificate or key).
 */
export function connect(
  endpoint: Endpoint,
  tls: ConnectionOptions | undefined,
): { socket: Socket; opened: Promise<Error | undefined>; handshake: Handshake } {
  const { host, port } = endpoint;
  const secure = endpoint.protocol === 'https';
  const socket = secure
    ? connectTls({
        // A name for SNI and the certificate; addresses are checked against the certificate without one.
        ...connectionOptions(tls, endpoint.named ? host.replace(/\.$/, '') : ''),
        host,
        port,
        ALPNProtocols: ['http/1.1'],
      })
    : connectTcp({ host, port });
  socket.setNoDelay(true);
  const handshake = new Handshake(socket, tls);
  const opened = new Promise<Error | undefined>((resolve) => {
    socket.once(secure ? 'secureConnect' : 'connect', () => resolve(undefined));
    // Stays for the socket's life: an error event without a listener would end the process.
    socket.on('error', resolve);
    socket.once('close', () => resolve(new Error('closed')));
  });
  return { socket, opened, handshake };
}
