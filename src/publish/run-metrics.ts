import type { SiteLink, SiteTable, TableCell } from "../contract/index.ts";
import { bucketOf } from "../model/accounting.ts";
import type { Cell, MetricColumn } from "../model/comparison.ts";
import { sayReduction } from "../model/reduction.ts";
import type { Metric, Point, Run } from "../model/run.ts";
import type { Column } from "./cell.ts";
import { cellOf, numberColumn, plainRow, sortValue, textColumn } from "./cell.ts";
import { deltaCell, maybeCell, toneOfOutcome } from "./metric-cell.ts";
import { runDelta } from "./run-delta.ts";
import { runIndex } from "./run-index.ts";
import { pointStyle } from "./run-style.ts";
import type { View } from "./view.ts";
import { numberOf, pointNumber, shortPath, sourceLink } from "./view.ts";

/** A metric of a run; `column`: where it is compared; `own`: the number that stands for it there. */
interface MetricRow {
  metric: Metric;
  column: MetricColumn | undefined;
  own: Cell["runs"][number] | undefined;
  drawing: string | undefined;
}

interface MetricPart {
  column: Column;
  cell: (row: MetricRow) => TableCell;
}

/**
 * Every metric of a run: the number that is compared and how it was chosen, its difference to the baseline, its shape, and its
 * last, lowest and highest point. What a single point says once is not said again.
 */
export function metricsTable(run: Run, view: View, sparklines: ReadonlyMap<string, string>): SiteTable | null {
  if (run.metrics.length === 0) return null;
  const { metrics } = view.compiled.comparison;
  const names = metrics.map((one) => one.name);
  const rank = (metric: Metric) => (names.indexOf(metric.name) + names.length + 1) % (names.length + 1);
  const rows = [...run.metrics]
    .sort((a, b) => rank(a) - rank(b))
    .map((metric): MetricRow => {
      const column = metrics.find((one) => one.name === metric.name);
      const cell = column && runIndex(view.compiled).rows.get(run.id)?.cells[column.name];
      const own = cell?.runs.find((one) => one.run === run.id);
      return { metric, column, own, drawing: sparklines.get(metric.name) };
    });
  const parts = partsOf(run, rows, view);
  const [file, ...others] = new Set(run.metrics.map((metric) => metric.file));
  const place =
    file !== undefined && others.length === 0 ? `the place in ${shortPath(file, view)} where` : "the place where";
  return {
    caption: "Metrics",
    columns: parts.map(({ column }) => column),
    rows: rows.map((row) =>
      plainRow(
        "",
        parts.map(({ cell }) => cell(row)),
      ),
    ),
    note: `Each number opens ${place} it was logged.`,
  };
}

function partsOf(run: Run, rows: readonly MetricRow[], view: View): MetricPart[] {
  const hasSeries = rows.some(({ metric }) => metric.points > 1 || metric.nonFinite > 0);
  const hasCompared = rows.some(({ column }) => column !== undefined);
  const hasFiles = new Set(rows.map(({ metric }) => metric.file)).size > 1;
  return [
    { column: textColumn("Metric"), cell: nameCell },
    ...(hasSeries ? [] : [{ column: numberColumn("Value"), cell: (row: MetricRow) => valueCell(run, row, view) }]),
    ...(hasSeries && hasCompared ? [{ column: COMPARED, cell: (row: MetricRow) => comparedCell(run, row, view) }] : []),
    ...deltaPart(run, rows, view),
    ...(rows.some(({ drawing }) => drawing !== undefined) ? [{ column: textColumn("Course"), cell: courseCell }] : []),
    ...(hasSeries ? pointParts(run, view) : []),
    ...(hasFiles
      ? [{ column: textColumn("File"), cell: ({ metric }: MetricRow) => cellOf([fileOf(metric, view)]) }]
      : []),
  ];
}

const COMPARED = numberColumn("Compared", null, "The number that stands for this metric where runs are compared");

/** The one point of a metric, as it is compared where it is. */
function valueCell(run: Run, row: MetricRow, view: View): TableCell {
  const [last] = row.own === undefined ? pointCells(run, row, view) : [];
  return last ?? comparedCell(run, row, view);
}

function nameCell({ metric, column }: MetricRow): TableCell {
  return cellOf([metric.name], { badges: column?.primary ? [{ text: "decides", tone: "info" }] : [] });
}

function courseCell({ drawing }: MetricRow): TableCell {
  return cellOf([], drawing === undefined ? {} : { drawing });
}

function fileOf(metric: Metric, view: View): SiteLink | string {
  return sourceLink({ file: metric.file, line: null }, view) ?? shortPath(metric.file, view);
}

