import { parseDocument } from "../markdown/document.ts";
import type { Edit } from "../markdown/splice.ts";
import { splice } from "../markdown/splice.ts";
import type { Document } from "../model/document.ts";

/**
 * Which groups of edits leave a document reading as it does: with a link around a number every word, heading, cell and emphasis
 * has to stay what it is. In `a**0.87**b` or `wow!0.87` the bracket of a link would end the emphasis or begin an image, so that
 * group is left out. All are tried at once; only where something breaks is it looked for.
 */
export function safeGroups(document: Document, groups: readonly (readonly Edit[])[]): Set<number> {
  const wanted = textIn(document);
  const isSafe = (chosen: readonly number[]) => {
    const edits = chosen.flatMap((index) => groups[index] ?? []);
    const after = parseDocument(splice(document.text, edits), document.file).document;
    return textIn(after) === wanted && after.images.length === document.images.length;
  };
  const search = (chosen: readonly number[]): number[] => {
    if (chosen.length === 0 || isSafe(chosen)) return [...chosen];
    if (chosen.length === 1) return [];
    const middle = chosen.length >> 1;
    return [...search(chosen.slice(0, middle)), ...search(chosen.slice(middle))];
  };
  return new Set(search([...groups.keys()]));
}

/** What a reader reads, in order: prose, the texts of links, and code outside them. */
function textIn({ prose, links, codeSpans = [] }: Document): string {
  const inLink = (start: number) => links.some(({ span }) => span.start <= start && start < span.end);
  const parts = [
    ...prose.map(({ span, text }) => ({ start: span.start, text })),
    ...links.map(({ span, text }) => ({ start: span.start, text })),
    ...codeSpans.filter(({ span }) => !inLink(span.start)).map(({ span, text }) => ({ start: span.start, text })),
  ];
  parts.sort((a, b) => a.start - b.start);
  return parts.map(({ text }) => text).join("");
}
