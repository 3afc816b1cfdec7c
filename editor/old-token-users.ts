import type { OldTokenUser } from '../nodes/lib/events/old-token-user';
import { ago } from './ago';
import { element } from './element';
import { eventLabel } from './event-list';
import { words } from './words';

const _ = words('phone-listener');

/** Asks a deployed listener which phones still come with its previous token, and lists them. */
export function showOldTokenUsers(box: HTMLElement, id: string): void {
  box.hidden = true;
  if (!RED.user.hasPermission('voip-phone.read')) return;
  $.ajax(`voip-phone/listener/${encodeURIComponent(id)}/previous`, { dataType: 'json' }).done(
    ({ isKnown, phones }: { readonly isKnown?: unknown; readonly phones?: unknown }) => {
      // Whatever stands between may answer with something of its own.
      if (!box.isConnected || isKnown !== true || !Array.isArray(phones)) return;
      const users = phones as readonly OldTokenUser[];
      box.replaceChildren(
        element('div', {}, users.length === 0 ? _('users.none') : _('users.some', { count: users.length })),
        ...(users.length > 0 ? [element('ul.voip-users', { 'aria-label': _('users.list') }, ...users.map(row))] : []),
      );
      box.hidden = false;
    },
  );
}

/** Everything in it was chosen by whoever sent the event: text nodes alone. */
function row({ name, mac, address, time, events }: OldTokenUser): HTMLElement {
  return element(
    'li',
    {},
    element('strong', {}, name ?? _('users.stranger')),
    mac && element('code', {}, mac.match(/../g)?.join(':')),
    element('span', {}, address || _('users.no-address')),
    element('span.voip-hint', {}, `${ago(time)} · ${events.map(eventLabel).join(', ')}`),
  );
}
