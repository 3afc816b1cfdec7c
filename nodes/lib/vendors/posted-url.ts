import type { Series, VendorProfile } from './profile';

/** Whether the phones post all their events to one URL, which is read on a port of the node's own alone. */
export function postsEvents({ eventBody }: VendorProfile, series: Series | undefined): boolean {
  if (!eventBody) return false;
  return !eventBody.series || (series !== undefined && eventBody.series.includes(series.id));
}

/**
 * The URL for all events.
 *
 * @param before everything up to the event: `http://192.168.5.2:1881/phone`
 * @param token as it goes into a URL, '' for none
 */
export function postedUrl(before: string, token: string, { urlForm }: Pick<VendorProfile, 'urlForm'>): string {
  const { start = '?', scheme = true } = urlForm ?? {};
  const place = /^https?:\/\/[^/]*$/.test(before) ? `${before}/` : before;
  const joint = start === '?' ? '?' : place.endsWith('/') ? '' : '/';
  const url = token === '' ? place : `${place}${joint}token=${token}`;
  return scheme ? url : url.replace(/^https?:\/\//, '');
}
