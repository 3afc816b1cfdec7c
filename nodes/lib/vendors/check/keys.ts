import { findKey } from '../keys';
import type { KeyRow, VendorProfile } from '../profile';
import { repeated } from './words';

/** As messages may name keys. */
const PRESSABLE = /^[A-Za-z0-9_*#+.,:-]{1,64}$/;
/** Keys that nobody presses by accident, by words in their names. */
const DISRUPTIVE = /re-?boot|re-?start|reset(?!call)|auto-?p(?:rov|now|$|_)|provision|factory|upgrade|erase/i;

/** Names that cannot be pressed, that mean two keys, and keys that interrupt the phone and do not say so. */
export function keyProblems(profile: VendorProfile): string[] {
  const { keys, keypad = {} } = profile;
  const names = keys.flatMap(namesOf).map((name) => name.toLowerCase());
  return [
    ...repeated(names).map((name) => `two keys have the name ${name}, in some case: leave it at one`),
    ...keys.flatMap((row) => keyRowProblems(profile, row)),
    ...Object.entries(keypad)
      .map(([sign, name]) => (sign === 'digit' ? ['0', `${name}0`] : [sign, name]))
      .filter(([, name = '']) => !profile.freeKeys && findKey(profile, name)?.wire !== name)
      .map(([sign, name]) => `the keypad's ${sign} is the key ${name}, which is none of the keys: add it to them`),
  ];
}

function namesOf({ key, aliases = [], doubtful = [] }: KeyRow): string[] {
  return [key, ...aliases, ...doubtful];
}

function keyRowProblems({ http, actions }: VendorProfile, row: KeyRow): string[] {
  const { key, disruptive, argument, numbered, series = [], notOn = [] } = row;
  const separator = http?.separator ?? '';
  const signs = separator.replace(/[A-Za-z0-9]/g, '').split('');
  const word = namesOf(row).find((name) => DISRUPTIVE.test(name));
  return [
    ...namesOf(row)
      .filter((name) => !PRESSABLE.test(name))
      .map((name) => `the key "${name}" can never be pressed: a key is 1 to 64 letters, digits or _ * # + . , : -`),
    ...namesOf(row)
      .filter((name) => signs.some((sign) => name.includes(sign)))
      .map((name) => `the key "${name}" holds the separator ${separator}: a phone reads it as more than one`),
    ...(argument && signs.includes(argument.mark)
      ? [`what follows the key ${key} stands behind ${argument.mark}, which is the separator: it cannot be told apart`]
      : []),
    ...(argument?.most !== undefined && argument.most < 1
      ? [`at most ${argument.most} values follow the key ${key}: remove its argument`]
      : []),
    ...(word !== undefined && !disruptive
      ? [
          `the key ${key} is called ${word}, and is not marked disruptive: add disruptive: true, so that it goes out only where the node allows it`,
        ]
      : []),
    ...(disruptive || !isDisruptive(actions, row)
      ? []
      : [`the key ${key} does what only nodes with permission may: add disruptive: true`]),
    ...(numbered && !Number.isInteger(numbered.from + numbered.to)
      ? [`the key ${key} is numbered by no whole numbers`]
      : []),
    ...series.filter((id) => notOn.includes(id)).map((id) => `the key ${key} is on ${id}, and not on it: decide`),
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
