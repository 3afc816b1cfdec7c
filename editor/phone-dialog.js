import { isPublic } from './addresses.js';
import { combobox } from './combobox.js';
import { countOf, isLoaded, seriesOf, vendorOf, vendors, whenLoaded } from './catalogue.js';
import { element, icon } from './element.js';
import { showNeighbour } from './neighbours.js';
import { offerReported } from './reported-phones.js';
import { prepareTest } from './sign-of-life.js';
import * as valid from './valid.js';
import { words } from './words.js';

const _ = words('voip-phone');
const PREFIX = 'node-config-input-';
const field = (name) => $(`#${PREFIX}${name}`);
const text = (name) => String(field(name).val() ?? '').trim();

/** The node whose dialog is open: its fields count before what it has stored. */
let open;
const current = (node, name) =>
  open === node.id && field(name).length > 0 ? text(name) : String(node[name] ?? '').trim();

/** A host may be left out where an address can be learned or is in the SIP URI. */
export function validHost(node, value) {
  const judged = valid.host(value);
  if (judged !== true || String(value ?? '').trim() !== '') return judged;
  const bySip = current(node, 'transport') === 'sip' && current(node, 'sipUri') !== '';
  return current(node, 'mac') !== '' || bySip ? true : _('error.no-address');
}

/** Only where no profile knows the path. */
export function validPath(node, value) {
  const judged = valid.requestPath(value);
  if (judged !== true || String(value ?? '').trim() !== '') return judged;
  const vendor = vendorOf(current(node, 'vendor'));
  return vendor?.http?.path === '' && current(node, 'transport') !== 'sip' ? _('error.path-missing') : true;
}

export function validSipTransport(node, value) {
  const secure = /^sips:/i.test(current(node, 'sipUri'));
  return secure && value && value !== 'tls' ? _('error.sips') : true;
}

export function preparePhone(node) {
  open = node.id;
  const note = document.getElementById('voip-phone-absent');
  whenLoaded(note, () => {
    note.hidden = isLoaded();
    fill(node);
  });
}

export function closePhone() {
  open = undefined;
}

function fill(node) {
  fillVendors(node.vendor);
  combobox(field('model')[0], { items: modelItems, label: _('label.model') });
  field('tls').closest('.form-row').attr('id', 'voip-phone-tls');

  field('vendor').on('change', showVendor);
  field('model').on('change input', showAbilities);
  field('mac').on('change', () => field('host').trigger('change'));
  $([field('host')[0], field('mac')[0]]).on('input change', () => showSame(node));
  field('transport').on('change', showTransport);
  field('protocol').on('change', showTransport);
  field('sipTransport').on('change', showTransport);
  field('login').on('change', showLogin);
  field('legacyTls').on('change', showTls);
  field('sipUri').on('change', () => {
    showTransport();
    field('host').trigger('change');
    field('sipTransport').trigger('change');
  });
  $([field('host')[0], field('username')[0]])
    .on('input change', showSipDefaults)
    .on('input change', showWarning);
  $('#voip-phone-other').on('click', (event) => {
    event.preventDefault();
    $('#voip-phone-sip, #voip-phone-http').prop('hidden', false);
    $('#voip-phone-other').prop('hidden', true);
    showTls();
  });
  for (const [name, valueOf] of Object.entries(SIP_FIELDS)) {
    if (valueOf(node, name)) $('#voip-phone-sip').data('used', true);
  }
  showSame(node);
  showLogin();
  $('#voip-phone-texts').prop('open', text('charset') !== '');
  showVendor();
  offerReported(node, fillIn);
  prepareTest(node);
}

function showSame({ id }) {
  showNeighbour(document.getElementById('voip-phone-same'), { id, mac: text('mac'), host: text('host') });
}

/** Takes what a phone told of itself; what it did not tell stays as it is. */
function fillIn(told) {
  for (const [name, value] of Object.entries(told)) {
    if (value) field(name).val(value).trigger('change');
  }
}

const stored = (node, name) => node[name];
const credential = (node, name) => node.credentials?.[name] || node.credentials?.[`has_${name}`];
const SIP_FIELDS = {
  sipUri: stored,
  sipProxy: stored,
  sipFrom: stored,
  sipLocal: stored,
  sipUsername: credential,
  sipPassword: credential,
};

function fillVendors(chosen) {
  const options = [
    element('option', { value: '' }, _('vendor.choose')),
    ...vendors().map(({ id, label, anyMake }) =>
      element('option', { value: id }, anyMake ? _('vendor.generic') : label),
    ),
  ];
  if (chosen && !vendorOf(chosen)) options.push(element('option', { value: chosen }, chosen));
  field('vendor')
    .empty()
    .append(options)
    .val(chosen ?? '');
}

function modelItems() {
  const vendor = vendorOf(text('vendor'));
  return (vendor?.series ?? []).flatMap((series) =>
    series.models.map((model) => ({
      value: model,
      note: keyCounts(vendor, series).join(' · '),
      group: _('model.series', { series: series.label }),
    })),
  );
}

/** What numbered keys a series has: `LINEKEY1…4`. */
function keyCounts(vendor, series) {
  return (
    vendor.keys
      .filter((row) => row.numbered && !/[0-9]/.test(row.key))
      // Keypad digits are no property of a model.
      .filter((row) => row.numbered.from > 0)
      .map((row) => ({ row, count: countOf(row, series) }))
      .filter(({ count }) => count > 0)
      .map(({ row, count }) => (count === 1 ? `${row.key}1` : `${row.key}1…${count}`))
  );
}

