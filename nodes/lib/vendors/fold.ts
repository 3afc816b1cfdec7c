/** `fold` with its answers for these names at hand: names as printed are what phones mostly send. */
export function foldingAtHand(names: readonly string[], fold: (name: string) => string): (name: string) => string {
  const folded = new Map(names.map((name) => [name, fold(name)]));
  return (name) => folded.get(name) ?? fold(name);
}
