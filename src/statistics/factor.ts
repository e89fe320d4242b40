/**
 * What runs were varied in, cut into cells: the levels of a category, or stretches of a scale.
 *
 * - `cells`: the cell of each observation.
 * - `weights`: how much of the factor's range each cell stands for; together 1.
 * - `places`: where each cell lies on the scale, ascending; null where the levels have no order.
 * - `missing`: the cell of observations without a value, always the last one; −1 where each has one.
 */
export interface Factor {
  cells: Int32Array;
  weights: Float64Array;
  places: Float64Array | null;
  missing: number;
}

/** A scale is cut into at most this many cells. */
const MOST_CELLS = 64;

/** A factor without order. Each key is a level, in the order of first appearance, and all levels weigh the same. */
export function levelFactor(keys: readonly string[]): Factor {
  const levels = new Map<string, number>();
  for (const key of keys) if (!levels.has(key)) levels.set(key, levels.size);
  const cells = Int32Array.from(keys, (key) => levels.get(key) ?? 0);
  const weights = new Float64Array(levels.size).fill(1 / levels.size);
  return { cells, weights, places: null, missing: -1 };
}

/**
 * A factor on a scale. `values`: one for each observation, null where it has none (a level of its own).
 *
 * - without `range` each distinct value is a level, and all levels weigh the same (a grid).
 * - with `range` a cell weighs as much as it covers of it, ends half way between neighbouring values; the level of
 *   missing values weighs as much as its share of the observations. More than 64 distinct values are joined, neighbours
 *   first, so that each cell has about the same number of them.
 *
 * Throws RangeError for a value outside the range.
 */
export function scaleFactor(values: readonly (number | null)[], range: readonly [number, number] | null): Factor {
  const given = values.filter((value) => value !== null);
  const distinct = [...new Set(given)].sort((a, b) => a - b);
  const bins = binsOf(distinct, range === null ? distinct.length : MOST_CELLS);
  const cellOf = new Map(bins.flatMap((bin, cell) => bin.map((value) => [value, cell] as const)));
  const isMissing = given.length < values.length;
  const cells = Int32Array.from(values, (value) => (value === null ? bins.length : (cellOf.get(value) ?? 0)));
  const count = bins.length + (isMissing ? 1 : 0);
  const weights =
    range === null ? new Float64Array(count).fill(1 / count) : widths(bins, range, 1 - given.length / values.length);
  const places = Float64Array.from({ length: count }, (_, cell) => middleOf(bins[cell] ?? []));
  return { cells, weights, places, missing: isMissing ? bins.length : -1 };
}

function binsOf(distinct: readonly number[], most: number): number[][] {
  const count = Math.min(most, distinct.length);
  const edge = (bin: number) => Math.floor((bin * distinct.length) / count);
  return Array.from({ length: count }, (_, bin) => distinct.slice(edge(bin), edge(bin + 1)));
}

function widths(bins: readonly number[][], range: readonly [number, number], missing: number): Float64Array {
  const [low, high] = range;
  const first = bins[0]?.[0] ?? low;
  const last = bins.at(-1)?.at(-1) ?? high;
  if (first < low || last > high) throw new RangeError("a value lies outside the range of its factor");
  const edges = bins.map((bin, cell) => {
    const next = bins[cell + 1]?.[0];
    return next === undefined ? high : ((bin.at(-1) ?? next) + next) / 2;
  });
  const shares = edges.map((edge, cell) => (edge - (edges[cell - 1] ?? low)) / (high - low));
  return Float64Array.from(missing > 0 ? [...shares.map((share) => share * (1 - missing)), missing] : shares);
}

function middleOf(bin: readonly number[]): number {
  return ((bin[0] ?? Number.NaN) + (bin.at(-1) ?? Number.NaN)) / 2;
}
