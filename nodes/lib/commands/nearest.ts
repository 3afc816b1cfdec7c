import type { VendorProfile } from '../vendors';

/** Fewer letters in common are chance. */
const LEAST = 3;

/** The vendor's key whose name has most of its beginning in common with the token, in any case. */
export function nearestKey(token: string, profile: VendorProfile): string | undefined {
  const wanted = plain(token);
  let nearest: string | undefined;
  let best = LEAST - 1;
  let size = 0;
  for (const row of profile.keys) {
    for (const name of [row.key, ...(row.aliases ?? [])]) {
      const length = sharedBeginning(wanted, plain(name));
      if (length < best || (length === best && (nearest === undefined || name.length >= size))) continue;
      best = length;
      size = name.length;
      nearest = row.numbered ? `${name}${row.numbered.from} to ${name}${row.numbered.to}` : name;
    }
  }
  return nearest;
}

function plain(name: string): string {
  return name.toUpperCase().replace(/[_-]/g, '');
}

function sharedBeginning(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
