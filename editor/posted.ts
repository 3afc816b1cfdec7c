import type { EventRow } from '../nodes/lib/vendors';
import { copyButton } from './copy';
import { element } from './element';
import { eventLabel } from './event-list';
import { words } from './words';

const _ = words('action-url-in');

/**
 * The URL with the events to choose on the phone.
 *
 * @param marksOf what is to be said of an event
 */
export function postedRow(
  url: string,
  rows: readonly EventRow[],
  marksOf: (row: EventRow) => HTMLElement[],
): HTMLElement {
  const text = element('code.voip-url', { tabindex: '0', 'aria-label': _('sheet.posted-url') }, url);
  const selectAll = (): void => getSelection()?.selectAllChildren(text);
  text.addEventListener('focus', selectAll);
  text.addEventListener('click', selectAll);
  return element(
    'li.voip-url-row',
    {},
    element(
      'div.voip-url-head',
      {},
      element('span.voip-vendor-name', {}, _('sheet.posted-all')),
      copyButton(() => url, _('sheet.posted-copy')),
    ),
    text,
    element(
      'ul.voip-posted-events',
      {},
      ...rows.map((row) =>
        element(
          'li',
          { 'data-event': row.event },
          element('span.voip-vendor-name', {}, row.label),
          element('span.voip-event-name', {}, eventLabel(row.event)),
          ...marksOf(row),
        ),
      ),
    ),
  );
}
