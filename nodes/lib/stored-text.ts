import { aside, type Sentence, sentence, type SentenceKey, type Words } from './sentences/sentence';

/** Looks an environment variable up as Node-RED does; undefined or blank where it says nothing. */
export type LookUp = (name: string) => unknown;

/** A setting by its name in the catalogue's section `setting`. */
export type SettingName = SentenceKey extends infer K ? (K extends `setting.${infer N}` ? N : never) : never;

/** What a node was deployed with, whatever an imported flow holds: references not yet replaced. */
export interface StoredNode {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly credentials: Readonly<Record<string, unknown>>;
}

/** A stored property as it counts now. */
export interface StoredText {
  /** Every reference replaced; '' where one says nothing. Blanks at its ends stay. */
  readonly text: string;
  /** Why it cannot be read: a variable without a value, by its name, or a value that is no text. */
  readonly fault?: { readonly variable?: string };
}

const BLANK: StoredText = { text: '' };
/** A lone `${` is text, and so is a name with a blank in it: passwords hold such things. */
const REFERENCE = /\$\{([^\s}]+)\}/g;
/** Node-RED's older notation, which counts only where it is the whole value. */
const OLD_REFERENCE = /^\$\(([A-Za-z_][^\s()]*)\)$/;

/**
 * Reads a property as it was stored, reference by reference: a text of which one part says nothing is no text, since
 * what is left of it would be another guard, another address or another password than was meant. What a variable holds
 * is taken as it is, and not searched for further references.
 */
export function readStored(value: unknown, lookUp: LookUp): StoredText {
  if (value === undefined || value === null || value === '') return BLANK;
  if (typeof value === 'number' && Number.isFinite(value)) return { text: String(value) };
  if (typeof value !== 'string') return { text: '', fault: {} };
  let lacking: string | undefined;
  const replace = (_reference: string, name: string): string => {
    const found = lookUp(name);
    const text = typeof found === 'number' && Number.isFinite(found) ? String(found) : found;
    if (typeof text === 'string' && text.trim() !== '') return text;
    lacking ??= name;
    return '';
  };
  const old = OLD_REFERENCE.exec(value)?.[1];
  const text = old === undefined ? value.replace(REFERENCE, replace) : replace(value, old);
  return lacking === undefined ? { text } : { text: '', fault: { variable: lacking } };
}

/**
 * A setting that cannot be read, for a person.
 * @param isSecret its text must not be shown, and a variable's name is a part of it
 */
export function describeFault(
  setting: Words,
  { variable }: { readonly variable?: string },
  isSecret = false,
): Sentence {
  if (variable === undefined) return aside(setting, sentence('fault.no-text'));
  const name = variable.slice(0, 60);
  return aside(setting, isSecret ? sentence('fault.unset-secret') : sentence('fault.unset', { variable: name }));
}
