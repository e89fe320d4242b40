import type { Badge, PageOf, Phrase } from "../../contract/index.ts";

/** A part of the page about the numbers. */
export type Section = PageOf<"about">["sections"][number];

/** A term of a section. */
export type Term = Section["terms"][number];

/** Paragraphs, and terms with what they mean. */
export function section(title: string, paragraphs: readonly string[], terms: readonly Term[] = []): Section {
  const id = title.toLowerCase().replaceAll(" ", "-");
  return { id, title, paragraphs: paragraphs.map((text): Phrase => [text]), terms: [...terms] };
}

/** A term with its meaning; with a badge where the site shows it as one. */
export function term(word: string, meaning: string, tone: Badge["tone"] | null = null): Term {
  return { term: word, badge: tone === null ? null : { text: word, tone }, meaning: [meaning] };
}
