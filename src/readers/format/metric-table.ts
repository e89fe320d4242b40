import type { Columns } from "./columns.ts";
import { emptyColumns, pushPoint } from "./columns.ts";
import {
  allocate,
  BAD,
  BAD_COUNT,
  COUNT,
  FIRST_STEP,
  LAST,
  LINE,
  MARK,
  MAX,
  MIN,
  OFFSET,
  PAST_STEP,
  PAST_VALUE,
  SETTLED,
  START,
  STEP,
  STRIDE,
  VALUE,
} from "./mark-layout.ts";

/**
 * The metrics of one file while it is read. Memory does not grow with the number of points unless `keep` is set.
 *
 * - `record`: the record that is being added; whoever reads the file fills it and calls `addPoint` for its metrics.
 * - `marks`: per track the last, smallest, largest and first non-finite point and a few counts, STRIDE numbers each.
 * - `literals`: per track the literal of each of its four points, once it is settled.
 * - `spill`: literals of points whose text is not in the buffer as it was logged.
 */
export interface MetricTable {
  file: string;
  tracks: Track[];
  index: Map<string, number>;
  record: TableRecord;
  marks: Float64Array;
  literals: string[];
  spill: string[];
  keep: boolean;
  loose: boolean;
  order: { decreases: number; decreaseLine: number; duplicates: number; duplicateLine: number };
}

/**
 * One record: its line (or row), the byte offset of that line, its step and wall time (NaN when missing) and its numbers
 * with the file offset of each literal in `starts`, or -2 - (its index in `spill`).
 */
export interface TableRecord {
  line: number;
  offset: number;
  step: number;
  wall: number;
  values: Float64Array;
  starts: Float64Array;
}

/** One metric of a file, of one fold where the records name folds. */
export interface Track {
  name: string;
  fold: string | null;
  stepName: string | null;
  columns: Columns | null;
}

const NUMERIC = /[\w.+-]/;
/** In free text a unit may follow at once: `56.98ms`. */
const LOOSE_NUMBER = /^[+-]?\d+\.?\d*(?:[eE][+-]?\d+)?/;
const LONGEST = 64;

/** Only one record is added at a time, so all tables take it from here. */
const RECORD: TableRecord = {
  line: 0,
  offset: 0,
  step: Number.NaN,
  wall: Number.NaN,
  values: new Float64Array(64),
  starts: new Float64Array(64),
};

/** An empty table. `keep` holds every point for `seriesOfTable`. */
export function createTable(file: string, options: { keep: boolean; loose: boolean }): MetricTable {
  return {
    file,
    tracks: [],
    index: new Map(),
    record: RECORD,
    marks: allocate(0),
    literals: [],
    spill: [],
    keep: options.keep,
    loose: options.loose,
    order: { decreases: 0, decreaseLine: 0, duplicates: 0, duplicateLine: 0 },
  };
}

/** The number of the track for a metric; a new one begins at the step of the record. */
export function trackOf(
  table: MetricTable,
  track: { name: string; fold: string | null; stepName: string | null },
): number {
  const key = track.fold === null ? track.name : `${track.name}\u0000${track.fold}`;
  const known = table.index.get(key);
  if (known !== undefined) return known;
  const added = table.tracks.length;
  table.index.set(key, added);
  table.tracks.push({ ...track, columns: table.keep ? emptyColumns() : null });
  if ((added + 1) * STRIDE > table.marks.length) {
    const larger = allocate(Math.max(4 * STRIDE, 2 * table.marks.length));
    larger.set(table.marks);
    table.marks = larger;
  }
  const base = added * STRIDE;
  table.marks[base + FIRST_STEP] = table.record.step;
  table.marks[base + PAST_STEP] = Number.NaN;
  table.marks[base + MIN] = Number.POSITIVE_INFINITY;
  table.marks[base + MAX] = Number.NEGATIVE_INFINITY;
  for (let mark = base; mark < base + COUNT; mark += MARK) table.marks[mark + START] = SETTLED;
  return added;
}

/** Makes room for a record of that many numbers. */
export function reserve(record: TableRecord, slots: number): void {
  if (slots <= record.values.length) return;
  record.values = new Float64Array(2 * slots);
  record.starts = new Float64Array(2 * slots);
}

/** Adds number `slot` of the table's record to a track. A point of an earlier line than the last does not become the last. */
export function addPoint(table: MetricTable, track: number, slot: number): void {
  addExtremes(table, [track], [slot]);
  addLast(table, { tracks: [track], slots: [slot] }, 1);
}

