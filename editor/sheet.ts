import { eventRowOf, eventsOf, type EventRow, type Series, type VendorProfile } from '../nodes/lib/vendors';
import { actionUrl, chooseVariables } from '../nodes/lib/vendors/action-url';
import { postedUrl, postsEvents } from '../nodes/lib/vendors/posted-url';
import { STATE_NEEDS, STATE_USES } from '../nodes/lib/calls/wanted';
import { CONFIRMING } from '../nodes/lib/outcomes/effects';
import { seriesOf, termOfEvent, vendorOf } from './catalogue';
import { copyButton } from './copy';
import { type Child, element, icon } from './element';
import { eventLabel } from './event-list';
import { postedRow } from './posted';
import { asTable, baseOf, eventBase, type LabelledUrl, type Listening } from './urls';
import { usesEnv } from './valid';
import { words } from './words';

const _ = words('action-url-in');

/** Stands for a token that the editor cannot read back. */
const UNREAD_TOKEN = '<token>';
/** Node-RED's stand-in for a stored secret. */
const STORED = '__PWRD__';

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
}

export interface Sheet {
  readonly vendor: VendorProfile;
  /** Of the model, where it is known. */
  readonly series: Series | undefined;
  /** The token stands for one that the editor cannot read. */
  readonly unread: boolean;
  readonly urlOf: (event: string) => string;
  /** The one URL to which the phones post all events; undefined: each has its own. */
  readonly posted: string | undefined;
  /** This server's host, as phones are told it. */
  readonly server: string;
}

interface Row extends LabelledUrl {
  readonly event: string;
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
  const urlOf = (event: string): string => {
    const variables = chooseVariables(vendor, series, { ...termOfEvent(event), event, brief: settings.brief });
    return actionUrl(before, event, token, variables, vendor.variableMarks, vendor.urlForm);
  };
  const posted = postsEvents(vendor, series) ? postedUrl(before, token, vendor) : undefined;
  return { vendor, series, unread, urlOf, posted, server: hostOf(before) };
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : location.hostname);

/**
 * Draws the URL sheet: for one vendor, every wanted event with the URL to paste into the phone, in the vendor's order.
 *
 * @param events ids; empty: all
 */
export function drawSheet(
  container: HTMLElement,
  settings: SheetSettings,
  events: readonly unknown[],
  ongenerate: () => void,
): void {
  const sheet = urlsFor(settings);
  if (!sheet) {
    container.replaceChildren(note(_('sheet.choose-vendor')));
    return;
  }
  const { vendor } = sheet;
  const { posted } = sheet;
  const wanted = rowsFor(sheet, events);
  const rows = wanted.map(({ event, label }) => ({ event, label, url: posted ?? sheet.urlOf(event) }));
  container.replaceChildren(
    ...warnings(sheet, rows, settings, ongenerate),
    ...missingNote(vendor, rows, events),
    ...(posted === undefined ? [] : [note(_('sheet.posted', { vendor: vendor.label }), settings.port.trim() === '')]),
    element(
      'div.voip-sheet-bar',
      {},
      vendor.setup?.actionUrl &&
        element('span.voip-setup', {}, `${_('sheet.where')} `, element('strong', {}, vendor.setup.actionUrl)),
      posted === undefined &&
        copyButton(() => asTable(rows), _('sheet.copy-all-tip'), _('sheet.copy-all', { count: rows.length })),
    ),
    element(
      'ol.voip-urls',
      { 'aria-label': _('sheet.list', { vendor: vendor.label }) },
      ...(posted === undefined
        ? rows.map((row) => urlRow(row, sheet, settings.reported))
        : [postedRow(posted, wanted, (event) => marks(event, settings.reported))]),
    ),
  );
}

/** The vendor's rows whose URLs report wanted events, on phones of the series. */
export function rowsFor({ vendor, series }: Pick<Sheet, 'vendor' | 'series'>, wanted: readonly unknown[]): EventRow[] {
  return vendor.events.filter(
    (row) =>
      !(series && row.series && !row.series.includes(series.id)) &&
      (wanted.length === 0 || eventsOf(row).some((event) => wanted.includes(event))),
  );
}

function warnings(
  { vendor, unread }: Sheet,
  rows: readonly Row[],
  { token, tokenLost }: SheetSettings,
  ongenerate: () => void,
): HTMLElement[] {
  const limit = vendor.urlLimit?.characters;
  const tooLong = limit ? rows.filter(({ url }) => url.length > limit).length : 0;
  const generate = (): HTMLElement =>
    element('button.voip-link', { type: 'button', onclick: ongenerate }, _('sheet.generate'));
  return [
    ...(tooLong > 0 ? [note(_('sheet.too-long', { count: tooLong, limit }), true)] : []),
    ...(unread ? [note(_('sheet.token-unread', { placeholder: UNREAD_TOKEN }), false, generate())] : []),
    ...(token ? [] : [note(_(tokenLost ? 'sheet.token-lost' : 'sheet.token-none'), tokenLost, generate())]),
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

/** What a URL is wanted for, and whether the phone has ever used it. */
function marks(event: string, reported: ReadonlySet<string> | undefined): HTMLElement[] {
  const mark = (kind: string, text: string, tip: string): HTMLElement =>
    element(`span.voip-mark.voip-mark-${kind}`, { title: tip }, text);
  return [
    ...(STATE_NEEDS.some((id) => id === event) ? [mark('needed', _('sheet.for-state'), _('sheet.for-state-tip'))] : []),
    ...(STATE_USES.some((id) => id === event)
      ? [mark('useful', _('sheet.helps-state'), _('sheet.helps-state-tip'))]
      : []),
    ...(CONFIRMING.has(event) ? [mark('useful', _('sheet.for-confirm'), _('sheet.for-confirm-tip'))] : []),
    ...(reported?.has(event) === false
      ? [mark('missing', _('sheet.never-reported'), _('sheet.never-reported-tip'))]
      : []),
  ];
}

function urlRow(
  { event, label, url }: Row,
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
      ...marks(event, reported),
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
