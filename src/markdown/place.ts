import type { Span } from "../model/document.ts";

/** The 1-based line and column, in UTF-16 units, of an offset. */
export function placeAt(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (let next = text.indexOf("\n"); next >= 0 && next < offset; next = text.indexOf("\n", start)) {
    line += 1;
    start = next + 1;
  }
  return { line, column: offset - start + 1 };
}

/** The span between two offsets of a text. */
export function spanBetween(text: string, start: number, end: number): Span {
  return { start, end, ...placeAt(text, start) };
}

/**
 * The sentence around an offset, as it is written: from the end of the one before (a full stop, question or exclamation
 * mark with white space after it) to its own, within its paragraph, list item, table cell or heading.
 */
export function sentenceAt(text: string, offset: number): string {
  const from = Math.max(0, offset - REACH);
  const start = from + lastEnd(text.slice(from, offset), STARTS);
  const after = text.slice(offset, offset + REACH);
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  const stop = after.search(HEADING.test(text.slice(lineStart, offset)) ? /\n/ : STOP);
  const end = stop < 0 ? after.length : stop + (/[.!?。！？]/.test(after[stop] ?? "") ? 1 : 0);
  return text.slice(start, offset + end);
}

/** Nobody writes longer sentences; text without any is not searched further. */
const REACH = 2000;
const HEADING = /^ {0,3}#{1,6}[ \t]/;
const STARTS =
  /[.!?][)"'”’*_]*\s+|[。！？]|\r?\n[ \t>]*\r?\n|(?<![^\n])[ \t>]*(?:[-*+]|\d+[.)]) |(?<![^\n])#{1,6} (?:[^\n]*\n)?|\|/g;
const STOP = /[.!?](?=[)"'”’*_]*(?:\s|$))|[。！？]|\r?\n[ \t>]*(?:\r?\n|(?:[-*+]|\d+[.)]|#{1,6}) )|\|/;

function lastEnd(text: string, pattern: RegExp): number {
  let end = 0;
  for (const match of text.matchAll(pattern)) end = match.index + match[0].length;
  return end;
}
