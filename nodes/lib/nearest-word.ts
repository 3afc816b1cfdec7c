/** Below this many letters every word is near to some other. */
const SHORTEST = 3;
/** Longer words are nobody's mistyped name. */
const LONGEST = 64;

/**
 * The word that was perhaps meant: the one with the fewest letters to change, add, leave out or swap; where that is more than
 * a third of its letters, none.
 * @param candidates the first of several that are equally near is taken
 */
export function nearestWord(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length < SHORTEST || word.length > LONGEST) return undefined;
  let nearest: string | undefined;
  let best = Math.floor(word.length / 3) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= best) continue;
    const changes = changesBetween(word, candidate);
    if (changes >= best) continue;
    best = changes;
    nearest = candidate;
  }
  return nearest;
}

/** Letters to change, add, leave out, or to swap with their neighbour (Damerau's distance, each place edited once). */
function changesBetween(one: string, other: string): number {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const isSame = one[i - 1] === other[j - 1];
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (isSame ? 0 : 1));
      const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (isSwapped) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[other.length] ?? 0;
}
