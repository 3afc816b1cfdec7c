import { type Key, type KeyTable, keys, numbered, screens } from './key-table';

/** X3, X4 and X6 as the document groups them; a model outside these (door stations, later phones) has every key. */
const isSeries = (series: RegExp) => (model: string) => !/^X[346]/i.test(model) || series.test(model);
const x4 = isSeries(/^X4/i);
const x6 = isSeries(/^X6/i);
const count = (highest: number, on: (model: string) => boolean) => (model: string) => (on(model) ? highest : 0);

const digitKeys = Array.from({ length: 10 }, (_none, digit): [string, Key] => [
  `F_${digit}`,
  { press: 'digits', text: String(digit) },
]);

/** The instruction list of Fanvil's "Action URL & Active URI", section 3.3. */
export const FANVIL_KEYS: KeyTable = new Map([
  ...keys(
    ['SPEAKER F_HANDFREE F_HANDSFREE', 'speaker'],
    ['HEADSET F_HEADSET', 'headset'],
    ['F_PREFIX F_Prefix f_Prefix', 'prefix'],
    ['OK ENTER F_OK', 'ok'],
    ['F_ACCEPT', 'answer'],
    ['F_LOR', 'call return'],
    ['RD F_REDIAL', 'redial'],
    ['F_SEND', 'dial'],
    ['RELEASE F_RELEASE', 'release'],
    ['F_CANCEL X', 'cancel'],
    ['F_REJECT', 'reject'],
    ['F_TRANSFER F_A_TRANSFER', 'transfer'],
    ['F_B_TRANSFER', 'blind transfer'],
    ['F_DIVERT', 'forward'],
    ['F_CONFERENCE', 'conference'],
    ['F_JOIN', 'join'],
    ['split', 'split', undefined, x6],
    ['DND', 'dnd toggle'],
    ['DNDON', 'dnd on'],
    ['DNDOFF', 'dnd off'],
    ['F_HOLD', 'toggle hold'],
    ['* F_* F_STAR', 'digits', '*'],
    ['# POUND F_POUND', 'digits', '#'],
    ['F_FLASH', 'swap'],
    ['exit', 'main screen', undefined, x6],
    ['clear', 'delete', undefined, x6],
    ['DELETE F_DELETE', 'delete'],
    ['prev_line', 'previous line', undefined, x6],
    ['next_line', 'next line', undefined, x6],
    ['prev_call', 'previous call', undefined, x6],
    ['next_call', 'next call', undefined, x6],
    ['VOLUME_UP F_VOLUME_UP', 'volume up'],
    ['VOLUME_DOWN F_VOLUME_DOWN', 'volume down'],
    ['MUTE F_MUTE', 'mute'],
    ['Reboot F_REBOOT', 'reboot'],
    ['AutoP', 'autoprovision'],
    ['Reset', 'factory reset'],
  ),
  ...digitKeys,
  ...screens('F_PICKUP F_PARK F_REC F_GROUPLISTEN F_DISPOSITION F_ESCALATE F_TRACE F_PRIVATEHOLD F_AGENT MSG F_MWI'),
  ...screens('F_MEMO F_PBOOK F_LOCALCONTACTS F_SERVICE F_SMS F_LOCK F_SDTMF F_CFWD F_HOTDESKING'),
  ...screens('UP F_UP DOWN F_DOWN LEFT F_LEFT RIGHT F_RIGHT'),
  ...screens('menu', x6),
  ...screens('F_AUTOREDIAL F_UNAUTOREDIAL', x4),
  ...numbered('L F_L', 6, 'line', count(6, x4)),
  ...numbered('F_D', 12, 'screen', count(12, x4)),
  ...numbered('DSS', 12, 'screen', count(12, x6)),
  ...numbered('F F_F', 4, 'screen', () => 4),
]);
