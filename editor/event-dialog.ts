import { postsEvents } from '../nodes/lib/vendors/posted-url';
import { configurationFile } from '../nodes/lib/vendors/provisioning';
import { isLoaded, longestPrefix, seriesOf, vendorOf, vendors, whenLoaded } from './catalogue';
import { combobox } from './combobox';
import { download } from './copy';
import { byId, element } from './element';
import { type EventList, eventList } from './event-list';
import { dialogFields, inputById, isHidden, valueOf } from './fields';
import { showNeighbour } from './neighbours';
import { type EventNode, storedText } from './nodes';
import { askState } from './present-state';
import { drawSheet, rowsFor, type SheetSettings, urlsFor } from './sheet';
import { tabList } from './tabs';
import { baseOf, eventBase, type Listening, proposedBase, withVariables } from './urls';
import { words } from './words';

const _ = words('action-url-in');
const { field, text, isChecked } = dialogFields('node-input-');

let list: EventList | undefined;
/** Vendor and model that labels and sheet are shown for: the chosen phone's, until the user looks at another's. */
let shown: { vendor: string; model: string } = { vendor: '', model: '' };
/** What the chosen phone has reported since it was deployed; undefined: nobody knows. */
let reported: ReadonlySet<string> | undefined;

export function prepareEvents(node: EventNode): void {
  list = undefined;
  const panes = [
    { id: 'voip-event-choice', label: _('tab.events'), icon: 'check-square-o' },
    { id: 'voip-event-access', label: _('tab.access'), icon: 'shield' },
    { id: 'voip-event-sheet', label: _('tab.sheet'), icon: 'link' },
  ];
  tabList(byId('voip-event-tabs'), panes, _('tab.list'), draw);
  $('#voip-event-generate').on('click', generate);
  $('#voip-sheet-download').on('click', downloadForm);
  $('#voip-sheet-brief, #voip-event-open').on('change', draw);
  for (const name of ['path', 'port', 'baseUrl', 'token', 'tls']) field(name).on('input change', refresh);
  for (const name of ['port', 'tls', 'legacyTls']) field(name).on('input change', showListener);
  const note = byId('voip-event-absent');
  whenLoaded(note, () => {
    note.hidden = isLoaded();
    const stored: readonly unknown[] = Array.isArray(node.events) ? node.events : [];
    list = eventList(byId('voip-event-list'), stored, refresh);
    prepareVendor();
    field('phone').on('change', followPhone);
    followPhone();
    showListener();
  });
}

/** `events` has no input of its own: Node-RED takes it from the node. What nobody touched stays as it is stored. */
export function saveEvents(node: EventNode): void {
  if (list?.isTouched()) node.events = list.chosen();
  list = undefined;
}

function prepareVendor(): void {
  const choice = $('#voip-sheet-vendor');
  choice
    .append(
      element('option', { value: '' }, _('sheet.vendor-none')),
      ...vendors().map(({ id, label, anyMake }) =>
        element('option', { value: id }, anyMake ? _('sheet.vendor-generic') : label),
      ),
    )
    .on('change', () => {
      shown = { vendor: valueOf(choice), model: '' };
      showVendor();
    });
  const model = $('#voip-sheet-model');
  combobox(inputById('voip-sheet-model'), {
    label: _('label.model'),
    items: () =>
      (vendorOf(shown.vendor)?.series ?? []).flatMap((series) =>
        series.models.map((name) => ({ value: name, group: series.label })),
      ),
  });
  model.on('change input', () => {
    shown.model = valueOf(model).trim();
    chooseForm();
    draw();
  });
}

function followPhone(): void {
  const phone = RED.nodes.node(field('phone').val());
  showNeighbour(byId('voip-event-same'), phone);
  if (phone?.['vendor']) shown = { vendor: storedText(phone['vendor']), model: storedText(phone['model']) };
  else if (!shown.vendor) shown = { vendor: onlyVendor(), model: '' };
  reported = undefined;
  const id = phone ? phone.id : '';
  askState(id, (present) => {
    if (id !== field('phone').val()) return;
    reported = new Set(present.reported);
    draw();
  });
  showVendor();
}

