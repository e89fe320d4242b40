import type { Cell, Comparison, Row } from "../model/comparison.ts";
import { sayPlace } from "../model/evidence.ts";
import type { Quantity } from "../model/quantity.ts";
import { reductionWord } from "../model/reduction.ts";

type Plain = string | number | boolean | null;

/**
 * A comparison as a flat table: a line for each row, its params, and for each metric value, spread, n, difference to the
 * baseline (absolute and in percent) and the files and lines it stands in.
 */
export function comparisonTable(comparison: Comparison): { head: string[]; rows: Plain[][] } {
  const { metrics, differing } = comparison;
  const parts = ["", "@std", "@n", "@delta", "@relative_percent", "@source"];
  const head = [
    ...["row", "bucket", "baseline", "selected", "n", "runs"],
    ...differing.map((name) => `params.${name}`),
    ...metrics.flatMap((metric) =>
      parts.map((part) => `metrics.${metric.name}@${reductionWord(metric.reduction)}${part}`),
    ),
  ];
  const rows = comparison.rows.map((row) => [
    ...[row.name, row.bucket, row.baseline, row.selected, row.n, row.runs.join(" ")],
    ...differing.map((name) => row.params[name]?.value ?? null),
    ...metrics.flatMap((metric) => cellsOf(row, metric.name)),
  ]);
  return { head, rows };
}

function cellsOf(row: Row, metric: string): Plain[] {
  const cell: Cell | undefined = row.cells[metric];
  if (cell === undefined) return [null, null, null, null, null, null];
  const { quantity, spread, delta, relative } = cell;
  const value = (one: Quantity | null) => one?.value ?? null;
  const sources = [...new Set((quantity?.evidence ?? []).map(sayPlace))].join(" ");
  return [value(quantity), value(spread), cell.n, value(delta), value(relative), sources === "" ? null : sources];
}
