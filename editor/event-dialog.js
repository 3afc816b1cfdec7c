import { vendorOf, vendors, whenLoaded } from './catalogue.js';
import { combobox } from './combobox.js';
import { element } from './element.js';
import { eventList } from './event-list.js';
import { drawSheet } from './sheet.js';
import { baseOf, eventBase } from './urls.js';
import { words } from './words.js';

const _ = words('action-url-in');
const field = (name) => $(`#node-input-${name}`);
const text = (name) => String(field(name).val() ?? '').trim();

let list;
/** Vendor and model that labels and sheet are shown for: the chosen phone's, until the user looks at another's. */
let shown = { vendor: '', model: '' };

export function prepareEvents(node) {
  list = undefined;
  const tabs = RED.tabs.create({
    id: 'voip-event-tabs',
    onchange: (tab) => {
      $('#voip-event-panes').children().hide();
      $(`#${tab.id}`).show();
      if (tab.id === 'voip-event-sheet') draw();
    },
  });
  for (const [id, name, icon] of [
    ['voip-event-choice', 'events', 'fa fa-check-square-o'],
    ['voip-event-access', 'access', 'fa fa-shield'],
    ['voip-event-sheet', 'sheet', 'fa fa-link'],
  ]) {
    tabs.addTab({ id, label: _(`tab.${name}`), iconClass: icon });
  }
  tabs.activateTab('voip-event-choice');

  $('#voip-event-generate').on('click', (event) => {
    event.preventDefault();
    field('token').val(newToken()).trigger('change');
  });
  $('#voip-event-generate-again').on('click', () => $('#voip-event-generate').trigger('click'));
  for (const name of ['path', 'port', 'baseUrl', 'token', 'tls']) field(name).on('input change', refresh);
  field('port').on('input change', showListener);
  whenLoaded(() => {
    list = eventList(document.getElementById('voip-event-list'), Array.isArray(node.events) ? node.events : [], refresh);
    prepareVendor();
    field('phone').on('change', followPhone);
    followPhone();
    showListener();
  });
}

/** `events` has no input of its own: Node-RED takes it from the node. */
export function saveEvents(node) {
  if (list) node.events = list.chosen();
  list = undefined;
}

function prepareVendor() {
  const choice = $('#voip-sheet-vendor');
  choice
    .append(element('option', { value: '' }, _('sheet.vendor-none')), ...vendors().map(({ id, label }) => element('option', { value: id }, id === 'generic' ? _('sheet.vendor-generic') : label)))
    .on('change', () => {
      shown = { vendor: choice.val(), model: '' };
      showVendor();
    });
  const model = $('#voip-sheet-model');
  combobox(model[0], {
    label: _('label.model'),
    items: () => (vendorOf(shown.vendor)?.series ?? []).flatMap((series) => series.models.map((name) => ({ value: name, group: series.label }))),
  });
  model.on('change input', () => {
    shown.model = model.val().trim();
    draw();
  });
}

function followPhone() {
  const phone = RED.nodes.node(field('phone').val());
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
  const models = vendorOf(shown.vendor)?.series.length > 0;
  $('#voip-sheet-model').val(shown.model).closest('.voip-combobox').prop('hidden', !models);
  list?.showVendor(shown.vendor);
  refresh();
}

const listener = () => ({ baseUrl: text('baseUrl'), port: text('port'), tls: !['', '_ADD_', null].includes(field('tls').val()) });

function refresh() {
  const where = baseOf({ ...listener(), httpNodeRoot: RED.settings.httpNodeRoot }, location);
  const path = text('path') || '/phone';
  $('#voip-event-tip').text(`${eventBase(where, path)}/incoming-call`);
  $('#voip-event-problem').prop('hidden', !where.problem).text(where.problem ? _(`sheet.${where.problem}`, { host: location.hostname }) : '');
  field('baseUrl').attr('placeholder', baseOf({ ...listener(), baseUrl: '', httpNodeRoot: '/' }, location).base);
  if ($('#voip-event-sheet').is(':visible')) draw();
}

function showListener() {
  const own = text('port') !== '';
  $('#voip-event-tls').prop('hidden', !own);
  $('#voip-event-shared').prop('hidden', own);
}

function draw() {
  if (!list) return;
  const token = String(field('token').val() ?? '');
  $('#voip-event-generate-again').prop('hidden', token !== '__PWRD__' && token !== '');
  drawSheet(document.getElementById('voip-event-urls'), {
    ...shown,
    ...listener(),
    events: list.chosen(),
    path: text('path') || '/phone',
    token,
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

