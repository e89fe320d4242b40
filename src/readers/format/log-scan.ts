import { finding } from "../model/finding.ts";
import { readJsonLine } from "./json-lines.ts";
import type { LineHandlers } from "./lines.ts";
import { forEachLine } from "./lines.ts";
import { splitLogLine, visibleText } from "./log-line.ts";
import type { LogScan } from "./log-state.ts";
import { addRow, createLogScan, finishFindings } from "./log-state.ts";
import { settle } from "./metric-table.ts";
import { MAX_SHAPE, matchShape } from "./record-shape.ts";
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

/** Only so many bytes of a file are searched for NUL, which no text has. */
const HEAD = 8192;
/** A line's timestamp lies within its first bytes. */
const TIME_BYTES = 64;

/**
 * Reads a text log or (by its ending) a JSON Lines file in one pass. Null when it is no text or could not be read; that
 * and everything else that is wrong with it goes into the findings.
 */
export function scanLog(options: LogOptions): LogScan {
  const { root, path, keep, learn = true } = options;
  const scan = createLogScan(path, { keep, learn });
  let isStarted = false;
  try {
    forEachLine(root, path, (first) => {
      isStarted = true;
      if (!first.subarray(0, HEAD).includes(0)) return handlersFor(scan);
      scan.findings.push(finding({ code: "source/binary", file: path, message: "the file has NUL bytes" }));
      return null;
    });
  } catch (error) {
    scan.findings.push(unreadable(path, error));
    isStarted = true;
  }
  if (!isStarted) scan.findings.push(finding({ code: "source/empty", file: path, message: "the file is empty" }));
  finishFindings(scan);
  return scan;
}

function handlersFor(scan: LogScan): LineHandlers {
  /** File offset of the last line with a timestamp that was not parsed; -1 when a later one was. */
  let timeAt = -1;
  let misses = 0;
  return {
    fast(line, bytes) {
      const { shapes, table } = scan;
      const count = shapes.length;
      if (count === 0 || line.from + MAX_SHAPE > line.buffer.length) return -1;
      let shape = scan.expected?.next ?? scan.expected;
      let newline = shape === null ? -1 : matchShape(shape, table, line);
      for (let index = 0; newline < 0 && index < count; index += 1) {
        shape = shapes[index] ?? null;
        if (shape !== null) newline = matchShape(shape, table, line);
      }
      if (newline < 0 || newline >= bytes || shape === null) return -1;
      if (scan.expected !== null) scan.expected.next = shape;
      scan.expected = shape;
      scan.line += 1;
      scan.lastLine = scan.line;
      scan.records += 1;
      table.record.offset = line.origin + line.from;
      if (shape.head.length > 0) timeAt = table.record.offset;
      addRow(scan, shape);
      return newline;
    },
    line({ buffer, from, to, origin }, isTorn) {
      scan.line += 1;
      const hasMark =
        scan.line === 1 && buffer[from] === 0xef && buffer[from + 1] === 0xbb && buffer[from + 2] === 0xbf;
      const start = hasMark ? from + 3 : from;
      const raw = buffer.toString("utf8", start, to);
      const text = visibleText(raw);
      if (text.trim() === "") return;
      scan.lastLine = scan.line;
      const bytes = buffer.subarray(start, to);
      const isExact = raw.length === to - start && raw.startsWith(text) && raw.length - text.length <= 1;
      const cut = { text, bytes, isExact, offset: origin + start, isTorn };
      const { lastTime } = scan;
      scan.lastTime = null;
      if (scan.isJsonLines) readJsonLine(scan, cut);
      else readTextLine(scan, cut);
      if (scan.lastTime === null) scan.lastTime = lastTime;
      else timeAt = -1;
      misses += 1;
      // Lines that never repeat their form are not worth comparing.
      if (misses > 1000 && misses > scan.line / 2) stopLearning(scan);
    },
    chunk(buffer, origin) {
      settle(scan.table, buffer, origin);
      settle(scan.loose.table, buffer, origin);
      if (timeAt < origin) return;
      const start = timeAt - origin;
      scan.lastTime = splitLogLine(buffer.toString("latin1", start, start + TIME_BYTES)).time ?? scan.lastTime;
      timeAt = -1;
    },
    tooLong() {
      scan.line += 1;
      const message = "this line is longer than 16 MiB and was passed over";
      scan.findings.push(finding({ code: "source/bad-line", file: scan.path, line: scan.line, message }));
    },
  };
}

function stopLearning(scan: LogScan): void {
  scan.learns = false;
  scan.shapes = [];
  scan.expected = null;
}
