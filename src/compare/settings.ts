import type { Reduction } from "../model/comparison.ts";

/**
 * What a project declares about comparisons.
 *
 * - `baseline`, `selected`: the name of a row or run; `primaryMetric`: the metric that decides.
 * - `reductions`: by metric name, which point of a series stands for it; `last` where nothing is said.
 */
export interface CompareSettings {
  baseline?: string;
  primaryMetric?: string;
  selected?: string;
  reductions?: Record<string, Reduction>;
}
