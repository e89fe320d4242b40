import type { MetricColumn, Row, Sentence } from "../../model/comparison.ts";
import type { Figure } from "../../model/project.ts";
import { sayReduction } from "../../model/reduction.ts";
import type { Run } from "../../model/run.ts";
import { sayLeftOut } from "./left-out.ts";
import { cellSources, firstRows } from "./rows.ts";
import { count, rowsOf, slugOf } from "./words.ts";

const MOST_BANDS = 20;

/** The distribution of a metric over the runs of rows with several; null without any. Runs that share a seed are repeats of it. */
export function planDistribution(metric: MetricColumn, rows: Row[], runs: ReadonlyMap<string, Run>): Figure | null {
  const having = rows.filter((row) => finiteRuns(row, metric.name) > 1);
  const shown = firstRows(having, MOST_BANDS);
  if (shown.length === 0) return null;
  const drawn = shown.reduce((sum, row) => sum + finiteRuns(row, metric.name), 0);
  const left = sayLeftOut({ all: having, having, shown, lacks: () => "" });
  const caption: Sentence = [
    `${metric.name} (${sayReduction(metric.reduction)}) of ${count(drawn, "run")} in ${rowsOf(shown.length, having.length)} with several runs. ` +
      "Dot: a run; upright line: mean; level line: ± sample standard deviation. The axis does not start at zero." +
      (left === "" ? "" : ` ${left}`),
  ];
  return {
    id: `seed-distribution-${slugOf(metric.name)}`,
    kind: "seed-distribution",
    title: `${metric.name} over ${shown.every((row) => hasSeeds(row, runs)) ? "seeds" : "repeated runs"}`,
    metric: metric.name,
    rows: shown.map((row) => row.id),
    caption,
    sources: cellSources(metric.name, shown),
  };
}

/** Whether the runs of a row are told apart by their seeds. */
function hasSeeds(row: Row, runs: ReadonlyMap<string, Run>): boolean {
  const seeds = new Set(row.runs.map((id) => runs.get(id)?.seed ?? null));
  return !seeds.has(null) && seeds.size === row.runs.length;
}

function finiteRuns(row: Row, metric: string): number {
  return (row.cells[metric]?.runs ?? []).filter(({ quantity }) => Number.isFinite(quantity.value)).length;
}
