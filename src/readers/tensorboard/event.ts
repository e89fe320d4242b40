import { addPoint, laneOf } from "./lane.ts";
import type { Scan } from "./scan.ts";
import { noParts, readOther } from "./value.ts";
import type { Window } from "./window.ts";
import { blockEnd, readVarint, skip } from "./wire.ts";

/*
 * Event { wall_time = 1 double, step = 2 int64, file_version = 3, graph_def = 4, summary = 5, log_message = 6,
 * session_log = 7, tagged_run_metadata = 8, meta_graph_def = 9, source_metadata = 10 } (tensorboard/compat/proto/event.proto).
 * Written out by hand and in place, since it is done for every point.
 */
const WALL_TIME = 9;
const STEP = 16;
const FILE_VERSION = 26;
const SUMMARY = 42;
const SESSION_LOG = 58;
const SOURCE_METADATA = 82;
/** Summary { value = 1 }; Value { tag = 1, simple_value = 2 float, node_name = 7, tensor = 8, metadata = 9 } (summary.proto). */
const VALUE = 10;
const TAG = 10;
const SIMPLE_VALUE = 21;
const NODE_NAME = 58;
const TENSOR = 66;
const METADATA = 74;

/** Where the parts of the value that is being read are; the same object each time. */
const parts = noParts();

/** Reads an event that is in the window's buffer from `at` to `end`; false where it is no event. */
export function readEvent(scan: Scan, window: Window, { at, end }: { at: number; end: number }): boolean {
  const { bytes, view } = window;
  const { here } = scan;
  let summary = -1;
  let summaryEnd = -1;
  here.step = 0;
  here.wall = Number.NaN;
  window.at = at;
  while (window.at < end) {
    const key = bytes[window.at] as number;
    window.at += 1;
    if (key === WALL_TIME && window.at + 8 <= end) {
      here.wall = view.getFloat64(window.at, true);
      window.at += 8;
    } else if (key === STEP) {
      here.step = readVarint(window, end);
    } else if (key === SUMMARY) {
      summaryEnd = blockEnd(window, end);
      summary = window.at;
      window.at = summaryEnd;
    } else if (key === SESSION_LOG || key === FILE_VERSION || key === SOURCE_METADATA) {
      const to = blockEnd(window, end);
      if (to >= 0) readOrigin(scan, key, bytes.subarray(window.at, to));
      window.at = to;
    } else skip(window, key, end);
    if (window.at < 0) return false;
  }
  noteWall(scan);
  if (summary < 0) return true;
  window.at = summary;
  return readSummary(scan, window, summaryEnd);
}

/** The first and the last time something was logged; clocks jump, so the last is the latest. */
export function noteWall(scan: Scan): void {
  const { wall, record, file } = scan.here;
  if (!(wall > 0)) return;
  if (Number.isNaN(scan.firstWall)) {
    scan.firstWall = wall;
    scan.firstAt = { record, file };
  }
  if (scan.lastWall >= wall) return;
  scan.lastWall = wall;
  scan.lastAt.record = record;
  scan.lastAt.file = file;
}

/** Reads a value that is in the window's buffer from where that stands to `end`; false where it is none. */
export function readValue(scan: Scan, window: Window, end: number): boolean {
  const { bytes } = window;
  let simple = -1;
  parts.from = 0;
  parts.to = 0;
  parts.tensor = -1;
  parts.metadata = -1;
  parts.kind = 0;
  while (window.at < end) {
    const key = bytes[window.at] as number;
    window.at += 1;
    if (key === SIMPLE_VALUE && window.at + 4 <= end) {
      simple = window.at;
      window.at += 4;
    } else if ((key & 7) === 2 && key < 128) {
      const to = blockEnd(window, end);
      notePart(key, window.at, to);
      window.at = to;
    } else skip(window, key, end);
    if (window.at < 0) return false;
  }
  const lane = laneOf(scan.lanes, bytes, parts);
  if (lane === null) return true;
  if (simple >= 0) addPoint(lane, window.view.getFloat32(simple, true), scan.here);
  if (simple < 0 || parts.metadata >= 0) readOther(scan, lane, { window, parts, isScalar: simple >= 0 });
  return true;
}

function readSummary(scan: Scan, window: Window, end: number): boolean {
  const { bytes } = window;
  while (window.at < end) {
    const key = bytes[window.at] as number;
    window.at += 1;
    if (key === VALUE) {
      const to = blockEnd(window, end);
      if (to < 0 || !readValue(scan, window, to)) return false;
      window.at = to;
    } else skip(window, key, end);
    if (window.at < 0) return false;
  }
  return true;
}

function notePart(key: number, from: number, to: number): void {
  if (key === TAG || (key === NODE_NAME && parts.to === parts.from)) {
    parts.from = from;
    parts.to = to;
  } else if (key === TENSOR) {
    parts.tensor = from;
    parts.tensorEnd = to;
  } else if (key === METADATA) {
    parts.metadata = from;
    parts.metadataEnd = to;
  } else parts.kind = key >> 3;
}

/** SessionLog { status = 1 } with START = 1: what was logged before with this step or a higher one does not count. */
function readOrigin(scan: Scan, key: number, bytes: Buffer): void {
  if (key === FILE_VERSION) scan.version ??= bytes.toString("utf8", 0, 64);
  else if (key === SOURCE_METADATA) scan.writer ??= bytes[0] === 10 ? bytes.toString("utf8", 2, 128) : null;
  else if (bytes[0] === 8 && bytes[1] === 1) {
    const { step } = scan.here;
    scan.restarts.push(step);
    scan.hasPurged ||= scan.lanes.all.some((lane) => lane.highestStep >= step);
  }
}
