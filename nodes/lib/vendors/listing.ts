import type { RecipeAction, VendorProfile } from './profile';

/** A vendor as `catalogue.json` lists it: what it can be told as a list of ids, how beside it, and without sources. */
export interface ListedVendor extends Omit<VendorProfile, 'actions' | 'sources'> {
  readonly actions: readonly RecipeAction[];
  /** By action; the first recipe that fits is taken. */
  readonly recipes: VendorProfile['actions'];
}

/** @returns plain JSON, with nothing in it that is another's object: what reads it may change it */
export function listedVendor({ actions: recipes, ...profile }: VendorProfile): ListedVendor {
  const listed = { ...profile, actions: Object.keys(recipes), recipes };
  return JSON.parse(JSON.stringify(listed, withoutSources)) as ListedVendor;
}

/** Sources are for readers of the profiles; an editor has no use for them. */
function withoutSources(key: string, value: unknown): unknown {
  return key === 'source' || key === 'sources' ? undefined : value;
}
