/** Names that stand more than once, each once. */
export function repeated(names: readonly string[]): string[] {
  const seen = new Set<string>();
  const again = new Set<string>();
  for (const name of names) (seen.has(name) ? again : seen).add(name);
  return [...again];
}

/** Lower-case letters and digits with dashes between. */
export const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Whether one word is the other with a letter too many, missing, changed, or two in each other's place. */
export function isNearly(word: string, other: string): boolean {
  if (word === other || Math.abs(word.length - other.length) > 1) return false;
  let start = 0;
  while (start < word.length && word[start] === other[start]) start += 1;
  let end = 0;
  const shorter = Math.min(word.length, other.length);
  while (end < shorter - start && word.at(-1 - end) === other.at(-1 - end)) end += 1;
  const [one, two] = [word.slice(start, word.length - end), other.slice(start, other.length - end)];
  return (
    one.length + two.length <= 2 || (one.length === 2 && two.length === 2 && one[0] === two[1] && one[1] === two[0])
  );
}
