import type { Items } from "./item.ts";
import { keyParts } from "./item.ts";
import type { KeyBytes, KeyIndex } from "./key-index.ts";
import { indexOfKey, noKeys } from "./key-index.ts";
import type { RawRecord } from "./record-file.ts";

/**
 * What is known of one key of history rows and summaries.
 *
 * - `name`: a nested key's parts joined with dots, as W&B shows them.
 * - `role`: `internal` and `media` are no metrics (`_runtime`; the width of an image).
 * - `track`: its number in the metric table, -1 before its first number.
 * - `axis`: the column whose value is its step, where `define_metric` said so; null for the row's step.
 * - `value`, `row`: the last number and the record that has it.
 * - `summaryRecord`, `summaryOffset`: the last summary record that names the key, 0 for none.
 */
export interface Column {
  name: string;
  parts: string[];
  role: "metric" | "step" | "time" | "internal" | "media";
  track: number;
  axis: Column | null;
  value: number;
  row: number;
  summaryRecord: number;
  summaryOffset: number;
}

/** All columns of a file, by the number of their key's bytes, by name, and the prefixes under which media lie. */
export interface Columns {
  keys: KeyIndex;
  byKey: Column[];
  byName: Map<string, Column>;
  media: Set<string>;
}

const INTERNAL = /^(?:_runtime|_wandb(?:\..*)?)$/;
const KEY: KeyBytes = { bytes: Buffer.alloc(0), view: new DataView(new ArrayBuffer(0)), start: 0, end: 0 };

/** No columns. */
export function noColumns(): Columns {
  return { keys: noKeys(), byKey: [], byName: new Map(), media: new Set() };
}

/** The column of an item's key in a record. */
export function columnAt(columns: Columns, raw: RawRecord, place: { items: Items; item: number }): Column {
  const { items, item } = place;
  KEY.bytes = raw.bytes;
  KEY.view = raw.view;
  KEY.start = items.keyStart[item] as number;
  KEY.end = items.keyEnd[item] as number;
  const index = indexOfKey(columns.keys, KEY);
  const known = columns.byKey[index];
  if (known !== undefined) return known;
  const parts = keyParts(KEY.bytes, KEY.start, KEY.end);
  const column = columnNamed(columns, parts);
  columns.byKey[index] = column;
  return column;
}

/** The column of a key by its parts. A last part `_type` says that what is beside it describes an image, table or other media. */
export function columnNamed(columns: Columns, parts: readonly string[]): Column {
  const name = parts.join(".");
  const known = columns.byName.get(name);
  if (known !== undefined) return known;
  const column: Column = {
    name,
    parts: [...parts],
    role: roleOf(name),
    track: -1,
    axis: null,
    value: Number.NaN,
    row: 0,
    summaryRecord: 0,
    summaryOffset: 0,
  };
  columns.byName.set(name, column);
  if (parts.length > 1 && parts.at(-1) === "_type") markMedia(columns, parts.slice(0, -1).join("."));
  else if (isMedia(columns, parts)) column.role = "media";
  return column;
}

/** What is under a name describes media, now and in later rows. */
export function markMedia(columns: Columns, name: string): void {
  if (columns.media.has(name)) return;
  columns.media.add(name);
  for (const column of columns.byName.values()) {
    if (column.role === "metric" && isMedia(columns, column.parts)) column.role = "media";
  }
}

function isMedia({ media }: Columns, parts: readonly string[]): boolean {
  if (media.size === 0) return false;
  return parts.slice(0, -1).some((_, index) => media.has(parts.slice(0, index + 1).join(".")));
}

function roleOf(name: string): Column["role"] {
  if (name === "_step") return "step";
  if (name === "_timestamp") return "time";
  return INTERNAL.test(name) ? "internal" : "metric";
}
