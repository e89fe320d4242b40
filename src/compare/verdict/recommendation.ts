import type { HypothesisVerdict, Row, Selection, Sentence } from "../../model/comparison.ts";
import type { Contest } from "../../model/contest.ts";
import type { Experiment } from "../../model/experiment.ts";
import type { Condition } from "../../model/journal.ts";
import type { Recommendation } from "../../model/recommendation.ts";
import type { CompareSettings } from "../settings.ts";
import type { Column } from "../table/column.ts";
import type { Labels } from "../table/label.ts";
import { count } from "../table/sentence.ts";
import type { AskedHistory } from "./asked-history.ts";
import { sayNoTest, sayOutcome } from "./doubt.ts";
import { escalate } from "./escalation/index.ts";
import type { Versus } from "./opponent.ts";
import { decidingContest } from "./qualified.ts";

/** What a recommendation follows from. */
export interface RecommendationInput {
  experiment: Experiment;
  settings: CompareSettings;
  rows: readonly Row[];
  columns: readonly Column[];
  baseline: Row | null;
  selection: Selection | null;
  hypothesis: HypothesisVerdict | null;
  versus: Versus;
  labels: Labels;
  asked: AskedHistory;
}

type Decided = Pick<Recommendation, "action" | "row" | "reasons">;

/** More reasons than these are not read at the top of a page. */
const MOST_REASONS = 4;

/** Promote, iterate or abandon, with reasons and what a person has to look at; null when no run counts. */
export function recommend(input: RecommendationInput): Recommendation | null {
  if (!input.rows.some((row) => row.bucket === "used")) return null;
  const decided = decide(input);
  const subject = rowOf(decided.row, input) ?? rowOf(input.selection?.row ?? null, input);
  const { escalations, facts } = escalate({ ...input, action: decided.action, subject });
  return { ...decided, reasons: decided.reasons.slice(0, MOST_REASONS), escalations, facts };
}

function decide(input: RecommendationInput): Decided {
  const { experiment, hypothesis } = input;
  const stated = experiment.hypothesis;
  if (hypothesis === null || stated === null || (stated.success === null && stated.failure === null))
    return withoutCriterion(input);
  const judged = hypothesis.judged.find((one) => one.criterion === hypothesis.criterion);
  if (hypothesis.verdict === "confirmed" && judged !== undefined) return ofConfirmed(judged, hypothesis, input);
  if (hypothesis.verdict === "rejected" && judged !== undefined) return ofRejected(judged, hypothesis, input);
  const row = hypothesis.judged[0]?.row ?? null;
  return { action: "iterate", row, reasons: hypothesis.reasons };
}

type Judged = HypothesisVerdict["judged"][number];

/** A criterion that is met is not enough: the difference has to be more than noise. */
function ofConfirmed(judged: Judged, hypothesis: HypothesisVerdict, input: RecommendationInput): Decided {
  const met = hypothesis.reasons[0] ?? [];
  const row = rowOf(judged.row, input);
  const against = rowOf(judged.against, input) ?? input.baseline;
  const iterate = (...why: Sentence[]): Decided => ({ action: "iterate", row: judged.row, reasons: [met, ...why] });
  if (row === null) return iterate();
  if (against === null)
    return iterate([`No baseline is named, so nothing shows that ${row.name} is better than what there was.`]);
  if (against.id === row.id) return iterate([`${row.name} is the baseline itself, so there is nothing to change to.`]);
  const contest = contestOf(judged, against, input);
  if (contest === null) return iterate([sayNoTest(row.name, against.name), " Repeat with more seeds."]);
  const said = sayOutcome(contest, namesIn(input));
  const promote = (...more: Sentence[]): Decided => ({ action: "promote", row: row.id, reasons: [met, said, ...more] });
  if (contest.outcome === "better") return promote();
  const { condition } = judged.criterion;
  if (condition !== null && judged.against !== null && meetsThroughout(condition, contest))
    return promote(["The whole interval of the difference meets the criterion."]);
  return iterate(said, ...sayNext(contest, { row, against }));
}

/** The declared rule says to stop; how sure the numbers are is said with it. */
function ofRejected(judged: Judged, hypothesis: HypothesisVerdict, input: RecommendationInput): Decided {
  // Reasons come in the order success, failure; a criterion that is not stated has none.
  const reasons = hypothesis.reasons.slice(...(input.experiment.hypothesis?.success == null ? [0, 1] : [1, 2]));
  const [row, against] = [rowOf(judged.row, input), rowOf(judged.against, input) ?? input.baseline];
  if (row !== null && against !== null && against.id !== row.id) {
    const contest = contestOf(judged, against, input);
    if (contest !== null) reasons.push(sayOutcome(contest, namesIn(input)));
  }
  return { action: "abandon", row: judged.row, reasons };
}

function withoutCriterion(input: RecommendationInput): Decided {
  const { selection, baseline, columns } = input;
  const reasons: Sentence[] = [
    ["No journal declares a success or failure criterion, so nothing says what would be good enough."],
  ];
  const row = rowOf(selection?.row ?? null, input);
  if (baseline === null) reasons.push(["No baseline is named, so nothing says what to be better than."]);
  else if (row !== null && row.id !== baseline.id) {
    const column = columns.find(({ shown }) => shown.primary);
    const contest = column === undefined ? null : input.versus(row, baseline, column);
    if (contest !== null) reasons.push(sayOutcome(contest, namesIn(input)));
    else if (column !== undefined) reasons.push([sayNoTest(row.name, baseline.name)]);
  }
  return { action: null, row: row?.id ?? null, reasons };
}

/** The contest in the criterion's own metric. */
function contestOf(judged: Judged, against: Row, input: RecommendationInput): Contest | null {
  return decidingContest({ ...judged, against: against.id }, input);
}

/**
 * Whether every difference in the interval meets the threshold, so that the criterion itself says how much noise it bears: a
 * margin below zero (`>= -0.005`) is met by what is shown to be no worse than that.
 */
function meetsThroughout({ how, op, threshold }: Condition, { interval }: Contest): boolean {
  // A percentage has an error in its base too, which the interval of the difference does not hold.
  if (interval === null || how === "value" || how === "rel") return false;
  const scale = how === "diff" ? 1 : 100;
  const worst = (op.startsWith(">") ? interval.low.value : interval.high.value) * scale;
  return op.startsWith(">") ? worst >= threshold : worst <= threshold;
}

/** Below this many runs a side, more of them are the first thing to ask for. */
const FEW = 10;

/** What would tell: more runs, where there are few. */
function sayNext({ outcome, runs: [a, b] }: Contest, { row, against }: { row: Row; against: Row }): Sentence[] {
  if (outcome === "worse" || outcome === "equivalent" || a === 0 || b === 0 || Math.min(a, b) >= FEW) return [];
  const few = [a <= b ? row.name : against.name, ...(a === b ? [against.name] : [])];
  const has = `${few.join(" and ")} ${few.length > 1 ? "have" : "has"} ${count(Math.min(a, b), "run")}`;
  return [[`Repeat with more seeds: ${has}${few.length > 1 ? " each" : ""}.`]];
}

function rowOf(id: string | null, { rows }: RecommendationInput): Row | null {
  return rows.find((row) => row.id === id) ?? null;
}

function namesIn({ rows }: RecommendationInput): (id: string) => string {
  return (id) => rows.find((row) => row.id === id)?.name ?? id;
}
