import { EVENT_IDS, type EventTerm, type OurEventId } from '../vocabulary';
import type { EventRow, Fact } from './profile';

// Of each form of a row on its own, where a row has several.
type Uncited<Row extends Fact> = Row extends Fact ? Omit<Row, 'source'> : never;
type Cited<Row extends Fact> = { readonly source: string } & Uncited<Row>;

/** Rows of one table of one document: the source is written once, a row may still mark itself a guess. */
export function cite<Row extends Fact>(source: string, rows: readonly Uncited<Row>[]): readonly Cited<Row>[] {
  return rows.map((row) => Object.assign({ source }, row));
}

/** An event table as documents print it: event id → label, then every other spelling. */
export function eventRows(
  source: string,
  table: Partial<Record<OurEventId, readonly [label: string, ...names: string[]]>>,
): readonly EventRow[] {
  const rows: EventRow[] = [];
  for (const event of EVENT_IDS) {
    const [label, ...names] = table[event] ?? [];
    if (label !== undefined) rows.push({ event, label, names, source });
  }
  return rows;
}

/** Events of a vendor's own, which no id of ours means: id → label, then every other spelling. */
export function ownEventRows(
  source: string,
  category: EventTerm['category'],
  table: Readonly<Record<string, readonly [label: string, ...names: string[]]>>,
): readonly EventRow[] {
  return Object.entries(table).map(([event, [label, ...names]]) => ({ event, category, label, names, source }));
}
