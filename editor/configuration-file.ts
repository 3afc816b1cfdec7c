import type { EventRow, ProvisioningForm } from '../nodes/lib/vendors';
import { lackingIn, rowsFor } from '../nodes/lib/vendors/event-urls';
import { type ConfigurationFile, configurationFile } from '../nodes/lib/vendors/provisioning';
import { longestPrefix } from '../nodes/lib/vendors/series';
import { termOfEvent, vendorOf } from './catalogue';
import { download } from './copy';
import { byId, element, icon } from './element';
import { eventLabel } from './event-list';
import { valueOf } from './fields';
import { STORED } from './secrets';
import { type Sheet, type SheetSettings, urlsFor } from './sheet';
import { usesEnv } from './valid';
import { words } from './words';

/** The phone's own configuration file with the URLs: what it replaces, what it lacks, and the file itself. */

const _ = words('action-url-in');

interface Asked {
  readonly settings: SheetSettings;
  /** Ids, and what else a flow may hold there. */
  readonly chosen: readonly unknown[];
}

let node = '';
let ask: () => Asked | undefined = () => undefined;

const choice = (): JQuery => $('#voip-sheet-form');
const formsOf = (vendor: string): readonly ProvisioningForm[] => vendorOf(vendor)?.provisioning ?? [];

/** @param id of the node whose dialog is open: its stored token goes into the file */
export function prepareForms(id: string, asked: () => Asked): void {
  node = id;
  ask = asked;
  choice().on('change', showForm);
  $('#voip-sheet-download').on('click', downloadForm);
}

export function offerForms(shown: Pick<SheetSettings, 'vendor' | 'model'>): void {
  const forms = formsOf(shown.vendor).map(({ id, label }) => element('option', { value: id }, label));
  const none = element('option', { value: '' }, _('sheet.form-none'));
  choice()
    .empty()
    .append(forms.length > 1 ? [none, ...forms] : forms);
  chooseForm(shown);
}

/** The file that the model reads. A model that does not tell gets none chosen: the wrong file leaves its phone without a URL. */
export function chooseForm({ vendor, model }: Pick<SheetSettings, 'vendor' | 'model'>): void {
  const forms = formsOf(vendor);
  const form = forms.length > 1 ? longestPrefix(forms, model) : forms[0];
  choice().val(form?.id ?? '');
}

interface Wanted {
  readonly form: ProvisioningForm;
  readonly sheet: Sheet;
  readonly rows: readonly EventRow[];
  readonly asked: Asked;
}

/** Phones that post their events have no parameter for each of them. */
function isOffered(): boolean {
  const asked = ask();
  const sheet = asked && urlsFor(asked.settings);
  return sheet !== undefined && sheet.posted === undefined && (sheet.vendor.provisioning ?? []).length > 0;
}

function wanted(): Wanted | undefined {
  const asked = ask();
  const sheet = asked && urlsFor(asked.settings);
  const form = sheet?.vendor.provisioning?.find(({ id }) => id === valueOf(choice()));
  if (!form || !sheet || !asked || sheet.posted !== undefined) return undefined;
  return { form, sheet, rows: rowsFor(sheet.vendor, sheet.series, asked.chosen), asked };
}

/** Says beforehand what the file does to a phone, and what it leaves out. */
export function showForm(): void {
  const found = wanted();
  $('#voip-sheet-forms').prop('hidden', !isOffered());
  $('#voip-sheet-download').prop('disabled', !found);
  byId('voip-sheet-form-notes').replaceChildren();
  say('');
  if (!found) return;
  const { form, rows, asked } = found;
  const { token } = asked.settings;
  $('#voip-sheet-download')
    .find('span')
    .text(_(token === '' ? 'sheet.download-without' : 'sheet.download'));
  const isKept = form.partial !== 'no';
  byId('voip-sheet-form-notes').replaceChildren(
    note(_(`sheet.partial-${form.partial}`), !isKept),
    ...lackingNotes(lackingIn(form, rows)),
    ...(token === '' ? [note(_('sheet.file-without-token'), true)] : []),
  );
}

