import type { Rendered } from './plan';

/** A checked value with the way it may be shown. */
export interface Filling {
  readonly value: string;
  /** Shown as `***`. */
  readonly secret?: true;
}

export type Fillings = Readonly<Partial<Record<string, Filling>>>;

/** Writes a value as the wire wants it (percent-encoded, or checked and verbatim). */
export type Writer = (value: string, name: string) => string;

export const MASK = '***';

interface Part {
  readonly text: string;
  readonly names: readonly string[];
  readonly optional: boolean;
}

export interface Placeholders {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

interface Parsed {
  readonly parts: readonly Part[];
  readonly placeholders: Placeholders;
}

const PLACEHOLDER = /\{([a-zA-Z]+)\}/g;

/**
 * Fills a recipe's template: `{name}` by its value, `[…]` kept only where every value it names is given. All other
 * text is the profile's own and goes out as it stands.
 *
 * @returns '' where nothing is left
 * @throws Error where a value outside `[…]` is missing: choosing the recipe has to see to that
 */
export function renderTemplate(template: string, fillings: Fillings, write: Writer): Rendered {
  let wire = '';
  let shown = '';
  for (const part of parse(template).parts) {
    if (part.optional && !part.names.every((name) => fillings[name])) continue;
    if (part.names.length === 0) {
      wire += part.text;
      shown += part.text;
      continue;
    }
    wire += fill(part.text, fillings, (filling, name) => write(filling.value, name));
    shown += fill(part.text, fillings, (filling, name) => (filling.secret ? MASK : write(filling.value, name)));
  }
  return { wire, shown };
}

/** The names a template cannot do without, and those it can. */
export function placeholdersOf(template: string): Placeholders {
  return parse(template).placeholders;
}

/** Templates are the profiles' own, so there are only so many. */
const parsed = new Map<string, Parsed>();

function parse(template: string): Parsed {
  let known = parsed.get(template);
  if (!known) {
    const parts = partsOf(template);
    const namesOf = (optional: boolean) =>
      parts.filter((part) => part.optional === optional).flatMap((part) => part.names);
    known = { parts, placeholders: { required: namesOf(false), optional: namesOf(true) } };
    parsed.set(template, known);
  }
  return known;
}

function partsOf(template: string): Part[] {
  return template
    .split(/(\[[^[\]]*\])/)
    .filter((text) => text !== '')
    .map((text) => {
      const optional = text.startsWith('[') && text.endsWith(']');
      const inner = optional ? text.slice(1, -1) : text;
      return { text: inner, names: [...inner.matchAll(PLACEHOLDER)].map((match) => match[1] ?? ''), optional };
    });
}

function fill(text: string, fillings: Fillings, value: (filling: Filling, name: string) => string): string {
  return text.replace(PLACEHOLDER, (_, name: string) => {
    const filling = fillings[name];
    if (!filling) throw new Error(`the template's {${name}} has no value`);
    return value(filling, name);
  });
}
