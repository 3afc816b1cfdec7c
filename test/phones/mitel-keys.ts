import { KEY_PAD, type KeyTable, keys, numbered, screens } from './key-table';

/** The table of XML Key URIs, and the keys' names of a client for switchboards. */
export const MITEL_KEYS: KeyTable = new Map([
  ...KEY_PAD,
  ...keys(
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
