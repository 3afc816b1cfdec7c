import { connect as connectTcp, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { connectionOptions } from '../tls/options';
import type { Endpoint } from './endpoint';

/**
 * Begins a connection, which this side alone ends. Throws where the TLS options are unusable (a broken certificate or
 * key).
 */
export function connect(endpoint: Endpoint, tls: ConnectionOptions | undefined): Socket {
  const { host, port } = endpoint;
  const common = { host, port, allowHalfOpen: true };
  if (endpoint.protocol === 'http') return connectTcp({ ...common, noDelay: true });
  const socket = connectTls({
    // A name for SNI and the certificate; addresses are checked against the certificate without one.
    ...connectionOptions(tls, endpoint.named ? host.replace(/\.$/, '') : ''),
    ...common,
    ALPNProtocols: ['http/1.1'],
  });
  // Among TLS's options it does nothing.
  return socket.setNoDelay(true);
}
