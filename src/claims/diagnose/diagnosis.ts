import type { CompiledExperiment } from "../../model/project.ts";
import type { Metric, Run } from "../../model/run.ts";
import { metricOf } from "../../model/run.ts";
import { wordsOfMetric } from "../text/metric-word.ts";
import type { Numeral } from "../text/numeral.ts";
import { FACTOR, PERCENT, POINTS, unitOfName } from "../text/unit.ts";
import { evaluate } from "../value/evaluate.ts";
import type { Measured } from "../value/interval.ts";
import { agrees, isTruncated, logged } from "../value/interval.ts";
import type { Operand } from "../value/resolve.ts";
import type { Scope } from "../value/scope.ts";
import type { Call, Expression, FunctionName, Reduction, Selector } from "../value/selector.ts";

/** An explanation of a wrong number. `source`: the number is right somewhere else: another run, metric or split. */
export interface Diagnosis {
  text: string;
  source: boolean;
}

/** What is known of the wrong number: what it should be, where that comes from, and how the claim says it is made. */
export interface Wrong {
  numeral: Numeral;
  measured: Measured;
  operand: Operand | null;
  expression: Expression | null;
  scope: Scope;
}

/** Every explanation that fits. One is a diagnosis; several are possibilities, and none of them may be asserted. */
export function diagnose(wrong: Wrong): Diagnosis[] {
  const fits = [...ofNotation(wrong), ...ofExpression(wrong), ...ofReduction(wrong), ...ofSource(wrong)];
  const texts = new Set<string>();
  return fits.filter(({ text }) => !texts.has(text) && texts.add(text));
}

/** The diagnosis when exactly one explanation fits, else null with all of them as a reason. */
export function sayDiagnosis(fits: readonly Diagnosis[]): { diagnosis: string | null; reason: string | null } {
  const [only, ...others] = fits;
  if (only === undefined) return { diagnosis: null, reason: null };
  if (others.length === 0) return { diagnosis: only.text, reason: null };
  return {
    diagnosis: null,
    reason: `it could be ${fits
      .slice(0, 3)
      .map(({ text }) => text)
      .join(", or ")}`,
  };
}

/** The number is the right one, printed wrongly: cut off, sign flipped, percent for points, a unit's factor off. */
function ofNotation({ numeral, measured }: Wrong): Diagnosis[] {
  const fits: Diagnosis[] = [];
  const add = (text: string, isFit: boolean) => {
    if (isFit) fits.push({ text, source: false });
  };
  const { value } = measured;
  add("truncated instead of rounded", isTruncated(numeral, measured));
  if (value !== 0) add("the sign is flipped", agrees(numeral, { ...measured, value: -value }));
  const [as, is] = [numeral.unit?.dimension, measured.unit?.dimension];
  const inOther = { ...numeral, unit: as === "points" ? PERCENT : POINTS, percent: as === "points" };
  if (as === "fraction") add("percentage points are written as percent", agrees(inOther, measured));
  if (as === "points")
    add(
      "percent is written as percentage points",
      agrees(inOther, { ...measured, change: "yes" }) ||
        (is !== "points" && agrees(inOther, { ...measured, change: "no" })),
    );
  if (as === "time" || (as === undefined && is === "time")) {
    add(
      "off by a factor of 1000: s and ms",
      [1e3, 1e-3].some((by) => agrees(numeral, { ...measured, value: value * by })),
    );
    add(
      "off by a factor of 60: s and min",
      [60, 1 / 60].some((by) => agrees(numeral, { ...measured, value: value * by, computed: true })),
    );
  }
  if (as === "bytes") {
    const powers = [1, 2, 3].flatMap((n) => [(1024 / 1000) ** n, (1000 / 1024) ** n]);
    add(
      "units of 1000 and 1024 are mixed (GB, GiB)",
      powers.some((by) => agrees(numeral, { ...measured, value: value * by })),
    );
  }
  const isShare = as === undefined && (is === undefined || is === "fraction" || is === "points");
  if (isShare && Math.abs(value) <= 1)
    add("percent without its sign", agrees(numeral, { ...measured, value: Number(`${value}e2`) }));
  return fits;
}

const OTHERS: Partial<Record<FunctionName, [FunctionName, string][]>> = {
  std: [
    ["pstd", "population instead of sample standard deviation"],
    ["se", "standard error instead of standard deviation"],
  ],
  se: [["std", "standard deviation instead of standard error"]],
  pstd: [["std", "sample instead of population standard deviation"]],
  mean: [
    ["median", "median instead of mean"],
    ["max", "maximum instead of mean"],
    ["min", "minimum instead of mean"],
  ],
  median: [["mean", "mean instead of median"]],
  pp: [["rel", "relative change instead of percentage points"]],
  diff: [["rel", "relative change instead of difference"]],
  rel: [
    ["pp", "percentage points instead of relative change"],
    ["ratio", "ratio instead of relative change"],
  ],
  ratio: [["rel", "relative change instead of ratio"]],
};

