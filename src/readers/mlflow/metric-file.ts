import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import { emptyColumns } from "../format/columns.ts";
import { numberOut } from "../format/decimal.ts";
import type { BufferLine } from "../format/lines.ts";
import { forEachLine } from "../format/lines.ts";
import { COUNT } from "../format/mark-layout.ts";
import type { MetricTable } from "../format/metric-table.ts";
import { addExtremes, addLast, createTable, noteStep, settle, trackOf } from "../format/metric-table.ts";
import { readNumber } from "../format/number-bytes.ts";
import { orderFindings } from "../format/step-order.ts";

/** A metric file of a run: its points in a table of one metric (none when it has no point), and what is wrong with it. */
export interface MetricScan {
  table: MetricTable;
  findings: Finding[];
}

interface State {
  table: MetricTable;
  findings: Finding[];
  name: string;
  keep: number;
  line: number;
  bad: number;
  lastStep: number;
  lastTime: number;
  lastValue: number;
  pending: number;
  hasSteps: boolean;
}

const LINE = /^(-?\d+) ([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[-+]?(?:nan|inf(?:inity)?))(?: (-?\d+))?( .*)?$/i;
const TRACK = [0] as const;
const LINES_TOLD = 3;

/**
 * Scans `metrics/<name>` of a run: `milliseconds value step`, without the step before MLflow 1.0, with a dataset's name and
 * digest behind it since 3.0 (mlflow/store/tracking/file_store.py; MLflow's own reader takes the step of the last form for 0,
 * its migration to a database reads it). `last` is what MLflow shows: the greatest by step, time and value, which after a
 * resume is not the last line. Bytes are read as they are, no object is made for a point. `keep`: how many points are expected
 * and wanted for a series, 0 for none.
 */
export function scanMetricFile(at: { root: string; path: string; name: string; keep: number }): MetricScan {
  const { root, path, name, keep } = at;
  const table = createTable(path, { keep: keep > 0, loose: false });
  const state: State = {
    ...{ table, keep, findings: [], name, line: 0, bad: 0, pending: 0, hasSteps: false },
    ...{ lastStep: Number.NaN, lastTime: 0, lastValue: 0 },
  };
  forEachLine(root, path, () => ({
    fast: (line) => readFast(state, line),
    line: (line, isTorn) => readSlow(state, line, isTorn),
    chunk: ({ buffer, origin }) => settle(table, buffer, origin),
    tooLong: () => complain(state, "a line of more than 16 MiB is passed over", false),
  }));
  if (state.pending > 0) table.marks[COUNT] = (table.marks[COUNT] as number) + state.pending;
  // Whoever logs without a step has 0 on every line.
  if (state.lastStep !== 0) state.findings.push(...orderFindings(table));
  if (state.bad > LINES_TOLD) {
    const message = `${state.bad} lines are no points, the first ${LINES_TOLD} of them are named`;
    state.findings.push(finding({ code: "source/bad-line", file: path, message }));
  }
  if (state.line === 0) {
    state.findings.push(finding({ code: "source/empty", file: path, message: "the metric has no points" }));
  }
  return { table, findings: state.findings };
}

/** Takes `milliseconds value step` with a newline behind it; -1 for anything else. */
function readFast(state: State, line: BufferLine): number {
  const { view, from, limit } = line;
  let at = from;
  let time = 0;
  let code = view.getUint8(at);
  for (; code >= 48 && code <= 57 && at < from + 16; code = view.getUint8(++at)) time = time * 10 + (code - 48);
  if (code !== 32 || at === from || at >= limit) return -1;
  const start = at + 1;
  at = readNumber(view, start);
  if (at < 0 || at >= limit || view.getUint8(at) !== 32) return -1;
  const isNegative = view.getUint8(at + 1) === 45;
  const first = isNegative ? at + 2 : at + 1;
  let step = 0;
  at = first;
  code = view.getUint8(at);
  for (; code >= 48 && code <= 57 && at < first + 15; code = view.getUint8(++at)) step = step * 10 + (code - 48);
  if (code !== 10 || at === first || at >= limit) return -1;
  state.line += 1;
  state.hasSteps = true;
  const { record } = state.table;
  record.offset = line.origin + from;
  record.step = isNegative ? -step : step;
  record.wall = time;
  record.values[0] = numberOut[0] as number;
  record.starts[0] = line.origin + start;
  addRecord(state);
  return at;
}

function readSlow(
  state: State,
  line: { buffer: Buffer; from: number; to: number; origin: number },
  isTorn: boolean,
): void {
  state.line += 1;
  const text = line.buffer.toString("latin1", line.from, line.to).replace(/[\s\0]+$/, "");
  const match = text.length > 4096 ? null : LINE.exec(text);
  const isCut = isTorn && match !== null && match[3] === undefined && state.hasSteps;
  if (match === null || isCut) {
    if (text !== "") complain(state, `\`${text.slice(0, 80)}\` is not \`milliseconds value step\``, isTorn);
    return;
  }
  const [, time = "", value = "", step] = match;
  if (step !== undefined) state.hasSteps = true;
  const { record } = state.table;
  record.offset = line.origin + line.from;
  record.step = step === undefined ? Number.NaN : Number(step);
  record.wall = Number(time);
  record.values[0] = floatOf(value);
  record.starts[0] = record.offset + time.length + 1;
  addRecord(state);
}

function addRecord(state: State): void {
  const { table } = state;
  const { record } = table;
  record.line = state.line;
  const time = record.wall;
  record.wall = time / 1000;
  if (table.tracks.length === 0) {
    trackOf(table, { name: state.name, fold: null, stepName: Number.isNaN(record.step) ? null : "step" });
    for (const track of table.tracks) if (state.keep > 0) track.columns = emptyColumns(state.keep);
  }
  addExtremes(table, TRACK, TRACK);
  noteStep(table, 0, 0);
  state.pending += 1;
  // A point without a step counts as step 0, as MLflow has it.
  const step = Number.isNaN(record.step) ? 0 : record.step;
  const value = record.values[0] as number;
  if (!isLatest(state, { step, time, value })) return;
  addLast(table, { tracks: TRACK, slots: TRACK }, state.pending);
  state.pending = 0;
  state.lastStep = step;
  state.lastTime = time;
  state.lastValue = value;
}

/** Python's `max(points, key=lambda m: (m.step, m.timestamp, m.value))`: the first of equals stays, NaN is never greater. */
function isLatest(state: State, { step, time, value }: { step: number; time: number; value: number }): boolean {
  const { lastStep, lastTime, lastValue } = state;
  if (Number.isNaN(lastStep) || step > lastStep) return true;
  if (step < lastStep) return false;
  return time > lastTime || (time === lastTime && value > lastValue);
}

/** As `float()` of Python reads it. */
export function floatOf(text: string): number {
  const word = /^([-+]?)(nan|inf)/i.exec(text);
  if (word === null) return Number(text);
  if (word[2]?.toLowerCase() === "nan") return Number.NaN;
  return word[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

function complain(state: State, message: string, isTorn: boolean): void {
  state.bad += 1;
  if (state.bad > LINES_TOLD && !isTorn) return;
  const code = isTorn ? "source/torn-line" : "source/bad-line";
  state.findings.push(finding({ code, file: state.table.file, line: state.line, message }));
}
