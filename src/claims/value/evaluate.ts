import type { Evidence } from "../../model/evidence.ts";
import { evidenceOfPoint } from "../../model/reduction.ts";
import {
  largestOf,
  meanOf,
  medianOf,
  populationStd,
  sampleStd,
  smallestOf,
  standardError,
  sumOf,
} from "../../statistics/descriptive.ts";
import { meanInterval } from "../../statistics/mean-interval.ts";
import type { Unit } from "../text/unit.ts";
import { COUNT, FACTOR, PERCENT, POINTS, SECONDS, unitOfName } from "../text/unit.ts";
import type { ContestCall } from "./contest.ts";
import { computeContest, isContest } from "./contest.ts";
import type { Measured } from "./interval.ts";
import type { Operand, Problem } from "./resolve.ts";
import { failed, resolveSelector } from "./resolve.ts";
import type { Scope } from "./scope.ts";
import { rowOf } from "./scope.ts";
import type { Call, Expression, FunctionName } from "./selector.ts";
import { formatExpression } from "./selector.ts";

/** What an expression comes to. `name`: of the winner, for `best(…)`, which has no number. */
export interface Evaluation {
  measured: Measured;
  name: string | null;
  operands: Operand[];
  evidence: Evidence[];
}

export type Evaluated = { ok: true; result: Evaluation } | { ok: false; problem: Problem };

/** The value of an operand in its unit: the metric's, or steps or seconds where it is how far a run came. */
export function measuredOf({ metric, point }: Pick<Operand, "metric" | "point">): Measured {
  const unit = point.unit === undefined ? unitOfName(metric.name) : point.unit === "seconds" ? SECONDS : null;
  return { value: point.value, unit, change: "no", computed: point.computed === true };
}

/** Computes an expression from logged values, or says why it cannot. A selector alone gives its one logged value. */
export function evaluate(expression: Expression, scope: Scope): Evaluated {
  const values = valuesOf(expression, scope);
  if (!values.ok) return values;
  const [only, ...others] = values.list;
  if (only === undefined || others.length > 0) {
    return failed(
      "ambiguous",
      `${formatExpression(expression)} has ${values.list.length} values`,
      values.list.length > 1 ? [`mean(${formatExpression(expression)})`] : [],
    );
  }
  const evidence = values.operands.flatMap(({ point }) => evidenceOfPoint(point));
  return { ok: true, result: { measured: only, name: values.name, operands: values.operands, evidence } };
}

type Values =
  | { ok: true; list: Measured[]; operands: Operand[]; name: string | null }
  | { ok: false; problem: Problem };

function valuesOf(expression: Expression, scope: Scope): Values {
  if (expression.kind === "call") return valueOfCall(expression, scope);
  const found = resolveSelector(expression, scope);
  if (!found.ok) return found;
  const list = found.operands.map(measuredOf);
  return { ok: true, list, operands: found.operands, name: null };
}

function valueOfCall(call: Call, scope: Scope): Values {
  if (call.name === "rank" || call.name === "best") return placeAmong(call, scope);
  const args: Values[] = call.args.map((one) => valuesOf(one, scope));
  const lists: Measured[][] = [];
  const operands: Operand[] = [];
  for (const arg of args) {
    if (!arg.ok) return arg;
    lists.push(arg.list);
    operands.push(...arg.operands);
  }
  if (isContest(call)) return contestOf(call, operands, args);
  const computed = isPairwise(call.name) ? pairwise(call, lists) : aggregate(call, lists.flat());
  return "problem" in computed ? computed : { ok: true, list: [computed], operands, name: null };
}

function contestOf(call: ContestCall, operands: Operand[], args: readonly Values[]): Values {
  const isPlain = call.args.every(({ kind }) => kind === "selector");
  if (!isPlain) return failed("not-computable", `${call.name} takes rows, such as ${call.name}(a/metric, b/metric)`);
  const found = computeContest(
    call,
    args.map((arg) => (arg.ok ? arg.operands : [])),
  );
  const [first] = operands;
  if ("why" in found || first === undefined)
    return failed("not-computable", `${formatExpression(call)}: ${"why" in found ? found.why : "no values"}`);
  const { unit } = measuredOf(first);
  const units = { number: null, level: unit, spread: unit, change: unit?.dimension === "fraction" ? POINTS : unit };
  const change = found.of === "change" ? "yes" : found.of === "spread" ? "either" : "no";
  const measured: Measured = { value: found.value, unit: units[found.of], change, computed: true };
  return { ok: true, list: [measured], operands, name: null };
}

function isPairwise(name: FunctionName): boolean {
  return name === "diff" || name === "pp" || name === "rel" || name === "ratio" || name === "abs";
}

