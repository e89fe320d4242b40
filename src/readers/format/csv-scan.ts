import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import { isLfsPointer } from "../../model/lfs-pointer.ts";
import { delimiterOf, isOpenRecord, splitRecord } from "./csv.ts";
import type { NumberRow } from "./csv-row.ts";
import { emptyRow, readRow } from "./csv-row.ts";
import { notFetched } from "./lfs-pointer.ts";
import type { BufferLine } from "./lines.ts";
import { forEachLine } from "./lines.ts";
import { CONTEXT_KEYS, notFinite, STEP_KEYS } from "./metric-record.ts";
import type { MetricTable } from "./metric-table.ts";
import { addPoint, createTable, noteStep, reserve, settle, trackOf } from "./metric-table.ts";
import { unreadable } from "./value-file.ts";

/** A CSV or TSV file of metrics: `columns` maps a metric's name to the header of its column. */
export interface CsvScan {
  path: string;
  table: MetricTable;
  columns: Map<string, string>;
  findings: Finding[];
}

/**
 * What is known of the columns of a tool's own file, so that no name has to tell: every column but these is a metric.
 *
 * - `step`: the column of steps.
 * - `wall`: the column of times, seconds or milliseconds since the epoch.
 * - `others`: columns that are no metrics.
 */
export interface CsvForm {
  step: string;
  wall?: string;
  others?: readonly string[];
}

/** A column of a metric: its slot in a row, and its track once it has one (-1 before). */
interface Slot {
  slot: number;
  column: string;
  track: number;
}

