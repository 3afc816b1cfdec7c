import { sentence, type Words } from '../sentences/sentence';
import type { VendorProfile } from '../vendors';

/** Fewer letters in common are chance. */
const LEAST = 3;

/** The vendor's key whose name has most of its beginning in common with the token, in any case. */
export function nearestKey(token: string, profile: VendorProfile): Words | undefined {
  const wanted = plain(token);
  let nearest: Words | undefined;
  let best = LEAST - 1;
  let size = 0;
  for (const row of profile.keys) {
    for (const name of [row.key, ...(row.aliases ?? [])]) {
      const length = sharedBeginning(wanted, plain(name));
      if (length < best || (length === best && (nearest === undefined || name.length >= size))) continue;
      best = length;
      size = name.length;
      nearest = row.numbered ? rangeOf(name, row.numbered) : name;
    }
  }
  return nearest;
}

function rangeOf(name: string, { from, to }: { readonly from: number; readonly to: number }): Words {
  return sentence('key.range', { first: `${name}${from}`, last: `${name}${to}` });
}

function plain(name: string): string {
  return name.toUpperCase().replace(/[_-]/g, '');
}

function sharedBeginning(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
