import { type Key, type KeyTable, keys, numbered } from './key-table';

const digits = '0123456789'.split('').map((digit): [string, Key] => [digit, { press: 'digits', text: digit }]);

/** `api-send_key`: the guide's page of keys, and what public programs press besides. */
export const GRANDSTREAM_KEYS: KeyTable = new Map([
  ...digits,
  ...keys(
    ['STAR', 'digits', '*'],
    ['POUND', 'digits', '#'],
    ['SEND', 'dial'],
    ['ONHOOK', 'release'],
    ['OFFHOOK', 'lift'],
    ['OK', 'ok'],
    ['MUTE', 'mute'],
    ['VUP', 'volume up'],
    ['VDOWN', 'volume down'],
    ['LOCK UNLOCK UP DOWN LEFT RIGHT', 'screen'],
  ),
  ...numbered('MPK', 24, 'screen', () => 24),
  ...numbered('LINE', 4, 'line', () => 4),
  ...numbered('SOFT', 4, 'screen', () => 4),
]);
