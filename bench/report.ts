import { cpus } from 'node:os';

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Something that was promised, and what was measured. */
export interface Goal {
  readonly text: string;
  readonly measured: string;
  readonly met: boolean;
}

export interface Section {
  readonly title: string;
  readonly text: string;
  readonly tables: readonly { readonly caption: string; readonly table: Table }[];
  readonly goals: readonly Goal[];
}

/** `12,345`, `12.3`, `0.12`: three digits that mean something. */
export function figure(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return '–';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  const digits = Math.abs(value) >= 10 ? 3 : 2;
  return Number.isInteger(value) ? String(value) : value.toPrecision(digits);
}

export function times(value: number): string {
  return `${figure(value)}×`;
}

export function atLeast(text: string, value: number, least: number): Goal {
  return { text: `${text}: at least ${least}×`, measured: times(value), met: value >= least };
}

export function atMost(text: string, value: number, most: number): Goal {
  return { text: `${text}: at most ${most}×`, measured: times(value), met: value <= most };
}

export function below(text: string, value: number, most: number, unit: string): Goal {
  return { text: `${text}: below ${figure(most)} ${unit}`, measured: `${figure(value)} ${unit}`, met: value < most };
}

export function markdownTable({ columns, rows }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = columns.map((_, index) => (index === 0 ? '---' : '---:'));
  return [line(columns), line(rule), ...rows.map(line)].join('\n');
}

function goalTable(goals: readonly Goal[]): Table {
  return {
    columns: ['goal', 'measured', ''],
    rows: goals.map(({ text, measured, met }) => [text, measured, met ? 'met' : '**missed**']),
  };
}

/** The page as it goes into docs/. */
export function page(sections: readonly Section[], versions: readonly string[]): string {
  const processors = cpus();
  const head = [
    '# Benchmarks',
    'Written by `npm run bench`; do not edit. Every figure is the median of interleaved rounds, every ratio the median of the rounds’ own ratios:',
    'what else the machine did disturbed both sides of it. Trust the factors more than the figures, and run it on your own machine.',
    'What was made faster, by how much, and where the rest of the time goes: [speed.md](speed.md).',
    `Measured ${new Date().toISOString().slice(0, 10)} on ${processors.length} × ${processors[0]?.model ?? 'unknown'}, ${versions.join(', ')}; load generator, servers and Node-RED share these processors, over loopback.`,
  ];
  const goals = sections.flatMap((section) => section.goals);
  const parts = sections.map(({ title, text, tables }) => {
    const shown = tables.map(({ caption, table }) => `**${caption}**\n\n${markdownTable(table)}`);
    return [`## ${title}`, text, ...shown].join('\n\n');
  });
  return [head.join('\n'), '## Goals', markdownTable(goalTable(goals)), ...parts, '']
    .join('\n\n')
    .replace(/\n{3,}/g, '\n\n');
}
