import { contestantsOf, pooledNoise } from "../../compare/contest/contest.ts";
import type { Design } from "../../compare/contest/design.ts";
import { designOf } from "../../compare/contest/design.ts";
import { effectOf, intervalOf } from "../../compare/contest/interval.ts";
import { planTest, runTest } from "../../compare/contest/significance.ts";
import type { Trial } from "../../compare/contest/trial.ts";
import { trialsFrom, trialsOf } from "../../compare/contest/trial.ts";
import { predictionInterval } from "../../statistics/noise.ts";
import { POINTS } from "../text/unit.ts";
import type { Measured } from "./interval.ts";
import type { Operand, Problem } from "./resolve.ts";
import { failed, measuredOf } from "./resolve.ts";
import { rowOf } from "./scope.ts";
import type { Call } from "./selector.ts";
import { CONTEST_FUNCTIONS, formatExpression } from "./selector.ts";

type Computed = Measured | { ok: false; problem: Problem };

/** A function that sets two rows against one another, or tells the noise of repeats. */
export type ContestFunction = (typeof CONTEST_FUNCTIONS)[number];

/** Whether a call is one of those. */
export function isContest(call: Call): call is Call & { name: ContestFunction } {
  return CONTEST_FUNCTIONS.some((name) => name === call.name);
}

/**
 * Computes p, interval or effect of two rows, by the functions that the comparison itself uses: the same pairs, the same
 * test. `sides`: the logged values of each argument.
 */
export function computeContest(call: Call & { name: ContestFunction }, sides: readonly Operand[][]): Computed {
  const [a = [], b = []] = sides;
  const [first] = a;
  if (first === undefined) return failed("no-point", `${formatExpression(call)} has no values`);
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
      return ofDesign(call, designOf(trialsOfSide(a), trialsOfSide(b)), first);
  }
}

function ofDesign(call: Call & { name: ContestFunction }, design: Design, { metric, point }: Operand): Computed {
  const { unit } = measuredOf({ metric, point });
  const number = (value: number | undefined, why: string): Computed =>
    value === undefined || !Number.isFinite(value)
      ? failed("not-computable", `${formatExpression(call)}: ${why}`)
      : { value, unit: null, change: "no", computed: true };
  const few = `${design.a.length} against ${design.b.length} runs allow no test`;
  if (call.name === "p" || call.name === "p_t") {
    const plan = call.name === "p" ? planTest(design) : { kind: "t" as const, smallest: 0 };
    return plan === null ? number(undefined, few) : number(runTest(design, plan).p, "the values do not vary");
  }
  if (call.name === "effect") return number(effectOf(design)?.size, "the values do not vary");
  const interval = intervalOf(design);
  const bound = number(
    call.name === "ci_low" ? interval?.low : interval?.high,
    "too few runs, or values that do not vary",
  );
  if ("problem" in bound) return bound;
  return { ...bound, unit: unit?.dimension === "fraction" ? POINTS : unit, change: "yes" };
}

/** What p becomes in its family depends on all rows, so it is looked up in the comparison, which computes it from the same logs. */
function heldOf(call: Call, [a, b]: [Operand, Operand | undefined]): Computed {
  const none = failed(
    "not-computable",
    `the comparison holds no such test of ${call.args.map(formatExpression).join(" and ")}`,
  );
  const rows = [a, b].map((one) => one && rowOf(a.compiled, one.run)?.id);
  const { contests } = a.compiled.comparison;
  if (contests === null || contests.metric !== a.metric.name) return none;
  const held = [...contests.contests, ...(contests.leader?.contests ?? [])].find(
    (one) => rows.includes(one.row) && rows.includes(one.against),
  );
  const quantity = call.name === "p_adjusted" ? (held?.test?.adjusted ?? held?.test?.p) : held?.equivalence?.p;
  return quantity === undefined ? none : { value: quantity.value, unit: null, change: "no", computed: true };
}

function expectedOf(call: Call, operands: readonly Operand[]): Computed {
  const [first] = operands;
  const { low, high } = predictionInterval(trialsOfSide(operands).map(({ value }) => value));
  const value = call.name === "next_low" ? low : high;
  if (first === undefined || !Number.isFinite(value))
    return failed("not-computable", `${formatExpression(call)} needs several runs`);
  return { ...measuredOf(first), value, computed: true };
}

/** The noise of repeats in all rows that are compared with this one. */
function noiseOf(operand: Operand): Computed {
  const { comparison, experiment } = operand.compiled;
  const runs = new Map(experiment.runs.map((run) => [run.id, run]));
  const { std } = pooledNoise(contestantsOf({ rows: comparison.rows, metric: operand.metric.name, runs }));
  if (!Number.isFinite(std)) return failed("not-computable", "no row has several runs");
  return { ...measuredOf(operand), value: std, change: "either", computed: true };
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
