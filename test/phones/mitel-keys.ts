import { type Key, type KeyTable, keys, numbered, screens } from './key-table';

const digits = '0123456789'
  .split('')
  .map((digit): [string, Key] => [`KeyPad${digit}`, { press: 'digits', text: digit }]);

/** The table of XML Key URIs, and the keys' names of a client for switchboards. */
export const MITEL_KEYS: KeyTable = new Map([
  ...digits,
  ...keys(
    ['KeyPadStar', 'digits', '*'],
    ['KeyPadPound', 'digits', '#'],
    ['Speaker', 'speaker'],
    ['Headset', 'headset'],
    ['Mute', 'mute'],
    ['Hold', 'toggle hold'],
    ['Xfer', 'transfer'],
    ['Conf', 'conference'],
    ['Goodbye', 'end call'],
    ['Redial', 'redial'],
    ['VolUp', 'volume up'],
    ['VolDwn', 'volume down'],
  ),
  ...screens('Callers Services Intercom Directory Options Save Delete Voicemail NavUp NavDwn NavLeft NavRight'),
  ...numbered('Line', 4, 'line', () => 4),
  ...numbered('SoftKey PrgKey', 6, 'screen', () => 6),
]);
