import { foldingAtHand } from './fold';
import type { VariableRow, VendorProfile } from './profile';

/** A variable's name as it counts on receive: `caller_ID`, `callerID` and `caller-id` are one; so is a blank for `_`. */
export function foldVariableName(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}

/** Finds a variable's row by name or alias; the vendor's own first, then everybody's. */
export type VariableLookup = (name: string, vendorId?: string) => VariableRow | undefined;

export function variableLookup(profiles: readonly VendorProfile[]): VariableLookup {
  const everybody = new Map<string, VariableRow>();
  const byVendor = new Map<string, Map<string, VariableRow>>();
  const fold = foldingAtHand(
    profiles.flatMap(({ variables }) => variables.flatMap(printedNames)),
    foldVariableName,
  );
  for (const profile of profiles) {
    const own = new Map<string, VariableRow>();
    for (const row of profile.variables) {
      for (const name of foldedNames(row)) {
        own.set(name, row);
        if (!everybody.has(name)) everybody.set(name, row);
      }
    }
    byVendor.set(profile.id, own);
  }
  return (name, vendorId) => {
    const key = fold(name);
    return (vendorId === undefined ? undefined : byVendor.get(vendorId)?.get(key)) ?? everybody.get(key);
  };
}

/** Folded names of every variable of every vendor, and of the two that are the package's own. */
export function knownVariables(profiles: readonly VendorProfile[]): ReadonlySet<string> {
  return new Set(['event', 'token', ...profiles.flatMap(({ variables }) => variables.flatMap(foldedNames))]);
}

function printedNames({ name, aliases = [] }: VariableRow): string[] {
  return [name, ...aliases];
}

function foldedNames(row: VariableRow): string[] {
  return printedNames(row).map(foldVariableName);
}
