import type { Stats } from "node:fs";
import { closeSync, fstatSync, lstatSync, openSync, readFileSync, readSync, realpathSync, statSync } from "node:fs";
import { sep } from "node:path";

const CHUNK = 1 << 20;
let shared: Buffer | null = null;
const SMALL = 1 << 14;
const small = Buffer.allocUnsafeSlow(SMALL);

/** The absolute path of a project-relative one. */
export function absolute(root: string, path: string): string {
  if (path === "" || root === "") return root || path;
  return root.endsWith("/") ? root + path : `${root}/${path}`;
}

/** A file's text, decoded as UTF-8 (broken bytes become U+FFFD), byte-order mark kept. Throws system errors. */
export function readText(root: string, path: string): string {
  const file = absolute(root, path);
  // Thousands of files of a few bytes are read; one call that takes what there is spares asking for the size.
  const handle = openSync(file, "r");
  try {
    const bytes = readSync(handle, small, 0, SMALL, 0);
    if (bytes < SMALL) return small.toString("utf8", 0, bytes);
  } finally {
    closeSync(handle);
  }
  return readFileSync(file, "utf8");
}

/** A file's bytes, whole. For small files only. Throws system errors. */
export function readBytes(root: string, path: string): Buffer {
  return readFileSync(absolute(root, path));
}

/** A file's size in bytes. Throws system errors. */
export function fileSize(root: string, path: string): number {
  return statSync(absolute(root, path)).size;
}

/**
 * What the system says of an absolute path, links followed; undefined when nothing is there or nothing can be said of it: links
 * that go round in a circle, a folder that may not be entered, a name that no file can have.
 */
export function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** A text that is the same as long as a file is, and the one that a snapshot knows it by; `missing` when there is none. */
export function fileStamp(root: string, path: string): string {
  const stats = statsOf(absolute(root, path));
  if (stats === undefined) return "missing";
  return Buffer.from(Float64Array.of(stats.size, stats.mtimeMs, stats.ctimeMs).buffer).toString("base64");
}

/** Whether a file or folder of that name is there (a dangling link is not). */
export function exists(root: string, path: string): boolean {
  return statsOf(absolute(root, path)) !== undefined;
}

/** Whether the path is a regular file, links followed. */
export function isFile(root: string, path: string): boolean {
  return statsOf(absolute(root, path))?.isFile() ?? false;
}

/** Whether the path is a folder, links followed. */
export function isFolder(root: string, path: string): boolean {
  return statsOf(absolute(root, path))?.isDirectory() ?? false;
}

/** Whether the path itself is a symbolic link. */
export function isLink(root: string, path: string): boolean {
  return lstatSync(absolute(root, path), { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

// A root does not move while a command runs, and it is asked for at every cited line.
const TOPS = new Map<string, string>();

/** Whether an existing path really lies below the root once its links are resolved. */
export function isInside(root: string, path: string): boolean {
  try {
    const real = realpathSync.native(absolute(root, path));
    const top = TOPS.get(root) ?? realpathSync.native(root);
    TOPS.set(root, top);
    return real === top || real.startsWith(top.endsWith(sep) ? top : top + sep);
  } catch {
    return false;
  }
}

/**
 * Reads a file piece by piece into one buffer that is used again by the next call: take what you need before you return.
 * Reads up to the size seen at opening, so a file that is still being written ends cleanly. Throws system errors.
 *
 * @param each gets the buffer, how many of its bytes are valid, and the file offset of its first byte; returning false stops.
 */
export function forEachChunk(
  root: string,
  path: string,
  each: (buffer: Buffer, bytes: number, offset: number) => boolean | undefined,
): void {
  const handle = openSync(absolute(root, path), "r");
  try {
    const size = fstatSync(handle).size;
    const buffer = shared ?? Buffer.allocUnsafe(CHUNK);
    shared = null;
    try {
      for (let offset = 0; offset < size; ) {
        const bytes = readSync(handle, buffer, 0, Math.min(CHUNK, size - offset), offset);
        if (bytes === 0 || each(buffer, bytes, offset) === false) break;
        offset += bytes;
      }
    } finally {
      shared = buffer;
    }
  } finally {
    closeSync(handle);
  }
}

/** A file that is open for reading in any order; `size` is what it had at opening. */
export interface OpenFile {
  size: number;
  /** Reads up to `length` bytes from byte `from` of the file to `at` in the buffer; says how many there were. */
  read(buffer: Buffer, place: { at: number; length: number; from: number }): number;
}

/** Opens a file, hands it over, and closes it whatever comes of that. Throws system errors. */
export function withFile<T>(root: string, path: string, use: (file: OpenFile) => T): T {
  const handle = openSync(absolute(root, path), "r");
  try {
    const read: OpenFile["read"] = (buffer, { at, length, from }) => readSync(handle, buffer, at, length, from);
    return use({ size: fstatSync(handle).size, read });
  } finally {
    closeSync(handle);
  }
}

/** `length` bytes from byte `start`; fewer at the end of the file. Throws system errors. */
export function readRange(root: string, path: string, range: { start: number; length: number }): Buffer {
  const handle = openSync(absolute(root, path), "r");
  try {
    const length = Math.max(0, Math.min(range.length, fstatSync(handle).size - range.start));
    const buffer = Buffer.allocUnsafe(length);
    const bytes = length === 0 ? 0 : readSync(handle, buffer, 0, length, range.start);
    return buffer.subarray(0, bytes);
  } finally {
    closeSync(handle);
  }
}
