import type { EventId } from '../vocabulary';

/** A parameter of a phone's own configuration file that holds an event's URL. */
export interface UrlParameter {
  readonly event: EventId;
  /** Letter by letter as the phone knows it, misspellings included. All of them are written. */
  readonly names: readonly string[];
  /** Set where the name alone suggests the event. */
  readonly guess?: true;
}

/** One form of configuration file: which phones read it, and how it is nested. */
export interface ProvisioningForm {
  readonly id: string;
  readonly label: string;
  /** Models that read it, by the longest prefix. */
  readonly prefixes: readonly string[];
  readonly fileName: string;
  /** Elements around the parameters, outermost first. */
  readonly elements: readonly string[];
  /** Written straight below the outermost element. */
  readonly version: { readonly element: string; readonly value: string };
  /** Parameters beside the URLs, without which the phone sends nothing. */
  readonly fixed: readonly { readonly name: string; readonly value: string }[];
  readonly parameters: readonly UrlParameter[];
  /** As in `Fact`. */
  readonly source: string;
}
