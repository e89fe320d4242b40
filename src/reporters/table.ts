import { styleText } from "node:util";
import { cutTo, displayWidth, visible } from "./width.ts";

/**
 * A table for the terminal. `numeric`: whether a column is aligned to the right; columns that are not named are texts.
 * Cells are plain text; what would steer the terminal is shown as `\u{1B}`.
 */
export interface TextTable {
  head: readonly string[];
  numeric: readonly boolean[];
  rows: readonly (readonly string[])[];
}

/** A cell is never wider than this. */
const WIDEST = 60;

/** The table as text: blanks between the columns and a rule below the head, nothing else. Ends in a line break. */
export function textTable(table: TextTable, options: { color: boolean } = { color: false }): string {
  const rows = [table.head, ...table.rows].map((row) => row.map((cell) => cutTo(visible(cell), WIDEST)));
  const widths = table.head.map((_, column) => Math.max(1, ...rows.map((row) => displayWidth(row[column] ?? ""))));
  const lines = rows.map((row) => widths.map((width, column) => pad(row[column] ?? "", width, table.numeric[column])));
  const [head = [], ...body] = lines.map((cells) => cells.join("  ").trimEnd());
  const rule = widths.map((width) => "-".repeat(width)).join("  ");
  const title = options.color ? styleText("bold", String(head), { validateStream: false }) : String(head);
  return [title, rule, ...body].map((line) => `${line}\n`).join("");
}

function pad(cell: string, width: number, isRight: boolean | undefined): string {
  const blanks = " ".repeat(width - displayWidth(cell));
  return isRight === true ? blanks + cell : cell + blanks;
}
