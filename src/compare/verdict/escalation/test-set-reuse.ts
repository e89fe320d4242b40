import { splitRank } from "../../../model/split.ts";
import { count } from "../../table/sentence.ts";
import { startOf } from "../moment.ts";
import type { EscalationInput, Found } from "./escalation.ts";
import { NOTHING } from "./escalation.ts";

/** From this many evaluations on before it, a result on the test split was chosen among too many to be one. */
const MANY = 20;

/**
 * How often the test split was looked at before the row's first run: each run that logged the deciding metric there, whether it
 * counts or not. Only where that metric is one of a test split.
 */
export function testSetReuse(input: EscalationInput): Found {
  const column = input.columns.find(({ shown }) => shown.primary);
  if (column === undefined || splitRank(column.shown.name) !== 0) return NOTHING;
  const { earliest } = startOf(input.runs);
  const own = new Set(input.runs.map((run) => run.id));
  const looked = input.experiment.runs.filter((run) => {
    const isEvaluated = run.metrics.some(({ name }) => name === column.shown.name);
    return isEvaluated && !own.has(run.id) && run.duplicateOf === null;
  });
  if (looked.length === 0) return NOTHING;
  const isKnown = earliest !== Number.NEGATIVE_INFINITY && looked.every((run) => run.startedAt !== null);
  // Clocks of one machine agree whatever their zone is.
  const before = isKnown ? looked.filter((run) => startOf([run]).earliest < earliest) : looked;
  const when = isKnown ? `before the first run of ${input.subject.name}` : `besides the runs of ${input.subject.name}`;
  if (before.length === 0) return NOTHING;
  const sentence = [`The test split was evaluated by ${count(before.length, "run")} ${when}.`];
  if (before.length < MANY) return { escalations: [], facts: [sentence] };
  const warned = [...sentence, ` From ${MANY} on, a good result on it is partly one of the choice.`];
  return { escalations: [{ kind: "test-set-reuse", sentence: warned, places: [] }], facts: [] };
}
