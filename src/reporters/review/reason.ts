import type { ReviewedClaim } from "../../model/review.ts";

/** What the reporters show as a difference: the line as it was when it was locked. */
const SHOWN = /^when it was locked, the cited lines? said: /;

const BOTH = /says .*, (?:but )?(?:[^,]+ says|it computes to) /;

/** Why a claim is wrong, without what is said beside it already: what the text says, and what the log does. */
export function reasonOf(claim: ReviewedClaim): string {
  const { why, verdict, logged } = claim;
  if (why === "") return verdict.replaceAll("-", " ");
  const all = why.slice(0, 2000).split("; ");
  const clauses = isPair(claim) ? all.filter((clause) => !SHOWN.test(clause)) : all;
  const [first = "", ...others] = clauses;
  // Both numbers stand beside it; in which other unit one of them is does not.
  const isSaid = logged !== null && BOTH.test(first) && (others.length > 0 || !first.includes(", which is "));
  const kept = (isSaid ? others : clauses).map((clause) => clause.replace(/( of \d+ values): .*$/s, "$1"));
  return kept.join("; ");
}

/** Whether the lines that are cited now are those that were: of several operands another one may have changed. */
export function isPair({ before, excerpt, evidence }: ReviewedClaim): boolean {
  return before !== null && excerpt !== null && evidence.length <= 1;
}
