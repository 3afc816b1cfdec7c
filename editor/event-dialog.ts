import { eachPhone } from './all-phones';
import { isLoaded, vendorOf, vendorOptions, whenLoaded } from './catalogue';
import { combobox } from './combobox';
import { chooseForm, downloadTable, offerForms, prepareForms, showForm } from './configuration-file';
import { byId, element } from './element';
import { type EventList, eventList } from './event-list';
import { dialogFields, inputById, isHidden, parts, valueOf } from './fields';
import { tieHints } from './hints';
import { offerPrefill } from './listener-prefill';
import { showNeighbour } from './neighbours';
import { newToken } from './new-token';
import { type EventNode, storedText } from './nodes';
import { askState } from './present-state';
import { choosePhone } from './phone-choice';
import { problemText } from './problems';
import { revealAtTop } from './reveal';
import { secretOf, STORED } from './secrets';
import { drawSheet, type SheetSettings } from './sheet';
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
  choosePhone(node, _('choice.any'));
  tieHints(byId('voip-event-absent').closest('.voip-dialog'));
  const panes = [
    { id: 'voip-event-choice', label: _('tab.events'), icon: 'check-square-o' },
    { id: 'voip-event-access', label: _('tab.access'), icon: 'shield' },
    { id: 'voip-event-sheet', label: _('tab.sheet'), icon: 'link' },
  ];
  tabList(byId('voip-event-tabs'), panes, _('tab.list'), () => {
    draw();
    // On a small screen there would be no URL to be seen.
    if (!isHidden('#voip-event-sheet')) revealAtTop(byId('voip-event-tabs'));
  });
  $('#voip-event-generate').on('click', generate);
  prepareForms(node.id, () => ({ settings: sheetSettings(), chosen: list?.chosen() ?? [] }));
  parts('voip-sheet-brief', 'voip-event-open').on('change', draw);
  $('#voip-event-move').on('click', moveToListener);
  field('listener').on('change', showListener);
  for (const name of ['listener', 'path', 'port', 'baseUrl', 'token', 'tls']) field(name).on('input change', refresh);
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
      ...vendorOptions(_('sheet.vendor-generic'), _('sheet.vendor-own')),
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
    chooseForm(shown);
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
    // The configuration file is what it was, and what is said of it stays.
    drawUrls();
  });
  showVendor();
}

/** The vendor of all phones in this Node-RED, where they are of one. */
function onlyVendor(): string {
  const found = new Set<string>();
  eachPhone(({ vendor }) => {
    if (vendor) found.add(storedText(vendor));
  });
  const [only = '', ...others] = found;
  return others.length === 0 ? only : '';
}

function showVendor(): void {
  $('#voip-sheet-vendor').val(shown.vendor);
  const vendor = vendorOf(shown.vendor);
  const models = (vendor?.series ?? []).length > 0;
  $('#voip-sheet-model').val(shown.model).closest('.voip-combobox').prop('hidden', !models);
  offerForms(shown);
  list?.showVendor(shown.vendor);
  refresh();
}

const generate = (): void => void field('token').val(newToken()).trigger('change');

/** The chosen listener; null where it is missing, undefined where none is chosen. */
function chosenListener(): StoredNode | null | undefined {
  const id = text('listener');
  if (['', '_ADD_'].includes(id)) return undefined;
  const node = RED.nodes.node(id);
  return node?.type === 'phone-listener' ? node : null;
}

/** A setting of the entrance: the listener's, else the node's own. */
function entrance(name: 'path' | 'port' | 'baseUrl' | 'tls'): string {
  const listener = chosenListener();
  const value = listener === undefined ? text(name) : storedText(listener?.[name]);
  return value === '_ADD_' ? '' : value;
}

const listening = (): Listening => ({
  baseUrl: entrance('baseUrl'),
  port: entrance('port'),
  tls: entrance('tls') !== '',
  adminRoot: RED.settings.actionUrlInAdminRoot,
});

