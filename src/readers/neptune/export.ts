import type { Evidence } from "../../model/evidence.ts";
import type { ParamValue } from "../../model/run.ts";
import { literalOf } from "../format/metric-track.ts";
import type { ParquetFile } from "../format/parquet.ts";
import { openParquet, parquetColumns, readParquetColumn } from "../format/parquet.ts";
import type { Locate, NeptuneRun } from "./run.ts";
import { addPoint, countOther, emptyRun } from "./run.ts";

/** The column that holds a value of each scalar kind (neptune-exporter, src/neptune_exporter/model.py). */
const SCALARS: Record<string, string> = {
  float: "float_value",
  int: "int_value",
  string: "string_value",
  bool: "bool_value",
  datetime: "datetime_value",
};

/** An exported run, with the number of its first record in each file and the paths of its files below the export's own. */
export interface ExportedRun {
  run: NeptuneRun;
  parts: { file: string; from: number }[];
  paths: string[];
}

/**
 * Reads the parts of an exported run, one row group in memory at a time. The last value of an attribute counts. Throws where a
 * part cannot be decoded.
 */
export function readExport(root: string, files: readonly string[], keep: boolean): ExportedRun {
  const run = emptyRun();
  const parts: ExportedRun["parts"] = [];
  const paths: string[] = [];
  let from = 0;
  for (const file of files) {
    const parquet = openParquet(root, file);
    parts.push({ file, from });
    run.files.push(file);
    for (const { index, rows } of parquet.groups) {
      readGroup({ parquet, group: index, rows, from, keep }, { run, paths });
      from += rows;
    }
  }
  return { run, parts, paths };
}

/** Where a record stands, by its number counted through all parts: records of each file begin at 1. */
export function locatePart(parts: ExportedRun["parts"]): Locate {
  return (place) => {
    const part = parts.findLast(({ from }) => from < place) ?? { file: "", from: 0 };
    return { file: part.file, locator: { kind: "record", record: place - part.from } };
  };
}

interface Group {
  parquet: ParquetFile;
  group: number;
  rows: number;
  from: number;
  keep: boolean;
}

function readGroup({ parquet, group, rows, from, keep }: Group, into: { run: NeptuneRun; paths: string[] }): void {
  const { run, paths } = into;
  const cache = new Map<string, ArrayLike<unknown>>();
  const column = (name: string) => {
    const known = cache.get(name) ?? readParquetColumn(parquet, group, name);
    cache.set(name, known);
    return known;
  };
  const [names, kinds] = [column("attribute_path"), column("attribute_type")];
  const first = firstRecord(parquet, group);
  for (let at = 0; at < rows; at += 1) {
    const [name, kind] = [names[at], kinds[at]];
    if (typeof name !== "string" || typeof kind !== "string") continue;
    if (kind === "float_series") {
      const value = column("float_value")[at];
      if (typeof value !== "number") continue;
      const sample = {
        value,
        step: stepOf(column("step")[at]),
        wall: secondsOf(column("timestamp")[at]),
        place: from + at + 1,
      };
      addPoint(run, name, { sample, file: parquet.path, keep });
    } else if (kind === "string_set") {
      const texts = Array.from((column("string_set_value")[at] ?? []) as ArrayLike<unknown>, String);
      run.sets.set(name, new Set(texts));
    } else if (SCALARS[kind] !== undefined) {
      const [value, literal] = scalarOf(column(SCALARS[kind])[at]);
      const evidence: Evidence = { file: parquet.path, locator: { kind: "record", record: first + at + 1 }, literal };
      run.attributes.set(name, { value, evidence });
    } else if (kind === "file") {
      const stored = column("file_value")[at] as { path?: unknown } | null | undefined;
      if (typeof stored?.path === "string") paths.push(stored.path);
    } else countOther(run, kind);
  }
}

/** How many records of a file come before a row group. */
function firstRecord({ groups }: ParquetFile, group: number): number {
  return groups.slice(0, group).reduce((sum, { rows }) => sum + rows, 0);
}

function scalarOf(value: unknown): [ParamValue, string] {
  if (typeof value === "bigint") return [Number(value), String(value)];
  if (typeof value === "number") return [value, literalOf(value)];
  if (typeof value === "boolean" || typeof value === "string") return [value, String(value)];
  if (value instanceof Date && !Number.isNaN(value.getTime())) return [value.toISOString(), value.toISOString()];
  return [null, "null"];
}

/** Steps are decimals with six places, of which hyparquet makes floats that are a bit off. */
function stepOf(value: unknown): number {
  return typeof value === "number" || typeof value === "bigint" ? Math.round(Number(value) * 1e6) / 1e6 : Number.NaN;
}

function secondsOf(value: unknown): number {
  return value instanceof Date ? value.getTime() / 1000 : Number.NaN;
}

/** A record as text, one field a line; fields without a value are left out. Null when it is not there. */
export function showExported(root: string, file: string, record: number): string | null {
  return showAllExported(root, file, new Set([record])).get(record) ?? null;
}

/** Many records as text, by their numbers, each column of a row group decoded once; those that are not there are left out. */
export function showAllExported(root: string, file: string, records: ReadonlySet<number>): Map<number, string> {
  const parquet = openParquet(root, file);
  const lines = new Map<number, string[]>();
  let before = 0;
  for (const { index, rows } of parquet.groups) {
    const first = before + 1;
    before += rows;
    const wanted = [...records].filter((record) => record >= first && record <= before);
    if (wanted.length === 0) continue;
    for (const name of parquetColumns(parquet)) {
      const column = readParquetColumn(parquet, index, name);
      for (const record of wanted) {
        const value = column[record - first];
        const said = value === null || value === undefined ? [] : [`${name}: ${sayValue(name, value)}`];
        lines.set(record, [...(lines.get(record) ?? []), ...said]);
      }
    }
  }
  return new Map([...lines].map(([record, said]) => [record, said.join("\n")]));
}

function sayValue(name: string, value: unknown): string {
  if (name === "step") return String(stepOf(value));
  if (typeof value === "object" && !(value instanceof Date))
    return JSON.stringify(value, (_, one) => (typeof one === "bigint" ? String(one) : one));
  const text = scalarOf(value)[1];
  return /[\p{Cc}\p{Cf}\u2028\u2029]/u.test(text) ? JSON.stringify(text) : text;
}
