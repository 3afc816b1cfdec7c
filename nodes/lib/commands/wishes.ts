import { PhoneError } from '../errors';
import { type Sentence, sentence } from '../sentences/sentence';

/** What a payload wants beside its command. Absent: it does not say. */
export interface Wishes {
  /** '': nothing; else a word that is read where the phone is known. */
  readonly confirm?: string;
  /** Milliseconds. */
  readonly within?: number;
  readonly release?: boolean;
  readonly rounds?: number;
  /** Milliseconds. */
  readonly pause?: number;
}

/** Bounds, in seconds. */
export const WITHIN = { least: 0.1, most: 3600 } as const;
export const MOST_NUMBERS = 100;

/** @throws PhoneError INVALID_VALUE where one of them is nothing that could be meant */
export function readWishes(own: (name: string) => unknown): Wishes {
  const confirm = own('confirm');
  const within = own('confirmWithin');
  const release = own('release');
  const rounds = own('rounds');
  const pause = own('pause');
  if (confirm !== undefined && typeof confirm !== 'string') {
    throw invalid(sentence('confirm.must-be'));
  }
  if (release !== undefined && typeof release !== 'boolean') throw invalid(sentence('confirm.release'));
  return {
    ...(confirm !== undefined && { confirm: confirm.trim() }),
    ...(release !== undefined && { release }),
    ...(within !== undefined && { within: 1000 * number('confirmWithin', within, WITHIN.least, WITHIN.most, true) }),
    ...(rounds !== undefined && { rounds: whole(number('rounds', rounds, 1, 100)) }),
    ...(pause !== undefined && { pause: 1000 * number('pause', pause, 0, 3600, true) }),
  };
}

function number(name: string, value: unknown, least: number, most: number, isTime = false): number {
  const isNumber = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
  const read = isNumber ? Number(value) : Number.NaN;
  if (read >= least && read <= most) return read;
  const values = { name, least, most };
  throw invalid(isTime ? sentence('confirm.seconds', values) : sentence('confirm.number', values));
}

function whole(rounds: number): number {
  if (Number.isInteger(rounds)) return rounds;
  throw invalid(sentence('confirm.whole'));
}

const invalid = (words: Sentence): PhoneError => new PhoneError('INVALID_VALUE', words);
