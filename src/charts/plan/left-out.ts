import type { Row } from "../../model/comparison.ts";
import { count } from "./words.ts";

/** Names of rows that are said for one reason; more are counted. */
const MOST_NAMED = 3;
const LONGEST_NAME = 40;

/**
 * What a figure draws of the rows that count, and why not the others.
 *
 * - `all`: the rows of the table; `having`: those that have what is drawn; `shown`: those that are.
 * - `lacks`: what keeps a row from being drawn, in words that stand behind its name.
 */
export interface DrawnRows {
  all: readonly Row[];
  having: readonly Row[];
  shown: readonly Row[];
  lacks(row: Row): string;
}

/** `Not drawn: narrow and deep (val/loss not logged); wide (beyond the first 7 rows).` Empty where every row is drawn. */
export function sayLeftOut({ all, having, shown, lacks }: DrawnRows): string {
  const drawn = new Set(shown);
  const able = new Set(having);
  const hasLateBaseline = shown.some((row) => row.baseline && having.indexOf(row) >= shown.length);
  const first = hasLateBaseline
    ? `the first ${shown.length - 1} rows and the baseline`
    : `the first ${count(shown.length, "row")}`;
  const reasons = Map.groupBy(
    all.filter((row) => !drawn.has(row)),
    (row) => (able.has(row) ? `a figure has room for ${first}` : lacks(row)),
  );
  const said = [...reasons].map(([reason, rows]) => `${namesOf(rows)} (${reason})`);
  return said.length === 0 ? "" : `Not drawn: ${said.join("; ")}.`;
}

/** Why a row has no number of a metric that could be drawn. */
export function lackOf(metric: string, row: Row): string {
  const cell = row.cells[metric];
  return `${metric} ${cell?.quantity == null ? (cell?.missing ?? "not logged") : "not finite"}`;
}

function namesOf(rows: readonly Row[]): string {
  if (rows.length > MOST_NAMED) return count(rows.length, "row");
  const names = rows.map(({ name }) => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name));
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
