import type { Sentence } from "./comparison.ts";
import type { ParamValue } from "./run.ts";

/** How a param is laid out: numbers on a linear or logarithmic scale, or levels without order. */
export type ParamScale = "linear" | "log" | "levels";

/**
 * A param of a search, or several that always changed together and so cannot be told apart.
 *
 * - `name`: of all of them, joined by ` + `; `names`: each.
 * - `share`: the part of the forest's variance that it explains alone, 0 to 1; `spread`: its standard deviation over trees.
 */
export interface ParamShare {
  name: string;
  names: string[];
  scale: ParamScale;
  share: number;
  spread: number;
}

/** The forest's mean prediction where a param has a value (null: where it is not set); `low` to `high` holds the middle 80 % of trees. */
export interface PartialPoint {
  value: number | string | null;
  mean: number;
  low: number;
  high: number;
}

/**
 * Which params of a search explain a metric, by functional ANOVA on a random forest.
 *
 * - `of`: how many runs count and have a finite value; `fitted`: the ids of those that it was fitted to; `settings`: how many
 *   different settings these have.
 * - `outOfBag`: the forest's R² on settings that its trees have not seen; null where no forest was grown.
 * - `params`: the share of variance of each alone, the largest first; `pairs`: of two together beyond each alone.
 * - `partial`: of the params that explain most.
 * - `leftOut`: params that differ and were not looked at, with the reason.
 * - `refusal`: why nothing is said (too few settings, a forest that predicts nothing); the lists before are empty then.
 */
export interface Importance {
  metric: string;
  of: number;
  fitted: string[];
  settings: number;
  outOfBag: number | null;
  params: ParamShare[];
  pairs: { names: [string, string]; share: number }[];
  partial: { name: string; scale: ParamScale; points: PartialPoint[] }[];
  leftOut: { name: string; reason: string }[];
  refusal: Sentence | null;
}

/** Positive numbers that span less than this factor are on a linear scale. */
const LOG_FROM = 100;
/** As many times more than there are values, a span is far beyond what drawing from a linear scale would give. */
const LOG_BEYOND = 20;

/**
 * The scale of a param by its values: numbers alone (and unset ones) are on one. It is logarithmic where they span a factor of 100
 * or more, and lie more evenly so, or span too much for numbers drawn from a linear scale.
 */
export function paramScale(values: readonly (ParamValue | undefined)[]): ParamScale {
  const distinct = new Set<number>();
  for (const value of values) {
    if (value === undefined || value === null) continue;
    if (typeof value !== "number" || !Number.isFinite(value)) return "levels";
    distinct.add(value);
  }
  const sorted = [...distinct].sort((a, b) => a - b);
  const [low = 0, high = 0] = [sorted[0], sorted.at(-1)];
  if (sorted.length < 2) return "levels";
  if (low <= 0 || high / low < LOG_FROM) return "linear";
  const isWide = high / low > LOG_BEYOND * sorted.length;
  return isWide || unevenness(sorted.map(Math.log)) < unevenness(sorted) ? "log" : "linear";
}

/** The largest distance of ascending values from even steps between their ends, as a share of their range. */
function unevenness(sorted: readonly number[]): number {
  const [low = 0, high = 1] = [sorted[0], sorted.at(-1)];
  return sorted.reduce((most, value, i) => {
    return Math.max(most, Math.abs((value - low) / (high - low) - i / (sorted.length - 1)));
  }, 0);
}
