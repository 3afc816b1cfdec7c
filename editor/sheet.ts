import { eventRowOf, eventsOf, type Series, type VendorProfile } from '../nodes/lib/vendors';
import { eventUrl, rowsFor } from '../nodes/lib/vendors/event-urls';
import { postedUrl, postsEvents } from '../nodes/lib/vendors/posted-url';
import { seriesOf, vendorCatalogue, vendorOf } from './catalogue';
import { copyButton } from './copy';
import { type Child, element, icon } from './element';
import { eventLabel } from './event-list';
import { postedRow } from './posted';
import { STORED } from './secrets';
import { asTable, baseOf, eventBase, type LabelledUrl, type Listening } from './urls';
import { marksOf, type UrlMark } from './url-marks';
import { usesEnv } from './valid';
import { words } from './words';

const _ = words('action-url-in');

/** Stands for a token that the editor cannot read back. */
const UNREAD_TOKEN = '<token>';

/** What the dialog holds. */
export interface SheetSettings extends Listening {
  /** A profile's id; '' for none. */
  readonly vendor: string;
  readonly model: string;
  /** One variable for each property of the message. */
  readonly brief: boolean;
  /** What the chosen phone has reported since it was deployed; undefined: nobody knows. */
  readonly reported?: ReadonlySet<string> | undefined;
  readonly path: string;
  readonly token: string;
  /** The node is to have a token, and has none. */
  readonly tokenLost: boolean;
  /** Whose it is: a listener's cannot be made here. */
  readonly tokenOf: 'node' | 'listener';
  /** The listener's id, where the token is its. */
  readonly listener?: string;
}

export interface Sheet {
  readonly vendor: VendorProfile;
  /** Of the model, where it is known. */
  readonly series: Series | undefined;
  /** The token stands for one that the editor cannot read. */
  readonly unread: boolean;
  readonly urlOf: (event: string) => string;
  /** Everything up to an event's name. */
  readonly before: string;
  /** The one URL to which the phones post all events; undefined: each has its own. */
  readonly posted: string | undefined;
  /** This server's host, as phones are told it. */
  readonly server: string;
}

interface Row extends LabelledUrl {
  readonly event: string;
  /** All events that the URL may mean. */
  readonly tells: readonly string[];
}

/** The URLs of one vendor's events; undefined without a vendor. */
export function urlsFor(settings: SheetSettings): Sheet | undefined {
  const vendor = vendorOf(settings.vendor);
  if (!vendor) return undefined;
  const series = seriesOf(vendor, settings.model);
  const where = baseOf({ ...settings, httpNodeRoot: RED.settings.httpNodeRoot }, location);
  const before = eventBase(where, settings.path);
  const unread = settings.token === STORED || usesEnv(settings.token);
  const token = unread ? UNREAD_TOKEN : encodeURIComponent(settings.token);
  const parts = { before, token, brief: settings.brief };
  const urlOf = (event: string): string => eventUrl(vendorCatalogue(), vendor, series, event, parts);
  const posted = postsEvents(vendor, series) ? postedUrl(before, token, vendor) : undefined;
  return { vendor, series, unread, urlOf, before, posted, server: hostOf(before) };
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : location.hostname);

/**
 * Draws the URL sheet: for one vendor, every wanted event with the URL to paste into the phone, in the vendor's order.
 *
 * @param events ids; empty: all
 * @param ontable makes the table where the token cannot be read here
 */
export function drawSheet(
  container: HTMLElement,
  settings: SheetSettings,
  events: readonly unknown[],
  ongenerate: () => void,
  ontable: (tell: (text: string) => void) => void,
): void {
  const sheet = urlsFor(settings);
  if (!sheet) {
    container.replaceChildren(note(_('sheet.choose-vendor')));
    return;
  }
  const { vendor } = sheet;
  const { posted } = sheet;
  const wanted = rowsFor(vendor, sheet.series, events);
  const rows = wanted.map((row) => ({
    event: row.event,
    tells: eventsOf(row),
    label: row.label,
    url: posted ?? sheet.urlOf(row.event),
  }));
  container.replaceChildren(
    ...warnings(sheet, rows, settings, ongenerate),
    ...missingNote(vendor, rows, events),
    ...(posted === undefined ? [] : [note(_('sheet.posted', { vendor: vendor.label }), settings.port.trim() === '')]),
    element(
      'div.voip-sheet-bar',
      {},
      vendor.setup?.actionUrl &&
        element('span.voip-setup', {}, `${_('sheet.where')} `, element('strong', {}, vendor.setup.actionUrl)),
      posted === undefined && copyAll(rows, sheet.unread),
    ),
    ...(posted === undefined && sheet.unread ? [tableRow(ontable)] : []),
    element(
      'ol.voip-urls',
      { 'aria-label': _('sheet.list', { vendor: vendor.label }) },
      ...(posted === undefined
        ? rows.map((row) => urlRow(row, sheet, settings.reported))
        : [postedRow(posted, wanted, (row) => marksOf(eventsOf(row), settings.reported).map((kind) => MARKS[kind]()))]),
    ),
  );
}

