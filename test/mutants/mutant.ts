/**
 * A fault by hand, small enough to slip into a change: a bound off by one, a condition or a clean-up that is gone.
 * `npm run mutants` puts one at a time into a copy of the tree and expects a red test; `npm run mutants -- --check`, and a
 * test of the suite, see that each still finds its place. Where code has moved, mend `file` and `find`: a short,
 * distinctive piece of a line, which stands once in its file.
 */
export interface Mutant {
  readonly id: string;
  /** From the project's root. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** What goes wrong with it, in a few words. */
  readonly breaks: string;
  /** Patterns of the test files to try first. */
  readonly tests: readonly string[];
  /** Why no test can see it, where none can: it may survive. */
  readonly unseen?: string;
}

export type Row = readonly [id: string, file: string, find: string, replace: string, breaks: string, unseen?: string];

/**
 * Mutants of one folder.
 * @param folder from the project's root
 * @param tests patterns of the test files to try first
 */
export function mutantsOf(folder: string, tests: readonly string[], rows: readonly Row[]): Mutant[] {
  return rows.map(([id, file, find, replace, breaks, unseen]) => ({
    id,
    file: `${folder}/${file}`,
    find,
    replace,
    breaks,
    tests,
    ...(unseen && { unseen }),
  }));
}
