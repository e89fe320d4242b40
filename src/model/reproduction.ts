import type { Sentence } from "./comparison.ts";
import type { Quantity } from "./quantity.ts";

/**
 * Runs that claim to be the same: equal params, seed, commit and data.
 *
 * - `runs`: their ids, the first is the original.
 * - `verdict`: `identical` (every shared metric to the last digit), `agrees` (within the tolerance), `differs`.
 * - `tolerance`: relative, as declared or by default; `worst`: the metric that differs most, with both values.
 */
export interface Reproduction {
  runs: string[];
  verdict: "identical" | "agrees" | "differs";
  tolerance: number;
  worst: { metric: string; values: Quantity[]; difference: Quantity | null } | null;
  because: Sentence;
}
