import { type Key, type KeyTable, keys, screens } from './key-table';

const digits = '0123456789*'.split('').map((digit): [string, Key] => [digit, { press: 'digits', text: digit }]);

/** `keydown=`: the first table of Akuvox's "How to setup action URI". */
export const AKUVOX_KEYS: KeyTable = new Map([
  ...keys(
    ['OK', 'ok'],
    ['Cancel', 'cancel'],
    ['Speaker', 'speaker'],
    ['Forward', 'forward'],
    ['VolumeUp', 'volume up'],
    ['VolumeDown', 'volume down'],
    ['Pound', 'digits', '#'],
    // A guess: the key goes down to open the line, and its recovery closes it.
    ['Hook', 'lift'],
    ['Home', 'main screen'],
    ['Mute', 'mute'],
  ),
  ...digits,
]);

/** `action=`: its second table, without MakeCall, which takes parameters. */
export const AKUVOX_ACTIONS: KeyTable = new Map([
  ...keys(
    ['Reboot', 'reboot'],
    ['AutoPNow', 'autoprovision'],
    ['DNDOn', 'dnd on'],
    ['DNDOff', 'dnd off'],
    ['CallEnd', 'release'],
    ['Reset', 'factory reset'],
    ['Hold', 'hold'],
    ['UnHold', 'resume'],
    ['Conference', 'conference'],
    ['Transfer', 'transfer'],
  ),
  ...screens('Back'),
]);
