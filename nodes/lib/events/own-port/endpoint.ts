import { isIP } from 'node:net';
import { SettingError } from '../../errors';
import { ipOf } from '../../identity/address';
import { sentence, type Words } from '../../sentences/sentence';

/** Where a listener listens. */
export interface Endpoint {
  /** Absent: on all of the machine's addresses. */
  readonly address?: string;
  readonly port: number;
}

/**
 * Reads `1881`, `192.168.5.2:1881` or `[::1]:1881`.
 *
 * @throws SettingError saying what is wrong and what would be right
 */
export function parseEndpoint(text: string): Endpoint {
  const trimmed = text.trim();
  const colon = trimmed.lastIndexOf(':');
  const port = readPort(trimmed.slice(colon + 1));
  if (port === undefined) throw badEndpoint(trimmed);
  if (colon < 0) return { port };
  const host = trimmed.slice(0, colon);
  const isBracketed = host.startsWith('[') && host.endsWith(']');
  const bare = isBracketed ? host.slice(1, -1) : host;
  if (isIP(bare) !== (isBracketed ? 6 : 4)) throw badEndpoint(trimmed);
  // A link-local address means nothing without its zone, so that stays as written.
  return { address: bare.includes('%') ? bare : (ipOf(bare) ?? bare), port };
}

/** `192.168.5.2:1881`, `[::1]:1881` or `port 1881`, for messages. */
export function formatEndpoint({ address, port }: Endpoint): Words {
  if (address === undefined) return sentence('listener.port', { port });
  return isIP(address) === 6 ? `[${address}]:${port}` : `${address}:${port}`;
}

function readPort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65535 ? port : undefined;
}

function badEndpoint(text: string): SettingError {
  return new SettingError(sentence('event.endpoint', { entry: text.slice(0, 60) }));
}
