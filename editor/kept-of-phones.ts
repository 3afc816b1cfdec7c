/** A phone, and what was worked out of it; another one as soon as the phone is another. */
export interface Kept<Of> {
  readonly phone: StoredNode;
  readonly of: Of;
}

/**
 * What is worked out of each phone, once for what stands in it. No event is asked whether it still holds: each phone is
 * compared with what it was, which takes a few milliseconds for 10,000, and cannot miss a change.
 *
 * @param properties all that it is worked out of
 * @param stamp what else it goes by: where that is another, nothing holds any more
 * @returns all phones of this editor as it has them; the same list as long as none has changed, come or gone
 */
export function keptOfPhones<Of>(
  properties: readonly string[],
  workOut: (phone: StoredNode) => Of,
  stamp: () => unknown = () => undefined,
): () => readonly Kept<Of>[] {
  interface Read extends Kept<Of> {
    readonly stamp: unknown;
    readonly values: readonly unknown[];
  }
  const known = new WeakMap<StoredNode, Read>();
  let last: readonly Read[] = [];

  const read = (phone: StoredNode, now: unknown): Read => {
    const before = known.get(phone);
    if (before?.stamp === now && properties.every((property, at) => phone[property] === before?.values[at]))
      return before;
    const values = properties.map((property) => phone[property]);
    const fresh = { phone, of: workOut(phone), stamp: now, values };
    known.set(phone, fresh);
    return fresh;
  };

  return () => {
    const now = stamp();
    const found: Read[] = [];
    RED.nodes.eachConfig((node) => {
      if (node.type === 'voip-phone') found.push(read(node, now));
    });
    const isSame = found.length === last.length && found.every((each, at) => each === last[at]);
    if (!isSame) last = found;
    return last;
  };
}
