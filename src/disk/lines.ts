import { isUtf8 } from "node:buffer";
import { closeSync, lstatSync, openSync, readSync } from "node:fs";
import { absolute, fileSize, forEachChunk, isFile, isInside, readRange } from "./file.ts";

const STRIDE = 1024;
const SNIFFED = 8192;
const MOST_BYTES = 1 << 22;
const SMALL = 1 << 17;
const KEPT = 8;
const buffer = Buffer.allocUnsafeSlow(SMALL);

/**
 * A text file by its lines. `read` gives lines `from` to `to` (1-based, included) as far as they exist, without line ends. `whole`:
 * the text as it stands in the file, of a small file that is UTF-8.
 */
export interface FileLines {
  total: number;
  bytes: number;
  whole?: string;
  read(from: number, to: number): string[];
}

/** Whether a file is there, lies in the project and has no NUL byte near its start. */
export function isText(root: string, path: string): boolean {
  if (!isInside(root, path) || !isFile(root, path)) return false;
  try {
    return !readRange(root, path, { start: 0, length: SNIFFED }).includes(0);
  } catch {
    return false;
  }
}

/**
 * Opens a text file for reading parts of it; null for what `isText` says no to. Counts its lines once and remembers where
 * every 1024th begins; at most 4 MiB are decoded at a time, the rest of a longer part is left out.
 */
export function openLines(root: string, path: string): FileLines | null {
  if (!isText(root, path)) return null;
  const bytes = fileSize(root, path);
  const starts = [0];
  let total = 0;
  let last = 0;
  forEachChunk(root, path, (buffer, length, offset) => {
    for (let at = buffer.indexOf(10); at >= 0 && at < length; at = buffer.indexOf(10, at + 1)) {
      total += 1;
      last = offset + at + 1;
      if (total % STRIDE === 0) starts.push(last);
    }
  });
  if (last < bytes) total += 1;
  const read = (from: number, to: number): string[] => {
    const first = Math.max(1, from);
    const end = Math.min(to, total);
    if (end < first) return [];
    const block = Math.floor((first - 1) / STRIDE);
    const start = starts[block] ?? 0;
    const stop = starts[Math.ceil(end / STRIDE)] ?? bytes;
    const text = readRange(root, path, { start, length: Math.min(stop - start, MOST_BYTES) }).toString("utf8");
    const skip = first - 1 - block * STRIDE;
    return text
      .split("\n")
      .slice(skip, skip + end - first + 1)
      .map((line, index) => (first + index === 1 ? line.replace(/^\uFEFF/, "") : line).replace(/\r$/, ""));
  };
  return { total, bytes, read };
}

/** The text files of a project while it does not change. */
export interface TextFiles {
  isText(path: string): boolean;
  open(path: string): FileLines | null;
  /** A file's size in bytes, if it is text. */
  size(path: string): number | null;
}

/**
 * Opens the text files of a project: as `isText` and `openLines`, but small files are read once and whole, and a folder is asked only
 * once whether it lies in the project. A site has tens of thousands of them.
 */
export function openTexts(root: string): TextFiles {
  const folders = new Map<string, boolean>();
  const kept = new Map<string, FileLines | null>();
  const isIn = (folder: string): boolean => {
    const known = folders.get(folder) ?? isInside(root, folder);
    folders.set(folder, known);
    return known;
  };
  /** Undefined for a file that has to be looked at in the long way. */
  const readSmall = (path: string): FileLines | null | undefined => {
    const stats = lstatSync(absolute(root, path), { throwIfNoEntry: false });
    if (stats === undefined || stats.isDirectory()) return null;
    if (!stats.isFile() || stats.size >= SMALL) return undefined;
    if (!isIn(path.slice(0, Math.max(0, path.lastIndexOf("/"))))) return null;
    const bytes = readWhole(absolute(root, path));
    if (bytes === null || bytes === SMALL) return bytes === null ? null : undefined;
    return buffer.subarray(0, Math.min(bytes, SNIFFED)).includes(0) ? null : linesIn(bytes);
  };
  const small = (path: string): FileLines | null | undefined => {
    if (kept.has(path)) return kept.get(path);
    const lines = readSmall(path);
    if (lines === undefined) return undefined;
    kept.set(path, lines);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value ?? "");
    return lines;
  };
  const open = (path: string): FileLines | null => {
    const lines = small(path);
    return lines === undefined ? openLines(root, path) : lines;
  };
  return {
    open,
    isText: (path) => {
      const lines = small(path);
      return lines === undefined ? isText(root, path) : lines !== null;
    },
    size: (path) => {
      const lines = small(path);
      if (lines !== undefined) return lines?.bytes ?? null;
      return isText(root, path) ? fileSize(root, path) : null;
    },
  };
}

/** Reads a file into the shared buffer; how many bytes there are, at most as many as it holds, or null. */
function readWhole(file: string): number | null {
  try {
    const handle = openSync(file, "r");
    try {
      return readSync(handle, buffer, 0, SMALL, 0);
    } finally {
      closeSync(handle);
    }
  } catch {
    return null;
  }
}

/** What stands in the shared buffer, as lines. */
function linesIn(bytes: number): FileLines {
  const text = buffer.toString("utf8", 0, bytes);
  const whole = isUtf8(buffer.subarray(0, bytes)) ? { whole: text } : {};
  const lines = text.split("\n").map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
  if (text === "" || text.endsWith("\n")) lines.pop();
  if (lines[0]?.startsWith("\uFEFF")) lines[0] = lines[0].slice(1);
  const read = (from: number, to: number) => lines.slice(Math.max(1, from) - 1, Math.max(0, to));
  return { total: lines.length, bytes, ...whole, read };
}
