import type { EventId, EventTerm } from '../vocabulary';
import { vendorGuess } from './guess';
import { disruptiveKeys } from './keys';
import { type ByVariable, type EventLookup, eventLookup, eventTerms, variableLookup } from './names';
import type { VendorProfile } from './profile';
import { type VariableNames, type Variables, variablesOfVendors } from './variables';

/**
 * What a set of vendors knows together. Made once from their profiles and handed to whoever reads or commands phones;
 * all that can be looked up is prepared here, so that a question costs a map's look-up or two.
 */
export class VendorCatalogue {
  /** In the order in which an editor offers them. */
  readonly profiles: readonly VendorProfile[];
  /** Every event by its id: the vocabulary's, then what vendors add to it. */
  readonly eventTerms: ReadonlyMap<string, EventTerm>;
  readonly #byId: ReadonlyMap<string, VendorProfile>;
  readonly #findEvent: EventLookup;
  readonly #findByVariable: ReturnType<typeof variableLookup>;
  readonly #variables: Variables;
  readonly #isDisruptive: (token: string) => boolean;
  readonly #guess: ReturnType<typeof vendorGuess>;
  readonly #own: ReadonlySet<string>;

  /**
   * @param profiles of the package
   * @param own the user's: what they name counts for phones of theirs, and changes nothing in how others are read
   * @throws Error where two profiles have one id
   */
  constructor(profiles: readonly VendorProfile[], own: readonly VendorProfile[] = []) {
    const all = [...profiles, ...own];
    this.profiles = all;
    this.#own = new Set(own.map(({ id }) => id));
    this.#byId = byId(all);
    this.eventTerms = eventTerms(all);
    this.#findEvent = eventLookup(profiles, own);
    this.#findByVariable = variableLookup(profiles, own);
    this.#variables = variablesOfVendors(profiles, own);
    this.#isDisruptive = disruptiveKeys(all);
    this.#guess = vendorGuess(profiles, own);
  }

  /** Whether a vendor is the user's own. */
  isOwn(id: string): boolean {
    return this.#own.has(id);
  }

  /** The profile with exactly this id. */
  profile(id: string): VendorProfile | undefined {
    return this.#byId.get(id);
  }

  /** The event a name means, in any printed spelling; of this vendor first, else of any. */
  eventOf(name: string, vendorId?: string): EventId | undefined {
    return this.#findEvent.meant(name, vendorId);
  }

  /**
   * The same where it decides how a request is taken apart, before it is known whose it is: without what the user's own
   * vendors add, but for phones of theirs.
   */
  documentedEvent(name: string, vendorId?: string): EventId | undefined {
    return this.#findEvent.documented(name, vendorId);
  }

  /** The variable whose value says which event is meant by a name, of this vendor; without a vendor, of any. */
  byVariable(name: string, vendorId?: string): ByVariable | undefined {
    return this.#findByVariable(name, vendorId);
  }

  /** What variables' names mean to this vendor's phones; without a vendor to those of unknown make. */
  namesOf(vendorId?: string): VariableNames {
    return this.#variables.namesOf(vendorId);
  }

  /** Whether any vendor has the other party's display name under this name. */
  isTheirName(name: string): boolean {
    return this.#variables.isTheirName(name);
  }

  /** Whether a key of this name reboots, reprovisions or erases a phone of any vendor. */
  isDisruptiveKey(token: string): boolean {
    return this.#isDisruptive(token);
  }

  /**
   * The vendor of a phone that nobody has described yet: the only one with such a model, else the one whose hardware has
   * such a MAC, else the only one whose documents list every variable that was sent.
   *
   * @param names of the variables, as sent
   * @param mac 12 lower-case hex digits
   * @returns a profile's id, or undefined where several vendors fit, or none
   */
  guess(model: string | undefined, names: readonly string[], mac?: string): string | undefined {
    return this.#guess(model, names, mac);
  }
}

function byId(profiles: readonly VendorProfile[]): ReadonlyMap<string, VendorProfile> {
  const found = new Map<string, VendorProfile>();
  for (const profile of profiles) {
    if (found.has(profile.id)) throw new Error(`two vendor profiles have the id "${profile.id}": give one another`);
    found.set(profile.id, profile);
  }
  return found;
}
