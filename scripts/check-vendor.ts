// `npm run check:vendor <id>`: what is wrong with a vendor's profile, by itself and beside the others, and its own tests.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { notesBetween, problemsBetween, problemsOf } from '../nodes/lib/vendors/check';
import { PROFILES } from '../nodes/lib/vendors/profiles';

const ROOT = join(__dirname, '..');
const [id = ''] = process.argv.slice(2);
const profile = PROFILES.find((each) => each.id === id);

if (!profile) {
  const hint = existsSync(join(ROOT, 'nodes', 'lib', 'vendors', 'profiles', `${id}.ts`))
    ? 'its file is there: add it to the list in nodes/lib/vendors/profiles/index.ts'
    : 'npm run check:vendor <id>, with the id of a profile';
  console.error(`There is no profile "${id}" among ${PROFILES.map((each) => each.id).join(', ')}: ${hint}.`);
  process.exitCode = 1;
} else {
  const concerns = (text: string): boolean => new RegExp(`(?<![\\w-])${id}(?![\\w-])`).test(text);
  const problems = [...problemsOf(profile).map(String), ...problemsBetween(PROFILES).filter(concerns)];
  for (const problem of problems) console.log(`✖ ${problem}`);
  for (const note of notesBetween(PROFILES).filter(concerns)) console.log(`  ${note}`);
  console.log(problems.length === 0 ? `✔ the profile of ${id} has no faults that can be told` : '');
  const phone = `test/phones/${id}.test.ts`;
  const hasPhone = existsSync(join(ROOT, phone));
  const mocha = ['--import', 'tsx', join('node_modules', 'mocha', 'bin', 'mocha.js')];
  const run = (...more: string[]): boolean =>
    spawnSync(process.execPath, [...mocha, ...more], { cwd: ROOT, stdio: 'inherit' }).status === 0;
  const passed = [
    run('--grep', `^the profile of ${id}, by its documents`, 'test/lib/vendors/documents.test.ts'),
    !hasPhone || run(phone),
  ];
  if (!hasPhone) console.log(`  There is no simulated phone of it yet (${phone}).`);
  if (problems.length > 0 || passed.includes(false)) process.exitCode = 1;
}
