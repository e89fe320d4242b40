import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import type { Param } from "../../model/run.ts";
import type { BufferLine } from "./lines.ts";
import type { MetricRecord } from "./metric-record.ts";
import { metricRecord } from "./metric-record.ts";
import type { MetricTable } from "./metric-table.ts";
import { addExtremes, addLast, createTable, noteStep, reserve, settle } from "./metric-table.ts";
import { addParams, paramsOf } from "./param-values.ts";
import type { Binding, Form } from "./record-form.ts";
import { bindRecord, learnForm, matchForm } from "./record-form.ts";
import type { MapValue, ParseError } from "./value.ts";

/**
 * The records of a log while it is read.
 *
 * - `line`: the line that is being read; `count`: how many lines were records.
 * - `known`: forms of record lines that need no parsing, those met in files before included; `last` is the one of the last
 *   record. None are learned once `learns` is false.
 */
export interface LogRecords {
  path: string;
  isJsonLines: boolean;
  table: MetricTable;
  params: Param[];
  seed: number | string | null;
  findings: Finding[];
  badLines: number;
  count: number;
  line: number;
  known: KnownForm[];
  last: KnownForm | null;
  learns: boolean;
}

/**
 * A form in one file. It is bound when a line first has it; `next` is the form that followed the last time. `count` lines
 * of the chunk have it, the last of them `line` at file offset `offset`.
 */
interface KnownForm {
  form: Form;
  binding: Binding | null;
  next: KnownForm | null;
  count: number;
  line: number;
  offset: number;
}

/** A line that is read by parsing it. `isExact`: each character of the record's text is one byte of the file. */
export interface CutLine {
  text: string;
  bytes: Uint8Array;
  isExact: boolean;
  offset: number;
  isTorn: boolean;
}

/** Files of one project look alike: the forms of the last text logs and JSON Lines are tried before any line is parsed. */
const remembered: { text: Form[]; lines: Form[] } = { text: [], lines: [] };
const MAX_FORMS = 16;
const MAX_BAD_LINES = 20;
const PARAM_KEYS = ["params", "config", "args", "hparams", "hyperparameters"];

/** A log of which nothing has been read. */
export function createRecords(path: string, options: { keep: boolean; learn: boolean }): LogRecords {
  const isJsonLines = /\.(?:jsonl|ndjson)$/i.test(path);
  const familiar = isJsonLines ? remembered.lines : remembered.text;
  const known = options.learn ? familiar.map(knownForm) : [];
  return {
    path,
    isJsonLines,
    table: createTable(path, { keep: options.keep, loose: false }),
    params: [],
    seed: null,
    findings: [],
    badLines: 0,
    count: 0,
    line: 0,
    known,
    last: known[0] ?? null,
    learns: options.learn,
  };
}

/**
 * Reads a line of a form that was met before into the table. Returns the index of its newline, or -1 when it has none of
 * the known forms.
 */
export function readKnown(records: LogRecords, line: BufferLine): number {
  const { known, last } = records;
  const { record } = records.table;
  if (last === null) return -1;
  let found = last.next ?? last;
  let newline = matchForm(found.form, record, line);
  for (let index = 0; newline < 0 && index < known.length; index += 1) {
    found = known[index] as KnownForm;
    newline = matchForm(found.form, record, line);
  }
  if (newline < 0) return -1;
  last.next = found;
  records.last = found;
  records.line += 1;
  records.count += 1;
  found.count += 1;
  found.line = records.line;
  found.offset = line.origin + line.from;
  record.line = found.line;
  record.offset = found.offset;
  setStep(records, found.form);
  const { slots, tracks } = found.binding ?? bind(records, found);
  if (slots.length > 0) noteStep(records.table, tracks[0] as number, slots[0] as number);
  addExtremes(records.table, tracks, slots);
  return newline;
}

/** Adds what `readKnown` only counted, and takes all literals from a chunk before its buffer is used again. */
export function endChunk(records: LogRecords, chunk: BufferLine): void {
  const { table } = records;
  for (const known of records.known) {
    if (known.count === 0 || known.binding === null) continue;
    matchForm(known.form, table.record, { ...chunk, from: known.offset - chunk.origin });
    table.record.line = known.line;
    table.record.offset = known.offset;
    setStep(records, known.form);
    addLast(table, known.binding, known.count);
    known.count = 0;
  }
  settle(table, chunk.buffer, chunk.origin);
}

