import { bucketOf } from "../../model/accounting.ts";
import type { Run } from "../../model/run.ts";
import { metricOf } from "../../model/run.ts";
import { largestOf, medianOf, smallestOf } from "../../statistics/descriptive.ts";
import type { Call, Expression } from "../value/selector.ts";
import type { Explanation, Wrong } from "./explanation.ts";
import { ELSEWHERE, explain, TWOFOLD } from "./explanation.ts";
import type { Term } from "./term.ts";
import { aggregatesIn, alternativeOf, rewritten, termsOf, withNames } from "./term.ts";

/** The most runs of a group that are left out one by one. */
const MOST = 50;

/** The number is made of another set of runs: one left out, one that does not count added, or one alone. */
export function ofSeeds(wrong: Wrong): Explanation[] {
  const { expression, scope } = wrong;
  if (expression?.kind !== "call") return ofRow(wrong);
  const groups = aggregatesIn(expression).flatMap((call): Group[] => {
    const [term, ...others] = termsOf(call, scope);
    if (term === undefined || others.length > 0 || term.operands.length > MOST) return [];
    return [{ call, term, runs: term.operands.map(({ run }) => run) }];
  });
  const made = (setsOf: (group: Group) => RunSet[]) =>
    groups.flatMap((group) =>
      setsOf(group).flatMap(({ name, runs }) => alternativeOf(name, overRuns(expression, group, runs), scope)),
    );
  const left = made(({ runs }) =>
    runs.length < 3 ? [] : runs.map((out) => ({ name: out.name, runs: runs.filter((run) => run !== out) })),
  );
  const added = made(({ runs, term }) =>
    uncounted(term).map((extra) => ({ name: extra.name, runs: [...runs, extra] })),
  );
  const alone = made((group) => singles(group).map((run) => ({ name: run.name, runs: [run] })));
  return [
    ...explain(wrong, { cost: ELSEWHERE, say: (name) => `${name} was left out` }, left),
    ...explain(wrong, { cost: ELSEWHERE, say: (name) => `${name} is included, which does not count` }, added),
    ...explain(wrong, { cost: ELSEWHERE, say: (name) => `${name} alone instead of all runs` }, alone),
  ];
}

/** A call over the runs of one selector. */
interface Group {
  call: Call;
  term: Term;
  runs: Run[];
}

interface RunSet {
  name: string;
  runs: Run[];
}

/** The expression with one of its calls made over other runs. */
function overRuns(expression: Expression, { call, term }: Group, runs: readonly Run[]): Expression {
  const args = runs.map((run) => withNames(term, { who: run.id }));
  return rewritten(expression, (part) => (part === call ? { ...call, args } : part));
}

/** The runs of a mean that may be quoted alone; those that are maximum, minimum or median are called so. */
function singles({ call, term: { operands } }: Group): Run[] {
  if (operands.length < 2 || (call.name !== "mean" && call.name !== "median")) return [];
  const values = operands.map(({ point }) => point.value);
  const named = [smallestOf(values), largestOf(values), medianOf(values)];
  return operands.filter(({ point }) => !named.includes(point.value)).map(({ run }) => run);
}

/** Runs with the metric that are ignored or failed: someone may have counted them. */
function uncounted({ compiled, metric, operands }: Term): Run[] {
  return compiled.experiment.runs.filter(
    (run) =>
      bucketOf(run) !== "used" &&
      metricOf(run, metric.name) !== undefined &&
      !operands.some((operand) => operand.run === run),
  );
}

/** A mean over the runs of its row, where the value of one run is meant. */
function ofRow(wrong: Wrong): Explanation[] {
  const { operand, scope } = wrong;
  if (operand === null) return [];
  const { compiled, run, metric } = operand;
  const row = compiled.comparison.rows.find(({ runs }) => runs.includes(run.id) && runs.length > 1);
  if (row === undefined) return [];
  const path = [...row.id.split("/"), ...metric.name.split("/")];
  const mean: Call = { kind: "call", name: "mean", args: [{ kind: "selector", path, reduction: null, place: null }] };
  const say = () => `mean of ${row.name} instead of ${run.name} alone`;
  return explain(wrong, { cost: TWOFOLD, say }, alternativeOf("", mean, scope));
}
