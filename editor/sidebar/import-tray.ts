import { vendorCatalogue, vendorOf, vendors } from '../catalogue';
import { element, icon } from '../element';
import { host, usesEnv } from '../valid';
import { words } from '../words';
import { changePhones } from './add-phones';
import { COLUMNS, type Column, type CsvTable, type CsvTrouble, decodeCsv, readCsv, SECRET } from './csv';
import { knownPhones } from './editor-phones';
import { type Judges, type Mistake, planImport, type Planned } from './plan';
import { showTray } from './trays';

const _ = words('voip-phone');

/** More would be no table of phones. */
const MOST_BYTES = 5_000_000;
/** Lines that the preview shows; the others are counted. */
const MOST_SHOWN = 500;

/** Shows what a file would make, by line, and makes it in one step that *undo* takes back. */
export function offerImport(ondone: (added: number, changed: number) => void): void {
  const file = element('input.voip-import-file', { type: 'file', 'aria-label': _('csv.file') });
  file.accept = '.csv,.txt,text/csv,text/plain';
  const typed = element('textarea.voip-mono', { 'aria-label': _('csv.paste'), placeholder: `${COLUMNS.join(',')}\n` });
  typed.rows = 4;
  typed.spellcheck = false;
  const preview = element('div.voip-import-preview', { 'aria-live': 'polite' });
  const change = element('input', { type: 'checkbox', onchange: () => offer() });
  change.checked = true;
  const changeRow = element('label.voip-inline', { hidden: true }, change, element('span'));
  const content = element(
    'div.voip-import',
    {},
    element('div.voip-hint', {}, _('csv.hint'), ' ', element('code', {}, COLUMNS.join(','))),
    element('div.form-row', {}, file),
    element('div.form-row', {}, typed),
    changeRow,
    preview,
  );
  let planned: readonly Planned[] = [];

  const offer = (): void => {
    const added = of(planned, 'new').length;
    const changed = change.checked ? of(planned, 'changed').length : 0;
    tray.offer(_('csv.import', { count: added + changed }), added + changed > 0);
  };
  const read = (text: string): void => {
    const table = readCsv(text);
    planned = planImport(table.rows, knownPhones(), judges());
    const count = of(planned, 'changed').length;
    changeRow.hidden = count === 0;
    changeRow.lastElementChild?.replaceChildren(_('csv.change', { count }));
    preview.replaceChildren(...previewOf(table, planned));
    offer();
  };
  const tray = showTray(_('csv.title'), content, _('csv.cancel'), {
    label: _('csv.import', { count: 0 }),
    act: () => {
      const added = of(planned, 'new').map(({ values }) => values);
      const changed = change.checked
        ? of(planned, 'changed').map(({ id, values, changes }) => ({ id, values, columns: changes }))
        : [];
      tray.offer(_('csv.importing'), false);
      changePhones(added, changed)
        .then(() => {
          tray.close();
          ondone(added.length, changed.length);
        })
        .catch(() => {
          preview.replaceChildren(note(_('csv.no-credentials')));
          offer();
        });
    },
  });
  offer();
  typed.addEventListener('input', () => read(typed.value));
  file.addEventListener('change', () => {
    const chosen = file.files?.[0];
    if (!chosen) return;
    if (chosen.size > MOST_BYTES) return preview.replaceChildren(note(_('csv.too-large')));
    void chosen
      .arrayBuffer()
      .then((bytes) => {
        const text = decodeCsv(new Uint8Array(bytes));
        typed.value = '';
        read(text);
      })
      .catch(() => preview.replaceChildren(note(_('csv.unreadable'))));
  });
}

const of = <Kind extends Planned['kind']>(planned: readonly Planned[], kind: Kind): (Planned & { kind: Kind })[] =>
  planned.filter((each): each is Planned & { kind: Kind } => each.kind === kind);

/** Asks those who judge what is typed into the dialog. */
function judges(): Judges {
  const ids = new Map<string, string>();
  // An id is meant before a label of that name.
  for (const { id, label } of vendors()) ids.set(label.toLowerCase(), id);
  for (const { id } of vendors()) ids.set(id.toLowerCase(), id);
  return {
    vendor: (text) => ids.get(text.toLowerCase()),
    guess: (model, mac) => vendorCatalogue().guess(model || undefined, [], mac || undefined),
    isHost: (text) => usesEnv(text) || host(text) === true,
  };
}

