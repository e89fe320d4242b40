/**
 * Holm's adjustment of a family of p values (Scand. J. Stat. 6, 1979), in the order given: the k-th smallest of m is
 * multiplied by m − k + 1, and none is below one before it. A NaN was not tested: it stays, and is not of the family.
 *
 * `family`: m, where more were tested than are listed. They count as p = 1, which only makes it stricter.
 */
export function holm(ps: readonly number[], family = 0): number[] {
  const order = ps.map((_, index) => index).filter((index) => !Number.isNaN(ps[index]));
  order.sort((i, j) => (ps[i] ?? 0) - (ps[j] ?? 0));
  const adjusted = new Array<number>(ps.length).fill(Number.NaN);
  const size = Math.max(family, order.length);
  let least = 0;
  for (const [rank, index] of order.entries()) {
    least = Math.max(least, Math.min(1, (ps[index] ?? 0) * (size - rank)));
    adjusted[index] = least;
  }
  return adjusted;
}
