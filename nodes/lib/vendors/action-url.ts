import type { EventTerm } from '../vocabulary';
import type { CallPhase, EventId, Series, UrlForm, VariableRow, VendorProfile } from './profile';
import { eventRowOf } from './names';
import { foldVariableName } from './variables';

/**
 * The Action URLs that this package gives out. Phones escape nothing, so two texts that strangers chose cannot be told
 * apart by separators alone: all that is the phone's own word goes first, then at most two variables of the other party,
 * its address and its display name, behind a mark that says "from here to the end nothing but these".
 */

/** Before the last variable of a request: all behind its `=` is its value. */
export const MARK = '~';
/** Before the other party's address, where its name follows behind `&~display_remote=`. */
export const PAIR_MARK = '~~';
/** What the name is called there, at every vendor: no text can say that it is called otherwise. */
export const NAME_IN_PAIR = 'display_remote';

export interface ChosenVariables {
  /** The phone's own words, those that may hold any sign last. */
  readonly own: readonly VariableRow[];
  /** The other party's URI, else its number, where the phone tells either. */
  readonly address?: VariableRow;
  /** The other party's display name. */
  readonly name?: VariableRow;
}

const ADDRESS_FIELDS = ['remote.uri', 'remote.number', 'call.callerId'] as const;

/** What is asked of a URL's variables. */
export interface Wanted extends Partial<Pick<EventTerm, 'phase' | 'direction'>> {
  readonly event: EventId;
  /** One variable for each property of the message, and none that fills no property. */
  readonly brief?: boolean;
}

/**
 * The variables of a vendor's URL for an event.
 *
 * @param series of the model, where it is known
 */
export function chooseVariables(
  profile: Pick<VendorProfile, 'variables' | 'series' | 'events'>,
  series: Pick<Series, 'id'> | undefined,
  { event, phase = 'none', direction, brief = false }: Wanted,
): ChosenVariables {
  const telling = foldVariableName(eventRowOf(profile, event)?.byVariable?.variable ?? '');
  const tells = ({ name, aliases = [] }: VariableRow): boolean =>
    [name, ...aliases].some((each) => foldVariableName(each) === telling);
  const filled = profile.variables
    .flatMap((row) => inDirection(row, direction))
    .filter((row) => tells(row) || (!row.secret && !row.rare && isFilledIn(row, phase, series?.id)));
  const own = filled.filter((row) => !isTheirs(row));
  const inOrder = [...own.filter((row) => !row.freeText), ...own.filter((row) => row.freeText)];
  const seriesIds = series ? [series.id] : profile.series.map(({ id }) => id);
  const surest = (fields: readonly string[]): VariableRow | undefined => {
    const rows = fields.flatMap((field) => filled.filter((row) => row.field === field));
    // Without a model, rather a variable that all of the vendor's phones fill.
    return rows.find((row) => seriesIds.every((id) => isFilledIn(row, phase, id))) ?? rows[0];
  };
  const address = surest(ADDRESS_FIELDS);
  const name = surest(['remote.name']);
  return { own: brief ? oneForEach(inOrder, tells) : inOrder, ...(address && { address }), ...(name && { name }) };
}

/**
 * One event's URL.
 *
 * @param before everything up to the event: `http://192.168.5.2:1880/phone`
 * @param token as it goes into a URL, '' for none
 * @param marks how the vendor writes a variable in a configured URL
 * @param form how it writes the URL, where that is not the usual way
 */
export function actionUrl(
  before: string,
  event: string,
  token: string,
  variables: ChosenVariables,
  marks: VendorProfile['variableMarks'],
  form?: Pick<UrlForm, 'start' | 'between' | 'scheme'>,
): string {
  return urlWith(before, event, token, writtenVariables(variables, marks, form), form);
}

/** A URL's variables, as they are written: the phone's own, and the other party's. */
export interface WrittenVariables {
  readonly own: string;
  readonly theirs: string;
}

/** What of an event's URL is the same for all of a vendor's phones. */
export function writtenVariables(
  { own, address, name }: ChosenVariables,
  marks: VendorProfile['variableMarks'],
  form?: Pick<UrlForm, 'between'>,
): WrittenVariables {
  const pair = (row: VariableRow, mark = '', called = row.name): string =>
    `${mark}${called}=${marks.before}${row.name}${marks.after}`;
  return {
    own: own.map((row) => pair(row, '', commonName(row))).join(form?.between ?? '&'),
    theirs: [
      ...(address ? [pair(address, name ? PAIR_MARK : MARK)] : []),
      ...(name ? [pair(name, MARK, address && NAME_IN_PAIR)] : []),
    ].join('&'),
  };
}

/** As `actionUrl`, of variables that are written already. */
export function urlWith(
  before: string,
  event: string,
  token: string,
  { own, theirs }: WrittenVariables,
  form?: Pick<UrlForm, 'start' | 'between' | 'scheme'>,
): string {
  const { start = '?', between = '&', scheme = true } = form ?? {};
  const phones = [token === '' ? '' : `token=${token}`, own].filter((part) => part !== '').join(between);
  const query = [phones, theirs].filter((part) => part !== '').join('&');
  const base = scheme ? before : before.replace(/^https?:\/\//, '');
  return `${base}/${event}${query === '' ? '' : `${start}${query}`}`;
}

/** Whose phone it is must be read before its vendor is known: by a name that every vendor's URLs have. */
function commonName({ name, field }: VariableRow): string {
  return field === 'phone.mac' && foldVariableName(name) !== 'mac' ? 'mac' : name;
}

/** Whatever tells who the other party is: by a hostile peer all of it is text. */
function isTheirs({ field }: VariableRow): boolean {
  return field !== undefined && (field.startsWith('remote.') || field === 'call.callerId');
}

function isFilledIn({ filled }: VariableRow, phase: CallPhase, seriesId: string | undefined): boolean {
  return filled.some(
    ({ phases, series }) =>
      (phases.includes('always') || phases.includes(phase)) &&
      (seriesId === undefined || !series || series.includes(seriesId)),
  );
}

function oneForEach(rows: readonly VariableRow[], isNeeded: (row: VariableRow) => boolean): VariableRow[] {
  const fields = new Set<string>();
  return rows.filter(
    (row) => isNeeded(row) || (row.field !== undefined && !fields.has(row.field) && fields.add(row.field)),
  );
}

/**
 * What the direction of the call makes of a row. Where the event has none, either may be the other party's text, and two of
 * those cannot be told apart: none of them is asked for.
 */
function inDirection({ fieldBy, ...row }: VariableRow, direction: EventTerm['direction']): VariableRow[] {
  if (!fieldBy) return [row];
  return direction ? [{ ...row, field: fieldBy[direction] }] : [];
}
