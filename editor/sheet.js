import { seriesOf, variablesOf, vendorOf } from './catalogue.js';
import { copyButton, download } from './copy.js';
import { element, icon } from './element.js';
import { eventLabel } from './event-list.js';
import { asTable, baseOf, configurationFile, eventBase, eventUrl } from './urls.js';
import { words } from './words.js';

const _ = words('action-url-in');

/** Stands for a token that the editor cannot read back. */
const UNREAD_TOKEN = '<token>';
/** Node-RED's stand-in for a stored secret. */
const STORED = '__PWRD__';

/**
 * Draws the URL sheet: for one vendor, every wanted event with the URL to paste into the phone.
 *
 * @param {HTMLElement} container
 * @param {object} settings what the dialog holds: vendor, model, events (empty: all), path, baseUrl, port, tls, token
 */
export function drawSheet(container, settings) {
  const vendor = vendorOf(settings.vendor);
  if (!vendor) {
    container.replaceChildren(element('div.form-tips', {}, _('sheet.choose-vendor')));
    return;
  }
  const series = seriesOf(vendor, settings.model);
  const where = baseOf({ ...settings, httpNodeRoot: RED.settings.httpNodeRoot }, location);
  const before = eventBase(where, settings.path);
  const unread = settings.token === STORED;
  const token = unread ? UNREAD_TOKEN : encodeURIComponent(settings.token);
  const query = (event) => ({ token, variables: variablesOf(vendor, series, event), marks: vendor.variableMarks });

  const wanted = (event) => settings.events.length === 0 || settings.events.includes(event);
  const rows = vendor.events
    .filter(({ event }) => wanted(event))
    .map(({ event, label }) => ({ event, label, url: eventUrl(before, event, query(event)) }));

  container.replaceChildren(
    ...notes(where, vendor, unread, rows, settings),
    bar(vendor, rows, (event) => eventUrl(before, event, query(event)), wanted),
    element('ol.voip-urls', { 'aria-label': _('sheet.list', { vendor: vendor.label }) }, ...rows.map((row) => urlRow(row, vendor, unread))),
  );
}

function notes(where, vendor, unread, rows, settings) {
  const limit = vendor.urlLimit?.characters;
  const tooLong = limit ? rows.filter(({ url }) => url.length > limit).length : 0;
  const missing = settings.events.filter((event) => !rows.some((row) => row.event === event));
  return [
    where.problem && note(_(`sheet.${where.problem}`, { host: location.hostname }), 'voip-bad'),
    tooLong > 0 && note(_('sheet.too-long', { count: tooLong, limit }), 'voip-bad'),
    unread && note(_('sheet.token-unread', { placeholder: UNREAD_TOKEN })),
    !settings.token && note(_('sheet.token-none')),
    missing.length > 0 && note(_('sheet.missing', { vendor: vendor.label, events: missing.map(eventLabel).join(', ') })),
    vendor.setup?.actionUrl && element('p.voip-setup', {}, _('sheet.where'), ' ', element('strong', {}, vendor.setup.actionUrl)),
  ].filter(Boolean);
}

const note = (text, look) => element(`div.voip-note${look ? `.${look}` : ''}`, {}, icon(look ? 'warning' : 'info-circle'), element('span', {}, text));

function bar(vendor, rows, urlOf, wanted) {
  const forms = vendor.provisioning ?? [];
  const choice = element('select', { 'aria-label': _('sheet.form') }, ...forms.map((form) => element('option', { value: form.id }, form.label)));
  const save = element(
    'button.red-ui-button.red-ui-button-small',
    {
      type: 'button',
      title: _('sheet.download-tip'),
      onclick: () => {
        const form = forms.find(({ id }) => id === choice.value);
        const urls = new Map(form.parameters.filter(({ event }) => wanted(event)).map(({ event }) => [event, urlOf(event)]));
        download(form.fileName, configurationFile(form, urls), 'application/xml');
      },
    },
    icon('download'),
    ` ${_('sheet.download')}`,
  );
  return element(
    'div.voip-sheet-bar',
    {},
    copyButton(() => asTable(rows), _('sheet.copy-all-tip'), _('sheet.copy-all', { count: rows.length })),
    forms.length > 0 && element('span.voip-download', {}, choice, save),
  );
}

function urlRow({ event, label, url }, vendor, unread) {
  const limit = vendor.urlLimit?.characters;
  const text = element('code.voip-url', { tabindex: '0', 'aria-label': _('sheet.url-of', { event: eventLabel(event) }) }, url);
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
        { title: limit ? _('sheet.length-of', { length: url.length, limit }) : _('sheet.length', { length: url.length }) },
        unread ? `${length} +` : length,
      ),
      copyButton(() => url, _('sheet.copy-one', { event: label })),
    ),
    text,
  );
}
