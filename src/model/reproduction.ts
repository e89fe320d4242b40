import type { Sentence } from "./comparison.ts";
import type { Quantity } from "./quantity.ts";

/** Whether runs that claim to be the same came out the same, from best to worst. */
export type Agreement = "identical" | "agrees" | "differs";

/**
 * Runs that claim to be the same: equal params, seed, commit and data as far as they are recorded, or one that says which
 * run it reproduces.
 *
 * - `runs`: their ids, the first is the original.
 * - `how`: `same settings`, also said of runs without a seed that came out the same; `declared` by a tag.
 * - `verdict`: `identical` (every metric compared to the last digit), `agrees` (within the tolerance), `differs`.
 * - `tolerance`: relative, of the metric that differs most, as declared or by default.
 * - `worst`: that metric, with both values and the difference in percent; null when all are equal.
 * - `compared`: the metrics that both log; `machine`: those left out because they measure the machine.
 */
export interface Reproduction {
  runs: string[];
  how: "same settings" | "declared";
  verdict: Agreement;
  tolerance: number;
  worst: { metric: string; values: Quantity[]; difference: Quantity | null } | null;
  compared: string[];
  machine: string[];
  because: Sentence;
}
