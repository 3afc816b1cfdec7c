import { eventsOf, type Recipe, rowsOn, type Series, type VendorProfile } from '../nodes/lib/vendors';
import { forUrl, isPublic } from './addresses';
import {
  countOf,
  isLoaded,
  isOwn,
  isUnchecked,
  refusedFiles,
  seriesOf,
  vendorOf,
  vendorOptions,
  whenLoaded,
} from './catalogue';
import { prepareStartingFile, showStartingFile } from './starting-file';
import { combobox, type Proposal } from './combobox';
import { byId, element, icon } from './element';
import { dialogFields, isHidden, parts, valueOf } from './fields';
import { tieHints } from './hints';
import { showNeighbour } from './neighbours';
import { type PhoneNode, storedText } from './nodes';
import { offerReported, type Told } from './reported-phones';
import { prepareFetch } from './phone-setup';
import { showState } from './present-state';
import { prepareTest } from './sign-of-life';
import { fillStores } from './store-field';
import { type Described, twinsOf } from './twins';
import * as valid from './valid';
import { words } from './words';

const _ = words('voip-phone');
const { field, text, input, isChecked } = dialogFields('node-config-input-');

/** The node whose dialog is open: its fields count before what it has stored. */
let open: string | undefined;
const current = (node: PhoneNode, name: 'vendor' | 'mac' | 'transport' | 'sipUri' | 'port'): string =>
  open === node.id && field(name).length > 0 ? text(name) : storedText(node[name]);

/** Of two phones with a name, nobody can tell which one a message means. */
export const validName = (node: PhoneNode, name: unknown): valid.Judged =>
  isAlone(node, 'name', { name }) ? true : _('error.name-twice');

/** Whether no other phone has the same; of a disabled one nobody asks. */
const isAlone = (node: PhoneNode, what: 'name' | 'host' | 'place', typed: object): boolean =>
  node.d === true || twinsOf({ ...described(node), ...typed })[what] === undefined;

const described = (node: PhoneNode): Described => ({
  id: node.id,
  z: node.z,
  name: node.name,
  mac: current(node, 'mac'),
  host: node.host,
  port: current(node, 'port'),
  transport: current(node, 'transport'),
});

/** A host may be left out where an address can be learned or is in the SIP URI; and it is one phone's. */
export function validHost(node: PhoneNode, host: unknown): valid.Judged {
  const judged = valid.host(host);
  if (judged !== true) return judged;
  if (!isAlone(node, 'host', { host })) return _('error.address-twice');
  if (!isAlone(node, 'place', { host })) return _('error.address-taken');
  if (storedText(host) !== '') return true;
  const bySip = current(node, 'transport') === 'sip' && current(node, 'sipUri') !== '';
  return current(node, 'mac') !== '' || bySip ? true : _('error.no-address');
}

/** Only where no profile knows the path. */
export function validPath(node: PhoneNode, value: unknown): valid.Judged {
  const judged = valid.requestPath(value);
  if (judged !== true || storedText(value) !== '') return judged;
  const vendor = vendorOf(current(node, 'vendor'));
  return vendor?.http?.path === '' && current(node, 'transport') !== 'sip' ? _('error.path-missing') : true;
}

export function validSipTransport(node: PhoneNode, value: unknown): valid.Judged {
  const secure = /^sips:/i.test(current(node, 'sipUri'));
  return secure && value && value !== 'tls' ? _('error.sips') : true;
}

export function preparePhone(node: PhoneNode): void {
  open = node.id;
  const note = byId('voip-phone-absent');
  whenLoaded(note, () => {
    note.hidden = isLoaded();
    fill(node);
  });
}

export function closePhone(): void {
  open = undefined;
}

function fill(node: PhoneNode): void {
  fillVendors(storedText(node.vendor));
  prepareStartingFile(() => text('vendor'));
  combobox(input('model'), { items: modelItems, label: _('label.model') });
  combobox(input('path'), { items: pathItems, label: _('label.path') });
  field('tls').closest('.form-row').attr('id', 'voip-phone-tls');

  field('vendor').on('change', showVendor);
  field('model').on('change input', showAbilities);
  $([input('mac'), input('port')]).on('change', () => field('host').trigger('change'));
  $([input('name'), input('host'), input('mac'), input('port')]).on('input change', () => showSame(node));
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
  $([input('host'), input('username')])
    .on('input change', showSipDefaults)
    .on('input change', showWarning);
  $('#voip-phone-other').on('click', (event) => {
    event.preventDefault();
    parts('voip-phone-sip', 'voip-phone-http').prop('hidden', false);
    $('#voip-phone-other').prop('hidden', true);
    showTls();
  });
  if (usesSip(node)) $('#voip-phone-sip').data('used', true);
  showSame(node);
  tieHints(byId('voip-phone-absent').closest('.voip-dialog'));
  showLogin();
  $('#voip-phone-texts').prop('open', text('charset') !== '');
  fillStores(field('store'), storedText(node.store), { memory: _('store.memory') });
  $('#voip-phone-state').prop('open', text('store') !== '');
  showVendor();
  offerReported(node, fillIn, (host, hint) => {
    field('host')
      .attr('placeholder', hint || _('placeholder.host'))
      .val(host)
      .trigger('change');
  });
  prepareTest(node);
  prepareFetch(node);
  showState(byId('voip-phone-now'), node.id);
}

