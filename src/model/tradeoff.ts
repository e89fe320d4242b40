import type { Sentence } from "./comparison.ts";
import type { Direction } from "./direction.ts";

/**
 * Whether the runs of two rows tell them apart: `apart`, `together` (their runs overlap, or a test saw no difference), or
 * `unknown` (too few runs).
 */
export type Certainty = "apart" | "together" | "unknown";

/**
 * A row that others beat.
 *
 * - `by`: ids of rows of the front that are at least as good in all objectives and better in one, at most five; `more`: how
 *   many others there are.
 * - `certainty`: `apart` if one of them is better in an objective by more than their runs differ.
 */
export interface Dominated {
  row: string;
  by: string[];
  more: number;
  certainty: Certainty;
}

/**
 * Several objectives at once.
 *
 * - `objectives`: the metrics weighed, the deciding one first; `how`: who chose them, as a clause.
 * - `notWeighed`: what was declared or fits the rule and is not weighed, with the reason.
 * - `weighed`: how many rows were; `without`: rows left out, with the objectives that they have no finite value of.
 * - `front`: ids of the rows that no other row beats in all objectives, best in the first objective first.
 * - `dominated`: the others, in that order too.
 * - `singles`: how many of the rows weighed are one run, so that nothing is known of their noise.
 * - `knee`: the row of the front from which any further gain costs most; null where there is none, or the objectives are not two.
 * - `trades`: what is given for what, a sentence for each step along the front.
 */
export interface Tradeoff {
  objectives: { metric: string; direction: Direction }[];
  how: string;
  notWeighed: { metric: string; reason: string }[];
  weighed: number;
  without: { row: string; metrics: string[] }[];
  front: string[];
  dominated: Dominated[];
  singles: number;
  knee: string | null;
  trades: Sentence[];
}
