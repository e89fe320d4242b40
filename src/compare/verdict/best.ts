import type { Best, Cell, MetricColumn, Row, Sentence } from "../../model/comparison.ts";
import { count, sayCell } from "../table/sentence.ts";

/** A row with its finite value in a metric. */
export interface Ranked {
  row: Row;
  cell: Cell;
  value: number;
}

/** The row that is best in a metric, or those that are equal; none where it is not known which way is better. */
export function bestOf(column: MetricColumn, rows: readonly Row[]): Best {
  const none = (because: string): Best => ({ metric: column.name, rows: [], quantity: null, because: [because] });
  const ranked = rankRows(column, rows);
  const [first, ...rest] = ranked;
  if (column.direction.better === "unknown")
    return none(`it is not known whether a higher or a lower ${column.name} is better`);
  if (first === undefined) return none("no run that counts has a finite value");
  const ties = ranked.filter((one) => one.value === first.value);
  const best = { metric: column.name, rows: ties.map(({ row }) => row.id), quantity: first.cell.quantity };
  if (rest.length === 0) return { ...best, because: ["the only row with a value: ", ...sayCell(first.cell)] };
  if (ties.length === ranked.length) return { ...best, because: [`all ${ranked.length} rows have the same value`] };
  if (ties.length > 1)
    return { ...best, because: [`${count(ties.length, "row")} of ${ranked.length} have the same value`] };
  return { ...best, because: reason(column, first, ranked) };
}

/** Rows that count with a finite value, best first; rows of equal value stay in their order. Unranked if direction is unknown. */
export function rankRows(column: MetricColumn, rows: readonly Row[]): Ranked[] {
  const ranked = rows.flatMap((row) => {
    const cell = row.cells[column.name];
    const value = cell?.quantity?.value;
    if (row.bucket !== "used" || cell === undefined || value === undefined || !Number.isFinite(value)) return [];
    return [{ row, cell, value }];
  });
  const sign = column.direction.better === "lower" ? 1 : -1;
  return column.direction.better === "unknown" ? ranked : ranked.sort((a, b) => sign * (a.value - b.value));
}

function reason(column: MetricColumn, first: Ranked, ranked: readonly Ranked[]): Sentence {
  const extreme = column.direction.better === "lower" ? "lowest" : "highest";
  const next = ranked[1];
  const head: Sentence = [`${extreme} of ${count(ranked.length, "row")}: `, ...sayCell(first.cell)];
  if (next === undefined) return head;
  const whole: Sentence = [...head, `; next ${next.row.name} with `, ...sayCell(next.cell)];
  return next.cell.n > 1 && overlap(first.cell, next.cell) ? [...whole, "; mean ± std of the two overlap"] : whole;
}

/** Whether the ranges mean ± std of two cells have values in common. It says nothing of significance. */
export function overlap(a: Cell, b: Cell): boolean {
  if (a.quantity === null || b.quantity === null) return false;
  return Math.abs(a.quantity.value - b.quantity.value) <= (a.spread?.value ?? 0) + (b.spread?.value ?? 0);
}
