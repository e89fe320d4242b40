import type { JournalTag } from "../model/journal.ts";
import type { Line } from "./line.ts";
import { headingOf, itemOf, maskCode } from "./line.ts";

/**
 * A dated entry while it is collected. `lines` is its content with the rest of the first line; `masked` the same text
 * with code blanked out, so that both have the same offsets.
 */
export interface EntryDraft {
  line: number;
  at: string;
  title: string;
  lines: { number: number; text: string }[];
  content: string;
  masked: string;
  tags: JournalTag[];
}

interface Start {
  line: Line;
  at: string;
  rest: string;
  kind: "heading" | "item" | "paragraph";
  /** The heading's level, or the item's indentation. */
  depth: number;
  /** Where an item's content begins. */
  content: number;
}

interface Open {
  start: Start;
  lines: { line: Line; text: string }[];
}

const TIMESTAMP =
  /^[\s[(*_`]*(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s?(?:Z|UTC|[+-]\d{2}:?\d{2}))?)?)(?![\w-]|:\d|\/)[\])*_`]*/;

/** A `[WEIRD]`, `[HUNCH]`, `[TODO]` or `[RESOLVED]`, also with escaped brackets; not the text of a link. */
export const TAG = /\\?\[(WEIRD|HUNCH|TODO|RESOLVED)\\?\](?![([])/gi;

/**
 * Finds the dated entries: headings, list items and paragraphs that begin with a timestamp. A heading's entry reaches to
 * the next heading of its level, an item's to the end of the item, a paragraph's to the next entry or heading.
 */
export function findEntries(lines: readonly Line[]): EntryDraft[] {
  const done: Open[] = [];
  const now: { open: Open | null; outer: Open | null; before: Line | null } = { open: null, outer: null, before: null };
  for (const line of lines) {
    const { open, outer, before } = now;
    const start = startOf(line, before, open);
    if (start !== null) {
      now.outer = start.kind === "heading" ? null : open?.start.kind === "heading" ? open : outer;
      now.open = { start, lines: [{ line, text: start.rest }] };
      done.push(now.open);
    } else {
      if (open !== null && ends(open.start, line, before)) {
        now.open = outer !== null && outer !== open && !ends(outer.start, line, before) ? outer : null;
      }
      now.open?.lines.push({ line, text: line.text });
    }
    now.before = line;
  }
  return done.map(draftOf);
}

function startOf(line: Line, before: Line | null, open: Open | null): Start | null {
  if (line.hidden) return null;
  const heading = headingOf(line);
  if (heading !== null) return stamped(heading.text, { line, kind: "heading", depth: heading.depth, content: 0 });
  const item = itemOf(line);
  if (item !== null) return stamped(item.text, { line, kind: "item", depth: item.indent, content: item.content });
  const first = before === null || before.hidden || before.text.trim() === "" || headingOf(before) !== null;
  // A log that has one stamped line after another is one paragraph to Markdown and many entries to its author.
  const among = open !== null && open.start.kind === "paragraph" && open.start.line === before;
  if (!first && !among) return null;
  return stamped(line.text, { line, kind: "paragraph", depth: line.text.search(/\S/), content: 0 });
}

function stamped(text: string, start: Omit<Start, "at" | "rest">): Start | null {
  const match = TIMESTAMP.exec(text);
  if (match === null) return null;
  const rest = text.slice(match[0].length).replace(/^\s*(?:[—–:|-]+(?=\s|$)\s*)?/, "");
  return { ...start, at: match[1] ?? "", rest };
}

function ends(start: Start, line: Line, before: Line | null): boolean {
  const heading = headingOf(line);
  if (heading !== null) return start.kind !== "heading" || heading.depth <= start.depth;
  if (start.kind !== "item" || line.text.trim() === "") return false;
  const item = itemOf(line);
  if (item !== null) return item.indent <= start.depth;
  return line.text.search(/\S/) <= start.depth && (before === null || before.text.trim() === "");
}

function draftOf(open: Open): EntryDraft {
  const { start } = open;
  const isHeading = start.kind === "heading";
  const lines = open.lines.map(({ line, text }) => ({
    line,
    text: dedent(text, line === start.line ? 0 : start.content),
  }));
  const content = lines.map(({ text }) => text).join("\n");
  const masked = lines.map(({ line, text }) => (line.hidden ? " ".repeat(text.length) : maskCode(text))).join("\n");
  const tags = new Set([...masked.matchAll(TAG)].map((match) => (match[1] ?? "").toUpperCase() as JournalTag));
  return {
    line: start.line.number,
    at: start.at,
    title: isHeading ? start.rest.trim() : "",
    lines: lines.map(({ line, text }) => ({ number: line.number, text })).slice(isHeading ? 1 : 0),
    content,
    masked,
    tags: [...tags],
  };
}

function dedent(text: string, columns: number): string {
  const indent = text.search(/\S/);
  return text.slice(Math.min(columns, Math.max(indent, 0)));
}
