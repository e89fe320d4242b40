import type { Locator } from "../model/evidence.ts";
import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { Metric, Point } from "../model/run.ts";
import type { Series } from "../model/series.ts";
import type { Columns } from "./columns.ts";
import { emptyColumns, pushPoint } from "./columns.ts";

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
  order: { decreases: number; decreaseLine: number; lastLine: number; duplicates: number; duplicateLine: number };
}

/**
 * One record: its line (or row), the byte offset of that line, its step and wall time (NaN when missing) and its numbers
 * with the place of each literal: file offsets `starts` to `ends`, or in `starts` -2 - (index in `spill`).
 */
export interface TableRecord {
  line: number;
  offset: number;
  step: number;
  wall: number;
  values: Float64Array;
  starts: Float64Array;
  ends: Float64Array;
}

/** One metric of a file, of one fold where the records name folds. */
export interface Track {
  name: string;
  fold: string | null;
  stepName: string | null;
  columns: Columns | null;
}

/** A metric as it came out of a file, with its first non-finite point. */
export interface ReadMetric {
  metric: Metric;
  bad: Point | null;
}

const VALUE = 0;
const STEP = 1;
const LINE = 2;
const OFFSET = 3;
const START = 4;
const END = 5;
const MARK = 6;
const LAST = 0;
const MIN = MARK;
const MAX = 2 * MARK;
const BAD = 3 * MARK;
const COUNT = 4 * MARK;
const BAD_COUNT = COUNT + 1;
const FIRST_STEP = COUNT + 2;
const STRIDE = COUNT + 4;
/** In START: the literal is known. */
const SETTLED = -1;

/** An empty table. `keep` holds every point for `seriesOfTable`. */
export function createTable(file: string, options: { keep: boolean; loose: boolean }): MetricTable {
  const record: TableRecord = {
    line: 0,
    offset: 0,
    step: Number.NaN,
    wall: Number.NaN,
    values: new Float64Array(16),
    starts: new Float64Array(16),
    ends: new Float64Array(16),
  };
  const order = { decreases: 0, decreaseLine: 0, lastLine: 0, duplicates: 0, duplicateLine: 0 };
  const marks = new Float64Array(8 * STRIDE);
  return { file, tracks: [], index: new Map(), record, marks, literals: [], spill: [], order, ...options };
}

/** The number of the track for a metric, made when it is new. */
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
    const larger = new Float64Array(2 * table.marks.length);
    larger.set(table.marks);
    table.marks = larger;
  }
  const base = added * STRIDE;
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
  record.ends = new Float64Array(2 * slots);
}

/** Adds number `slot` of the table's record to a track. A point of an earlier line than the last does not become the last. */
export function addPoint(table: MetricTable, track: number, slot: number): void {
  const { marks, record } = table;
  const base = track * STRIDE;
  const value = record.values[slot] as number;
  const count = marks[base + COUNT] as number;
  const inOrder = record.line >= (marks[base + LINE] as number);
  if (count === 0) marks[base + FIRST_STEP] = record.step;
  else if (inOrder && record.step <= (marks[base + STEP] as number)) noteOrder(table, base, value);
  marks[base + COUNT] = count + 1;
  if (inOrder) setMark(table, base + LAST, slot);
  if (value - value !== 0) {
    if (marks[base + BAD_COUNT] === 0) setMark(table, base + BAD, slot);
    marks[base + BAD_COUNT] = (marks[base + BAD_COUNT] as number) + 1;
  } else {
    if (value < (marks[base + MIN] as number)) setMark(table, base + MIN, slot);
    if (value > (marks[base + MAX] as number)) setMark(table, base + MAX, slot);
  }
  if (table.keep) keepPoint(table, track, value);
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
      const end = marks[at + END] as number;
      table.literals[track * 4 + mark] =
        start < 0 ? (table.spill[-2 - start] ?? "") : buffer.toString("latin1", start - origin, end - origin);
      marks[at + START] = SETTLED;
    }
  }
  table.spill.length = 0;
}

