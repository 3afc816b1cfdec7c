import type { RawVariable } from '../types';

/** Whether a variable holds a text that the other party chose, or may. */
export const isTheirs = ({ meaning }: Pick<RawVariable, 'meaning'>): boolean =>
  meaning?.wording === 'theirs' || meaning?.mayBeTheirs === true;