const note = (text: string): HTMLElement =>
  element('div.voip-note.voip-bad', { role: 'alert' }, icon('warning'), element('span', {}, text));

function previewOf(table: CsvTable, planned: readonly Planned[]): HTMLElement[] {
  const counts = _('csv.counts', {
    new: of(planned, 'new').length,
    changed: of(planned, 'changed').length,
    same: of(planned, 'same').length,
    bad: of(planned, 'bad').length + table.troubles.length,
  });
  const parts: HTMLElement[] = [element('div.voip-import-counts', { role: 'status' }, counts)];
  if (table.unknown.length > 0)
    parts.push(
      element('div.voip-hint', {}, `${_('csv.unknown-columns')} `, element('code', {}, table.unknown.join(', '))),
    );
  parts.push(...table.troubles.map((trouble) => note(troubleText(trouble))));
  if (planned.length === 0) return parts;
  parts.push(
    element(
      'table.voip-import-table',
      {},
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...[_('csv.line'), _('csv.result'), ...COLUMNS].map((title) => element('th', { scope: 'col' }, title)),
        ),
      ),
      element('tbody', {}, ...shownFirst(planned).map(previewRow)),
    ),
  );
  if (planned.length > MOST_SHOWN)
    parts.push(element('div.voip-hint', {}, _('csv.more', { count: planned.length - MOST_SHOWN })));
  return parts;
}

/** Where not all are shown, lines with mistakes are. */
function shownFirst(planned: readonly Planned[]): readonly Planned[] {
  if (planned.length <= MOST_SHOWN) return planned;
  const isBad = ({ kind }: Planned): boolean => kind === 'bad';
  return [...planned.filter(isBad), ...planned.filter((each) => !isBad(each))].slice(0, MOST_SHOWN);
}

/** Whatever the file holds is text. A password is never shown. */
function previewRow(planned: Planned): HTMLElement {
  const { line, kind, values } = planned;
  const changes: readonly Column[] = planned.kind === 'changed' ? planned.changes : [];
  return element(
    'tr',
    { 'data-kind': kind },
    element('td', {}, String(line)),
    element('td', {}, resultText(planned)),
    ...COLUMNS.map((column) => {
      const value = values[column] ?? '';
      const shown = value !== '' && SECRET.includes(column) && column !== 'username' ? '••••' : value;
      const text = column === 'vendor' ? (vendorOf(value)?.label ?? value) : shown;
      return element(changes.includes(column) ? 'td.voip-import-change' : 'td', {}, text);
    }),
  );
}

function resultText(planned: Planned): string {
  switch (planned.kind) {
    case 'new':
      return _('csv.new');
    case 'changed':
      return _('csv.changed', { columns: planned.changes.join(', ') });
    case 'same':
      return _('csv.same');
    case 'bad':
      return planned.mistakes.map((mistake) => mistakeText(mistake, planned.other)).join(' ');
  }
}

function mistakeText(mistake: Mistake, other = 0): string {
  switch (mistake) {
    case 'vendor-missing':
      return _('csv.vendor-missing');
    case 'vendor-unknown':
      return _('csv.vendor-unknown');
    case 'mac':
      return _('csv.mac');
    case 'host':
      return _('csv.host');
    case 'no-address':
      return _('csv.no-address');
    case 'mac-twice':
      return _('csv.mac-twice', { line: other });
    case 'host-twice':
      return _('csv.host-twice', { line: other });
  }
}

function troubleText(trouble: CsvTrouble): string {
  const { kind, line } = trouble;
  switch (kind) {
    case 'empty':
      return _('csv.empty');
    case 'no-header':
      return _('csv.no-header');
    case 'too-many':
      return _('csv.too-many', { line });
    case 'quotes':
      return _('csv.quotes', { line });
    case 'surplus':
      return _('csv.surplus', { line });
    case 'column-twice':
      return _('csv.column-twice', { column: trouble.column });
  }
}
