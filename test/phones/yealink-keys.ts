import { type KeyTable, keys, numbered, screens } from './key-table';

const touch = (model: string): boolean => /T48|T57|T49/i.test(model);
const without =
  (models: RegExp) =>
  (model: string): boolean =>
    !models.test(model);

/** L1 to LX, as the guides count them; a model that they leave out has them all. */
const COUNTS: readonly (readonly [RegExp, number])[] = [
  [/T48|T57|T49/i, 29],
  [/T46|T54|T29/i, 27],
  [/T27|T52|T43/i, 21],
  [/T41|T42/i, 15],
  [/T40|T23/i, 3],
  [/T21/i, 2],
  [/T19/i, 0],
];
const lines = (model: string): number => COUNTS.find(([models]) => models.test(model))?.[1] ?? 29;

/** The variable values of the guide, pp. 529-530, which press something by their name alone. */
export const YEALINK_KEYS: KeyTable = new Map([
  ...keys(
    ['OK', 'ok', undefined, without(/T57|CP925|CP935/i)],
    ['ENTER', 'ok', undefined, without(/T48|T57/i)],
    ['SPEAKER', 'speaker', undefined, without(/CP92|CP935/i)],
    ['HEADSET', 'headset'],
    ['F_TRANSFER', 'transfer'],
    ['F_HOLD HOLD', 'toggle hold'],
    ['UNHOLD', 'resume'],
    ['F_CONFERENCE', 'conference'],
    ['VOLUME_UP', 'volume up'],
    ['VOLUME_DOWN', 'volume down'],
    ['MUTE', 'mute'],
    ['X CANCEL', 'cancel'],
    ['POUND', 'digits', '#'],
    ['RD', 'redial'],
    ['DNDOn', 'dnd on'],
    ['DNDOff', 'dnd off'],
    ['OFFHOOK', 'lift'],
    ['ONHOOK', 'replace'],
    ['ANSWER ASW', 'answer'],
    ['CALLEND CallEnd', 'end call'],
    ['SWAP', 'swap'],
    ['SPLIT', 'split'],
    ['Reboot', 'reboot'],
    ['AutoP', 'autoprovision'],
    ['Reset', 'factory reset'],
  ),
  ...screens('MSG UP DOWN LEFT RIGHT F1 F2 F3 F4'),
  ...numbered('L', 29, 'line', lines),
]);

/** Whether the phone takes one value a request. */
export const takesOneKey = touch;
