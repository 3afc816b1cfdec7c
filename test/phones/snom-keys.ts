import { type Key, type KeyTable, keys, numbered, screens } from './key-table';

/** P1 to PX by model: Snom's key list and the labels of the D-series; a model that neither names has all. */
const COUNTS: Readonly<Record<string, number>> = {
  300: 4,
  320: 12,
  360: 12,
  370: 12,
  820: 12,
  870: 15,
  D335: 32,
  D385: 48,
  D713: 4,
  D735: 32,
  D785: 24,
};
const functionKeys = (model: string): number => COUNTS[model] ?? 48;
const hasSoftKeys = (model: string): boolean => model !== '870';

const keypad = '0123456789*#'.split('').map((sign): [string, Key] => [sign, { press: 'digits', text: sign }]);

/** The KEYEVENTs of "Remote phone control", in capital letters as it wants them. TRANSFER is the phone's own affair. */
export const SNOM_KEYS: KeyTable = new Map([
  ...keys(
    ['ENTER', 'ok'],
    ['CANCEL', 'cancel'],
    ['OFFHOOK', 'lift'],
    ['ONHOOK', 'replace'],
    ['SPEAKER', 'speaker'],
    ['HEADSET', 'headset'],
    ['MUTE', 'mute'],
    ['F_HOLD', 'toggle hold'],
    ['TRANSFER', 'blind transfer'],
    ['DND', 'dnd toggle'],
    ['REDIAL', 'redial'],
    ['VOLUME_UP', 'volume up'],
    ['VOLUME_DOWN', 'volume down'],
  ),
  ...keypad,
  ...screens('UP DOWN LEFT RIGHT MENU REC'),
  ...screens('F1 F2 F3 F4', hasSoftKeys),
  // As delivered, the first two are lines.
  ...numbered('P', 48, 'screen', functionKeys).slice(2),
  ...numbered('P', 2, 'line', functionKeys),
]);
