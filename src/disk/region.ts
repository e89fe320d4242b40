import type { Region } from "../model/evidence.ts";
import { forEachChunk, isFile, isInside } from "./file.ts";
import { hashText } from "./hash.ts";

const LONGEST = 1 << 16;

/** Lines of a file: `line` to `endLine`, both 1-based and included. */
export interface Place {
  file: string;
  line: number;
  endLine: number;
}

/**
 * Reads some lines of a file and the hash of their text. Line ends are not part of it, so CRLF and LF hash alike, and a
 * line longer than 64 KiB is cut. Null when the file or the line is missing or lies outside the root.
 */
export function readRegion(root: string, place: Place): Region | null {
  if (!isInside(root, place.file) || !isFile(root, place.file)) return null;
  const lines = readLines(root, place);
  if (lines.length < place.endLine - place.line + 1) return null;
  const text = lines.join("\n");
  return { ...place, text, hash: hashText(text) };
}

/** The lines of a place that exist, decoded, without their line ends. Reads no further than needed. */
export function readLines(root: string, place: Place): string[] {
  const lines: string[] = [];
  let number = 1;
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  const take = (bytes: Buffer) => {
    if (pendingBytes < LONGEST) pending.push(Buffer.from(bytes.subarray(0, LONGEST - pendingBytes)));
    pendingBytes += bytes.length;
  };
  const finish = () => {
    lines.push(Buffer.concat(pending).toString("utf8").replace(/\r$/, ""));
    pending = [];
    pendingBytes = 0;
  };
  forEachChunk(root, place.file, (buffer, bytes) => {
    let at = 0;
    while (at < bytes) {
      const found = buffer.indexOf(10, at);
      const newline = found < 0 || found >= bytes ? -1 : found;
      const end = newline < 0 ? bytes : newline;
      if (number >= place.line) take(buffer.subarray(at, end));
      if (newline < 0) break;
      if (number >= place.line) finish();
      number += 1;
      if (number > place.endLine) return false;
      at = newline + 1;
    }
    return true;
  });
  if (pendingBytes > 0 && number <= place.endLine) finish();
  return lines;
}
