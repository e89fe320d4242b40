import { meanOf } from "./descriptive.ts";
import { seededRandom } from "./random.ts";

export interface ChangeSearch {
  /** The chance of any change point in a series without one; 0.05. */
  level?: number;
  seed?: number;
}

/** The level changes at `index`, the first value of what follows; means of the stretch before and after, p adjusted. */
export interface ChangePoint {
  index: number;
  before: number;
  after: number;
  p: number;
}

/** Below so many values no order of them is rare enough: 3 and 4 of seven come apart in 2 of 35 orders, 4 and 4 in 2 of 70. */
const fewest = 8;

const shortest = 2;

const orders = 1999;

/**
 * Where the level of a series changes, in order: binary segmentation (Scott and Knott 1974), each split judged by a
 * permutation test of the largest difference between the parts of a stretch (as E-divisive does: Matteson and James, JASA 109,
 * 2014). A stretch of m of the n values is tested at level × m/n, which keeps the chance of any false one at the level
 * (Meinshausen, Biometrika 95, 2008); p is adjusted for that. No part is shorter than two values, so an outlier is no level.
 *
 * It takes values to be independent around their level: a slow drift is cut into steps too. None below 8 values.
 */
export function changePoints(values: readonly number[], { level = 0.05, seed = 1 }: ChangeSearch = {}): ChangePoint[] {
  if (!values.every(Number.isFinite)) return [];
  const random = seededRandom(seed);
  const found: { index: number; p: number }[] = [];
  const search = (start: number, end: number, least: number) => {
    if (end - start < fewest) return;
    const stretch = values.slice(start, end);
    const split = bestSplit(stretch);
    const p = Math.min(1, Math.max(least, (chanceOf(stretch, split.gain, random) * values.length) / stretch.length));
    if (!(p <= level)) return;
    found.push({ index: start + split.index, p });
    search(start, start + split.index, p);
    search(start + split.index, end, p);
  };
  search(0, values.length, 0);
  found.sort((a, b) => a.index - b.index);
  return found.map(({ index, p }, at) => ({
    index,
    before: meanOf(values.slice(found[at - 1]?.index ?? 0, index)),
    after: meanOf(values.slice(index, found[at + 1]?.index ?? values.length)),
    p,
  }));
}

/** The split with the largest sum of squares between its parts. */
function bestSplit(values: ArrayLike<number>): { index: number; gain: number } {
  const n = values.length;
  let mean = 0;
  for (let index = 0; index < n; index += 1) mean += (values[index] ?? 0) / n;
  let best = { index: 0, gain: 0 };
  let sum = 0;
  for (let index = 1; index <= n - shortest; index += 1) {
    sum += (values[index - 1] ?? 0) - mean;
    const gain = (sum * sum * n) / (index * (n - index));
    if (index >= shortest && gain > best.gain) best = { index, gain };
  }
  return best;
}

/** How often an order at random splits as well: (k + 1)/(orders + 1). */
function chanceOf(values: readonly number[], gain: number, random: () => number): number {
  const shuffled = Float64Array.from(values);
  let extreme = 0;
  for (let order = 0; order < orders; order += 1) {
    for (let index = shuffled.length - 1; index > 0; index -= 1) {
      const other = Math.floor(random() * (index + 1));
      const kept = shuffled[index] ?? 0;
      shuffled[index] = shuffled[other] ?? 0;
      shuffled[other] = kept;
    }
    if (bestSplit(shuffled).gain >= gain * (1 - 1e-9)) extreme += 1;
  }
  return (extreme + 1) / (orders + 1);
}
