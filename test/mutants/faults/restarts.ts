import { type Mutant, mutantsOf } from '../mutant';

/** Faults of what is told of phones that say nothing, and of restarting those that lack something. */
export const RESTARTS: readonly Mutant[] = [
  ...mutantsOf(
    'nodes/lib/setup',
    ['test/lib/setup/standing.test.ts'],
    [
      [
        'RS01',
        'standing.ts',
        'reported === undefined || (standing',
        '(standing',
        'a phone that is new is called silent',
      ],
      ['RS02', 'standing.ts', 'now - again >= QUIET', 'now - again > QUIET', 'ten minutes are not ten minutes'],
      ['RS03', 'standing.ts', 'again > reported && now', 'now', 'who has reported since is called silent'],
      [
        'RS04',
        'standing.ts',
        'Math.max(fetched ?? reported, asked ?? reported)',
        'fetched ?? reported',
        'who asks and gets nothing new is not seen to have started',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/setup',
    ['test/lib/setup/restarts.test.ts'],
    [
      ['RS05', 'restarts.ts', 'const AT_ONCE = 2;', 'const AT_ONCE = 3;', 'three phones restart at a time'],
      ['RS06', 'restarts.ts', "phone.state !== 'idle'", "phone.state === 'talking'", 'a ringing phone restarts'],
      [
        'RS07',
        'restarts.ts',
        "phone.state === undefined || phone.state === 'unknown'",
        'phone.state === undefined',
        'who may be in a call is only called busy',
      ],
      [
        'RS08',
        'restarts.ts',
        "this.#host.find(id)?.standing !== 'reports'",
        'false',
        'what it says before it goes down counts as done',
      ],
      ['RS09', 'restarts.ts', 'if (turn.mac !== mac) continue;', '', 'another phone’s report counts'],
      [
        'RS10',
        'restarts.ts',
        'if (!entry.isLast) this.#queue.push(id);',
        '',
        'who was in a call is not looked at again',
      ],
      [
        'RS11',
        'restarts.ts',
        'if (entry.isLast && this.#turns.size > 0) return;',
        '',
        'the second look is taken at once',
      ],
      ['RS12', 'restarts.ts', '!this.#isHeld && this', 'this', 'a phone restarts in the midst of a deploy'],
      ['RS13', 'restarts.ts', 'if (isGone(id)) turn.end();', '{}', 'a phone that is gone holds a turn'],
      ['RS14', 'restarts.ts', '        closing.abort();\n', '', 'a command that waits is sent after all'],
      ['RS15', 'restarts.ts', '        cancel();\n', '', 'a timer is left behind'],
      [
        'RS16',
        'restarts.ts',
        'if (!phone || !(isNamed || isBehind(phone))) continue;',
        'if (!phone) continue;',
        'a phone that lacks nothing restarts',
      ],
      [
        'RS17',
        'restarts.ts',
        'if (!phone || !(entry.isNamed || isBehind(phone))) {',
        'if (!phone) {',
        'a phone restarts that has what it needs by its turn',
      ],
      [
        'RS18',
        'restarts.ts',
        'for (const id of this.#queue) this.#entries.delete(id);',
        '',
        'who was left alone waits',
      ],
      ['RS19', 'restarts.ts', "|| standing === 'old'", '', 'phones with old settings are left out'],
      ['RS20', 'restart-wish.ts', 'ids.length === phones.length ?', 'true ?', 'what is no id is skipped in silence'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/installation',
    ['test/nodes/restarts.test.ts'],
    [
      [
        'RS21',
        'installation.ts',
        'if (!isOld) this.restarts.reported(mac);',
        '',
        'two minutes are waited for each phone',
      ],
    ],
  ),
];
