import { bucketOf } from "../../model/accounting.ts";
import type { MetricColumn, Row } from "../../model/comparison.ts";
import type { Run } from "../../model/run.ts";
import type { CompareSettings } from "../settings.ts";
import type { CompareSource } from "../source.ts";
import { baselineOf } from "./baseline.ts";
import type { CellSource } from "./cell.ts";
import type { Column } from "./column.ts";
import { metricNames, planColumns, styleColumns } from "./column.ts";
import { withDeltas } from "./delta.ts";
import { reduceRuns } from "./grid.ts";
import { groupKeys } from "./group.ts";
import type { Within } from "./grouping.ts";
import { groupsOf, labelsOf, splitWithin } from "./grouping.ts";
import type { ParamSplit } from "./params.ts";
import { splitParams } from "./params.ts";
import type { Prepared } from "./prepare.ts";
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
export function layOutTable(prepared: Prepared, settings: CompareSettings, lookup: CompareSource): Table {
  const { experiment, folds } = prepared;
  const { used, apart } = sortRuns(experiment.runs);
  const shown = [...used, ...apart];
  const configured = shown.filter((run) => run.holds === undefined);
  const params = splitParams(configured.length > 0 ? configured : shown, settings.repeatParams);
  const labels = labelsOf(experiment.runs, settings);
  const groups = groupsOf(used, params.differing, { settings, labels });
  const within = splitWithin(params.differing, groups);
  const names = metricNames(used.length > 0 ? used : shown);
  const logged = names.map(({ name }) => name);
  const primary = primaryMetricOf(experiment, logged, settings);
  const heads = planColumns(names, { experiment, settings, primary: primary.metric });
  const { directions } = experiment;
  const reduced = reduceRuns(shown, { columns: heads, directions, series: lookup.series });
  const source = { labels, folds, ...reduced };
  const columns = styleColumns(heads, groups, source.grid);
  const keyOf = settings.groupBy === undefined ? keysWithin(params.differing, settings) : null;
  const plain = buildRows(groups, apart, { ...source, columns, differing: shownParams(params, within), keyOf });
  const baseline = baselineOf(plain, { experiment, settings, labels });
  const rows = withDeltas(plain, baseline, columns);
  const column = columns.find((one) => one.shown.primary) ?? null;
  return { used, apart, params, within, heads, columns, column, primary, rows, baseline, source };
}

/** Runs of several experiments share no row. */
function keysWithin(differing: readonly string[], { origins }: CompareSettings): (run: Run) => string {
  const keyOf = groupKeys(differing);
  return origins === undefined ? keyOf : (run) => `${origins[run.id]}\u0000${keyOf(run)}`;
}

/** The params that rows state: those with a column, and those that change only together with one of these. */
function shownParams({ leftOut }: ParamSplit, { across }: Within): Set<string> {
  const together = leftOut.filter((param) => param.with !== null && across.includes(param.with));
  return new Set([...across, ...together.map(({ name }) => name)]);
}

/** Runs that count, and those shown apart: ignored, failed, pruned, running and parents of others, in this order. */
function sortRuns(runs: readonly Run[]): { used: Run[]; apart: Run[] } {
  const of = Map.groupBy(runs, bucketOf);
  const apart = (["ignored", "failed", "pruned", "running", "parent"] as const).flatMap(
    (bucket) => of.get(bucket) ?? [],
  );
  return { used: of.get("used") ?? [], apart };
}
