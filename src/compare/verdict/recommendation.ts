import type { HypothesisVerdict, Row, Selection } from "../../model/comparison.ts";
import type { Contests } from "../../model/contest.ts";
import type { Experiment } from "../../model/experiment.ts";
import type { Recommendation } from "../../model/recommendation.ts";
import type { CompareSource } from "../source.ts";
import type { Column } from "../table/column.ts";

/** What a recommendation follows from. */
export interface RecommendationInput {
  experiment: Experiment;
  rows: readonly Row[];
  columns: readonly Column[];
  baseline: Row | null;
  selection: Selection | null;
  hypothesis: HypothesisVerdict | null;
  contests: Contests | null;
  source: CompareSource;
}

/** Promote, iterate or abandon, with reasons and what a person has to look at; null when no run counts. */
export function recommend(_input: RecommendationInput): Recommendation | null {
  return null;
}
