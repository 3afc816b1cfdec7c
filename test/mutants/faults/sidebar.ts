import { type Mutant, mutantsOf } from '../mutant';

/** Faults of the sidebar's tab, in what it decides without a browser. */
export const SIDEBAR: readonly Mutant[] = mutantsOf(
  'editor/sidebar',
  ['test/editor/sidebar-parts.test.ts'],
  [
    ['ST01', 'csv.ts', 'const FORMULA = /^[=+\\-@\\t\\r]/;', 'const FORMULA = /^[=+@]/;', 'exports a formula'],
    ['ST02', 'csv.ts', "SECRET.includes(column) ? '' : guarded", 'guarded', 'exports passwords'],
    [
      'ST03',
      'csv.ts',
      "if (sign === '\\n' || (sign === '\\r' && this.#text[this.#at + 1] !== '\\n')) this.#line += 1;",
      "if (sign === '\\n' || sign === '\\r') this.#line += 1;",
      'counts lines of Windows twice',
    ],
    ['ST04', 'plan.ts', "if (value === '') return false;", '', 'clears what a blank cell leaves'],
    [
      'ST06',
      'plan.ts',
      'return normaliseMac(own.mac) !== normaliseMac(value);',
      'return own.mac !== value;',
      'sees a change in a notation',
    ],
    ['ST07', 'fleet.ts', 'if (revision <= this.#revision) return false;', '', 'lets old news undo newer'],
    [
      'ST08',
      'fleet.ts',
      'for (const publication of early) this.publication(publication);',
      '',
      'loses what came while it asked',
    ],
    [
      'ST09',
      'fleet.ts',
      'return isSame ? { ...phone, with: before.with } : phone;',
      'return phone;',
      'forgets who is called',
    ],
    [
      'ST10',
      'rows.ts',
      'const known = node.isDisabled ? undefined : runtime;',
      'const known = runtime;',
      'shows a disabled phone at work',
    ],
    ['ST11', 'rows.ts', '!isReference(node.host)', 'true', 'shows a reference as an address'],
    ['ST12', 'filter.ts', 'words.every(', 'words.some(', 'finds too much'],
    [
      'ST13',
      'window.ts',
      'Math.ceil(height / row) + 1 + BEYOND',
      'Math.ceil(height / row) - 2',
      'leaves a gap at the end',
    ],
    ['ST14', 'proposals.ts', 'names.add(name);', '', 'gives two phones one name'],
    [
      'ST15',
      'proposals.ts',
      "byMac && mac !== '' ? '' : address",
      "byMac ? '' : address",
      'leaves a phone without MAC unreachable',
    ],
    ['ST16', 'in-turns.ts', 'if (isStopped()) return;', '', 'cannot be stopped'],
  ],
);
