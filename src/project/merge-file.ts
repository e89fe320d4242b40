import { readDrawing, readStamp } from "../charts/metadata.ts";
import { mergeLocks } from "../claims/lock-merge.ts";
import type { Versions } from "../disk/git-merge.ts";
import { mergeLines } from "../disk/git-merge.ts";
import { mergeDocument } from "../markdown/merge-regions.ts";
import { baseName } from "../model/tree.ts";
import { LOCK_FILE } from "./lock-file.ts";

/** A merged file: its text, and how many places are left for people to decide. */
export interface MergedFile {
  text: string;
  conflicts: number;
}

/**
 * Merges three versions of a file by what it is: the lock entry by entry; a figure of ours as our side has it, since it is drawn again;
 * a document by its words, with its regions as our side has them; anything else by its lines. Null where git cannot merge its lines.
 */
export function mergeVersions(versions: Versions, path: string): MergedFile | null {
  const name = baseName(path);
  if (name === LOCK_FILE) return { text: mergeLocks(versions), conflicts: 0 };
  const { ours, theirs } = versions;
  if (name.endsWith(".svg") && isOurs(ours) && isOurs(theirs)) return { text: ours, conflicts: 0 };
  const entries = name === "JOURNAL.md" ? "paragraphs" : name === "IGNORED_RUNS.md" ? "lines" : null;
  return mergeDocument({ ...versions, lines: (all) => mergeLines(all, entries !== null), entries });
}

/** Whether a drawing is one that a sync draws again. */
function isOurs(svg: string): boolean {
  return readDrawing(svg) !== null || readStamp(svg) !== null;
}
