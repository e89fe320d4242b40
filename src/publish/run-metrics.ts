import type { SiteTable, TableCell } from "../contract/index.ts";
import type { Cell, MetricColumn } from "../model/comparison.ts";
import { styleFor } from "../model/quantity.ts";
import { sayReduction } from "../model/reduction.ts";
import type { Metric, Point, Run } from "../model/run.ts";
import type { TableRow } from "./cell.ts";
import { cellOf, numberColumn, plainRow, sortValue, textColumn } from "./cell.ts";
import { runIndex } from "./run-index.ts";
import type { View } from "./view.ts";
import { numberOf, pointNumber, shortPath, sourceLink } from "./view.ts";

/** Every metric of a run: the number that is compared and how it was chosen, its last, lowest and highest point, and its shape. */
export function metricsTable(run: Run, view: View, sparklines: ReadonlyMap<string, string>): SiteTable | null {
  if (run.metrics.length === 0) return null;
  const { metrics } = view.compiled.comparison;
  const names = metrics.map((one) => one.name);
  const rank = (metric: Metric) => (names.indexOf(metric.name) + names.length + 1) % (names.length + 1);
  const sorted = [...run.metrics].sort((a, b) => rank(a) - rank(b));
  const hasCompared = sorted.some((metric) => names.includes(metric.name));
  const hasCurves = sparklines.size > 0;
  const columns = [
    textColumn("Metric"),
    ...(hasCurves ? [textColumn("Course")] : []),
    ...(hasCompared
      ? [numberColumn("Compared", null, "The number that stands for this metric where runs are compared")]
      : []),
    numberColumn("Last"),
    numberColumn("Lowest"),
    numberColumn("Highest"),
    numberColumn("Points", null, "How many points were logged; below, how many of them are NaN or infinite"),
    textColumn("File"),
  ];
  const rows = sorted.map((metric): TableRow => {
    const column = metrics.find((one) => one.name === metric.name);
    const badges = column?.primary ? [{ text: "decides", tone: "info" as const }] : [];
    const file = sourceLink({ file: metric.file, line: null }, view);
    const broken = metric.nonFinite > 0 ? [`${metric.nonFinite} not finite`] : [];
    const drawing = sparklines.get(metric.name);
    return plainRow("", [
      cellOf([metric.name], { badges }),
      ...(hasCurves ? [cellOf([], drawing === undefined ? {} : { drawing })] : []),
      ...(hasCompared ? [comparedCell(run, column, view)] : []),
      ...pointCells(metric, view),
      cellOf([String(metric.points)], { below: broken, sort: metric.points }),
      cellOf([file ?? shortPath(metric.file, view)]),
    ]);
  });
  return { caption: "Metrics", columns, rows, note: "Each number opens the place where it was logged." };
}

/** What is compared of a run in a metric. */
function comparedCell(run: Run, column: MetricColumn | undefined, view: View): TableCell {
  if (column === undefined) return cellOf(["—"], { sort: null });
  const cell: Cell | undefined = runIndex(view.compiled).rows.get(run.id)?.cells[column.name];
  const own = cell?.runs.find((one) => one.run === run.id);
  if (own === undefined) {
    const reason = cell?.absent?.find((one) => one.run === run.id)?.reason;
    return cellOf([reason ?? "—"], { sort: null });
  }
  const at = own.at ? `, ${own.at.name} ${own.at.step}` : "";
  return cellOf([numberOf(own.quantity, view)], {
    below: [`${sayReduction(column.reduction)}${at}`],
    sort: sortValue(own.quantity.value),
  });
}

function pointCells(metric: Metric, view: View): TableCell[] {
  const points = [metric.last, metric.min, metric.max];
  const style = styleFor(points.flatMap((point) => (point === null ? [] : point.value)));
  const cell = (point: Point | null) => {
    if (point === null) return cellOf(["—"], { sort: null });
    const step = point.step === null ? [] : [`${metric.stepName ?? "step"} ${point.step}`];
    return cellOf([pointNumber(point, style, view)], { below: step, sort: sortValue(point.value) });
  };
  return points.map(cell);
}
