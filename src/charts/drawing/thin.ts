/** Points to be drawn: steps ascend, a value that is NaN leaves a gap. */
export interface Curve {
  step: Float64Array;
  value: Float64Array;
}

/** At most this many points of a series are drawn; every number in text and tables comes from the whole series. */
export const MOST_POINTS = 800;
/** Many curves share one drawing: together they have about this many points, and none fewer than `FEWEST_POINTS`. */
const MOST_TOGETHER = 6000;
const FEWEST_POINTS = 120;

/** How many points each of so many curves of one figure is drawn with at most. */
export function pointsEach(curves: number): number {
  return Math.max(FEWEST_POINTS, Math.min(MOST_POINTS, Math.floor(MOST_TOGETHER / Math.max(1, curves))));
}

/**
 * A curve of at most `most` points with the shape of the given one: of each bucket the lowest and highest value stay,
 * and a gap where it holds a value that is not finite. First and last point always stay. A short curve is returned as it is.
 */
export function thin(curve: Curve, most: number = MOST_POINTS): Curve {
  if (curve.step.length <= most) return curve;
  const kept = thinned(curve.value, most);
  return {
    step: Float64Array.from(kept, (i) => curve.step[i] ?? 0),
    value: Float64Array.from(kept, (i) => curve.value[i] ?? 0),
  };
}

/** Whether a curve has fewer than two values that can be drawn. */
export function isTooShort({ value }: Curve): boolean {
  let drawn = 0;
  for (let i = 0; i < value.length && drawn < 2; i += 1) if (!Number.isNaN(value[i])) drawn += 1;
  return drawn < 2;
}

/** The numbers of several columns, one behind the other. */
export function inOne(columns: readonly Float64Array[]): number[] {
  const all: number[] = [];
  for (const column of columns) for (let i = 0; i < column.length; i += 1) all.push(column[i] ?? Number.NaN);
  return all;
}

/** The indices that stay when values are thinned, ascending: all of them when there are few. */
export function thinned(value: Float64Array, most: number): number[] {
  const n = value.length;
  const kept: number[] = [];
  if (n <= most) {
    for (let i = 0; i < n; i += 1) kept.push(i);
    return kept;
  }
  kept.push(0);
  for (const [from, to] of bucketsOf(value, most)) kept.push(...extremes(value, from, to));
  kept.push(n - 1);
  return kept;
}

/** The ranges `[from, to)` that points are thinned by: without the first and last point, which always stay. */
export function bucketsOf(value: Float64Array, most: number): [number, number][] {
  const inner = value.length - 2;
  const each = value.some((one) => !Number.isFinite(one)) ? 3 : 2;
  const buckets = Math.max(1, Math.floor((most - 2) / each));
  const edge = (bucket: number) => 1 + Math.floor((bucket * inner) / buckets);
  return Array.from({ length: buckets }, (_, bucket) => [edge(bucket), edge(bucket + 1)]);
}

/** Indices of the lowest and highest finite value and of the first that is not finite, in order of step. */
function extremes(value: Float64Array, from: number, to: number): number[] {
  let low = -1;
  let high = -1;
  let broken = -1;
  for (let i = from; i < to; i += 1) {
    const one = value[i] ?? Number.NaN;
    if (!Number.isFinite(one)) {
      if (broken < 0) broken = i;
      continue;
    }
    if (low < 0 || one < (value[low] ?? 0)) low = i;
    if (high < 0 || one > (value[high] ?? 0)) high = i;
  }
  return [...new Set([low, high, broken])].filter((i) => i >= 0).sort((a, b) => a - b);
}

/** A value with six significant digits, which are more than a screen shows. */
export function sixDigits(value: number): number {
  const magnitude = Math.abs(value);
  if (!(magnitude > 1e-9 && magnitude < 1e12)) return Number.isFinite(value) ? Number(value.toPrecision(6)) : value;
  const digits = 5 - Math.floor(Math.log10(magnitude));
  if (digits < 0) return Math.round(value / 10 ** -digits) * 10 ** -digits;
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