/** What is pasted as a whole is not looked at: no placeholder may stand in it. */
function copyAll(rows: readonly Row[], unread: boolean): HTMLElement {
  const button = copyButton(() => asTable(rows), _('sheet.copy-all-tip'), _('sheet.copy-all', { count: rows.length }));
  button.disabled = unread;
  if (unread) button.title = needsToken();
  return button;
}

/** All URLs with the token, which only the runtime has. */
function tableRow(ontable: (tell: (text: string) => void) => void): HTMLElement {
  const status = element('span.voip-hint', { role: 'status' });
  const onclick = (): void => ontable((text) => void (status.textContent = text));
  const button = element(
    'button.voip-link.voip-sheet-table',
    { type: 'button', onclick },
    icon('download'),
    ` ${_('sheet.table')}`,
  );
  return element('div', {}, button, ' ', status);
}

/** Why what would hold the placeholder of a token is not given out. */
const needsToken = (): string => _('sheet.needs-token', { placeholder: UNREAD_TOKEN });

function warnings(
  { vendor, unread }: Sheet,
  rows: readonly Row[],
  { token, tokenLost, tokenOf }: SheetSettings,
  ongenerate: () => void,
): HTMLElement[] {
  const limit = vendor.urlLimit?.characters;
  const tooLong = limit ? rows.filter(({ url }) => url.length > limit).length : 0;
  const isShared = tokenOf === 'listener';
  const generate = isShared
    ? undefined
    : element('button.voip-link', { type: 'button', onclick: ongenerate }, _('sheet.generate'));
  const unreadText = isShared ? 'sheet.token-unread-shared' : 'sheet.token-unread';
  return [
    ...(tooLong > 0 ? [note(_('sheet.too-long', { count: tooLong, limit }), true)] : []),
    ...(unread ? [note(_(unreadText, { placeholder: UNREAD_TOKEN }), false, generate)] : []),
    ...(token ? [] : [note(_(tokenLost ? 'sheet.token-lost' : 'sheet.token-none'), tokenLost, generate)]),
  ];
}

/** Chosen events that this vendor's phones do not report. */
function missingNote(vendor: VendorProfile, rows: readonly Row[], events: readonly unknown[]): HTMLElement[] {
  const { label } = vendor;
  const told = new Set(rows.map(({ event }) => event));
  const missing = events.map(String).filter((event) => !told.has(eventRowOf(vendor, event)?.event ?? ''));
  if (missing.length === 0) return [];
  return [note(_('sheet.missing', { vendor: label, events: missing.map(eventLabel).join(', ') }))];
}

function note(text: string, isBad = false, more?: Child): HTMLElement {
  return element(
    `div.voip-note${isBad ? '.voip-bad' : ''}`,
    {},
    icon(isBad ? 'warning' : 'info-circle'),
    element('span', {}, text, more && ' ', more),
  );
}

const mark = (kind: string, text: string, tip: string): HTMLElement =>
  element(`span.voip-mark.voip-mark-${kind}`, { title: tip }, text);
const MARKS: Readonly<Record<UrlMark, () => HTMLElement>> = {
  'for-state': () => mark('needed', _('sheet.for-state'), _('sheet.for-state-tip')),
  'helps-state': () => mark('useful', _('sheet.helps-state'), _('sheet.helps-state-tip')),
  'for-confirm': () => mark('useful', _('sheet.for-confirm'), _('sheet.for-confirm-tip')),
  'never-reported': () => mark('missing', _('sheet.never-reported'), _('sheet.never-reported-tip')),
};

function urlRow(
  { event, tells, label, url }: Row,
  { vendor, unread }: Sheet,
  reported: ReadonlySet<string> | undefined,
): HTMLElement {
  const limit = vendor.urlLimit?.characters;
  const text = element(
    'code.voip-url',
    { tabindex: '0', 'aria-label': _('sheet.url-of', { event: eventLabel(event) }) },
    url,
  );
  const selectAll = (): void => getSelection()?.selectAllChildren(text);
  text.addEventListener('focus', selectAll);
  text.addEventListener('click', selectAll);
  const length = limit ? `${url.length} / ${limit}` : String(url.length);
  return element(
    'li.voip-url-row',
    { 'data-event': event },
    element(
      'div.voip-url-head',
      {},
      element('span.voip-vendor-name', {}, label),
      element('span.voip-event-name', {}, eventLabel(event)),
      ...marksOf(tells, reported).map((kind) => MARKS[kind]()),
      element(
        `span.voip-length${limit && url.length > limit ? '.voip-bad' : ''}`,
        {
          title: limit
            ? _('sheet.length-of', { length: url.length, limit })
            : _('sheet.length', { length: url.length }),
        },
        unread ? `${length} +` : length,
      ),
      copyButton(() => url, _('sheet.copy-one', { event: label })),
    ),
    text,
  );
}
