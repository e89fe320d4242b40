import { numberOut } from "../format/decimal.ts";
import { parseJson } from "../format/json.ts";
import { COUNT, LAST, LINE, OFFSET, START, STEP, STRIDE, VALUE } from "../format/mark-layout.ts";
import type { MetricTable, TableRecord } from "../format/metric-table.ts";
import { addExtremes, createTable, noteStep, trackOf } from "../format/metric-table.ts";
import { readNumber } from "../format/number-bytes.ts";
import type { Cursor } from "../format/protobuf.ts";
import type { Column, Columns } from "./column.ts";
import { columnAt, columnNamed, markMedia, noColumns } from "./column.ts";
import type { Definitions } from "./definition.ts";
import { axisOf, noDefinitions } from "./definition.ts";
import { noItems, readItems } from "./item.ts";
import { numbersOf, spelledNumber } from "./json-number.ts";
import type { RawRecord } from "./record-file.ts";

/**
 * The history rows of one file while it is read.
 *
 * - `wanted`: the metrics that are kept, null for all.
 * - `others`: some keys with values that are no numbers (texts, truth values, lists), which are no metrics.
 * - `firstStep`, `lastStep`: of the first row and the largest of all; `lastWall`: seconds since the epoch. NaN without.
 */
export interface History {
  table: MetricTable;
  columns: Columns;
  definitions: Definitions;
  wanted: ReadonlySet<string> | null;
  others: Set<string>;
  rows: number;
  firstStep: number;
  lastStep: number;
  lastWall: number;
}

const OTHERS = 100;
/** `readNumber` looks this far. */
const AHEAD = 48;

const items = noItems();
/** The item at hand. */
const PLACE = { items, item: 0 };
/** The columns of the numbers of the row at hand. */
const ROW: Column[] = [];
const TRACKS: number[] = [];
const SLOTS: number[] = [];
const ONE_TRACK = [0];
const ONE_SLOT = [0];

/** No rows yet. `keep` holds every point of the metrics that are wanted. */
export function startHistory(file: string, options: { keep: boolean; wanted: ReadonlySet<string> | null }): History {
  return {
    table: createTable(file, { keep: options.keep, loose: false }),
    columns: noColumns(),
    definitions: noDefinitions(),
    wanted: options.wanted,
    others: new Set(),
    rows: 0,
    firstStep: Number.NaN,
    lastStep: Number.NaN,
    lastWall: Number.NaN,
  };
}

/** Adds a `HistoryRecord` that the cursor stands in. Throws `WireError` for bytes that are none; the row is then left out. */
export function addRow(history: History, raw: RawRecord, cursor: Cursor): void {
  readItems(items, cursor);
  const { table, columns } = history;
  const { record } = table;
  record.line = raw.number;
  record.offset = raw.offset;
  record.wall = Number.NaN;
  record.step = items.step;
  ROW.length = 0;
  for (PLACE.item = 0; PLACE.item < items.count; PLACE.item += 1) {
    const column = columnAt(columns, raw, PLACE);
    if (column.role !== "media" && column.role !== "internal") addItem(history, raw, column);
  }
  history.rows += 1;
  if (Number.isNaN(history.firstStep)) history.firstStep = record.step;
  if (!(record.step <= history.lastStep)) history.lastStep = record.step;
  if (!Number.isNaN(record.wall)) history.lastWall = record.wall;
  addPoints(history);
}

/** Notes where a `SummaryRecord` that the cursor stands in has values. They are read at the end, and only the last of each key. */
export function noteSummary(history: History, raw: RawRecord, cursor: Cursor): void {
  readItems(items, cursor);
  for (PLACE.item = 0; PLACE.item < items.count; PLACE.item += 1) {
    const column = columnAt(history.columns, raw, PLACE);
    column.summaryRecord = raw.number;
    column.summaryOffset = raw.offset;
  }
}

/** Adds the item at `PLACE`. */
function addItem(history: History, raw: RawRecord, column: Column): void {
  const start = items.valueStart[PLACE.item] as number;
  const end = items.valueEnd[PLACE.item] as number;
  if (!isNumberAt(raw, start, end)) {
    addOther(history, raw, column);
    return;
  }
  const value = numberOut[0] as number;
  const { record } = history.table;
  if (column.role === "step") record.step = value;
  else if (column.role === "time") record.wall = value;
  else {
    // The literal is taken from the file's bytes later, if more of the record follows it.
    const isInPlace = raw.origin >= 0 && end < raw.end;
    addNumber(
      history,
      column,
      isInPlace ? raw.origin + start : spill(history.table, raw.bytes.toString("latin1", start, end)),
    );
  }
}

