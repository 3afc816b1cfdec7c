import { composePlan } from '../commands/compose';
import { PhoneError } from '../errors';
import { eventsOf, rowsOn, seriesOf, type VendorCatalogue, type VendorProfile } from '../vendors';
import type { ActionId } from '../vocabulary';
import { type Component, COMPONENTS, type Switch, TERMS, type Tick } from './components';

/**
 * Which entities a phone gets, and why it gets no other. Pure: the editor shows by it what the runtime will announce.
 */

/** A phone as far as it decides that. */
export interface OfferedPhone {
  readonly vendor: string;
  readonly model: string;
  readonly path: string;
  readonly separator: string;
  readonly transport: 'http' | 'sip';
}

/** What a node was set to offer. */
export interface Choice extends Readonly<Record<Switch, boolean>> {
  readonly entities: ReadonlySet<Tick>;
}

/** Why a phone has no such entity; events and actions: what its vendor or its model would have to have. */
export type Missing =
  | { readonly why: 'no-vendor' }
  | { readonly why: 'vendor' | 'model'; readonly events: readonly string[]; readonly actions: readonly string[] }
  | { readonly why: 'unticked' }
  | { readonly why: Switch };

/** Undefined: the phone has it. */
export type Offers = ReadonlyMap<Component, Missing | undefined>;

type Lack = 'vendor' | 'model' | undefined;

/** What phones of a vendor and model report and do. */
export interface PhoneFacts {
  /** What is in the way of one of these events being reported. */
  readonly lacksEvents: (events: readonly string[]) => Lack;
  readonly lacksAction: (action: ActionId) => Lack;
  readonly reports: (event: string) => boolean;
}

/** @param profile of the phone's vendor */
export function factsOf(phone: OfferedPhone, profile: VendorProfile, vendors: VendorCatalogue): PhoneFacts {
  const ofVendor = new Set<string>(profile.events.flatMap(eventsOf));
  const ofModel = new Set<string>(
    rowsOn(profile.events, seriesOf(profile, phone.model || undefined)).flatMap(eventsOf),
  );
  const any = profile.anyMake === true;
  return {
    lacksEvents: (events) => {
      if (any || events.some((event) => ofModel.has(event))) return undefined;
      return events.some((event) => ofVendor.has(event)) ? 'model' : 'vendor';
    },
    lacksAction: (action) => lacksAction(action, phone, profile, vendors),
    reports: (event) => any || ofModel.has(event),
  };
}

/** Whether some command of the action can be worded for the phone: what it lacks beside (a code, a password) is another matter. */
function lacksAction(
  action: ActionId,
  { model, path, separator, transport }: OfferedPhone,
  profile: VendorProfile,
  vendors: VendorCatalogue,
): Lack {
  if (action === 'press') return undefined;
  try {
    composePlan(
      { action, ...(action === 'dial' && { number: '1' }) },
      {
        ...{ vendors, profile, ...(model && { model }), separator, transport, disruptive: true, credentials: {} },
        // Without any path nothing can be sent, which would be said before what no phone of the make can do.
        path: path || profile.http?.path || '/',
      },
    );
  } catch (error) {
    if (!(error instanceof PhoneError)) throw error;
    if (error.code === 'UNSUPPORTED_BY_MODEL') return 'model';
    if (error.code === 'UNSUPPORTED_ACTION') return 'vendor';
  }
  return undefined;
}

/** @param facts undefined: its vendor is not known */
export function offersOf(facts: PhoneFacts | undefined, choice: Choice): Offers {
  return new Map(COMPONENTS.map((component) => [component, missing(component, facts, choice)]));
}

function missing(component: Component, facts: PhoneFacts | undefined, choice: Choice): Missing | undefined {
  const { by, events, actions } = TERMS[component];
  if (events.length + actions.length > 0) {
    if (!facts) return { why: 'no-vendor' };
    const lacking = [
      ...events.map((some) => ({ lack: facts.lacksEvents(some), events: some, actions: [] })),
      ...actions.map((action) => ({ lack: facts.lacksAction(action), events: [], actions: [action] })),
    ].filter(({ lack }) => lack !== undefined);
    if (lacking.length > 0) {
      return {
        why: lacking.some(({ lack }) => lack === 'vendor') ? 'vendor' : 'model',
        events: lacking.flatMap((each) => each.events),
        actions: lacking.flatMap((each) => each.actions),
      };
    }
  }
  if (by === 'openDoor' || by === 'dial' || by === 'disruptive') return choice[by] ? undefined : { why: by };
  return choice.entities.has(by) ? undefined : { why: 'unticked' };
}

/** The components that the phone has. */
export const offered = (offers: Offers): Component[] =>
  [...offers].flatMap(([component, lack]) => (lack ? [] : [component]));

/** Seconds after which an opened door counts as closed where no phone of the make tells when it is. */
const USUAL_PULSE = 5;

/**
 * Seconds after which a door counts as closed; undefined: when the phone says so.
 * @param set in the node
 */
export function doorPulseOf(facts: PhoneFacts | undefined, set: number | undefined): number | undefined {
  return set ?? (facts?.reports('door-closed') ? undefined : USUAL_PULSE);
}
