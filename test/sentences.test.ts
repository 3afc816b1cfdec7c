import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_CODES } from '../nodes/lib/error-codes';
import { ENGLISH } from '../nodes/lib/sentences/en-US';
import { slug } from '../nodes/lib/sentences/sentence';
import { PROFILES } from '../nodes/lib/vendors/profiles';
import { ROOT } from './support/package';

type Catalogue = Readonly<Record<string, Readonly<Record<string, string>>>>;

const NODES = join(ROOT, 'nodes');
const CATALOGUE = 'lib/sentences/en-US.ts';
const sources = new Map(
  readdirSync(NODES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && file !== CATALOGUE && !file.includes('profiles'))
    .map((file) => [file, readFileSync(join(NODES, file), 'utf8')]),
);
const code = [...sources.values()].join('\n');

const flat = (catalogue: Catalogue): Map<string, string> =>
  new Map(
    Object.entries(catalogue).flatMap(([section, texts]) =>
      Object.entries(texts).map(([name, text]) => [`${section}.${name}`, text] as const),
    ),
  );
const english = flat(ENGLISH);
const translated = (language: string): Catalogue =>
  JSON.parse(readFileSync(join(ROOT, 'locales', language, 'runtime.json'), 'utf8')) as Catalogue;
/** What no language may change: places, names of properties and keys, what is typed as it stands. */
const fixed = (text: string): string[] =>
  [
    ...text.matchAll(
      /__\w+?__|\{\w+\}|msg(?:\.\w+)+|%[0-9A-F]{2}|\b(?:legacyTls|tls-config|voip-phone|httpNodeRoot|SHA-1)\b/g,
    ),
  ]
    .map(([part]) => part)
    .toSorted();

const literals = (text: string): string[] =>
  [...text.matchAll(/'([^'\n]*)'|"([^"\n]*)"|`([^`]*)`/g)].map(
    (match) => match.slice(1).find((part) => part !== undefined) ?? '',
  );

/** Names that what others say is looked up by: the system's codes, a phone's status. */
const ASKED_FOR = ['connection', 'connection-sip', 'entity', 'http-status', 'sip-status', 'listener'];
/** Names that stand alone in the code, behind the section's: `sentence(`rule.${name}`)`. */
const COMPOSED = ['rule', 'setting', 'field', 'parameter', 'tls', 'join', 'means', 'advice', 'outcome'];
const TLS_WAYS = ['secure-https', 'secure-sip'];

function isUsed(key: string): boolean {
  const [section = '', name = ''] = key.split('.');
  if (code.includes(`'${key}'`)) return true;
  if (ASKED_FOR.includes(section))
    return code.includes(`sentenceIn('${section}'`) || code.includes('-status` as const');
  if (!COMPOSED.includes(section) || !code.includes(`\`${section}.`)) return false;
  if (['means', 'advice', 'outcome'].includes(section) && Object.hasOwn(ERROR_CODES, name)) return true;
  return code.includes(`'${name}'`) || TLS_WAYS.includes(name);
}

describe('the sentences of the runtime', () => {
  it('are all said somewhere', () => {
    assert.deepEqual(
      [...english.keys()].filter((key) => !isUsed(key)),
      [],
    );
    assert.equal(isUsed('http.of-nobody'), false);
    assert.equal(isUsed('rule.of-nobody'), false);
  });

  it('are made of words alone: what is thrown is no English text of its own', () => {
    const found = [...sources].flatMap(([file, text]) =>
      [...text.matchAll(/new (?:PhoneError|SettingError|Unserved)\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)/g)]
        .filter(([, given = '']) => literals(given).some((text) => /[a-z] [a-z]/i.test(text)))
        .map(([whole]) => `${file}: ${whole}`),
    );
    assert.deepEqual(found, []);
    assert.ok((code.match(/new PhoneError\(/g) ?? []).length > 30, 'the pattern finds nothing any more');
    assert.deepEqual(literals(`'CLOSED', "it's", \`the \${x}\``), ['CLOSED', "it's", 'the ${x}']);
  });

  it('end without a full stop and begin as clauses do, so that they can be put together', () => {
    for (const [key, text] of english) assert.match(text, /^[^\s].*[^\s.]$/s, key);
  });

  it('are statuses of less than 20 characters', () => {
    for (const language of ['de', 'zh-CN']) {
      for (const text of [...Object.values(ENGLISH.brief), ...Object.values(translated(language)['brief'] ?? {})])
        assert.ok(text.replace('__count__', '999').length < 20, text);
    }
  });

  for (const language of ['de', 'zh-CN']) {
    describe(`in ${language}`, () => {
      const { vendor = {}, ...rest } = translated(language);
      const texts = flat(rest);

      it('are the same', () => {
        assert.deepEqual([...texts.keys()].toSorted(), [...english.keys()].toSorted());
      });

      it('have the same places and names', () => {
        for (const [key, text] of texts) assert.deepEqual(fixed(text), fixed(english.get(key) ?? ''), key);
      });

      it('are translated', () => {
        const left = [...texts].filter(
          ([key, text]) =>
            text.trim() !== text || text === '' || (text === english.get(key) && / [a-z]+ [a-z]+ /.test(text)),
        );
        assert.deepEqual(left, []);
      });

      it('have those of the vendors’ profiles, and no others', () => {
        const said = PROFILES.flatMap(({ advice, http }) => [
          ...advice.map(({ text }) => text),
          ...(http?.answer.refusals ?? []).flatMap(({ text }) => text ?? []),
        ]);
        const known = new Set(said.map(slug));
        assert.deepEqual(
          Object.keys(vendor).filter((key) => !known.has(key)),
          [],
        );
        // A new vendor's are said in English until somebody translates them: it must cost one file.
        assert.ok(Object.keys(vendor).length >= 24);
      });
    });
  }
});
