import { say, type Language } from '../sentences/sentence';
import type { ListedPhone, SetupList } from './listed';
import type { Restarts } from './restarts';

/** Adds what goes by a person's click to what is known of phones. */
export function toldSetup(list: SetupList, restarts: Pick<Restarts, 'progress'>, language?: Language): SetupList {
  return { ...list, phones: list.phones.map((phone) => told(phone, restarts, language)) };
}

function told(phone: ListedPhone, restarts: Pick<Restarts, 'progress'>, language: Language | undefined): ListedPhone {
  const progress = restarts.progress(phone.id);
  if (!progress) return phone;
  const { step, why } = progress;
  return { ...phone, restart: { step, ...(why !== undefined && { text: say(why, language) }) } };
}
