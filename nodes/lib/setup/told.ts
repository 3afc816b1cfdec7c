import { isoTime } from '../iso-time';
import { say, type Language } from '../sentences/sentence';
import type { ListedPhone, SetupList } from './listed';
import type { Restarts } from './restarts';
import { quietSince } from './standing';

/**
 * Adds what goes by the time and by a person's click to what is known of phones.
 *
 * @param now milliseconds since the epoch
 */
export function toldSetup(
  list: SetupList,
  restarts: Pick<Restarts, 'progress'>,
  now: number,
  language?: Language,
): SetupList {
  return { ...list, phones: list.phones.map((phone) => told(phone, restarts, now, language)) };
}

function told(
  phone: ListedPhone,
  restarts: Pick<Restarts, 'progress'>,
  now: number,
  language: Language | undefined,
): ListedPhone {
  const { standing, fetched, asked, reported } = phone;
  const signs = { fetched: timeOf(fetched), asked: timeOf(asked), reported: timeOf(reported) };
  const quiet = quietSince({ standing, ...signs }, now);
  const progress = restarts.progress(phone.id);
  if (quiet === undefined && !progress) return phone;
  return {
    ...phone,
    ...(quiet !== undefined && { quiet: isoTime(quiet) }),
    ...(progress && {
      restart: { step: progress.step, ...(progress.why !== undefined && { text: say(progress.why, language) }) },
    }),
  };
}

const timeOf = (iso: string | undefined): number | undefined => (iso === undefined ? undefined : Date.parse(iso));
