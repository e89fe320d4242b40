import { readRange } from "../../disk/file.ts";
import type { Evidence } from "../../model/evidence.ts";
import { baseName } from "../../model/tree.ts";
import { literalOf, shortestSingle } from "../format/metric-track.ts";
import type { Cursor } from "../format/protobuf.ts";
import {
  enterMessage,
  leaveMessage,
  nextField,
  openMessage,
  readDouble,
  readFloat,
  readInt,
  readText,
  skipField,
  WireError,
} from "../format/protobuf.ts";
import { isEventFile } from "./event-file.ts";
import { forEachRecord } from "./record.ts";
import { clean, sayMetadata, sayTensor } from "./show-tensor.ts";

const MOST_BYTES = 1 << 20;
const MOST_LINES = 500;

/** The event that evidence points at, one field a line; null where there is none. Never throws. */
export function showEvent({ file, locator }: Evidence, root: string): string | null {
  if (locator.kind !== "record" || !isEventFile(baseName(file))) return null;
  const place = { start: -1, length: 0 };
  try {
    forEachRecord(root, file, (record) => {
      if (record.number < locator.record) return true;
      place.start = record.place;
      place.length = Math.min(record.length, MOST_BYTES);
      return false;
    });
    return place.start < 0 ? null : sayEvent(readRange(root, file, place));
  } catch {
    return null;
  }
}

/** The same of many events of a file, by their numbers, in one pass; what cannot be read is left out. Never throws. */
export function showEvents(file: string, records: ReadonlySet<number>, root: string): Map<number, string> {
  const texts = new Map<number, string>();
  if (!isEventFile(baseName(file))) return texts;
  const places: { number: number; start: number; length: number }[] = [];
  try {
    forEachRecord(root, file, ({ number, place, length }) => {
      if (records.has(number)) places.push({ number, start: place, length: Math.min(length, MOST_BYTES) });
      return places.length < records.size;
    });
    for (const place of places) texts.set(place.number, sayEvent(readRange(root, file, place)));
  } catch {
    // A file that ends early has the events before that.
  }
  return texts;
}

function sayEvent(bytes: Buffer): string {
  const lines: string[] = [];
  try {
    const cursor = openMessage(bytes);
    while (nextField(cursor)) sayField(cursor, lines);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    lines.push("…");
  }
  const shown = lines.slice(0, MOST_LINES);
  return (lines.length > MOST_LINES ? [...shown, `… ${lines.length - MOST_LINES} more lines`] : shown).join("\n");
}

/** The fields of an Event (event.ts). */
function sayField(cursor: Cursor, lines: string[]): void {
  switch (cursor.field) {
    case 1:
      lines.push(`wall time: ${sayTime(readDouble(cursor))}`);
      return;
    case 2:
      lines.push(`step: ${readInt(cursor)}`);
      return;
    case 3:
      lines.push(`file version: ${clean(readText(cursor))}`);
      return;
    case 5:
      saySummary(cursor, lines);
      return;
    default:
      lines.push(`${OTHERS.get(cursor.field) ?? `field ${cursor.field}`}: ${sayLength(cursor)}`);
  }
}

const OTHERS = new Map([
  [4, "graph"],
  [6, "log message"],
  [7, "session log"],
  [8, "run metadata"],
  [9, "meta graph"],
  [10, "writer"],
]);
const MEDIA = new Map([
  [4, "image"],
  [5, "histogram"],
  [6, "audio"],
]);

function saySummary(cursor: Cursor, lines: string[]): void {
  const outer = enterMessage(cursor);
  while (nextField(cursor)) {
    if (cursor.field === 1) sayValue(cursor, lines);
    else skipField(cursor);
  }
  leaveMessage(cursor, outer);
}

function sayValue(cursor: Cursor, lines: string[]): void {
  const outer = enterMessage(cursor);
  while (nextField(cursor)) {
    if (cursor.field === 1) lines.push(`tag: ${clean(readText(cursor))}`);
    else if (cursor.field === 2) lines.push(`value: ${literalOf(shortestSingle(readFloat(cursor)))}`);
    else if (cursor.field === 8) lines.push(...sayTensor(cursor));
    else if (cursor.field === 9) lines.push(...sayMetadata(cursor));
    else if (cursor.field === 7) lines.push(`node: ${clean(readText(cursor))}`);
    else lines.push(`${MEDIA.get(cursor.field) ?? `field ${cursor.field}`}: ${sayLength(cursor)}`);
  }
  leaveMessage(cursor, outer);
}

/** How long a field is that is not shown. */
function sayLength(cursor: Cursor): string {
  const { at } = cursor;
  skipField(cursor);
  return `${cursor.at - at} bytes`;
}

function sayTime(seconds: number): string {
  const isTime = Math.abs(seconds) < 8.64e12;
  return isTime ? `${new Date(seconds * 1000).toISOString()} (${seconds})` : String(seconds);
}
