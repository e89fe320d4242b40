import type { Cell, MetricColumn, Row } from "../../model/comparison.ts";

/** A row with its finite value in a metric. */
export interface Ranked {
  row: Row;
  cell: Cell;
  value: number;
}

const NAMED = 5;

/** `highest` or `lowest`, whichever is better. */
export function extremeOf({ direction }: MetricColumn): "highest" | "lowest" {
  return direction.better === "lower" ? "lowest" : "highest";
}

/** What was ranked already: the same rows are asked for by the best, the selection and its reasons. */
const known = new WeakMap<readonly Row[], Map<MetricColumn, readonly Ranked[]>>();

/** Rows that count with a finite value, best first; rows of equal value stay in their order. Unranked if direction is unknown. */
export function rankRows(column: MetricColumn, rows: readonly Row[]): readonly Ranked[] {
  const byColumn = known.get(rows) ?? new Map<MetricColumn, readonly Ranked[]>();
  known.set(rows, byColumn);
  const ranked = byColumn.get(column) ?? rank(column, rows);
  byColumn.set(column, ranked);
  return ranked;
}

function rank(column: MetricColumn, rows: readonly Row[]): Ranked[] {
  const ranked: Ranked[] = [];
  for (const row of rows) {
    const cell = row.cells[column.name];
    const value = cell?.quantity?.value;
    if (row.bucket !== "used" || cell === undefined || value === undefined || !Number.isFinite(value)) continue;
    ranked.push({ row, cell, value });
  }
  const sign = column.direction.better === "lower" ? 1 : -1;
  return column.direction.better === "unknown" ? ranked : ranked.sort((a, b) => sign * (a.value - b.value));
}

/** Names in a row, the first few of them: `a, b, c and 4 more`. */
export function sayNames(names: readonly string[], most = NAMED): string {
  const shown = names.slice(0, most);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(", ")} and ${more} more`;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}
