import { ACTION_IDS, ACTIONS, type ActionId, type ActionTerm, type EventId, type EventTerm } from '../vocabulary';
import { VendorCatalogue } from './catalogue';
import type { RecipeAction, VendorProfile } from './profile';

/** A vendor as `catalogue.json` lists it: what it can be told as a list of ids, how beside it, and without sources. */
export interface ListedVendor extends Omit<VendorProfile, 'actions' | 'sources'> {
  readonly actions: readonly RecipeAction[];
  /** By action; the first recipe that fits is taken. */
  readonly recipes: VendorProfile['actions'];
}

/** What `catalogue.json` holds. */
export interface CatalogueFile {
  readonly vendors: readonly ListedVendor[];
  /** The vocabulary's, then what vendors add to it. */
  readonly events: readonly (EventTerm & { readonly id: EventId })[];
  readonly actions: readonly (ActionTerm & { readonly id: ActionId })[];
}

/** @returns plain JSON, with nothing in it that is another's object: what reads it may change it */
export function listedVendor({ actions: recipes, ...profile }: VendorProfile): ListedVendor {
  const listed = { ...profile, actions: Object.keys(recipes), recipes };
  return JSON.parse(JSON.stringify(listed, withoutSources)) as ListedVendor;
}

/** The file for these vendors, in the order in which an editor offers them. */
export function catalogueFile(profiles: readonly VendorProfile[]): CatalogueFile {
  const { eventTerms } = new VendorCatalogue(profiles);
  return {
    vendors: profiles.map(listedVendor),
    events: [...eventTerms].map(([id, term]) => ({ id, ...term })),
    actions: ACTION_IDS.map((id) => ({ id, ...ACTIONS[id] })),
  };
}

/** The way back: the vendor as what composes and reads takes it; its sources stay blank. */
export function profileOf({ recipes, ...vendor }: ListedVendor): VendorProfile {
  return { ...vendor, actions: recipes, sources: {} };
}

/** Sources are for readers of the profiles; an editor has no use for them. */
function withoutSources(key: string, value: unknown): unknown {
  return key === 'source' || key === 'sources' ? undefined : value;
}
