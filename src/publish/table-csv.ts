import type { Page, Phrase, SiteTable, TableCell } from "../contract/index.ts";
import { rootOf } from "./page-link.ts";
import { visitParts } from "./page-shape.ts";

const LONGEST = 80;

/** A table of a page as a file beside it. Its text is made when it is asked for. */
export interface TableFile {
  name: string;
  text(): string;
}

/** Every table of a page as CSV (RFC 4180), the data of its charts too, named by their captions. */
export function tableFiles(page: Page): TableFile[] {
  const names = new Map<string, number>();
  return tablesOf(page).map((table) => {
    const wanted = nameOf(table.caption);
    const count = (names.get(wanted) ?? 0) + 1;
    names.set(wanted, count);
    const name = `${count === 1 ? wanted : `${wanted}-${count}`}.csv`;
    return { name, text: () => tableCsv(table, rootOf(page.address)) };
  });
}

/** A caption as a file name of plain letters and digits. */
function nameOf(caption: string): string {
  const plain = caption.toLowerCase().replace(/[^a-z0-9.]+/g, "-");
  return plain.slice(0, LONGEST).replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, "") || "table";
}

/** Every table of a page in its order, the data of its charts too. */
export function tablesOf(page: Page): SiteTable[] {
  const tables: SiteTable[] = [];
  visitParts(page, (name, value) => {
    const table = name === "figure" ? (value as { data: SiteTable }).data : value;
    if ((name === "table" || name === "figure") && (table as SiteTable).rows.length > 0)
      tables.push(table as SiteTable);
  });
  return tables;
}

/**
 * A table as CSV. Numbers are at full precision where the page has them so; behind a column with evidence stands another with
 * its address, relative to the file.
 */
export function tableCsv({ columns, rows }: SiteTable, root: string): string {
  const cited = columns.map((_, index) => rows.some((row) => hrefOf(row.cells[index]) !== null));
  const head = columns.flatMap(({ text, note }, index) => {
    const name = note === null || note === "" ? text : `${text} (${note})`;
    return cited[index] ? [name, `${name}: evidence`] : [name];
  });
  const lines = rows.map(({ cells }) =>
    columns.flatMap((_, index) => {
      const cell = cells[index];
      const href = hrefOf(cell);
      return cited[index] ? [fieldOf(cell), href === null ? "" : `${root}${href}`] : [fieldOf(cell)];
    }),
  );
  return `${[head, ...lines].map((line) => line.map(csvField).join(",")).join("\r\n")}\r\n`;
}

function fieldOf(cell: TableCell | undefined): string {
  if (cell === undefined) return "";
  // A unit stands beside its number; a bare number is given with all its digits.
  if (typeof cell.sort === "number" && BARE.test(wordsIn(cell.main).trim())) return String(cell.sort);
  const words = [wordsIn(cell.main), ...cell.badges.map((badge) => badge.text)].filter(
    (text) => text !== "" && text !== "—",
  );
  return words.join(" ");
}

const BARE = /^[-−+]?[\d.]+(?:e[-−+]?\d+)?(?: ?[±≈(].*)?$/;

/** The evidence of a cell's first number or link. */
function hrefOf(cell: TableCell | undefined): string | null {
  const part = cell?.main.find((one) => typeof one !== "string");
  return part === undefined || typeof part === "string" ? null : part.href;
}

function wordsIn(phrase: Phrase): string {
  return phrase.map((part) => (typeof part === "string" ? part : part.text)).join("");
}

/** One field; a text that a spreadsheet would compute is kept a text. */
function csvField(text: string): string {
  const isFormula = /^[=+\-@\t\r]/.test(text) && !Number.isFinite(Number(text));
  const safe = isFormula ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
