// The JSON schema of a user's vendor profile: the shape by which such files are read, with the comments of the type.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OWN_FILE } from '../nodes/lib/vendors/own/profile-shape';

const TYPES = join(__dirname, '..', 'nodes', 'lib', 'vendors', 'profile.ts');

/** What only files have. */
const OF_FILES: Readonly<Record<string, string>> = {
  $schema: 'Where this schema is, for editors.',
  id: "Lower-case letters and digits with dashes between; none of the package's own vendors, and no other file's.",
  extends: "The id of one of the package's vendors, or of another file's, on which this one builds.",
  without: 'What is left out of what it builds on: "http", or a row, "events:mwi", "keys:F1", "actions:dial".',
  events:
    "A row replaces that of the same event in what the file builds on; event ids: docs/messages.md's tables, or your own.",
};

type Json = Record<string, unknown>;

export function profileSchema(): object {
  const writer = new Writer(commentsOf(readFileSync(TYPES, 'utf8')));
  const schema = writer.write(OWN_FILE) as Json;
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Vendor profile of node-red-contrib-voip-phone',
    description:
      'A vendor of VoIP phones, for voip-phone/profiles in the user directory of Node-RED; docs/own-vendors.md says how to write one.',
    ...schema,
    definitions: writer.definitions,
  };
}

/** Writes each object with the comments of its type's fields in place of its title; what stands in several places, once. */
class Writer {
  readonly definitions: Json = {};
  readonly #comments: ReadonlyMap<string, string>;
  readonly #references = new Map<object, string>();
  readonly #seen = new Map<object, number>();

  constructor(comments: ReadonlyMap<string, string>) {
    this.#comments = comments;
    this.#count(OWN_FILE);
  }

  write(part: unknown): unknown {
    if (Array.isArray(part)) return part.map((each) => this.write(each));
    if (typeof part !== 'object' || part === null) return part;
    if ((this.#seen.get(part) ?? 0) < 2) return this.#object(part);
    const known = this.#references.get(part);
    if (known !== undefined) return { $ref: known };
    const name = `${titleIn(part)}${this.#references.size + 1}`;
    this.#references.set(part, `#/definitions/${name}`);
    this.definitions[name] = this.#object(part);
    return { $ref: `#/definitions/${name}` };
  }

  #object(part: object): Json {
    const { title, ...rest } = part as Json;
    return Object.fromEntries(
      Object.entries(rest).map(([name, each]) => [
        name,
        name === 'properties' ? this.#properties(each as Json, String(title)) : this.write(each),
      ]),
    );
  }

  #properties(parts: Json, title: string): Json {
    const type = title === 'OwnFile' ? 'VendorProfile' : title;
    return Object.fromEntries(
      Object.entries(parts).map(([name, part]) => {
        const comment =
          (title === 'OwnFile' ? OF_FILES[name] : undefined) ??
          this.#comments.get(`${type}.${name}`) ??
          this.#comments.get(`Fact.${name}`);
        return [name, { ...(comment !== undefined && { description: comment }), ...(this.write(part) as Json) }];
      }),
    );
  }

  #count(part: unknown): void {
    if (typeof part !== 'object' || part === null) return;
    if (Array.isArray(part)) {
      for (const each of part) this.#count(each);
      return;
    }
    const isShape = 'type' in part || 'anyOf' in part;
    const times = (this.#seen.get(part) ?? 0) + 1;
    if (isShape && !isSmall(part)) this.#seen.set(part, times);
    if (times === 1) for (const each of Object.values(part)) this.#count(each);
  }
}

/** A text or a number is as short as a reference to it. */
function isSmall(part: object): boolean {
  return 'type' in part && (part.type === 'string' || part.type === 'integer');
}

/** What a reader may call it: its type's name, or that of what is in it. */
function titleIn(part: unknown): string {
  if (typeof part !== 'object' || part === null) return 'Part';
  if ('title' in part) return String(part.title);
  const inner = Object.values(part).map(titleIn);
  return inner.find((title) => title !== 'Part') ?? 'Part';
}

/** `Interface.field` → its comment, as a line. */
function commentsOf(source: string): Map<string, string> {
  const found = new Map<string, string>();
  let type = '';
  let comment: string | undefined;
  for (const [, name, text, field] of source.matchAll(
    /^export (?:interface|type) (\w+)|\/\*\*((?:(?!\*\/)[^])*)\*\/|readonly '?([\w*#+]+)'?\??:/gm,
  )) {
    if (name !== undefined) type = name;
    else if (text !== undefined) comment = text.replace(/\s*\n\s*\* ?/g, ' ').trim();
    else if (comment !== undefined && !found.has(`${type}.${field}`)) found.set(`${type}.${field}`, comment);
    if (text === undefined) comment = undefined;
  }
  return found;
}
