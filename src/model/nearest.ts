import { compareText } from "./finding.ts";

/**
 * The names that were perhaps meant, nearest first: those at a small edit distance, or that differ only in case and in the
 * signs between words, or that end in the wanted name (`accuracy` for `val/accuracy`). At most `most`.
 */
export function nearestNames(wanted: string, names: Iterable<string>, most = 3): string[] {
  const limit = wanted.length < 4 ? 1 : Math.max(2, Math.floor(wanted.length / 3));
  const plain = plainName(wanted);
  return [...new Set(names)]
    .map((name) => ({ name, distance: distanceOf(plain, plainName(name), limit) }))
    .filter((one) => one.distance <= limit)
    .sort((a, b) => a.distance - b.distance || compareText(a.name, b.name))
    .slice(0, most)
    .map((one) => one.name);
}

/** A name without case and with one sign for all that separates words: `Val/Loss`, `val_loss` and `val.loss` are equal. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[\s._/-]+/g, "_");
}

/** `Did you mean \`a\` or \`b\`?`, or nothing: a sentence for a finding's or an error's help. */
export function didYouMean(names: readonly string[]): string {
  if (names.length === 0) return "";
  const quoted = names.map((name) => `\`${name}\``);
  const last = quoted.pop();
  return `Did you mean ${quoted.length > 0 ? `${quoted.join(", ")} or ` : ""}${last}?`;
}

function distanceOf(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  if (a !== "" && (b.endsWith(`_${a}`) || b.startsWith(`${a}_`))) return 1;
  return Math.abs(a.length - b.length) > limit ? limit + 1 : editDistance(a, b);
}

/** Insertions, deletions, replacements and swaps of neighbours between two texts. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min(replaced, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
