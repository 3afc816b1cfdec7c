import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillHelp, type HelpFacts } from '../scripts/help-tables';
import { NODE_SETS, usedKeys } from './support/locale-keys';
import { ROOT } from './support/package';

interface Catalogue {
  readonly [key: string]: string | Catalogue;
}

const LANGUAGES = ['en-US', 'de', 'zh-CN'];
const TRANSLATIONS = LANGUAGES.filter((language) => language !== 'en-US');

const read = (language: string, file: string): string => readFileSync(join(ROOT, 'locales', language, file), 'utf8');
const catalogue = (language: string, set: string): Catalogue => JSON.parse(read(language, `${set}.json`)) as Catalogue;

/** `{ label: { name: 'Name' } }` as `label.name` → `Name`. */
function flat(words: Catalogue, before = ''): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${before}${key}`, value]] : [...flat(value, `${before}${key}.`)],
    ),
  );
}

const words = (language: string, set: string): Map<string, string> => flat(catalogue(language, set));
const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, part]) => part ?? '');
const placeholders = (text: string): string[] => all(text, /(__\w+?__)/g).toSorted();
const tags = (text: string): string[] => all(text, /<(\/?[a-z][^>]*)>/gi);
const codeWords = (html: string): string[] =>
  all(html, /<code>([^<]*)<\/code>/g)
    .map((code) => code.replace(/\s+/g, ' '))
    .toSorted();
/** Tags that may move with the order of a sentence's words. */
const isInline = (tag: string): boolean => /^\/?(?:code|b|i)$/.test(tag);

const FACTS: HelpFacts = { vendors: [], events: [], actions: [], errors: [] };

describe('the locales', () => {
  it('are en-US, de and zh-CN, with the same files', () => {
    assert.deepEqual(readdirSync(join(ROOT, 'locales')).toSorted(), LANGUAGES.toSorted());
    const files = NODE_SETS.flatMap((set) => [`${set}.html`, `${set}.json`]).toSorted();
    for (const language of LANGUAGES) {
      // English sentences of the runtime are in the code: test/sentences.test.ts.
      const own = language === 'en-US' ? files : [...files, 'runtime.json'].toSorted();
      assert.deepEqual(readdirSync(join(ROOT, 'locales', language)).toSorted(), own, language);
    }
  });

  it('help with the properties of each node, and with the status of each that has one', () => {
    const HEADS = {
      'en-US': ['Properties', 'Status'],
      de: ['Eigenschaften', 'Status'],
      'zh-CN': ['属性', '状态'],
    } as const;
    for (const [language, [properties, status]] of Object.entries(HEADS)) {
      for (const set of NODE_SETS) {
        const heads = all(read(language, `${set}.html`), /<h3>([^<]+)<\/h3>/g);
        assert.ok(heads.includes(properties), `${language} ${set}: ${properties}`);
        // Config nodes stand in no flow.
        const isInFlows = !['voip-phone', 'phone-listener'].includes(set);
        assert.equal(heads.includes(status), isInFlows, `${language} ${set}: ${status}`);
      }
    }
  });

  it('wrap long code and long names in the help, and nothing else', () => {
    const long = 'Allow commands that restart the phone';
    const help = fillHelp(
      `<dt class="optional">${long}</dt><dt>Phone</dt><code>${long}</code><code>id</code>`,
      FACTS,
      () => ({}),
    );
    assert.deepEqual(tags(help).filter((tag) => tag.includes('style')).length, 2);
    assert.ok(help.endsWith('<code>id</code>') && help.includes('<dt>Phone</dt>'));
  });

  for (const set of NODE_SETS) {
    describe(set, () => {
      const original = words('en-US', set);

      it('has a word for every key that the dialogs, nodes and help tables ask for, and no other', () => {
        const used = usedKeys(set, new Set(Object.keys(catalogue('en-US', set))));
        assert.deepEqual(
          [...used].filter((key) => !original.has(key)),
          [],
          'missing',
        );
        assert.deepEqual(
          [...original.keys()].filter((key) => !used.has(key)),
          [],
          'unused',
        );
      });

      for (const language of TRANSLATIONS) {
        it(`has the same keys in ${language}`, () => {
          assert.deepEqual([...words(language, set).keys()].toSorted(), [...original.keys()].toSorted());
        });

        it(`has the same placeholders, markup and code words in ${language}`, () => {
          for (const [key, text] of words(language, set)) {
            const english = original.get(key) ?? '';
            assert.deepEqual(placeholders(text), placeholders(english), key);
            assert.deepEqual(tags(text).toSorted(), tags(english).toSorted(), key);
            assert.deepEqual(codeWords(text), codeWords(english), key);
          }
        });

        it(`leaves no sentence in English in ${language}`, () => {
          const untranslated = [...words(language, set)].filter(
            ([key, text]) => text === original.get(key) && /[a-z]{2,} [a-z]{2,} [a-z]{2,}/i.test(text),
          );
          assert.deepEqual(untranslated, []);
        });

        it(`has the same help in ${language}: sections, links, code words, tables`, () => {
          const help = read(language, `${set}.html`);
          const english = read('en-US', `${set}.html`);
          const blocks = (html: string): string[] => tags(html).filter((tag) => !isInline(tag));
          assert.deepEqual(blocks(help), blocks(english));
          assert.deepEqual(tags(help).toSorted(), tags(english).toSorted());
          assert.deepEqual(codeWords(help), codeWords(english));
          assert.deepEqual(all(help, /<!-- (\w+) -->/g), all(english, /<!-- (\w+) -->/g));
        });
      }

      for (const language of LANGUAGES) {
        it(`says something under every key in ${language}`, () => {
          const blank = [...words(language, set)].filter(([, text]) => text.trim() === '' || text !== text.trim());
          assert.deepEqual(blank, []);
        });

        // Node-RED translates a status in the browser, and shows it beneath a node.
        it(`keeps statuses and their keys under 20 characters in ${language}`, () => {
          for (const [key, text] of words(language, set)) {
            if (key.startsWith('status.'))
              assert.equal(Math.max(key.length, text.length) < 20, true, `${key}: ${text}`);
          }
        });
      }
    });
  }
});
