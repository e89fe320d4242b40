import type { Candidate, Verdict } from "../model/claim.ts";
import { clearlyBest } from "./bind/candidate.ts";

/**
 * A link that a bare number could get, and did not.
 *
 * - `id`, `line`, `column`, `text`: of the number.
 * - `selector`, `score`: of its likeliest value.
 * - `rivals`: values that are about as likely, so that none is chosen.
 */
export interface Proposal {
  id: string;
  line: number;
  column: number;
  text: string;
  selector: string;
  score: number;
  rivals: string[];
}

/** From which score numbers get a link: those that are bound to a value already, and those that are not; null for none. */
export interface Threshold {
  bound: number | null;
  unbound: number | null;
}

/** From which score a number that the checker has bound is linked where nobody states a score. */
export const USUAL_SCORE = 0.75;

/** How far a candidate has to lead the next one where several are left. */
const LEAD = 0.1;

/** Whether the checker itself says what a number means. */
export function isBound({ verdict }: Verdict): boolean {
  return verdict === "supported" || verdict === "derived";
}

/** The value that a bare number is linked to, or null when none is likely enough or clearly ahead of the others. */
export function chosenFor(verdict: Verdict, threshold: Threshold): Candidate | null {
  if (verdict.claim.kind !== "bare") return null;
  const [first] = verdict.candidates;
  if (isBound(verdict)) {
    if (first === undefined || threshold.bound === null) return null;
    return (verdict.score ?? first.score) >= threshold.bound ? first : null;
  }
  if (verdict.verdict !== "unbound" || threshold.unbound === null) return null;
  return clearlyBest(verdict.candidates, threshold.unbound);
}

/** What could be linked in a number that was not, or null where there is nothing to propose. */
export function proposalOf(verdict: Verdict): Proposal | null {
  const { claim, candidates } = verdict;
  const [first, ...others] = candidates;
  if (claim.kind !== "bare" || claim.region !== null || first === undefined) return null;
  if (!isBound(verdict) && verdict.verdict !== "unbound" && verdict.verdict !== "ambiguous") return null;
  const score = isBound(verdict) ? (verdict.score ?? first.score) : first.score;
  const rivals = isBound(verdict) ? [] : others.filter((one) => first.score - one.score < LEAD);
  return {
    id: claim.id,
    line: claim.span.line,
    column: claim.span.column,
    text: claim.text,
    selector: first.selector,
    score,
    rivals: rivals.map((one) => one.selector),
  };
}
