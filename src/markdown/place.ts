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