/** Reads a JSON number into `numberOut`; false for another value. */
function isNumberAt(raw: RawRecord, start: number, end: number): boolean {
  const first = raw.bytes[start] as number;
  const isNumber = (first >= 48 && first <= 57) || first === 45 || first === 78 || first === 73;
  if (!isNumber || start >= end) return false;
  if (start + AHEAD <= raw.bytes.length && readNumber(raw.view, start) === end) return true;
  const value = spelledNumber(raw.bytes.toString("latin1", start, end));
  if (value === null) return false;
  numberOut[0] = value;
  return true;
}

/** A number for a column: it is in `numberOut`, its literal at a place in the file or in the table's spill. */
function addNumber(history: History, column: Column, start: number): void {
  const { record } = history.table;
  const slot = ROW.length;
  if (slot === record.values.length) grow(record);
  record.values[slot] = numberOut[0] as number;
  record.starts[slot] = start;
  column.value = numberOut[0] as number;
  column.row = record.line;
  ROW.push(column);
}

function spill(table: MetricTable, literal: string): number {
  return -1 - table.spill.push(literal);
}

/** Objects give a number for each of their leaves; a text, truth value or list is no metric. */
function addOther(history: History, raw: RawRecord, column: Column): void {
  const { table, columns, others } = history;
  const text = raw.bytes.toString("utf8", items.valueStart[PLACE.item], items.valueEnd[PLACE.item]);
  const { value } = parseJson(text);
  const found = value === null ? null : numbersOf(value);
  if (found === null) markMedia(columns, column.name);
  else if (found.length === 0 && others.size < OTHERS) others.add(column.name);
  for (const { path, value, literal } of found ?? []) {
    const leaf = path.length === 0 ? column : columnNamed(columns, [...column.parts, ...path]);
    if (leaf.role !== "metric") continue;
    numberOut[0] = value;
    addNumber(history, leaf, spill(table, literal));
  }
}

/** The numbers of the row become points of their metrics. */
function addPoints(history: History): void {
  const { table, wanted } = history;
  let count = 0;
  for (let slot = 0; slot < ROW.length; slot += 1) {
    const column = ROW[slot] as Column;
    if (column.role !== "metric" || (wanted !== null && !wanted.has(column.name))) continue;
    if (column.track < 0) startTrack(history, column);
    if (column.axis !== null) {
      addByAxis(table, column, slot);
      continue;
    }
    TRACKS[count] = column.track;
    SLOTS[count] = slot;
    count += 1;
    addLast(table, column.track, slot);
  }
  TRACKS.length = count;
  SLOTS.length = count;
  if (count === 0) return;
  addExtremes(table, TRACKS, SLOTS);
  noteStep(table, TRACKS[0] as number, SLOTS[0] as number);
}

function startTrack({ table, columns, definitions }: History, column: Column): void {
  const axis = axisOf(definitions, column.name);
  column.axis = axis === null ? null : columnNamed(columns, [axis]);
  const { record } = table;
  const rowStep = record.step;
  if (column.axis !== null) record.step = column.axis.value;
  const stepName = column.axis?.name ?? "step";
  column.track = trackOf(table, { name: column.name, fold: null, stepName });
  record.step = rowStep;
}

/** A point whose step is the axis's value: this row's, or the one before where it has none, as W&B fills it in. */
function addByAxis(table: MetricTable, column: Column, slot: number): void {
  const { record } = table;
  const rowStep = record.step;
  record.step = column.axis?.value ?? rowStep;
  ONE_TRACK[0] = column.track;
  ONE_SLOT[0] = slot;
  addExtremes(table, ONE_TRACK, ONE_SLOT);
  addLast(table, column.track, slot);
  record.step = rowStep;
}

function addLast({ marks, record }: MetricTable, track: number, slot: number): void {
  const base = track * STRIDE;
  marks[base + COUNT] = (marks[base + COUNT] as number) + 1;
  marks[base + LAST + VALUE] = record.values[slot] as number;
  marks[base + LAST + STEP] = record.step;
  marks[base + LAST + LINE] = record.line;
  marks[base + LAST + OFFSET] = record.offset;
  marks[base + LAST + START] = record.starts[slot] as number;
}

function grow(record: TableRecord): void {
  for (const name of ["values", "starts"] as const) {
    const larger = new Float64Array(2 * record[name].length);
    larger.set(record[name]);
    record[name] = larger;
  }
}
