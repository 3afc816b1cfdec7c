import { type KeyTable, keys, numbered, screens } from './key-table';

/** A1x, A2x, A4x, A6x by the digit after the A; a model outside these has everything. */
const series = (model: string): number => Number(/^A([1246])\d/i.exec(model)?.[1] ?? 6);
const softkeys = (model: string): number => (series(model) <= 2 ? 3 : 4);
const lines = (model: string): number => series(model);
/** Said of A41, A48 and A68 alone. */
const memoryKeys = (model: string): number => ({ 1: 0, 2: 0, 4: 8 })[series(model)] ?? 20;

/** The value table of ATCOM's guide, chapter 2, blanks mended to underscores; misprinted short names left as printed too. */
export const ATCOM_KEYS: KeyTable = new Map([
  ...keys(
    ['OK F_OK ENTER F_ENTER', 'ok'],
    ['CANCEL F_CANCEL X F_X', 'cancel'],
    ['POUND', 'digits', '#'],
    ['VOLUME_UP VOL_UP', 'volume up'],
    ['VOLUME_DOWN VOL_DOWN', 'volume down'],
    ['MUTE F_MUTE', 'mute'],
    ['HOLD', 'hold'],
    ['RESUME', 'resume'],
    ['REDIAL', 'redial'],
    ['HEADSET', 'headset'],
    ['SPEAKER', 'speaker'],
    ['DND_ON', 'dnd on'],
    ['DND_OFF', 'dnd off'],
    ['UN_DIAL', 'leave dialing'],
    ['REBOOT', 'reboot'],
    // "Back the main interface": not the end of a call.
    ['RELEASE', 'main screen'],
    ['FLASH_CALL FCALL', 'swap'],
    ['CALL_RETURN', 'call return'],
    ['ANSWER', 'answer'],
    ['REJECT', 'reject'],
    // FORWARD stands in the example of chapter 3 alone, the longer names in the table.
    ['FORWARD DYNAMIC_FORWARD DFORWARD DFOWARD', 'forward'],
    ['CONFERENCE', 'conference'],
    ['TRANSFER', 'transfer'],
    ['BLIND', 'blind transfer'],
    ['ENDCALL', 'end call'],
    ['NEWCALL', 'new call'],
    ['SPLIT', 'split'],
    ['JOIN', 'join'],
    ['DIAL SEND', 'dial'],
    // Both wait for a number, then DIAL.
    ['INTERCOM PREFIX', 'prefix'],
  ),
  ...screens('MENU F_MENU UP DOWN LEFT RIGHT F_UP F_DOWN F_LEFT F_RIGHT MESSAGE MSG MEG STATUS DIRECTORY'),
  ...screens('PHONEBOOK PBOOK REMOTEPHONEBOOK RPBOOK REBOOK LDAP DND HISTORY CALLERS STATIC_FORWARD SFORWARD'),
  ...screens('DIRECT_PICKUP DPICKUP SPEEDDIAL SDIAL BLF DTMF PARK'),
  ...numbered('LINEKEY LK', 6, 'line', lines),
  // Only the first has a documented meaning: it answers a call that rings.
  ...keys(['SOFTKEY1 SFK1', 'answer']),
  ...numbered('SOFTKEY SFK', 4, 'screen', softkeys).filter(([name]) => !name.endsWith('1')),
  ...numbered('MEMORY_KEY MK', 20, 'screen', memoryKeys),
]);
