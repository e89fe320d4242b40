import type { OverlayCurve } from "./live-figure.ts";

/** A mean says something from so many places on. */
const FEWEST = 2;

/**
 * What the mean of some runs' curves is made of: of each run every point (`each` is 1), or where points were left out the mean of
 * about so many neighbouring ones. The latter needs runs that logged at the same places: a mean over other stretches would be one
 * of values that do not belong together. Null where there is no mean.
 */
export function rowMean(curves: readonly Pick<OverlayCurve, "points" | "even">[]): { each: number } | null {
  const [first] = curves;
  if (first === undefined || curves.length < 2) return null;
  if (curves.every(({ even }) => even === undefined)) return { each: 1 };
  const places = first.even?.step ?? [];
  const isSame = ({ points, even }: Pick<OverlayCurve, "points" | "even">) =>
    points === first.points && even?.step.length === places.length && even.step.every((one, at) => one === places[at]);
  if (places.length < FEWEST || !curves.every(isSame)) return null;
  return { each: Math.max(FEWEST, Math.round(first.points / places.length)) };
}
