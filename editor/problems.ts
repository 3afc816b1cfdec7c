import type { Where } from './urls';
import { words } from './words';

const node = words('action-url-in');
const listener = words('phone-listener');

/** What is to be said of where phones are to call; '' where nothing. @param isShared the settings are a listener's */
export function problemText({ problem }: Where, isShared: boolean): string {
  if (!problem) return '';
  const names = { host: location.hostname, path: location.pathname };
  return isShared ? listener(`problem.${problem}`, names) : node(`sheet.${problem}`, names);
}
