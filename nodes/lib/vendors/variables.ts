import type { MessageField, VariableRow, VendorProfile } from './profile';

/**
 * Whose words a value is: a text that the other party chose (its name, its URI), a text of this phone's own, or no free
 * text at all. Decides where the value ends, and what may be believed behind it.
 */
export type Wording = 'theirs' | 'own' | 'value';

/** What a variable's name means to whoever reads it. */
export interface Meaning {
  readonly wording: Wording;
  /** Absent: the value stays in `msg.variables` alone. */
  readonly field?: MessageField;
  /** In place of `field`: by the direction of the call. */
  readonly fieldBy?: VariableRow['fieldBy'];
  /** Nobody may see the value. */
  readonly isSecret?: true;
  /** At some vendor's phones it is a text of the other party: who the sender is must not be read behind it. */
  readonly mayBeTheirs?: true;
  /** `token` and `event`, which no phone has: whoever wrote the URL put them there. */
  readonly isOurs?: true;
}

/** A name as some vendor's documents print it. */
export interface PrintedName {
  /** One and the same text for all who send it: V8 makes properties of such a name without a look into its table of texts. */
  readonly name: string;
  readonly meaning: Meaning;
}

/** The names that one vendor's phones, or phones of unknown make, are read with. */
export interface VariableNames {
  /** By a name as it is printed, which is what phones mostly send; undefined for others. */
  printed(name: string): PrintedName | undefined;
  /** By a name in any case, with or without blanks, `_` and `-`; undefined for one that means nothing here. */
  meaningOf(name: string): Meaning | undefined;
}

/** A variable's name as it counts on receive: `caller_ID`, `callerID` and `caller-id` are one; so is a blank for `_`. */
export function foldVariableName(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}

/** Names that every URL may use, whatever the phone's make. */
const COMMON: Readonly<Record<string, Meaning>> = {
  mac: { wording: 'value', field: 'phone.mac' },
  ip: { wording: 'value', field: 'phone.ip' },
  model: { wording: 'value', field: 'phone.model' },
  firmware: { wording: 'value', field: 'phone.firmware' },
  callid: { wording: 'value', field: 'call.id' },
  line: { wording: 'value', field: 'call.line' },
  local: { wording: 'own', field: 'local.uri' },
  remote: { wording: 'theirs', field: 'remote.uri' },
  displaylocal: { wording: 'own', field: 'local.name' },
  displayremote: { wording: 'theirs', field: 'remote.name' },
  activeuser: { wording: 'value', field: 'account.user' },
  activehost: { wording: 'value', field: 'account.host' },
};

/** Not of a phone. A password may hold any sign, so it is read like a text: no piece of it must be left over. */
const OURS: Readonly<Record<string, Meaning>> = {
  token: { wording: 'value', isOurs: true },
  event: { wording: 'value', isOurs: true },
  password: { wording: 'own', isSecret: true },
};

const LONGEST_NAME = 64;

/** Looks names up as they are printed first: those are what phones mostly send. */
class Names implements VariableNames {
  readonly #byFolded: ReadonlyMap<string, Meaning>;
  readonly #byPrinted: ReadonlyMap<string, PrintedName>;

  constructor(byFolded: ReadonlyMap<string, Meaning>, printed: readonly string[]) {
    this.#byFolded = byFolded;
    this.#byPrinted = new Map(
      printed.flatMap((name) => {
        const meaning = byFolded.get(foldVariableName(name));
        return meaning ? [[name, { name, meaning }]] : [];
      }),
    );
  }

  printed(name: string): PrintedName | undefined {
    return this.#byPrinted.get(name);
  }

  meaningOf(name: string): Meaning | undefined {
    const printed = this.#byPrinted.get(name);
    if (printed || name.length > LONGEST_NAME) return printed?.meaning;
    return this.#byFolded.get(foldVariableName(name));
  }
}

/** What the names of variables mean, by who sends them. */
export interface Variables {
  /**
   * The names to read a phone's variables with: its own vendor's and the common ones. A name that only other vendors
   * use for a text of the other party fills nothing, but is known for such a text. Without a vendor (or for a
   * profile of any make) those of all, of which one that would fill different properties fills none.
   */
  readonly namesOf: (vendorId?: string) => VariableNames;
  /** Whether any vendor has the other party's display name under this name. */
  readonly isTheirName: (name: string) => boolean;
}

