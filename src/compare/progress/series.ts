import { isFractionName } from "../../model/metric-name.ts";
import type {
  ExperimentFacts,
  MetricFacts,
  ProgressEntry,
  ProgressSeries,
  Regression,
  ValueFacts,
} from "../../model/progress.ts";
import type { Quantity } from "../../model/quantity.ts";
import { formatValue, styleFor } from "../../model/quantity.ts";
import { derivedQuantity } from "../table/quantity.ts";
import { LEAST_FOR_CHANGES, levelChanges } from "./change.ts";
import { warningsOf } from "./comparability.ts";
import { changesBetween } from "./origin.ts";
import type { Pair, StepRules } from "./step.ts";
import { familyOf, judgeSteps } from "./step.ts";

/** An experiment with what it reports of the metric of a series. */
export interface Reported {
  facts: ExperimentFacts;
  metric: MetricFacts;
}

/** A reported value with its numbers as they are shown, and the place of the best before it; null for the first. */
interface Placed extends Reported {
  value: Quantity;
  before: number | null;
  isBest: boolean;
}

/** One metric over the experiments that report it, in the order given. `better` is the same for all of them. */
export function seriesOf(reported: readonly Reported[], better: "higher" | "lower"): ProgressSeries {
  const rules = rulesOf(reported, better);
  const placed = placeAll(reported, rules);
  const pairs = placed.flatMap((one) => pairOf({ facts: one.metric.chosen, value: one.value }, placed, one.before));
  const outcomes = judgeSteps(pairs, rules);
  const entries = placed.map((one, index) => entryOf(one, { placed, outcome: outcomes[index - 1], rules }));
  const first = reported[0]?.metric;
  const name = first?.metric ?? "";
  const reduction = first?.reduction ?? "last";
  return {
    metric: name,
    label: reduction === "last" ? name : `${name} (${reduction})`,
    reduction,
    direction: better,
    entries,
    best: entries.findLastIndex((entry) => entry.isBest),
    warnings: warningsOf(reported.flatMap((one) => ({ facts: one.facts, row: rowOf(one, one.metric.chosen) }))),
    regressions: regressionsOf(entries, placed, rules),
    changes: levelChanges(entries, rules.style),
    leastForChanges: LEAST_FOR_CHANGES,
    family: familyOf(pairs),
  };
}

function rulesOf(reported: readonly Reported[], better: "higher" | "lower"): StepRules {
  const values = reported.flatMap(({ metric: { chosen, baseline } }) => [
    chosen.value,
    ...(baseline ? [baseline.value] : []),
  ]);
  const inPoints =
    isFractionName(reported[0]?.metric.metric ?? "") && values.every((value) => value >= 0 && value <= 1);
  return { better, style: styleFor(values), inPoints };
}

/** Every entry but the first is set against the best before it, by value; the earlier of equal ones stays the best. */
function placeAll(reported: readonly Reported[], rules: StepRules): Placed[] {
  const sign = rules.better === "higher" ? 1 : -1;
  let best: { index: number; value: number } | null = null;
  return reported.map((one, index) => {
    const { chosen } = one.metric;
    const isBest: boolean = best === null || sign * chosen.value > sign * best.value;
    const before: number | null = best?.index ?? null;
    if (isBest) best = { index, value: chosen.value };
    return { ...one, value: quantityOf(chosen, rules), before, isBest };
  });
}

function quantityOf(facts: ValueFacts, { style }: StepRules): Quantity {
  const { value, selector, evidence } = facts;
  const text = formatValue(value, style);
  return facts.n > 1
    ? derivedQuantity({ value, text, selector, evidence })
    : { value, text, selector, derived: false, evidence };
}

function pairOf(
  one: { facts: ValueFacts; value: Quantity },
  placed: readonly Placed[],
  against: number | null,
): Pair[] {
  const than = against === null ? undefined : placed[against];
  if (than === undefined || against === null) return [];
  return [{ ...one, than: than.metric.chosen, thanValue: than.value, against }];
}

function rowOf({ facts }: Reported, { row }: ValueFacts) {
  const known = facts.rows[row];
  if (known === undefined) throw new Error(`${facts.id} has no row ${row}`);
  return known;
}

function entryOf(
  one: Placed,
  {
    placed,
    outcome,
    rules,
  }: { placed: readonly Placed[]; outcome: ReturnType<typeof judgeSteps>[number] | undefined; rules: StepRules },
): ProgressEntry {
  const { facts, metric, value, isBest } = one;
  const { chosen } = metric;
  const row = rowOf(one, chosen);
  const before = one.before === null ? undefined : placed[one.before];
  const origin = before === undefined ? null : changesBetween(rowOf(before, before.metric.chosen), row);
  return {
    experiment: { id: facts.id, name: facts.name, title: facts.title, page: facts.page, startedAt: facts.startedAt },
    row,
    how: chosen.how,
    of: metric.of,
    value,
    spread: chosen.std === null ? null : spreadOf(chosen, chosen.std, rules),
    n: chosen.n,
    independent: chosen.trials.length,
    isBest,
    hypothesis: facts.hypothesis,
    step: outcome === undefined || origin === null ? null : { ...outcome, ...origin },
  };
}

function spreadOf({ selector, evidence }: ValueFacts, std: number, { style }: StepRules): Quantity {
  return derivedQuantity({
    value: std,
    text: formatValue(std, style),
    selector: selector.replace(/^mean\(/, "std("),
    evidence,
  });
}

/** Rows and baselines that are worse than the best before them beyond noise. The baselines are a family of tests of their own. */
function regressionsOf(entries: readonly ProgressEntry[], placed: readonly Placed[], rules: StepRules): Regression[] {
  const rows = entries.flatMap(({ step, value, n, row }, entry): Regression[] =>
    step?.outcome === "worse" ? [{ entry, role: "row", row, value, n, step }] : [],
  );
  const baselines = placed.flatMap((one, entry) => {
    const facts = one.metric.baseline;
    const [pair] = facts === null ? [] : pairOf({ facts, value: quantityOf(facts, rules) }, placed, one.before);
    return pair === undefined ? [] : [{ entry, one, pair }];
  });
  const outcomes = judgeSteps(
    baselines.map(({ pair }) => pair),
    rules,
  );
  const fallen = baselines.flatMap(({ entry, one, pair }, index): Regression[] => {
    const step = outcomes[index];
    const { facts, value } = pair;
    return step?.outcome !== "worse"
      ? []
      : [{ entry, role: "baseline", row: rowOf(one, facts), value, n: facts.n, step }];
  });
  return [...rows, ...fallen].sort((a, b) => a.entry - b.entry);
}
