import { isLoaded, longestPrefix, vendorOf, vendors, whenLoaded } from './catalogue.js';
import { combobox } from './combobox.js';
import { download } from './copy.js';
import { element } from './element.js';
import { eventList } from './event-list.js';
import { showNeighbour } from './neighbours.js';
import { drawSheet, urlsFor } from './sheet.js';
import { tabList } from './tabs.js';
import { baseOf, configurationFile, eventBase, proposedBase, withVariables } from './urls.js';
import { words } from './words.js';

const _ = words('action-url-in');
const field = (name) => $(`#node-input-${name}`);
const text = (name) => String(field(name).val() ?? '').trim();

let list;
/** Vendor and model that labels and sheet are shown for: the chosen phone's, until the user looks at another's. */
let shown = { vendor: '', model: '' };

export function prepareEvents(node) {
  list = undefined;
  const panes = [
    { id: 'voip-event-choice', label: _('tab.events'), icon: 'check-square-o' },
    { id: 'voip-event-access', label: _('tab.access'), icon: 'shield' },
    { id: 'voip-event-sheet', label: _('tab.sheet'), icon: 'link' },
  ];
  tabList(document.getElementById('voip-event-tabs'), panes, _('tab.list'), draw);
  $('#voip-event-generate').on('click', generate);
  $('#voip-sheet-download').on('click', downloadForm);
  $('#voip-sheet-brief, #voip-event-open').on('change', draw);
  for (const name of ['path', 'port', 'baseUrl', 'token', 'tls']) field(name).on('input change', refresh);
  for (const name of ['port', 'tls', 'legacyTls']) field(name).on('input change', showListener);
  const note = document.getElementById('voip-event-absent');
  whenLoaded(note, () => {
    note.hidden = isLoaded();
    const stored = Array.isArray(node.events) ? node.events : [];
    list = eventList(document.getElementById('voip-event-list'), stored, refresh);
    prepareVendor();
    field('phone').on('change', followPhone);
    followPhone();
    showListener();
  });
}

/** `events` has no input of its own: Node-RED takes it from the node. What nobody touched stays as it is stored. */
export function saveEvents(node) {
  if (list?.isTouched()) node.events = list.chosen();
  list = undefined;
}

function prepareVendor() {
  const choice = $('#voip-sheet-vendor');
  choice
    .append(
      element('option', { value: '' }, _('sheet.vendor-none')),
      ...vendors().map(({ id, label, anyMake }) =>
        element('option', { value: id }, anyMake ? _('sheet.vendor-generic') : label),
      ),
    )
    .on('change', () => {
      shown = { vendor: choice.val(), model: '' };
      showVendor();
    });
  const model = $('#voip-sheet-model');
  combobox(model[0], {
    label: _('label.model'),
    items: () =>
      (vendorOf(shown.vendor)?.series ?? []).flatMap((series) =>
        series.models.map((name) => ({ value: name, group: series.label })),
      ),
  });
  model.on('change input', () => {
    shown.model = model.val().trim();
    chooseForm();
    draw();
  });
}

function followPhone() {
  const phone = RED.nodes.node(field('phone').val());
  showNeighbour(document.getElementById('voip-event-same'), phone);
  if (phone?.vendor) shown = { vendor: phone.vendor, model: phone.model ?? '' };
  else if (!shown.vendor) shown = { vendor: onlyVendor(), model: '' };
  showVendor();
}

/** The vendor of all phones in this Node-RED, where they are of one. */
function onlyVendor() {
  const found = new Set();
  RED.nodes.eachConfig((node) => {
    if (node.type === 'voip-phone' && node.vendor) found.add(node.vendor);
  });
  return found.size === 1 ? [...found][0] : '';
}

function showVendor() {
  $('#voip-sheet-vendor').val(shown.vendor);
  const vendor = vendorOf(shown.vendor);
  const models = vendor?.series.length > 0;
  $('#voip-sheet-model').val(shown.model).closest('.voip-combobox').prop('hidden', !models);
  $('#voip-sheet-form')
    .empty()
    .append((vendor?.provisioning ?? []).map((form) => element('option', { value: form.id }, form.label)));
  list?.showVendor(shown.vendor);
  chooseForm();
  refresh();
}

/** The configuration file that the model reads, where the model tells. */
function chooseForm() {
  const forms = vendorOf(shown.vendor)?.provisioning ?? [];
  $('#voip-sheet-forms').prop('hidden', forms.length === 0);
  const form = longestPrefix(forms, shown.model);
  if (form) $('#voip-sheet-form').val(form.id);
}

function downloadForm() {
  const form = vendorOf(shown.vendor)?.provisioning?.find(({ id }) => id === $('#voip-sheet-form').val());
  if (!form || !list) return;
  const { urlOf } = urlsFor(sheetSettings());
  const chosen = list.chosen();
  const wanted = form.parameters.filter(({ event }) => chosen.length === 0 || chosen.includes(event));
  download(
    form.fileName,
    configurationFile(form, new Map(wanted.map(({ event }) => [event, urlOf(event)]))),
    'application/xml',
  );
}

const generate = () => field('token').val(newToken()).trigger('change');

const usesTls = () => !['', '_ADD_', null].includes(field('tls').val());

const listener = () => ({
  baseUrl: text('baseUrl'),
  port: text('port'),
  tls: usesTls(),
  adminRoot: RED.settings.actionUrlInAdminRoot,
});

function refresh() {
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

function showListener() {
  const own = text('port') !== '';
  const weak = field('legacyTls').prop('checked');
  $('#voip-event-tls').prop('hidden', !own);
  $('#voip-event-legacy').prop('hidden', !weak && !(own && usesTls()));
  $('#voip-event-weak').prop('hidden', !weak);
  $('#voip-event-shared').prop('hidden', own);
}

const sheetSettings = () => ({
  ...shown,
  ...listener(),
  brief: $('#voip-sheet-brief').prop('checked'),
  path: text('path') || '/phone',
  token: String(field('token').val() ?? ''),
  tokenLost: !$('#voip-event-unguarded').prop('hidden') && !$('#voip-event-open').prop('checked'),
});

function draw() {
  if (!list || $('#voip-event-sheet').prop('hidden')) return;
  drawSheet(document.getElementById('voip-event-urls'), {
    ...sheetSettings(),
    events: list.chosen(),
    ongenerate: generate,
  });
}

/** 22 letters and digits hold 128 bits, and need no escaping in a URL. */
function newToken() {
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
