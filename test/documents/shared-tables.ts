import type { Documents } from '../lib/vendors/documented';
import type { VendorDocuments } from './vendor-documents';

/** Tables that a vendor's own test reads in more detail, as the tests over all profiles read them. */
export function sharedTables({ events, elsewhere, variables, keys, disruptive, commands }: Documents): VendorDocuments {
  return {
    events: [...events, ...elsewhere],
    variables,
    keys,
    disruptive,
    commands: commands.flatMap(([payload, requests, model]) =>
      model === undefined ? [[payload, ...requests] as const] : [],
    ),
  };
}
