/** What is derived from a secret goes over the wire, so that a shorter one could be found from it by trying. */
export const SHORTEST_SECRET = 16;
