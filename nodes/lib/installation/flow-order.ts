import type { Deploys } from '../deploys';

/**
 * Where nodes stand in the flow file, counted once a deploy: which of two that disagree counts must not depend on which of
 * them was deployed last.
 */
export class FlowOrder {
  #places: ReadonlyMap<string, number> | undefined;

  constructor(deploys: Deploys) {
    deploys.on(() => {
      this.#places = undefined;
    });
  }

  /**
   * @param id in the flow file
   * @param each calls back with the id of each node of the flow file, in its order
   * @returns beyond all where the flow file has no such node: it came with a subflow's module
   */
  placeOf(id: string, each: (visit: (id: string) => void) => void): number {
    return (this.#places ??= counted(each)).get(id) ?? Number.MAX_SAFE_INTEGER;
  }
}

function counted(each: (visit: (id: string) => void) => void): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  each((id) => places.set(id, places.size));
  return places;
}
