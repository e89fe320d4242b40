import type { Sentence } from "./comparison.ts";
import type { Escalation } from "./recommendation.ts";

/**
 * Why rows of one table may not be comparable, whichever of them is selected.
 *
 * - `evaluated-on`: they were evaluated on different numbers of samples.
 * - `identical`: rows of different params have the same values in everything.
 *
 * `rows`: ids of the rows that it is about.
 */
export interface Caution {
  kind: "evaluated-on" | "identical";
  rows: string[];
  sentence: Sentence;
  places: Escalation["places"];
}
