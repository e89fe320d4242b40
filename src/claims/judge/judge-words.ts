import type { Verdict } from "../../model/claim.ts";
import { oppositeChange } from "../words/change.ts";
import { meaningOf } from "../words/meaning.ts";
import { oppositePair } from "../words/pair.ts";
import { readSentence } from "../words/reading.ts";
import type { Mismatch } from "../words/said-metric.ts";
import { otherMetric } from "../words/said-metric.ts";
import { otherRun } from "../words/said-run.ts";
import type { WordClaim } from "../words/word-claim.ts";
import type { Judging } from "./judging.ts";
import { verdictOf } from "./judging.ts";

const ANSWERS = { true: "supported", false: "contradicted", unknown: "unbound", ignored: "ignored-run" } as const;

/** The verdict on a comparison, rank or winner that is said in words alone. */
export function judgeWords({ claim, outcome }: WordClaim): Verdict {
  const { answer, value, evidence, reason } = outcome;
  return verdictOf(claim, { verdict: ANSWERS[answer], value, evidence, reason });
}

const GOOD: ReadonlySet<string> = new Set(["supported", "derived"]);

/**
 * The verdict on a linked claim whose number is right, after its words are read: they must not name another metric, split or
 * run than its evidence, nor say the opposite of a comparison. Text of ours is not read, it is compiled.
 */
export function checkWords(judging: Judging, verdict: Verdict): Verdict {
  const { claim } = judging.found;
  if (!GOOD.has(verdict.verdict) || claim.region !== null || claim.kind === "span") return verdict;
  const mismatch = mismatchOf(judging, verdict);
  if (mismatch === null) return verdict;
  const isElsewhere = mismatch.about === "run" || mismatch.about === "split";
  return { ...verdict, verdict: isElsewhere ? "wrong-run" : "contradicted", diagnosis: null, reason: mismatch.reason };
}

function mismatchOf(judging: Judging, verdict: Verdict): Mismatch | null {
  const { document, found, scope } = judging;
  const reading = readSentence(document, found.claim.span.start);
  if (found.claim.kind === "bare") return comparisonOf(judging, verdict);
  const own = reading.links.find(({ link }) => link.span.start === found.claim.span.start);
  const meaning = own === undefined ? null : meaningOf(found.claim, verdict, scope);
  if (own === undefined || meaning === null) return null;
  const place = { reading, own, meaning, document, scope };
  return (
    otherMetric(reading, own, meaning) ??
    otherRun(reading, own, meaning) ??
    oppositeChange(place) ??
    oppositePair(place)
  );
}

/** A bare number was bound by its words, so that run and metric agree with them; which way it compares is still read. */
function comparisonOf({ document, found, scope }: Judging, { candidates }: Verdict): Mismatch | null {
  const [bound] = candidates;
  if (bound === undefined || !/^(?:pp|rel|diff|ratio)\(/.test(bound.selector)) return null;
  const { span } = found.claim;
  const reading = readSentence(document, span.start);
  const own = { start: reading.at.indexOf(span.start), end: reading.at.indexOf(span.end) };
  const meaning = meaningOf({ file: document.file, target: null, selector: bound.selector }, null, scope);
  if (own.start < 0 || own.end < 0 || meaning === null) return null;
  return oppositeChange({ reading, own, meaning, document, scope });
}
