import type { PresentState } from '../nodes/lib/calls/present-state';
import { eventLabel } from './event-list';
import { words } from './words';

const _ = words('voip-phone');
const state = words('phone-state');

/**
 * What the runtime knows of a deployed phone.
 * @param tell not called where nobody may ask, or the phone is not deployed
 */
export function askState(id: string, tell: (present: PresentState) => void): void {
  if (id === '' || !RED.user.hasPermission('voip-phone.write')) return;
  $.ajax(`voip-phone/${encodeURIComponent(id)}/state`, { dataType: 'json' }).done((present: Partial<PresentState>) => {
    // Whatever stands between may answer with something of its own.
    if (typeof present.state === 'string' && Array.isArray(present.reported)) tell(present as PresentState);
  });
}

/** One line in the phone's dialog: what it is doing, and what it told last. */
export function showState(line: HTMLElement, id: string): void {
  line.hidden = true;
  askState(id, (present) => {
    if (!line.isConnected) return;
    const { since, event, seen } = present;
    const word = state(`status.${present.state}`);
    line.textContent = [
      since === undefined ? _('now.state', { state: word }) : _('now.since', { state: word, time: timeOf(since) }),
      event === undefined
        ? _('now.no-event')
        : _('now.event', { event: eventLabel(event), time: seen === undefined ? '' : timeOf(seen) }),
    ].join(' · ');
    line.hidden = false;
  });
}

/** The time of day; of another day with its date. */
function timeOf(iso: string): string {
  const moment = new Date(iso);
  const language = RED.i18n.lang?.();
  const isToday = moment.toDateString() === new Date().toDateString();
  return isToday ? moment.toLocaleTimeString(language) : moment.toLocaleString(language);
}