function showSame({ id, z }: PhoneNode): void {
  const [name, mac, host, port, transport] = ['name', 'mac', 'host', 'port', 'transport'].map(text);
  showNeighbour(byId('voip-phone-same'), { id, z, name, mac, host, port, transport });
}

/** Takes what a phone told of itself; what it did not tell stays as it is. */
function fillIn(told: Told): void {
  for (const [name, value] of Object.entries(told)) {
    if (value) field(name).val(value).trigger('change');
  }
}

/** Whether something of SIP alone is stored. */
function usesSip({ credentials = {}, sipUri, sipProxy, sipFrom, sipLocal }: PhoneNode): boolean {
  const secrets = ['sipUsername', 'sipPassword'].flatMap((name) => [credentials[name], credentials[`has_${name}`]]);
  return [sipUri, sipProxy, sipFrom, sipLocal, ...secrets].some(Boolean);
}

function fillVendors(chosen: string): void {
  const options = [
    element('option', { value: '' }, _('vendor.choose')),
    ...vendorOptions(_('vendor.generic'), _('vendor.own')),
  ];
  if (chosen && !vendorOf(chosen)) options.push(element('option', { value: chosen }, chosen));
  field('vendor').empty().append(options).val(chosen);
}

/** Files that make no vendor: told where one may be missed. */
function showRefused(vendor: VendorProfile | undefined): void {
  const files = vendor && !isOwn(vendor.id) ? [] : refusedFiles();
  $('#voip-phone-refused')
    .prop('hidden', files.length === 0)
    .text(files.length === 0 ? '' : _('vendor.refused', { files: files.join(', ') }));
}

function modelItems(): Proposal[] {
  const vendor = vendorOf(text('vendor'));
  if (!vendor) return [];
  return vendor.series.flatMap((series) =>
    series.models.map((model) => ({
      value: model,
      note: keyCounts(vendor, series).join(' · '),
      group: _('model.series', { series: series.label }),
    })),
  );
}

/** The vendor's path, and those of other firmware. */
function pathItems(): Proposal[] {
  const { path, otherPaths = [] } = vendorOf(text('vendor'))?.http ?? {};
  return path && otherPaths.length > 0 ? [path, ...otherPaths].map((value) => ({ value })) : [];
}

/** What numbered keys a series has: `LINEKEY1…4`. */
function keyCounts(vendor: VendorProfile, series: Series | undefined): string[] {
  return (
    vendor.keys
      // Keypad digits, which are counted from 0, are no property of a model.
      .filter(({ key, numbered }) => (numbered?.from ?? 0) > 0 && !/[0-9]/.test(key))
      .map((row) => ({ row, count: countOf(row, series) }))
      .filter(({ count }) => count > 0)
      .map(({ row, count }) => (count === 1 ? `${row.key}1` : `${row.key}1…${count}`))
  );
}

function showVendor(): void {
  const vendor = vendorOf(text('vendor'));
  field('path').attr('placeholder', vendor?.http?.path || _('placeholder.path'));
  field('separator').attr('placeholder', vendor?.http?.separator || _('placeholder.separator-none'));
  field('transport')
    .find('option[value=sip]')
    .text(vendor && !vendor.sip ? _('transport.sip-undocumented', { vendor: vendor.label }) : _('transport.sip'));
  $('#voip-phone-separator').text(_(vendor?.http?.path === '' ? 'hint.separator-own' : 'hint.separator'));
  if (vendor?.http?.path === '') $('#voip-phone-keys').prop('open', true);
  showRefused(vendor);
  showSetup(vendor);
  showStartingFile();
  showAbilities();
  showTransport();
  for (const name of ['path', 'host']) field(name).trigger('change');
}

/** How the door opens on phones of a series; empty: they open none. */
const doorRecipes = ({ actions }: VendorProfile, series: Series | undefined): Recipe[] =>
  rowsOn(actions['open-door'] ?? [], series);

/** Where a command to open the door needs a code, its field, and where on the phone that is set. */
function showDoorCode(vendor: VendorProfile | undefined, series: Series | undefined): void {
  const isNeeded = vendor !== undefined && JSON.stringify(doorRecipes(vendor, series)).includes('{code}');
  const where = isNeeded ? vendor.setup?.doorCode?.text : undefined;
  $('#voip-phone-door').prop('hidden', !isNeeded && !isFilledIn('doorCode'));
  $('#voip-phone-door-where').text(where === undefined ? '' : _('hint.door-code-where', { where }));
}

const isFilledIn = (name: string): boolean => valueOf(field(name)) !== '';

