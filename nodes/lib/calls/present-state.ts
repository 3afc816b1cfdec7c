import type { PhoneState } from './types';

/** A phone as its dialog shows it: nobody is named who calls. */
export interface PresentState {
  readonly state: PhoneState;
  /** ISO 8601; absent where it is not known. */
  readonly since?: string;
  /** Its last event's id. */
  readonly event?: string;
  /** When it was last heard of. */
  readonly seen?: string;
  /** The events that it has reported since it was deployed. */
  readonly reported: readonly string[];
}
