import type { Badge, Phrase, SiteTable, TableCell } from "../contract/index.ts";

/** A column of a table. */
export type Column = SiteTable["columns"][number];

/** A row of a table. */
export type TableRow = SiteTable["rows"][number];

/** A cell with what is given; the rest is empty. A cell without a sort value sorts by its words. */
export function cellOf(main: Phrase, extra: Partial<TableCell> = {}): TableCell {
  const words = main.map((part) => (typeof part === "string" ? part : part.text)).join("");
  return { main, badges: [], below: [], tone: null, sort: words === "" ? null : words, ...extra };
}

/** What a number is sorted by: JSON has no NaN, so what is not finite sorts last. */
export function sortValue(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** A column of text. */
export function textColumn(text: string): Column {
  return { text, note: null, title: null, align: "start" };
}

/** A column of numbers. */
export function numberColumn(text: string, note: string | null = null, title: string | null = null): Column {
  return { text, note, title, align: "end" };
}

/** A row that stands for itself. */
export function plainRow(id: string, cells: TableCell[]): TableRow {
  return { id, group: null, tone: "plain", cells };
}

/** A badge. */
export function badgeOf(text: string, tone: Badge["tone"]): Badge {
  return { text, tone };
}