/** @param own vendors of the user's: their names are read from their own phones alone */
export function variablesOfVendors(profiles: readonly VendorProfile[], own: readonly VendorProfile[] = []): Variables {
  const rows = profiles.flatMap(({ variables }) => variables);
  const printed = [...rows.flatMap(namesOfRow), ...Object.keys(OURS)];
  const theirs = foldedNames(rows.filter((row) => !row.fieldBy && meaningOfRow(row).wording === 'theirs'));
  const theirNames = foldedNames(
    rows.filter(({ field, fieldBy }) => [field, fieldBy?.inbound, fieldBy?.outbound].includes('remote.name')),
  );
  const ofAll = new Names(strangersNames(rows), printed);
  const byVendor = new Map<string, VariableNames>();
  for (const { id, variables, anyMake } of profiles) {
    byVendor.set(id, anyMake ? ofAll : new Names(vendorsNames(variables, theirs), printed));
  }
  for (const { id, variables, anyMake } of own) {
    const written = [...printed, ...variables.flatMap(namesOfRow)];
    byVendor.set(id, anyMake ? ofAll : new Names(vendorsNames(variables, theirs), written));
  }
  return {
    namesOf: (vendorId) => (vendorId === undefined ? undefined : byVendor.get(vendorId)) ?? ofAll,
    isTheirName: (name) => theirNames.has(foldVariableName(name)),
  };
}

function meaningOfRow({ field, fieldBy, freeText, secret }: VariableRow): Meaning {
  if (secret) return { wording: 'own', isSecret: true };
  const fields = fieldBy ? [fieldBy.inbound, fieldBy.outbound] : [field ?? ''];
  const wording = !freeText ? 'value' : fields.some((each) => each.startsWith('remote.')) ? 'theirs' : 'own';
  return { wording, ...(fieldBy ? { fieldBy } : field !== undefined && { field }) };
}

function vendorsNames(rows: readonly VariableRow[], theirs: ReadonlySet<string>): Map<string, Meaning> {
  const names = new Map<string, Meaning>();
  for (const name of theirs) names.set(name, { wording: 'theirs' });
  for (const [name, meaning] of Object.entries(COMMON)) names.set(name, meaning);
  for (const row of rows) for (const name of namesOfRow(row)) names.set(foldVariableName(name), meaningOfRow(row));
  for (const [name, meaning] of Object.entries(OURS)) names.set(name, meaning);
  return names;
}

function strangersNames(rows: readonly VariableRow[]): Map<string, Meaning> {
  const names = new Map<string, Meaning>(Object.entries(COMMON));
  const ambiguous = new Set<string>();
  // Rows that count for their own vendor's phones alone come last: they only warn.
  // Whose text a row by direction is, only phones of its vendor tell: of theirs alone it says anything.
  const said = rows.filter((each) => !each.fieldBy);
  for (const row of [...said.filter((each) => !each.ownPhonesOnly), ...said.filter((each) => each.ownPhonesOnly)]) {
    for (const name of namesOfRow(row).map(foldVariableName)) {
      const earlier = names.get(name);
      const meaning = meaningOfRow(row);
      if (row.mayBeTheirs) ambiguous.add(name);
      if (row.ownPhonesOnly) {
        if (meaning.wording === 'theirs') names.set(name, { wording: 'value', ...earlier, mayBeTheirs: true });
        continue;
      }
      if (earlier?.field !== undefined && meaning.field !== undefined && earlier.field !== meaning.field)
        ambiguous.add(name);
      names.set(name, earlier ? merged(earlier, meaning) : meaning);
    }
  }
  for (const name of ambiguous) {
    const { wording = 'theirs', isSecret } = names.get(name) ?? {};
    names.set(name, { wording, ...(isSecret && { isSecret }) });
  }
  for (const [name, meaning] of Object.entries(OURS)) names.set(name, meaning);
  return names;
}

/** What two vendors say of one name: the more cautious word, and the property of whoever fills one. */
function merged(one: Meaning, other: Meaning): Meaning {
  const words: readonly Wording[] = [one.wording, other.wording];
  const field = one.field ?? other.field;
  return {
    wording: words.includes('theirs') ? 'theirs' : words.includes('own') ? 'own' : 'value',
    ...(field !== undefined && { field }),
    ...((one.isSecret || other.isSecret) && { isSecret: true }),
  };
}

function namesOfRow({ name, aliases = [] }: VariableRow): string[] {
  return [name, ...aliases];
}

function foldedNames(rows: readonly VariableRow[]): ReadonlySet<string> {
  return new Set(rows.flatMap(namesOfRow).map(foldVariableName));
}
