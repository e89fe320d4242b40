import type { Cell, Sentence } from "./comparison.ts";

/** What is shown beside a mean: the sample standard deviation, the smallest and largest value, or the 95 % interval. */
export type Spread = "std" | "range" | "ci";

export const SPREADS: readonly Spread[] = ["std", "range", "ci"];

/** A cell's number with its spread: `0.9706 ± 0.0085`, `0.9706 (0.9598 to 0.9799)`, `0.9706 [0.96, 0.98]`. A single value has none. */
export function sayValue(cell: Cell, spread: Spread = "std"): Sentence {
  const { quantity, spread: std, min, max, interval } = cell;
  if (quantity === null) return [cell.missing ?? "not logged"];
  if (spread === "range" && min !== null && max !== null) return [quantity, " (", min, " to ", max, ")"];
  if (spread === "ci" && interval !== undefined) return [quantity, " [", interval.low, ", ", interval.high, "]"];
  return spread === "std" && std !== null ? [quantity, " ± ", std] : [quantity];
}

/** What stands in the cells of rows with several runs, in a sentence. */
export function saySpread(spread: Spread = "std"): string {
  const mean = "Values of rows with several runs (n) are the mean";
  if (spread === "range") return `${mean}, with the smallest and the largest value in parentheses.`;
  if (spread === "ci") return `${mean}, with its 95 % t interval in brackets; a mean over folds has none.`;
  return `${mean} ± the sample standard deviation over these runs.`;
}