/** The metrics of a table in the order in which they first occurred. `locate` makes the place of a point. */
export function metricsOfTable(
  table: MetricTable,
  locate: (place: { line: number; offset: number; name: string }) => Locator,
): ReadMetric[] {
  const foldPrefix = needsFolds(table);
  return table.tracks.map((track, index) => {
    const base = index * STRIDE;
    const point = (mark: number): Point => {
      const [value = 0, step = 0, line = 0, offset = 0] = table.marks.subarray(base + mark, base + mark + MARK);
      const literal = table.literals[index * 4 + mark / MARK] ?? "";
      const locator = locate({ line, offset, name: track.name });
      return { value, step: stepOrNull(step), evidence: { file: table.file, locator, literal } };
    };
    const points = table.marks[base + COUNT] as number;
    const nonFinite = table.marks[base + BAD_COUNT] as number;
    const last = point(LAST);
    const metric: Metric = {
      name: fullName(track, foldPrefix),
      file: table.file,
      last,
      min: nonFinite < points ? point(MIN) : null,
      max: nonFinite < points ? point(MAX) : null,
      points,
      nonFinite,
      loose: table.loose,
      stepName: track.stepName,
      firstStep: stepOrNull(table.marks[base + FIRST_STEP] as number),
      lastStep: last.step,
    };
    return { metric, bad: nonFinite > 0 ? point(BAD) : null };
  });
}

/** Every point of a table that kept them, metric by metric. */
export function seriesOfTable(table: MetricTable): Series[] {
  const foldPrefix = needsFolds(table);
  return table.tracks.flatMap((track) => {
    const { columns } = track;
    if (columns === null) return [];
    const { length } = columns;
    const step = columns.step.slice(0, length);
    const wall = columns.wall.slice(0, length);
    step.forEach((value, at) => {
      if (Number.isNaN(value)) step[at] = at;
    });
    const series: Series = {
      metric: fullName(track, foldPrefix),
      file: table.file,
      stepName: track.stepName,
      step,
      value: columns.value.slice(0, length),
      line: columns.line.slice(0, length),
      wall: wall.some(Number.isFinite) ? wall : null,
    };
    return [series];
  });
}

/** One note each for steps that go back and for steps that were logged twice with different values. */
export function orderFindings(table: MetricTable): Finding[] {
  const { decreases, decreaseLine, duplicates, duplicateLine } = table.order;
  const findings: Finding[] = [];
  const times = (count: number) => (count === 1 ? "once" : `${count} times`);
  if (decreases > 0) {
    const message = `the steps go back ${times(decreases)}, first on line ${decreaseLine}`;
    findings.push(finding({ code: "series/step-decreases", file: table.file, line: decreaseLine, message }));
  }
  if (duplicates > 0) {
    const message = `a step is repeated with another value ${times(duplicates)}, first on line ${duplicateLine}`;
    findings.push(finding({ code: "series/duplicate-step", file: table.file, line: duplicateLine, message }));
  }
  return findings;
}

function setMark(table: MetricTable, at: number, slot: number): void {
  const { marks, record } = table;
  marks[at + VALUE] = record.values[slot] as number;
  marks[at + STEP] = record.step;
  marks[at + LINE] = record.line;
  marks[at + OFFSET] = record.offset;
  marks[at + START] = record.starts[slot] as number;
  marks[at + END] = record.ends[slot] as number;
}

/** Counts a line once, however many metrics it holds. */
function noteOrder(table: MetricTable, base: number, value: number): void {
  const { order, record } = table;
  const isSame = Object.is(table.marks[base + VALUE], value);
  const isDecrease = record.step < (table.marks[base + STEP] as number);
  if (order.lastLine === record.line || (isSame && !isDecrease)) return;
  order.lastLine = record.line;
  if (isDecrease) {
    if (order.decreases === 0) order.decreaseLine = record.line;
    order.decreases += 1;
  } else {
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

/** With one fold only, names need no prefix: the run is that fold. */
function needsFolds(table: MetricTable): boolean {
  const folds = new Set(table.tracks.flatMap((track) => (track.fold === null ? [] : [track.fold])));
  return folds.size > 1 || new Set(table.tracks.map((track) => track.name)).size < table.tracks.length;
}

function fullName(track: Track, foldPrefix: boolean): string {
  if (track.fold === null || !foldPrefix) return track.name;
  return `${/^\d/.test(track.fold) ? "fold" : ""}${track.fold}/${track.name}`;
}

function stepOrNull(step: number): number | null {
  return Number.isNaN(step) ? null : step;
}
