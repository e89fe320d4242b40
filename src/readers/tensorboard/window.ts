import type { OpenFile } from "../../disk/file.ts";

/**
 * A part of a file in memory that moves along with whoever reads it. What lies between two places that are asked for is not
 * loaded when it is far: after a jump little is read at once, and more as reading goes on from there.
 *
 * - `start`: the place in the file of the buffer's first byte; `length` bytes of the buffer are valid.
 * - `ahead`: how much the next load takes.
 * - `at`: where in the buffer the decoder stands (wire.ts).
 */
export interface Window {
  file: OpenFile;
  bytes: Buffer;
  view: DataView;
  start: number;
  length: number;
  ahead: number;
  at: number;
}

/** The most that can be asked for at once. */
export const WIDEST = 1 << 20;
const NARROWEST = 1 << 14;

let spare: Buffer | null = null;

/** Hands over a window at the start of a file. One buffer serves all files, one after another. */
export function withWindow<T>(file: OpenFile, use: (window: Window) => T): T {
  const bytes = spare ?? Buffer.allocUnsafeSlow(WIDEST);
  spare = null;
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    return use({ file, bytes, view, start: 0, length: 0, ahead: NARROWEST, at: 0 });
  } finally {
    spare = bytes;
  }
}

/** Where in the buffer `length` bytes from a place in the file are now; -1 where the file ends before. */
export function need(window: Window, place: number, length: number): number {
  const at = place - window.start;
  return at >= 0 && at + length <= window.length ? at : load(window, place, length);
}

/** Whether those bytes are in the buffer already. */
export function isLoaded(window: Window, place: number, length: number): boolean {
  const at = place - window.start;
  return at >= 0 && at + length <= window.length;
}

function load(window: Window, place: number, length: number): number {
  const { file, bytes } = window;
  if (length > WIDEST || place + length > file.size) return -1;
  const at = place - window.start;
  const isOnward = at >= 0 && at <= window.length;
  const kept = isOnward ? window.length - at : 0;
  if (kept > 0) bytes.copyWithin(0, at, at + kept);
  window.ahead = isOnward ? Math.min(WIDEST, window.ahead * 4) : NARROWEST;
  window.start = place;
  window.length = kept;
  const wanted = Math.min(file.size - place, WIDEST, Math.max(length, window.ahead));
  while (window.length < wanted) {
    const from = place + window.length;
    const read = file.read(bytes, { at: window.length, length: wanted - window.length, from });
    if (read === 0) break;
    window.length += read;
  }
  return window.length >= length ? 0 : -1;
}
