import type { MetricColumn, Row, Sentence } from "../../model/comparison.ts";
import type { Figure } from "../../model/project.ts";
import { sayReduction } from "../../model/reduction.ts";
import { cellSources, firstRows } from "./rows.ts";
import { count, rowsOf, slugOf } from "./words.ts";

const MOST_BANDS = 20;

/** The distribution of a metric over the runs of rows with several; null without any. */
export function planDistribution(metric: MetricColumn, rows: Row[]): Figure | null {
  const having = rows.filter((row) => finiteRuns(row, metric.name) > 1);
  const shown = firstRows(having, MOST_BANDS);
  if (shown.length === 0) return null;
  const runs = shown.reduce((sum, row) => sum + finiteRuns(row, metric.name), 0);
  const caption: Sentence = [
    `${metric.name} (${sayReduction(metric.reduction)}) of ${count(runs, "run")} in ${rowsOf(shown.length, having.length)} with several runs. ` +
      "Dot: a run; upright line: mean; level line: ± sample standard deviation. The axis does not start at zero.",
  ];
  return {
    id: `seed-distribution-${slugOf(metric.name)}`,
    kind: "seed-distribution",
    title: `${metric.name} over seeds`,
    metric: metric.name,
    rows: shown.map((row) => row.id),
    caption,
    sources: cellSources(metric.name, shown),
  };
}

function finiteRuns(row: Row, metric: string): number {
  return (row.cells[metric]?.runs ?? []).filter(({ quantity }) => Number.isFinite(quantity.value)).length;
}
