import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { breaches, type Plan, readPlan, readSources } from './support/floors';
import { ROOT } from './support/package';

const PLAN = readPlan(readFileSync(join(ROOT, 'docs', 'architecture.md'), 'utf8'));
const { dependencies = {} } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  readonly dependencies?: Readonly<Record<string, string>>;
};
const SOURCES = readSources(ROOT, 'nodes');

describe('the floors of the house', () => {
  it('are drawn in docs/architecture.md, every room where it stands', () => {
    for (const { folder } of PLAN.rooms) {
      assert.ok(
        [...SOURCES.keys()].some((path) => path.startsWith(folder)),
        `there is no ${folder}`,
      );
    }
    assert.ok(PLAN.rooms.length >= 8 && PLAN.strangers.length >= 4);
    for (const folder of PLAN.strangers.flat())
      assert.ok(
        [...SOURCES.keys()].some((path) => path.startsWith(folder)),
        `there is no ${folder}`,
      );
  });

  it('carry only what stands above them', () => {
    assert.deepEqual(breaches(SOURCES, PLAN, Object.keys(dependencies)), []);
  });

  it('keep commands pure and synchronous: the browser runs them, too', () => {
    const waiting =
      /\b(?:async|await|Promise|setTimeout|setInterval|setImmediate|queueMicrotask|process|AbortSignal)\b/;
    const found = [...SOURCES].flatMap(([path, text]) => {
      const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
      return path.startsWith('nodes/lib/commands/') && (waiting.test(code) || code.includes("'node:")) ? [path] : [];
    });
    assert.deepEqual(found, []);
  });

  describe('a file that goes against the plan is told', () => {
    const plan: Plan = {
      rooms: [
        { folder: 'nodes/', floor: 3 },
        { folder: 'nodes/lib/a/', floor: 2 },
        { folder: 'nodes/lib/b/', floor: 2 },
        { folder: 'nodes/lib/', floor: 1 },
      ],
      strangers: [['nodes/lib/a/x/', 'nodes/lib/a/y/']],
    };
    const path = 'nodes/lib/a/file.ts';
    const told = (text: string, from = path): string[] =>
      breaches(
        new Map([
          ['nodes/lib/b/index.ts', ''],
          ['nodes/lib/c.ts', ''],
          [from, text],
        ]),
        plan,
        ['axios'],
      );

    const bad: readonly (readonly [name: string, text: string, words: RegExp, from?: string])[] = [
      ['a room beside', "import { b } from '../b';", /nodes\/lib\/b\/index\.ts, more than types/],
      ['a room beside, over lines', "import {\n  b,\n  type c,\n} from '../b/index';", /more than types/],
      ['a room beside, by export', "export { b } from '../b';", /more than types/],
      ['a room beside, for what it does', "import '../b';", /more than types/],
      ['a room beside, at run time', "const b = await import('../b');", /more than types/],
      ['a room beside, by require', "const b = require('../b') as B;", /more than types/],
      ['a floor above', "import type { a } from './a/file';", /a floor above/, 'nodes/lib/c.ts'],
      ['Node-RED', "import type { NodeAPI } from 'node-red';", /neither Node\.js nor a dependency/],
      ['a development tool', "import { build } from 'esbuild';", /neither Node\.js/],
      ['Node.js under its old name', "import { join } from 'path';", /neither Node\.js/],
      ['a node file', "import { x } from '../../types';", /nodes\/types, beyond the library/],
      ['a stranger, for a type', "import type { y } from '../y/y';", /a\/x\/ knows nothing/, 'nodes/lib/a/x/x.ts'],
      ['what has no floor', "import { x } from '../demo/x';", /demo\/x stands on no floor/, 'nodes/x.ts'],
    ];
    for (const [name, text, words, from] of bad) {
      it(name, () => {
        const [first = '', ...more] = told(text, from);
        assert.match(first, words);
        assert.deepEqual(more, []);
      });
    }

    it('and no other', () => {
      const text = [
        "import { readFile } from 'node:fs/promises';",
        "import { get } from 'axios';",
        "import { c } from '../c';",
        "import { own } from './own';",
        "import type { b } from '../b';",
        "export type { b2 } from '../b';",
        "type B = typeof import('../b');",
        "const words = 'taken from'; // import { x } from '../b' in a comment",
      ].join('\n');
      assert.deepEqual(told(text), []);
      assert.deepEqual(told("import type { x } from '../x/x';", 'nodes/lib/a/y/y.ts'), []);
    });
  });
});
