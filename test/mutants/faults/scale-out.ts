import { type Mutant, mutantsOf } from '../mutant';

/** Faults of what several instances share: the store, its Redis, the flows of the recipe, and who judges the proof. */
export const SCALE_OUT: readonly Mutant[] = [
  ...mutantsOf(
    'nodes/lib/calls',
    ['test/lib/calls/stored.test.ts'],
    [
      [
        'SO01',
        'tracker.ts',
        '    if (!keeping) {\n',
        '    if (!keeping || tracked.storedTime > 0) {\n',
        'a phone is read once: what another instance did since is not known',
      ],
      ['SO02', 'tracker.ts', ', tracked.storedTime + 1)', ', 0)', 'whose clock is behind writes in vain'],
      ['SO03', 'tracker.ts', 'stored.time <= tracked.storedTime', 'false', 'an old word of another one counts'],
      [
        'SO04',
        'tracker.ts',
        'if (nextChange(tracked.state) <= moment.at) this.#whenRead(tracked, moment, end);\n    else tracked',
        'tracked',
        'a call ends for its silence that another one has ended',
      ],
      [
        'SO05',
        'tracked-phone.ts',
        'this.storedTime = Math.max(this.storedTime, wall);',
        '',
        'a store that comes by a deploy overrules memory',
      ],
      [
        'SO14',
        'tracker.ts',
        'if (tracked.keeping) tracked.keeping.whenWritten(tell);\n      else tell();',
        'tell();',
        'a phone is answered before another instance can know of its event',
      ],
      [
        'SO15',
        'keeping.ts',
        'if (next) this.write(next);\n        else this.#written();',
        'this.#written();\n        if (next) this.write(next);',
        'a phone is answered while its last word waits to be written',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib',
    [
      'test/lib/events/verdict.test.ts',
      'test/lib/events/own-port/listener-connection.test.ts',
      'test/lib/calls/clocks.test.ts',
    ],
    [
      [
        'SO16',
        'events/verdict.ts',
        'told.pass(done);\n    believe();',
        'believe();\n    done();',
        'the answer waits for no store',
      ],
      [
        'SO17',
        'events/own-port/listener-connection.ts',
        '!this.#isWaiting &&\n        ++requests',
        '++requests',
        'a request is served before the answer of the one before',
      ],
      [
        'SO18',
        'calls/clocks.ts',
        'immediate = setImmediate(() => (immediate = setImmediate(run)));',
        'run();',
        'a process that stood still gives up what has come',
      ],
    ],
  ),
  ...mutantsOf(
    'scale-out/redis-context',
    ['test/scale-out/redis-context.test.ts'],
    [
      [
        'SO06',
        'index.js',
        "tell(new Error('Redis: timed out'));",
        '',
        'a hung Redis holds events up until its connection is given up',
      ],
      [
        'SO13',
        'index.js',
        'immediate = setImmediate(() => (immediate = setImmediate(run)));',
        'run();',
        'a process that stood still takes Redis for silent',
      ],
      ['SO07', 'index.js', 'enableOfflineQueue: false,', '', 'what is asked of a dead Redis waits'],
      [
        'SO08',
        'index.js',
        '{\n    this.client.connect().catch(() => {});',
        '{\n    await this.client.connect();',
        'no start without Redis',
      ],
    ],
  ),
  ...mutantsOf(
    'test/scale-out',
    ['test/scale-out/judge.test.ts'],
    [
      ['SO09', 'judge-events.ts', "event.fate === 'lost' && isUnderWay && ", 'isUnderWay && ', 'a refusal is forgiven'],
      [
        'SO10',
        'judge-events.ts',
        'answered >= killed.from - TO_MESSAGE && ',
        '',
        'what was lost before the kill is forgiven',
      ],
      ['SO11', 'judge-calls.ts', ' && end.at + late > killed.from', '', 'each call of the killed one is forgiven'],
      ['SO12', 'judge-calls.ts', ' && found.outcomes.has(call.outcome)', '', 'a wrong outcome is no matter'],
    ],
  ),
];
