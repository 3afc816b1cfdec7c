import type { Recipe, RecipeAction, VendorProfile } from './profile';

/** An action that a vendor's phones can be told, and how; the first recipe that fits is taken. */
export interface ListedAction {
  readonly action: RecipeAction;
  readonly recipes: readonly Recipe[];
}

/** A vendor as `catalogue.json` lists it: its profile, actions as rows like all else, and without sources. */
export interface ListedVendor extends Omit<VendorProfile, 'actions' | 'sources'> {
  readonly actions: readonly ListedAction[];
}

/** @returns plain JSON, with nothing in it that is another's object: what reads it may change it */
export function listedVendor({ actions, ...profile }: VendorProfile): ListedVendor {
  const rows = Object.entries(actions).map(([action, recipes]) => ({ action, recipes }));
  return JSON.parse(JSON.stringify({ ...profile, actions: rows }, withoutSources)) as ListedVendor;
}

/** Sources are for readers of the profiles; an editor has no use for them. */
function withoutSources(key: string, value: unknown): unknown {
  return key === 'source' || key === 'sources' ? undefined : value;
}
