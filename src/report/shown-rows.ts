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

/** Rows of a table, and those that are folded below it. */
export interface ShownRows {
  shown: Row[];
  rest: Row[];
}

/** The rows that count, in their order: the first twenty with the baseline and the selected one, and the rest. */
export function shownRows(comparison: Comparison): ShownRows {
  const ranked = rankedRows(comparison);
  if (ranked.length < ROWS + FEWEST_FOLDED) return { shown: ranked, rest: [] };
  const isShown = (row: Row, index: number) => index < ROWS || row.baseline || row.selected;
  return { shown: ranked.filter(isShown), rest: ranked.filter((row, index) => !isShown(row, index)) };
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
  const rest = rows.rest.length === 0 ? "" : fold(`${rows.rest.length} more rows`, table(rows.rest));
  return [table(rows.shown), rest].filter((text) => text !== "").join("\n\n");
}

function markedName(compiled: CompiledExperiment, row: Row, links: LinkWriter): string {
  const bucket = row.bucket === "used" ? "" : ` (${row.bucket})`;
  const marks = [row.baseline ? " (baseline)" : "", bucket, row.selected ? " ✅" : ""];
  return rowLink(compiled, row, links) + marks.join("");
}
