import { type Mutant, mutantsOf } from '../mutant';

/** Faults of what the sidebar is told: rows, journal, diagnostics, and who may see what. */
export const OVERVIEW: readonly Mutant[] = [
  ...mutantsOf(
    'nodes/lib/installation',
    ['test/lib/installation/overview.test.ts'],
    [
      ['SB01', 'overview.ts', 'const INTERVAL = 250;', 'const INTERVAL = 200;', 'tells five times a second'],
      ['SB02', 'overview.ts', 'if (before.seen === seen) return false;', '', 'tells what was told'],
      ['SB03', 'overview.ts', 'if (wait > 0) {', 'if (wait > 1e9) {', 'tells at each event that a phone was seen'],
      ['SB04', 'overview.ts', 'this.markLater(row.id, wait);', '', 'forgets when a phone was last seen'],
      ['SB05', 'overview.ts', '|| phones.length > MOST_ROWS', '', 'floods editors with a thousand rows'],
      [
        'SB06',
        'overview.ts',
        'for (const id of this.#told.keys()) ids.add(id);',
        '',
        'never tells that a phone is gone',
      ],
      [
        'SB07',
        'overview.ts',
        'if (this.#cancel || this.#isHolding) return;',
        'if (this.#cancel) return;',
        'lets phones go in a deploy that come back with it',
      ],
      ['SB08', 'overview.ts', 'for (const cancel of this.#later.values()) cancel();', '', 'leaves timers behind'],
      ['SB09', 'overview.ts', 'this.#revision += 1;', '', 'gives all publications one number'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/installation',
    ['test/lib/installation/overview-row.test.ts'],
    [
      ['SB20', 'overview-row.ts', 'const SILENT = 5;', 'const SILENT = 6;', 'says a day late that a phone is silent'],
      [
        'SB22',
        'installation.ts',
        'if (this.#guarded.has(phone)) return false;',
        '',
        'says that a guarded phone is open',
      ],
      [
        'SB23',
        'installation.ts',
        'hasToken || arrival.authenticated',
        'hasToken',
        'counts a checked login for nothing',
      ],
      [
        'SB24',
        'installation.ts',
        "onLost: (mac) => this.#markAll(this.directory.find(mac, '')),",
        '',
        'shows an address that another phone has taken',
      ],
      [
        'SB25',
        'installation.ts',
        'if (wait > 0) this.overview.markLater(id, wait);',
        '',
        'shows a wait that is over',
        'an hourly look ends it, too',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/installation',
    ['test/lib/installation/diagnostics.test.ts'],
    [
      [
        'SB30',
        'plain-settings.ts',
        'return WORD.test(value) ? value : SET;',
        'return value;',
        'shows what people typed',
      ],
      [
        'SB31',
        'plain-settings.ts',
        '(profile && seriesOf(profile, value)?.id) ?? SET',
        'value',
        'shows what people call a model',
      ],
      ['SB32', 'plain-settings.ts', "ip.split('.').slice(0, 2)", "ip.split('.').slice(0, 4)", 'shows whole addresses'],
      [
        'SB33',
        'plain-settings.ts',
        "value.replace(REFERENCE, '').trim() === '' ?",
        'true ?',
        'shows what stands beside a variable',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/events',
    ['test/lib/events/journal.test.ts'],
    [
      [
        'SB40',
        'journal.ts',
        'this.#ring[this.#seq % this.#most] = note;',
        'this.#ring[this.#seq] = note;',
        'grows for ever',
      ],
      [
        'SB41',
        'journal.ts',
        "const name = event === undefined ? shownText(withoutVariables(note.name), LONGEST_NAME) : '';",
        'const name = note.name;',
        'shows names as they came',
      ],
      [
        'SB42',
        'misplaced.ts',
        'segment.length > LONGEST_SEGMENT',
        'segment.length > 999',
        'shows keys that stand in paths',
      ],
      [
        'SB43',
        'noted.ts',
        "nodes === 0 ? 'filtered'",
        "nodes < 0 ? 'filtered'",
        'says that a filtered event made messages',
      ],
      [
        'SB44',
        'verdict.ts',
        "if (arrival.method === 'HEAD' || judges.length === 0) return;",
        "if (arrival.method === 'HEAD') return;",
        'notes what is none of ours',
      ],
      [
        'SB45',
        'reception.ts',
        'isProved, isOthers: !serves }',
        'isProved, isOthers: true }',
        "takes a filtered event for another phone's",
      ],
      [
        'SB46',
        'verdict.ts',
        'if (judgement.status === 200 && !judgement.isOthers) return false;',
        'if (judgement.isOthers) return true;',
        'takes an event for lost that a node is for',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/events',
    ['test/lib/events/refusal-log.test.ts'],
    [
      ['SB50', 'refusal-log.ts', 'now - told < HOUR) return;', 'now - told < 0) return;', 'fills the log'],
      ['SB51', 'refusal-log.ts', 'if (this.#lines >= MOST_LINES) return;', '', 'fills the log from many addresses'],
    ],
  ),
  ...mutantsOf(
    'nodes',
    ['test/nodes/overview-routes.test.ts'],
    [
      [
        'SB60',
        'permissions.ts',
        'const refuse = (): void => resolve(false);',
        'const refuse = (): void => resolve(true);',
        'names callers to everybody',
      ],
      [
        'SB61',
        'overview-routes.ts',
        "'/voip-phone/journal', allowed, ",
        "'/voip-phone/journal', ",
        'shows the journal to everybody',
      ],
    ],
  ),
];
