import { finding } from "../../model/finding.ts";
import { blankLine, dullLine } from "./dull-line.ts";
import { readJsonLine } from "./json-lines.ts";
import type { BufferLine, LineHandlers } from "./lines.ts";
import { forEachLine } from "./lines.ts";
import type { LogEnding } from "./log-ending.ts";
import { noEnding, noteEnding } from "./log-ending.ts";
import type { LogLine } from "./log-line.ts";
import { splitLogLine, visibleText } from "./log-line.ts";
import type { CutLine, LogRecords } from "./log-records.ts";
import {
  addBadLine,
  addParamsOf,
  addRecord,
  createRecords,
  endChunk,
  finishFindings,
  forgetForms,
  readKnown,
} from "./log-records.ts";
import { addMatch, learnLoose, matchLoose } from "./loose-form.ts";
import type { LooseSeries } from "./loose-series.ts";
import { addLoose, createLoose } from "./loose-series.ts";
import { settle } from "./metric-table.ts";
import { readTextLine } from "./text-log.ts";
import { unreadable } from "./value-file.ts";

/**
 * Which log to read and how.
 *
 * - `keep`: hold every point, for its series; else memory does not grow with the file.
 * - `learn`: read lines of a known form without parsing them; false only to show that it makes no difference.
 */
export interface LogOptions {
  root: string;
  path: string;
  keep: boolean;
  learn?: boolean;
}

/**
 * What a log says.
 *
 * - `records`: its records with their metrics and parameters; `loose`: the metrics of its free text, which count only
 *   when it has no record.
 * - `lastLine`: the last line that is not blank. `firstTime`, `lastTime`: timestamps of its lines, as written.
 */
export interface LogScan {
  path: string;
  records: LogRecords;
  loose: LooseSeries;
  lastLine: number;
  firstTime: string | null;
  lastTime: string | null;
  ending: LogEnding;
}

/** Only so many bytes of a file are searched for NUL, which no text has. */
const HEAD = 8192;
/** A line's timestamp lies within its first bytes. */
const TIME_BYTES = 64;

/**
 * Reads a text log or (by its ending) a JSON Lines file in one pass. What is wrong with it goes into the findings of its
 * records; it never throws.
 */
export function scanLog(options: LogOptions): LogScan {
  const { root, path, keep, learn = true } = options;
  const records = createRecords(path, { keep, learn });
  const loose = createLoose(path, { keep, learn });
  const scan: State = {
    path,
    records,
    loose,
    lastLine: 0,
    firstTime: null,
    lastTime: null,
    ending: noEnding(),
    timeAt: -1,
    misses: 0,
  };
  let isEmpty = true;
  try {
    forEachLine(root, path, (first) => {
      isEmpty = false;
      if (!first.subarray(0, HEAD).includes(0)) return handlersFor(scan);
      records.findings.push(finding({ code: "source/binary", file: path, message: "the file has NUL bytes" }));
      return null;
    });
    if (isEmpty) records.findings.push(finding({ code: "source/empty", file: path, message: "the file is empty" }));
  } catch (error) {
    records.findings.push(unreadable(path, error));
  }
  finishFindings(records);
  return scan;
}

/**
 * - `timeAt`: file offset of the last line with a timestamp when that line was not parsed, else -1.
 * - `misses`: how many lines had no known form of a record.
 */
interface State extends LogScan {
  timeAt: number;
  misses: number;
}

function handlersFor(scan: State): LineHandlers {
  return {
    fast: (line) => readFast(scan, line),
    line: ({ buffer, from, to, origin }, isTorn) => {
      scan.records.line += 1;
      const hasMark = scan.records.line === 1 && buffer[from] === 0xef && buffer[from + 1] === 0xbb;
      const start = hasMark ? from + 3 : from;
      const raw = buffer.toString("utf8", start, to);
      const text = visibleText(raw);
      if (text.trim() === "") return;
      const isExact = raw.length === to - start && raw.startsWith(text) && raw.length - text.length <= 1;
      readCut(scan, { text, bytes: buffer.subarray(start, to), isExact, offset: origin + start, isTorn });
    },
    chunk: (chunk) => takeChunk(scan, chunk),
    tooLong: () => {
      scan.records.line += 1;
      const place = { file: scan.path, line: scan.records.line };
      const message = "this line is longer than 16 MiB and was passed over";
      scan.records.findings.push(finding({ code: "source/bad-line", ...place, message }));
    },
  };
}

