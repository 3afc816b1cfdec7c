import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from './support/package';

const NODES = join(ROOT, 'nodes');
const MOST_LINES = 80;

/**
 * What a module may remember for the whole process, and why. All else that outlives a node belongs to the installation,
 * so that two runtimes share nothing, nor do two tests.
 */
const REMEMBERED: Readonly<Record<string, string>> = {
  'installation-of.ts installations': 'the one way from a runtime to its installation',
  'lib/phones/links/shared-sip-stack.ts loaded': 'files are loaded once for a process',
  'lib/transports/sip/tls-identity.ts identities': 'worked out of the settings alone',
  'lib/transports/sip/tls-identity.ts references': 'worked out of the settings alone',
  'lib/events/report/fields.ts NOTHING': 'stays empty',
  'lib/events/report/reading.ts NOTHING': 'stays empty',
  'lib/transports/http/http-transport.ts NO_BODY': 'stays empty',
  'lib/commands/template.ts parsed': 'worked out of the template alone',
  'lib/commands/control.ts usual': 'worked out of the profile alone',
  'lib/commands/recipes.ts places': 'worked out of the recipe alone',
  'lib/iso-time.ts day': 'worked out of the time alone',
  'lib/iso-time.ts date': 'worked out of the time alone',
  'lib/vendors/keys.ts indexes': 'worked out of the profile alone',
  'lib/setup/file-pattern.ts known': "worked out of a listener's settings alone, and ends with them",
  'lib/vendors/series.ts foldedPrefixes': 'worked out of the profile alone',
  'lib/setup/networks.ts read': 'worked out of what the system said alone',
  'lib/vendors/event-urls.ts written': 'worked out of the profile alone',
  'lib/transports/authentication/nonce-counts.ts nonceCounts': "counts go on whoever asks: they are the server's",
};

const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file));

describe('the glue to Node-RED', () => {
  for (const file of readdirSync(NODES).filter((name) => name.endsWith('.ts'))) {
    it(`${file} is no longer than ${MOST_LINES} lines`, () => {
      const lines = readFileSync(join(NODES, file), 'utf8').trimEnd().split('\n').length;
      assert.ok(
        lines <= MOST_LINES,
        `${lines} lines: what a node does belongs to lib, where it is tested without Node-RED`,
      );
    });
  }
});

describe('module variables', () => {
  it('remember nothing that belongs to a runtime', () => {
    // A collection that is made empty at the top of a module, one that can be replaced, or an object of our own.
    const STATE =
      /^(?:export )?(?:(?:const) (\w+)[^=\n]*= new (?:(?:Weak)?(?:Map|Set)(?:<[^\n]*>)?\(\)|(?!(?:Weak)?(?:Map|Set)\b|RegExp|Intl)\w+)|let (\w+))/gm;
    const found = files(NODES).flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(STATE)].map(
        ([, constant, variable]) => `${relative(NODES, file)} ${constant ?? variable}`,
      ),
    );
    assert.ok(found.includes('installation-of.ts installations'), 'the pattern finds nothing any more');
    assert.deepEqual(
      found.filter((name) => !Object.hasOwn(REMEMBERED, name)),
      [],
    );
  });
});
