/** Points to be drawn: steps ascend, a value that is NaN leaves a gap. */
export interface Curve {
  step: Float64Array;
  value: Float64Array;
}

/** At most this many points of a series are drawn; every number in text and tables comes from the whole series. */
export const MOST_POINTS = 400;

/**
 * A curve of at most `most` points with the shape of the given one: of each bucket the lowest and highest value stay,
 * and a gap where the bucket has only non-finite values. First and last point always stay. A short curve is returned as
 * it is.
 */
export function thin(curve: Curve, most: number = MOST_POINTS): Curve {
  const n = curve.step.length;
  if (n <= most) return curve;
  const buckets = Math.max(1, Math.floor((most - 2) / 2));
  const kept = [0];
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const from = 1 + Math.floor((bucket * (n - 2)) / buckets);
    const to = 1 + Math.floor(((bucket + 1) * (n - 2)) / buckets);
    kept.push(...extremes(curve.value, from, to));
  }
  kept.push(n - 1);
  return {
    step: Float64Array.from(kept, (i) => curve.step[i] ?? 0),
    value: Float64Array.from(kept, (i) => curve.value[i] ?? 0),
  };
}

/** Indices of the lowest and highest finite value in order of step; one index of a gap if nothing is finite. */
function extremes(value: Float64Array, from: number, to: number): number[] {
  let low = -1;
  let high = -1;
  for (let i = from; i < to; i += 1) {
    const one = value[i] ?? Number.NaN;
    if (!Number.isFinite(one)) continue;
    if (low < 0 || one < (value[low] ?? 0)) low = i;
    if (high < 0 || one > (value[high] ?? 0)) high = i;
  }
  if (low < 0) return from < to ? [from] : [];
  return low === high ? [low] : [Math.min(low, high), Math.max(low, high)];
}
