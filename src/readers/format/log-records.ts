import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { Param } from "../model/run.ts";
import type { LogEnding } from "./log-ending.ts";
import { noEnding } from "./log-ending.ts";
import type { LooseSeries } from "./loose-series.ts";
import { createLoose } from "./loose-series.ts";
import type { MetricRecord } from "./metric-record.ts";
import { metricRecord } from "./metric-record.ts";
import type { MetricTable } from "./metric-table.ts";
import { addPoint, createTable, reserve } from "./metric-table.ts";
import { addParams, paramsOf } from "./params.ts";
import type { Shape } from "./record-shape.ts";
import { bindRecord, learnShape } from "./record-shape.ts";
import type { MapValue, ParseError } from "./value.ts";

/**
 * A log while it is read, and what it says in the end.
 *
 * - `table`: the metrics of its records; `loose`: those of its free text, which count when it has no record.
 * - `records`: how many lines were records; `line`: how many lines there are; `lastLine`: the last that is not blank.
 * - `firstTime`, `lastTime`: timestamps of its lines, as written.
 * - `shapes`: forms of record lines that need no parsing; empty for good once `learns` is false.
 */
export interface LogScan {
  path: string;
  isJsonLines: boolean;
  table: MetricTable;
  loose: LooseSeries;
  params: Param[];
  seed: number | string | null;
  findings: Finding[];
  badLines: number;
  records: number;
  line: number;
  lastLine: number;
  firstTime: string | null;
  lastTime: string | null;
  ending: LogEnding;
  shapes: Shape[];
  expected: Shape | null;
  learns: boolean;
}

/** A line that is read by parsing it. `isExact`: each of its characters is one byte of the file, none left out. */
export interface CutLine {
  text: string;
  bytes: Uint8Array;
  isExact: boolean;
  offset: number;
  isTorn: boolean;
}

const MAX_SHAPES = 16;
const MAX_BAD_LINES = 20;
const PARAM_KEYS = ["params", "config", "args", "hparams", "hyperparameters"];

/** A log of which nothing has been read. */
export function createLogScan(path: string, options: { keep: boolean; learn: boolean }): LogScan {
  return {
    path,
    isJsonLines: /\.(?:jsonl|ndjson)$/i.test(path),
    table: createTable(path, { keep: options.keep, loose: false }),
    loose: createLoose(path, options.keep),
    params: [],
    seed: null,
    findings: [],
    badLines: 0,
    records: 0,
    line: 0,
    lastLine: 0,
    firstTime: null,
    lastTime: null,
    ending: noEnding(),
    shapes: [],
    expected: null,
    learns: options.learn,
  };
}

/** Adds a parsed record that begins at `at` in its line. Parameters in it are taken out first. */
export function addRecord(scan: LogScan, map: MapValue, place: { line: CutLine; at: number }): void {
  const { line, at } = place;
  for (const key of PARAM_KEYS) {
    const value = map.entries.get(key);
    if (value?.kind !== "map") continue;
    addParamsOf(scan, value, line.offset);
    map.entries.delete(key);
  }
  const record = metricRecord(map);
  scan.seed ??= record.seed;
  if (!record.fields.some((field) => field.role === "metric")) return;
  scan.records += 1;
  const shape = bindRecord(scan.table, record);
  fillRecord(scan, record, line);
  addRow(scan, shape);
  const canLearn = scan.learns && line.isExact && !line.isTorn && scan.shapes.length < MAX_SHAPES;
  if (!canLearn || !learnShape(shape, record, { bytes: line.bytes, at })) return;
  if (scan.expected !== null) scan.expected.next = shape;
  scan.expected = shape;
  scan.shapes.push(shape);
}

/** Adds the numbers that lie in the table's record to the tracks that the shape names. */
export function addRow(scan: LogScan, shape: Shape): void {
  const { table } = scan;
  const { record } = table;
  const { metrics, tracks } = shape;
  record.line = scan.line;
  record.step = shape.step < 0 ? Number.NaN : (record.values[shape.step] as number);
  if (table.keep) {
    record.wall = shape.wall < 0 ? Number.NaN : secondsOf(record.values[shape.wall] as number);
    if (shape.epoch >= 0) addPoint(table, shape.epochTrack, shape.epoch);
  }
  for (let index = 0; index < metrics.length; index += 1)
    addPoint(table, tracks[index] as number, metrics[index] as number);
}

/** Adds a logged object of parameters. The first value of a name counts. */
export function addParamsOf(scan: LogScan, map: MapValue, offset: number): void {
  const params = paramsOf(map, scan.path).map((param): Param => {
    const { file, literal } = param.evidence;
    return { ...param, evidence: { file, locator: { kind: "line", line: scan.line, offset }, literal } };
  });
  addParams(scan.params, params);
}

/** Notes a record that could not be parsed: torn at the end of the file, else bad; at most 20 of a file one by one. */
export function addBadLine(scan: LogScan, line: CutLine, error: ParseError): void {
  const place = { file: scan.path, line: scan.line, column: error.offset + 1 };
  if (line.isTorn) {
    scan.findings.push(
      finding({ code: "source/torn-line", ...place, message: "the file ends in the middle of this record" }),
    );
    return;
  }
  scan.badLines += 1;
  if (scan.badLines > MAX_BAD_LINES) return;
  scan.findings.push(finding({ code: "source/bad-line", ...place, message: error.message }));
}

/** Sums up what was only counted. */
export function finishFindings(scan: LogScan): void {
  const more = scan.badLines - MAX_BAD_LINES;
  if (more <= 0) return;
  const message = `${more} more ${more === 1 ? "line" : "lines"} of this file could not be read`;
  scan.findings.push(finding({ code: "source/bad-line", file: scan.path, message }));
}

function fillRecord(scan: LogScan, source: MetricRecord, line: CutLine): void {
  const { record, spill } = scan.table;
  reserve(record, source.fields.length);
  record.offset = line.offset;
  source.fields.forEach(({ value, scalar }, slot) => {
    record.values[slot] = value;
    record.starts[slot] = line.isExact ? line.offset + scalar.start : -2 - spill.length;
    record.ends[slot] = line.offset + scalar.end;
    if (!line.isExact) spill.push(scalar.literal);
  });
}

/** Seconds of a time that may have been logged in milliseconds; NaN for what is no time of this century. */
function secondsOf(time: number): number {
  if (time > 1e11 && time < 1e14) return time / 1000;
  return time > 1e8 && time <= 1e11 ? time : Number.NaN;
}
