import type { Sentence } from "./comparison.ts";

/** What an escalation can be about. */
export const ESCALATIONS = [
  "regression",
  "survivors",
  "data-version",
  "data-drift",
  "environment",
  "hardware",
  "post-hoc-criterion",
  "late-ignore",
  "unequal-tuning",
  "test-set-reuse",
  "peeking",
] as const;

/** A name of what an escalation is about. */
export type EscalationKind = (typeof ESCALATIONS)[number];

/** Something a person has to look at before the recommendation is followed, and where it stands. */
export interface Escalation {
  kind: EscalationKind;
  sentence: Sentence;
  places: { name: string; file: string; line: number | null }[];
}

/**
 * What to do next, by rules that are the same everywhere:
 *
 * - `promote`: the success criterion is met, and the candidate is better than what it is set against beyond noise, or the whole
 *   interval of the difference meets the criterion.
 * - `abandon`: the failure criterion is met.
 * - `iterate`: a criterion is declared, and neither of these holds; the reasons say what is missing.
 * - null: no criterion is declared, so nothing says what would be good enough; the reasons say what would have to be.
 *
 * `row`: the id of the row that it is about. `reasons`: at most four, their numbers claims. `escalations` are said with it,
 * whatever it is. `facts`: what is counted anyway: how much was tried for each arm, how often the test split was looked at.
 */
export interface Recommendation {
  action: "promote" | "iterate" | "abandon" | null;
  row: string | null;
  reasons: Sentence[];
  escalations: Escalation[];
  facts: Sentence[];
}
