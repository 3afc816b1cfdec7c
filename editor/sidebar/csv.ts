import { parse, unparse } from 'papaparse';

/** Tables of phones, as Excel, LibreOffice and scripts write and read them. */

export const COLUMNS = ['name', 'vendor', 'model', 'mac', 'host', 'username', 'password', 'doorCode'] as const;
export type Column = (typeof COLUMNS)[number];
/** Of these the editor knows at most that they are there: they leave Node-RED in no file. */
export const SECRET: readonly Column[] = ['username', 'password', 'doorCode'];

/** Other names under which lists have them. */
const ALIASES: ReadonlyMap<string, Column> = new Map([
  ['address', 'host'],
  ['ip', 'host'],
  ['user', 'username'],
  ['login', 'username'],
]);

/** One line of a file. */
export interface CsvRow {
  /** Counted from 1, as editors show them; of the first, where a cell has several. */
  readonly line: number;
  /** Trimmed, but for secrets; a column that the file lacks is absent. */
  readonly cells: Readonly<Partial<Record<Column, string>>>;
}

/** What is wrong with a file as a table, `line` counted from 1. */
export type CsvTrouble =
  | { readonly kind: 'empty' | 'no-header' | 'too-many'; readonly line: number }
  | { readonly kind: 'quotes' | 'surplus'; readonly line: number }
  | { readonly kind: 'column-twice'; readonly line: number; readonly column: string };

export interface CsvTable {
  readonly rows: readonly CsvRow[];
  readonly troubles: readonly CsvTrouble[];
  /** Columns that mean nothing to us. */
  readonly unknown: readonly string[];
}

/** More would be no building but a mistake. */
export const MOST_ROWS = 10_000;

/**
 * A file's text: UTF-8 or UTF-16 with or without a mark at its beginning, else Windows-1252, as Excel writes where it is
 * asked for "CSV" alone.
 */
export function decodeCsv(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Reads a table; separated by `,`, `;` or tabs, with or without a mark at its beginning. */
export function readCsv(text: string): CsvTable {
  const rows: CsvRow[] = [];
  const troubles: CsvTrouble[] = [];
  let columns: readonly (Column | undefined)[] | undefined;
  const unknown: string[] = [];
  const source = text.replace(/^\uFEFF/, '');
  const lines = new LineCounter(source);
  let from = 0;
  const take = (cells: readonly string[], line: number, isBroken: boolean): void => {
    if (cells.every((cell) => cell.trim() === '')) return;
    if (isBroken) troubles.push({ kind: 'quotes', line });
    if (!columns) {
      columns = readHeader(cells, line, troubles, unknown);
      return;
    }
    if (isBroken || columns.length === 0) return;
    if (rows.length === MOST_ROWS) return void troubles.push({ kind: 'too-many', line });
    if (cells.slice(columns.length).some((cell) => cell.trim() !== ''))
      return void troubles.push({ kind: 'surplus', line });
    rows.push({ line, cells: readCells(cells, columns) });
  };
  if (source.trim() !== '')
    parse(source, {
      // A first line that names the columns tells it apart; papaparse would guess by the whole.
      delimiter: delimiterOf(source),
      step: ({ data, errors, meta }) => {
        take(
          data,
          lines.at(from),
          errors.some(({ type }) => type === 'Quotes'),
        );
        from = meta.cursor;
      },
    });
  if (!columns) troubles.push({ kind: 'empty', line: 1 });
  return { rows, troubles: troubles.filter(({ kind }, at) => kind !== 'too-many' || isFirst(troubles, at)), unknown };
}

const isFirst = (troubles: readonly CsvTrouble[], at: number): boolean =>
  troubles.findIndex(({ kind }) => kind === troubles[at]?.kind) === at;

/** The one of which the first line has most. */
function delimiterOf(source: string): string {
  const [first = ''] = source.trimStart().split(/[\r\n]/, 1);
  const count = (mark: string): number => first.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

/** Counts lines forwards, once through the text. */
class LineCounter {
  readonly #text: string;
  #at = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  /** @param position not before that of an earlier call */
  at(position: number): number {
    for (; this.#at < position; this.#at += 1) {
      const sign = this.#text[this.#at];
      if (sign === '\n' || (sign === '\r' && this.#text[this.#at + 1] !== '\n')) this.#line += 1;
    }
    return this.#line;
  }
}

function columnOf(title: string): Column | undefined {
  const folded = title.toLowerCase().replace(/[\s_-]/g, '');
  return ALIASES.get(folded) ?? COLUMNS.find((column) => column.toLowerCase() === folded);
}

/** @returns none where the line names no column that tells a phone */
function readHeader(
  titles: readonly string[],
  line: number,
  troubles: CsvTrouble[],
  unknown: string[],
): readonly (Column | undefined)[] {
  const columns = titles.map(columnOf);
  if (!columns.includes('mac') && !columns.includes('host')) {
    troubles.push({ kind: 'no-header', line });
    return [];
  }
  for (const [index, column] of columns.entries()) {
    const title = titles[index] ?? '';
    if (column && columns.indexOf(column) !== index) troubles.push({ kind: 'column-twice', line, column });
    else if (!column && title.trim() !== '') unknown.push(title.trim());
  }
  return columns;
}

function readCells(
  cells: readonly string[],
  columns: readonly (Column | undefined)[],
): Readonly<Partial<Record<Column, string>>> {
  const found: Partial<Record<Column, string>> = {};
  for (const [index, column] of columns.entries()) {
    const cell = cells[index];
    // Of a column that stands there twice, the first counts.
    if (!column || cell === undefined || found[column] !== undefined) continue;
    found[column] = SECRET.includes(column) ? cell : unguarded(cell.trim());
  }
  return found;
}

/** What a table program would take for a formula, and run (CWE-1236). */
const FORMULA = /^[=+\-@\t\r]/;

const guarded = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell);
/** As `writeCsv` has written it. */
const unguarded = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;

/** A table of phones without their secrets, with a mark at its beginning, without which Excel would not read UTF-8. */
export function writeCsv(phones: readonly Readonly<Partial<Record<Column, string>>>[]): string {
  const lines = phones.map((phone) =>
    COLUMNS.map((column) => (SECRET.includes(column) ? '' : guarded(phone[column] ?? ''))),
  );
  return `\uFEFF${unparse([COLUMNS, ...lines], { newline: '\r\n' })}\r\n`;
}
