/** One of many, and what was worked out of it; another one as soon as it is another. */
export interface Kept<One, Of> {
  readonly one: One;
  readonly of: Of;
}

/** All of them; the same list as long as none has changed, come or gone. */
export type Keeping<One, Of> = () => readonly Kept<One, Of>[];

/** When what is kept is looked at again. */
export interface Holding {
  /** What else it goes by: where that is another, nothing holds any more. */
  readonly stamp?: () => unknown;
  /** As long as it is the same, none has changed, come or gone: comparing 10,000 takes a frame. */
  readonly changes: () => unknown;
}

/**
 * What is worked out of each of many nodes, once for what stands in it: each is compared with what it was, so that of a
 * change of one only that one is worked out again.
 *
 * @param each visits all there are
 * @param properties all that it is worked out of
 */
export function keeping<One extends Readonly<Record<string, unknown>>, Of>(
  each: (visit: (one: One) => void) => void,
  properties: readonly (keyof One)[],
  workOut: (one: One) => Of,
  { stamp = () => undefined, changes }: Holding,
): Keeping<One, Of> {
  interface Read extends Kept<One, Of> {
    readonly stamp: unknown;
    readonly values: readonly unknown[];
  }
  const known = new WeakMap<One, Read>();
  let last: readonly Read[] = [];
  // Equal to nothing: nobody has looked yet.
  let looked: { readonly stamp: unknown; readonly changes: unknown } = { stamp: {}, changes: {} };

  function read(one: One, now: unknown): Read {
    const before = known.get(one);
    const holds = ({ stamp: then, values }: Read): boolean =>
      then === now && properties.every((property, at) => one[property] === values[at]);
    if (before && holds(before)) return before;
    const fresh = { one, of: workOut(one), stamp: now, values: properties.map((property) => one[property]) };
    known.set(one, fresh);
    return fresh;
  }

  return () => {
    const now = stamp();
    const since = changes();
    if (looked.stamp === now && looked.changes === since) return last;
    looked = { stamp: now, changes: since };
    const found: Read[] = [];
    each((one) => found.push(read(one, now)));
    const isSame = found.length === last.length && found.every((read, at) => read === last[at]);
    if (!isSame) last = found;
    return last;
  };
}

/** The same, sorted: again only where one is another. */
export function sorted<One, Of>(all: Keeping<One, Of>, compare: (one: Of, other: Of) => number): Keeping<One, Of> {
  let of: readonly Kept<One, Of>[] = [];
  let inOrder: readonly Kept<One, Of>[] = [];
  return () => {
    const now = all();
    if (now === of) return inOrder;
    const added = new Set(now);
    const staying = inOrder.filter((each) => added.delete(each));
    // Most are in order already: sorting takes little more than a look at each.
    inOrder = [...staying, ...added].sort((one, other) => compare(one.of, other.of));
    of = now;
    return inOrder;
  };
}
