import { phaseOf, seriesOf, vendorOf } from './catalogue.js';
import { actionUrl, chooseVariables } from './composer.js';
import { copyButton } from './copy.js';
import { element, icon } from './element.js';
import { eventLabel } from './event-list.js';
import { asTable, baseOf, eventBase } from './urls.js';
import { usesEnv } from './valid.js';
import { words } from './words.js';

const _ = words('action-url-in');

/** Stands for a token that the editor cannot read back. */
const UNREAD_TOKEN = '<token>';
/** Node-RED's stand-in for a stored secret. */
const STORED = '__PWRD__';

/**
 * The URLs of one vendor's events.
 *
 * @param {object} settings what the dialog holds: vendor, model, brief, path, baseUrl, port, tls, token, adminRoot
 * @returns {{ unread: boolean, urlOf: (event: string) => string } | undefined} undefined without a vendor
 */
export function urlsFor(settings) {
  const vendor = vendorOf(settings.vendor);
  if (!vendor) return undefined;
  const series = seriesOf(vendor, settings.model);
  const where = baseOf({ ...settings, httpNodeRoot: RED.settings.httpNodeRoot }, location);
  const before = eventBase(where, settings.path);
  const unread = settings.token === STORED || usesEnv(settings.token);
  const token = unread ? UNREAD_TOKEN : encodeURIComponent(settings.token);
  const urlOf = (event) => {
    const variables = chooseVariables(vendor, series, phaseOf(event), settings.brief);
    return actionUrl(before, event, token, variables, vendor.variableMarks);
  };
  return { unread, urlOf };
}

/**
 * Draws the URL sheet: for one vendor, every wanted event with the URL to paste into the phone, in the vendor's order.
 *
 * @param {HTMLElement} container
 * @param {object} settings as for `urlsFor`; events (empty: all), tokenLost, ongenerate
 */
export function drawSheet(container, settings) {
  const sheet = urlsFor(settings);
  if (!sheet) {
    container.replaceChildren(note(_('sheet.choose-vendor')));
    return;
  }
  const vendor = vendorOf(settings.vendor);
  const { events } = settings;
  const rows = vendor.events
    .filter(({ event }) => events.length === 0 || events.includes(event))
    .map(({ event, label }) => ({ event, label, url: sheet.urlOf(event) }));
  container.replaceChildren(
    ...notes(sheet, vendor, rows, settings),
    element(
      'div.voip-sheet-bar',
      {},
      vendor.setup?.actionUrl &&
        element('span.voip-setup', {}, `${_('sheet.where')} `, element('strong', {}, vendor.setup.actionUrl)),
      copyButton(() => asTable(rows), _('sheet.copy-all-tip'), _('sheet.copy-all', { count: rows.length })),
    ),
    element(
      'ol.voip-urls',
      { 'aria-label': _('sheet.list', { vendor: vendor.label }) },
      ...rows.map((row) => urlRow(row, vendor, sheet.unread)),
    ),
  );
}

function notes({ unread }, vendor, rows, { events, token, tokenLost, ongenerate }) {
  const limit = vendor.urlLimit?.characters;
  const tooLong = limit ? rows.filter(({ url }) => url.length > limit).length : 0;
  const missing = events.filter((event) => !rows.some((row) => row.event === event));
  const generate = () => element('button.voip-link', { type: 'button', onclick: ongenerate }, _('sheet.generate'));
  return [
    tooLong > 0 && note(_('sheet.too-long', { count: tooLong, limit }), 'voip-bad'),
    unread && note(_('sheet.token-unread', { placeholder: UNREAD_TOKEN }), '', generate()),
    !token && note(_(tokenLost ? 'sheet.token-lost' : 'sheet.token-none'), tokenLost ? 'voip-bad' : '', generate()),
    missing.length > 0 &&
      note(_('sheet.missing', { vendor: vendor.label, events: missing.map(eventLabel).join(', ') })),
  ].filter(Boolean);
}

function note(text, look, ...more) {
  return element(
    `div.voip-note${look ? `.${look}` : ''}`,
    {},
    icon(look ? 'warning' : 'info-circle'),
    element('span', {}, text, ...more.flatMap((each) => [' ', each])),
  );
}

function urlRow({ event, label, url }, vendor, unread) {
  const limit = vendor.urlLimit?.characters;
  const text = element(
    'code.voip-url',
    { tabindex: '0', 'aria-label': _('sheet.url-of', { event: eventLabel(event) }) },
    url,
  );
  const selectAll = () => getSelection().selectAllChildren(text);
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
