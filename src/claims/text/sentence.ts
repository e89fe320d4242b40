import { sentenceAt } from "../../markdown/sentence.ts";
import type { Document } from "../../model/document.ts";
import { sectionAt } from "../../model/document.ts";

/** The sentence (or table cell) around an offset, as it stands in the source. */
export function sentenceOf(document: Document, offset: number): string {
  return sentenceAt(document, offset).text;
}

/** The sentence around an offset; in a table, with the heads of its column and row. */
export function surroundingText(document: Document, offset: number): string {
  const { text, columnHead, rowHead } = sentenceAt(document, offset);
  return [text, columnHead, rowHead].filter((part) => part !== null).join(" ");
}

/** The title of the section around an offset, or nothing. */
export function headingOf(document: Document, offset: number): string {
  return sectionAt(document, offset)?.title ?? "";
}
