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
  WireError,
} from "../format/protobuf.ts";

/** A hyperparameter: a number (integers and, by torch, booleans too are written as numbers), a text or a truth value. */
export type HparamValue = number | string | boolean | null;

/**
 * What the hparams plugin was told in one event. `ended`: how the session ended, as `status` (0 unknown, 1 success, 2 failure,
 * 3 running) and the time in seconds, 0 where none was stated.
 */
export interface Session {
  hparams: { name: string; value: HparamValue }[];
  group: string | null;
  ended: { status: number; time: number } | null;
}

/**
 * Reads HParamsPluginData { version = 1, experiment = 2, session_start_info = 3 { hparams = 1 map, model_uri = 2,
 * monitor_url = 3, group_name = 4, start_time_secs = 5 }, session_end_info = 4 { status = 1, end_time_secs = 2 } }
 * (tensorboard/plugins/hparams/plugin_data.proto). What does not fit ends the reading; what came before is kept.
 */
export function readSession(bytes: Buffer): Session {
  const session: Session = { hparams: [], group: null, ended: null };
  try {
    const cursor = openMessage(bytes);
    while (nextField(cursor)) {
      if (cursor.field === 3) readStart(cursor, session);
      else if (cursor.field === 4) session.ended = readEnd(cursor);
      else skipField(cursor);
    }
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
  }
  // A map has no order, and is written in another one each time.
  session.hparams.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return session;
}

function readStart(cursor: Cursor, session: Session): void {
  const outer = enterMessage(cursor);
  while (nextField(cursor)) {
    if (cursor.field === 1) session.hparams.push(readEntry(cursor));
    else if (cursor.field === 4) session.group = groupOf(readText(cursor));
    else skipField(cursor);
  }
  leaveMessage(cursor, outer);
}

/** A group that nobody named is called by a hash of its hyperparameters. */
function groupOf(name: string): string | null {
  return name === "" || /^[0-9a-f]{64}$/.test(name) ? null : name;
}

/** An entry of a map { key = 1, value = 2 }. */
function readEntry(cursor: Cursor): Session["hparams"][number] {
  const outer = enterMessage(cursor);
  let name = "";
  let value: HparamValue = null;
  while (nextField(cursor)) {
    if (cursor.field === 1) name = readText(cursor);
    else if (cursor.field === 2) value = readValue(cursor);
    else skipField(cursor);
  }
  leaveMessage(cursor, outer);
  return { name, value };
}

/** google.protobuf.Value { null = 1, number = 2 double, string = 3, bool = 4 }; structs and lists are not written. */
function readValue(cursor: Cursor): HparamValue {
  const outer = enterMessage(cursor);
  let value: HparamValue = null;
  while (nextField(cursor)) {
    if (cursor.field === 2) value = readDouble(cursor);
    else if (cursor.field === 3) value = readText(cursor);
    else if (cursor.field === 4) value = readBool(cursor);
    else skipField(cursor);
  }
  leaveMessage(cursor, outer);
  return value;
}

function readEnd(cursor: Cursor): NonNullable<Session["ended"]> {
  const outer = enterMessage(cursor);
  const ended = { status: 0, time: 0 };
  while (nextField(cursor)) {
    if (cursor.field === 1) ended.status = Number(readInt(cursor));
    else if (cursor.field === 2) ended.time = readDouble(cursor);
    else skipField(cursor);
  }
  leaveMessage(cursor, outer);
  return ended;
}
