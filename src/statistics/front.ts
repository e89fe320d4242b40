/**
 * The Pareto front of some points, each a list of coordinates of which larger is better (finite, all lists of one length).
 *
 * - `front`: indices of the points that no other is at least as good as in all coordinates and better in one; the best in
 *   the first coordinate first. Equal points are all on it.
 * - `dominated`: of each other point its index and the points of the front that dominate it, in the order of the front.
 */
export interface Front {
  front: number[];
  dominated: { index: number; by: number[] }[];
}

/** Takes time in the number of points times that on the front. */
export function paretoFront(points: readonly (readonly number[])[]): Front {
  // In this order a point can only be dominated by one before it, and if by any, then by one of the front.
  const order = [...points.keys()].sort((a, b) => compareDown(points[a] ?? [], points[b] ?? []) || a - b);
  const front: number[] = [];
  const dominated: Front["dominated"] = [];
  for (const index of order) {
    const point = points[index] ?? [];
    const by = front.filter((other) => dominates(points[other] ?? [], point));
    if (by.length === 0) front.push(index);
    else dominated.push({ index, by });
  }
  return { front, dominated };
}

/**
 * The knee of a front of two coordinates (indices, the best in the first coordinate first): the point farthest to the good
 * side of the straight line between both ends, coordinates scaled to the range of the front (Das 1999, "On characterizing the
 * knee of the Pareto curve"). Null where no point lies on that side, or several are equally far.
 */
export function kneeOf(points: readonly (readonly number[])[], front: readonly number[]): number | null {
  const [first, last] = [points[front[0] ?? -1], points[front.at(-1) ?? -1]];
  const [x1 = 0, y1 = 0] = first ?? [];
  const [x2 = 0, y2 = 0] = last ?? [];
  if (x1 === x2 || y1 === y2) return null;
  // On the line the scaled coordinates add up to 1.
  const heights = front.map((index) => {
    const [x = 0, y = 0] = points[index] ?? [];
    return (x - x2) / (x1 - x2) + (y - y1) / (y2 - y1) - 1;
  });
  const highest = heights.reduce((a, b) => Math.max(a, b), 0);
  const close = heights.filter((height) => height > highest - 1e-9);
  return highest > 1e-9 && close.length === 1 ? (front[heights.indexOf(highest)] ?? null) : null;
}

function compareDown(a: readonly number[], b: readonly number[]): number {
  for (const [i, value] of a.entries()) {
    const other = b[i] ?? value;
    if (value !== other) return value > other ? -1 : 1;
  }
  return 0;
}

function dominates(a: readonly number[], b: readonly number[]): boolean {
  let isBetter = false;
  for (let i = 0; i < a.length; i += 1) {
    const [own = 0, other = 0] = [a[i], b[i]];
    if (own < other) return false;
    isBetter ||= own > other;
  }
  return isBetter;
}
