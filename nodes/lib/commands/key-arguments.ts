import { PhoneError } from '../errors';
import { type Sentence, sentence } from '../sentences/sentence';
import { findKey, findKeyWithArgument, type KeyArgument, type KeyWithArgument, type VendorProfile } from '../vendors';
import type { Rendered } from './plan';
import { CALL } from './values';

/** A key to press; what follows it is written behind its mark, each value for itself. */
export interface PressedKey extends Rendered {
  readonly argument?: { readonly key: string; readonly mark: string; readonly values: readonly string[] };
}

const FORMS = {
  call: { form: CALL, says: 'key.argument-call' },
  milliseconds: { form: /^[0-9]{1,5}$/, says: 'key.argument-milliseconds' },
  number: { form: /^\+?[0-9*#]{1,64}$/, says: 'key.argument-number' },
} as const satisfies Readonly<Record<KeyArgument['of'], unknown>>;

/**
 * The key of a sequence with what follows it.
 *
 * @param position in the sequence, from 1
 * @returns undefined for a token that is no such key
 * @throws PhoneError INVALID_VALUE where what follows is not what the key takes
 */
export function readArgument(profile: VendorProfile, token: string, position: number): KeyWithArgument | undefined {
  const found = findKeyWithArgument(profile, token);
  if (!found) return undefined;
  const { key, argument, values } = found;
  const { mark, of, most = 1 } = argument;
  const { form, says } = FORMS[of];
  if (values.every((value) => form.test(value))) return found;
  throw new PhoneError('INVALID_VALUE', sentence(says, { position, key: `${key.wire}${mark}`, most }));
}

export function withArgument({ key, argument: { mark }, values }: KeyWithArgument): PressedKey {
  const text = `${key.wire}${mark}${values.join(mark)}`;
  return { wire: text, shown: text, argument: { key: key.wire, mark, values } };
}

/** Why a token with a sign in it that could have been meant as a separator, or before a value, is no key. */
export function hintOfSigns(token: string, profile: VendorProfile): Sentence | undefined {
  const [head = '', ...rest] = token.split(/[,:.]/);
  const isKey = (text: string): boolean => /^\+?[0-9*#]+$/.test(text) || findKey(profile, text) !== undefined;
  const first = findKey(profile, head);
  if (rest.length === 0 || !isKey(head)) return undefined;
  const mark = first?.row.argument?.mark;
  if (first && mark !== undefined) return sentence('key.nearest', { key: `${first.wire}${mark}${rest.join(mark)}` });
  if (first && rest.every((text) => /^[0-9]+$/.test(text))) return sentence('key.no-argument', { key: first.wire });
  return rest.every(isKey) ? sentence('key.separated') : undefined;
}
