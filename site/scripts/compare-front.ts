/** The points that no other one is at least as good as in both and better in one, from left to right. `signs`: -1 where less is better. */
export function frontOf<T extends { x: number; y: number }>(
  points: readonly T[],
  signs: readonly [number, number],
): T[] {
  const goodness = (point: T) => [signs[0] * point.x, signs[1] * point.y] as const;
  const sorted = points
    .map((point) => ({ point, at: goodness(point) }))
    .sort((a, b) => b.at[0] - a.at[0] || b.at[1] - a.at[1]);
  const front: typeof sorted = [];
  let best = Number.NEGATIVE_INFINITY;
  for (const one of sorted) {
    const last = front.at(-1);
    const isTwin = last !== undefined && last.at[0] === one.at[0] && last.at[1] === one.at[1];
    if (one.at[1] > best || isTwin) front.push(one);
    best = Math.max(best, one.at[1]);
  }
  return front.map((one) => one.point).sort((a, b) => a.x - b.x);
}
