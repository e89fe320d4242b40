import type { MetricColumn, Row } from "../../model/comparison.ts";
import type { Figure } from "../../model/project.ts";
import { sayReduction } from "../../model/reduction.ts";
import { lackOf, sayLeftOut } from "./left-out.ts";
import { cellSources, firstRows } from "./rows.ts";
import { rowsOf, slugOf } from "./words.ts";

const MOST_BARS = 20;

/** Bars of a metric, one for each row with a finite value; null without any. */
export function planBars(metric: MetricColumn, rows: Row[]): Figure | null {
  const having = rows.filter((row) => Number.isFinite(row.cells[metric.name]?.quantity?.value));
  const shown = firstRows(having, MOST_BARS);
  if (shown.length === 0) return null;
  const hasGroups = shown.some((row) => (row.cells[metric.name]?.n ?? 0) > 1);
  const bar = hasGroups ? "Bar: mean; line: ± sample standard deviation where a row has several runs; dots: runs." : "";
  const baseline = shown.some((row) => row.baseline) ? "Dashed line: the baseline." : "";
  const head = `${metric.name} (${sayReduction(metric.reduction)}) of ${rowsOf(shown.length, rows.length)}.`;
  const left = sayLeftOut({ all: rows, having, shown, lacks: (row) => lackOf(metric.name, row) });
  return {
    id: `metric-bars-${slugOf(metric.name)}`,
    kind: "metric-bars",
    title: `${metric.name} of each row`,
    metric: metric.name,
    rows: shown.map((row) => row.id),
    caption: [[head, bar, baseline, left].filter(Boolean).join(" ")],
    sources: cellSources(metric.name, shown),
  };
}
