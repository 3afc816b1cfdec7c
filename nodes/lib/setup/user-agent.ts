import { normaliseMac } from '../identity/mac';
import type { VendorProfile } from '../vendors';

/** `00:15:65:4a:a9:37`, `14-00-E9-1F-03-EA`, `00041396D9B4`; versions have dots, and are shorter or longer. */
const MACS =
  /(?<![\da-z])(?<!(?:^|[^a-z])[\da-f]{2}[:-])(?:[\da-f]{2}(?:[:-][\da-f]{2}){5}|[\da-f]{12})(?![\da-z:-])/gi;
const LONGEST = 400;

/**
 * The other device that a request says it is of.
 *
 * @param mac 12 lower-case hex digits
 * @returns 12 lower-case hex digits; undefined where it names this MAC or none
 */
export function otherMac(userAgent: string | undefined, mac: string): string | undefined {
  const named = (userAgent ?? '').slice(0, LONGEST).match(MACS) ?? [];
  const macs = named.flatMap((each) => normaliseMac(each) ?? []);
  return macs.includes(mac) ? undefined : macs[0];
}

/**
 * The model that a phone says it is, where its vendor's phones begin with their own name:
 * `Fanvil X5U-V2 2.12.16.17 0c383e557eb1`, `Grandstream Model HW GRP2614 SW 1.0.5.15 …`.
 */
export function modelSaid(userAgent: string | undefined, { label }: Pick<VendorProfile, 'label'>): string {
  const text = (userAgent ?? '').slice(0, LONGEST);
  if (!text.toLowerCase().startsWith(`${label.toLowerCase()} `)) return '';
  const [, model = ''] = /^(?:Model HW )?([\w-]{1,40}(?: Pro\b)?)/i.exec(text.slice(label.length + 1)) ?? [];
  return model;
}
