import { codeSpan } from "../markdown/escape.ts";
import type { Comparison, Row } from "../model/comparison.ts";
import { rankedRows } from "../model/comparison.ts";
import type { CompiledExperiment } from "../model/project.ts";
import type { Column } from "./column.ts";
import { fold } from "./fold.ts";
import type { LinkWriter } from "./link-writer.ts";
import { rowLink } from "./row-name.ts";
import { tableMarkdown } from "./table.ts";

/** A table has so many rows, and a few more rather than a fold with next to nothing in it. */
const ROWS = 20;
const FEWEST_FOLDED = 6;

/** So many rows are listed, shown or folded, and of wide tables so many numbers; those that are shown are never fewer. */
const LISTED = 100;
const NUMBERS = 600;

/** Rows of a table, and those that are folded below it. `left`: how many more there are. */
export interface ShownRows {
  shown: Row[];
  rest: Row[];
  left?: number | undefined;
}

/** The rows that count, in their order: the first twenty with the baseline and the selected one, and the rest. */
export function shownRows(comparison: Comparison): ShownRows {
  const ranked = rankedRows(comparison);
  if (ranked.length < ROWS + FEWEST_FOLDED) return { shown: ranked, rest: [] };
  const isShown = (row: Row, index: number) => index < ROWS || row.baseline || row.selected;
  return { shown: ranked.filter(isShown), rest: ranked.filter((row, index) => !isShown(row, index)) };
}

/**
 * The same with a hundred rows in all, and of a table with many numbers a row fewer: a longer file is one that nobody opens.
 * `columns`: of metrics or params, where a mean has its spread beside it.
 */
export function listedRows(comparison: Comparison, columns: number): ShownRows {
  const { shown, rest } = shownRows(comparison);
  const numbers = columns * (shown.some((row) => row.n > 1) ? 2 : 1);
  const most = Math.min(LISTED, Math.floor(NUMBERS / Math.max(1, numbers)));
  const listed = rest.slice(0, Math.max(0, most - shown.length));
  return { shown, rest: listed, left: rest.length - listed.length };
}

/** How to see the rows that are not listed, in a sentence; null where all are. */
export function sayUnlisted({ experiment, comparison }: CompiledExperiment): string | null {
  const all = comparison.rows.filter((row) => row.bucket === "used").length;
  return all <= LISTED ? null : `${commandFor(experiment, " --format csv")} lists all ${all} rows.`;
}

/** The command that compares an experiment again, as code. */
export function commandFor({ id, name }: { id: string; name: string }, options = ""): string {
  return codeSpan(`docs compare ${id === "" ? name : id}${options}`);
}

/** A table of rows with their names in front, rows beyond the first ones folded below; empty without rows or columns. */
export function rowsMarkdown(
  compiled: CompiledExperiment,
  links: LinkWriter,
  { rows, columns }: { rows: ShownRows; columns: readonly Column[] },
): string {
  if (rows.shown.length === 0 || columns.length === 0) return "";
  const table = (some: readonly Row[]) =>
    tableMarkdown({
      head: ["Run", ...columns.map((column) => column.head)],
      numeric: [false, ...columns.map((column) => column.numeric)],
      rows: some.map((row) => [markedName(compiled, row, links), ...columns.map((column) => column.cell(row))]),
    });
  const more = rows.rest.length;
  const rest = more === 0 ? "" : fold(`${more} more row${more === 1 ? "" : "s"}`, table(rows.rest));
  const left = rows.left ?? 0;
  const unlisted = left === 0 ? "" : `${left} more row${left === 1 ? " is" : "s are"} not listed here.`;
  return [table(rows.shown), rest, unlisted].filter((text) => text !== "").join("\n\n");
}

function markedName(compiled: CompiledExperiment, row: Row, links: LinkWriter): string {
  const bucket = row.bucket === "used" ? "" : ` (${row.bucket})`;
  const marks = [row.baseline ? " (baseline)" : "", bucket, row.selected ? " ✅" : ""];
  return rowLink(compiled, row, links) + marks.join("");
}