/** Adds numbers of the record to tracks, but for the count and the last point, which `addLast` adds for many records at once. */
export function addExtremes(table: MetricTable, tracks: readonly number[], slots: readonly number[]): void {
  const { marks, record, keep } = table;
  const { values } = record;
  for (let index = 0; index < slots.length; index += 1) {
    const slot = slots[index] as number;
    const base = (tracks[index] as number) * STRIDE;
    const value = values[slot] as number;
    const isBetween = value >= (marks[base + MIN] as number) && value <= (marks[base + MAX] as number);
    if (!isBetween) addExtreme(table, base, slot);
    if (keep) keepPoint(table, tracks[index] as number, value);
  }
}

/** Adds `count` to tracks whose last numbers are those of the record. */
export function addLast(
  table: MetricTable,
  bound: { tracks: readonly number[]; slots: readonly number[] },
  count: number,
): void {
  const { marks, record } = table;
  bound.slots.forEach((slot, index) => {
    const base = (bound.tracks[index] ?? 0) * STRIDE;
    marks[base + COUNT] = (marks[base + COUNT] as number) + count;
    if (record.line >= (marks[base + LINE] as number)) setMark(table, base + LAST, slot);
  });
}

/** Notes whether the record's step goes back or repeats, which is seen at one of its metrics. */
export function noteStep(table: MetricTable, track: number, slot: number): void {
  const { marks, record } = table;
  const base = track * STRIDE;
  const value = record.values[slot] as number;
  if (record.step <= (marks[base + PAST_STEP] as number)) noteOrder(table, base, value);
  marks[base + PAST_STEP] = record.step;
  marks[base + PAST_VALUE] = value;
}

/**
 * Takes the literals of new points from the buffer, before it is used again. `origin` is the file offset of its first byte.
 */
export function settle(table: MetricTable, buffer: Buffer, origin: number): void {
  const { marks } = table;
  for (let track = 0; track < table.tracks.length; track += 1) {
    for (let mark = 0; mark < 4; mark += 1) {
      const at = track * STRIDE + mark * MARK;
      const start = marks[at + START] as number;
      if (start === SETTLED) continue;
      table.literals[track * 4 + mark] =
        start < 0 ? (table.spill[-2 - start] ?? "") : literalOf(table, buffer, start - origin);
      marks[at + START] = SETTLED;
    }
  }
  table.spill.length = 0;
}

function literalOf(table: MetricTable, buffer: Buffer, from: number): string {
  if (!table.loose) return literalAt(buffer, from);
  return LOOSE_NUMBER.exec(buffer.toString("latin1", from, from + LONGEST))?.[0] ?? "";
}

/** The number that is written at a byte: its digits, letters, point and signs. */
function literalAt(buffer: Buffer, from: number): string {
  let end = from;
  while (end < buffer.length && NUMERIC.test(String.fromCharCode(buffer[end] ?? 0))) end += 1;
  return buffer.toString("latin1", from, end);
}

function setMark(table: MetricTable, at: number, slot: number): void {
  const { marks, record } = table;
  marks[at + VALUE] = record.values[slot] as number;
  marks[at + STEP] = record.step;
  marks[at + LINE] = record.line;
  marks[at + OFFSET] = record.offset;
  marks[at + START] = record.starts[slot] as number;
}

function addExtreme(table: MetricTable, base: number, slot: number): void {
  const { marks, record } = table;
  const value = record.values[slot] as number;
  if (Number.isFinite(value)) {
    if (value < (marks[base + MIN] as number)) setMark(table, base + MIN, slot);
    if (value > (marks[base + MAX] as number)) setMark(table, base + MAX, slot);
  } else {
    if (marks[base + BAD_COUNT] === 0) setMark(table, base + BAD, slot);
    marks[base + BAD_COUNT] = (marks[base + BAD_COUNT] as number) + 1;
  }
}

function noteOrder(table: MetricTable, base: number, value: number): void {
  const { order, record, marks } = table;
  if (record.step < (marks[base + PAST_STEP] as number)) {
    if (order.decreases === 0) order.decreaseLine = record.line;
    order.decreases += 1;
  } else if (!Object.is(marks[base + PAST_VALUE], value)) {
    if (order.duplicates === 0) order.duplicateLine = record.line;
    order.duplicates += 1;
  }
}

function keepPoint(table: MetricTable, track: number, value: number): void {
  const columns = table.tracks[track]?.columns;
  if (columns === undefined || columns === null) return;
  const { step, line, wall } = table.record;
  pushPoint(columns, { step, value, line, wall });
}
