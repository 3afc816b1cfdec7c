import assert from 'node:assert/strict';
import type { VendorProfile } from '../../../../nodes/lib/vendors';
import { PROFILE } from '../../../../nodes/lib/vendors/own/profile-shape';
import type { Of } from '../../../../nodes/lib/vendors/own/shape';

/** Plain and writable, and without the sources, which a user's file may leave out. */
type Plain<T> = T extends string
  ? string extends T
    ? string
    : T
  : T extends number | boolean
    ? T
    : T extends readonly (infer U)[]
      ? Plain<U>[]
      : { -readonly [K in keyof T as Exclude<K, 'source'>]: K extends 'parameters' ? ByEvent : Plain<T[K]> };
/** Any event's id is a text: an index beside names says it of all. */
type ByEvent = Record<string, string[]>;
// oxlint-disable-next-line no-unnecessary-type-parameters -- the one way to compare types that tells `any` from others
type IsSame<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Shaped = Plain<Of<typeof PROFILE>>;
type Written = Plain<VendorProfile>;
type Field = keyof Shaped | keyof Written;
type Different<A, B> = {
  [K in Field]: IsSame<A[K & keyof A], B[K & keyof B]> extends true ? never : K;
}[Field];

describe('the shape of a profile in a file', () => {
  it('is that of the type, field by field', () => {
    // That this compiles is the test: a field that differs is named by the compiler.
    const different: readonly Different<Shaped, Written>[] = [] satisfies readonly never[];
    const none: [Different<Shaped, Written>] extends [never] ? true : Different<Shaped, Written> = true;
    assert.deepEqual([different, none], [[], true]);
  });
});
