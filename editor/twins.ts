import { normaliseMac } from '../nodes/lib/identity/mac';
import { eachPhone, phoneChanges } from './all-phones';
import { keeping } from './kept';
import { storedText } from './nodes';
import { usesEnv } from './valid';

/**
 * Phones of this editor that have something in common which ought to be one phone's: looked up, since a comparison of
 * each with each would take minutes for 10,000.
 */

/** A phone as it stands in a dialog or is stored. */
export interface Described {
  readonly id: string;
  /** The flow that it is of; '' of all. */
  readonly z?: unknown;
  readonly name?: unknown;
  readonly mac?: unknown;
  readonly host?: unknown;
  readonly port?: unknown;
  readonly transport?: unknown;
}

/** What is compared; '' of what is not known before the flow runs: it equals nothing. */
interface Marks {
  readonly id: string;
  readonly name: string;
  readonly mac: string;
  readonly host: string;
  /** Where commands go; '' of a phone that is reached by SIP: its address may be the PBX's. */
  readonly place: string;
}

const text = (value: unknown): string => (usesEnv(value) ? '' : storedText(value));

function marksOf({ id, z, name, mac, host, port, transport }: Described): Marks {
  const address = text(host)
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1');
  const isPlace = address !== '' && transport !== 'sip' && !usesEnv(port);
  return {
    id,
    // The phone of the nearest flow is meant by a name: two of one flow are as near.
    name: text(name) === '' ? '' : `${storedText(z)}\n${text(name)}`,
    mac: normaliseMac(text(mac)) ?? '',
    host: address,
    place: isPlace ? `${address}\n${text(port)}` : '',
  };
}

/** `bare`: an address of a phone without MAC. */
type Key = 'name' | 'mac' | 'host' | 'bare' | 'place';
const KEYS: readonly Key[] = ['name', 'mac', 'host', 'bare', 'place'];

function keyOf(what: Key, marks: Marks): string {
  const value = what === 'bare' ? (marks.mac === '' ? marks.host : '') : marks[what];
  return value === '' ? '' : `${what} ${value}`;
}

/** Of a thousand phones with one address, three tell each of them that it is not alone: itself, another, and one to spare. */
const ENOUGH = 3;

/** Some enabled phones by what they have. */
type Index = Map<string, Marks[]>;

const marked = keeping(
  eachPhone,
  ['z', 'd', 'name', 'mac', 'host', 'port', 'transport'],
  (phone) => (phone.d ? undefined : marksOf(phone)),
  { changes: phoneChanges },
);
/** The last that was made, and of whom; kept up where phones come meanwhile. */
let index: { readonly phones: readonly object[] | undefined; readonly of: Index } | undefined;
/** A task asks for each of its phones: what was found out holds to its end. */
let isFresh = false;

function indexed(): Index {
  if (index && isFresh) return index.of;
  isFresh = true;
  setTimeout(() => {
    isFresh = false;
  });
  const phones = marked();
  if (index?.phones === phones) return index.of;
  const made: Index = new Map();
  for (const { of } of phones) if (of) list(of, made);
  index = { phones, of: made };
  return made;
}

function list(marks: Marks, into: Index): void {
  for (const what of KEYS) {
    const key = keyOf(what, marks);
    if (key === '') continue;
    const having = into.get(key);
    if (!having) into.set(key, [marks]);
    // Nodes with one MAC are one phone, which is there already.
    else if (having.length < ENOUGH && (what === 'mac' || !having.some((one) => isOnePhone(one, marks))))
      having.push(marks);
  }
}

/** Phones may be added and judged in one task. */
export function noteAdded(node: EditorNode): void {
  if (!index || node.type !== 'voip-phone' || node.d) return;
  list(marksOf(node), index.of);
  // It may be gone again before the next task looks.
  index = { phones: undefined, of: index.of };
}

/** What was found out in this task holds no longer: phones may have gone since. */
export function lookAgain(): void {
  isFresh = false;
}

/** Another phone with the same; where `isTwin` holds of it. */
function other(what: Key, own: Marks, isTwin: (theirs: Marks) => boolean = () => true): string | undefined {
  const key = keyOf(what, own);
  if (key === '') return undefined;
  return indexed()
    .get(key)
    ?.find((theirs) => theirs.id !== own.id && isTwin(theirs))?.id;
}

const isOnePhone = (one: Marks, theirs: Marks): boolean => one.mac !== '' && one.mac === theirs.mac;

/** Ids of another phone that each of these is true of. */
export interface Twins {
  /** It is the same phone. */
  readonly mac: string | undefined;
  /** A name of which nobody can tell whom it means. */
  readonly name: string | undefined;
  /** An address of which nobody can tell whose events come from there. */
  readonly host: string | undefined;
  /** Commands to both would reach one. */
  readonly place: string | undefined;
}

export function twinsOf(phone: Described): Twins {
  const own = marksOf(phone);
  const isAnother = (theirs: Marks): boolean => !isOnePhone(own, theirs);
  // A phone with a MAC is told apart from others with one.
  const host = own.mac === '' ? other('host', own) : other('bare', { ...own, mac: '' });
  return {
    mac: other('mac', own),
    name: other('name', own, isAnother),
    host,
    place: other('place', own, isAnother),
  };
}
