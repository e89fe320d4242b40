import type { OwnedRegion } from "../model/document.ts";
import { compareText } from "../model/finding.ts";
import type { Chunk, Conflict } from "./conflict.ts";
import { chunksOf, looksConflicted } from "./conflict.ts";
import { findRegions, regionIdentity } from "./region.ts";

/**
 * A text whose conflicts of a merge are resolved where only generated regions are in them.
 *
 * - `merged`: the identities of those regions: what stands in them is of both sides or of one, and has to be made again.
 * - `mended`, `left`: the lines, in the text as it was, of the conflicts that are gone and of those in which people's words differ.
 */
export interface Healed {
  text: string;
  merged: ReadonlySet<string>;
  mended: number[];
  left: number[];
}

/**
 * Resolves what a merge left undecided in generated regions, by taking one side, since they are made again anyway; regions that
 * only one side has are kept, in order. Where people's words differ both versions stay between their markers; where those
 * markers also ran through a region, they are drawn around the words alone.
 */
export function healRegions(text: string): Healed {
  const whole = { text, merged: new Set<string>(), mended: [], left: [] };
  if (!looksConflicted(text)) return whole;
  const chunks = chunksOf(text);
  const conflicts = chunks.filter((chunk) => typeof chunk !== "string");
  const [ours, theirs] = [sideOf(chunks, "ours"), sideOf(chunks, "theirs")];
  if (ours === null || theirs === null) return { ...whole, left: conflicts.map(({ line }) => line) };
  const healed: { text: string; merged: Set<string>; mended: number[]; left: number[] } = { ...whole, text: "" };
  for (const group of groupsOf(chunks, ours, theirs)) {
    const lines = group.conflicts.map(({ line }) => line);
    const isWords = group.ours.every(isProse) && group.theirs.every(isProse);
    const [only] = group.conflicts;
    if (only === undefined) healed.text += textOf(group.ours);
    else if (isWords) {
      healed.text += only.raw;
      healed.left.push(...lines);
    } else {
      const resolved = resolve(group.ours, group.theirs, only);
      healed.text += resolved.text;
      for (const part of [...group.ours, ...group.theirs]) if (part.region !== null) healed.merged.add(part.region);
      (resolved.isWhole ? healed.mended : healed.left).push(...lines);
    }
  }
  return healed;
}

/** A line of words, or a whole region with all of its lines. */
interface Part {
  text: string;
  region: string | null;
}

interface Side {
  /** By line: the region that begins there, and how many lines it has. */
  begins: ReadonlyMap<number, { region: string; lines: number }>;
  /** Lines before which a region is open. */
  open: ReadonlySet<number>;
}

interface Group {
  ours: Part[];
  theirs: Part[];
  conflicts: Conflict[];
}

/** The regions of one side by its lines, from 0; null when its markers are broken. */
function sideOf(chunks: readonly Chunk[], side: "ours" | "theirs"): Side | null {
  const text = chunks.flatMap((chunk) => (typeof chunk === "string" ? chunk : chunk[side])).join("");
  const { regions, findings } = findRegions(text, "");
  if (findings.length > 0) return null;
  const begins = new Map<number, { region: string; lines: number }>();
  const open = new Set<number>();
  for (const region of regions) {
    const first = region.line - 1;
    const lines = lineCount(text, region);
    begins.set(first, { region: regionIdentity(region), lines });
    for (let line = first + 1; line < first + lines; line += 1) open.add(line);
  }
  return { begins, open };
}

function lineCount(text: string, { start, end }: OwnedRegion): number {
  return text.slice(start, end).split("\n").length;
}

/** The chunks in groups that no region reaches out of, on either side. */
function groupsOf(chunks: readonly Chunk[], ours: Side, theirs: Side): Group[] {
  const groups: Group[] = [];
  const at = { ours: 0, theirs: 0 };
  let from = { ...at };
  let members: Chunk[] = [];
  for (const chunk of chunks) {
    members.push(chunk);
    at.ours += typeof chunk === "string" ? 1 : chunk.ours.length;
    at.theirs += typeof chunk === "string" ? 1 : chunk.theirs.length;
    if (ours.open.has(at.ours) || theirs.open.has(at.theirs)) continue;
    const lines = (side: "ours" | "theirs") => members.flatMap((one) => (typeof one === "string" ? one : one[side]));
    groups.push({
      ours: partsOf(lines("ours"), from.ours, ours),
      theirs: partsOf(lines("theirs"), from.theirs, theirs),
      conflicts: members.filter((one) => typeof one !== "string"),
    });
    from = { ...at };
    members = [];
  }
  return groups;
}

