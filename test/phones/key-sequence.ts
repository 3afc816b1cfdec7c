import { isDigits, type KeyTable } from './key-table';
import type { Keypad } from './keypad';

/** Presses the keys in order; one that the model lacks is passed over, the rest still pressed. */
export function pressKeys(
  keypad: Keypad,
  table: KeyTable,
  model: string,
  sequence: readonly string[],
): { executed: string[]; ignored: string[] } {
  const executed: string[] = [];
  const ignored: string[] = [];
  for (const name of sequence) {
    const key = table.get(name);
    if (key && (key.on?.(model) ?? true)) keypad.press(key.press, key.text);
    else if (!key && isDigits(name)) keypad.press('digits', name);
    else {
      ignored.push(name);
      continue;
    }
    executed.push(name);
  }
  return { executed, ignored };
}
