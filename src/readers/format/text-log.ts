import { parseJson } from "./json.ts";
import { noteEnding } from "./log-ending.ts";
import { splitLogLine } from "./log-line.ts";
import type { CutLine, LogScan } from "./log-state.ts";
import { addBadLine, addParamsOf, addRecord } from "./log-state.ts";
import { addLoose } from "./loose-series.ts";

const METRIC = /^metrics?\s*[:=]?\s*(?=\{)/;
const METRIC_INSIDE = /[\s|>\])](?:metrics?)\s*[:=]?\s*(?=\{)/;
const PARAMS = /^(?:params|config|args|hparams|hyperparameters)\s*[:=]?\s*(?=\{)/i;

/**
 * Reads one line of a text log: `metric {…}` and a bare JSON object are records, `params {…}` and its like parameters,
 * anything else is text that may tell how the run ended or state a metric loosely.
 */
export function readTextLine(scan: LogScan, line: CutLine): void {
  const { text } = line;
  const log = splitLogLine(text);
  if (log.time !== null) {
    scan.firstTime ??= log.time;
    scan.lastTime = log.time;
  }
  if (text.includes("{") && readObject(scan, line, log)) return;
  const place = { line: scan.line, offset: line.offset };
  noteEnding(scan.ending, log, place);
  if (scan.records === 0) addLoose(scan.loose, log.message, place);
}

/** Reads the object of a line; false when the line is text after all. */
function readObject(scan: LogScan, line: CutLine, log: { message: string; at: number }): boolean {
  const { text } = line;
  const params = PARAMS.exec(log.message);
  if (params !== null) {
    const parsed = parseJson(text, { start: log.at + params[0].length, python: true });
    if (parsed.error !== null) addBadLine(scan, line, parsed.error);
    else if (parsed.value.kind === "map") addParamsOf(scan, parsed.value, line.offset);
    return true;
  }
  const metric = METRIC.exec(log.message);
  const inside = metric === null ? METRIC_INSIDE.exec(text) : null;
  const isBare = metric === null && inside === null && log.message.startsWith("{");
  if (metric === null && inside === null && !isBare) return false;
  const at = inside !== null ? inside.index + inside[0].length : log.at + (metric?.[0].length ?? 0);
  const parsed = parseJson(text, { start: at, python: true });
  if (parsed.error === null) {
    if (parsed.value.kind === "map") addRecord(scan, parsed.value, { line, at });
  } else if (isBare) return false;
  else addBadLine(scan, line, parsed.error);
  return true;
}
