import { isUtf8 } from 'node:buffer';
import type { VendorCatalogue } from '../../vendors';
import type { RawVariable, Report } from '../types';
import { readJsonBody } from './body-json';
import { readXmlBody } from './body-xml';
import { senderOf } from './sender';
import { isFilled } from './unsubstituted';

/** What a body says, by the vendor whose form it has. */
export interface BodyWords {
  readonly vendor: string;
  /** The event's name; one of the vendor's own, mostly. */
  readonly name: string;
  /** In their order; a name may come twice. */
  readonly variables: readonly (readonly [name: string, value: string])[];
}

/** As many variables as are read of a request-target, and names as long. */
const MOST_VARIABLES = 200;
const LONGEST_NAME = 100;

/** Whether any vendor's phones post their events. */
export function readsBodies({ profiles }: VendorCatalogue): boolean {
  return profiles.some(({ eventBody }) => eventBody !== undefined);
}

/**
 * The report in a posted body, of which the vendors' profiles say how it is read (`eventBody`): XML or JSON, in UTF-8,
 * else Western. Each value stands apart, so none can reach into another; the time it takes is proportional to its length.
 *
 * @param body one character per byte
 * @param tokens those of the request's target: a body has none
 * @returns undefined for what no vendor's phones post
 */
export function readBody(body: string, tokens: readonly string[], vendors: VendorCatalogue): Report | undefined {
  const bytes = Buffer.from(body, 'latin1');
  const text = (isUtf8(bytes) ? bytes.toString('utf8') : body).replace(/^\ufeff/, '').trimStart();
  const words = text.startsWith('<') ? readXmlBody(text, vendors) : readJsonBody(text, vendors);
  if (!words) return undefined;
  const { vendor, name } = words;
  const names = vendors.namesOf(vendor);
  const kept = new Map<string, RawVariable>();
  for (const [each, value] of words.variables) {
    if (each === '' || each.length > LONGEST_NAME || isFilled(kept.get(each)?.value ?? '')) continue;
    if (kept.size >= MOST_VARIABLES && !kept.has(each)) break;
    const meaning = names.meaningOf(each);
    if (!meaning?.isSecret) kept.set(each, { name: each, value, meaning });
  }
  const variables = [...kept.values()];
  const whose = variables.filter(({ meaning }) => meaning?.field === 'phone.mac' || meaning?.field === 'phone.ip');
  return {
    vendors,
    vendor,
    name,
    tokens,
    variables: Object.fromEntries(variables.map(({ name: each, value }) => [each, value])),
    sender: senderOf(whose, () => false),
  };
}
