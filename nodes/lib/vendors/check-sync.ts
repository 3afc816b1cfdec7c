import type { Fact, RecipeAction, VendorProfile } from './profile';

/** A NOTIFY that is a command by its event alone: no body. */
export interface CheckSync extends Fact {
  /** The Event header, letter by letter. */
  readonly event: string;
}

const SOURCE =
  'Asterisk, configs/samples/sip_notify.conf.sample (snom-reboot, aastra-check-cfg, polycom-check-cfg and others); ' +
  'https://github.com/asterisk/asterisk';

/**
 * What desk phones of most makes take by SIP, whatever else they take. Of a vendor whose documents do not say so it is a
 * guess; a phone that does not know `reboot=` reads the event without it.
 */
const CHECK_SYNC: Readonly<Partial<Record<RecipeAction, CheckSync>>> = {
  reboot: { event: 'check-sync;reboot=true', source: SOURCE, guess: true },
  autoprovision: { event: 'check-sync;reboot=false', source: SOURCE, guess: true },
};

/** How an action goes by SIP where the vendor's keys do not do it: in its own dialect, else in the usual one. */
export function checkSyncOf(profile: VendorProfile, action: RecipeAction): CheckSync | undefined {
  const recipes = profile.sip ? (profile.actions[action] ?? []) : [];
  if (recipes.some((recipe) => 'keys' in recipe || !recipe.request.startsWith('/'))) return undefined;
  return profile.checkSync?.[action] ?? CHECK_SYNC[action];
}
