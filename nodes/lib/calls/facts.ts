import { eventsOf, rowsOn, seriesOf, type VendorProfile } from '../vendors';

/** What a phone's silence means depends on what its vendor reports at all. */
export interface VendorFacts {
  /** `call-terminated` or `busy-to-idle`. Without: putting down the receiver is the only end there is. */
  readonly reportsEnd: boolean;
  /** `call-established`. Without: lifting the receiver answers a call that rings. */
  readonly reportsAnswer: boolean;
  /** `off-hook`. */
  readonly reportsHook: boolean;
  /** `hold`. Without: a talk beside another says nothing, and is no less there for it. */
  readonly reportsHold: boolean;
  /** `unhold`. Without: a held call that is told to be connected was taken back (Poly). */
  readonly reportsUnhold: boolean;
}

/** @param model events of series that it is not of are not reported; blank, absent or unknown: nothing is ruled out */
export const vendorFacts = (profile: Pick<VendorProfile, 'label' | 'events' | 'series'>, model?: string): VendorFacts =>
  factsOf(rowsOn(profile.events, seriesOf(profile, model)).flatMap(eventsOf));

/** @param reported the ids of all events that a phone can report */
export function factsOf(reported: readonly string[]): VendorFacts {
  const reports = new Set(reported);
  return {
    reportsEnd: reports.has('call-terminated') || reports.has('busy-to-idle'),
    reportsAnswer: reports.has('call-established'),
    reportsHook: reports.has('off-hook'),
    reportsHold: reports.has('hold'),
    reportsUnhold: reports.has('unhold'),
  };
}

/** Of a phone whose vendor is not known: it may report anything. */
export const ANY_FACTS: VendorFacts = {
  reportsEnd: true,
  reportsAnswer: true,
  reportsHook: true,
  reportsHold: true,
  reportsUnhold: true,
};
