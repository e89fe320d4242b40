import type { Row } from "../../model/comparison.ts";

const LONGEST = 28;

/** The rows' names as labels. */
export function labelsOf(rows: readonly Row[]): string[] {
  return labelsFor(rows.map((row) => row.name));
}

/** Names as labels: short, unique, and free of characters that an XML file cannot hold. */
export function labelsFor(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const label = unlikeMembers(shorten(printable(name)) || "(no name)");
    const count = (seen.get(label) ?? 0) + 1;
    seen.set(label, count);
    return count === 1 ? label : `${label} (${count})`;
  });
}

/** A text on one line, without control characters and half characters. */
export function printable(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Noncharacter_Code_Point}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu, " ")
    .trim();
}

/**
 * About how wide a label is in pixels, rather more than less: what is too wide for its room is cut off. Nothing is measured: the
 * result would differ between machines.
 */
export function widthOf(label: string): number {
  const wide = label.match(WIDE)?.length ?? 0;
  const broad = label.match(/[MW@%]/g)?.length ?? 0;
  const capitals = (label.match(/\p{Lu}/gu)?.length ?? 0) - (label.match(/[MW]/g)?.length ?? 0);
  return Math.ceil([...label].length * 6.4 + capitals * 1.4 + broad * 4.1 + wide * 5.6);
}

/** Characters as wide as they are high. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uFF01-\uFF60]/gu;

/** Vega looks texts up in plain objects and stumbles over those that every object has, such as `constructor`. */
function unlikeMembers(label: string): string {
  return label in {} ? `${label}\u00A0` : label;
}

function shorten(text: string): string {
  const characters = [...text];
  return characters.length <= LONGEST ? text : `${characters.slice(0, LONGEST - 1).join("")}…`;
}

/** Text as XML text: escaped, without characters that no XML may hold. */
export function escapeXml(text: string): string {
  const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return printable(text).replaceAll(/[&<>"]/g, (character) => entities[character] ?? character);
}
