import { compareText } from "./finding.ts";

const PARTS = /\d+|\D+/g;

/** Compares two texts with the numbers in them as numbers: `version_9` comes before `version_10`. The same on every machine. */
export function compareNatural(a: string, b: string): number {
  const left = a.match(PARTS) ?? [];
  const right = b.match(PARTS) ?? [];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const order = compareParts(left[at] ?? "", right[at] ?? "");
    if (order !== 0) return order;
  }
  return left.length - right.length || compareText(a, b);
}

/** Digits without leading zeros are compared by their number first, so that they may be of any length. */
function compareParts(a: string, b: string): number {
  const [x, y] = [digitsOf(a), digitsOf(b)];
  return x === null || y === null ? compareText(a, b) : x.length - y.length || compareText(x, y);
}

function digitsOf(part: string): string | null {
  return /^\d/.test(part) ? part.replace(/^0+(?=\d)/, "") : null;
}