function partsOf(lines: readonly string[], from: number, side: Side): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < lines.length; ) {
    const begin = side.begins.get(from + at);
    const count = begin?.lines ?? 1;
    parts.push({ text: lines.slice(at, at + count).join(""), region: begin?.region ?? null });
    at += count;
  }
  return parts;
}

function isProse(part: Part): boolean {
  return part.region === null;
}

function isBlank(part: Part): boolean {
  return part.region === null && part.text.trim() === "";
}

function textOf(parts: readonly Part[]): string {
  return parts.map((part) => part.text).join("");
}

/** Both sides in one text: what they share once, regions of either, and words that differ between the markers of the merge. */
function resolve(ours: readonly Part[], theirs: readonly Part[], marks: Conflict): { text: string; isWhole: boolean } {
  let text = "";
  let isWhole = true;
  for (const block of blocksOf(ours, theirs)) {
    if (block.same !== null) text += block.same.text;
    else if ([...block.ours, ...block.theirs].every((part) => part.region !== null || isBlank(part))) {
      text += uniteRegions(block.ours, block.theirs);
    } else {
      isWhole = false;
      text += marks.open + ended(textOf(block.ours)) + marks.middle + ended(textOf(block.theirs)) + marks.close;
    }
  }
  return { text, isWhole };
}

/** The regions of both sides, each once, in the order in which they are added to a document; blank lines as the side with more has them. */
export function uniteRegions(ours: readonly Part[], theirs: readonly Part[]): string {
  const regions = new Map<string, string>();
  for (const { region, text } of [...ours, ...theirs]) {
    if (region !== null && !regions.has(region)) regions.set(region, text);
  }
  const longer = textOf(ours).length >= textOf(theirs).length ? ours : theirs;
  if (regions.size === 0) return textOf(longer);
  const blanks = (parts: readonly Part[]) =>
    textOf(
      parts.slice(
        0,
        Math.max(
          0,
          parts.findIndex((part) => !isBlank(part)),
        ),
      ),
    );
  const lead = [blanks(ours), blanks(theirs)].sort((a, b) => b.length - a.length)[0] ?? "";
  const tails = [blanks([...ours].reverse()), blanks([...theirs].reverse())];
  const tail = tails.sort((a, b) => b.length - a.length)[0] ?? "";
  const newline = [...regions.values()].some((text) => text.endsWith("\r\n")) ? "\r\n" : "\n";
  const texts = [...regions].sort(([a], [b]) => compareText(a, b)).map(([, text]) => text);
  return lead + texts.map((one) => ended(one, newline)).join(newline) + tail;
}

function ended(text: string, newline = "\n"): string {
  return text === "" || text.endsWith("\n") ? text : text + newline;
}

type Block = { same: Part } | { same: null; ours: Part[]; theirs: Part[] };

/** Two lists of parts as what they share, longest first, and what differs between. A region is the same whatever is in it. */
function blocksOf(ours: readonly Part[], theirs: readonly Part[]): Block[] {
  const same = (a: Part, b: Part) =>
    a.region === null ? b.region === null && a.text === b.text : a.region === b.region;
  const width = theirs.length + 1;
  const length = new Uint32Array((ours.length + 1) * width);
  const at = (i: number, j: number) => length[i * width + j] as number;
  for (let i = ours.length - 1; i >= 0; i -= 1) {
    for (let j = theirs.length - 1; j >= 0; j -= 1) {
      const isSame = same(ours[i] as Part, theirs[j] as Part);
      length[i * width + j] = isSame ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const blocks: Block[] = [];
  let open: { same: null; ours: Part[]; theirs: Part[] } | null = null;
  for (let i = 0, j = 0; i < ours.length || j < theirs.length; ) {
    const [a, b] = [ours[i], theirs[j]];
    if (a !== undefined && b !== undefined && same(a, b)) {
      blocks.push({ same: a });
      open = null;
      i += 1;
      j += 1;
      continue;
    }
    if (open === null) {
      open = { same: null, ours: [], theirs: [] };
      blocks.push(open);
    }
    if (a !== undefined && (b === undefined || at(i + 1, j) >= at(i, j + 1))) {
      open.ours.push(a);
      i += 1;
    } else if (b !== undefined) {
      open.theirs.push(b);
      j += 1;
    }
  }
  return blocks;
}
