import { forEachChunk } from "../../disk/file.ts";

/**
 * A place in a buffer: a line begins at `from`, known lines end before `limit`, the first byte is `origin` in the file. At
 * least 64 bytes lie behind `limit`, so that numbers can be read without looking out for the end.
 */
export interface BufferLine {
  buffer: Buffer;
  view: DataView;
  from: number;
  limit: number;
  origin: number;
}

const MARGIN = 64;
/** A longer line than this is no log line; it is passed over. */
const MAX_LINE = 16 << 20;

/**
 * What is done with the lines of a file.
 *
 * - `fast`: may take the line at `from` and return the index of its newline (below `limit`), or -1 to have it cut out.
 * - `line`: gets one line without its newline; `isTorn` when the file ends without one.
 * - `chunk`: the buffer is about to be used again.
 * - `tooLong`: a line of more than 16 MiB was passed over.
 */
export interface LineHandlers {
  fast(line: BufferLine): number;
  line(line: { buffer: Buffer; from: number; to: number; origin: number }, isTorn: boolean): void;
  chunk(chunk: BufferLine): void;
  tooLong(): void;
}

/**
 * Cuts a file into lines, one chunk in memory at a time. Returning null from `start`, which sees the first chunk, leaves
 * the file unread. Throws system errors.
 */
export function forEachLine(root: string, path: string, start: (first: Buffer) => LineHandlers | null): void {
  let handlers: LineHandlers | null = null;
  const state: State = { carry: [], carried: 0, origin: 0 };
  forEachChunk(root, path, (buffer, bytes, offset) => {
    handlers ??= start(buffer.subarray(0, bytes));
    if (handlers === null) return false;
    readChunk(state, handlers, { buffer, bytes, offset });
    return true;
  });
  if (handlers !== null && state.carried > 0) endLine(state, handlers, true);
}

interface State {
  carry: Buffer[];
  carried: number;
  origin: number;
}

function readChunk(
  state: State,
  handlers: LineHandlers,
  chunk: { buffer: Buffer; bytes: number; offset: number },
): void {
  const { buffer, bytes, offset } = chunk;
  const valid = buffer.subarray(0, bytes);
  let from = 0;
  if (state.carried > 0) {
    const newline = valid.indexOf(10);
    carry(state, chunk, { from: 0, to: newline < 0 ? bytes : newline });
    if (newline < 0) return;
    endLine(state, handlers, false);
    from = newline + 1;
  }
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
  const line: BufferLine = { buffer, view, from, limit: Math.min(bytes, buffer.length - MARGIN), origin: offset };
  while (from < bytes) {
    line.from = from;
    let newline = handlers.fast(line);
    if (newline < 0) {
      newline = valid.indexOf(10, from);
      if (newline < 0) break;
      handlers.line({ buffer, from, to: newline, origin: offset }, false);
    }
    from = newline + 1;
  }
  handlers.chunk(line);
  if (from < bytes) carry(state, chunk, { from, to: bytes });
}

/** Keeps a part of a line that goes on in the next chunk; a line that gets too long is only counted. */
function carry(state: State, chunk: { buffer: Buffer; offset: number }, part: { from: number; to: number }): void {
  if (state.carried === 0) state.origin = chunk.offset + part.from;
  state.carried += part.to - part.from;
  if (state.carried <= MAX_LINE) state.carry.push(Buffer.from(chunk.buffer.subarray(part.from, part.to)));
  else state.carry.length = 0;
}

function endLine(state: State, handlers: LineHandlers, isTorn: boolean): void {
  if (state.carried > MAX_LINE) handlers.tooLong();
  else {
    const buffer = Buffer.concat(state.carry);
    handlers.line({ buffer, from: 0, to: buffer.length, origin: state.origin }, isTorn);
    const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
    handlers.chunk({ buffer, view, from: 0, limit: buffer.length, origin: state.origin });
  }
  state.carry = [];
  state.carried = 0;
}
