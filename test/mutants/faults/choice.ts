import { type Mutant, mutantsOf } from '../mutant';

/** Faults of choosing a phone, in what it decides without a browser. */
export const CHOICE: readonly Mutant[] = mutantsOf(
  'editor',
  ['test/editor/choice-parts.test.ts'],
  [
    ['CH01', 'kept.ts', 'if (before && holds(before)) return before;', 'if (before) return before;', 'shows old names'],
    ['CH02', 'kept.ts', 'if (before && holds(before)) return before;', '', 'reads all phones for each letter'],
    ['CH03', 'kept.ts', 'then === now && ', '', 'keeps what was read before the vendors came'],
    ['CH04', 'kept.ts', 'found.length === last.length && ', '', 'offers the last phone after it was deleted'],
    [
      'CH05',
      'kept.ts',
      'found.every((read, at) => read === last[at])',
      'true',
      'shows old names in lists of equal length',
    ],
    ['CH06', 'kept.ts', 'if (!isSame) last = found;', 'last = found;', 'sorts all phones for each letter'],
    ['CH07', 'kept.ts', 'inOrder.filter((each) => added.delete(each))', 'inOrder', 'shows deleted phones'],
    ['CH09', 'kept.ts', 'looked.changes === since', 'true', 'shows no phone that came later'],
    ['CH08', 'kept.ts', 'compare(one.of, other.of)', '0', 'leaves new phones at the end'],
  ],
);
