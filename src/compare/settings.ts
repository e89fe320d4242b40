import type { Reduction } from "../model/reduction.ts";

/**
 * What a project declares about comparisons.
 *
 * - `baseline`, `selected`: the name of a row or run; `primaryMetric`: the metric that decides;
 *   `primaryFrom`: it is the one that the journals of the runs name.
 * - `objectives`: the metrics that are weighed against one another, where several matter.
 * - `margin`: how large a difference in the deciding metric does not matter, in its unit; the journal's goes before it.
 * - `reductions`: by metric name, which point of a series stands for it; `last` where nothing is said.
 * - `tolerance`: how far apart, relative to the larger magnitude, runs that claim to be the same may lie; `tolerances`: by metric.
 * - `asked`: what somebody wants to see for once; it goes before what the journal states. Its baseline has to be a row.
 * - `groupBy`: the params that make a row, whatever else differs in it; none of them: each run is a row.
 * - `repeatParams`: further params that tell repeats apart, as seeds and folds do.
 * - `origins`: for runs of several experiments, by run id the experiment each is from. They share no row unless asked to.
 */
export interface CompareSettings {
  baseline?: string;
  primaryMetric?: string;
  primaryFrom?: "journal";
  selected?: string;
  margin?: number;
  objectives?: readonly string[];
  reductions?: Record<string, Reduction>;
  tolerance?: number;
  tolerances?: Record<string, number>;
  asked?: { baseline?: string; primaryMetric?: string; reductions?: Record<string, Reduction> };
  groupBy?: readonly string[];
  repeatParams?: readonly string[];
  origins?: Readonly<Record<string, string>>;
}
