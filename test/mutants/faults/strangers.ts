import { type Mutant, mutantsOf } from '../mutant';

/** Faults of what strangers say of themselves, of phones with several nodes, and of what is left when nodes go. */
export const STRANGERS: readonly Mutant[] = [
  ...mutantsOf(
    'nodes/lib',
    ['test/lib/shown-text.test.ts'],
    [
      ['BR01', 'shown-text.ts', '/\\$[{(]/.test(clean)', '/\\$[{]/.test(clean)', 'a stranger reads the environment'],
      ['BR02', 'shown-text.ts', 'test(clean) ?', 'test(text) ?', 'a control sign hides a variable'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib',
    ['test/lib/phones/reported.test.ts', 'test/lib/setup/pnp/subscribe.test.ts'],
    [
      [
        'BR03',
        'phones/reported.ts',
        "strangersText(accountOf() ?? '', LONGEST)",
        "(accountOf() ?? '')",
        'an account names a variable',
      ],
      ['BR04', 'phones/reported.ts', 'strangersText(value, LONGEST)', 'value', 'a model names a variable'],
      [
        'BR05',
        'setup/pnp/subscribe.ts',
        "strangersText(unquoted(headerParameter(event, name) ?? ''), LONGEST_NAME)",
        "unquoted(headerParameter(event, name) ?? '')",
        'who asks the network names a variable',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/setup',
    ['test/lib/setup/parts.test.ts'],
    [
      ['BR10', 'ledger.ts', '[name, now - 1]', '[name, now]', 'who fetched has reported, by a clock set back'],
      ['BR11', 'ledger.ts', "'fetched', 'reported', 'asked'", "'asked'", 'who reports has fetched next year'],
      [
        'BR12',
        'adoptions.ts',
        '.flatMap(eachNode)',
        '.flatMap((of) => lastOf(of) ?? [])',
        'one of two nodes is not told',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/setup',
    ['test/lib/setup/pnp/responder.test.ts'],
    [
      [
        'BR13',
        'pnp/question.ts',
        "known.isTwice(mac) ? 'twice' : lackOf",
        'lackOf',
        'two listeners overwrite each other',
      ],
      ['BR14', 'listing.ts', 'if (desk.isTwice(mac))', 'if (false)', 'a phone of two listeners is due for ever'],
      ['BR15', 'desk.ts', 'if (reached && this.adoptions', 'if (this.adoptions', 'a listener that is off counts'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/setup',
    ['test/lib/setup/restarts.test.ts'],
    [['BR16', 'restarts.ts', ' || macs.has(phone.mac)', '', 'a phone with two nodes restarts twice']],
  ),
  ...mutantsOf(
    'nodes/lib',
    ['test/nodes/gone.test.ts'],
    [
      ['BR20', 'setup/desk.ts', 'this.#deploys.onceOver(end)', 'this.#deploys.onceOver(deafen)', 'a listener haunts'],
      ['BR21', 'installation/installation.ts', '          this.#forgetClosed();\n', '', 'a phone haunts'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib',
    ['test/lib/setup/read-setup.test.ts', 'test/lib/base-url.test.ts'],
    [
      ['BR22', 'setup/read-setup.ts', "strange !== '' && mode !== 'off'", 'false', 'an unknown event is not named'],
      [
        'BR23',
        'base-url.ts',
        'if (/[^!-~]/.test(text)) return inAscii(new URL(text));',
        '',
        'phones get letters they do not know',
      ],
    ],
  ),
  ...mutantsOf(
    'editor/sidebar',
    ['test/editor/setup-parts.test.ts'],
    [
      ['BR24', 'asking.ts', ' && !isInSubflow', '', 'phones name a listener that they cannot reach'],
      ['BR25', 'asking.ts', ' || told?.reported !== undefined', '', 'who has reported once is to be waited for'],
      ['BR26', 'asking.ts', 'told?.lacks === undefined && ', '', 'who gets no file is waited for'],
      [
        'BR27',
        'asking.ts',
        "Number(one.setup !== '') - Number(other.setup !== '')",
        '0',
        'an adopted phone is offered again',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes',
    ['test/nodes/phone-home-assistant.test.ts'],
    [
      [
        'BR30',
        'phone-home-assistant.ts',
        'removed || places.some((id) => installation.leaving.has(id))',
        'removed',
        'devices stay when their subflow goes',
      ],
      ['BR31', 'properties.ts', ', aliasOf(node)];', '];', 'devices stay when the node goes from its subflow'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib',
    ['test/lib/setup/ledger-file.test.ts'],
    [['BR32', 'kept-file.ts', '      leaveNothing(part);\n', '', 'half a file stays on a full disk']],
  ),
];