/**
 * The run's difference to the baseline in each metric, and below it that of the mean over the runs of its row, which is what is
 * tested; none for a run that is in no comparison or is the baseline.
 */
function deltaPart(run: Run, rows: readonly MetricRow[], view: View): MetricPart[] {
  const row = runIndex(view.compiled).rows.get(run.id);
  if (row === undefined || row.baseline || bucketOf(run) !== "used") return [];
  const cellFor = ({ column }: MetricRow) => (column === undefined ? undefined : row.cells[column.name]);
  if (!rows.some((one) => cellFor(one)?.delta != null)) return [];
  const { contests } = view.compiled.comparison;
  const outcome = contests?.contests.find(
    (one) => one.row === row.id && one.against === view.compiled.comparison.baseline,
  )?.outcome;
  // As where rows are compared: only the metric that decides is tested.
  const toneFor = (one: MetricRow) => (one.column?.primary ? toneOfOutcome(outcome) : null);
  const title =
    row.n > 1 ? "Below, that of the mean over the runs with these settings: one run alone tells little" : null;
  const baseline = view.compiled.comparison.rows.find((one) => one.baseline);
  const cell = (one: MetricRow) => {
    const [own, tone] = [cellFor(one), toneFor(one)];
    if (row.n < 2 || own?.delta == null) return deltaCell(own, tone, view);
    const alone = maybeCell(runDelta(run.id, own, one.column && baseline?.cells[one.column.name]), view);
    return { ...alone, below: [`mean of ${own.n} `, numberOf(own.delta, view)], tone };
  };
  return [{ column: numberColumn("Δ", "to the baseline", title), cell }];
}

/** Last, lowest and highest point; of a single point that is shown before nothing. */
function pointParts(run: Run, view: View): MetricPart[] {
  const made = new Map<MetricRow, TableCell[]>();
  const cellsOf = (row: MetricRow): TableCell[] => {
    const cells = made.get(row) ?? pointCells(run, row, view);
    made.set(row, cells);
    return cells;
  };
  const part = (text: string, at: number): MetricPart => ({
    column: numberColumn(text),
    cell: (row) => cellsOf(row)[at] ?? cellOf([], { sort: null }),
  });
  const counted = (metric: Metric) => {
    const broken = metric.nonFinite > 0 ? [`${metric.nonFinite} not finite`] : [];
    return cellOf([String(metric.points)], { below: broken, sort: metric.points });
  };
  const points = numberColumn(
    "Points",
    null,
    "How many points were logged; below, how many of them are NaN or infinite",
  );
  return [
    part("Last", 0),
    part("Lowest", 1),
    part("Highest", 2),
    { column: points, cell: ({ metric }) => counted(metric) },
  ];
}

/** What is compared of a run in a metric. */
function comparedCell(run: Run, { metric, column, own }: MetricRow, view: View): TableCell {
  if (column === undefined) return cellOf(["—"], { sort: null });
  if (own === undefined) {
    const cell = runIndex(view.compiled).rows.get(run.id)?.cells[column.name];
    const reason = cell?.absent?.find((one) => one.run === run.id)?.reason;
    return cellOf([reason ?? "—"], { sort: null });
  }
  return cellOf([numberOf(own.quantity, view)], {
    below: chosenPoint({ metric, column, own }),
    sort: sortValue(own.quantity.value),
  });
}

/** How the number was chosen among the points; of a single one where it stands. */
function chosenPoint({ metric, column, own }: Pick<MetricRow, "metric" | "own"> & { column: MetricColumn }): string[] {
  const { step } = metric.last;
  if (metric.points === 1 && !own?.at)
    return step === null || step === 0 ? [] : [`${metric.stepName ?? "step"} ${step}`];
  const at = own?.at ? `, ${own.at.name} ${own.at.step}` : "";
  return [`${sayReduction(column.reduction)}${at}`];
}

function pointCells(run: Run, { metric, own }: MetricRow, view: View): TableCell[] {
  const points = [metric.last, metric.min, metric.max];
  const style = pointStyle(run, metric, view);
  const isOne = metric.points === 1 && metric.nonFinite === 0;
  const isSaid = (at: number) => isOne && (at > 0 || own !== undefined);
  const cell = (point: Point | null, at: number) => {
    if (isSaid(at)) return cellOf([], { sort: null });
    if (point === null) return cellOf(["—"], { sort: null });
    const step = point.step === null ? [] : [`${metric.stepName ?? "step"} ${point.step}`];
    return cellOf([pointNumber(point, style, view)], { below: step, sort: sortValue(point.value) });
  };
  return points.map(cell);
}
