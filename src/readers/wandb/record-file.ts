import { forEachChunk } from "../../disk/file.ts";
import { isLfsPointer, POINTER_HEAD } from "../../model/lfs-pointer.ts";
import { checksumOf } from "./checksum.ts";
import { BLOCK, FIRST, FULL, HEADER, LARGEST, LAST, SIGNATURE } from "./chunk.ts";

/**
 * A record of a `.wandb` file: bytes `start` to `end` of `bytes` are a `wandb_internal.Record`. The one object is used again for
 * the next record, and the bytes are gone then.
 *
 * - `number`: 1-based; records that cannot be read have none.
 * - `offset`: of its first chunk in the file.
 * - `origin`: the file offset of `bytes[0]`, or -1 for a record put together from several chunks.
 */
export interface RawRecord {
  bytes: Buffer;
  view: DataView;
  start: number;
  end: number;
  number: number;
  offset: number;
  origin: number;
}

/**
 * What a file was like.
 *
 * - `problem`: why it is no W&B file at all, else null.
 * - `damage`: what was passed over, the first few with their file offsets; `damaged` counts all.
 * - `torn`: where the last record begins whose end is missing, else null.
 */
export interface FileReport {
  problem: "empty" | "lfs" | "foreign" | null;
  records: number;
  damage: { offset: number; what: string }[];
  damaged: number;
  torn: number | null;
}

/**
 * What to do with the records: `record` returning false stops; `turn` is called before the bytes of the records so far are gone.
 */
export interface RecordVisitor {
  record(record: RawRecord): boolean | undefined;
  turn?(buffer: Buffer, origin: number): void;
}

const SHOWN = 5;
/** Readers of numbers look this far ahead. */
const SLACK = 64;

/**
 * Reads a `.wandb` file record by record, whatever it is like: a chunk that is damaged costs the rest of its block, a tail that
 * is torn off costs its last record. Throws system errors only.
 */
export function forEachRecord(root: string, path: string, visitor: RecordVisitor): FileReport {
  const report: FileReport = { problem: "empty", records: 0, damage: [], damaged: 0, torn: null };
  const state = startState(report, visitor);
  forEachChunk(root, path, (buffer, bytes, offset) => {
    if (offset === 0) report.problem = problemOf(buffer.subarray(0, Math.min(bytes, 64)));
    // A short read in the middle of a growing file.
    if (report.problem !== null || offset % BLOCK !== 0) return false;
    if (state.raw.bytes !== buffer) use(state.raw, buffer);
    for (let start = 0; start < bytes && !state.stopped; start += BLOCK) {
      readBlock(state, { buffer, start, end: Math.min(start + BLOCK, bytes), origin: offset });
      if (state.raw.bytes !== buffer) use(state.raw, buffer);
    }
    visitor.turn?.(buffer, offset);
    return !state.stopped;
  });
  if (state.open && !state.stopped) report.torn ??= state.openOffset;
  return report;
}

interface State {
  report: FileReport;
  visitor: RecordVisitor;
  raw: RawRecord;
  whole: Buffer;
  wholeView: DataView;
  length: number;
  open: boolean;
  openOffset: number;
  passing: boolean;
  stopped: boolean;
}

interface Block {
  buffer: Buffer;
  start: number;
  end: number;
  origin: number;
}

const NOTHING = Buffer.alloc(0);
const RANGE = { start: 0, end: 0 };

function startState(report: FileReport, visitor: RecordVisitor): State {
  const raw = { bytes: NOTHING, view: viewOf(NOTHING), start: 0, end: 0, number: 0, offset: 0, origin: 0 };
  const open = { open: false, openOffset: 0, passing: false, stopped: false };
  return { report, visitor, raw, whole: NOTHING, wholeView: raw.view, length: 0, ...open };
}

function use(raw: RawRecord, buffer: Buffer): void {
  raw.bytes = buffer;
  raw.view = viewOf(buffer);
}

