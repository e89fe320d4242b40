import { bucketOf } from "../../model/accounting.ts";
import type { MetricColumn, Row } from "../../model/comparison.ts";
import type { Experiment } from "../../model/experiment.ts";
import type { Run } from "../../model/run.ts";
import type { CompareSettings } from "../settings.ts";
import type { CompareSource } from "../source.ts";
import { baselineOf } from "./baseline.ts";
import type { CellSource } from "./cell.ts";
import type { Column } from "./column.ts";
import { metricNames, planColumns, styleColumns } from "./column.ts";
import { withDeltas } from "./delta.ts";
import { reduceRuns } from "./grid.ts";
import type { Within } from "./grouping.ts";
import { groupsOf, labelsOf, splitWithin } from "./grouping.ts";
import type { ParamSplit } from "./params.ts";
import { splitParams } from "./params.ts";
import type { Primary } from "./primary.ts";
import { primaryMetricOf } from "./primary.ts";
import { buildRows } from "./row.ts";

/**
 * The table that everything else is said of.
 *
 * - `used`: the runs that count; `apart`: those shown below and in no mean.
 * - `within`: the params that differ between rows, and those that differ inside one too.
 * - `heads`: the columns as they are shown; `columns`: the same with what cells need; `column`: the deciding one.
 * - `rows`: with their differences to the baseline.
 */
export interface Table {
  used: Run[];
  apart: Run[];
  params: ParamSplit;
  within: Within;
  heads: MetricColumn[];
  columns: Column[];
  column: Column | null;
  primary: Primary;
  rows: Row[];
  baseline: Row | null;
  source: CellSource;
}

/** Groups the runs of an experiment into rows, reduces their series to cells, and takes differences to the baseline. */
export function layOutTable(experiment: Experiment, settings: CompareSettings, lookup: CompareSource): Table {
  const { used, apart } = sortRuns(experiment.runs);
  const shown = [...used, ...apart];
  const params = splitParams(shown);
  const labels = labelsOf(experiment.runs, settings);
  const groups = groupsOf(used, params.differing, { settings, labels });
  const within = splitWithin(params.differing, groups);
  const names = metricNames(used.length > 0 ? used : shown);
  const logged = names.map(({ name }) => name);
  const primary = primaryMetricOf(experiment, logged, settings);
  const heads = planColumns(names, { experiment, settings, primary: primary.metric });
  const { directions } = experiment;
  const reduced = reduceRuns(shown, { columns: heads, directions, series: lookup.series });
  const source = { labels, ...reduced };
  const columns = styleColumns(heads, groups, source.grid);
  const plain = buildRows(groups, apart, { ...source, columns, differing: new Set(within.across) });
  const baseline = baselineOf(plain, { experiment, settings, labels });
  const rows = withDeltas(plain, baseline, columns);
  const column = columns.find((one) => one.shown.primary) ?? null;
  return { used, apart, params, within, heads, columns, column, primary, rows, baseline, source };
}

/** Runs that count, and those shown apart: ignored, failed, pruned and running ones, in this order. */
function sortRuns(runs: readonly Run[]): { used: Run[]; apart: Run[] } {
  const of = Map.groupBy(runs, bucketOf);
  const apart = (["ignored", "failed", "pruned", "running"] as const).flatMap((bucket) => of.get(bucket) ?? []);
  return { used: of.get("used") ?? [], apart };
}
