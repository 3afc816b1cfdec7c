// Writes dist/messages.d.ts: the shapes of messages in one file that needs nothing else, from the sources' own declarations.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** In the order in which they are read best. What they name must be among them. */
const SHIPPED = [
  ...['EventMessage', 'EventPayload', 'Party', 'EventCategory'],
  ...['CommandResult', 'LinkId', 'Confirmed', 'CommandFailure'],
  ...['ErrorCode', 'ErrorCause', 'TlsFault', 'CallOutcome', 'TriedNumber'],
  ...['CallView', 'CallFacts', 'CallState', 'Direction'],
];

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = mkdtempSync(join(tmpdir(), 'voip-phone-types-'));
try {
  const { status } = spawnSync(
    process.execPath,
    [
      'node_modules/typescript/bin/tsc',
      ...['-p', 'tsconfig.json', '--declaration', '--emitDeclarationOnly', '--outDir', folder],
    ],
    { cwd: root, stdio: 'inherit' },
  );
  if (status !== 0) process.exit(status ?? 1);
  const texts = readdirSync(join(folder, 'nodes', 'lib'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.d.ts'))
    .map((file) => readFileSync(join(folder, 'nodes', 'lib', file), 'utf8'));
  const { EVENT_IDS } = createRequire(import.meta.url)(join(root, 'dist', 'nodes', 'lib', 'vocabulary.js'));
  const events = EVENT_IDS.map((id) => `    | '${id}'`).join('\n');
  writeFileSync(
    join(root, 'dist', 'messages.d.ts'),
    [
      '// The messages of node-red-contrib-voip-phone, for function nodes and flows written in TypeScript.',
      ...SHIPPED.map((name) => declarationOf(name, texts)),
      `/** Ours, or one that a vendor brings for an event that none of ours means. */\nexport type EventId =\n${events}\n    | (string & NonNullable<unknown>);`,
    ].join('\n\n') + '\n',
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** As the compiler prints it: a comment, then a declaration that ends with the first line which is not indented. */
function declarationOf(name, texts) {
  const comment = String.raw`(?:/\*\*(?:(?!\*/)[^])*\*/\n)?`;
  const declaration = new RegExp(`^${comment}export (?:interface|type) ${name}\\b(?:.*;$|[^]*?^\\};?$)`, 'm');
  const found = texts.flatMap((text) => declaration.exec(text)?.[0] ?? []);
  if (found.length !== 1) throw new Error(`${found.length} declarations of ${name}: the types of messages need one`);
  return found[0];
}