/** Difference, percentage points, relative change (percent of |b|) and ratio of two single values; |a| of one. */
function pairwise(call: Call, lists: Measured[][]): Measured | { ok: false; problem: Problem } {
  const several = lists.findIndex((list) => list.length !== 1);
  const argument = call.args[several];
  if (argument !== undefined) {
    const text = formatExpression(argument);
    return failed("ambiguous", `${text} has ${lists[several]?.length ?? 0} values`, [`mean(${text})`]);
  }
  const [a, b] = lists.map(([first]) => first);
  const unit = a?.unit ?? null;
  const x = a?.value ?? Number.NaN;
  const y = b?.value ?? Number.NaN;
  const isPercent = unit?.dimension === "fraction";
  if (call.name === "abs") return { ...(a as Measured), value: Math.abs(x), computed: true };
  if (call.name === "ratio") return { value: x / y, unit: FACTOR, change: "no", computed: true };
  if (call.name === "rel")
    return { value: ((x - y) / Math.abs(y)) * 100, unit: PERCENT, change: "yes", computed: true };
  if (call.name === "diff") return { value: x - y, unit: isPercent ? POINTS : unit, change: "yes", computed: true };
  return { value: (x - y) * (isPercent ? 1 : 100), unit: POINTS, change: "yes", computed: true };
}

/** Statistics of the finite values, as the comparison makes them; what is not finite counts only where all are so. */
function aggregate(call: Call, list: readonly Measured[]): Measured | { ok: false; problem: Problem } {
  const finite = list.map((one) => one.value).filter(Number.isFinite);
  const values = finite.length > 0 ? finite : list.map((one) => one.value);
  const spread = call.name === "std" || call.name === "se";
  const isBound = call.name === "mean_low" || call.name === "mean_high";
  if ((spread || isBound) && values.length < 2)
    return failed("not-computable", `${call.name} needs at least two values, there is one`);
  if (call.name === "count") return { value: values.length, unit: COUNT, change: "no", computed: true };
  const change = spread || call.name === "pstd" ? "either" : (list[0]?.change ?? "no");
  return { value: statistic(call.name, values), unit: sharedUnit(list), change, computed: true };
}

function statistic(name: FunctionName, values: readonly number[]): number {
  return (STATISTICS[name] ?? meanOf)(values);
}

const STATISTICS: Partial<Record<FunctionName, (values: readonly number[]) => number>> = {
  sum: sumOf,
  min: smallestOf,
  max: largestOf,
  median: medianOf,
  std: sampleStd,
  pstd: populationStd,
  se: standardError,
  mean_low: (values) => meanInterval(values)?.low ?? Number.NaN,
  mean_high: (values) => meanInterval(values)?.high ?? Number.NaN,
};

function sharedUnit(list: readonly Measured[]): Unit | null {
  const unit = list[0]?.unit ?? null;
  return list.every((one) => one.unit?.name === unit?.name) ? unit : null;
}

/** `rank(row/metric)`: its place among the used rows, 1 is best. `best(row/metric)`: the name of the best row. */
function placeAmong(call: Call, scope: Scope): Values {
  const [argument] = call.args;
  if (argument?.kind !== "selector") return failed("not-computable", `${call.name} takes one run/metric`);
  const found = resolveSelector(argument, scope);
  if (!found.ok) return found;
  const [first] = found.operands;
  if (first === undefined) return failed("no-point", `${formatExpression(argument)} has no value`);
  const { compiled, metric } = first;
  const shown = compiled.comparison.metrics.find((one) => one.name === metric.name)?.direction;
  const better = (shown ?? compiled.experiment.directions[metric.name])?.better ?? "unknown";
  if (better === "unknown")
    return failed("not-computable", `it is not known whether higher or lower ${metric.name} is better`);
  const own = rowOf(compiled, first.run);
  const ranked = compiled.comparison.rows
    .filter((row) => row.bucket === "used" && row.cells[metric.name]?.quantity != null)
    .map((row) => ({ row, value: row.cells[metric.name]?.quantity?.value ?? Number.NaN }))
    .sort((a, b) => (better === "higher" ? b.value - a.value : a.value - b.value));
  const value = ranked.find(({ row }) => row.id === own?.id)?.value;
  if (value === undefined) return failed("not-computable", `${first.run.name} is in no row that counts`);
  const ahead = ranked.filter((one) => (better === "higher" ? one.value > value : one.value < value)).length;
  const measured: Measured = { value: ahead + 1, unit: COUNT, change: "no", computed: true };
  const name = call.name === "best" ? (ranked[0]?.row.name ?? null) : null;
  return {
    ok: true,
    list: [name === null ? measured : { ...measured, value: Number.NaN }],
    operands: found.operands,
    name,
  };
}
