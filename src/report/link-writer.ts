import { escapeText, escapeUrl } from "../markdown/escape.ts";
import { labelOf } from "../markdown/label.ts";
import type { LinkPlace } from "../markdown/link.ts";
import { evidenceLink, referenceLinks as evidenceReferences, sentenceMarkdown } from "../markdown/link.ts";
import type { Sentence } from "../model/comparison.ts";
import { fragmentOf } from "../model/evidence.ts";
import type { Quantity } from "../model/quantity.ts";
import { relativePath } from "../model/tree.ts";

/**
 * Writes the links of one region or of the author's part of a report.
 *
 * - `link`: a number with its evidence; `sentence`: text with such numbers.
 * - `place`: Markdown that is already escaped, linked to a project file or folder and (or null) one of its lines, or several.
 * - `definitions`: of every reference used so far, one a line; empty when links are written in place.
 */
export interface LinkWriter {
  from: string;
  link(quantity: Quantity): string;
  sentence(sentence: Sentence): string;
  place(markdown: string, path: string, line: number | null, endLine?: number): string;
  definitions(): string;
}

/** Writes links in place, as people do: `[0.87](runs/a/logs/train.log#L42 "a/auc")`. */
export function inlineLinks(place: LinkPlace): LinkWriter {
  const { from } = place;
  return {
    from,
    link: (quantity) => evidenceLink(quantity, place),
    sentence: (sentence) => sentenceMarkdown(sentence, place),
    place: (markdown, path, ...lines) => `[${markdown}](${addressOf(from, path, lines)})`,
    definitions: () => "",
  };
}

/**
 * Writes reference links, `[0.87][3fb2a91c10]`, so that generated tables stay readable in source. A label is a hash of
 * its address: a new row renames no other, and two regions of a file never define a label differently.
 */
export function referenceLinks(place: LinkPlace): LinkWriter {
  const { from } = place;
  const numbers = evidenceReferences(place);
  const places = new Map<string, string>();
  return {
    from,
    link: (quantity) => numbers.link(quantity),
    sentence: (sentence) =>
      sentence.map((part) => (typeof part === "string" ? escapeText(part) : numbers.link(part))).join(""),
    place: (markdown, path, ...lines) => {
      const address = addressOf(from, path, lines);
      const label = labelOf(address);
      places.set(label, address);
      return `[${markdown}][${label}]`;
    },
    definitions: () => {
      const own = [...places].map(([label, address]) => `[${label}]: ${address}`);
      // A threshold of the journal is linked both as a place and as a number: one definition is enough.
      return [...new Set([...own, ...numbers.definitions().split("\n")])].filter(Boolean).join("\n");
    },
  };
}

function addressOf(from: string, path: string, [line, endLine]: readonly [number | null, number?]): string {
  const fragment = line === null ? "" : fragmentOf({ kind: "line", line, ...(endLine !== undefined && { endLine }) });
  return escapeUrl(relativePath(from, path) || ".") + fragment;
}