/** Doors apart: whoever waits for one must not learn from its silence that its URL was left out. */
function lackingNotes(rows: readonly EventRow[]): HTMLElement[] {
  const isDoor = ({ event }: EventRow): boolean => termOfEvent(event)?.category === 'door';
  const saying = (key: string, some: readonly EventRow[]): HTMLElement[] =>
    some.length === 0
      ? []
      : [note(_(key, { events: some.map(({ event }) => eventLabel(event)).join(', ') }), key.endsWith('doors'))];
  return [
    ...saying('sheet.file-lacks-doors', rows.filter(isDoor)),
    ...saying(
      'sheet.file-lacks',
      rows.filter((row) => !isDoor(row)),
    ),
  ];
}

function note(text: string, isBad: boolean): HTMLElement {
  return element(
    `div.voip-note${isBad ? '.voip-bad' : ''}`,
    {},
    icon(isBad ? 'warning' : 'info-circle'),
    element('span', {}, text),
  );
}

const say = (text: string): void => void $('#voip-sheet-form-status').text(text);

/** All URLs as a table, with the token that is stored: for phones that take no file. @param tell shows what came of it */
export function downloadTable(tell: (text: string) => void): void {
  const asked = ask();
  const sheet = asked && urlsFor(asked.settings);
  if (!sheet || !asked) return;
  tell('');
  if (asked.settings.token === STORED) askForFile('', sheet, asked, tell);
  else tell(_('sheet.file-deploy'));
}

function downloadForm(): void {
  const found = wanted();
  if (!found) return;
  const { token } = found.asked.settings;
  say('');
  if (token === STORED) askForFile(found.form.id, found.sheet, found.asked, say);
  // What a variable holds, only the runtime knows; and it knows what is deployed.
  else if (usesEnv(token)) say(_('sheet.file-deploy'));
  else save(fileOf(found), token !== '', say);
}

function fileOf({ form, sheet, rows }: Wanted): ConfigurationFile {
  const urls = new Map(rows.map(({ event }) => [event, sheet.urlOf(event)]));
  return configurationFile(form, { urls, server: sheet.server });
}

/** With the token that is stored: the runtime writes it, and this side only hands it on as a file. */
function askForFile(form: string, sheet: Sheet, { settings, chosen }: Asked, tell: (text: string) => void): void {
  if (!RED.user.hasPermission('voip-phone.write')) return tell(_('sheet.file-not-permitted'));
  const { vendor, model, brief, listener } = settings;
  const data = JSON.stringify({ node, listener, vendor, model, brief, form, events: chosen, before: sheet.before });
  $.ajax('voip-phone/sheet', { method: 'POST', contentType: 'application/json', data, dataType: 'json' })
    .done((file: Partial<ConfigurationFile>) => {
      if (isFile(file)) save(file, true, tell);
    })
    .fail(({ status, responseJSON }: { readonly status: number; readonly responseJSON?: { outcome?: unknown } }) => {
      const outcome = responseJSON?.outcome;
      if (status === 401 || status === 403) tell(_('sheet.file-not-permitted'));
      else if (outcome === 'not-deployed') tell(_('sheet.file-deploy'));
      else if (outcome === 'no-token' || outcome === 'token-lost') tell(_('sheet.file-no-token'));
      else tell(_('sheet.file-failed'));
    });
}

/** Whatever stands between may answer with something of its own. */
const isFile = (file: Partial<ConfigurationFile>): file is ConfigurationFile =>
  [file.name, file.text, file.mediaType].every((part) => typeof part === 'string');

function save({ name, text, mediaType }: ConfigurationFile, hasToken: boolean, tell: (text: string) => void): void {
  download(name, text, mediaType);
  tell(_(hasToken ? 'sheet.file-saved-token' : 'sheet.file-saved', { file: name }));
}
