import { parseJson } from "./json.ts";
import type { LogLine } from "./log-line.ts";
import { splitLogLine } from "./log-line.ts";
import type { MapValue, ParseError } from "./value.ts";

/**
 * What a line holds.
 *
 * - `record`, `params`: an object that begins at `at` in the line; `bad`: one that could not be parsed.
 * - `text`: anything else.
 */
export type LineContent =
  | { kind: "record"; map: MapValue; at: number }
  | { kind: "params"; map: MapValue; at: number }
  | { kind: "bad"; error: ParseError }
  | { kind: "text" };

/** A line of a text log: what the logger wrote before the message, and what the line holds. */
export interface TextLine {
  log: LogLine;
  content: LineContent;
}

const METRIC = /^metrics?\s*[:=]?\s*(?=\{)/;
const METRIC_INSIDE = /[\s|>\])](?:metrics?)\s*[:=]?\s*(?=\{)/;
const PARAMS = /^(?:params|config|args|hparams|hyperparameters)\s*[:=]?\s*(?=\{)/i;

/** Reads a line of a text log: `metric {…}` and a bare JSON object are records, `params {…}` and its like parameters. */
export function readTextLine(text: string): TextLine {
  const log = splitLogLine(text);
  return { log, content: text.includes("{") ? contentOf(text, log) : { kind: "text" } };
}

function contentOf(text: string, { message, at }: LogLine): LineContent {
  const params = PARAMS.exec(message);
  if (params !== null) return objectAt(text, at + params[0].length, "params");
  const metric = METRIC.exec(message);
  if (metric !== null) return objectAt(text, at + metric[0].length, "record");
  const inside = METRIC_INSIDE.exec(text);
  if (inside !== null) return objectAt(text, inside.index + inside[0].length, "record");
  const bare: LineContent = message.startsWith("{") ? objectAt(text, at, "record") : { kind: "text" };
  // Text may begin with a brace for any reason.
  return bare.kind === "bad" ? { kind: "text" } : bare;
}

function objectAt(text: string, start: number, kind: "record" | "params"): LineContent {
  const { value, error } = parseJson(text, { start, python: true });
  if (error !== null) return { kind: "bad", error };
  return value.kind === "map" ? { kind, map: value, at: start } : { kind: "text" };
}
