import type { Words } from '../../sentences/sentence';

/** Tells of trouble with what all phones share. `kind`: what is told once, whatever the words. */
export type TellTrouble = (kind: string, words: Words) => void;

/** More kinds than there are; nothing that comes from outside may make the log grow. */
const MOST_KINDS = 20;

/** Each kind of trouble is told once: what fails for one datagram may fail for each of a thousand phones. */
export function toldOnce(log: (words: Words) => void): TellTrouble {
  const told = new Set<string>();
  return (kind, words) => {
    if (told.has(kind) || told.size >= MOST_KINDS) return;
    told.add(kind);
    log(words);
  };
}
