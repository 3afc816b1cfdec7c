import type { VendorDocuments } from './vendor-documents';

/** What a vendor's documents print, typed from them: none of it is derived from the profile. */
export interface Printed {
  /** The document's table of events, in its order. */
  readonly events: readonly (readonly [label: string, event: string])[];
  /** Every other spelling: other editions, example URLs, parameters of configuration files. */
  readonly elsewhere: readonly (readonly [name: string, event: string])[];
  /** All names of one key on a line, the one that we send first; of a numbered key its lowest and highest. */
  readonly keys: string;
  readonly disruptive: readonly string[];
  /** [name, field, when it is filled] */
  readonly variables: readonly (readonly string[])[];
  /** Action → its recipes: `condition: what is sent`, a guess ends in ` ?`, one series in ` @series`. */
  readonly actions: Readonly<Record<string, readonly string[]>>;
  /**
   * Requests as documents or captures show them → what they say of a phone of this vendor; `fromStranger`: what a phone that
   * nobody has described yet says otherwise.
   */
  readonly captures: readonly (readonly [
    target: string,
    event: string,
    expected: Readonly<Record<string, unknown>>,
    fromStranger?: Readonly<Record<string, unknown>>,
  ])[];
  /** Commands → the requests that documents print for them. */
  readonly commands: readonly (readonly [payload: unknown, requests: readonly string[], model?: string])[];
  /** Actions that no phone of the vendor can do. */
  readonly impossible: readonly object[];
}

/** The tables that every vendor has (test/lib/vendors/documents.test.ts). */
export function tablesOf(printed: Printed): VendorDocuments {
  const { events, elsewhere, keys, disruptive, variables, commands } = printed;
  return {
    events: [...events, ...elsewhere],
    keys,
    disruptive,
    variables,
    commands: commands.flatMap(([payload, targets, model]) => (model === undefined ? [[payload, ...targets]] : [])),
  };
}
