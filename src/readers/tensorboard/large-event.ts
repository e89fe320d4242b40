import { noteWall, readValue } from "./event.ts";
import { laneOf } from "./lane.ts";
import type { TfRecord } from "./record.ts";
import type { Scan } from "./scan.ts";
import { readLong } from "./value.ts";
import type { Window } from "./window.ts";
import { need } from "./window.ts";
import { readVarint } from "./wire.ts";

/** Keys of the fields that are looked at (event.ts). */
const WALL_TIME = 9;
const STEP = 16;
const SUMMARY = 42;
const VALUE = 10;
const TAG = 10;
const METADATA = 74;
/** Values longer than this are no scalars, and not loaded. */
const LONG = 1 << 14;
/** A key and a length are no longer than this. */
const FIELD_HEAD = 15;

interface Span {
  from: number;
  to: number;
}

/**
 * Reads an event that is too large to be loaded: an image, a graph, a thousand values in one. Values in it that are long are
 * told apart by their tags and stepped over in the file. False where it is no event.
 */
export function readLargeEvent(scan: Scan, record: TfRecord): boolean {
  const { window, place, length } = record;
  const { here } = scan;
  const summaries: Span[] = [];
  here.step = 0;
  here.wall = Number.NaN;
  const isWhole = forEachField(window, { from: place, to: place + length }, (key, { from, to }) => {
    const at = key === WALL_TIME || key === STEP ? need(window, from, to - from) : -1;
    if (key === SUMMARY) summaries.push({ from, to });
    else if (at < 0) return;
    else if (key === WALL_TIME) here.wall = window.view.getFloat64(at, true);
    else {
      window.at = at;
      here.step = readVarint(window, at + to - from);
    }
  });
  if (!isWhole) return false;
  noteWall(scan);
  return summaries.every((summary) =>
    forEachField(window, summary, (key, value) => {
      if (key === VALUE) readAnyValue(scan, window, value);
    }),
  );
}

function readAnyValue(scan: Scan, window: Window, value: Span): void {
  const length = value.to - value.from;
  const at = length <= LONG ? need(window, value.from, length) : -1;
  if (at < 0) readLongValue(scan, window, value);
  else {
    window.at = at;
    readValue(scan, window, at + length);
  }
}

/** A value of which only the small parts are loaded: its tag and its metadata. */
function readLongValue(scan: Scan, window: Window, value: Span): void {
  let tag: Buffer = Buffer.alloc(0);
  let metadata: Buffer | null = null;
  let kind = 0;
  forEachField(window, value, (key, { from, to }) => {
    const isPart = key === TAG || key === METADATA;
    const at = isPart && to - from <= LONG ? need(window, from, to - from) : -1;
    if (at < 0) kind = (key & 7) === 2 && !isPart ? key >> 3 : kind;
    else if (key === TAG) tag = Buffer.from(window.bytes.subarray(at, at + to - from));
    else metadata = Buffer.from(window.bytes.subarray(at, at + to - from));
  });
  const lane = laneOf(scan.lanes, tag, { from: 0, to: tag.length });
  if (lane !== null) readLong(lane, metadata, kind);
}

/** Walks the fields of a message by their places in the file; false where it is no message. */
function forEachField(window: Window, message: Span, each: (key: number, span: Span) => void): boolean {
  const { file } = window;
  let { from } = message;
  while (from < message.to) {
    const length = Math.min(FIELD_HEAD, message.to - from, file.size - from);
    const at = need(window, from, length);
    if (at < 0) return false;
    const span = spanOf(window, { at, from, to: message.to });
    if (span === null) return false;
    each(window.bytes[at] as number, span);
    from = span.to;
  }
  return true;
}

/** Where in the file the value of the field is whose key is at `at` in the buffer and at `from` in the file. */
function spanOf(window: Window, field: { at: number; from: number; to: number }): Span | null {
  const start = window.at;
  window.at = field.at;
  const end = Math.min(field.at + FIELD_HEAD, window.length, field.at + field.to - field.from);
  const key = readVarint(window, end);
  const head = window.at;
  const wire = key & 7;
  if (head < 0) return null;
  const length = lengthOf(window, wire, end);
  const from = field.from + (wire === 2 ? window.at : head) - field.at;
  const isBroken = window.at < 0 || length < 0 || from + length > field.to;
  window.at = start;
  return isBroken ? null : { from, to: from + length };
}

function lengthOf(window: Window, wire: number, end: number): number {
  if (wire === 1) return 8;
  if (wire === 5) return 4;
  if (wire !== 0 && wire !== 2) return -1;
  const { at } = window;
  const value = readVarint(window, end);
  return wire === 2 ? value : window.at - at;
}
