import { fileSize, readRange } from "../../disk/file.ts";
import type { Locator } from "../../model/evidence.ts";
import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import type { ParamValue } from "../../model/run.ts";
import { delimiterOf, isOpenRecord, splitRecord } from "../format/csv.ts";
import { parseJson } from "../format/json.ts";
import { notFinite } from "../format/metric-record.ts";
import type { ScalarValue } from "../format/value.ts";
import { leavesOf } from "../format/value.ts";

/** A cell that is not empty: its value, how it is written, and where. */
export interface Cell {
  value: ParamValue;
  literal: string;
  locator: Locator;
}

/** A row by its column names; `row` counts data rows from 1. Missing cells are left out. */
export interface LedgerRow {
  row: number;
  line: number;
  cells: Map<string, Cell>;
}

/** A CSV, TSV or JSON Lines file as rows. JSON fields inside fields have dotted column names. */
export interface LedgerTable {
  path: string;
  kind: "CSV" | "TSV" | "JSON Lines";
  columns: string[];
  rows: LedgerRow[];
  findings: Finding[];
}

/** A larger file is no list of runs that somebody keeps. */
export const MOST_BYTES = 16 << 20;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const MISSING = /^(?:|-+|–|—|n\/?a|null|none|\?|tbd)$/i;

/** Reads a table, or only its first `limit` bytes, of which a line that is cut is left out. Throws system errors. */
export function readTable(root: string, path: string, limit = MOST_BYTES): LedgerTable {
  const bytes = readRange(root, path, { start: 0, length: limit });
  const isCut = fileSize(root, path) > limit;
  const table: LedgerTable = { path, kind: "CSV", columns: [], rows: [], findings: [] };
  if (bytes.includes(0)) {
    table.findings.push(finding({ code: "source/binary", file: path, message: "the file has NUL bytes" }));
    return table;
  }
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  const lines = text.split("\n");
  const last = isCut ? lines.pop() : lines.at(-1);
  const isTorn = !isCut && last !== "";
  if (/\.(?:jsonl|ndjson)$/i.test(path)) addObjects(table, lines, isTorn);
  else addRecords(table, lines, { isTorn, isCut });
  return table;
}

function addRecords(table: LedgerTable, lines: readonly string[], end: { isTorn: boolean; isCut: boolean }): void {
  let header: string[] | null = null;
  let delimiter = ",";
  let open: { text: string; line: number } | null = null;
  lines.forEach((raw, index) => {
    const text = raw.replace(/\r$/, "");
    const record: string = open === null ? text : `${open.text}\n${text}`;
    const line: number = open?.line ?? index + 1;
    const isLast = index === lines.length - 1;
    if (isOpenRecord(record) && !isLast) {
      open = { text: record, line };
      return;
    }
    open = null;
    if (record.trim() === "" || (header === null && record.startsWith("#"))) return;
    if (header === null) {
      delimiter = delimiterOf(record);
      header = splitRecord(record, delimiter);
      table.columns = [...new Set(header.filter((name) => name !== ""))];
      table.kind = delimiter === "\t" ? "TSV" : "CSV";
      return;
    }
    const cells = splitRecord(record, delimiter);
    if (isLast && end.isCut && cells.length < header.length) return;
    if (isLast && end.isTorn && cells.length < header.length) addTorn(table, line);
    else table.rows.push(rowOf(header, cells, { row: table.rows.length + 1, line }));
  });
}

function rowOf(header: readonly string[], cells: readonly string[], at: { row: number; line: number }): LedgerRow {
  const row: LedgerRow = { ...at, cells: new Map() };
  header.forEach((column, index) => {
    const literal = cells[index] ?? "";
    if (column === "" || MISSING.test(literal) || row.cells.has(column)) return;
    row.cells.set(column, {
      value: parsedCell(literal),
      literal,
      locator: { kind: "cell", row: at.row, column, line: at.line },
    });
  });
  return row;
}

function addObjects(table: LedgerTable, lines: readonly string[], isTorn: boolean): void {
  table.kind = "JSON Lines";
  const columns = new Set<string>();
  lines.forEach((raw, index) => {
    if (raw.trim() === "") return;
    const line = index + 1;
    const { value, error } = parseJson(raw.replace(/\r$/, ""), {});
    if (error === null && value.kind === "map") {
      const row: LedgerRow = { row: table.rows.length + 1, line, cells: new Map() };
      for (const { name, pointer, value: scalar } of leavesOf(value)) {
        columns.add(name);
        const cell = cellOf(scalar, { kind: "pointer", pointer, line });
        if (cell !== null) row.cells.set(name, cell);
      }
      table.rows.push(row);
    } else if (isTorn && index === lines.length - 1) addTorn(table, line);
    else {
      const message = error?.message ?? "an object is expected on each line";
      table.findings.push(finding({ code: "source/bad-line", file: table.path, line, message }));
    }
  });
  table.columns = [...columns];
}

function cellOf({ value, literal }: ScalarValue, locator: Locator): Cell | null {
  if (value === null || (typeof value === "string" && MISSING.test(value.trim()))) return null;
  return { value: typeof value === "string" ? (notFinite(value) ?? value) : value, literal, locator };
}

function addTorn(table: LedgerTable, line: number): void {
  const message = "the file ends in the middle of this row";
  table.findings.push(finding({ code: "source/torn-line", file: table.path, line, message }));
}

function parsedCell(literal: string): ParamValue {
  if (NUMBER.test(literal)) {
    const value = Number(literal);
    return /^[+-]?\d+$/.test(literal) && !Number.isSafeInteger(value) ? literal : value;
  }
  if (/^(?:true|false)$/i.test(literal)) return literal.toLowerCase() === "true";
  return notFinite(literal) ?? literal;
}
