import { fileKey } from '../derived-keys';
import { fileName, servable } from './own-file';
import type { VendorCatalogue } from '../vendors';
import type { PhoneAddress } from './answers';
import type { AdoptedPhone, Lack } from './types';

export interface AddressParts {
  /** Up to the listener's path. */
  readonly base: string;
  /** As routes have it. */
  readonly path: string;
  /** The listener's `setupKey`, else its token. */
  readonly secret: string;
}

/** Stays the same as long as the listener's key, path and base do. */
export function addressOf(
  phone: AdoptedPhone,
  { base, path, secret }: AddressParts,
  vendors: VendorCatalogue,
): PhoneAddress | { readonly lacks: Lack } {
  const found = servable(phone, vendors);
  // Which of its forms it reads, the phone itself may say.
  if ('lacks' in found && found.lacks !== 'model') return found;
  const fetching = 'lacks' in found ? vendors.profile(phone.vendor)?.fetches : found.fetching;
  if (!fetching) return { lacks: 'fetching' };
  const folder = `${base}${path}/setup/${fileKey(secret, phone.mac)}/`;
  const url = `${folder}${fileName(fetching, phone.mac)}`;
  const address = fetching.address === 'folder' ? folder : url;
  if (fetching.scheme !== 'apart') return { address, url, names: fetching.address };
  const scheme = /^https:/i.test(base) ? 'https' : 'http';
  return { address: address.replace(/^https?:\/\//i, ''), url, names: fetching.address, scheme };
}
