import { isIPv6 } from 'node:net';
import { addressToward, type Interfaces } from './networks';
import type { Place } from './types';

/** What a phone's request says of where it stands. */
export interface Standpoint {
  /** The phone's, normalised; '' where a proxy hides it. */
  readonly address: string;
  /** Of ours that it came to; undefined where a proxy stands between, or it did not come. */
  readonly localAddress: string | undefined;
}

/** How a listener is reached where nothing else is said. */
export interface Reached {
  /** As its users wrote it; '': by the address that the phone came to. */
  readonly baseUrl: string;
  readonly port: number;
  readonly isTls: boolean;
}

/** @returns undefined where nobody knows how the phone reaches this server: then `baseUrl` has to say it */
export function placeOf(
  { address, localAddress }: Standpoint,
  { baseUrl, port, isTls }: Reached,
  interfaces?: Interfaces,
): Place | undefined {
  const here = addressToward(address, interfaces);
  const own = localAddress ?? here;
  const base = baseUrl || baseAt(own ?? '', { port, isTls });
  return base ? { base, ...(here !== undefined && { here }) } : undefined;
}

/** Of `192.168.5.2:1881`; undefined where the port is open on all of this machine's addresses. */
export function boundTo(port: string): string | undefined {
  const colon = port.lastIndexOf(':');
  const host = colon < 0 ? '' : port.slice(0, colon).trim();
  return ['', '0.0.0.0', '[::]'].includes(host) ? undefined : host;
}

/** @param host '' where nobody knows it */
export function baseAt(host: string, { port, isTls }: Pick<Reached, 'port' | 'isTls'>): string | undefined {
  if (host === '') return undefined;
  return `${isTls ? 'https' : 'http'}://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}
