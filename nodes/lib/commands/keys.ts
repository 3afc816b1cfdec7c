import { PhoneError } from '../errors';
import { type Sentence, sentence, type Value } from '../sentences/sentence';
import {
  type FoundKey,
  findKey,
  findKeyWithArgument,
  type KeyWithArgument,
  type Keypad,
  lacksKey,
  type Series,
  type VendorCatalogue,
  type VendorProfile,
} from '../vendors';
import { hintOfSigns, type PressedKey, readArgument, withArgument } from './key-arguments';
import { nearestKey } from './nearest';
import { MAX_KEYS } from './payload';
import type { Rendered } from './plan';
import { thisModel } from './this-model';
import { type Fillings, MASK, placeholdersOf, renderTemplate } from './template';
import { writeForQuery } from './wire';

/** What keys are judged by. */
export interface KeyContext {
  /** Whose disruptive keys are refused to phones without a list of keys. */
  readonly vendors: VendorCatalogue;
  readonly profile: VendorProfile;
  /** The model as the user named it; for words alone. */
  readonly model?: string;
  readonly series: Series | undefined;
  readonly separator: string;
  /** `each`: digits are keys of their own. */
  readonly digits: 'each' | 'together';
  readonly disruptive: boolean;
}

const KEY = /^[A-Za-z0-9_*#+.,:-]{1,64}$/;
const LETTERS_AND_DIGITS = /^[A-Za-z0-9]*$/;
const DIGITS = /^\+?[0-9*#]+$/;
const DIGITS_TEMPLATE = /^\[?\{(number|digits|code)\}\]?$/;

/**
 * Checks the keys a message names. Digits go as they stand (`#31#6040` is one key), others as the vendor spells them.
 *
 * @returns keys for the wire, not yet encoded
 * @throws PhoneError in this order: INVALID_VALUE, UNKNOWN_KEY, DISRUPTIVE_REFUSED, UNSUPPORTED_BY_MODEL
 */
export function pressedKeys(tokens: readonly string[], context: KeyContext): PressedKey[] {
  const held = new Map<string, KeyWithArgument>();
  for (const [index, token] of tokens.entries()) {
    const found = readArgument(context.profile, token, index + 1);
    if (found) held.set(token, found);
    else refuseMalformed(token, index + 1);
    if (breaksOut(token, context.separator)) throw separatorInside(index + 1);
  }
  const pieces = tokens.flatMap((token) =>
    context.digits === 'each' && DIGITS.test(token) ? signsOf(token, context) : [token],
  );
  if (pieces.length > MAX_KEYS) throw invalidValue(sentence('key.too-many', { keys: MAX_KEYS }));
  const keys = pieces.map((token) => ({ token, found: held.get(token)?.key ?? lookUp(token, context) }));
  if (!context.disruptive) for (const { token, found } of keys) refuseDisruptive(token, found, context);
  return keys.map(({ token, found }) => {
    if (found && lacksKey(context.profile, context.series, found)) throw lacking(token, context);
    const more = held.get(token);
    return more ? withArgument(more) : plain(found?.wire ?? token);
  });
}

/**
 * Renders a recipe's keys. Digits are cut at `#` where the vendor has a key name for it.
 *
 * @returns keys for the wire, not yet encoded; secrets masked in `shown`
 * @throws PhoneError UNSUPPORTED_BY_MODEL for a key this model lacks; INVALID_VALUE for a line or sign nobody has
 */
export function recipeKeys(templates: readonly string[], fillings: Fillings, context: KeyContext): PressedKey[] {
  const keys = templates.flatMap((template) => {
    const [, name] = DIGITS_TEMPLATE.exec(template) ?? [];
    return name ? digitKeys(name, fillings, context) : literalKey(template, fillings, context);
  });
  if (keys.length === 0 || keys.length > MAX_KEYS) throw invalidValue(sentence('key.no-count'));
  for (const [index, key] of keys.entries()) {
    if (breaksOut(key.wire, context.separator)) throw separatorInside(index + 1);
  }
  return keys;
}

function digitKeys(name: string, fillings: Fillings, context: KeyContext): Rendered[] {
  const filling = fillings[name];
  if (!filling) return [];
  const isEach = context.digits === 'each';
  const keys = isEach ? filling.value.split('') : cutAtSigns(filling.value, context.profile.keypad ?? {});
  return keys.map((key) => {
    const wire = isEach ? keypadKey(key, name, context) : key;
    return filling.secret ? { wire, shown: MASK } : plain(wire);
  });
}

function literalKey(template: string, fillings: Fillings, context: KeyContext): PressedKey[] {
  const key = renderTemplate(template, fillings, (value) => value);
  if (key.wire === '') return [];
  const { profile, series } = context;
  const { required, optional } = placeholdersOf(template);
  const [name] = [...required, ...optional];
  const more = findKeyWithArgument(profile, key.wire);
  const found = findKey(profile, key.wire) ?? more?.key;
  // A key without parameters that no table lists is the profile's own affair: documents press such keys.
  const missing = found ? lacksKey(profile, series, found) : name !== undefined && !profile.freeKeys;
  if (!missing) return [more ? withArgument(more) : key];
  if (series || !name) throw lacking(key.shown, context);
  throw invalidValue(sentence('key.out-of-range', { name, vendor: profile.label, key: key.shown }));
}

/** `1234#` → 1234, POUND: signs that documents name as keys of their own. */
function cutAtSigns(digits: string, keypad: Keypad): string[] {
  const pieces: string[] = [];
  let isOpen = false;
  for (const sign of digits) {
    const name = nameOnKeypad(sign, keypad);
    if (name === undefined && isOpen) pieces.push(`${pieces.pop() ?? ''}${sign}`);
    else pieces.push(name ?? sign);
    isOpen = name === undefined;
  }
  return pieces;
}

function nameOnKeypad(sign: string, keypad: Keypad): string | undefined {
  if (/^[0-9]$/.test(sign)) return keypad.digit === undefined ? undefined : `${keypad.digit}${sign}`;
  return sign === '*' || sign === '#' || sign === '+' ? keypad[sign] : undefined;
}

function keypadKey(sign: string, name: string, context: KeyContext): string {
  const key = keypadName(sign, context.profile);
  if (key !== undefined) return key;
  throw invalidValue(sentence('key.no-sign', { name, vendor: context.profile.label }));
}

/** A sign of the keypad as the vendor spells its key; nobody's keypad has a `+`, but a list may. */
function keypadName(sign: string, profile: VendorProfile): string | undefined {
  const named = nameOnKeypad(sign, profile.keypad ?? {});
  if (named !== undefined) return named;
  const found = findKey(profile, sign);
  if (found) return found.wire;
  return sign !== '+' || profile.freeKeys ? sign : undefined;
}

function refuseMalformed(token: string, position: number): void {
  if (!KEY.test(token)) throw invalidValue(sentence('key.malformed', { position }));
}

/** Whether a phone could read the key, as it is or encoded, as more than one. */
function breaksOut(key: string, separator: string): boolean {
  // Nearly all keys, and no separator of any phone.
  if (separator === '' || (LETTERS_AND_DIGITS.test(key) && !LETTERS_AND_DIGITS.test(separator))) return false;
  const signs = separator.replace(/[A-Za-z0-9%]/g, '');
  return signs.split('').some((sign) => key.includes(sign)) || writeForQuery(key, 'key').includes(separator);
}

/** Digits that are keys of their own. */
function signsOf(token: string, context: KeyContext): string[] {
  return token.split('').map((sign) => keypadName(sign, context.profile) ?? sign);
}

function lookUp(token: string, { profile, digits }: KeyContext): FoundKey | undefined {
  if (DIGITS.test(token) && (digits !== 'each' || token !== '+')) return undefined;
  const found = findKey(profile, token);
  if (found || profile.freeKeys) return found;
  const what = sentence('key.unknown', { vendor: profile.label, key: token });
  const more = hint(token, profile);
  throw new PhoneError('UNKNOWN_KEY', more ? sentence('join.semicolon', { what, more }) : what);
}

function hint(token: string, profile: VendorProfile): Sentence | undefined {
  const meant = hintOfSigns(token, profile);
  if (meant) return meant;
  const nearest = nearestKey(token.replace(/[,:.].*$/s, ''), profile);
  return nearest ? sentence('key.nearest', { key: nearest }) : undefined;
}

function refuseDisruptive(token: string, found: FoundKey | undefined, { vendors, profile }: KeyContext): void {
  // A free key may carry something before or behind its name: 'REBOOT:500'.
  const names = profile.freeKeys ? [token, ...token.split(/[^A-Za-z0-9_]/)] : [];
  if (found?.row.disruptive || names.some((name) => vendors.isDisruptiveKey(name)))
    throw disruptiveError(sentence('key.named', { key: token }));
}

export function disruptiveError(what: Value): PhoneError {
  return new PhoneError('DISRUPTIVE_REFUSED', sentence('key.disruptive', { what }));
}

function lacking(key: string, { profile, model }: KeyContext): PhoneError {
  return new PhoneError('UNSUPPORTED_BY_MODEL', sentence('key.lacking', { phone: thisModel(profile, model), key }));
}

function separatorInside(position: number): PhoneError {
  return invalidValue(sentence('key.separator', { position }));
}

function invalidValue(words: Sentence): PhoneError {
  return new PhoneError('INVALID_VALUE', words);
}

function plain(text: string): Rendered {
  return { wire: text, shown: text };
}
