import { parseJson } from "./json.ts";
import type { CutLine, LogScan } from "./log-state.ts";
import { addBadLine, addRecord } from "./log-state.ts";
import { readTextLine } from "./text-log.ts";
import type { MapValue } from "./value.ts";

/**
 * Reads one line of a JSON Lines file: an object is a record; what loguru serialises is read as the message it holds.
 */
export function readJsonLine(scan: LogScan, line: CutLine): void {
  const at = line.text.search(/\S/);
  const parsed = parseJson(line.text, { start: at });
  if (parsed.error === null && parsed.value.kind === "map") {
    const message = serialisedMessage(parsed.value);
    if (message === null) addRecord(scan, parsed.value, { line, at });
    else readTextLine(scan, { ...line, text: message, isExact: false });
  } else {
    const error = { message: "an object is expected on each line", line: 1, column: 1, offset: at };
    addBadLine(scan, line, parsed.error ?? error);
  }
}

/** The line that `logger.add(…, serialize=True)` of loguru stands for, or null. */
function serialisedMessage(value: MapValue): string | null {
  const text = value.entries.get("text");
  const record = value.entries.get("record");
  const isSerialised = text?.kind === "scalar" && record?.kind === "map" && record.entries.has("message");
  return isSerialised && typeof text.value === "string" ? text.value.trimEnd() : null;
}
