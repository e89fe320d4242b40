import type { Sentence } from "./comparison.ts";
import type { Direction } from "./direction.ts";

/**
 * Several objectives at once.
 *
 * - `objectives`: the metrics weighed, the deciding one first.
 * - `front`: ids of the rows that no other row beats in all objectives, best in the first objective first.
 * - `dominated`: the others, each with the ids of the rows that are at least as good in all and better in one.
 * - `knee`: the row of the front from which any further gain costs most; null where the front is too short for one.
 * - `trades`: what is given for what, a sentence for each step along the front.
 */
export interface Tradeoff {
  objectives: { metric: string; direction: Direction }[];
  front: string[];
  dominated: { row: string; by: string[] }[];
  knee: string | null;
  trades: Sentence[];
}