interface State extends CsvScan {
  numbers: NumberRow | null;
  slots: Slot[];
  form: CsvForm | null;
  wall: number;
  delimiter: string;
  header: string[] | null;
  split: number;
  step: number;
  line: number;
  row: number;
  open: { text: string; line: number } | null;
  ragged: number;
  raggedLine: number;
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const SPLIT_NAMES = ["split", "phase", "stage", "subset"];
const WALL_NAMES = new Set(["timestamp", "_timestamp", "ts", "wall_time", "time_stamp"]);
/** A file without a step column is a table of metrics only when its name says so. */
const TELLING_NAME = /(?:^|\/)(?:metrics|history|results|scores|(?:training_?)?log)\.[ct]sv$/i;

/**
 * Reads a CSV or TSV file whose header names a step column (or whose name says that it holds metrics): every other column
 * with numbers is a metric, a `split` column gives a prefix. Empty and `NA` cells are missing values. Any other table is
 * left alone: it has no tracks and no findings. With `form` the columns are what it says.
 */
export function scanCsv(options: { root: string; path: string; keep: boolean; form?: CsvForm }): CsvScan {
  const { root, path } = options;
  const state = startState(options);
  let isStarted = false;
  try {
    forEachLine(root, path, (first) => {
      isStarted = true;
      if (first.subarray(0, 8192).includes(0)) {
        state.findings.push(finding({ code: "source/binary", file: path, message: "the file has NUL bytes" }));
        return null;
      }
      if (isLfsPointer(first.toString("latin1", 0, 64))) {
        state.findings.push(notFetched(path));
        return null;
      }
      return {
        fast: (line) => addFast(state, line),
        line: ({ buffer, from, to }, isTorn) => addLine(state, buffer.toString("utf8", from, to), isTorn),
        chunk: ({ buffer, origin }) => settle(state.table, buffer, origin),
        tooLong: () => {
          state.line += 1;
        },
      };
    });
  } catch (error) {
    isStarted = true;
    state.findings.push(unreadable(path, error));
  }
  if (!isStarted) state.findings.push(finding({ code: "source/empty", file: path, message: "the file is empty" }));
  if (state.open !== null) addRecord(state, state.open.text, true);
  return finish(state);
}

function startState(options: { path: string; keep: boolean; form?: CsvForm }): State {
  const { path, keep, form = null } = options;
  return {
    path,
    table: createTable(path, { keep, loose: false }),
    columns: new Map(),
    findings: [],
    slots: [],
    numbers: null,
    form,
    wall: -1,
    delimiter: ",",
    header: null,
    split: -1,
    step: -1,
    line: 0,
    row: 0,
    open: null,
    ragged: 0,
    raggedLine: 0,
  };
}

function addLine(state: State, raw: string, isTorn: boolean): void {
  state.line += 1;
  const text = (state.line === 1 && raw.charCodeAt(0) === 0xfeff ? raw.slice(1) : raw).replace(/\r$/, "");
  const record = state.open === null ? text : `${state.open.text}\n${text}`;
  if (isOpenRecord(record)) state.open = { text: record, line: state.open?.line ?? state.line };
  else {
    state.table.record.line = state.open?.line ?? state.line;
    state.open = null;
    addRecord(state, record, isTorn);
  }
}

function addRecord(state: State, text: string, isTorn: boolean): void {
  if (text.trim() === "") return;
  if (state.header === null) {
    state.delimiter = delimiterOf(text);
    setHeader(state, splitRecord(text, state.delimiter));
    return;
  }
  if (state.header.length === 0) return;
  const cells = splitRecord(text, state.delimiter);
  // Lightning writes its header again when a column is added.
  if (isHeader(cells, state.header)) {
    setHeader(state, cells);
    return;
  }
  if (isTorn && cells.length < state.header.length) {
    const place = { file: state.path, line: state.table.record.line };
    state.findings.push(
      finding({ code: "source/torn-line", ...place, message: "the file ends in the middle of this row" }),
    );
    return;
  }
  if (cells.length !== state.header.length) {
    if (state.ragged === 0) state.raggedLine = state.table.record.line;
    state.ragged += 1;
  }
  state.row += 1;
  addRow(state, cells, state.header);
}

function isHeader(cells: readonly string[], header: readonly string[]): boolean {
  const isRow = NUMBER.test(cells[0] ?? "");
  return !isRow && cells.includes(header[0] ?? "") && !cells.some((cell) => NUMBER.test(cell));
}

/** Sets the columns; without a step column, and without a name that says what it is, the table is left alone. */
function setHeader(state: State, header: string[]): void {
  if (state.form !== null) {
    const { step, wall } = state.form;
    state.header = header;
    state.step = header.indexOf(step);
    state.wall = wall === undefined ? -1 : header.indexOf(wall);
    setSlots(state, header);
    return;
  }
  const lower = header.map((name) => name.toLowerCase());
  const stepName = STEP_KEYS.find((key) => lower.includes(key));
  const isMetrics = stepName !== undefined || TELLING_NAME.test(state.path);
  state.header = isMetrics ? header : [];
  state.step = stepName === undefined ? -1 : lower.indexOf(stepName);
  state.split = lower.findIndex((name) => SPLIT_NAMES.includes(name));
  state.wall = lower.findIndex((name) => WALL_NAMES.has(name));
  setSlots(state, state.header);
}

function setSlots(state: State, header: readonly string[]): void {
  state.slots = header
    .map((column, slot) => ({ slot, column, track: -1 }))
    .filter(({ slot, column }) => slot !== state.step && column !== "" && !isContext(state, slot, column));
  // A column of splits has texts.
  state.numbers = state.split < 0 && header.length > 1 ? emptyRow(header.length) : null;
}

/** Takes a row of plain numbers, just as `addRow` would; returns the index of its newline, or -1 for any other. */
function addFast(state: State, line: BufferLine): number {
  const { numbers, table, open } = state;
  if (numbers === null || open !== null) return -1;
  const end = readRow(line, numbers, state.delimiter.charCodeAt(0));
  if (end < 0) return -1;
  const { record } = table;
  const { values, starts } = numbers;
  const at = (slot: number) => (slot >= 0 && (starts[slot] ?? -1) >= 0 ? (values[slot] as number) : Number.NaN);
  state.line += 1;
  state.row += 1;
  reserve(record, starts.length);
  record.line = state.line;
  record.offset = state.row;
  record.step = at(state.step);
  record.wall = secondsOf(at(state.wall));
  const stepName = state.header?.[state.step]?.toLowerCase() ?? null;
  let isFirst = true;
  for (const place of state.slots) {
    const { slot, column } = place;
    const start = starts[slot] as number;
    if (start < 0) continue;
    if (place.track < 0) {
      state.columns.set(column, column);
      place.track = trackOf(table, { name: column, fold: null, stepName });
    }
    record.values[slot] = values[slot] as number;
    record.starts[slot] = line.origin + start;
    if (isFirst) noteStep(table, place.track, slot);
    isFirst = false;
    addPoint(table, place.track, slot);
  }
  return end;
}

function addRow(state: State, cells: string[], header: string[]): void {
  const { table } = state;
  const { record, spill } = table;
  reserve(record, header.length);
  record.offset = state.row;
  const stepName = header[state.step]?.toLowerCase() ?? null;
  record.step = state.step < 0 ? Number.NaN : (numberOf(cells[state.step] ?? "") ?? Number.NaN);
  record.wall = state.wall < 0 ? Number.NaN : secondsOf(numberOf(cells[state.wall] ?? "") ?? Number.NaN);
  const split = cells[state.split] ?? "";
  const isSplit = split !== "" && numberOf(split) === null;
  let isFirst = true;
  for (const place of state.slots) {
    const { slot, column } = place;
    const literal = cells[slot] ?? "";
    const value = literal === "" ? null : numberOf(literal);
    if (value === null) continue;
    let { track } = place;
    if (track < 0 || isSplit) {
      const name =
        isSplit && !column.startsWith(`${split}/`) && !column.startsWith(`${split}_`) ? `${split}/${column}` : column;
      state.columns.set(name, column);
      track = trackOf(table, { name, fold: null, stepName });
      if (!isSplit) place.track = track;
    }
    record.values[slot] = value;
    record.starts[slot] = -2 - spill.length;
    spill.push(literal);
    if (isFirst) noteStep(table, track, slot);
    isFirst = false;
    addPoint(table, track, slot);
  }
}

function isContext({ form, wall }: State, slot: number, column: string): boolean {
  if (form !== null) return slot === wall || (form.others?.includes(column) ?? false);
  const name = column.toLowerCase();
  return STEP_KEYS.includes(name) || CONTEXT_KEYS.has(name) || WALL_NAMES.has(name) || SPLIT_NAMES.includes(name);
}

function numberOf(cell: string): number | null {
  return NUMBER.test(cell) ? Number(cell) : notFinite(cell);
}

/** Times of this size are milliseconds: as seconds they would lie 3,000 years ahead. */
function secondsOf(time: number): number {
  return time > 1e11 ? time / 1000 : time;
}

function finish(state: State): CsvScan {
  const { path, table, columns, findings, ragged } = state;
  if (ragged > 0) {
    const message = `${ragged} ${ragged === 1 ? "row has" : "rows have"} another number of cells than the header`;
    findings.push(finding({ code: "source/bad-line", file: path, line: state.raggedLine, message }));
  }
  return { path, table, columns, findings };
}