/** Reads a line of a form that was met before, or one that says nothing; -1 for any other. */
function readFast(scan: State, line: BufferLine): number {
  const newline = readKnown(scan.records, line);
  if (newline < 0) return scan.loose.learns ? readPlain(scan, line) : -1;
  scan.lastLine = scan.records.line;
  if (scan.records.last?.form.isTimed) noteTime(scan, line);
  return newline;
}

/** Reads a line of free text whose bytes show what it says: nothing, or numbers of a form that was met before. */
function readPlain(scan: State, line: BufferLine): number {
  const { records, loose } = scan;
  if (records.isJsonLines || records.line === 0 || scan.ending.traceback !== null) return -1;
  const blank = blankLine(line);
  if (blank >= 0) {
    records.line += 1;
    return blank;
  }
  const wantsMetrics = records.count === 0;
  const form = wantsMetrics ? matchLoose(loose, line) : null;
  if (form === null && wantsMetrics && loose.epoch !== null) return -1;
  const newline = form === null ? dullLine(line, wantsMetrics) : form.newline;
  if (newline < 0) return -1;
  records.line += 1;
  if (form !== null) addMatch(loose, form, { line: records.line, offset: line.origin + line.from });
  if (form?.form.isTimed) noteTime(scan, line);
  noteMiss(scan);
  return newline;
}

function noteTime(scan: State, line: BufferLine): void {
  scan.timeAt = line.origin + line.from;
  if (scan.firstTime === null) scan.firstTime = timeIn(line.buffer, line.from);
}

function noteMiss(scan: State): void {
  const { records } = scan;
  scan.lastLine = records.line;
  scan.misses += 1;
  // Lines that never repeat their form are not worth comparing.
  if (scan.misses > 1000 && scan.misses > records.line / 2) forgetForms(records);
}

/** Reads a line by parsing it. */
function readCut(scan: State, line: CutLine): void {
  const { records } = scan;
  const { log, content } = scan.records.isJsonLines ? readJsonLine(line.text) : readTextLine(line.text);
  if (log?.time) {
    scan.firstTime ??= log.time;
    scan.lastTime = log.time;
    scan.timeAt = -1;
  }
  const isExact = line.isExact && !(scan.records.isJsonLines && log !== null);
  if (content.kind === "record") addRecord(records, content.map, { line: { ...line, isExact }, at: content.at });
  else if (content.kind === "params") addParamsOf(records, content.map, line.offset);
  else if (content.kind === "bad") addBadLine(records, line, content.error);
  else if (log !== null) readText(scan, log, line);
  noteMiss(scan);
}

function readText(scan: State, log: LogLine, line: CutLine): void {
  const place = { line: scan.records.line, offset: line.offset };
  noteEnding(scan.ending, log, place);
  if (scan.records.count > 0) return;
  const found = addLoose(scan.loose, log.message, place);
  if (found !== null && scan.loose.learns && line.isExact && !line.isTorn) learnLoose(scan.loose, found, { log, line });
}

/** Takes from the buffer what is only known by its place, before the buffer is used again. */
function takeChunk(scan: State, chunk: BufferLine): void {
  const { buffer, origin } = chunk;
  endChunk(scan.records, chunk);
  settle(scan.loose.table, buffer, origin);
  if (scan.timeAt < origin) return;
  scan.lastTime = timeIn(buffer, scan.timeAt - origin) ?? scan.lastTime;
  scan.timeAt = -1;
}

function timeIn(buffer: Buffer, from: number): string | null {
  return splitLogLine(buffer.toString("latin1", from, from + TIME_BYTES)).time;
}
