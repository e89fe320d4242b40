import type { Row } from "../../../model/comparison.ts";
import type { RecommendationInput } from "../recommendation.ts";
import { dataDrift } from "./data-drift.ts";
import { dataVersion } from "./data-version.ts";
import { environment, hardware } from "./environment.ts";
import type { Escalate, EscalationInput, Found } from "./escalation.ts";
import { NOTHING } from "./escalation.ts";
import { lateIgnore } from "./late-ignore.ts";
import { peeking } from "./peeking.ts";
import { postHocCriterion } from "./post-hoc-criterion.ts";
import { regression } from "./regression.ts";
import { survivors } from "./survivors.ts";
import { testSetReuse } from "./test-set-reuse.ts";
import { unequalTuning } from "./unequal-tuning.ts";

/** Every kind, in the order in which they are said: what may turn the conclusion round first. */
const KINDS: readonly Escalate[] = [
  regression,
  survivors,
  postHocCriterion,
  dataVersion,
  dataDrift,
  lateIgnore,
  peeking,
  unequalTuning,
  testSetReuse,
  environment,
  hardware,
];

/** All that a person has to look at before relying on a recommendation about a row; nothing without such a row. */
export function escalate(
  input: RecommendationInput & Pick<EscalationInput, "action"> & { subject: Row | null },
): Found {
  const { subject, rows, experiment } = input;
  if (subject === null) return NOTHING;
  const against = input.baseline === null || input.baseline.id === subject.id ? null : input.baseline;
  const used = rows.filter((row) => row.bucket === "used" && row.id !== subject.id);
  const byId = new Map(experiment.runs.map((run) => [run.id, run]));
  const runsOf = (all: readonly Row[]) => all.flatMap((row) => row.runs.flatMap((id) => byId.get(id) ?? []));
  const sides = { runs: runsOf([subject]), others: runsOf(against === null ? used : [against]) };
  const found = KINDS.map((kind) => kind({ ...input, ...sides, subject, against }));
  return { escalations: found.flatMap((one) => one.escalations), facts: found.flatMap((one) => one.facts) };
}
