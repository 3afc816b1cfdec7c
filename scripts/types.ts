// The shapes of messages in one file that needs nothing else, from the sources' own declarations.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EVENT_IDS } from '../nodes/lib/vocabulary';

/** In the order in which they are read best. What they name must be among them. */
const SHIPPED = [
  ...['EventMessage', 'EventPayload', 'Party', 'EventCategory'],
  ...['CommandResult', 'Confirmed', 'LinkId', 'CommandFailure', 'TriedNumber'],
  ...['ErrorCode', 'ErrorCause', 'TlsFault'],
  ...['StateMessage', 'PhoneView', 'CallView', 'CallMessage', 'CallRecord', 'CallTold', 'PhoneName'],
  ...['PhoneState', 'CallState', 'CallOutcome', 'Direction', 'Flags', 'Changeable'],
];

const root = join(__dirname, '..');

/** @throws Error where the sources do not compile, or a type is declared twice or not at all */
export function writeMessageTypes(outfile: string): void {
  const texts = declarations();
  const events = EVENT_IDS.map((id) => `    | '${id}'`).join('\n');
  writeFileSync(
    outfile,
    `${[
      '// The messages of node-red-contrib-voip-phone, for function nodes and flows written in TypeScript.',
      ...SHIPPED.map((name) => declarationOf(name, texts)),
      `/** Ours, or one that a vendor brings for an event that none of ours means. */\nexport type EventId =\n${events}\n    | (string & NonNullable<unknown>);`,
    ].join('\n\n')}\n`,
  );
}

/** Those of all files of nodes/lib. */
function declarations(): string[] {
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
    if (status !== 0) throw new Error('no declarations: the sources do not compile');
    return readdirSync(join(folder, 'nodes', 'lib'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.d.ts'))
      .map((file) => readFileSync(join(folder, 'nodes', 'lib', file), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As the compiler prints it: a comment, then a declaration that ends with the first line which is not indented. */
function declarationOf(name: string, texts: readonly string[]): string {
  const comment = String.raw`(?:/\*\*(?:(?!\*/)[^])*\*/\n)?`;
  const declaration = new RegExp(`^${comment}export (?:interface|type) ${name}\\b(?:.*;$|[^]*?^\\};?$)`, 'm');
  const [found, ...others] = texts.flatMap((text) => declaration.exec(text)?.[0] ?? []);
  if (found === undefined || others.length > 0)
    throw new Error(`the types of messages need one declaration of ${name}, not ${found ? others.length + 1 : 0}`);
  return found;
}
