import type { Verdict } from "../../model/claim.ts";
import type { CompiledExperiment } from "../../model/project.ts";
import { metricOf } from "../../model/run.ts";
import { candidatesFor, surroundingsOf } from "../bind/candidate.ts";
import { statedNumerals } from "../text/claims.ts";
import { settingName } from "../text/exempt.ts";
import { namesMetric } from "../text/metric-word.ts";
import type { Numeral } from "../text/numeral.ts";
import { sentenceOf } from "../text/sentence.ts";
import { unitOfName } from "../text/unit.ts";
import { factsOf } from "../value/fact.ts";
import { agrees, logged } from "../value/interval.ts";
import { findPoint } from "../value/point.ts";
import type { Operand } from "../value/resolve.ts";
import { lookUpIn, otherExperiments } from "../value/scope.ts";
import { judgeSetting } from "./judge-setting.ts";
import type { Judging } from "./judging.ts";
import { excerptOf, verdictOf } from "./judging.ts";

/** How many experiments are searched for a number in a document that belongs to none of them. */
const SEARCHED = 20;

/**
 * Judges a number without a link. It is never supported, since no evidence is named: it is exempt, contradicted where
 * it clearly names a run and metric that say otherwise, or unbound with the values it could mean.
 */
export function judgeBare(judging: Judging): Verdict {
  const { found, document } = judging;
  const { claim } = found;
  const [numeral] = found.numerals;
  if (numeral === undefined) return verdictOf(claim, { verdict: "exempt", reason: found.exempt });
  const before = document.text.slice(Math.max(0, claim.span.start - 120), claim.span.start);
  const inText = { ...numeral, start: before.length, end: before.length + numeral.text.length };
  const setting = settingName(before + claim.text, inText);
  const experiments = nearOnes(judging);
  if (setting !== null) {
    const verdict = judgeSetting(judging, { name: setting, numeral, experiments });
    if (verdict !== null) return verdict;
  }
  if (found.exempt !== null) return verdictOf(claim, { verdict: "exempt", reason: found.exempt });
  const candidates = experiments.flatMap((one) => candidatesFor(judging, one, numeral));
  candidates.sort((a, b) => b.score - a.score);
  const [best] = candidates;
  const wrong = best !== undefined && best.score > 0.8 ? null : clearlyWrong(judging, numeral, experiments);
  if (wrong !== null) return wrong;
  const reason = best === undefined ? null : `it may be ${best.selector}`;
  return verdictOf(claim, { verdict: "unbound", candidates: candidates.slice(0, 3), reason });
}

function nearOnes({ scope }: Judging): CompiledExperiment[] {
  if (scope.near !== null) return [scope.near];
  return scope.catalog.ids.length <= SEARCHED ? otherExperiments(scope) : [];
}

/** Words with which a sentence states a change, a bound or a part instead of a value. */
const NOT_A_LEVEL =
  /\b(?:by|than|difference|gap|change\w*|gain\w*|improv\w*|drop\w*|increase\w*|decrease\w*|from|above|below|over|under|least|most|every|each|std|deviation|error|range|between|per|chance|threshold|target|expect\w*|would|should|if)\b/i;

/**
 * A number in a sentence (or cell) that names exactly one run and one metric, and no other number, and no point of
 * that metric is it. Everything less clear stays unbound.
 */
function clearlyWrong(judging: Judging, numeral: Numeral, experiments: readonly CompiledExperiment[]): Verdict | null {
  const { found, document } = judging;
  const { claim } = found;
  if (numeral.kind !== "value" || numeral.decimals === 0 || numeral.sign !== "" || numeral.approximate) return null;
  const sentence = sentenceOf(document, claim.span.start);
  if (statedNumerals(sentence).length !== 1 || NOT_A_LEVEL.test(sentence)) return null;
  const meant = experiments.flatMap((compiled) => namedOperands(judging, compiled));
  const [operand, ...others] = meant;
  if (operand === undefined || others.length > 0) return null;
  const unit = unitOfName(operand.metric.name);
  const measured = logged(operand.point.value, unit);
  const isPoint = (value: number) => agrees(numeral, logged(value, unit));
  if (findPoint({ scope: judging.scope, ...operand }, isPoint) !== null) return null;
  const { evidence, value } = operand.point;
  const reason = `${operand.metric.name} of ${operand.run.name} is ${evidence.literal}`;
  const excerpt = excerptOf(judging.context, evidence);
  return isComparable(numeral, measured.value)
    ? verdictOf(claim, { verdict: "contradicted", value, evidence: [evidence], excerpt, reason })
    : null;
}

/** The logged values whose run and whole metric name stand in the sentence; rows of several runs are no single value. */
function namedOperands(judging: Judging, compiled: CompiledExperiment): Operand[] {
  const around = surroundingsOf(judging, factsOf(compiled).names);
  const [name, ...others] = around.named;
  if (name === undefined || others.length > 0) return [];
  const named = lookUpIn(judging.scope, compiled, factsOf(compiled).names.get(name) ?? name);
  const [only, ...more] = named;
  const [run, ...rest] = only?.runs ?? [];
  if (run === undefined || more.length > 0 || rest.length > 0 || only?.group === true) return [];
  const metrics = run.metrics.filter((metric) => namesMetric(around.words, metric.name) === 1);
  return metrics.flatMap(({ name: metric }) => {
    const found = metricOf(run, metric);
    return found === undefined ? [] : [{ compiled, run, metric: found, point: found.last }];
  });
}

/** A number of quite another size is likely to be about something else. */
function isComparable(numeral: Numeral, value: number): boolean {
  const sizes = [numeral.value, (numeral.printed[0] + numeral.printed[1]) / 2].map(Math.abs);
  const own = Math.abs(value);
  return sizes.some((size) => size > own / 2 && size < own * 2);
}
