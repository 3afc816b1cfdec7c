import { type Mutant, mutantsOf } from '../mutant';

/** Faults of what was found by going through the contract sentence by sentence. */
export const CONTRACT: readonly Mutant[] = [
  ...mutantsOf(
    'nodes/lib/setup',
    ['test/lib/setup/read-setup.test.ts'],
    [
      [
        'CT01',
        'read-setup.ts',
        "tidyCommandsFrom(read('commandsFrom', properties['commandsFrom']))",
        "read('commandsFrom', properties['commandsFrom'])",
        'a blank stands in the list of who may command',
      ],
      ['CT02', 'words.ts', ".replace(/\\s*-\\s*/g, '-')", '', 'a range falls apart into its ends'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/home-assistant',
    ['test/lib/home-assistant/config.test.ts'],
    [
      [
        'CT03',
        'offers.ts',
        "path: path || profile.http?.path || '/',",
        'path,',
        'a phone without a path gets buttons that can only fail',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/events/report',
    ['test/lib/events/report/sip-address.test.ts'],
    [
      [
        'CT04',
        'sip-address.ts',
        "return address.lastIndexOf('@', end < 0 ? address.length : first + end);",
        'return first;',
        'a host holds the end of a user',
      ],
      ['CT05', 'sip-address.ts', 'end < 0 ? address.length : first + end', 'address.length', 'a parameter is the host'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/vendors',
    ['test/lib/vendors/variables.test.ts'],
    [
      [
        'CT06',
        'variables.ts',
        'if (row.mayBeTheirs) ambiguous.add(name);',
        '',
        'a text that may be the caller’s is the phone’s own',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib',
    ['test/lib/error-codes.test.ts'],
    [
      [
        'CT08',
        'errors.ts',
        'declare readonly cause',
        'override readonly cause',
        'a cause that is not there is undefined',
      ],
    ],
  ),
];
