import { mutantsOf, type Mutant } from '../mutant';

/** The vendors that users bring, and the files that are made for phones. */
export const OWN_VENDORS: readonly Mutant[] = [
  ...mutantsOf(
    'nodes/lib/vendors',
    ['test/lib/vendors/own/names.test.ts'],
    [
      [
        'OV01',
        'catalogue.ts',
        'eventLookup(profiles, own)',
        'eventLookup(all)',
        "a user's event is one of all vendors",
      ],
      [
        'OV02',
        'catalogue.ts',
        'variablesOfVendors(profiles, own)',
        'variablesOfVendors(all)',
        "a user's variables split what phones of other vendors report",
      ],
      [
        'OV03',
        'catalogue.ts',
        'vendorGuess(profiles, own)',
        'vendorGuess(all)',
        "a user's copy takes phones from ours",
      ],
      [
        'OV04',
        'names.ts',
        'strangers.delete(name);',
        '',
        "what two of ours mean differently means what a user's vendor says",
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/vendors/own',
    ['test/lib/vendors/own/folder.test.ts'],
    [
      ['OV05', 'folder.ts', 'target !== join(root, basename(target))', 'false', 'a link leads out of the folder'],
      [
        'OV06',
        'folder.ts',
        'if (!kind.isFile()) return',
        'if (false) return',
        'a device is opened',
        'what was opened is looked at once more: only a device that minds being opened would tell',
      ],
      ['OV07', 'folder.ts', 'length === bytes.length', 'false', 'a file without end is taken for its beginning'],
      ['OV08', 'folder.ts', 'fatal: true', 'fatal: false', 'a file of another encoding is read as rubbish'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/vendors/own',
    ['test/lib/vendors/own/read-files.test.ts'],
    [
      ['OV09', 'read-files.ts', 'if (way.includes(base))', 'if (false)', 'profiles that build on each other never end'],
      ['OV10', 'read-files.ts', 'this.#builtIn.has(id)', 'false', 'a file of our id keeps Node-RED from starting'],
      ['OV11', 'extend.ts', 'delete made[name];', '', 'what builds on a vendor takes its phones'],
      ['OV12', 'extend.ts', 'recipes.length > 0', 'true', 'an action that was taken away is offered'],
      ['OV13', 'fits.ts', 'Object.hasOwn(properties, name) ?', 'true ?', "a prototype's properties count as known"],
      ['OV14', 'fits.ts', '!isName.test(name)', 'false', 'a name of every object is taken'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/vendors',
    ['test/lib/vendors/sheet-file.test.ts'],
    [
      ['OV15', 'sheet-file.ts', 'encodeURIComponent(token)', 'token', 'a token with & is cut'],
      ['OV16', 'sheet-file.ts', 'readBaseUrl(before)', 'before', 'an address adds a line to the file'],
      ['OV90', 'sheet-file.ts', '!(form || formId === TABLE)', '!form', 'gives no table with the stored token'],
      ['OV17', 'event-urls.ts', '!Object.hasOwn(parameters, event)', 'false', 'a door event is left out in silence'],
    ],
  ),
];
