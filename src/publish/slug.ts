import { createHash } from "node:crypto";
import { withoutTokens } from "../redaction/redactor.ts";

const LONGEST = 80;
const DIGITS = 6;
const RESERVED = /^(index\.html|con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * A text as one segment of an address and as a file name on every system: ASCII letters, digits, `.`, `-` and `_`, at most 80
 * of them, beginning with a letter or digit. What cannot be said so gets a hash of the whole text behind it. A key or token in
 * it does not become an address.
 */
export function slugOf(given: string): string {
  const text = withoutTokens(given);
  const plain = text
    .normalize("NFC")
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, "");
  const isLossy = /[^\x20-\x7e]/.test(text) || plain === "" || plain.length > LONGEST || RESERVED.test(plain);
  if (!isLossy) return plain;
  const short = plain.slice(0, LONGEST - DIGITS - 1).replace(/[^A-Za-z0-9]+$/, "");
  return [short, digitsOf(text)].filter(Boolean).join("-");
}

/** Hands out addresses that differ even where upper and lower case are the same. */
export interface Slugs {
  /** The address of a key, the wanted one if it is free; the same key always gets the same one. */
  of(key: string, wanted: string): string;
}

/** An empty set of addresses. Given the same keys in the same order it hands out the same addresses. */
export function makeSlugs(): Slugs {
  const given = new Map<string, string>();
  const taken = new Set<string>();
  function of(key: string, wanted: string): string {
    const known = given.get(key);
    if (known !== undefined) return known;
    let slug = wanted;
    for (let salt = key; taken.has(slug.toLowerCase()); salt += "+") slug = `${wanted}-${digitsOf(salt)}`;
    taken.add(slug.toLowerCase());
    given.set(key, slug);
    return slug;
  }
  return { of };
}

function digitsOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, DIGITS);
}
