import type { MetricColumn } from "../model/comparison.ts";
import type { Direction, Experiment } from "../model/experiment.ts";
import { styleFor } from "../model/quantity.ts";
import type { Run } from "../model/run.ts";
import { aggregate } from "./aggregate.ts";
import type { Column, MetricIndex } from "./cell.ts";
import type { Group } from "./group.ts";
import { pointOf, reductionOf } from "./reduction.ts";
import type { CompareSettings } from "./settings.ts";
import { splitRank } from "./split.ts";

const UNKNOWN: Direction = { better: "unknown", how: "unknown" };

/** The names of the metrics that some runs logged, in the order of their first appearance. */
export function metricNames(runs: readonly Run[]): string[] {
  const names = new Set<string>();
  for (const run of runs) for (const metric of run.metrics) names.add(metric.name);
  return [...names];
}

/**
 * The columns for some metrics: the primary one first, then test, validation, others, training, the machine. Numbers of
 * a column are printed alike, by the values of the groups that count and their means.
 */
export function planColumns(
  names: readonly string[],
  from: {
    experiment: Experiment;
    settings: CompareSettings;
    primary: string | null;
    groups: readonly Group[];
    metrics: MetricIndex;
  },
): Column[] {
  const rank = (name: string) => (name === from.primary ? -1 : splitRank(name));
  const ordered = names.map((name, index) => ({ name, index, rank: rank(name) }));
  ordered.sort((a, b) => a.rank - b.rank || a.index - b.index);
  return ordered.map(({ name }) => {
    const direction = from.experiment.directions[name] ?? UNKNOWN;
    const reduction = reductionOf(name, direction, from.settings.reductions);
    const { values, loose } = valuesOf({ name, direction, reduction }, from.groups, from.metrics);
    const shown: MetricColumn = { name, direction, reduction, primary: name === from.primary, loose };
    return { shown, style: styleFor(values) };
  });
}

/** Every value and mean that a column shows of the groups that count, and whether all of it was read from free text. */
function valuesOf(
  metric: Pick<MetricColumn, "name" | "direction" | "reduction">,
  groups: readonly Group[],
  index: MetricIndex,
): { values: number[]; loose: boolean } {
  const values: number[] = [];
  let logged = 0;
  let loose = 0;
  for (const group of groups) {
    const own: number[] = [];
    for (const run of group.runs) {
      const found = index.get(run.id)?.get(metric.name);
      if (found === undefined) continue;
      logged += 1;
      if (found.loose) loose += 1;
      own.push(pointOf(found, metric.reduction, metric.direction).value);
    }
    const mean = own.length > 1 ? aggregate(own)?.mean : undefined;
    for (const value of own) values.push(value);
    if (mean !== undefined) values.push(mean);
  }
  return { values, loose: logged > 0 && loose === logged };
}
