import { isFractionName } from "../../model/metric-name.ts";
import type {
  DeclaredTarget,
  ExperimentFacts,
  LevelChange,
  MetricFacts,
  ProgressEntry,
  ProgressSeries,
  Regression,
  ValueFacts,
} from "../../model/progress.ts";
import type { NumberStyle, Quantity } from "../../model/quantity.ts";
import { formatValue, styleFor } from "../../model/quantity.ts";
import { derivedQuantity } from "../table/quantity.ts";
import { LEAST_FOR_CHANGES, levelChanges } from "./change.ts";
import { warningsOf } from "./comparability.ts";
import { changesBetween } from "./origin.ts";
import type { Pair, StepRules } from "./step.ts";
import { familyOf, judgeSteps } from "./step.ts";
import type { Tracks } from "./track.ts";
import { tracksOf } from "./track.ts";

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
  track: string | null;
  target: DeclaredTarget | null;
}

/** The experiments of one track with their places in the series. */
interface Chain {
  name: string | null;
  best: number;
  entries: ProgressEntry[];
  places: number[];
}

/** One metric over the experiments that report it, in the order given. `better` is the same for all of them. */
export function seriesOf(reported: readonly Reported[], better: "higher" | "lower"): ProgressSeries {
  const tracks = tracksOf(reported);
  const rules = rulesOf(reported, better, tracks);
  const placed = placeAll(reported, tracks, rules);
  const stepped = placed.flatMap((one) => {
    const [pair] = pairOf({ facts: one.metric.chosen, value: one.value }, placed, one.before);
    return pair === undefined ? [] : [{ one, pair }];
  });
  const pairs = stepped.map(({ pair }) => pair);
  const judged = judgeSteps(pairs, rules);
  const outcomes = new Map(stepped.map(({ one }, index) => [one, judged[index]]));
  const entries = placed.map((one) => entryOf(one, { placed, outcome: outcomes.get(one), rules }));
  const chains = chainsOf(entries);
  const first = reported[0]?.metric;
  const name = first?.metric ?? "";
  const reduction = first?.reduction ?? "last";
  return {
    metric: name,
    label: reduction === "last" ? name : `${name} (${reduction})`,
    reduction,
    direction: better,
    entries,
    best: chains[0]?.best ?? -1,
    tracks: chains.flatMap(({ name, best }) => (name === null ? [] : [{ name, best }])),
    warnings: [
      ...tracks.warnings,
      ...warningsOf(reported.flatMap((one) => ({ facts: one.facts, row: rowOf(one, one.metric.chosen) }))),
    ],
    regressions: regressionsOf(entries, placed, rules),
    changes: changesOf(chains, rules),
    leastForChanges: LEAST_FOR_CHANGES,
    family: familyOf(pairs),
  };
}

function rulesOf(reported: readonly Reported[], better: "higher" | "lower", { names }: Tracks): StepRules {
  const valuesOf = (some: readonly Reported[]) =>
    some.flatMap(({ metric: { chosen, baseline } }) => [chosen.value, ...(baseline ? [baseline.value] : [])]);
  const values = valuesOf(reported);
  const byTrack = Map.groupBy(reported, (_, index) => names[index] ?? null);
  const inPoints =
    isFractionName(reported[0]?.metric.metric ?? "") && values.every((value) => value >= 0 && value <= 1);
  return { better, style: finestOf([...byTrack.values()].map(valuesOf), styleFor(values)), inPoints };
}

/** One style for all tracks that tells the values of each one apart: they are set against one another, and not against those of others. */
function finestOf(tracks: readonly number[][], ofAll: NumberStyle): NumberStyle {
  const decimals = tracks.map((values) => styleFor(values)).map((own) => (own.scientific ? 0 : own.decimals));
  return ofAll.scientific ? ofAll : { ...ofAll, decimals: Math.max(ofAll.decimals, ...decimals) };
}

/** Every entry but the first of a track is set against the best before it, by value; the earlier of equal ones stays the best. */
function placeAll(reported: readonly Reported[], tracks: Tracks, rules: StepRules): Placed[] {
  const sign = rules.better === "higher" ? 1 : -1;
  const bests = new Map<string | null, { index: number; value: number }>();
  return reported.map((one, index) => {
    const { chosen } = one.metric;
    const track = tracks.names[index] ?? null;
    const best = bests.get(track);
    const isBest = best === undefined || sign * chosen.value > sign * best.value;
    if (isBest) bests.set(track, { index, value: chosen.value });
    const target = tracks.targets[index] ?? null;
    return { ...one, value: quantityOf(chosen, rules), before: best?.index ?? null, isBest, track, target };
  });
}

function chainsOf(entries: readonly ProgressEntry[]): Chain[] {
  const chains = new Map<string | null, Chain>();
  for (const [place, entry] of entries.entries()) {
    const chain = chains.get(entry.track) ?? { name: entry.track, best: place, entries: [], places: [] };
    chains.set(entry.track, chain);
    chain.entries.push(entry);
    chain.places.push(place);
    if (entry.isBest) chain.best = place;
  }
  return [...chains.values()];
}

/** Where the level of a track changes; null when each is too short to tell. */
function changesOf(chains: readonly Chain[], { style }: StepRules): LevelChange[] | null {
  const found = chains.map(({ entries, places }) => {
    const changes = levelChanges(entries, style);
    return changes?.map((change) => ({ ...change, index: places[change.index] ?? 0 })) ?? null;
  });
  return found.every((changes) => changes === null) ? null : found.flatMap((changes) => changes ?? []);
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
    track: one.track,
    target: one.target,
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
