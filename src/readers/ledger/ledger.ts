import { STEP_KEYS } from "../format/metric-record.ts";
import type { Cell, LedgerRow, LedgerTable } from "./table.ts";
import type { NamedRole } from "./word.ts";
import { areExamples, ID_COLUMNS, isAlsoParam, plainName, roleOfName, STRONG, statusOfWord } from "./word.ts";

/** A column and what it holds; `name` is what its params or metrics are called. */
export interface Column {
  column: string;
  name: string;
  role: Exclude<NamedRole, "measure"> | "id";
}

/** A table of which each row is a run. `ids`: the columns that may name it, the most telling first. */
export interface Ledger {
  columns: Column[];
  ids: string[];
}

/** More rows than this are not runs that somebody lists. */
const MOST_ROWS = 20_000;
const LONGEST = 200;
const DATES = /^(?:date|day|week|month|timestamp|datetime|time|created_at|started_at|start_time)$/;
const NUMERIC_TEXT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*(?:%|(?:±|\+\/-|\+-)\s*[\d.]+\s*%?|\([\d.±\s-]+\))$/;

/** How a table is a ledger of runs, or why it is none. */
export function ledgerOf(table: LedgerTable): Ledger | { reason: string } {
  const { columns, rows } = table;
  if (rows.length === 0 || columns.length < 2) return { reason: "it has no rows of several columns" };
  if (rows.length > MOST_ROWS) return { reason: `it has more than ${MOST_ROWS} rows` };
  if (areExamples(columns)) return { reason: "a row is an example of the data, not a run" };
  const ids = idsOf(table);
  const roles = columns.map((column) => columnOf(column, table, ids[0] ?? null));
  const has = (role: Column["role"]) => roles.some((one) => one.role === role);
  const strong = ids.filter((id) => ID_COLUMNS.indexOf(plainName(id)) < STRONG);
  const isNamed = strong.some((id) => isUnique(rows, id));
  const series = seriesColumn(table);
  if (series !== null && !isNamed && !has("status"))
    return { reason: `a row is a step of one run (the column ${series} counts)` };
  const isResult = roles.some(({ role, column }) => role === "metric" && roleOfName(column)?.role === "metric");
  const isSet = roles.some(({ role, column }) => role === "param" && isSetting(column));
  if (!isResult && !(isSet && has("metric"))) return { reason: "no column is called like a result" };
  if (strong.length > 0 || has("status") || (isSet && (ids.length > 0 || settings(roles) > 1)))
    return { columns: roles, ids };
  const [date] = ids.filter((id) => DATES.test(plainName(id)));
  if (date !== undefined) return { reason: `a row is a point in time of one series (${date}), not a run` };
  return { reason: "no column names a run, its commit or its settings" };
}

/** A cell as a measured value: a number, or one with a percent sign or its spread behind it; null for anything else. */
export function measuredIn(cell: Cell | undefined): { value: number; literal: string } | null {
  if (typeof cell?.value === "number") return { value: cell.value, literal: cell.literal };
  if (typeof cell?.value !== "string" || !NUMERIC_TEXT.test(cell.value.trim())) return null;
  const literal = /^[+-]?[\d.]+(?:[eE][+-]?\d+)?/.exec(cell.value.trim())?.[0] ?? "";
  return { value: Number(literal), literal };
}

/** Whether no two rows have the same in a column, and all have something. */
export function isUnique(rows: readonly LedgerRow[], column: string): boolean {
  const seen = new Set(rows.flatMap(({ cells }) => cells.get(column)?.literal ?? []));
  return seen.size === rows.length;
}

function idsOf({ columns, rows }: LedgerTable): string[] {
  const place = (column: string) => ID_COLUMNS.indexOf(plainName(column));
  const found = columns.filter((column) => place(column) >= 0 && rows.some(({ cells }) => cells.has(column)));
  const isText = (column: string) => rows.every(({ cells }) => !isMap(cells.get(column)));
  return found.filter(isText).sort((a, b) => place(a) - place(b));
}

function isMap(cell: Cell | undefined): boolean {
  return typeof cell?.value === "string" && (cell.value.length > LONGEST || /^[{[]/.test(cell.value));
}

function columnOf(column: string, { rows }: LedgerTable, id: string | null): Column {
  const named = roleOfName(column);
  const cells = rows.flatMap((row) => row.cells.get(column) ?? []);
  const name = named?.name ?? column;
  if (column === id && named?.role !== "commit" && !isAlsoParam(column)) return { column, name, role: "id" };
  if (named?.role === "status" && !cells.some(({ value }) => typeof value === "string" && statusOfWord(value) !== null))
    return { column, name, role: cells.every(isNumber) ? "metric" : "param" };
  if (named !== null && named.role !== "metric" && named.role !== "measure") return { column, name, role: named.role };
  const isMeasured = cells.length > 0 && cells.every((cell) => measuredIn(cell) !== null);
  if (cells.some(isMap)) return { column, name, role: "skip" };
  if (!isMeasured) return { column, name, role: ID_COLUMNS.includes(plainName(column)) ? "id" : "param" };
  if (named !== null) return { column, name, role: "metric" };
  if (ID_COLUMNS.includes(plainName(column)) || STEP_KEYS.includes(plainName(column)))
    return { column, name, role: STEP_KEYS.includes(plainName(column)) ? "param" : "id" };
  return { column, name, role: hasFewValues(cells) ? "param" : "metric" };
}

/** A setting is tried in a few values; a result is hardly ever the same twice. */
function hasFewValues(cells: readonly Cell[]): boolean {
  const values = new Set(cells.map(({ literal }) => literal));
  return values.size * 2 <= cells.length || (cells.length < 4 && cells.every(({ value }) => Number.isInteger(value)));
}

function isNumber({ value }: Cell): boolean {
  return typeof value === "number";
}

function isSetting(column: string): boolean {
  return roleOfName(column)?.role === "param";
}

function settings(columns: readonly Column[]): number {
  return columns.filter(({ role, column }) => role === "param" && isSetting(column)).length;
}

/** The column of steps that only grow from row to row: the table is the log of one run. */
function seriesColumn({ columns, rows }: LedgerTable): string | null {
  if (rows.length < 2) return null;
  const grows = (column: string) => {
    const values = rows.map(({ cells }) => cells.get(column)?.value);
    const isStep = values.every((value) => typeof value === "number");
    return (
      isStep && values.every((value, at) => at === 0 || value >= (values[at - 1] ?? 0)) && values.at(-1) !== values[0]
    );
  };
  return columns.find((column) => STEP_KEYS.includes(plainName(column)) && grows(column)) ?? null;
}
