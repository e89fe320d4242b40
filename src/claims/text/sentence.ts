import type { Document } from "../../model/document.ts";
import { sectionAt } from "../../model/document.ts";

/** The sentence (or table cell) around an offset, as it stands in the source. */
export function sentenceOf(document: Document, offset: number): string {
  const [start, end] = sentenceSpan(document.text, offset);
  return document.text.slice(start, end);
}

/** The offsets of the sentence, list item or table cell around an offset. */
function sentenceSpan(text: string, offset: number): [number, number] {
  const window = 600;
  const from = Math.max(0, offset - window);
  const before = text.slice(from, offset);
  let start = from;
  for (const match of before.matchAll(BREAK)) start = from + match.index + match[0].length;
  BREAK_AFTER.lastIndex = offset;
  const next = BREAK_AFTER.exec(text);
  return [start, Math.min(next?.index ?? text.length, offset + window)];
}

/** The sentence around an offset; in a table, the cell with the heads of its column and row. */
export function surroundingText(document: Document, offset: number): string {
  const heads = cellHeads(document.text, offset);
  return [sentenceOf(document, offset), ...heads].join(" ");
}

/** The heads of the column and row of the table cell at an offset; nothing outside tables. */
function cellHeads(text: string, offset: number): string[] {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const before = text.slice(start, offset);
  if (!/^\s*\|/.test(before)) return [];
  const column = cellsOf(before).length - 1;
  let head: string | null = null;
  let end = start - 1;
  for (let lines = 0; end > 0 && lines < 5000; lines += 1) {
    const from = text.lastIndexOf("\n", end - 1) + 1;
    const line = text.slice(from, end);
    if (!line.includes("|")) break;
    head = line;
    end = from - 1;
  }
  const row = cellsOf(text.slice(start, text.indexOf("\n", start) < 0 ? text.length : text.indexOf("\n", start)))[0];
  return [head === null ? undefined : cellsOf(head)[column], row].filter((one) => one !== undefined);
}

function cellsOf(line: string): string[] {
  return line
    .trim()
    .replace(/^\|/, "")
    .split(/(?<!\\)\|/);
}

/** The title of the section around an offset, or nothing. */
export function headingOf(document: Document, offset: number): string {
  return sectionAt(document, offset)?.title ?? "";
}

// A point ends a sentence when a space and no digit or small letter follows: `0.87`, `vs. baseline` do not.
const BREAK = /[.!?][)"”*_]*\s+(?=[^\p{Ll}\d])|\n\s*\n|\n\s*(?:[-*+]|\d+[.)])\s|\||\n#+ [^\n]*\n/gu;
const BREAK_AFTER = /[.!?](?=[)"”*_]*\s+[^\p{Ll}\d])|\n\s*\n|\n\s*(?:[-*+]|\d+[.)])\s|\|/gu;
