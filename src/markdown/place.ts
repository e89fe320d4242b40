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
  const start = lastEnd(text.slice(Math.max(0, offset - REACH), offset), STARTS);
  const after = text.slice(offset, offset + REACH);
  STOP.lastIndex = 0;
  const stop = STOP.exec(after);
  const end = stop === null ? after.length : stop.index + (/^[.!?。！？]/.test(stop[0]) ? 1 : 0);
  return text.slice(Math.max(0, offset - REACH) + start, offset + end);
}

/** Nobody writes longer sentences; text without any is not searched further. */
const REACH = 2000;
const STARTS = /[.!?][)"'”’*_]*\s+|[。！？]|\r?\n[ \t>]*\r?\n|^#{1,6} |\n[ \t>]*(?:[-*+]|\d+[.)]|#{1,6}) |\|/g;
const STOP = /[.!?](?=[)"'”’*_]*(?:\s|$))|[。！？]|\r?\n[ \t>]*(?:\r?\n|(?:[-*+]|\d+[.)]|#{1,6}) )|\||\n(?=#)/g;

function lastEnd(text: string, pattern: RegExp): number {
  let end = 0;
  for (const match of text.matchAll(pattern)) end = match.index + match[0].length;
  return end;
}
