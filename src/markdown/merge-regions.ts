import type { OwnedRegion } from "../model/document.ts";
import type { Chunk } from "./conflict.ts";
import { chunksOf, looksConflicted } from "./conflict.ts";
import { uniteRegions } from "./heal.ts";
import type { EntryParts } from "./merge-entries.ts";
import { mergeEntries } from "./merge-entries.ts";
import { findRegions, hashBody, regionIdentity } from "./region.ts";
import { splice } from "./splice.ts";

/** Three versions of a document, and who merges lines as git does (null: it cannot). */
export interface DocumentMerge {
  base: string;
  ours: string;
  theirs: string;
  lines(versions: { base: string; ours: string; theirs: string }): string | null;
  /** Where entries are added and taken away, as in a journal: what they are made of; null in other documents. */
  entries: EntryParts | null;
}

/**
 * Merges a document: what people wrote line by line, as git does it, and each generated region as a whole, from our side, since
 * it is made again anyway. `conflicts`: how many places are left in which people's words differ. Null where lines cannot be merged.
 */
export function mergeDocument(merge: DocumentMerge): { text: string; conflicts: number } | null {
  const masks = new Map<string, OwnedRegion & { text: string }>();
  // Our side first: it decides what a region is.
  const versions = { ours: merge.ours, theirs: merge.theirs, base: merge.base };
  const found = Object.entries(versions).map(([side, text]) => [side, findRegions(text, "")] as const);
  const isWhole = found.every(([, { findings }]) => findings.length === 0);
  const masked = isWhole
    ? Object.fromEntries(
        found.map(([side, { regions }]) => [side, mask(versions[side as keyof typeof versions], regions, masks)]),
      )
    : {};
  const merged = merge.lines({ ...versions, ...masked });
  if (merged === null) return null;
  const chunks = looksConflicted(merged) ? chunksOf(merged) : [merged];
  const said = chunks.map((chunk) => sayChunk(chunk, masks, merge.entries));
  return {
    text: unmask(said.map((one) => one.text).join(""), masks),
    conflicts: said.filter((one) => one.isOpen).length,
  };
}

/** The text with a line of its own for each region. The first side that has it decides what the line stands for. */
function mask(
  text: string,
  regions: readonly OwnedRegion[],
  masks: Map<string, OwnedRegion & { text: string }>,
): string {
  const edits = regions.map((region) => {
    const line = `<!-- docs:masked ${hashBody(regionIdentity(region))} -->`;
    const known = masks.get(line);
    const own = { ...region, text: text.slice(region.start, region.end) };
    // What was edited by hand is kept, so that the next sync tells of it.
    if (known === undefined || (region.edited && !known.edited)) masks.set(line, own);
    return { start: region.start, end: region.end, text: line };
  });
  return splice(text, edits);
}

function sayChunk(
  chunk: Chunk,
  masks: ReadonlyMap<string, OwnedRegion>,
  entries: EntryParts | null,
): { text: string; isOpen: boolean } {
  if (typeof chunk === "string") return { text: chunk, isOpen: false };
  const partsOf = (lines: readonly string[]) =>
    lines.map((text) => {
      const region = masks.get(text.trim());
      return { text, region: region === undefined ? null : regionIdentity(region) };
    });
  const [ours, theirs] = [partsOf(chunk.ours), partsOf(chunk.theirs)];
  if ([...ours, ...theirs].every((part) => part.region !== null || part.text.trim() === "")) {
    return { text: uniteRegions(ours, theirs), isOpen: false };
  }
  const text = entries === null ? null : mergeEntries(chunk, entries);
  if (text !== null) return { text, isOpen: false };
  const lines = [chunk.open, ...chunk.ours, chunk.middle, ...chunk.theirs, chunk.close];
  return { text: lines.join(""), isOpen: true };
}

function unmask(text: string, masks: ReadonlyMap<string, { text: string }>): string {
  const seen = new Set<string>();
  return text.replace(/<!-- docs:masked [0-9a-f]{16} -->(?:\r?\n)?/g, (found) => {
    const line = found.trimEnd();
    const region = masks.get(line);
    if (region === undefined) return found;
    // Both sides added it, at two places.
    if (seen.has(line)) return "";
    seen.add(line);
    return region.text + found.slice(line.length);
  });
}
