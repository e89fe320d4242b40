import { contestantsOf, pooledNoise } from "../../compare/contest/contest.ts";
import type { Design } from "../../compare/contest/design.ts";
import { designOf } from "../../compare/contest/design.ts";
import { effectOf, expectedRange, intervalOf } from "../../compare/contest/interval.ts";
import { planTest, runTest } from "../../compare/contest/significance.ts";
import type { Trial } from "../../compare/contest/trial.ts";
import { trialsFrom, trialsOf } from "../../compare/contest/trial.ts";
import { isFractionName } from "../../model/metric-name.ts";
import type { Operand } from "./resolve.ts";
import { rowOf } from "./scope.ts";
import type { Call } from "./selector.ts";
import { CONTEST_FUNCTIONS, formatExpression } from "./selector.ts";

/**
 * A number, or why there is none. `of`: in which unit it is: that of the metric (`level`), of its differences (`change`) or
 * spreads (`spread`), or none (`number`).
 */
export type ContestValue = { value: number; of: "level" | "change" | "spread" | "number" } | { why: string };

/** A function that sets two rows against one another, or tells the noise of repeats. */
export type ContestCall = Call & { name: (typeof CONTEST_FUNCTIONS)[number] };

/** Whether a call is one of those. */
export function isContest(call: Call): call is ContestCall {
  return CONTEST_FUNCTIONS.some((name) => name === call.name);
}

/**
 * Computes p, interval or effect of two rows, by the functions that the comparison itself uses: the same pairs, the same
 * test. `sides`: the logged values of each argument.
 */
export function computeContest(call: ContestCall, sides: readonly Operand[][]): ContestValue {
  const [a = [], b = []] = sides;
  const [first] = a;
  if (first === undefined) return { why: `${formatExpression(call)} has no values` };
  switch (call.name) {
    case "noise":
      return noiseOf(first);
    case "next_low":
    case "next_high":
      return expectedOf(call, a);
    case "p_adjusted":
    case "p_equivalent":
      return heldOf(call, [first, b[0]]);
    default:
      return ofDesign(call, designOf(trialsOfSide(a), trialsOfSide(b)));
  }
}

function ofDesign(call: ContestCall, design: Design): ContestValue {
  if (call.name === "p" || call.name === "p_t") {
    const few = { why: `${design.a.length} against ${design.b.length} runs allow no test` };
    const plan = call.name === "p" ? planTest(design) : { kind: "t" as const, smallest: 0 };
    return plan === null ? few : finite(runTest(design, plan).p, "number", "the values do not vary");
  }
  if (call.name === "effect") return finite(effectOf(design)?.size, "number", "the values do not vary");
  const interval = intervalOf(design);
  const value = call.name === "ci_low" ? interval?.low : interval?.high;
  return finite(value, "change", "too few runs, or values that do not vary");
}

function finite(value: number | undefined, of: "change" | "number", why: string): ContestValue {
  return value === undefined || !Number.isFinite(value) ? { why } : { value, of };
}

/** What p becomes in its family depends on all rows, so it is looked up in the comparison, which computes it from the same logs. */
function heldOf(call: ContestCall, [a, b]: [Operand, Operand | undefined]): ContestValue {
  const none = { why: `the comparison holds no such test of ${call.args.map(formatExpression).join(" and ")}` };
  const rows = [a, b].map((one) => one && rowOf(a.compiled, one.run)?.id);
  const { contests } = a.compiled.comparison;
  if (contests === null || contests.metric !== a.metric.name) return none;
  const held = [...contests.contests, ...(contests.leader?.contests ?? [])].find(
    (one) => rows.includes(one.row) && rows.includes(one.against),
  );
  const quantity = call.name === "p_adjusted" ? (held?.test?.adjusted ?? held?.test?.p) : held?.equivalence?.p;
  return quantity === undefined ? none : { value: quantity.value, of: "number" };
}

function expectedOf(call: ContestCall, operands: readonly Operand[]): ContestValue {
  const values = trialsOfSide(operands).map(({ value }) => value);
  const { low, high } = expectedRange(values, isFractionName(operands[0]?.metric.name ?? ""));
  const value = call.name === "next_low" ? low : high;
  return Number.isFinite(value) ? { value, of: "level" } : { why: `${formatExpression(call)} needs several runs` };
}

/** The noise of repeats in all rows that are compared with this one. */
function noiseOf({ compiled: { comparison, experiment }, metric }: Operand): ContestValue {
  const runs = new Map(experiment.runs.map((run) => [run.id, run]));
  const { std } = pooledNoise(contestantsOf({ rows: comparison.rows, metric: metric.name, runs }));
  return Number.isFinite(std) ? { value: std, of: "spread" } : { why: "no row has several runs" };
}

/** The values as the comparison sets them against others: over folds where its row is. */
function trialsOfSide(operands: readonly Operand[]): Trial[] {
  const [first] = operands;
  if (first === undefined) return [];
  const { compiled, metric } = first;
  const row = rowOf(compiled, first.run);
  const cell = row?.bucket === "used" ? row.cells[metric.name] : undefined;
  const values = new Map(operands.map(({ run, point }) => [run.id, point.value]));
  const isRow =
    cell?.runs.length === values.size && cell.runs.every((one) => values.get(one.run) === one.quantity.value);
  if (isRow) return trialsOf(cell, new Map(compiled.experiment.runs.map((run) => [run.id, run]))).trials;
  return trialsFrom(operands.map(({ run, point }) => ({ run, value: point.value }))).trials;
}
