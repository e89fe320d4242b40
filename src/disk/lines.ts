import { fileSize, forEachChunk, isFile, isInside, readRange } from "./file.ts";

const STRIDE = 1024;
const SNIFFED = 8192;
const MOST_BYTES = 1 << 22;

/** A text file by its lines. `read` gives lines `from` to `to` (1-based, included) as far as they exist, without line ends. */
export interface FileLines {
  total: number;
  bytes: number;
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
