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
  const base = baseUrl || (own && `${isTls ? 'https' : 'http'}://${isIPv6(own) ? `[${own}]` : own}:${port}`);
  return base ? { base, ...(here !== undefined && { here }) } : undefined;
}
