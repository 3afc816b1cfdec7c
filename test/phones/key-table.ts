import type { Press } from './keypad';

/** A key of a vendor: what it presses, with which text, and on which models it exists. */
export interface Key {
  readonly press: Press;
  readonly text?: string;
  readonly on?: (model: string) => boolean;
}

export type KeyTable = ReadonlyMap<string, Key>;

/** `OK F_OK ENTER` in one string: the names of one key. */
export function keys(
  ...rows: readonly (readonly [names: string, press: Press, text?: string | undefined, on?: Key['on']])[]
): [string, Key][] {
  return rows.flatMap(([names, press, text, on]) =>
    names
      .split(' ')
      .map((name): [string, Key] => [name, { press, ...(text !== undefined && { text }), ...(on && { on }) }]),
  );
}

/** The keypad of phones that call its keys `KeyPad0` to `KeyPad9`, `KeyPadStar` and `KeyPadPound`. */
export const KEY_PAD: readonly [string, Key][] = [...'0123456789'.split(''), '*', '#'].map((sign) => {
  const name = { '*': 'Star', '#': 'Pound' }[sign] ?? sign;
  return [`KeyPad${name}`, { press: 'digits', text: sign }];
});

/** Keys that open something the simulation only names: a menu, a list, a function of an exchange. */
export function screens(names: string, on?: Key['on']): [string, Key][] {
  return names.split(' ').map((name): [string, Key] => [name, { press: 'screen', text: name, ...(on && { on }) }]);
}

/** `LINEKEY1` to `LINEKEY6` and their other names; the model decides how many of them there are. */
export function numbered(
  prefixes: string,
  highest: number,
  press: Press,
  count: (model: string) => number,
): [string, Key][] {
  return prefixes.split(' ').flatMap((prefix) =>
    Array.from({ length: highest }, (_none, index): [string, Key] => [
      `${prefix}${index + 1}`,
      {
        press,
        text: press === 'screen' ? `${prefix}${index + 1}` : String(index + 1),
        on: (model) => index < count(model),
      },
    ]),
  );
}

/** A number or DTMF string as one token; `+` is no key, but stands in numbers that are dialed. */
export const isDigits = (token: string): boolean => /^[0-9*#+]+$/.test(token);
