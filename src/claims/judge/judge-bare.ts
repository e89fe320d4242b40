import { bucketOf } from "../../model/accounting.ts";
import type { Candidate, Claim, Verdict } from "../../model/claim.ts";
import type { Run } from "../../model/run.ts";
import type { Binding } from "../bind/binding.ts";
import { bindNumber, CLEAR, isClear } from "../bind/binding.ts";
import { candidatesFor } from "../bind/candidate.ts";
import { MOST_CHANCE } from "../bind/chance.ts";
import type { Meaning } from "../bind/meaning.ts";
import { statisticOf } from "../bind/meaning.ts";
import { inOtherUnit } from "../bind/other-unit.ts";
import type { SpreadKind } from "../bind/spread.ts";
import { spreadOf } from "../bind/spread.ts";
import { strangeRow } from "../bind/strange-row.ts";
import { statesLimit, statesNoResult } from "../bind/wording.ts";
import { parseAddress } from "../text/address.ts";
import type { Numeral } from "../text/numeral.ts";
import { judgeChange } from "./judge-change.ts";
import { contradicted, isCertain, judgeContradiction } from "./judge-contradiction.ts";
import { judgeCount } from "./judge-count.ts";
import { judgeRepeats } from "./judge-repeats.ts";
import { judgeSetting } from "./judge-setting.ts";
import type { Judging } from "./judging.ts";
import { agreeing, excerptOf, verdictOf } from "./judging.ts";
import { speaksOfOther } from "./other-condition.ts";

/** How close two scores are that cannot be told apart. */
const LEAD = 0.1;

/** How many candidates are shown. */
const SHOWN = 3;

/**
 * Judges a number without a link. It is supported (or derived) where its words lead to a run and a metric, a value of
 * theirs agrees, and chance does not explain that; contradicted where they clearly lead to a value that says otherwise;
 * else unbound with the values it could mean. A value alone supports nothing.
 */
export function judgeBare(judging: Judging): Verdict {
  const { found } = judging;
  const { claim } = found;
  const [numeral] = found.numerals;
  if (numeral === undefined) return verdictOf(claim, { verdict: "exempt", reason: found.exempt });
  const binding = bindNumber(judging, numeral);
  const setting = judgeSetting(judging, { numeral, experiments: binding.around.experiments, named: runsIn(binding) });
  if (setting !== null) return setting;
  const counted = judgeCount(judging, binding, numeral);
  if (counted !== null) return counted;
  if (found.exempt !== null) return verdictOf(claim, { verdict: "exempt", reason: found.exempt });
  if (isExample(claim, binding)) return verdictOf(claim, { verdict: "exempt", reason: "code" });
  const strange = strangeRow(judging, binding.around);
  if (strange !== null) return verdictOf(claim, { verdict: "unbound", reason: `no run called ${strange} was found` });
  return judgeBinding(judging, binding, numeral);
}

/** The verdict on a number whose words clearly name a run and a metric of the linked file, whose value is another; else null. */
export function wrongByWords(judging: Judging): Verdict | null {
  const { claim, numerals } = judging.found;
  const [numeral, ...more] = numerals;
  if (numeral === undefined || more.length > 0) return null;
  const binding = bindNumber(judging, numeral);
  const wrong = binding.bound.length > 0 ? null : judgeContradiction(judging, binding, numeral);
  const file = parseAddress(claim.file, claim.target ?? "")?.file;
  return wrong?.evidence.every((one) => one.file === file) ? wrong : null;
}

/** A number in code in a sentence that names neither run nor metric shows how something is written (``a printed `0.976` ``). */
function isExample({ text }: Claim, { around }: Binding): boolean {
  const { said, linked, sentence } = around;
  const isNamed = said.names.length > 0 || said.metrics.length > 0 || linked.length > 0;
  return text.startsWith("`") && sentence.context !== "cell" && !isNamed;
}

