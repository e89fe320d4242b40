import { meanOf, standardError } from "../../statistics/descriptive.ts";
import type { Call, Expression, FunctionName } from "../value/selector.ts";
import type { Alternative, Explanation, Wrong } from "./explanation.ts";
import { ELSEWHERE, explain, NEIGHBOUR, RARE, SLIP } from "./explanation.ts";
import { aggregatesIn, alternativeOf, rewritten, termsOf } from "./term.ts";

/** The same by another convention, with how that is called. */
const CONVENTIONS: Partial<Record<FunctionName, [FunctionName, string][]>> = {
  std: [["pstd", "population instead of sample standard deviation"]],
  pstd: [["std", "sample instead of population standard deviation"]],
  pp: [["rel", "relative change instead of percentage points"]],
  rel: [["pp", "percentage points instead of relative change"]],
};

/** What is often taken for what. */
const COMMON: Partial<Record<FunctionName, [FunctionName, string][]>> = {
  std: [["se", "standard error instead of standard deviation"]],
  se: [["std", "standard deviation instead of standard error"]],
  pstd: [["se", "standard error instead of standard deviation"]],
  mean: [["median", "median instead of mean"]],
  median: [["mean", "mean instead of median"]],
  min: [["max", "maximum instead of minimum"]],
  max: [["min", "minimum instead of maximum"]],
  diff: [["rel", "relative change instead of difference"]],
  ratio: [["rel", "relative change instead of ratio"]],
};

/** What is less often. */
const OTHERS: Partial<Record<FunctionName, [FunctionName, string][]>> = {
  mean: [
    ["max", "maximum instead of mean"],
    ["min", "minimum instead of mean"],
  ],
  median: [
    ["max", "maximum instead of median"],
    ["min", "minimum instead of median"],
  ],
  min: [["mean", "mean instead of minimum"]],
  max: [["mean", "mean instead of maximum"]],
  diff: [["ratio", "ratio instead of difference"]],
  rel: [
    ["ratio", "ratio instead of relative change"],
    ["diff", "difference instead of relative change"],
  ],
};

/** The number is another statistic of the same values, or its operands are swapped. */
export function ofStatistic(wrong: Wrong): Explanation[] {
  const { expression } = wrong;
  if (expression?.kind !== "call") return [];
  const made = (named: [FunctionName, string][] = []) =>
    named.flatMap(([name, text]) => alternativeOf(text, { ...expression, name }, wrong.scope));
  const say = (text: string) => text;
  return [
    ...explain(wrong, { cost: SLIP, say }, made(CONVENTIONS[expression.name])),
    ...explain(wrong, { cost: NEIGHBOUR, say }, made(COMMON[expression.name])),
    ...explain(wrong, { cost: ELSEWHERE, say }, made(OTHERS[expression.name])),
    ...explain(wrong, { cost: RARE, say }, halfWidths(wrong, expression)),
    ...ofOrder(wrong, expression),
    ...ofInner(wrong, expression),
  ];
}

/**
 * The operands in the other order. Of a difference that is the sign; of a relative change it is also the same change in
 * terms of the other operand: 20 % less time is 25 % more speed.
 */
function ofOrder(wrong: Wrong, expression: Call): Explanation[] {
  const [a, b] = expression.args;
  const { name } = expression;
  if (a === undefined || b === undefined || !["rel", "ratio", "pp", "diff"].includes(name)) return [];
  const swapped = (as: FunctionName) => alternativeOf("", { ...expression, name: as, args: [b, a] }, wrong.scope);
  const other = swapped("rel").map((one): Alternative => {
    const { measured } = one;
    return { ...one, measured: { ...measured, value: -measured.value } };
  });
  const is = name === "pp" ? "percentage points" : "difference";
  if (name === "pp" || name === "diff") {
    return explain(wrong, { cost: ELSEWHERE, say: () => `relative change (to the first) instead of ${is}` }, other);
  }
  const order = explain(wrong, { cost: NEIGHBOUR, say: () => "the operands are swapped" }, swapped(name));
  if (name === "ratio") return order;
  return [
    ...order,
    ...explain(wrong, { cost: NEIGHBOUR, say: () => "the change is relative to the other operand" }, other),
  ];
}

/** A difference of medians instead of means, and the reverse. */
function ofInner(wrong: Wrong, expression: Call): Explanation[] {
  const inner = expression.args.flatMap(aggregatesIn);
  const pairs: [FunctionName, FunctionName][] = [
    ["mean", "median"],
    ["median", "mean"],
  ];
  return pairs.flatMap(([is, as]) => {
    if (!inner.some(({ name }) => name === is)) return [];
    const change = (part: Expression): Expression =>
      part.kind === "call" && part.name === is ? { ...part, name: as } : part;
    const other = alternativeOf("", rewritten(expression, change), wrong.scope);
    return explain(wrong, { cost: RARE, say: () => `${as}s instead of ${is}s` }, other);
  });
}

/** Half the width of a 95 % confidence interval of the mean, by the normal and by Student's distribution. */
function halfWidths({ scope, measured }: Wrong, expression: Call): Alternative[] {
  if (expression.name !== "std" && expression.name !== "se") return [];
  const values = expression.args.flatMap((one) => termsOf(one, scope)).flatMap(({ operands }) => operands);
  const list = values.map(({ point }) => point.value).filter(Number.isFinite);
  if (list.length < 2 || !Number.isFinite(meanOf(list))) return [];
  const is = expression.name === "std" ? "standard deviation" : "standard error";
  const name = `half the width of the 95 % confidence interval instead of ${is}`;
  const error = standardError(list);
  const quantiles = [1.96, STUDENT[list.length - 2] ?? 1.96 + 2.4 / (list.length - 1)];
  return quantiles.map((by) => ({ name, measured: { ...measured, value: by * error } }));
}

/** The 97.5 % quantiles of Student's t for 1, 2, … degrees of freedom. */
const STUDENT = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086,
];