/** The vendor of all phones in this Node-RED, where they are of one. */
function onlyVendor(): string {
  const found = new Set<string>();
  RED.nodes.eachConfig((node) => {
    if (node.type === 'voip-phone' && node['vendor']) found.add(storedText(node['vendor']));
  });
  const [only = '', ...others] = found;
  return others.length === 0 ? only : '';
}

function showVendor(): void {
  $('#voip-sheet-vendor').val(shown.vendor);
  const vendor = vendorOf(shown.vendor);
  const models = (vendor?.series ?? []).length > 0;
  $('#voip-sheet-model').val(shown.model).closest('.voip-combobox').prop('hidden', !models);
  $('#voip-sheet-form')
    .empty()
    .append((vendor?.provisioning ?? []).map((form) => element('option', { value: form.id }, form.label)));
  list?.showVendor(shown.vendor);
  chooseForm();
  refresh();
}

/** The configuration file that the model reads, where the model tells. */
function chooseForm(): void {
  const vendor = vendorOf(shown.vendor);
  const isPosted = vendor !== undefined && postsEvents(vendor, seriesOf(vendor, shown.model));
  const forms = isPosted ? [] : (vendor?.provisioning ?? []);
  $('#voip-sheet-forms').prop('hidden', forms.length === 0);
  const form = longestPrefix(forms, shown.model);
  if (form) $('#voip-sheet-form').val(form.id);
}

function downloadForm(): void {
  const form = vendorOf(shown.vendor)?.provisioning?.find(({ id }) => id === $('#voip-sheet-form').val());
  const sheet = urlsFor(sheetSettings());
  if (!form || !list || !sheet) return;
  const chosen = list.chosen();
  const urls = new Map(rowsFor(sheet, chosen).map(({ event }) => [event, sheet.urlOf(event)]));
  const { name, text: lines, mediaType } = configurationFile(form, { urls, server: sheet.server });
  download(name, lines, mediaType);
}

const generate = (): void => void field('token').val(newToken()).trigger('change');

const usesTls = (): boolean => !['', '_ADD_'].includes(text('tls'));

const listener = (): Listening => ({
  baseUrl: text('baseUrl'),
  port: text('port'),
  tls: usesTls(),
  adminRoot: RED.settings.actionUrlInAdminRoot,
});

function refresh(): void {
  const where = withVariables(
    baseOf({ ...listener(), httpNodeRoot: RED.settings.httpNodeRoot }, location),
    ['path', 'port', 'baseUrl'].map(text),
  );
  const path = text('path') || '/phone';
  $('#voip-event-tip').text(`${eventBase(where, path)}/incoming-call`);
  $('#voip-event-problem')
    .prop('hidden', !where.problem)
    .text(where.problem ? _(`sheet.${where.problem}`, { host: location.hostname, path: location.pathname }) : '');
  field('baseUrl').attr('placeholder', proposedBase(listener(), location));
  draw();
}

function showListener(): void {
  const own = text('port') !== '';
  const weak = isChecked('legacyTls');
  $('#voip-event-tls').prop('hidden', !own);
  $('#voip-event-legacy').prop('hidden', !weak && !(own && usesTls()));
  $('#voip-event-weak').prop('hidden', !weak);
  $('#voip-event-shared').prop('hidden', own);
}

const sheetSettings = (): SheetSettings => ({
  ...shown,
  ...listener(),
  reported,
  brief: $('#voip-sheet-brief').prop('checked') === true,
  path: text('path') || '/phone',
  token: valueOf(field('token')),
  tokenLost: !isHidden('#voip-event-unguarded') && $('#voip-event-open').prop('checked') !== true,
});

function draw(): void {
  if (!list || isHidden('#voip-event-sheet')) return;
  drawSheet(byId('voip-event-urls'), sheetSettings(), list.chosen(), generate);
}

/** 22 letters and digits hold 128 bits, and need no escaping in a URL. */
function newToken(): string {
  const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  let token = '';
  while (token.length < 22) {
    for (const byte of crypto.getRandomValues(new Uint8Array(32))) {
      // 248 is the largest multiple of 62 in a byte: beyond it some signs would come more often.
      if (byte < 248 && token.length < 22) token += signs[byte % 62];
    }
  }
  return token;
}
