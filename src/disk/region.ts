import type { Region } from "../model/evidence.ts";
import { forEachChunk, isFile, isInside } from "./file.ts";
import { hashText } from "./hash.ts";
import { openLines } from "./lines.ts";

const LONGEST = 1 << 16;
const BLOCK = 1024;
/** Larger files are not searched for lines that have moved. */
const SEARCHED = 1 << 26;

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

/**
 * Lines that once stood elsewhere in a file: how many there were, where the first was, their hash and how the first began.
 *
 * - `first`: the text of the first line without spaces around it; `…` at its end stands for the rest of it.
 */
export interface FormerPlace extends Place {
  hash: string;
  first: string;
}

/** Where lines stand now that stood elsewhere in the file before, the nearest of several; null when they are gone. */
export function findRegion(root: string, former: FormerPlace): Region | null {
  const lines = openLines(root, former.file);
  if (lines === null || lines.bytes > SEARCHED) return null;
  const count = former.endLine - former.line + 1;
  const isFirst = startsAs(former.first);
  let found: number | null = null;
  for (let from = 1; from <= lines.total; from += BLOCK) {
    const block = lines.read(from, from + BLOCK + count - 2);
    for (const [index, text] of block.slice(0, BLOCK).entries()) {
      const at = from + index;
      const isNearer = found === null || Math.abs(at - former.line) < Math.abs(found - former.line);
      if (!isNearer || !isFirst(text.trim())) continue;
      if (hashText(block.slice(index, index + count).join("\n")) === former.hash) found = at;
    }
  }
  return found === null ? null : readRegion(root, { file: former.file, line: found, endLine: found + count - 1 });
}

function startsAs(first: string): (text: string) => boolean {
  if (!first.endsWith("…")) return (text) => text === first;
  const start = first.slice(0, -1);
  return (text) => text === first || text.startsWith(start);
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
