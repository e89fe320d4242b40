import type { Cell, Comparison, MetricColumn, Row } from "../../model/comparison.ts";
import { lineOf } from "../../model/evidence.ts";
import type { Experiment } from "../../model/experiment.ts";
import { usedRuns } from "../../model/experiment.ts";
import { findMetric } from "../../model/metric-match.ts";
import { outputPaths } from "../../model/output.ts";
import type { Chosen, ExperimentFacts, MetricFacts, ParamFacts, RowFacts, ValueFacts } from "../../model/progress.ts";
import type { CompiledExperiment } from "../../model/project.ts";
import { qualifySelector } from "../../model/qualified-selector.ts";
import { sayReduction } from "../../model/reduction.ts";
import type { Run } from "../../model/run.ts";
import { splitRank } from "../../model/split.ts";
import { valueKey } from "../../model/value-key.ts";
import { isIncidental } from "../../repeats/incidental.ts";
import { independentRuns } from "../../repeats/independent-runs.ts";
import { isRepeatParam } from "../../repeats/repeat-param.ts";
import type { Ranked } from "../verdict/rank.ts";
import { rankRows } from "../verdict/rank.ts";
import { instantOf } from "./order.ts";

const MOST_METRICS = 12;

/** What facts are gathered with. `derivation`: by the file of a mean's first run, where the mean is taken apart. */
interface Source {
  compiled: CompiledExperiment;
  runs: ReadonlyMap<string, Run>;
  rows: Map<string, number>;
  found: RowFacts[];
  derivation(file: string): string | null;
}

/**
 * What is kept of an experiment for the series over all of them. Its metrics are those with a known direction, without those
 * of training and the machine, the deciding one first; each with the selected row, or without one the best row by value.
 */
export function factsOf(compiled: CompiledExperiment, derivation: Source["derivation"]): ExperimentFacts {
  const { experiment, comparison } = compiled;
  const runs = new Map(experiment.runs.map((run) => [run.id, run]));
  const source: Source = { compiled, runs, rows: new Map(), found: [], derivation };
  const { id, name, title, increment, hypothesis } = experiment;
  const columns = comparison.metrics.filter(isFollowed).slice(0, MOST_METRICS);
  return {
    id,
    name,
    title,
    increment,
    startedAt: startOf(experiment),
    page: outputPaths(experiment).comparison,
    hypothesis: hypothesis && { text: hypothesis.text, file: hypothesis.file, line: hypothesis.line },
    metrics: columns.flatMap((column) => metricOf(column, comparison, source) ?? []),
    rows: source.found,
  };
}

/** Directions that are not known are kept too, so that it can be said what is left out for it. */
function isFollowed(column: MetricColumn): boolean {
  return column.primary || splitRank(column.name) <= 2;
}

function metricOf(column: MetricColumn, comparison: Comparison, source: Source): MetricFacts | null {
  const ranked = rankRows(column, comparison.rows);
  const selected = ranked.find(({ row }) => row.id === comparison.selection?.row);
  const chosen = selected ?? ranked[0];
  if (chosen === undefined) return null;
  const how: Chosen = ranked.length === 1 ? "only" : selected === undefined ? "best" : "selected";
  const baseline = ranked.find(({ row }) => row.baseline && row.id !== chosen.row.id);
  const isKnown = column.direction.better !== "unknown";
  return {
    metric: column.name,
    reduction: sayReduction(column.reduction),
    direction: column.direction.better,
    primary: column.primary,
    of: ranked.length,
    chosen: { ...valueFacts(chosen, source), how },
    ...targetOf(column, comparison, source),
    baseline: baseline === undefined || !isKnown ? null : valueFacts(baseline, source),
  };
}

const SIGNS = { ">": ">", ">=": "≥", "<": "<", "<=": "≤" } as const;

/** What the criterion of success asks of the value of a metric, where it asks that and no difference. */
function targetOf(column: MetricColumn, { metrics }: Comparison, { compiled }: Source): Pick<MetricFacts, "target"> {
  const success = compiled.experiment.hypothesis?.success ?? null;
  const condition = success?.condition ?? null;
  if (success === null || condition === null || condition.how !== "value") return {};
  const primary = metrics.find((one) => one.primary)?.name ?? null;
  const names = metrics.map(({ name }) => name);
  if (findMetric(condition.metric, names, primary) !== column.name) return {};
  const { file, line } = success;
  return { target: { text: `${SIGNS[condition.op]} ${condition.threshold}`, file, line } };
}

function valueFacts({ row, cell, value }: Ranked, source: Source): ValueFacts {
  const finite = cell.runs.filter(({ quantity }) => Number.isFinite(quantity.value));
  return {
    row: placeOf(row, source),
    value,
    std: cell.spread?.value ?? null,
    selector: qualifySelector(cell.quantity?.selector ?? "", source.compiled.experiment),
    n: cell.n,
    trials: trialsOf(finite, source.runs),
    evidence: finite.slice(0, 1).flatMap(({ quantity }) => quantity.evidence.slice(0, 1)),
  };
}

function trialsOf(cells: Cell["runs"], runs: Source["runs"]): ValueFacts["trials"] {
  const values = new Map(cells.map(({ run, quantity }) => [run, quantity.value]));
  const known = [...values.keys()].flatMap((id) => runs.get(id) ?? []);
  return independentRuns(known).flatMap(([run]) => {
    const value = run === undefined ? undefined : values.get(run.id);
    return run === undefined || value === undefined ? [] : [{ value, seed: run.seed, fold: run.fold }];
  });
}

function placeOf(row: Row, source: Source): number {
  const known = source.rows.get(row.id);
  if (known !== undefined) return known;
  const place = source.found.length;
  source.rows.set(row.id, place);
  source.found.push(rowFacts(row, source));
  return place;
}

function rowFacts(row: Row, { runs, derivation }: Source): RowFacts {
  const members = row.runs.flatMap((id) => runs.get(id) ?? []);
  const [first, ...others] = members;
  const versions = new Set(members.map((run) => run.dataVersion));
  const file = first?.metrics[0]?.last.evidence.file ?? first?.files[0] ?? "";
  return {
    id: row.id,
    name: row.name,
    dir: others.length === 0 ? (first?.dir ?? null) : null,
    data: versions.size === 1 ? (first?.dataVersion ?? null) : null,
    derivation: others.length === 0 ? null : derivation(file),
    params: first === undefined ? [] : paramsOf(members, first),
  };
}

/** The settings that all runs of the row have in common; those that somebody grouped over have no one value. */
function paramsOf(runs: readonly Run[], first: Run): ParamFacts[] {
  const varying = new Set<string>();
  const keys = new Map(first.params.map(({ name, value }) => [name, valueKey(value)]));
  for (const run of runs) {
    for (const { name, value } of run.params) if (keys.get(name) !== valueKey(value)) varying.add(name);
  }
  return first.params
    .filter(({ name }) => !varying.has(name) && !isRepeatParam(name) && !isIncidental(name))
    .map(({ name, value, evidence }) => {
      const literal = evidence.literal || (value === null ? "null" : '""');
      return { name, key: valueKey(value), literal, file: evidence.file, line: lineOf(evidence) };
    });
}

function startOf(experiment: Experiment): string | null {
  let first: { at: string; instant: number } | null = null;
  for (const { startedAt } of usedRuns(experiment)) {
    const instant = startedAt === null ? null : instantOf(startedAt);
    if (startedAt === null || instant === null || (first !== null && first.instant <= instant)) continue;
    first = { at: startedAt, instant };
  }
  return first?.at ?? null;
}
