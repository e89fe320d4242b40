import type { Sentence } from "../../model/comparison.ts";
import type { StepOutcome, ValueFacts } from "../../model/progress.ts";
import type { NumberStyle, Quantity } from "../../model/quantity.ts";
import { formatValue } from "../../model/quantity.ts";
import type { Decision, Ground } from "../contest/decision.ts";
import { decideAll } from "../contest/decision.ts";
import { expectedRange } from "../contest/interval.ts";
import { formatP } from "../contest/numbers.ts";
import { isTestable, nameOfTest, planTest } from "../contest/significance.ts";
import { difference } from "../table/delta.ts";
import { derivedQuantity } from "../table/quantity.ts";
import { count } from "../table/sentence.ts";

/** A value and the one that it is set against, with the numbers as they are shown. `against`: its place in the series. */
export interface Pair {
  facts: ValueFacts;
  value: Quantity;
  than: ValueFacts;
  thanValue: Quantity;
  against: number;
}

/** How the steps of one series are judged and shown. `inPoints`: the metric is a fraction. */
export interface StepRules {
  better: "higher" | "lower";
  style: NumberStyle;
  inPoints: boolean;
}

/** Each value against the other one of its pair, p adjusted by Holm for all pairs that have runs enough for a test. */
export function judgeSteps(pairs: readonly Pair[], rules: StepRules): StepOutcome[] {
  const decisions = decideAll(
    pairs.map(({ facts, than }) => ({ a: facts.trials, b: than.trials })),
    { better: rules.better },
  );
  return pairs.map((pair, index) => outcomeOf(pair, decisions[index] as Decision, rules));
}

/** How many tests p is adjusted for. */
export function familyOf(pairs: readonly Pair[]): number {
  return pairs.filter(({ facts, than }) => isTestable(facts.trials.length, than.trials.length)).length;
}

function outcomeOf(pair: Pair, decision: Decision, { style, inPoints }: StepRules): StepOutcome {
  const sides = [pair.value, pair.thanValue] as const;
  // A difference of finite numbers is always one; only the relative one lacks where the second is zero.
  const delta = difference(inPoints ? "pp" : "diff", sides, style) as Quantity;
  const p = quantityOf(pair, decision);
  return {
    against: pair.against,
    delta,
    relative: difference("rel", sides, style),
    outcome: decision.outcome,
    p,
    because: sayOutcome(pair, { decision, p, style, inPoints }),
  };
}

/** p of the one test, which `p(…)` of the two gives again. */
function quantityOf(pair: Pair, { test, design }: Decision): Quantity | null {
  if (test === null) return null;
  const operands = [pair.facts, pair.than].map(({ selector }) => operandOf(selector)).join(", ");
  const evidence = [...pair.value.evidence, ...pair.thanValue.evidence];
  // Of many tests some are t tests that alone would be permutation tests: another number than p(…) of the two.
  const call = planTest(design)?.kind === test.kind ? "p" : "p_t";
  return derivedQuantity({ value: test.p, text: formatP(test.p), selector: `${call}(${operands})`, evidence });
}

/** The row of a mean, `mean(e/shift/acc)`, as functions of runs name it: `e/shift/acc`. */
function operandOf(selector: string): string {
  return /^mean\((.*)\)$/s.exec(selector)?.[1] ?? selector;
}

function sayOutcome(
  { facts, than }: Pair,
  of: { decision: Decision; p: Quantity | null; style: NumberStyle; inPoints: boolean },
): Sentence {
  const { decision, p } = of;
  const { test, expected, ground, family } = decision;
  if (test !== null && p !== null) {
    const adjusted = family > 1 ? `, ${formatP(test.adjusted)} adjusted for ${count(family, "test")}` : "";
    const after = ground === "interval has zero" ? "; but the 95 % interval includes zero" : "";
    return [p.text.startsWith("<") ? "p " : "p = ", p, ` (${nameOfTest(decision.design, test)})${adjusted}${after}`];
  }
  const said = WORDS[ground];
  if (said !== undefined) return [said];
  const [a, b] = [facts.trials.length, than.trials.length];
  if (ground === "too few runs" && family > 1)
    return [`${a} against ${b} runs are too few for ${family} tests at once`];
  if (expected === null || !Number.isFinite(expected.low))
    return [`${a} against ${count(b, "run")}: no test is possible`];
  const { low, high } = expectedRange(
    (expected.of === "a" ? facts : than).trials.map(({ value }) => value),
    of.inPoints,
  );
  const range = `${formatValue(low, of.style)} to ${formatValue(high, of.style)}`;
  const where = `where 95 of 100 further runs of the repeated row would be expected (${range})`;
  if (ground === "inside repeats") return [`the single run lies ${where}`];
  return [`the single run lies outside the range ${where}; but one run has no spread, so no test is possible`];
}

const WORDS: Partial<Record<Ground, string>> = {
  "no value": "one of the two has no value",
  "single runs": "one run a side, so no test is possible",
  "no spread": "the runs do not vary, so nothing is known of the noise",
  "repeats do not vary": "the repeats do not vary, so nothing is known of the noise",
};
