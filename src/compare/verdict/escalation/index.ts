import type { Row } from "../../../model/comparison.ts";
import { plainSentence } from "../../../model/comparison.ts";
import type { Escalation, Recommendation } from "../../../model/recommendation.ts";
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

/** Those that are about one row; the others are said of the whole comparison, once. */
const OF_ROW: readonly Escalate[] = [
  regression,
  survivors,
  dataVersion,
  dataDrift,
  unequalTuning,
  testSetReuse,
  environment,
  hardware,
];

type Asked = RecommendationInput & Pick<EscalationInput, "action"> & { subject: Row | null };

/** All that a person has to look at before relying on a recommendation about a row; nothing without such a row. */
export function escalate(input: Asked): Found {
  return find(input, KINDS);
}

/**
 * What a person has to look at before relying on the selected row, where the recommendation is about another one. Nothing is
 * said of a selected baseline, which the candidate is set against already; what was said of the candidate is not said in full
 * again.
 */
export function escalateSelected(input: RecommendationInput, recommendation: Recommendation | null): Escalation[] {
  const { selection, baseline, rows } = input;
  const subject = rows.find((row) => row.id === selection?.row) ?? null;
  const isSaid = recommendation === null || (recommendation.row ?? subject?.id) === subject?.id;
  if (subject === null || isSaid || subject.id === baseline?.id) return [];
  const candidate = rows.find((row) => row.id === recommendation.row) ?? subject;
  const { escalations } = find({ ...input, action: null, subject }, OF_ROW);
  return escalations.flatMap((one) => shortened(one, recommendation.escalations, { subject, candidate }));
}

/** An escalation in one clause where the candidate has the same; none where that is of all runs before either. */
function shortened(
  one: Escalation,
  said: readonly Escalation[],
  { subject, candidate }: { subject: Row; candidate: Row },
): Escalation[] {
  const same = said.filter(({ kind }) => kind === one.kind);
  if (one.kind === "test-set-reuse" && same.length > 0) return [];
  const textOf = ({ sentence }: Escalation) => plainSentence(sentence).replaceAll(subject.name, candidate.name);
  if (!same.some((other) => textOf(other) === textOf(one))) return [one];
  const [what = ""] = plainSentence(one.sentence).split(":");
  return [{ ...one, sentence: [`${what}: the same of ${subject.name} as of ${candidate.name}.`] }];
}

function find(input: Asked, kinds: readonly Escalate[]): Found {
  const { subject, rows, experiment } = input;
  if (subject === null) return NOTHING;
  const against = input.baseline === null || input.baseline.id === subject.id ? null : input.baseline;
  const used = rows.filter((row) => row.bucket === "used" && row.id !== subject.id);
  const byId = new Map(experiment.runs.map((run) => [run.id, run]));
  const runsOf = (all: readonly Row[]) => all.flatMap((row) => row.runs.flatMap((id) => byId.get(id) ?? []));
  const sides = { runs: runsOf([subject]), others: runsOf(against === null ? used : [against]) };
  const found = kinds.map((kind) => kind({ ...input, ...sides, subject, against }));
  return { escalations: found.flatMap((one) => one.escalations), facts: found.flatMap((one) => one.facts) };
}
