import { displayMac, normaliseMac } from '../../nodes/lib/identity/mac';
import { type Column, COLUMNS, type CsvRow } from './csv';

/** A phone's properties and login as a line of a file, or a phone that reported, gives them; absent: as it is. */
export type PhoneValues = Readonly<Partial<Record<Column, string>>>;

/** A phone that is there already. */
export interface KnownPhone {
  readonly id: string;
  readonly values: Readonly<Record<'name' | 'vendor' | 'model' | 'mac' | 'host', string>>;
}

/** Why a line makes no phone. */
export type Mistake = 'vendor-missing' | 'vendor-unknown' | 'mac' | 'host' | 'no-address' | 'mac-twice' | 'host-twice';

/** What becomes of a line. */
export type Planned = { readonly line: number; readonly values: PhoneValues } & (
  | { readonly kind: 'new' }
  | { readonly kind: 'changed'; readonly id: string; readonly changes: readonly Column[] }
  | { readonly kind: 'same'; readonly id: string }
  | { readonly kind: 'bad'; readonly mistakes: readonly Mistake[]; readonly other?: number }
);

/** What is asked of whoever knows vendors and addresses. */
export interface Judges {
  /** A vendor's id, by its id or label in any case; undefined where nobody knows it. */
  vendor(text: string): string | undefined;
  /** The vendor of hardware with such a MAC and model, where only one comes into question. */
  guess(model: string, mac: string): string | undefined;
  isHost(text: string): boolean;
}

/** Decides what each line of a file makes: a phone, a change of one that is there, or nothing, and why. */
export function planImport(rows: readonly CsvRow[], known: readonly KnownPhone[], judges: Judges): readonly Planned[] {
  const byMac = new Map<string, KnownPhone>();
  const byHost = new Map<string, KnownPhone>();
  for (const phone of known) {
    const mac = normaliseMac(phone.values.mac);
    if (mac !== undefined && !byMac.has(mac)) byMac.set(mac, phone);
    if (mac === undefined && phone.values.host !== '') byHost.set(hostKey(phone.values.host), phone);
  }
  const lines = { mac: new Map<string, number>(), host: new Map<string, number>() };
  return rows.map(({ line, cells }): Planned => {
    const { values, mistakes } = read(cells, judges);
    const mac = normaliseMac(values.mac ?? '');
    // Without a MAC the address is all that tells a phone.
    const [seen, key] = mac === undefined ? [lines.host, hostKey(values.host ?? '')] : [lines.mac, mac];
    const other = key === '' ? undefined : seen.get(key);
    if (other !== undefined) mistakes.push(mac === undefined ? 'host-twice' : 'mac-twice');
    else if (key !== '') seen.set(key, line);
    const there = mac === undefined ? byHost.get(key) : byMac.get(mac);
    // What is there already has a vendor.
    const wrong = mistakes.filter((mistake) => !(there && mistake === 'vendor-missing'));
    if (wrong.length > 0) return { line, values, kind: 'bad', mistakes: wrong, ...(other !== undefined && { other }) };
    if (!there) return { line, values, kind: 'new' };
    const changes = changesOf(values, there);
    return changes.length > 0
      ? { line, values, kind: 'changed', id: there.id, changes }
      : { line, values, kind: 'same', id: there.id };
  });
}

const hostKey = (host: string): string => host.trim().toLowerCase();

function read(cells: PhoneValues, judges: Judges): { readonly values: PhoneValues; readonly mistakes: Mistake[] } {
  const mistakes: Mistake[] = [];
  const { mac = '', host = '', vendor = '', model = '' } = cells;
  const written = mac === '' ? '' : displayMac(mac);
  if (written === undefined) mistakes.push('mac');
  if (host !== '' && !judges.isHost(host)) mistakes.push('host');
  if (host === '' && mac === '') mistakes.push('no-address');
  const id = vendor === '' ? judges.guess(model, normaliseMac(mac) ?? '') : judges.vendor(vendor);
  if (id === undefined) mistakes.push(vendor === '' ? 'vendor-missing' : 'vendor-unknown');
  return {
    values: {
      ...cells,
      ...(written !== undefined && cells.mac !== undefined && { mac: written }),
      ...(id !== undefined && { vendor: id }),
    },
    mistakes,
  };
}

/** A blank cell leaves what is there: an exported file has no secrets, and says so by nothing. */
function changesOf(values: PhoneValues, { values: own }: KnownPhone): Column[] {
  return COLUMNS.filter((column) => {
    const value = values[column] ?? '';
    if (value === '') return false;
    if (column === 'mac') return normaliseMac(own.mac) !== normaliseMac(value);
    // Of a login nobody can read the stored one: what stands in the file is meant.
    const stored: PhoneValues = own;
    return stored[column] !== value;
  });
}
