import type { OwnedRegion } from "../model/document.ts";
import { compareText } from "../model/finding.ts";
import type { Chunk } from "./conflict.ts";
import { chunksOf, looksConflicted } from "./conflict.ts";
import { uniteRegions } from "./heal.ts";
import { findRegions, hashBody, regionIdentity } from "./region.ts";
import { splice } from "./splice.ts";

/** Three versions of a document, and who merges lines as git does (null: it cannot). */
export interface DocumentMerge {
  base: string;
  ours: string;
  theirs: string;
  lines(versions: { base: string; ours: string; theirs: string }): string | null;
  /** Whether what both sides added at one place is kept from both: entries of a journal, lines of a list. */
  appends: boolean;
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
  const said = chunks.map((chunk) => sayChunk(chunk, masks, merge.appends));
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
  appends: boolean,
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
  if (appends && (chunk.base ?? []).join("").trim() === "") {
    return { text: uniteAdded(chunk.ours, chunk.theirs), isOpen: false };
  }
  const lines = [chunk.open, ...chunk.ours, chunk.middle, ...chunk.theirs, chunk.close];
  return { text: lines.join(""), isOpen: true };
}

/**
 * What both sides added, in the order of their texts: entries begin with their time, whichever side is merged into which. Words that
 * both begin or end with, such as the heading of a day, stand there once.
 */
function uniteAdded(ours: readonly string[], theirs: readonly string[]): string {
  const head = sharedLines(ours, theirs);
  const tail = sharedLines(ours.slice(head).reverse(), theirs.slice(head).reverse());
  const own = [ours, theirs].map((lines) => lines.slice(head, lines.length - tail).join(""));
  const [first = "", second = ""] = own.sort((a, b) => compareText(a.trim(), b.trim()));
  const gap = first === "" || first.endsWith("\n") ? "" : "\n";
  return [...ours.slice(0, head), first, gap, second, ...ours.slice(ours.length - tail)].join("");
}

/** How many lines two texts begin with alike; none where these are blank, since each entry has its own around it. */
function sharedLines(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < Math.min(a.length, b.length) && a[count] === b[count]) count += 1;
  return a.slice(0, count).some((line) => line.trim() !== "") ? count : 0;
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
