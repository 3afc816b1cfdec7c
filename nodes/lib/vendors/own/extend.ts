import { type Sentence, sentence } from '../../sentences/sentence';
import type { VendorProfile } from '../profile';
import { shown } from './fits';
import type { OwnFile } from './profile-shape';

/**
 * How a file builds on a profile. Sections replace the base's; in tables a row replaces the base's row of the same name, where
 * that stands, and others follow behind. What `without` names is left out of the base before.
 */

type Row = Readonly<Record<string, unknown>>;

/** What tells the rows of a table apart. */
const NAME_OF: Readonly<Record<string, (row: Row) => unknown>> = {
  series: ({ id }) => id,
  events: ({ event }) => event,
  variables: ({ name }) => name,
  keys: ({ key }) => key,
  provisioning: ({ id }) => id,
  advice: ({ status = '', code = '', transport = '' }) =>
    `${String(status)}${String(code)} ${String(transport)}`.trim(),
};
/** Tables by name: an action's recipes, a source, are replaced as a whole. */
const BY_NAME: readonly string[] = ['actions', 'sources'];
/** They say who a phone is, which two vendors cannot say. */
const NOT_INHERITED: readonly string[] = ['anyMake', 'ouis'];
const NEEDED: readonly string[] = ['id', 'label', 'variableMarks'];

/** What a profile is that says nothing. */
const NOTHING: Omit<VendorProfile, 'id' | 'label'> = {
  sources: {},
  series: [],
  events: [],
  variables: [],
  variableMarks: { before: '$', after: '' },
  keys: [],
  actions: {},
  advice: [],
};

/**
 * The profile that a file makes.
 *
 * @param base absent: it builds on none, and has a label
 * @param tell of what it leaves out and the base does not have
 */
export function extended(file: OwnFile, base: VendorProfile | undefined, tell: (why: Sentence) => void): VendorProfile {
  const { $schema: _schema, extends: _base, without = [], ...own } = file;
  const made: Record<string, unknown> = { ...NOTHING, label: file.id, ...base };
  for (const name of NOT_INHERITED) delete made[name];
  for (const what of without) if (!leaveOut(what, made)) tell(sentence('own.nothing-there', { what: shown(what) }));
  for (const [section, value] of Object.entries(own)) {
    const nameOf = NAME_OF[section];
    if (nameOf) made[section] = rows(made[section] ?? [], value, nameOf);
    else made[section] = BY_NAME.includes(section) ? { ...Object(made[section]), ...Object(value) } : value;
  }
  made['actions'] = Object.fromEntries(
    Object.entries(made['actions'] as VendorProfile['actions']).filter(([, recipes]) => recipes.length > 0),
  );
  // Checked by its shape; of facts without a source nobody asks for one while flows run.
  return made as unknown as VendorProfile;
}

function rows(base: unknown, own: unknown, nameOf: (row: Row) => unknown): Row[] {
  const [before, mine] = [base, own] as [readonly Row[], readonly Row[]];
  const replaced = before.map((row) => mine.find((each) => nameOf(each) === nameOf(row)) ?? row);
  return [...replaced, ...mine.filter((row) => !replaced.includes(row))];
}

/** @param what `http`, or a row: `events:mwi`, `actions:dial` */
function leaveOut(what: string, from: Record<string, unknown>): boolean {
  const mark = what.indexOf(':');
  const section = mark < 0 ? what : what.slice(0, mark);
  const value = Object.hasOwn(from, section) && !NEEDED.includes(section) ? from[section] : undefined;
  if (value === undefined) return false;
  if (mark < 0) {
    if (Object.hasOwn(NOTHING, section)) from[section] = NOTHING[section as keyof typeof NOTHING];
    else delete from[section];
    return true;
  }
  const name = what.slice(mark + 1);
  const nameOf = NAME_OF[section];
  if (nameOf) {
    const left = (value as readonly Row[]).filter((row) => nameOf(row) !== name);
    from[section] = left;
    return left.length < (value as readonly Row[]).length;
  }
  if (!BY_NAME.includes(section) || !Object.hasOwn(Object(value), name)) return false;
  const { [name]: _gone, ...left } = value as Record<string, unknown>;
  from[section] = left;
  return true;
}
