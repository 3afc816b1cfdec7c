import { type Key, type KeyTable, keys, numbered } from './key-table';

const digits = '0123456789*'.split('').map((digit): [string, Key] => [digit, { press: 'digits', text: digit }]);

/** "Action URI Phone Action Variables", of Sangoma's knowledge base: "key values are case sensitive". */
export const HTEK_KEYS: KeyTable = new Map([
  ...digits,
  ...keys(
    ['POUND', 'digits', '#'],
    ['OK ENTER', 'ok'],
    ['SPEAKER', 'speaker'],
    ['HEADSET', 'headset'],
    ['F_TRANSFER', 'transfer'],
    ['F_CONFERENCE', 'conference'],
    ['F_HOLD', 'toggle hold'],
    ['VOLUME_UP', 'volume up'],
    ['VOLUME_DOWN', 'volume down'],
    ['MUTE', 'mute'],
    ['X CANCEL', 'cancel'],
    ['RD', 'redial'],
    ['MSG UP DOWN LEFT RIGHT', 'screen'],
    ['DNDOn', 'dnd on'],
    ['DNDOff', 'dnd off'],
    ['Reboot', 'reboot'],
    ['AutoP', 'autoprovision'],
  ),
  ...numbered('L', 45, 'line', () => 4),
  ...numbered('D', 10, 'screen', () => 10),
  ...numbered('F', 4, 'screen', () => 4),
]);