/** Adds a parsed record that begins at `at` in its line. Parameters in it are taken out first. */
export function addRecord(records: LogRecords, map: MapValue, place: { line: CutLine; at: number }): void {
  const { line, at } = place;
  const hasParams = takeParams(records, map, line.offset);
  const record = metricRecord(map);
  if (!record.fields.some((field) => field.role === "metric")) return;
  records.count += 1;
  fillRecord(records, record, line);
  const canLearn = records.learns && line.isExact && !line.isTorn && !hasParams;
  const form = canLearn ? learnForm(record, { bytes: line.bytes, at }) : null;
  const binding = bind(records, form === null ? { form: { record }, binding: null } : remember(records, form));
  noteStep(records.table, binding.tracks[0] ?? 0, binding.slots[0] ?? 0);
  addExtremes(records.table, binding.tracks, binding.slots);
  addLast(records.table, binding, 1);
}

/** Gives up on known forms, for a file whose lines hardly repeat them. */
export function forgetForms(records: LogRecords): void {
  records.learns = false;
  records.last = null;
}

/** Adds a logged object of parameters. The first value of a name counts. */
export function addParamsOf(records: LogRecords, map: MapValue, offset: number): void {
  const params = paramsOf(map, records.path).map((param): Param => {
    const { file, literal } = param.evidence;
    return { ...param, evidence: { file, locator: { kind: "line", line: records.line, offset }, literal } };
  });
  addParams(records.params, params);
}

/** Notes a record that could not be parsed: torn at the end of the file, else bad; at most 20 of a file one by one. */
export function addBadLine(records: LogRecords, line: CutLine, error: ParseError): void {
  const place = { file: records.path, line: records.line, column: error.offset + 1 };
  if (line.isTorn) {
    records.findings.push(
      finding({ code: "source/torn-line", ...place, message: "the file ends in the middle of this record" }),
    );
    return;
  }
  records.badLines += 1;
  if (records.badLines > MAX_BAD_LINES) return;
  records.findings.push(finding({ code: "source/bad-line", ...place, message: error.message }));
}

/** Sums up what was only counted. */
export function finishFindings(records: LogRecords): void {
  const more = records.badLines - MAX_BAD_LINES;
  if (more <= 0) return;
  const message = `${more} more ${more === 1 ? "line" : "lines"} of this file could not be read`;
  records.findings.push(finding({ code: "source/bad-line", file: records.path, message }));
}

function takeParams(records: LogRecords, map: MapValue, offset: number): boolean {
  let isTaken = false;
  for (const key of PARAM_KEYS) {
    const value = map.entries.get(key);
    if (value?.kind !== "map") continue;
    addParamsOf(records, value, offset);
    map.entries.delete(key);
    isTaken = true;
  }
  return isTaken;
}

function bind(records: LogRecords, known: { form: Pick<Form, "record">; binding: Binding | null }): Binding {
  const { record } = known.form;
  setStep(records, known.form);
  known.binding = bindRecord(records.table, record);
  if (record.seed >= 0) records.seed ??= records.table.record.values[record.seed] ?? null;
  return known.binding;
}

/** Makes a form known to this file, and to the next ones. */
function remember(records: LogRecords, form: Form): KnownForm {
  const known = knownForm(form);
  if (records.known.length >= MAX_FORMS) records.known = records.known.filter((one) => one.binding !== null);
  if (records.known.length < MAX_FORMS) {
    records.known.push(known);
    if (records.last !== null) records.last.next = known;
    records.last = known;
    const familiar = records.isJsonLines ? remembered.lines : remembered.text;
    familiar.unshift(form);
    familiar.length = Math.min(familiar.length, MAX_FORMS);
  }
  return known;
}

function knownForm(form: Form): KnownForm {
  return { form, binding: null, next: null, count: 0, line: 0, offset: 0 };
}

/** Takes step and wall time of the record from its numbers. */
function setStep(records: LogRecords, { record: source }: Pick<Form, "record">): void {
  const { record } = records.table;
  record.step = source.step < 0 ? Number.NaN : (record.values[source.step] as number);
  if (records.table.keep) record.wall = source.wall < 0 ? Number.NaN : secondsOf(record.values[source.wall] as number);
}

function fillRecord(records: LogRecords, source: MetricRecord, line: CutLine): void {
  const { record, spill } = records.table;
  reserve(record, source.fields.length);
  record.line = records.line;
  record.offset = line.offset;
  source.fields.forEach(({ value, scalar }, slot) => {
    record.values[slot] = value;
    const isInBuffer = line.isExact && typeof scalar.value === "number";
    record.starts[slot] = isInBuffer ? line.offset + scalar.start : -2 - spill.length;
    if (!isInBuffer) spill.push(scalar.literal);
  });
}

/** Seconds of a time that may have been logged in milliseconds; NaN for what is no time of this century. */
function secondsOf(time: number): number {
  if (time > 1e11 && time < 1e14) return time / 1000;
  return time > 1e8 && time <= 1e11 ? time : Number.NaN;
}
