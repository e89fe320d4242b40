import type { Sentence } from "../model/comparison.ts";
import { fragmentOf } from "../model/evidence.ts";
import { qualifySelector } from "../model/qualified-selector.ts";
import type { Quantity } from "../model/quantity.ts";
import { relativePath } from "../model/tree.ts";
import { escapeText, escapeTitle, escapeUrl } from "./escape.ts";
import { labelOf } from "./label.ts";

/**
 * From where to where a link goes.
 *
 * - `from`: the project path of the file that the link will stand in.
 * - `derivation`: by the file of a derived number's first operand, the project path, with a `#heading`, of the place that
 *   takes the number apart; where it knows none, or is not given, a derived number links to that operand's evidence.
 * - `about`: the experiment that all numbers are of, where the file is not its own and addresses have to name it.
 */
export interface LinkPlace {
  from: string;
  about?: { id: string; name: string } | undefined;
  derivation?: (file: string) => string | null;
}

/** Evidence links in reference form, which keep a table's source readable. */
export interface ReferenceLinks {
  /** `[0.9722][3fb2a91c]` */
  link(quantity: Quantity): string;
  /** The definitions of all links made so far, one a line, in the order of their first use; empty without any. */
  definitions(): string;
}

/** `[0.9722](../runs/…/eval.log#L12 "test/accuracy")`: the stored form of a claim. */
export function evidenceLink(quantity: Quantity, place: LinkPlace): string {
  const address = addressOf(quantity, place);
  return address === null ? escapeText(quantity.text) : `[${shown(quantity)}](${address})`;
}

/** A sentence whose text parts are escaped and whose quantities are evidence links. */
export function sentenceMarkdown(sentence: Sentence, place: LinkPlace): string {
  return sentence.map((part) => (typeof part === "string" ? escapeText(part) : evidenceLink(part, place))).join("");
}

/**
 * Collects evidence links in reference form. A label is a hash of what it stands for, so that two regions of one file
 * never define a label differently and a new row renames no other.
 */
export function referenceLinks(place: LinkPlace): ReferenceLinks {
  const addresses = new Map<string, string>();
  function link(quantity: Quantity): string {
    const address = addressOf(quantity, place);
    if (address === null) return escapeText(quantity.text);
    const label = labelOf(address);
    addresses.set(label, address);
    return `[${shown(quantity)}][${label}]`;
  }
  function definitions(): string {
    return [...addresses].map(([label, address]) => `[${label}]: ${address}`).join("\n");
  }
  return { link, definitions };
}

/** `path#L12 "selector"`, or null for a quantity that names no evidence. */
function addressOf(quantity: Quantity, place: LinkPlace): string | null {
  const { selector } = quantity;
  const address = place.about === undefined ? selector : qualifySelector(selector, place.about);
  const title = address === "" ? "" : ` "${escapeTitle(address)}"`;
  const target = quantity.derived ? (place.derivation?.(quantity.evidence[0]?.file ?? "") ?? null) : null;
  if (target !== null) {
    const [page = "", heading] = target.split("#", 2);
    const fragment = heading === undefined ? "" : `#${escapeUrl(heading)}`;
    return `${pathTo(page, place)}${fragment}${title}`;
  }
  const evidence = quantity.evidence[0];
  if (evidence === undefined) return null;
  return `${pathTo(evidence.file, place)}${fragmentOf(evidence.locator)}${title}`;
}

/** Most quantities are plain numbers, which need no escaping between brackets. */
function shown({ text }: Quantity): string {
  return /^[−+]?[\d.]+(?: pp| %)?$/.test(text) ? text : escapeText(text);
}

const paths = new WeakMap<LinkPlace, Map<string, string>>();

/** A table links to the same few hundred files thousands of times. */
function pathTo(file: string, place: LinkPlace): string {
  const known = paths.get(place) ?? new Map<string, string>();
  paths.set(place, known);
  const path = known.get(file) ?? escapeUrl(relativePath(place.from, file));
  known.set(file, path);
  return path;
}
