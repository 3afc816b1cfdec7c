// Puts the tables of events, actions and errors into the built help texts, each in its language, from the catalogue that the
// editor gets: none of it is typed a second time.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogueFile } from '../nodes/lib/vendors/listing';
import { errorRows, fillHelp, type HelpWords } from './help-tables';
import { sentencesOf } from './sentences';

/** @param locales a folder with one for each language, whose files are replaced */
export function fillHelpTexts(locales: string, catalogue: CatalogueFile): void {
  for (const language of readdirSync(locales)) {
    const folder = join(locales, language);
    const words = (set: string): HelpWords =>
      JSON.parse(readFileSync(join(folder, `${set}.json`), 'utf8')) as HelpWords;
    const sentences = sentencesOf(locales, language);
    const errors = errorRows((key) => {
      const [section = '', name = ''] = key.split('.', 2);
      return sentences[section]?.[name];
    });
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.html'))) {
      const path = join(folder, file);
      writeFileSync(path, fillHelp(readFileSync(path, 'utf8'), { ...catalogue, errors }, words));
    }
  }
}
