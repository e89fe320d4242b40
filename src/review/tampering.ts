import { compareText } from "../model/finding.ts";
import type { Tampering } from "../model/review.ts";
import type { Contents } from "./contents.ts";
import type { ClaimState, ReviewState } from "./state.ts";

/** Cited lines of the base whose bytes are others in the head, by file. Lines that only moved, or got company, are none. */
export function tamperingSince(base: ReviewState, contents: Contents): Tampering[] {
  const found = new Map<string, Tampering>();
  const claims = base.documents.flatMap((one) => one.claims);
  for (const claim of claims) {
    const own = new Set(claim.evidence.map(({ file }) => file));
    for (const file of own) {
      const lines = claim.evidence.filter((one) => one.file === file).flatMap((one) => contents.rewritten(one));
      if (lines.length > 0) note(found, { file, lines, claim });
    }
  }
  return [...found.values()].sort((a, b) => compareText(a.file, b.file));
}

/** Adds the lines of one claim to what is known of their file. */
export function note(
  found: Map<string, Tampering>,
  { file, lines, claim }: { file: string; lines: Tampering["lines"]; claim: ClaimState },
): void {
  const known = found.get(file);
  const first = { file: claim.file, line: claim.line };
  const one = known ?? { file, lines: [], cited: null, changed: null, claims: 0, first };
  const keyOf = ({ line, before }: Tampering["lines"][number]) => line ?? before;
  const told = new Set(one.lines.map(keyOf));
  const all = [...one.lines];
  for (const line of lines) {
    if (!told.has(keyOf(line))) all.push(line);
    told.add(keyOf(line));
  }
  all.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || compareText(a.before ?? "", b.before ?? ""));
  found.set(file, { ...one, lines: all, claims: one.claims + 1 });
}
