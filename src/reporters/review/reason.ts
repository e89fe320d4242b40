import type { ReviewedClaim } from "../../model/review.ts";

/** Why a claim is wrong, without what is said beside it already: what the text says, and what the log does. */
export function reasonOf({ why, verdict, logged }: ReviewedClaim): string {
  const clauses = why.slice(0, 2000).split("; ");
  const [first = "", ...others] = clauses;
  const isSaid =
    logged !== null && others.length > 0 && /says .*, (?:but )?(?:the log says|it computes to) /.test(first);
  const kept = (isSaid ? others : clauses).map((clause) => clause.replace(/( of \d+ values): .*$/s, "$1"));
  return why === "" ? verdict.replaceAll("-", " ") : kept.join("; ");
}

/** Whether the lines that are cited now are those that were: of several operands another one may have changed. */
export function isPair({ before, excerpt, evidence }: ReviewedClaim): boolean {
  return before !== null && excerpt !== null && evidence.length <= 1;
}
