import type { Document } from "../model/document.ts";
import { sectionAt } from "../model/document.ts";

/** The sentence (or table cell) around an offset, as it stands in the source. */
export function sentenceOf(document: Document, offset: number): string {
  const [start, end] = sentenceSpan(document.text, offset);
  return document.text.slice(start, end);
}

/** The offsets of the sentence, list item or table cell around an offset. */
export function sentenceSpan(text: string, offset: number): [number, number] {
  const window = 600;
  const from = Math.max(0, offset - window);
  const before = text.slice(from, offset);
  let start = from;
  for (const match of before.matchAll(BREAK)) start = from + match.index + match[0].length;
  BREAK_AFTER.lastIndex = offset;
  const next = BREAK_AFTER.exec(text);
  return [start, Math.min(next?.index ?? text.length, offset + window)];
}

/** The title of the section around an offset, or nothing. */
export function headingOf(document: Document, offset: number): string {
  return sectionAt(document, offset)?.title ?? "";
}

// A point ends a sentence when a space and no digit or small letter follows: `0.87`, `vs. baseline` do not.
const BREAK = /[.!?][)"”*_]*\s+(?=[^\p{Ll}\d])|\n\s*\n|\n\s*(?:[-*+]|\d+[.)])\s|\||\n#+ [^\n]*\n/gu;
const BREAK_AFTER = /[.!?](?=[)"”*_]*\s+[^\p{Ll}\d])|\n\s*\n|\n\s*(?:[-*+]|\d+[.)])\s|\|/gu;
