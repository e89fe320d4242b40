import type { Evidence } from "../../model/evidence.ts";
import { parseJson } from "../format/json.ts";
import { listIn, numberIn, numberOf, scalarIn, textIn } from "../format/json-field.ts";
import { forEachTextLine } from "../format/text-lines.ts";
import type { MapValue, Value } from "../format/value.ts";
import type { NeptuneRun } from "./run.ts";
import { addPoint, countOther, emptyRun } from "./run.ts";

/** Where an operation stands; `place` counts lines on through all files. */
interface At {
  file: string;
  line: number;
  place: number;
  keep: boolean;
}

/** A replayed log. `parts` says which line numbers are those of which file; `torn` and `bad` are lines that are no operation. */
export interface Operations {
  run: NeptuneRun;
  parts: { file: string; from: number }[];
  bad: { file: string; line: number; message: string; isTorn: boolean }[];
}

/** Where one operation ends and the next begins, for clients that put nothing between them. */
const BETWEEN = /(?<=\})(?=\{"obj":)/;

/**
 * Replays the operations that a client of the 1.x kind keeps until it has sent them (neptune-client, core/components/queue/
 * disk_queue.py, internal/operation.py): `{"obj": {"type": "LogFloats", "path": ["train", "loss"], "values": […]}, …}`.
 */
export function replayOperations(root: string, files: readonly string[], keep: boolean): Operations {
  const read: Operations = { run: emptyRun(), parts: [], bad: [] };
  let from = 0;
  for (const file of files) {
    read.parts.push({ file, from });
    read.run.files.push(file);
    let last = 0;
    forEachTextLine(root, file, {
      line: ({ text, line, isTorn }) => {
        last = line;
        for (const part of text.split(BETWEEN)) {
          if (part.trim() === "") continue;
          const { value, error } = parseJson(part);
          if (error !== null) read.bad.push({ file, line, message: error.message, isTorn });
          else apply(read.run, value, { file, line, place: from + line, keep });
        }
      },
    });
    from += last;
  }
  return read;
}

function apply(run: NeptuneRun, record: Value, at: At): void {
  const operation = record.kind === "map" ? record.entries.get("obj") : undefined;
  if (operation?.kind !== "map") return;
  const kind = textIn(operation, "type") ?? "unknown";
  const name = (listIn(operation, "path")?.items ?? [])
    .map((part) => (part.kind === "scalar" ? part.literal : ""))
    .join("/");
  if (/^Assign(?:Float|Int|Bool|String)$/.test(kind)) assign(run, { name, operation, at });
  else if (kind === "AssignDatetime") assignTime(run, { name, operation, at });
  else if (kind === "LogFloats") logFloats(run, { name, operation, at });
  else if (kind === "AddStrings" || kind === "RemoveStrings")
    changeSet(run, { name, operation, isAdded: kind === "AddStrings" });
  else if (kind === "ClearStringSet") run.sets.delete(name);
  else if (kind === "ClearFloatLog") run.tracks.delete(name);
  else if (kind === "DeleteAttribute") {
    for (const held of [run.attributes, run.sets, run.tracks]) held.delete(name);
  } else if (!name.startsWith("source_code")) countOther(run, kind);
}

interface Assigned {
  name: string;
  operation: MapValue;
  at: At;
}

function assign(run: NeptuneRun, { name, operation, at }: Assigned): void {
  const scalar = scalarIn(operation, "value");
  if (scalar === undefined) return;
  const value = typeof scalar.value === "string" ? scalar.value : (numberOf(scalar.value) ?? scalar.value);
  run.attributes.set(name, { value, evidence: placeOf(at, scalar.literal) });
}

/** A date is kept in milliseconds since the epoch. */
function assignTime(run: NeptuneRun, { name, operation, at }: Assigned): void {
  const time = new Date(numberIn(operation, "value") ?? Number.NaN);
  if (Number.isNaN(time.getTime())) return;
  const literal = time.toISOString();
  run.attributes.set(name, { value: literal, evidence: placeOf(at, literal) });
}

function logFloats(run: NeptuneRun, { name, operation, at }: Assigned): void {
  for (const point of listIn(operation, "values")?.items ?? []) {
    const value = numberOf(scalarIn(point, "value")?.value);
    if (value === null) continue;
    const sample = {
      value,
      step: numberIn(point, "step") ?? Number.NaN,
      wall: numberIn(point, "ts") ?? Number.NaN,
      place: at.place,
    };
    addPoint(run, name, { sample, file: at.file, keep: at.keep });
  }
}

function changeSet(run: NeptuneRun, change: { name: string; operation: MapValue; isAdded: boolean }): void {
  const { name, operation, isAdded } = change;
  const set = run.sets.get(name) ?? new Set();
  for (const item of listIn(operation, "values")?.items ?? []) {
    if (item.kind !== "scalar") continue;
    if (isAdded) set.add(item.literal);
    else set.delete(item.literal);
  }
  run.sets.set(name, set);
}

function placeOf({ file, line }: At, literal: string): Evidence {
  return { file, locator: { kind: "line", line }, literal };
}
