import { type Key, type KeyTable, keys, numbered } from './key-table';

const digits = '0123456789'
  .split('')
  .map((digit): [string, Key] => [`DialPad${digit}`, { press: 'digits', text: digit }]);

/** "To Push the URIs for Execution", and what public programs push besides. */
export const POLY_KEYS: KeyTable = new Map([
  ...digits,
  ...keys(
    ['DialPadStar', 'digits', '*'],
    ['DialPadPound', 'digits', '#'],
    ['Handsfree', 'speaker'],
    ['Headset', 'headset'],
    ['Hold', 'toggle hold'],
    ['Transfer', 'transfer'],
    ['Conference', 'conference'],
    ['Redial', 'redial'],
    ['MicMute', 'mute'],
    ['VolUp', 'volume up'],
    ['VolDown', 'volume down'],
    ['DoNotDisturb', 'dnd toggle'],
    ['Messages Directories', 'screen'],
  ),
  ...numbered('Line', 48, 'line', () => 48),
  ...numbered('Softkey', 5, 'screen', () => 5),
]);
