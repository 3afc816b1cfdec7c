import { PhoneError } from '../errors';

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
    throw invalid("confirm must be 'effect', 'answered' or an event's id, or '' for none");
  }
  if (release !== undefined && typeof release !== 'boolean') throw invalid('release must be true or false');
  return {
    ...(confirm !== undefined && { confirm: confirm.trim() }),
    ...(release !== undefined && { release }),
    ...(within !== undefined && { within: 1000 * number('confirmWithin', within, WITHIN.least, WITHIN.most, 's') }),
    ...(rounds !== undefined && { rounds: whole(number('rounds', rounds, 1, 100)) }),
    ...(pause !== undefined && { pause: 1000 * number('pause', pause, 0, 3600, 's') }),
  };
}

function number(name: string, value: unknown, least: number, most: number, unit = ''): number {
  const isNumber = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
  const read = isNumber ? Number(value) : Number.NaN;
  if (read >= least && read <= most) return read;
  throw invalid(`${name} must be a number from ${least} to ${most}${unit && ` ${unit}`}`);
}

function whole(rounds: number): number {
  if (Number.isInteger(rounds)) return rounds;
  throw invalid('rounds must be a whole number');
}

const invalid = (words: string): PhoneError => new PhoneError('INVALID_VALUE', words);
