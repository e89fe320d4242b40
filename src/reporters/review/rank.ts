import type { VerdictName } from "../../model/claim.ts";
import type { ExperimentChange, Review, ReviewedClaim, RowChange, RunChange } from "../../model/review.ts";
import { hasLostEvidence } from "../../model/review.ts";

/** From what is surely wrong to what cannot be told. */
const VERDICTS: readonly VerdictName[] = ["contradicted", "wrong-run", "ignored-run", "stale", "source-missing"];

/** Claims from worst to least: by verdict, and those that were right before others that are new. Equal ones stay in order. */
export function worstClaims(claims: readonly ReviewedClaim[]): ReviewedClaim[] {
  const rank = ({ verdict, was }: ReviewedClaim) => {
    const at = VERDICTS.indexOf(verdict);
    return 2 * (at < 0 ? VERDICTS.length : at) + (was === null ? 1 : 0);
  };
  return [...claims].sort((a, b) => rank(a) - rank(b));
}

/** Claims whose evidence is gone before those that still hold. */
export function worstMoved(claims: readonly ReviewedClaim[]): ReviewedClaim[] {
  const rank = (one: ReviewedClaim) => (hasLostEvidence(one) ? 0 : 1);
  return worstClaims(claims).sort((a, b) => rank(a) - rank(b));
}

const KINDS: readonly RunChange["kind"][] = ["rewritten", "removed", "counted otherwise", "added", "renamed", "grown"];

/** Runs that decided first, then by how much a reviewer has to know of them. */
export function worstRuns(runs: readonly RunChange[]): RunChange[] {
  const rank = ({ kind, decided }: RunChange) => KINDS.indexOf(kind) - (decided ? KINDS.length : 0);
  return [...runs].sort((a, b) => rank(a) - rank(b));
}

/** Whether a change of a run is more than one run among others. */
export function isNotable({ kind, decided }: RunChange): boolean {
  return decided || kind === "rewritten" || kind === "removed" || kind === "counted otherwise";
}

/** Whether an experiment says something else now: another row, another answer, another outcome of a row. */
export function saysOtherwise({ kind, selected, recommendation, hypothesis, rows }: ExperimentChange): boolean {
  if (kind === "removed") return true;
  if (kind === "added") return false;
  const isOther = ({ base, head }: { base: string | null; head: string | null }) => base !== null && base !== head;
  return isOther(selected) || isOther(recommendation) || isOther(hypothesis) || rows.some(isFlip);
}

/** Whether a row could be told from others and cannot now, or the other way round; of very many rows some are not tested at all. */
export function isFlip({ outcome, wasOutcome }: RowChange): boolean {
  return outcome !== null && wasOutcome !== null && wasOutcome !== outcome;
}

/** Whether a row that is new, or has more or fewer runs, could be told from what it is set against, or was shown to be noise. */
function isDecided({ rows }: ExperimentChange): boolean {
  return rows.some(({ outcome, wasN, n }) => outcome !== null && outcome !== "not decidable" && wasN !== n);
}

/** Whether a reviewer has to see it at once. */
export function isLoud(change: ExperimentChange): boolean {
  return saysOtherwise(change) || isDecided(change) || change.declared.length + change.escalations.length > 0;
}

const OUTCOMES: readonly RowChange["outcome"][] = [
  "better",
  "worse",
  "equivalent",
  "within noise",
  "not decidable",
  null,
];

/** Rows with another outcome first, then those that can be told apart; of equal ones new rows first. */
export function tellingRows(rows: readonly RowChange[]): RowChange[] {
  const rank = (row: RowChange) =>
    isFlip(row) ? 0 : 2 + 2 * OUTCOMES.indexOf(row.outcome) + (row.wasN === null ? 0 : 1);
  return [...rows].sort((a, b) => rank(a) - rank(b));
}

/** Whether there is anything to say of the experiment besides how many runs it has. */
export function saysAnything({
  kind,
  declared,
  sentences,
  rows,
  escalations,
  selected,
  recommendation,
  hypothesis,
}: ExperimentChange): boolean {
  const turns = [selected, recommendation, hypothesis].some(({ base, head }) => base !== head);
  return kind !== "changed" || turns || declared.length + sentences.length + rows.length + escalations.length > 0;
}

/** Experiments that say something else first. */
export function loudestExperiments(experiments: readonly ExperimentChange[]): ExperimentChange[] {
  const rank = (one: ExperimentChange) => (saysOtherwise(one) ? 0 : isLoud(one) ? 1 : 2);
  return [...experiments].sort((a, b) => rank(a) - rank(b));
}

/** How a mood is marked, always beside words. */
export const MARKS: Record<Review["mood"], string> = { false: "❌", look: "⚠️", fine: "✅", quiet: "✅" };