const eventCount = ({ events }: VendorProfile, series: Series | undefined): number =>
  new Set(rowsOn(events, series).flatMap(eventsOf)).size;

function showAbilities(): void {
  const vendor = vendorOf(text('vendor'));
  const model = text('model');
  const series = vendor && seriesOf(vendor, model);
  const box = $('#voip-phone-abilities').empty();
  showDoorCode(vendor, series);
  if (!vendor) return;
  const chip = (label: string, name: string, title: string): HTMLElement =>
    element('span.voip-chip', { title }, icon(name), ` ${label}`);
  box.append(
    isOwn(vendor.id) && !isUnchecked(vendor.id) ? chip(_('ability.own'), 'user-o', _('ability.own-tip')) : '',
    isUnchecked(vendor.id) ? chip(_('ability.unchecked'), 'user-o', _('ability.unchecked-tip')) : '',
    vendor.http && !(series && vendor.http.notOn?.includes(series.id))
      ? chip(_('ability.http'), 'globe', _('ability.http-tip'))
      : '',
    vendor.sip ? chip(_('ability.sip'), 'paper-plane-o', _('ability.sip-tip', { event: vendor.sip.event })) : '',
    doorRecipes(vendor, series).length > 0 ? chip(_('ability.door'), 'unlock-alt', _('ability.door-tip')) : '',
    vendor.anyMake
      ? ''
      : chip(_('ability.events', { count: eventCount(vendor, series) }), 'bell-o', _('ability.events-tip')),
    ...keyCounts(vendor, series).map((keys) => element('span.voip-chip.voip-mono', {}, keys)),
  );
  if (model !== '' && vendor.series.length > 0 && !valid.usesEnv(model)) {
    const saying = series
      ? _('model.of-series', { series: series.label })
      : _('model.unknown', { vendor: vendor.label });
    box.append(element('div.voip-hint', {}, saying));
  }
}

function showTransport(): void {
  const bySip = text('transport') === 'sip';
  const sipUsed = $('#voip-phone-sip').data('used') === true;
  $('#voip-phone-sip').prop('hidden', !bySip && !sipUsed);
  $('#voip-phone-http').prop('hidden', bySip && !httpUsed());
  const other = bySip ? '#voip-phone-http' : '#voip-phone-sip';
  $('#voip-phone-other')
    .prop('hidden', !isHidden(other) || (!bySip && !vendorOf(text('vendor'))?.sip))
    .find('span')
    .text(bySip ? _('other.http') : _('other.sip'));
  field('port').attr('placeholder', text('protocol') === 'https' ? '443' : '80');
  field('host').trigger('change');
  showSipDefaults();
  showTls();
  showWarning();
}

const httpUsed = (): boolean => ['username', 'password', 'path', 'separator', 'port'].some(isFilledIn);

/** Certificates matter for https and for SIP over TLS: the choice stands where it is needed first. */
function showTls(): void {
  const http = !isHidden('#voip-phone-http') && text('protocol') === 'https';
  const sip =
    !isHidden('#voip-phone-sip') && (text('sipTransport') === 'tls' || /^sips:|;transport=tls/i.test(text('sipUri')));
  const weak = isChecked('legacyTls');
  $('#voip-phone-tls').prop('hidden', !http && !sip);
  // What is switched on is shown wherever it may matter.
  $('#voip-phone-legacy').prop('hidden', !http && !sip && !weak);
  $('#voip-phone-weak').prop('hidden', !weak);
  if (http) $('#voip-phone-tls').insertAfter('#voip-phone-protocol');
  else if (sip) $('#voip-phone-tls').insertAfter('#voip-phone-sip-transport');
  if (http || sip) $('#voip-phone-legacy').insertAfter('#voip-phone-tls');
}

const showLogin = (): void => void $('#voip-phone-basic').prop('hidden', text('login') !== 'basic');

function showSipDefaults(): void {
  const host = forUrl(text('host') || _('placeholder.sip-host'));
  const user = text('sipUsername');
  field('sipUri').attr('placeholder', user ? `sip:${user}@${host}` : `sip:${host}`);
}

/** Basic credentials over plain http are readable by everyone on the way. */
function showWarning(): void {
  const plain = !isHidden('#voip-phone-http') && text('protocol') !== 'https';
  $('#voip-phone-exposed').prop('hidden', !plain || text('username') === '' || !isPublic(text('host')));
}

function showSetup(vendor: VendorProfile | undefined): void {
  const { actionUrl, activeUri, allowList } = vendor?.setup ?? {};
  const rows = Object.entries({
    'setup.action-url': actionUrl,
    'setup.active-uri': activeUri,
    'setup.allow-list': allowList,
  }).filter(([, saying]) => saying);
  $('#voip-phone-setup').prop('hidden', rows.length === 0);
  $('#voip-phone-setup-rows')
    .empty()
    .append(rows.map(([label, saying]) => element('div', {}, element('span.voip-hint', {}, `${_(label)} `), saying)));
}