/** The number is right for another expression over the same values. */
function ofExpression(wrong: Wrong): Diagnosis[] {
  const { expression } = wrong;
  if (expression?.kind !== "call") return [];
  // Where the digits are right, only what stands around them is wrong.
  if (agrees({ ...wrong.numeral, unit: null }, wrong.measured)) return [];
  const fits: Diagnosis[] = [];
  const add = (text: string, other: Expression) => {
    if (holdsFor(wrong, other)) fits.push({ text, source: false });
  };
  for (const [name, text] of OTHERS[expression.name] ?? []) add(text, { ...expression, name });
  const [a, b] = expression.args;
  if (
    a !== undefined &&
    b !== undefined &&
    expression.args.length === 2 &&
    ["rel", "ratio"].includes(expression.name)
  ) {
    add("the operands are swapped", { ...expression, args: [b, a] });
  }
  for (const kind of ["best", "last", "min", "max"] as const) {
    const other = withReduction(expression, { kind });
    if (JSON.stringify(other) !== JSON.stringify(expression)) add(`${kind} values instead of those named`, other);
  }
  return [...fits, ...ofMissing(wrong, expression)];
}

/** A mean over all runs but one. */
function ofMissing(wrong: Wrong, expression: Call): Diagnosis[] {
  const [group] = expression.args;
  if (!["mean", "std", "median"].includes(expression.name) || group?.kind !== "selector" || expression.args.length > 1)
    return [];
  const all = evaluate({ ...expression, name: "count" }, wrong.scope);
  if (!all.ok || all.result.operands.length < 3) return [];
  const { operands } = all.result;
  return operands.flatMap((left) => {
    const args = operands
      .filter((one) => one !== left)
      .map(({ run }): Selector => {
        const metric = operands[0]?.metric.name ?? "";
        return { ...group, path: [run.id, metric] };
      });
    return holdsFor(wrong, { ...expression, args }) ? [{ text: `${left.run.name} was left out`, source: false }] : [];
  });
}

/** The number is another point of the same series. */
function ofReduction({ numeral, operand, expression, measured }: Wrong): Diagnosis[] {
  if (operand === null || expression?.kind === "call") return [];
  const { metric, point } = operand;
  const points = [
    ["last", metric.last],
    ["lowest", metric.min],
    ["highest", metric.max],
  ] as const;
  return points.flatMap(([name, other]) => {
    if (other === null || other.value === point.value) return [];
    return agrees(numeral, { ...measured, value: other.value })
      ? [{ text: `the ${name} value of ${metric.name} instead of the cited one`, source: false }]
      : [];
  });
}

/** The number is right for another split, run or metric of the experiment. Two digits occur too often to tell. */
function ofSource({ numeral, operand, expression, scope }: Wrong): Diagnosis[] {
  if (operand === null || expression?.kind === "call" || numeral.significant < 2) return [];
  const { compiled, run, metric } = operand;
  const splits = sameOtherSplit(run, metric).filter((other) => isValueOf(numeral, other));
  const fits = splits.map((other) => ({
    text: `${other.name} of ${run.name} instead of ${metric.name}`,
    source: true,
  }));
  if (fits.length > 0 || numeral.significant < 3) return fits;
  return [...otherRuns({ compiled, run, metric, numeral, scope }), ...otherMetrics({ run, metric, numeral })];
}

function otherRuns(of: {
  compiled: CompiledExperiment;
  run: Run;
  metric: Metric;
  numeral: Numeral;
  scope: Scope;
}): Diagnosis[] {
  const fits = of.compiled.experiment.runs.filter((other) => {
    const metric = other.id === of.run.id ? undefined : metricOf(other, of.metric.name);
    return metric !== undefined && isValueOf(of.numeral, metric);
  });
  return fits.map((other) => ({ text: `copied from ${other.name}, whose ${of.metric.name} it is`, source: true }));
}

function otherMetrics(of: { run: Run; metric: Metric; numeral: Numeral }): Diagnosis[] {
  const fits = of.run.metrics.filter((other) => other.name !== of.metric.name && isValueOf(of.numeral, other));
  return fits.map((other) => ({ text: `${other.name} of ${of.run.name} instead of ${of.metric.name}`, source: true }));
}

function sameOtherSplit(run: Run, metric: Metric): Metric[] {
  const own = wordsOfMetric(metric.name);
  return run.metrics.filter((other) => {
    const words = wordsOfMetric(other.name);
    return words.split !== own.split && words.words.join(" ") === own.words.join(" ");
  });
}

function isValueOf(numeral: Numeral, metric: Metric): boolean {
  const unit = unitOfName(metric.name);
  return [metric.last, metric.min, metric.max].some(
    (point) => point !== null && agrees(numeral, logged(point.value, unit)),
  );
}

function holdsFor({ numeral, scope }: Wrong, expression: Expression): boolean {
  const other = evaluate(expression, scope);
  if (!other.ok) return false;
  const { measured } = other.result;
  // A ratio may be printed as percent, a change as either: only the digits are compared here.
  const plain = { ...measured, unit: measured.unit === FACTOR ? null : measured.unit };
  return agrees(numeral, plain) || agrees({ ...numeral, unit: null }, plain);
}

function withReduction(expression: Expression, reduction: Reduction): Expression {
  if (expression.kind === "selector") return { ...expression, reduction };
  return { ...expression, args: expression.args.map((one) => withReduction(one, reduction)) };
}
