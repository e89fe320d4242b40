/** More sources than these are folded, so that as many as these are seen. */
const MOST = 8;
const FIRST = 4;

/** A long list of sources: its first few stand, the `others` are folded. */
export function splitSources<T>(all: readonly T[]): { first: T[]; others: T[] } {
  return all.length <= MOST
    ? { first: [...all], others: [] }
    : { first: all.slice(0, FIRST), others: all.slice(FIRST) };
}
