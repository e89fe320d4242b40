import { parseJson } from "./json.ts";
import type { LineContent, TextLine } from "./text-log.ts";
import { readTextLine } from "./text-log.ts";
import type { MapValue } from "./value.ts";

/** A line of a JSON Lines file. `log` is the line of text that loguru serialised into it, else null. */
export interface JsonLine {
  log: TextLine["log"] | null;
  content: LineContent;
}

/** Reads a line of a JSON Lines file: an object is a record; what loguru serialises is read as the line it stands for. */
export function readJsonLine(text: string): JsonLine {
  const at = text.search(/\S/);
  const { value, error } = parseJson(text, { start: at });
  if (error !== null) return { log: null, content: { kind: "bad", error } };
  if (value.kind !== "map") {
    const message = "an object is expected on each line";
    return { log: null, content: { kind: "bad", error: { message, line: 1, column: 1, offset: at } } };
  }
  const serialised = serialisedLine(value);
  return serialised === null ? { log: null, content: { kind: "record", map: value, at } } : readTextLine(serialised);
}

/** The line that `logger.add(…, serialize=True)` of loguru stands for, or null. */
function serialisedLine(value: MapValue): string | null {
  const text = value.entries.get("text");
  const record = value.entries.get("record");
  const isSerialised = text?.kind === "scalar" && record?.kind === "map" && record.entries.has("message");
  return isSerialised && typeof text.value === "string" ? text.value.trimEnd() : null;
}
