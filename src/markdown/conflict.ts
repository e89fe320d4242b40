import { parseMarker } from "./marker.ts";

/**
 * What a merge left undecided: the lines of both sides between their markers, each with its line end. `line`: of the first marker,
 * 1-based; `base`: those of the common ancestor, null where they are not given; `raw`: all of it; `open`, `middle`, `close`: the marker lines.
 */
export interface Conflict {
  line: number;
  ours: string[];
  base: string[] | null;
  theirs: string[];
  raw: string;
  open: string;
  middle: string;
  close: string;
}

/** A line that both sides have, or a place where they differ. */
export type Chunk = string | Conflict;

/** Whether a text may hold a conflict: cheap, and true for text that only looks like it. */
export function looksConflicted(text: string): boolean {
  return /^<{7}(?: |\r?$)/m.test(text) && /^>{7}(?: |\r?$)/m.test(text);
}

/**
 * Takes a text apart into lines and conflicts, as git writes them (with the common ancestor or without). What stands in a
 * code block is text, since people show such markers; in a generated region it is not.
 */
export function chunksOf(text: string): Chunk[] {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const chunks: Chunk[] = [];
  let fence: string | null = null;
  let inRegion = false;
  const pass = (line: string) => {
    fence = fenceAfter(line, fence);
    const marker = fence === null && line.includes("docs:") ? parseMarker(line) : null;
    if (marker !== null && marker !== "broken") inRegion = marker.kind === "begin";
  };
  for (let at = 0; at < lines.length; ) {
    const found = fence === null || inRegion ? conflictAt(lines, at) : null;
    if (found === null) {
      const line = lines[at] as string;
      pass(line);
      chunks.push(line);
      at += 1;
    } else {
      for (const line of found.conflict.ours) pass(line);
      chunks.push(found.conflict);
      at = found.next;
    }
  }
  return chunks;
}

/** The conflicts of a text, in order; none where it only looks like one. */
export function findConflicts(text: string): Conflict[] {
  return looksConflicted(text) ? chunksOf(text).filter((chunk) => typeof chunk !== "string") : [];
}

function conflictAt(lines: readonly string[], at: number): { conflict: Conflict; next: number } | null {
  if (!isMarker(lines[at], "<")) return null;
  const parts: Record<"ours" | "base" | "theirs", string[]> = { ours: [], base: [], theirs: [] };
  let part: keyof typeof parts = "ours";
  let middle: string | null = null;
  let hasBase = false;
  for (let end = at + 1; end < lines.length; end += 1) {
    const line = lines[end] as string;
    if (isMarker(line, "<")) return null;
    if (isMarker(line, ">")) {
      if (middle === null) return null;
      const raw = lines.slice(at, end + 1).join("");
      const marks = { open: lines[at] as string, middle, close: line };
      const sides = { ours: parts.ours, base: hasBase ? parts.base : null, theirs: parts.theirs };
      return { conflict: { line: at + 1, ...sides, raw, ...marks }, next: end + 1 };
    }
    if (part === "ours" && isMarker(line, "|")) {
      part = "base";
      hasBase = true;
    } else if (part !== "theirs" && isMarker(line, "=")) {
      part = "theirs";
      middle = line;
    } else parts[part].push(line);
  }
  return null;
}

function isMarker(line: string | undefined, sign: "<" | "|" | "=" | ">"): boolean {
  if (line === undefined || !line.startsWith(sign.repeat(7))) return false;
  const rest = line.slice(7).trimEnd();
  return sign === "=" ? rest === "" : rest === "" || rest.startsWith(" ");
}

/** The fence that is open after a line. */
function fenceAfter(line: string, open: string | null): string | null {
  const [, run = "", rest = ""] = /^ {0,3}(`{3,}|~{3,})(.*)/.exec(line) ?? [];
  if (run === "") return open;
  if (open === null) return run.startsWith("`") && rest.includes("`") ? null : run;
  return run.startsWith(open) && rest.trim() === "" ? null : open;
}
