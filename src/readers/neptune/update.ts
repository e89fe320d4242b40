import type { Cursor } from "../format/protobuf.ts";
import {
  enterMessage,
  leaveMessage,
  nextField,
  openMessage,
  readBool,
  readDouble,
  readInt,
  readText,
  skipField,
} from "../format/protobuf.ts";

/** A value of neptune_pb.ingest.v1.Value: a set of texts, or one value; null for a file, a histogram and what is not known. */
export type UpdateValue = number | bigint | string | boolean | string[] | { time: number } | null;

/** What one operation says. `appended` belong to `step` and `time` (seconds since the epoch). */
export interface Update {
  step: number;
  time: number;
  assigned: [name: string, value: UpdateValue][];
  appended: [name: string, value: UpdateValue][];
  sets: [name: string, changes: [text: string, isAdded: boolean][]][];
}

/**
 * Reads a neptune_pb.ingest.v1.UpdateRunSnapshot (neptune-api, codegen/proto/neptune_pb/ingest/v1/common.proto): step = 1,
 * timestamp = 2, assign = 4, modify_sets = 5, append = 8. Throws `WireError` for bytes that are none.
 */
export function readUpdate(bytes: Buffer): Update {
  const update: Update = { step: Number.NaN, time: Number.NaN, assigned: [], appended: [], sets: [] };
  const cursor = openMessage(bytes);
  while (nextField(cursor)) {
    if (cursor.field === 1) update.step = readStep(cursor);
    else if (cursor.field === 2) update.time = readTime(cursor);
    else if (cursor.field === 4) update.assigned.push(readEntry(cursor, readValue, null));
    else if (cursor.field === 8) update.appended.push(readEntry(cursor, readValue, null));
    else if (cursor.field === 5) update.sets.push(readEntry(cursor, readChanges, []));
    else skipField(cursor);
  }
  return update;
}

/** The run of a neptune_pb.ingest.v1.CreateRun: run_id = 2, experiment_id = 5, creation_time = 3 (seconds since the epoch). */
export function readCreation(bytes: Buffer): { run: string; experiment: string; time: number } {
  const created = { run: "", experiment: "", time: Number.NaN };
  const cursor = openMessage(bytes);
  while (nextField(cursor)) {
    if (cursor.field === 2) created.run = readText(cursor);
    else if (cursor.field === 3) created.time = readTime(cursor);
    else if (cursor.field === 5) created.experiment = readText(cursor);
    else skipField(cursor);
  }
  return created;
}

/** A step has a whole part and millionths. */
function readStep(cursor: Cursor): number {
  let [whole, micro] = [0, 0];
  inMessage(cursor, (field) => {
    if (field === 1) whole = Number(readInt(cursor));
    else if (field === 2) micro = Number(readInt(cursor));
    else skipField(cursor);
  });
  return Math.round(whole * 1e6 + micro) / 1e6;
}

function readTime(cursor: Cursor): number {
  let [seconds, nanos] = [0, 0];
  inMessage(cursor, (field) => {
    if (field === 1) seconds = Number(readInt(cursor));
    else if (field === 2) nanos = Number(readInt(cursor));
    else skipField(cursor);
  });
  return seconds + nanos / 1e9;
}

/** An entry of a map field: key = 1, value = 2. */
function readEntry<T>(cursor: Cursor, read: (cursor: Cursor) => T, none: T): [string, T] {
  let [name, value] = ["", none];
  inMessage(cursor, (field) => {
    if (field === 1) name = readText(cursor);
    else if (field === 2) value = read(cursor);
    else skipField(cursor);
  });
  return [name, value];
}

function readValue(cursor: Cursor): UpdateValue {
  let value: UpdateValue = null;
  inMessage(cursor, (field) => {
    if (field === 1) value = readDouble(cursor);
    else if (field === 3) value = readInt(cursor);
    else if (field === 5) value = readBool(cursor);
    else if (field === 6) value = readText(cursor);
    else if (field === 8) value = { time: readTime(cursor) };
    else if (field === 12) value = readTexts(cursor);
    else skipField(cursor);
  });
  return value;
}

function readTexts(cursor: Cursor): string[] {
  const texts: string[] = [];
  inMessage(cursor, (field) => {
    if (field === 1) texts.push(readText(cursor));
    else skipField(cursor);
  });
  return texts;
}

/** ModifySet: string = 1, a ModifyStringSet whose values = 1 map a text to ADD = 1 or REMOVE = 2. */
function readChanges(cursor: Cursor): [string, boolean][] {
  const changes: [string, boolean][] = [];
  inMessage(cursor, (field) => {
    if (field !== 1) skipField(cursor);
    else {
      inMessage(cursor, (inner) => {
        if (inner !== 1) skipField(cursor);
        else {
          const [text, change] = readEntry(cursor, (at) => Number(readInt(at)), 0);
          changes.push([text, change !== 2]);
        }
      });
    }
  });
  return changes;
}

function inMessage(cursor: Cursor, each: (field: number) => void): void {
  const outer = enterMessage(cursor);
  while (nextField(cursor)) each(cursor.field);
  leaveMessage(cursor, outer);
}