function refresh(): void {
  const where = withVariables(
    baseOf({ ...listening(), httpNodeRoot: RED.settings.httpNodeRoot }, location),
    (['path', 'port', 'baseUrl'] as const).map(entrance),
  );
  const listener = chosenListener();
  const problem = listener === null ? _('sheet.no-listener') : problemText(where, listener !== undefined);
  $('#voip-event-tip').text(`${eventBase(where, entrance('path') || '/phone')}/incoming-call`);
  $('#voip-event-problem')
    .prop('hidden', problem === '')
    .text(problem);
  field('baseUrl').attr('placeholder', proposedBase(listening(), location));
  draw();
}

/** With a listener the node's own fields of that kind say nothing. */
function showListener(): void {
  const listener = chosenListener();
  const isShared = listener !== undefined;
  parts('voip-event-path', 'voip-event-own', 'voip-sheet-base').prop('hidden', isShared);
  $('#voip-event-shared')
    .prop('hidden', !isShared)
    .find('span')
    .text(isShared ? summary(listener) : '');
  const own = text('port') !== '';
  const weak = isChecked('legacyTls');
  $('#voip-event-tls').prop('hidden', !own);
  $('#voip-event-legacy').prop('hidden', !weak && !(own && entrance('tls') !== ''));
  $('#voip-event-weak').prop('hidden', !weak);
}

/** What the listener decides, in one line. */
function summary(listener: StoredNode | null): string {
  if (!listener) return _('sheet.no-listener');
  const [port, allow] = [storedText(listener['port']), storedText(listener['allow'])];
  const isGuarded = listener['guarded'] === true || secretOf(listener, 'token') !== '';
  return _('listener.decides', {
    name: storedText(listener['name']) || storedText(listener['path']) || '/phone',
    settings: [
      storedText(listener['path']) || '/phone',
      port === '' ? _('listener.shared-port') : _('listener.port', { port }),
      ...(storedText(listener['tls']) === '' ? [] : [_('label.tls')]),
      _(isGuarded ? 'listener.token' : 'listener.no-token'),
      allow === '' ? _('listener.any') : _('listener.allow', { allow }),
    ].join(' · '),
  });
}

/** Opens the dialog of a new listener with what the node's own fields hold. */
function moveToListener(): void {
  const token = valueOf(field('token'));
  const lacksToken = token === STORED || !isHidden('#voip-event-unguarded');
  const names = ['path', 'port', 'tls', 'baseUrl', 'allow', 'trustedProxies', 'rate'];
  offerPrefill({
    fields: { ...Object.fromEntries(names.map((name) => [name, text(name)])), ...(!lacksToken && { token }) },
    legacyTls: isChecked('legacyTls'),
    lacksToken,
  });
  $('#node-input-btn-listener-add').trigger('click');
}

/** What stands for the token in the sheet, and whether one is to be there and is not. */
function sheetToken(): Pick<SheetSettings, 'token' | 'tokenLost' | 'tokenOf' | 'listener'> {
  const listener = chosenListener();
  if (listener === undefined) {
    const tokenLost = !isHidden('#voip-event-unguarded') && $('#voip-event-open').prop('checked') !== true;
    return { token: valueOf(field('token')), tokenLost, tokenOf: 'node' };
  }
  const known = secretOf(listener, 'token');
  // Credentials are fetched with a node's own dialog; a guarded one that nobody has opened has its token in store.
  const isUnseen = listener?.credentials?.['has_token'] === undefined && listener?.['guarded'] === true;
  const token = known === '' && isUnseen ? STORED : known;
  return {
    token,
    tokenLost: token === '' && listener?.['guarded'] === true,
    tokenOf: 'listener',
    listener: text('listener'),
  };
}

const sheetSettings = (): SheetSettings => ({
  ...shown,
  ...listening(),
  reported,
  brief: $('#voip-sheet-brief').prop('checked') === true,
  path: entrance('path') || '/phone',
  ...sheetToken(),
});

function draw(): void {
  if (drawUrls()) showForm();
}

/** @returns whether the sheet is looked at */
function drawUrls(): boolean {
  if (!list || isHidden('#voip-event-sheet')) return false;
  drawSheet(byId('voip-event-urls'), sheetSettings(), list.chosen(), generate, downloadTable);
  return true;
}
