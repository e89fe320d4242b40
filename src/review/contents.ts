import { isFile, readBytes } from "../disk/file.ts";
import { readObject } from "../disk/git-objects.ts";
import { openLfs, pointedAt } from "../disk/lfs.ts";
import { readRegion } from "../disk/region.ts";
import type { Evidence, Region } from "../model/evidence.ts";
import { linesOf } from "../model/evidence.ts";
import type { AlteredLines, Tampering } from "../model/review.ts";
import type { FileChange, FileChanges } from "./file-changes.ts";
import type { FormerFiles } from "./former-files.ts";
import { openFormerFiles } from "./former-files.ts";
import { isBinary, openRecords } from "./records.ts";

/** How the bytes of a file changed: lines were only appended, others are there now, or it is gone. */
export type FileFate = "same" | "grown" | "rewritten" | "gone";

/** A file of the base that has another name in the head, and the lines that were cited as they are there. */
export interface Renamed {
  from: string;
  to: string;
  excerpt: Region | null;
}

/** The files of both states, by their path in the head. Only files that differ are read. */
export interface Contents {
  fate(file: string): FileFate;
  /** The first file of some evidence of the base that has another name in the head, which the evidence has already; else null. */
  renamed(evidence: readonly Evidence[]): Renamed | null;
  /** Those of the cited lines, records and rows of the base that are nowhere at home in the head's file any more. */
  rewritten(evidence: Evidence): Tampering["lines"];
  /** The lines of the base that are nowhere in the head's file; null where there are none, and of what is no text. */
  altered(file: string): AlteredLines | null;
  former: FormerFiles;
}

/** Where the head's bytes are: a folder, and for a commit that is not laid out its name. */
export interface HeadPlace {
  /** The project's folder with the files of the head. */
  root: string;
  /** The repository that has the objects of the base. */
  repository: string;
}

/** The same, with what gives the content of LFS pointers. */
interface Reading extends HeadPlace {
  lfs(content: Buffer): Buffer | null;
}

interface Compared {
  fate: FileFate;
  before: string[];
  after: string[];
}

const SAME: Compared = { fate: "same", before: [], after: [] };

/** Opens the files that differ between the states; each is compared when first asked for. */
export function openContents(changes: FileChanges, place: HeadPlace): Contents {
  const known = new Map<FileChange, Compared>();
  const reading = { ...place, lfs: openLfs(place.repository) };
  const former = openFormerFiles(changes, place.repository);
  const recordsOf = openRecords();
  // What moved away and what was deleted are found by their former path.
  const changeOf = (file: string) => changes.byHead.get(file) ?? changes.byBase.get(file);
  const compared = (file: string): Compared => {
    const change = changeOf(file);
    if (change === undefined || change.from === null) return SAME;
    const found = known.get(change) ?? compare(change, reading);
    known.set(change, found);
    return found;
  };
  return {
    fate: (file) => compared(file).fate,
    renamed: (evidence) => renamedIn(evidence, changes, place.root),
    rewritten: (evidence) => {
      if (isBinary(evidence)) {
        const before = former.folderOf(evidence.file);
        return before === null ? [] : recordsOf(evidence, { before, after: place.root });
      }
      const lines = linesOf(evidence);
      const found = compared(evidence.file);
      if (lines === null || found.before.length === 0) return [];
      const numbers = Array.from({ length: lines.endLine - lines.line + 1 }, (_, at) => lines.line + at);
      return numbers.flatMap((line) => rewrittenLines(found.before, found.after, line));
    },
    altered: (file) => alteredLines(file, compared(file)),
    former,
  };
}

function alteredLines(file: string, { before, after }: Compared): AlteredLines | null {
  const left = new Set(after);
  const gone = before.flatMap((text, at) => (left.has(text) ? [] : [at]));
  const [first] = gone;
  if (first === undefined) return null;
  return { file, line: first + 1, before: before[first] ?? "", after: after[first] ?? null, lines: gone.length };
}

function renamedIn(evidence: readonly Evidence[], { byHead }: FileChanges, root: string): Renamed | null {
  for (const one of evidence) {
    const { from = null, path: to = null } = byHead.get(one.file) ?? {};
    if (from === null || to === null || from === to) continue;
    const lines = linesOf(one);
    return { from, to, excerpt: lines === null ? null : readRegion(root, { file: to, ...lines }) };
  }
  return null;
}

function compare({ from, path: to, oid }: FileChange, { root, repository, lfs }: Reading): Compared {
  if (from === null || oid === null) return SAME;
  // What was only taken out of git still lies in the working tree.
  const path = to ?? (isFile(root, from) ? from : null);
  if (path === null) return { ...SAME, fate: "gone" };
  const after = bytesOf(root, path);
  const kept = readObject(repository, oid);
  const before = kept === null ? null : (lfs(kept) ?? kept);
  // What a pointer stands for is perhaps not here: then its lines cannot be told.
  if (before !== null && after !== null && (pointedAt(before) ?? pointedAt(after)) !== null) {
    return { ...SAME, fate: before.equals(after) ? "same" : "rewritten" };
  }
  // What is too large to be read is there all the same.
  if (before === null || after === null) return { ...SAME, fate: isFile(root, path) ? "rewritten" : "gone" };
  if (isBytes(before) && startsWith(after, before))
    return { ...SAME, fate: before.length === after.length ? "same" : "grown" };
  const isWhole = before.length === after.length || before.length === 0 || before.at(-1) === 10;
  if (isWhole && startsWith(after, before)) return { ...SAME, fate: before.length === after.length ? "same" : "grown" };
  // Two texts that bytes are not may be the same where the bytes are others.
  if (isBytes(before) || isBytes(after)) return { ...SAME, fate: "rewritten" };
  const [old, now] = [linesIn(before), linesIn(after)];
  const isGrown = old.every((line, at) => line === now[at]);
  if (isGrown) return { ...SAME, fate: old.length === now.length ? "same" : "grown" };
  // A log that was cut off within a line goes on there: that line is another one, the log is none.
  const fate = startsWith(after, before) ? "grown" : "rewritten";
  return { fate, before: old, after: now };
}

function bytesOf(root: string, path: string): Buffer | null {
  try {
    return readBytes(root, path);
  } catch {
    return null;
  }
}

/** Whether a file is no text, as git tells it. */
function isBytes(content: Buffer): boolean {
  return content.subarray(0, 8000).includes(0);
}

/** Whether bytes were only appended. */
function startsWith(after: Buffer, before: Buffer): boolean {
  return after.length >= before.length && after.subarray(0, before.length).equals(before);
}

/** A line of the first text, if it is another one in the second and stands nowhere else in it. */
export function rewrittenLines(old: readonly string[], now: readonly string[], line: number): Tampering["lines"] {
  const [before, after] = [old[line - 1] ?? null, now[line - 1] ?? null];
  return before === after || before === null || now.includes(before) ? [] : [{ line, before, after }];
}

/** Lines without their ends and the blanks before those, which say nothing. */
export function linesIn(bytes: Buffer): string[] {
  const lines: string[] = [];
  // A text can only be so long; a log may be longer.
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.length - start <= PORTION ? bytes.length : bytes.lastIndexOf(10, start + PORTION) + 1;
    const stop = end > start ? end : Math.min(start + PORTION, bytes.length);
    const text = bytes.toString("utf8", start, bytes[stop - 1] === 10 ? stop - 1 : stop);
    for (const line of text.split("\n")) lines.push(line.trimEnd());
    start = stop;
  }
  return lines;
}

const PORTION = 1 << 26;
