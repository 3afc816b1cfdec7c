import type { ListedVendor } from '../nodes/lib/vendors/listing';

/** The user's own vendors, as the runtime has read them at its start. */
export interface OwnVendors {
  readonly profiles: readonly { readonly vendor: ListedVendor; readonly isUnchecked: boolean }[];
  /** Files that are not used: the log says why. */
  readonly refused: readonly string[];
}

/** Milliseconds: the dialogs do not wait longer for what may never come. */
const PATIENCE = 10_000;

/** None where the runtime does not say, or may not: it asks for `voip-phone.read`. */
export function askOwnVendors(): Promise<OwnVendors> {
  const none: OwnVendors = { profiles: [], refused: [] };
  if (!RED.user.hasPermission('voip-phone.read')) return Promise.resolve(none);
  return new Promise((resolve) => {
    // Node-RED's own way, which carries its login.
    $.ajax('voip-phone/profiles', { dataType: 'json', timeout: PATIENCE })
      .done((told: Partial<OwnVendors>) => resolve(isWhole(told) ? told : none))
      .fail(() => resolve(none));
  });
}

/** Whatever stands between may answer with something of its own. */
const isWhole = (told: Partial<OwnVendors>): told is OwnVendors =>
  Array.isArray(told.profiles) && Array.isArray(told.refused);
