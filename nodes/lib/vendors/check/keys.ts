import { type Sentence, sentence } from '../../sentences/sentence';
import { findKey } from '../keys';
import type { KeyRow, VendorProfile } from '../profile';
import { repeated } from './words';

/** As messages may name keys. */
const PRESSABLE = /^[A-Za-z0-9_*#+.,:-]{1,64}$/;
/** Keys that nobody presses by accident, by words in their names. */
const DISRUPTIVE = /re-?boot|re-?start|reset(?!call)|auto-?p(?:rov|now|$|_)|provision|factory|upgrade|erase/i;

/** Names that cannot be pressed, that mean two keys, and keys that interrupt the phone and do not say so. */
export function keyProblems(profile: VendorProfile): Sentence[] {
  const { keys, keypad = {} } = profile;
  const names = keys.flatMap(namesOf).map((name) => name.toLowerCase());
  return [
    ...repeated(names).map((name) => sentence('check.same-key', { name })),
    ...keys.flatMap((row) => keyRowProblems(profile, row)),
    ...Object.entries(keypad)
      .map(([sign, name]) => (sign === 'digit' ? ['0', `${name}0`] : [sign, name]))
      .filter(([, name = '']) => !profile.freeKeys && findKey(profile, name)?.wire !== name)
      .map(([sign = '', name = '']) => sentence('check.keypad', { sign, name })),
  ];
}

function namesOf({ key, aliases = [], doubtful = [] }: KeyRow): string[] {
  return [key, ...aliases, ...doubtful];
}

function keyRowProblems({ http, actions }: VendorProfile, row: KeyRow): Sentence[] {
  const { key, disruptive, argument, numbered, series = [], notOn = [] } = row;
  const separator = http?.separator ?? '';
  const signs = separator.replace(/[A-Za-z0-9]/g, '').split('');
  const word = namesOf(row).find((name) => DISRUPTIVE.test(name));
  return [
    ...namesOf(row)
      .filter((name) => !PRESSABLE.test(name))
      .map((name) => sentence('check.unpressable', { name })),
    ...namesOf(row)
      .filter((name) => signs.some((sign) => name.includes(sign)))
      .map((name) => sentence('check.key-separator', { name, separator })),
    ...(argument && signs.includes(argument.mark)
      ? [sentence('check.argument-mark', { key, mark: argument.mark })]
      : []),
    ...(argument?.most !== undefined && argument.most < 1
      ? [sentence('check.argument-most', { key, most: argument.most })]
      : []),
    ...(word !== undefined && !disruptive ? [sentence('check.called-disruptive', { key, word })] : []),
    ...(disruptive || !isDisruptive(actions, row) ? [] : [sentence('check.does-disruptive', { key })]),
    ...(numbered && !Number.isInteger(numbered.from + numbered.to) ? [sentence('check.key-numbers', { key })] : []),
    ...series.filter((id) => notOn.includes(id)).map((id) => sentence('check.on-and-not-on', { key, series: id })),
  ];
}

/** Whether an action that interrupts the phone is nothing but this key. */
function isDisruptive(actions: VendorProfile['actions'], row: KeyRow): boolean {
  const ids = ['reboot', 'autoprovision', 'factory-reset', 'hotdesk-clear'] as const;
  return ids.some((id) =>
    (actions[id] ?? []).some(
      (recipe) => 'keys' in recipe && recipe.keys.length === 1 && namesOf(row).includes(recipe.keys[0] ?? ''),
    ),
  );
}
