// What the runtime says, in languages other than English, which is in the code.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Sections of sentences, as `locales/<language>/runtime.json` and `nodes/lib/sentences/en-US.ts` have them. */
export type Sentences = Readonly<Record<string, Readonly<Record<string, string>>>>;

const read = (file: string): object => JSON.parse(readFileSync(file, 'utf8')) as object;

/**
 * Moves the sentences to where Node-RED looks for a node's words: below those of voip-phone.
 * @param locales a folder with one for each language, whose files are replaced
 */
export function placeSentences(locales: string): void {
  for (const language of readdirSync(locales)) {
    const sentences = join(locales, language, 'runtime.json');
    if (!existsSync(sentences)) continue;
    const words = join(locales, language, 'voip-phone.json');
    writeFileSync(words, JSON.stringify({ ...read(words), runtime: read(sentences) }));
    rmSync(sentences);
  }
}

/** The built sentences of a language; none where it is English. */
export function sentencesOf(locales: string, language: string): Sentences {
  const { runtime = {} } = read(join(locales, language, 'voip-phone.json')) as { readonly runtime?: Sentences };
  return runtime;
}
