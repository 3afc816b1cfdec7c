import type { Dice } from './dice';

/** Ids as the documentation prints them, by hand: not from the vocabulary under test. */
const TOPICS = [
  'setup-completed',
  'ip-changed',
  'registered',
  'register-failed',
  'off-hook',
  'idle-to-busy',
  'incoming-call',
  'outgoing-call',
  'call-established',
  'call-terminated',
  'missed-call',
  'reject-incoming-call',
  'remote-busy',
  'hold',
  'unhold',
  'mute',
  'unmute',
  'blind-transfer',
  'transfer-failed',
  'dnd-on',
  'dnd-off',
  'forward-always-on',
  'forward-no-answer-off',
  'call-waiting-on',
  'mwi',
  'sms',
  'tamper',
  'door-opened',
] as const;

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

const SPELLINGS: readonly ((words: readonly string[]) => string)[] = [
  (words) => words.join('-'),
  (words) => words.map(capital).join(''),
  (words) => [words[0] ?? '', ...words.slice(1).map(capital)].join(''),
  (words) => `${[words[0] ?? '', ...words.slice(1).map(capital)].join('')}Url`,
  (words) => `${[words[0] ?? '', ...words.slice(1).map(capital)].join('')}Url.xml`,
  (words) => `${words.map(capital).join('')}.php`,
  (words) => words.map(capital).join('%20'),
  (words) => words.join('_').toUpperCase(),
  (words) => words.join(''),
];

export interface Spelled {
  readonly topic: string;
  /** As it stands in a URL. */
  readonly name: string;
}

export function spelledEvent(dice: Dice): Spelled {
  const topic = dice.pick(TOPICS);
  const name = dice.pick(SPELLINGS)(topic.split('-'));
  return { topic, name: dice.chance(0.1) ? escapeSome(dice, name) : name };
}

/** A name that no vendor's document has: none begins so. */
export function unknownName(dice: Dice): string {
  if (dice.chance(0.3)) return dice.pick(['__proto__', 'constructor', 'toString', 'hasOwnProperty', '%00', '..', '%']);
  return `zq${dice.text(dice.between(1, 30), 'abcdefghijklmnopqrstuvwxyz0123456789-_.~')}`;
}

function escapeSome(dice: Dice, text: string): string {
  return text.replace(/[a-z]/gi, (letter) =>
    dice.chance(0.3)
      ? `%${letter.charCodeAt(0).toString(16)[dice.chance(0.5) ? 'toUpperCase' : 'toLowerCase']()}`
      : letter,
  );
}