function showVendor() {
  const vendor = vendorOf(text('vendor'));
  field('path').attr('placeholder', vendor?.http?.path || _('placeholder.path'));
  field('separator').attr('placeholder', vendor?.http?.separator || _('placeholder.separator-none'));
  field('transport')
    .find('option[value=sip]')
    .text(vendor && !vendor.sip ? _('transport.sip-undocumented', { vendor: vendor.label }) : _('transport.sip'));
  $('#voip-phone-separator').text(_(vendor?.http?.path === '' ? 'hint.separator-own' : 'hint.separator'));
  $('#voip-phone-keys').prop('open', (_open, was) => was || vendor?.http?.path === '');
  $('#voip-phone-door').prop('hidden', !vendor?.actions['open-door'] && !credentialFilled('doorCode'));
  showSetup(vendor);
  showAbilities();
  showTransport();
  for (const name of ['path', 'host']) field(name).trigger('change');
}

const credentialFilled = (name) => String(field(name).val() ?? '') !== '';

function showAbilities() {
  const vendor = vendorOf(text('vendor'));
  const model = text('model');
  const series = vendor && seriesOf(vendor, model);
  const box = $('#voip-phone-abilities').empty();
  if (!vendor) return;
  const chip = (label, name, title) => element('span.voip-chip', { title }, icon(name), ` ${label}`);
  box.append(
    vendor.http && chip(_('ability.http'), 'globe', _('ability.http-tip')),
    vendor.sip && chip(_('ability.sip'), 'paper-plane-o', _('ability.sip-tip', { event: vendor.sip.event })),
    vendor.actions['open-door'] && chip(_('ability.door'), 'unlock-alt', _('ability.door-tip')),
    vendor.anyMake ? '' : chip(_('ability.events', { count: vendor.events.length }), 'bell-o', _('ability.events-tip')),
    ...keyCounts(vendor, series).map((keys) => element('span.voip-chip.voip-mono', {}, keys)),
  );
  if (model !== '' && vendor.series.length > 0 && !valid.usesEnv(model)) {
    const saying = series
      ? _('model.of-series', { series: series.label })
      : _('model.unknown', { vendor: vendor.label });
    box.append(element('div.voip-hint', {}, saying));
  }
}

function showTransport() {
  const bySip = text('transport') === 'sip';
  const sipUsed = $('#voip-phone-sip').data('used') === true;
  $('#voip-phone-sip').prop('hidden', !bySip && !sipUsed);
  $('#voip-phone-http').prop('hidden', bySip && !httpUsed());
  const other = bySip ? $('#voip-phone-http') : $('#voip-phone-sip');
  $('#voip-phone-other')
    .prop('hidden', !other.prop('hidden') || (!bySip && !vendorOf(text('vendor'))?.sip))
    .find('span')
    .text(bySip ? _('other.http') : _('other.sip'));
  field('port').attr('placeholder', text('protocol') === 'https' ? '443' : '80');
  field('host').trigger('change');
  showSipDefaults();
  showTls();
  showWarning();
}

const httpUsed = () =>
  ['username', 'password', 'path', 'separator', 'port'].some((name) => String(field(name).val() ?? '') !== '');

/** Certificates matter for https and for SIP over TLS: the choice stands where it is needed first. */
function showTls() {
  const http = !$('#voip-phone-http').prop('hidden') && text('protocol') === 'https';
  const sip =
    !$('#voip-phone-sip').prop('hidden') &&
    (text('sipTransport') === 'tls' || /^sips:|;transport=tls/i.test(text('sipUri')));
  const weak = field('legacyTls').prop('checked');
  $('#voip-phone-tls').prop('hidden', !http && !sip);
  // What is switched on is shown wherever it may matter.
  $('#voip-phone-legacy').prop('hidden', !http && !sip && !weak);
  $('#voip-phone-weak').prop('hidden', !weak);
  if (http) $('#voip-phone-tls').insertAfter('#voip-phone-protocol');
  else if (sip) $('#voip-phone-tls').insertAfter('#voip-phone-sip-transport');
  if (http || sip) $('#voip-phone-legacy').insertAfter('#voip-phone-tls');
}

const showLogin = () => $('#voip-phone-basic').prop('hidden', text('login') !== 'basic');

function showSipDefaults() {
  const host = text('host') || _('placeholder.sip-host');
  const bracketed = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  field('sipUri').attr(
    'placeholder',
    text('sipUsername') ? `sip:${text('sipUsername')}@${bracketed}` : `sip:${bracketed}`,
  );
}

/** Basic credentials over plain http are readable by everyone on the way. */
function showWarning() {
  const plain = !$('#voip-phone-http').prop('hidden') && text('protocol') !== 'https';
  $('#voip-phone-exposed').prop('hidden', !plain || text('username') === '' || !isPublic(text('host')));
}

function showSetup(vendor) {
  const rows = [
    ['setup.action-url', vendor?.setup?.actionUrl],
    ['setup.active-uri', vendor?.setup?.activeUri],
    ['setup.allow-list', vendor?.setup?.allowList],
  ].filter(([, saying]) => saying);
  $('#voip-phone-setup').prop('hidden', rows.length === 0);
  $('#voip-phone-setup-rows')
    .empty()
    .append(rows.map(([label, saying]) => element('div', {}, element('span.voip-hint', {}, `${_(label)} `), saying)));
}
