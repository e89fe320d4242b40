import type { HypothesisVerdict, Row, Sentence } from "../../model/comparison.ts";
import type { Contest } from "../../model/contest.ts";
import { findMetric } from "../../model/metric-match.ts";
import type { Column } from "../table/column.ts";
import type { AskedHistory } from "./asked-history.ts";
import { sayDoubt, sayNoTest } from "./doubt.ts";
import { sayMoment } from "./moment.ts";
import type { Versus } from "./opponent.ts";

/** What is known beside the means. */
export interface Beside {
  rows: readonly Row[];
  columns: readonly Column[];
  versus: Versus;
  asked: AskedHistory;
}

/**
 * The verdict with what it is worth: whether the difference that decided it is more than noise, and since when the criterion
 * was committed. The verdict itself stays what its criterion says.
 */
export function qualifyHypothesis(verdict: HypothesisVerdict, beside: Beside): HypothesisVerdict {
  const judged = verdict.judged.find((one) => one.criterion === verdict.criterion);
  if (judged === undefined) return verdict;
  const contest = decidingContest(judged, beside);
  const names = (id: string) => beside.rows.find((row) => row.id === id)?.name ?? id;
  const { row, against } = judged;
  const untested = against === null ? null : [sayNoTest(names(row), names(against))];
  const doubt = contest === null ? untested : sayDoubt(contest, names);
  const reasons = doubt === null ? verdict.reasons : [...verdict.reasons, doubt];
  return { ...verdict, reasons, history: sayHistory(verdict, beside.asked) };
}

/** The contest of the two rows that a criterion sets against one another, in its metric; null where a value alone decides. */
export function decidingContest(
  judged: HypothesisVerdict["judged"][number],
  { rows, columns, versus }: Omit<Beside, "asked">,
): Contest | null {
  const [row, against] = [judged.row, judged.against].map((id) => rows.find((one) => one.id === id));
  const names = columns.map(({ shown }) => shown.name);
  const primary = columns.find(({ shown }) => shown.primary)?.shown.name ?? null;
  const { condition } = judged.criterion;
  const name = condition && findMetric(condition.metric, names, primary);
  const column = columns.find(({ shown }) => shown.name === name);
  if (row === undefined || against === undefined || column === undefined) return null;
  return versus(row, against, column);
}

function sayHistory({ criterion }: HypothesisVerdict, { criteria }: AskedHistory): Sentence | null {
  const decided = criteria.find((one) => one.criterion === criterion);
  if (decided?.precedence.order !== "before" || decided.precedence.at === null) return null;
  const { run } = decided;
  return [
    `The criterion was committed by ${sayMoment(decided.precedence.at)}, before ${run.name}, the first run that it judges, started.`,
  ];
}
