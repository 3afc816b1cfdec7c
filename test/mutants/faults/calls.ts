import { type Mutant, mutantsOf } from '../mutant';

/** Faults of what phones are doing: belief, states, records, and the nodes that tell them. */
export const CALLS: readonly Mutant[] = [
  ...mutantsOf(
    'nodes/lib',
    ['test/nodes/phone-state.test.ts', 'test/lib/calls/feed.test.ts', 'test/lib/installation/installation.test.ts'],
    [
      ['BE01', 'calls/feed.ts', 'if (isRecord || since >= earliest) tell();', '', 'a record of a deploy is lost'],
      [
        'BE02',
        'calls/feed.ts',
        '    this.#isHolding = true;\n    this.#hearIfWanted();\n  }',
        '  }',
        'what is told in a deploy goes nowhere',
      ],
      [
        'BE03',
        'calls/state-node.ts',
        'if (phoneId === undefined) return { ids: this.#host.calls.phoneIds(), isOne: false };\n    if (this.#host.calls.phoneIdOf(phoneId) === undefined) throw noPhone();',
        'if (phoneId === undefined || !this.#host.calls.phoneIdOf(phoneId)) return { ids: this.#host.calls.phoneIds(), isOne: false };',
        'a phone that is gone means all of them',
      ],
      [
        'BE24',
        'calls/feed.ts',
        'this.#isHolding || this.#all.size > 0 || this.#byNode.size > 0',
        'this.#isHolding || this.#all.size > 0',
        'who listens to one phone hears nothing',
      ],
      ['BE04', 'calls/state-node.ts', 'message.reset === true', 'Boolean(message.reset)', 'any text resets a phone'],
      [
        'BE05',
        'installation/installation.ts',
        '!hasToken && this.#guarded.has(phone)',
        '!hasToken && false',
        'who knows no token changes the state of a guarded phone',
      ],
      [
        'BE06',
        'installation/installation.ts',
        'this.deploys.onceOver(end);',
        'end();',
        'a guarded phone is open while its node is made anew',
      ],
      [
        'BE07',
        'events/read-access.ts',
        "token !== '' || faults.length > before",
        "token !== ''",
        'a phone whose guard lost its token is open',
      ],
      [
        'BE08',
        'installation/installation.ts',
        '    this.calls.remove(phone.id);',
        '',
        'a phone that comes back knows what one was doing that is gone',
      ],
      [
        'BE09',
        'calls/state-status.ts',
        'if (IN_USE.has(state)) this.#inUse.add(phoneId);\n    else this.#inUse.delete(phoneId);',
        'if (IN_USE.has(state)) this.#inUse.add(phoneId);',
        'the number of phones in use only grows',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/calls',
    ['test/lib/calls/state-status.test.ts'],
    [
      [
        'BE26a',
        'state-status.ts',
        '${party}`.trim();',
        '${partyOf(call?.remote)}`.trim();',
        'shows what a flow has made of a view',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/calls',
    ['test/lib/calls/tracker.test.ts'],
    [
      [
        'BE25',
        'tracked-phone.ts',
        ' || this.#named.leader !== leader',
        '',
        'a phone keeps the name that it had before a deploy',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib',
    ['test/lib/events/verdict.test.ts', 'test/lib/events/guarded-phones.test.ts', 'test/lib/calls/stored.test.ts'],
    [
      [
        'BE10',
        'events/verdict.ts',
        'return () => told.pass(deliver);',
        'return deliver;',
        'messages overtake the state',
      ],
      [
        'BE11',
        'events/verdict.ts',
        '      tell(judge, error);\n      told.open();',
        '      tell(judge, error);',
        'an error on the way to the state costs the messages',
      ],
      [
        'BE12',
        'events/guarded-phones.ts',
        '      isOver = true;\n',
        '',
        'a guard that ends twice takes another one with it',
      ],
      [
        'BE13',
        'calls/turn.ts',
        'if (witnessed) this.known = true;',
        '',
        'the first news after a restart leaves the phone unknown',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib',
    ['test/lib/calls/*.test.ts', 'test/lib/outcomes/words.test.ts', 'test/lib/iso-time.test.ts'],
    [
      ['BE14', 'calls/feed.ts', 'if (surplus === 0) this.#held.shift();', 'if (surplus === 0) return;', 'no bound'],
      ['BE15', 'calls/feed.ts', 'isRecord || --surplus < 0', '--surplus < 0', 'a record goes before a change'],
      ['BE16', 'calls/feed.ts', 'structuredClone(news)', 'news', 'one listener changes what another gets'],
      [
        'BE17',
        'calls/facts.ts',
        '.flatMap(eventsOf)',
        '.map(({ event }) => event)',
        'what a variable tells is not told',
      ],
      ['BE18', 'calls/facts.ts', 'rowsOn(profile.events, seriesOf(profile, model))', 'profile.events', 'any model'],
      ['BE19', 'calls/follow.ts', ' || nextRecord(state) <= at.at', '', 'a record waits for a change'],
      [
        'BE20',
        'calls/tracker.ts',
        'if (isDue(tracked.state, moment)) this',
        'if (false) this',
        'nothing is due at a report',
      ],
      ['BE21', 'outcomes/words.ts', 'rowsTelling(profile.events, effect.by)', 'profile.events', 'all URLs are lacking'],
      ['BE22', 'iso-time.ts', 'Math.floor(milliseconds / DAY)', 'Math.trunc(milliseconds / DAY)', 'days before 1970'],
      ['BE23', 'iso-time.ts', 'if (thisDay !== day) {', 'if (day !== day) {', 'it is always the first day'],
    ],
  ),
];