/** The runs that the sentence names; of a cell, those of its row. */
function runsIn({ around }: Binding): Run[] {
  const [row] = around.heads;
  const named = around.sentence.rowHead === null ? around.said.names : (row?.names ?? []);
  // A setting that names its own row says nothing of other settings.
  return [...new Set(named.filter(({ bySetting }) => bySetting !== true).flatMap((mention) => mention.named.runs))];
}

/** The verdict on a number whose possible meanings are known. */
function judgeBinding(judging: Judging, binding: Binding, numeral: Numeral): Verdict {
  const { claim } = judging.found;
  const candidates = candidatesOf(judging, binding, numeral);
  const isLimit = numeral.kind === "bound" || statesLimit(binding.reading.clause.before);
  const isResult = !isLimit && !statesNoResult(sentenceOf(binding));
  const [best] = binding.bound;
  if (isResult && best !== undefined && isClear(best.meaning)) return judgeAgreeing(judging, binding, candidates);
  const wrong =
    best === undefined && isResult && !speaksOfOther(binding)
      ? (judgeRepeats(judging, binding, numeral) ??
        judgeContradiction(judging, binding, numeral) ??
        judgeOtherUnit(judging, binding, numeral) ??
        judgeChange(judging, binding, numeral))
      : null;
  if (wrong !== null) return { ...wrong, candidates };
  return verdictOf(claim, { verdict: "unbound", candidates, reason: whyUnbound(binding, candidates) });
}

function judgeOtherUnit(judging: Judging, binding: Binding, numeral: Numeral): Verdict | null {
  const meaning = inOtherUnit(judging, binding, numeral);
  return meaning === null ? null : contradicted(judging, numeral, meaning);
}

function sentenceOf({ around, reading }: Binding): string {
  const heads = around.heads.map(({ text }) => text);
  return [reading.clause.before, reading.clause.after, ...heads].join(" ");
}

/** What agrees first, then what has such a value elsewhere. */
function candidatesOf(judging: Judging, binding: Binding, numeral: Numeral): Candidate[] {
  const bound = binding.bound.map(({ candidate }) => candidate);
  const known = new Set(bound.map(({ selector }) => selector));
  const others = binding.around.experiments.flatMap((one) => candidatesFor(judging, one, numeral));
  const rest = others.filter(({ selector }) => !known.has(selector)).sort((a, b) => b.score - a.score);
  const [first] = bound;
  // What the words lead to comes first, whatever else has the value.
  const ranked = first === undefined ? rest : [...bound, ...rest.filter(({ score }) => score < first.score)];
  return ranked.slice(0, SHOWN);
}

/** The words lead to a value that agrees. */
function judgeAgreeing(judging: Judging, binding: Binding, candidates: Candidate[]): Verdict {
  const { bound, samples } = binding;
  const { claim, numerals } = judging.found;
  const [first] = bound;
  if (first === undefined) return verdictOf(claim, { verdict: "unbound", candidates });
  const { meaning, candidate } = first;
  if (candidate.chance > MOST_CHANCE) {
    const reason = `chance explains it: ${candidate.why.at(-1)}`;
    return verdictOf(claim, { verdict: "unbound", candidates, reason });
  }
  const equal = bound.filter((one) => candidate.score - one.candidate.score < LEAD && isOther(one.meaning, meaning));
  const [other] = equal;
  if (other !== undefined) {
    const reason = `it may be ${candidate.selector} or ${other.candidate.selector}`;
    return verdictOf(claim, { verdict: "ambiguous", candidates, reason });
  }
  const [numeral] = numerals;
  const spread = numeral?.kind === "spread" ? numeral.parts[1] : undefined;
  const kind = spread === undefined ? null : spreadOf(judging, samples, numeral?.parts ?? []);
  const evidence = meaning.operands.map(({ point }) => point.evidence);
  const excerpt = excerptOf(judging.context, evidence[0]);
  const base = { value: meaning.measured.value, evidence, excerpt, candidates, score: candidate.score };
  const isNamed = /\b(?:std|sd|standard deviation)\b/i.test(sentenceOf(binding));
  if (spread !== undefined && (kind === null || (isNamed && kind !== "std")))
    return judgeWrongSpread(judging, binding, { spread, base });
  const verdict = meaning.derived ? "derived" : "supported";
  return withAccounting(judging, verdictOf(claim, { ...base, verdict, reason: sayOfSpread(spread, kind) }), meaning);
}

