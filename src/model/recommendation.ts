import type { Sentence } from "./comparison.ts";

/** What an escalation is about. */
export type EscalationKind =
  | "regression"
  | "data-version"
  | "data-drift"
  | "environment"
  | "hardware"
  | "post-hoc-criterion"
  | "late-ignore"
  | "unequal-tuning"
  | "test-set-reuse"
  | "peeking";

/** Something a person has to look at before the recommendation is followed. */
export interface Escalation {
  kind: EscalationKind;
  sentence: Sentence;
}

/**
 * What to do next: promote the selected row, iterate, or abandon; every reason a sentence whose numbers are claims.
 * `escalations` are said with it, whatever it is.
 */
export interface Recommendation {
  action: "promote" | "iterate" | "abandon";
  row: string | null;
  reasons: Sentence[];
  escalations: Escalation[];
}
