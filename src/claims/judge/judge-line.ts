import type { Verdict } from "../../model/claim.ts";
import type { Evidence } from "../../model/evidence.ts";
import type { Diagnosis } from "../diagnose/diagnosis.ts";
import { diagnose, sayDiagnosis } from "../diagnose/diagnosis.ts";
import { namesMetric, wordsOfText } from "../text/metric-word.ts";
import type { Numeral } from "../text/numeral.ts";
import { surroundingText } from "../text/sentence.ts";
import { agrees } from "../value/interval.ts";
import type { LineValue } from "../value/line-value.ts";
import { valuesOnLine } from "../value/line-value.ts";
import { withRuns } from "../value/scope.ts";
import { besideLine } from "./beside.ts";
import type { Cited } from "./cited.ts";
import type { Judging } from "./judging.ts";
import { agreeing, agreesWithLock, excerptOf, verdictOf } from "./judging.ts";
import { operandAt, ownersOf } from "./locate.ts";
import { lineMeant, WHOLE_FILE, withSoleLine } from "./whole-file.ts";

/**
 * Judges a link without a usable title: each of its numbers has to stand on the cited lines, under a name that the
 * sentence does not contradict.
 */
export function judgeLine(judging: Judging, linked: Cited): Verdict {
  const { found, entry } = judging;
  const { claim } = found;
  const cited = withSoleLine(judging, linked);
  const { region, address } = cited;
  if (address.line === null)
    return verdictOf(claim, { verdict: "unbound", reason: WHOLE_FILE, candidates: lineMeant(judging, cited) });
  if (region === null) {
    const reason = `${address.file} has no line ${address.endLine ?? address.line}`;
    if (entry !== null && agreesWithLock(found, entry))
      return verdictOf(claim, { verdict: "stale", reason: `${reason}; it said: ${entry.line ?? ""}` });
    return verdictOf(claim, { verdict: "source-missing", reason });
  }
  const values = valuesOnLine(region.text);
  const [numeral, ...others] = found.numerals.flatMap((one) => (one.kind === "spread" ? one.parts : [one]));
  if (numeral === undefined) return verdictOf(claim, { verdict: "unbound", reason: "it states no number" });
  const hits = values.filter(({ measured }) => agrees(numeral, measured));
  const unproved = others.find((one) => !values.some(({ measured }) => agrees(one, measured)));
  const [hit] = hits;
  if (hit === undefined || unproved !== undefined)
    return disagreeing(judging, cited, { numeral, values, unproved: unproved ?? numeral });
  return agreeingLine(judging, cited, { hits, values });
}

function agreeingLine(
  judging: Judging,
  cited: Cited,
  { hits, values }: { hits: LineValue[]; values: LineValue[] },
): Verdict {
  const { claim } = judging.found;
  const words = wordsOfText(surroundingText(judging.document, claim.span.start));
  const named = hits.filter(({ label }) => label !== null && namesMetric(words, label) > 0);
  const labels = new Set(hits.map(({ label }) => label));
  const own = wordsOfText(wordsBefore(judging));
  const nearest = named.filter(({ label }) => label !== null && namesMetric(own, label) > 0);
  const [hit] = nearest.length > 0 ? nearest : named.length > 0 ? named : hits;
  if (hit === undefined) return verdictOf(claim, { verdict: "unbound" });
  const base = lineVerdict(judging, cited, hit);
  const meant = values.filter(({ label }) => label !== null && namesMetric(words, label) === 1);
  const [other] = meant;
  if (named.length === 0 && other !== undefined) {
    return {
      ...base,
      verdict: "wrong-run",
      reason: `${operandAt(judging, cited, hit)?.metric.name ?? hit.label ?? hit.literal} on that line; the sentence speaks of ${other.label}, which is ${other.literal}`,
    };
  }
  if (named.length === 0 && labels.size > 1) {
    return {
      ...base,
      verdict: "ambiguous",
      reason: `it may be ${[...labels].map((label) => label ?? "an unnamed number").join(" or ")}`,
    };
  }
  return agreeing(judging, { ...base, verdict: "supported" }, ownersOf(cited, hit.label));
}

/** The words right before a number, up to the link or sentence before it: they tell which of two equal values of a line is meant. */
function wordsBefore({ document, found }: Judging): string {
  const { start } = found.claim.span;
  const before = document.text.slice(Math.max(0, start - 80), start);
  return before.split(/[)\]|;]|\.\s|\n\n/).at(-1) ?? "";
}

function disagreeing(
  judging: Judging,
  cited: Cited,
  on: { numeral: Numeral; values: LineValue[]; unproved: Numeral },
): Verdict {
  const { found, entry } = judging;
  const words = wordsOfText(surroundingText(judging.document, found.claim.span.start));
  const [meant] = on.values
    .map((value) => ({ value, score: value.label === null ? 0 : namesMetric(words, value.label) }))
    .sort((a, b) => b.score - a.score);
  const hit = meant !== undefined && (meant.score > 0 || on.values.length === 1) ? meant.value : null;
  const base =
    hit === null
      ? verdictOf(found.claim, { verdict: "contradicted", excerpt: cited.region })
      : lineVerdict(judging, cited, hit);
  if (entry?.hash != null && entry.hash !== cited.region?.hash && agreesWithLock(found, entry)) {
    return { ...base, verdict: "stale", reason: `it said: ${entry.line ?? ""}` };
  }
  const { diagnosis, reason } = sayDiagnosis(hit === null ? [] : diagnoseLine(judging, cited, { ...on, hit }));
  const missing = `${on.unproved.text} does not stand on the cited line`;
  return { ...base, verdict: "contradicted", diagnosis, reason: reason ?? missing };
}

/** Why the number that is meant by a value on the line is none of the line's, where that is the number not found. */
function diagnoseLine(
  judging: Judging,
  cited: Cited,
  { numeral, values, unproved, hit }: { numeral: Numeral; values: LineValue[]; unproved: Numeral; hit: LineValue },
): Diagnosis[] {
  if (unproved !== numeral) return [];
  const scope = withRuns(judging.scope, cited.owners);
  const operand = operandAt(judging, cited, hit);
  const beside = besideLine(judging, cited, { values, hit });
  return diagnose({ numeral, measured: hit.measured, operand, expression: null, scope, beside });
}

function lineVerdict({ found, context }: Judging, { region, address }: Cited, hit: LineValue): Verdict {
  const line = (region?.line ?? 1) + (region?.text.slice(0, hit.offset).split("\n").length ?? 1) - 1;
  const evidence: Evidence = { file: address.file, locator: { kind: "line", line }, literal: hit.literal };
  return verdictOf(found.claim, {
    verdict: "supported",
    value: hit.measured.value,
    evidence: [evidence],
    excerpt: excerptOf(context, evidence) ?? region,
  });
}
