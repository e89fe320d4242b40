import { hostedHtml } from "../../markdown/hosted-text.ts";

/** A table in Markdown. Columns in which no row has anything are left out. Cells are Markdown already. */
export interface MarkdownTable {
  head: readonly { text: string; numeric?: boolean }[];
  rows: readonly (readonly string[])[];
}

/** The table's lines; empty without rows. */
export function markdownTable({ head, rows }: MarkdownTable): string {
  if (rows.length === 0) return "";
  const kept = head.flatMap((_, column) => (rows.some((row) => (row[column] ?? "") !== "") ? [column] : []));
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(kept.map((column) => head[column]?.text ?? "")),
    line(kept.map((column) => (head[column]?.numeric === true ? "---:" : ":---"))),
    ...rows.map((row) => line(kept.map((column) => row[column] ?? ""))),
  ].join("\n");
}

/** Something that opens when it is clicked. GitHub reads Markdown in it only after an empty line. */
export function folded(summary: string, body: string): string {
  return body === "" ? "" : `<details><summary>${hostedHtml(summary)}</summary>\n\n${body}\n\n</details>`;
}

/** Blocks with an empty line between them; empty ones are left out. */
export function blocks(all: readonly string[]): string {
  return all.filter((one) => one !== "").join("\n\n");
}

/** So many rows of a table are seen at once. */
const SEEN = 5;

/** A table of which the first rows are seen, then what stands `between`; others open, and a line counts those beyond `most`. */
export function longTable(
  table: MarkdownTable,
  most: number,
  rest: { total: number; between?: readonly string[] },
): string {
  const seen = table.rows.slice(0, Math.min(SEEN, most));
  const others = table.rows.slice(seen.length, most);
  const left = rest.total - seen.length - others.length;
  const body = blocks([markdownTable({ ...table, rows: others }), andMore(left)]);
  const more =
    others.length === 0 ? andMore(seen.length === 0 ? 0 : left) : folded(`${others.length + left} more`, body);
  return blocks([markdownTable({ ...table, rows: seen }), ...(rest.between ?? []), more]);
}

/** `… and 37 more`; empty for none. */
export function andMore(n: number): string {
  return n > 0 ? `… and ${n} more` : "";
}
