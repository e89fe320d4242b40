import type { Interval } from "./bootstrap.ts";
import { meanOf } from "./descriptive.ts";
import { studentQuantile } from "./distribution.ts";
import { spreadOf } from "./spread.ts";

/** The standard deviation within groups, and how many groups and values told it. */
export interface PooledStd {
  std: number;
  groups: number;
  values: number;
}

/** The noise of a repeat: √(Σ (nᵢ − 1) sᵢ² / Σ (nᵢ − 1)) over the groups of two values or more; NaN where there is none. */
export function pooledStd(groups: readonly (readonly number[])[]): PooledStd {
  const used = groups.filter((group) => group.length > 1);
  const values = used.reduce((sum, group) => sum + group.length, 0);
  const squares = used.reduce((sum, group) => sum + (group.length - 1) * spreadOf(group) ** 2, 0);
  return { std: Math.sqrt(squares / (values - used.length)), groups: used.length, values };
}

/** Where one further value would lie, if all are normal: mean ± t s √(1 + 1/n). NaN below two values. */
export function predictionInterval(values: readonly number[], level = 0.95): Interval {
  const n = values.length;
  const mean = meanOf(values);
  const margin = studentQuantile(0.5 + level / 2, n - 1) * spreadOf(values) * Math.sqrt(1 + 1 / n);
  return { low: mean - margin, high: mean + margin };
}
