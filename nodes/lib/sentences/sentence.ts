import { ENGLISH } from './en-US';

type Catalogue = typeof ENGLISH;
type Section = keyof Catalogue;

/** `section.name` of a sentence in the English catalogue. */
export type SentenceKey = { [S in Section]: `${S}.${keyof Catalogue[S] & string}` }[Section];

/** What fills a sentence's places: text of others goes in as it is, and is searched for nothing. */
export type Value = string | number | Sentence;
export type Values = Readonly<Record<string, Value>>;

/** A sentence, or a text that stands in no catalogue. */
export type Words = Sentence | string;

/**
 * The text that a language has under a key, its places not filled.
 * @returns undefined where it has none: then it is said in English
 */
export type Language = (key: string) => string | undefined;

type TextOf<K extends SentenceKey> = K extends `${infer S extends Section}.${infer N}`
  ? N extends keyof Catalogue[S]
    ? Catalogue[S][N] & string
    : never
  : never;
type PlacesOf<T extends string> = T extends `${string}__${infer Name}__${infer Rest}` ? Name | PlacesOf<Rest> : never;
/** Whom a clause is about may be said later. */
type Needed<K extends SentenceKey> = Exclude<PlacesOf<TextOf<K>>, 'it'>;

const PLACE = /__([A-Za-z]+)__/g;
const NO_VALUES: Values = {};

/** Something to be said to a person, in whatever language the one who says it speaks. */
export class Sentence {
  readonly key: string;
  readonly values: Values;
  /** English, with its places. */
  readonly #template: string;

  /** Use `sentence` or `clause`, which know the catalogue. */
  constructor(key: string, values: Values, template: string) {
    this.key = key;
    this.values = values;
    this.#template = template;
  }

  /** The same about somebody; as it is where it is about nobody. */
  about(subject: Value): Sentence {
    return this.hasSubject ? new Sentence(this.key, { ...this.values, it: subject }, this.#template) : this;
  }

  /** Whether it says something about the other side, by a subject that can be named. */
  get hasSubject(): boolean {
    return this.#template.includes('__it__');
  }

  /** @param language absent: English */
  in(language?: Language): string {
    const template = language?.(this.key) ?? this.#template;
    return template.replace(PLACE, (place, name: string) => {
      if (Object.hasOwn(this.values, name)) return say(this.values[name] ?? '', language);
      return name === 'it' ? sentence('word.it').in(language) : place;
    });
  }

  /** In English. */
  toString(): string {
    return this.in();
  }
}

/** @param values one for each `__place__` of the English text; `__it__` may be said later, by `about` */
export function sentence<K extends SentenceKey>(
  key: K,
  ...[values]: [Needed<K>] extends [never] ? [] : [Readonly<Record<Needed<K>, Value>>]
): Sentence {
  const [section, name = ''] = key.split('.', 2);
  return new Sentence(key, values ?? NO_VALUES, templateOf(section as Section, name) ?? key);
}

/**
 * A sentence whose name is known only now, such as a status.
 * @returns undefined where there is none
 */
export function sentenceIn(section: Section, name: string, values: Values = NO_VALUES): Sentence | undefined {
  const template = templateOf(section, name);
  return template === undefined ? undefined : new Sentence(`${section}.${name}`, values, template);
}

/** A text of a vendor's profile: translated under its own words, since a new vendor must cost one file. */
export function vendorSentence(text: string): Sentence {
  return new Sentence(`vendor.${slug(text)}`, NO_VALUES, text);
}

/** As keys of a catalogue may be: small letters, digits and dashes. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** @param language absent: English */
export function say(words: Words | number, language?: Language): string {
  return words instanceof Sentence ? words.in(language) : String(words);
}

/** Several as one: `a, b, c`, `a or b`, `a and b`. @returns '' of none */
export function joined(items: readonly Words[], by: 'comma' | 'or' | 'and' = 'comma'): Words {
  const [first = '', ...more] = items;
  return more.reduce<Words>((before, item) => sentence(`join.${by}`, { items: before, item }), first);
}

/** `what: why`. */
export function because(what: Words, why: Words): Sentence {
  return sentence('join.colon', { what, why });
}

/** `what (aside)`. */
export function aside(what: Words, more: Words): Sentence {
  return sentence('join.aside', { what, aside: more });
}

function templateOf(section: Section, name: string): string | undefined {
  const texts: Readonly<Record<string, string>> = ENGLISH[section];
  return Object.hasOwn(texts, name) ? texts[name] : undefined;
}
