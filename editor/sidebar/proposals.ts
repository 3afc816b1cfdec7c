import { normaliseMac } from '../../nodes/lib/identity/mac';
import type { Stranger } from './answers';
import type { PhoneValues } from './plan';

/** What to call phones that reported and have no node yet, and what becomes of them. */

/** By what one is told from others: its MAC, else its address. */
export const keyOf = ({ mac, address }: Stranger): string => mac ?? address;

/** Words that a proposal needs. */
export interface NameWords {
  /** `Ext 6105`. */
  readonly extension: (number: string) => string;
  /** What a make is called; '' where nobody knows. */
  readonly vendorLabel: (id: string | undefined) => string;
  readonly unknown: string;
}

/**
 * A name for each: its extension, else its make, model and the end of its MAC. None is one that is there already.
 *
 * @param taken names of other phones
 */
export function proposeNames(
  strangers: readonly Stranger[],
  taken: Iterable<string>,
  words: NameWords,
): ReadonlyMap<string, string> {
  const names = new Set(taken);
  const found = new Map<string, string>();
  for (const stranger of strangers) {
    const plain = plainName(stranger, words);
    const end = (normaliseMac(stranger.mac ?? '') ?? '').slice(-4);
    let name = plain;
    if (names.has(name) && end !== '' && !plain.endsWith(end)) name = `${plain} ${end}`;
    for (let count = 2; names.has(name); count += 1) name = `${plain} ${count}`;
    names.add(name);
    found.set(keyOf(stranger), name);
  }
  return found;
}

function plainName({ account = '', model = '', vendor, mac, address }: Stranger, words: NameWords): string {
  const user = account.trim();
  if (user !== '') return /^[0-9]+$/.test(user) ? words.extension(user) : user;
  const make = words.vendorLabel(vendor);
  // Some phones put the vendor's name into the model.
  const isNamed = make !== '' && model.toLowerCase().startsWith(make.toLowerCase());
  const end = (normaliseMac(mac ?? '') ?? '').slice(-4) || address;
  return [isNamed ? '' : make, model || (make === '' ? words.unknown : ''), end].filter(Boolean).join(' ');
}

/** One login for all, and how they are reached. */
export interface ForAll {
  readonly username: string;
  readonly password: string;
  /** Of those that did not tell theirs; '' leaves it open. */
  readonly vendor: string;
  /** Their address is learned from their events, where they have a MAC. */
  readonly byMac: boolean;
}

/** @param name as proposed or typed */
export function valuesOf(stranger: Stranger, name: string, { username, password, vendor, byMac }: ForAll): PhoneValues {
  const { mac = '', address } = stranger;
  return {
    name: name.trim(),
    vendor: stranger.vendor ?? vendor,
    model: stranger.model ?? '',
    mac,
    host: byMac && mac !== '' ? '' : address,
    username,
    password,
  };
}