function viewOf(buffer: Buffer): DataView {
  return new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

function problemOf(head: Buffer): FileReport["problem"] {
  if (head.subarray(0, HEADER).equals(SIGNATURE)) return null;
  if (head.length === 0) return "empty";
  return isLfsPointer(head.toString("latin1", 0, POINTER_HEAD)) ? "lfs" : "foreign";
}

function readBlock(state: State, block: Block): void {
  const { buffer, end, origin } = block;
  const { view } = state.raw;
  const isLast = end - block.start < BLOCK;
  let at = block.start + (origin + block.start === 0 ? HEADER : 0);
  for (; at + HEADER <= end && !state.stopped; ) {
    const length = view.getUint16(at + 4, true);
    const type = view.getUint8(at + 6);
    const next = at + HEADER + length;
    const isBlank = type === 0 && length === 0;
    if (isBlank && isZero(buffer, at, end)) return;
    if (next > end && isLast && type >= FULL && type <= LAST) {
      state.report.torn = type === FULL || type === FIRST || !state.open ? origin + at : state.openOffset;
      state.open = false;
      return;
    }
    if (type < FULL || type > LAST || next > end) {
      damage(state, origin + at, "a chunk that cannot be one");
      return;
    }
    RANGE.start = at + 6;
    RANGE.end = next;
    if (view.getUint32(at, true) !== checksumOf(buffer, view, RANGE)) {
      damage(state, origin + at, "a chunk with a wrong checksum");
      return;
    }
    takeChunk(state, { type, at, next }, block);
    at = next;
  }
  if (isLast && at < end && !isZero(buffer, at, end)) state.report.torn ??= origin + at;
}

function takeChunk(state: State, chunk: { type: number; at: number; next: number }, block: Block): void {
  const { type, at, next } = chunk;
  const { buffer, origin } = block;
  const { raw } = state;
  if (type === FULL || type === FIRST) {
    if (state.open) note(state, state.openOffset, "a record without an end");
    state.open = false;
    state.passing = false;
  } else if (!state.open) {
    // What belongs to a record whose beginning is lost was noted there.
    if (!state.passing) note(state, origin + at, "a record without a beginning");
    state.passing = true;
    return;
  }
  if (type === FULL) {
    raw.offset = origin + at;
    raw.origin = origin;
    raw.start = at + HEADER;
    raw.end = next;
    emit(state);
    return;
  }
  if (type === FIRST) {
    state.open = true;
    state.openOffset = origin + at;
    state.length = 0;
  }
  append(state, buffer, { start: at + HEADER, end: next });
  if (type === LAST && state.open) emitWhole(state, buffer);
}

function append(state: State, buffer: Buffer, range: { start: number; end: number }): void {
  const length = state.length + range.end - range.start;
  if (length > LARGEST) {
    note(state, state.openOffset, `a record of more than ${LARGEST >> 20} MiB`);
    state.open = false;
    state.passing = true;
    state.whole = NOTHING;
    return;
  }
  if (length + SLACK > state.whole.length) {
    const larger = Buffer.alloc(Math.max(2 * length, 4 * BLOCK) + SLACK);
    state.whole.copy(larger, 0, 0, state.length);
    state.whole = larger;
    state.wholeView = viewOf(larger);
  }
  buffer.copy(state.whole, state.length, range.start, range.end);
  state.length = length;
}

function emitWhole(state: State, buffer: Buffer): void {
  const { raw } = state;
  const { view } = raw;
  state.open = false;
  raw.bytes = state.whole;
  raw.view = state.wholeView;
  raw.offset = state.openOffset;
  raw.origin = -1;
  raw.start = 0;
  raw.end = state.length;
  emit(state);
  raw.bytes = buffer;
  raw.view = view;
}

function emit(state: State): void {
  state.report.records += 1;
  state.raw.number = state.report.records;
  if (state.visitor.record(state.raw) === false) state.stopped = true;
}

/** The rest of the block is passed over, and what was begun before it is lost. */
function damage(state: State, offset: number, what: string): void {
  note(state, offset, what);
  state.open = false;
  state.passing = true;
}

function note({ report }: State, offset: number, what: string): void {
  report.damaged += 1;
  if (report.damage.length < SHOWN) report.damage.push({ offset, what });
}

/** Blocks that were made and not filled are zero (a file that was memory-mapped). */
function isZero(buffer: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (buffer[at] !== 0) return false;
  return true;
}
