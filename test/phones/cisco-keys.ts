import { KEY_PAD, type KeyTable, keys, numbered } from './key-table';

/** The tables of Key URIs. */
export const CISCO_KEYS: KeyTable = new Map([
  ...KEY_PAD,
  ...keys(
    ['Speaker', 'speaker'],
    ['Headset', 'headset'],
    ['Mute', 'mute'],
    ['Hold FixedFeature3', 'toggle hold'],
    ['FixedFeature1', 'transfer'],
    ['FixedFeature2', 'conference'],
    ['Release', 'end call'],
    ['VolUp', 'volume up'],
    ['VolDwn VolDown', 'volume down'],
    ['Messages Directories Contacts Services Applications Settings Info', 'screen'],
    ['NavUp NavDwn NavLeft NavRight NavSelect NavBack', 'screen'],
  ),
  ...numbered('Line', 5, 'line', () => 5),
  ...numbered('Soft', 5, 'screen', () => 5),
]);
