import { words } from '../words';
import type { Speech } from './setup-words';

const say = words('voip-phone');

/** The editor's language, as it is now. */
export const speech = (): Speech => ({ say, language: RED.i18n.lang?.() || undefined });
