import type { Value } from "../format/value.ts";

/** A number inside a JSON value: the keys that lead to it, how it is written, and on which line of the text. */
export interface PlacedNumber {
  path: string[];
  value: number;
  literal: string;
  line: number;
}

const MOST = 10_000;
const WORDS = new Map([
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
]);

/** The number that a whole JSON text is, null for any other text. */
export function spelledNumber(text: string): number | null {
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : null;
}

/**
 * The numbers in a logged value: itself, or the leaves of an object. Texts that W&B writes for what is not finite (`"NaN"`) are
 * numbers. Null for an image, table, histogram or other media, which have a `_type`.
 */
export function numbersOf(value: Value): PlacedNumber[] | null {
  if (value.kind === "map" && value.entries.has("_type")) return null;
  const found: PlacedNumber[] = [];
  collect(value, [], found);
  return found;
}

function collect(value: Value, path: string[], found: PlacedNumber[]): void {
  if (found.length >= MOST || value.kind === "list") return;
  if (value.kind === "map") {
    if (value.entries.has("_type")) return;
    for (const [key, inner] of value.entries) collect(inner, [...path, key], found);
    return;
  }
  const number = typeof value.value === "string" ? WORDS.get(value.value) : value.value;
  if (typeof number === "number") found.push({ path, value: number, literal: value.literal, line: value.line });
}