/** `0.90 ± 0.01` whose first part is the mean, and whose second is nothing that people print behind the sign. */
function judgeWrongSpread(
  judging: Judging,
  binding: Binding,
  { spread, base }: { spread: Numeral; base: Partial<Verdict> },
): Verdict {
  const { claim } = judging.found;
  const [sample] = binding.samples;
  const std = sample === undefined ? null : statisticOf(judging, sample, "std");
  const reason = `${spread.text} is no spread of these runs`;
  if (std === null || !isCertain(binding) || isNear(spread, std.measured.value))
    return verdictOf(claim, { verdict: "unbound", candidates: base.candidates ?? [], reason });
  const is = `their standard deviation is ${Number(std.measured.value.toPrecision(3))}`;
  return verdictOf(claim, { ...base, verdict: "contradicted", score: null, reason: `${reason}: ${is}` });
}

/** A spread of few digits may have been rounded twice: 0.0085 of 0.00849 is printed as 0.9 % by some. */
function isNear(spread: Numeral, value: number): boolean {
  const width = spread.interval[1] - spread.interval[0];
  return spread.significant < 3 && [value, value * 100].some((one) => Math.abs(one - spread.value) < width);
}

function sayOfSpread(spread: Numeral | undefined, kind: SpreadKind | null): string | null {
  if (spread === undefined || kind === null || kind === "std") return null;
  return kind === "se" ? `${spread.text} is the standard error` : `${spread.text} is no standard deviation`;
}

/** Another run or metric with another value; the last point that is the best one too is no doubt. */
function isOther(one: Meaning, meaning: Meaning): boolean {
  return (one.run !== meaning.run || one.metric !== meaning.metric) && one.derived === meaning.derived;
}

const TOLD =
  /\b(?:ignor|exclud|discard|drop|invalid|fail|crash|bug|broken|nan|diverg|kill|abort|unused|not (?:used|counted))\w*/i;

/** What only an ignored or failed run supports is not supported, unless the sentence says what became of the run. */
function withAccounting(judging: Judging, good: Verdict, { operands }: Meaning): Verdict {
  const uncounted = operands.find(({ run }) => bucketOf(run) !== "used");
  if (uncounted === undefined) return good;
  const { claim } = judging.found;
  const beside = judging.document.text.slice(Math.max(0, claim.span.start - 200), claim.span.end + 200);
  const around = beside.replaceAll(uncounted.run.name, " ");
  const verdict = agreeing(judging, good, operands);
  if (TOLD.test(around)) return { ...good, reason: verdict.reason ?? good.reason };
  if (verdict.verdict === "ignored-run") return verdict;
  const { candidates } = good;
  return verdictOf(claim, { verdict: "unbound", candidates, reason: verdict.reason });
}

function whyUnbound(binding: Binding, candidates: readonly Candidate[]): string | null {
  const { reading, levels, around } = binding;
  const [best] = candidates;
  if (best !== undefined) return `it may be ${best.selector}`;
  const [meaning, ...others] = levels;
  const isSaid = meaning !== undefined && meaning.metricSure >= CLEAR;
  if (reading.runs.some(({ loosely }) => loosely) && isSaid && others.length < 2)
    return `the linked log says ${sayLevel(meaning)}; it may be made of more runs than the link shows`;
  if (around.experiments.length === 0 || levels.length > 0) return null;
  return reading.runs.length === 0 && reading.metrics.length > 0 ? "the words name no run" : null;
}

function sayLevel({ operands, measured, metric }: Meaning): string {
  const unit = measured.unit === null ? "" : ` ${measured.unit.name}`;
  return `${metric} ${operands[0]?.point.evidence.literal ?? measured.value}${unit}`;
}
