import type { MetricColumn } from "../../model/comparison.ts";
import type { Direction } from "../../model/direction.ts";
import type { Experiment } from "../../model/experiment.ts";
import { isCounterName, isFractionName } from "../../model/metric-name.ts";
import type { NumberStyle } from "../../model/quantity.ts";
import { styleFor } from "../../model/quantity.ts";
import type { Run } from "../../model/run.ts";
import type { CompareSettings } from "../settings.ts";
import { aggregate } from "./aggregate.ts";
import type { PointGrid } from "./grid.ts";
import type { Group } from "./group.ts";
import { reducedName, reductionOf } from "./reduction.ts";
import { splitRank } from "./split.ts";

/**
 * A metric's column with what its cells need: its place in the point grid, its name in selectors, how its numbers are
 * printed, and whether it is by its name a fraction.
 */
export interface Column {
  shown: MetricColumn;
  index: number;
  selector: string;
  style: NumberStyle;
  fraction: boolean;
}

const UNKNOWN: Direction = { better: "unknown", how: "unknown" };

/**
 * The metrics that some runs logged, in the order of their first appearance, without those that only count steps or epochs where
 * there are others. Loose: only ever read from free text.
 */
export function metricNames(runs: readonly Run[]): { name: string; loose: boolean }[] {
  const loose = new Map<string, boolean>();
  for (const run of runs) {
    for (const metric of run.metrics) {
      const known = loose.get(metric.name);
      if (known === undefined || (known && !metric.loose)) loose.set(metric.name, metric.loose);
    }
  }
  const all = [...loose].map(([name, isLoose]) => ({ name, loose: isLoose }));
  const results = all.filter(({ name }) => !isCounterName(name));
  return results.length > 0 ? results : all;
}

/** The columns' heads: the primary metric first, then test, validation, others, training, the machine. */
export function planColumns(
  names: readonly { name: string; loose: boolean }[],
  from: { experiment: Experiment; settings: CompareSettings; primary: string | null },
): MetricColumn[] {
  const ranked = names.map((one, index) => ({
    ...one,
    index,
    rank: one.name === from.primary ? -1 : splitRank(one.name),
  }));
  ranked.sort((a, b) => a.rank - b.rank || a.index - b.index);
  return ranked.map(({ name, loose }) => {
    const direction = from.experiment.directions[name] ?? UNKNOWN;
    const reduction = reductionOf(name, direction, from.settings.reductions);
    return { name, direction, reduction, primary: name === from.primary, loose };
  });
}

/** Adds how each column is printed: alike throughout, by the values of the groups that count and their means. */
export function styleColumns(heads: readonly MetricColumn[], groups: readonly Group[], grid: PointGrid): Column[] {
  return heads.map((shown, index) => {
    const style = styleFor(valuesOf(index, groups, grid));
    return {
      shown,
      index,
      selector: reducedName(shown.name, shown.reduction),
      style,
      fraction: isFractionName(shown.name),
    };
  });
}

function valuesOf(index: number, groups: readonly Group[], grid: PointGrid): number[] {
  const values: number[] = [];
  for (const group of groups) {
    const from = values.length;
    for (const run of group.runs) {
      const value = grid.get(run.id)?.[index]?.value;
      if (value !== undefined) values.push(value);
    }
    const mean = values.length - from > 1 ? aggregate(values.slice(from))?.mean : undefined;
    if (mean !== undefined) values.push(mean);
  }
  return values;
}
