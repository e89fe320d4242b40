import type { MetricColumn } from "../../model/comparison.ts";
import type { Direction } from "../../model/direction.ts";
import type { Experiment } from "../../model/experiment.ts";
import { isCounterName, isFractionName } from "../../model/metric-name.ts";
import type { NumberStyle } from "../../model/quantity.ts";
import { styleFor } from "../../model/quantity.ts";
import type { Reduction } from "../../model/reduction.ts";
import { reductionUnit, sayReduced } from "../../model/reduction.ts";
import type { Run } from "../../model/run.ts";
import { splitRank } from "../../model/split.ts";
import type { CompareSettings } from "../settings.ts";
import { aggregate } from "./aggregate.ts";
import { columnNotes, isPeeking } from "./column-note.ts";
import { declaredReductions } from "./declared.ts";
import type { PointGrid } from "./grid.ts";
import type { Group } from "./group.ts";
import { reducedName, reductionOf } from "./reduction.ts";

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

/** A metric that runs logged. `points`: how many of it a run has, at least and at most. `loose`: only ever read from free text. */
export interface LoggedName {
  name: string;
  loose: boolean;
  points: { least: number; most: number };
}

/**
 * The metrics that some runs logged, in the order of their first appearance, without those that only count steps or epochs where
 * there are others.
 */
export function metricNames(runs: readonly Run[]): LoggedName[] {
  const found = new Map<string, LoggedName>();
  for (const run of runs) {
    for (const { name, loose, points } of run.metrics) {
      const known = found.get(name);
      if (known === undefined) found.set(name, { name, loose, points: { least: points, most: points } });
      else {
        known.loose &&= loose;
        if (points < known.points.least) known.points.least = points;
        if (points > known.points.most) known.points.most = points;
      }
    }
  }
  const all = [...found.values()];
  const results = all.filter(({ name }) => !isCounterName(name));
  return results.length > 0 ? results : all;
}

/** The columns' heads: the primary metric first, then test, validation, others, training, the machine. */
export function planColumns(
  names: readonly LoggedName[],
  from: { experiment: Experiment; settings: CompareSettings; primary: string | null },
): MetricColumn[] {
  const { experiment, settings, primary } = from;
  const ranked = names.map((one, index) => ({ ...one, index, rank: one.name === primary ? -1 : splitRank(one.name) }));
  ranked.sort((a, b) => a.rank - b.rank || a.index - b.index);
  const logged = names.map(({ name }) => name);
  const declared = declaredReductions(logged, { experiment, settings, primary });
  const { directions } = experiment;
  return ranked.map(({ name, loose, points }) => {
    const planned = reductionOf(name, declared.get(name), directions);
    const about = { name, names: logged, primary: name === primary, points, planned, directions };
    return {
      name,
      label: sayReduced(name, planned.reduction),
      direction: directionOf(directions[name] ?? UNKNOWN, planned.reduction),
      reduction: planned.reduction,
      primary: about.primary,
      loose,
      peeks: isPeeking(about),
      notes: columnNotes(about),
    };
  });
}

/** Fewer steps or seconds are better, whichever way the metric goes; that is known as well as the metric's own direction is. */
function directionOf(direction: Direction, reduction: Reduction): Direction {
  return reductionUnit(reduction) === null ? direction : { ...direction, better: "lower" };
}

/** Adds how each column is printed: alike throughout, by the values of the groups that count and their means. */
export function styleColumns(heads: readonly MetricColumn[], groups: readonly Group[], grid: PointGrid): Column[] {
  return heads.map((shown, index) => {
    const { logged, means } = valuesOf(index, groups, grid);
    const style = styleFor([...logged, ...means], logged);
    return {
      shown,
      index,
      selector: reducedName(shown.name, shown.reduction),
      style,
      fraction: reductionUnit(shown.reduction) === null && isFractionName(shown.name),
    };
  });
}

function valuesOf(index: number, groups: readonly Group[], grid: PointGrid): { logged: number[]; means: number[] } {
  const logged: number[] = [];
  const means: number[] = [];
  for (const group of groups) {
    const from = logged.length;
    for (const run of group.runs) {
      const value = grid.get(run.id)?.[index]?.value;
      if (value !== undefined) logged.push(value);
    }
    const mean = logged.length - from > 1 ? aggregate(logged.slice(from))?.mean : undefined;
    if (mean !== undefined) means.push(mean);
  }
  return { logged, means };
}
