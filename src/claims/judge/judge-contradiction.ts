import type { Verdict } from "../../model/claim.ts";
import { assign } from "../bind/assignment.ts";
import type { Binding } from "../bind/binding.ts";
import { mayBeElsewhere } from "../bind/elsewhere.ts";
import { isComparable, isPlainLevel, isPoint } from "../bind/level.ts";
import type { Meaning } from "../bind/meaning.ts";
import { sampleOf, statisticOf } from "../bind/meaning.ts";
import type { Placed } from "../bind/mention.ts";
import { SURE } from "../bind/reading.ts";
import { states } from "../bind/stated.ts";
import type { Asked } from "../bind/wording.ts";
import { askedIn, clauseAround, mayBeNoLevel } from "../bind/wording.ts";
import { diagnose, sayDiagnosis } from "../diagnose/diagnosis.ts";
import type { Numeral } from "../text/numeral.ts";
import { rowOf } from "../value/scope.ts";
import { parseExpression } from "../value/selector.ts";
import type { Judging } from "./judging.ts";
import { excerptOf, verdictOf } from "./judging.ts";

/**
 * The verdict on a number whose words leave no doubt of which run and metric it is a level, and which no point of that
 * metric nor what the words ask of several runs agrees with; null where anything is less clear than that.
 */
export function judgeContradiction(judging: Judging, binding: Binding, numeral: Numeral): Verdict | null {
  const [meaning] = binding.levels;
  if (meaning === undefined || !isCertain(binding) || !isAlone(binding) || mayBeElsewhere(judging, binding))
    return null;
  if (isOverMore(judging, binding)) return null;
  const heads = binding.around.heads.map(({ text }) => text).join(" ");
  const { before, after } = binding.reading.clause;
  const isSpread = meaning.measured.change === "either";
  const words = `${before} ${after.replace(NEXT_SPREAD, " ")} ${heads}`;
  // Where a spread is asked for, its name is no sign of something else.
  if (mayBeNoLevel(isSpread ? words.replace(SPREAD_WORDS, " ") : words)) return null;
  if (isSizeOf(numeral, meaning)) return contradicted(judging, numeral, meaning);
  if (!isPlainLevel(numeral) || mayBePoint(judging, binding, numeral)) return null;
  // Where the words name both outright, the number is about them whatever its size.
  const isNamed = meaning.runSure === 1 && meaning.metricSure === 1;
  const by = !isNamed ? 2 : isSpread || binding.around.numbers.length === 1 ? 100 : 10;
  if (!isComparable(numeral, meaning, by) || isMeanOfRow(judging, binding, numeral)) return null;
  return contradicted(judging, numeral, meaning);
}

/** A minus before a level that is positive, and of the very size: no difference is. */
function isSizeOf(numeral: Numeral, meaning: Meaning): boolean {
  if (numeral.kind !== "value" || numeral.sign !== "-" || numeral.significant < 2 || meaning.measured.value <= 0)
    return false;
  const [low, high] = [numeral.interval, numeral.printed].map(([a, b]): [number, number] => [-b, -a]);
  if (low === undefined || high === undefined) return false;
  return states({ ...numeral, sign: "", value: -numeral.value, interval: low, printed: high }, meaning);
}

/**
 * The number is a value that the words leave open though they do not say so: some point of the one run's series, as long as
 * they do not ask for the last; the value of one of several runs.
 */
function mayBePoint(judging: Judging, { levels: [meaning], reading }: Binding, numeral: Numeral): boolean {
  const { asked } = reading;
  if (meaning === undefined || asked.kind === "last" || asked.kind === "at") return false;
  if (!meaning.derived) return isPoint(judging, numeral, meaning);
  if (meaning.measured.change === "either") return false;
  const ones = meaning.operands.map(({ point }) => ({ ...meaning.measured, value: point.value }));
  return asked.kind === "any" && ones.some((measured) => states(numeral, { ...meaning, measured }));
}

/** What is said of the number that follows (`0.88 with a standard deviation of 0.01`). */
const NEXT_SPREAD = /\b(?:standard (?:deviation|error)|std|sd|se|sem)\s*(?:of|is|=|:)?\s*[`*_([]*$/i;

const SPREAD_WORDS = /\b(?:standard (?:deviation|error)s?|std|sd|se|sem)\b|±/gi;

/** Do the words leave no doubt of one run (or row) and one metric? */
export function isCertain({ reading, samples }: Binding): boolean {
  const [run, ...moreRuns] = reading.runs;
  const [metric, ...moreMetrics] = reading.metrics;
  if (run === undefined || metric === undefined || moreRuns.length > 0 || moreMetrics.length > 0) return false;
  const [sample] = samples;
  const isOne = sample !== undefined && (sample.operands.length === 1 || sample.named.group);
  const isSure = run.loosely !== true && run.sure >= SURE.frontMatter && metric.sure >= SURE.partly;
  const isStatistic = ["std", "se", "mean", "median"].includes(reading.asked.kind) && sample?.operands.length === 1;
  return isOne && isSure && reading.runsClean && reading.metricsClean && !isStatistic;
}

/** Lines of a table or list that give the mean or the spread of some runs. */
const SUMMARY = /(?:^|\|)[\s*_`+-]*(?:mean|average|avg|std(?:\.? ?dev)?|sd|standard deviation)\b/im;

/** A lowest or highest value beside a mean or spread in one table or list is that of several runs, and not of a single one's series. */
function isOverMore({ document, found }: Judging, { reading, samples: [sample] }: Binding): boolean {
  const isExtreme = reading.asked.kind === "min" || reading.asked.kind === "max";
  if (!isExtreme || sample === undefined || sample.named.group) return false;
  const { text } = document;
  const { start, end } = found.claim.span;
  const next = text.indexOf("\n\n", end);
  return SUMMARY.test(text.slice(text.lastIndexOf("\n\n", start) + 1, next < 0 ? text.length : next));
}

/** No second number of the sentence is said of the same run and metric: then one of them is about something else. */
function isAlone({ around, reading }: Binding): boolean {
  const { said, numbers } = around;
  // `a median of 0.41 with a standard deviation of 0.01`: each is told apart by what it is called.
  if (numbers.length < 2 || ["std", "se", "median"].includes(reading.asked.kind)) return true;
  const keysOf = <M extends Placed>(mentions: readonly M[], at: number) =>
    assign(mentions, numbers, { at, text: said.text })
      .mentions.map(({ key }) => key)
      .join("\0");
  const keyAt = (at: number) => [keysOf(said.names, at), keysOf(said.metrics, at)];
  const all = numbers.filter(({ decimals, unit, percent }) => decimals > 0 || unit !== null || percent);
  const askedOf = (other: { start: number; end: number }) => {
    const { before, after } = clauseAround(said.text, other, numbers);
    return askedIn([before, after]).kind;
  };
  const { own } = reading;
  const [name, metric] = keyAt(own.start);
  return all.every((other) => {
    if (other.start < own.end && own.start < other.end) return true;
    const [otherName, otherMetric] = keyAt(other.start);
    return otherName !== name || otherMetric !== metric || isToldApart(askedOf(other), reading.asked.kind);
  });
}

/** A spread or median beside a plain value is another thing; so is a mean beside a single value. */
function isToldApart(one: Asked["kind"], other: Asked["kind"]): boolean {
  const kinds = ["std", "se", "median"];
  return one !== other && (kinds.includes(one) || kinds.includes(other));
}

/** The mean of the row that a run is counted in may be stated under the name or link of one of its runs. */
function isMeanOfRow(judging: Judging, { samples, reading }: Binding, numeral: Numeral): boolean {
  const [sample] = samples;
  const [operand] = sample?.operands ?? [];
  const [metric] = reading.metrics;
  if (operand === undefined || metric === undefined) return false;
  const { compiled } = operand;
  const ids = rowOf(compiled, operand.run)?.runs ?? [];
  const what = { compiled, runs: compiled.experiment.runs.filter(({ id }) => ids.includes(id)), group: true };
  const whole = sampleOf(judging, { what, sure: 1, why: "" }, metric);
  const mean = whole === null ? null : statisticOf(judging, whole, "mean");
  return mean !== null && states(numeral, mean);
}

/** The verdict on a number that is not the value its words lead to, with what explains it. */
export function contradicted(judging: Judging, numeral: Numeral, meaning: Meaning): Verdict {
  const { measured, operands, selector, metric, run } = meaning;
  const evidence = operands.map(({ point }) => point.evidence);
  const [operand = null] = operands;
  const expression = parseExpression(selector);
  const [main = numeral] = numeral.kind === "spread" ? numeral.parts : [numeral];
  const fits = diagnose({
    numeral: main,
    measured,
    operand: meaning.derived ? null : operand,
    expression,
    scope: judging.scope,
  });
  const isElsewhere = numeral.significant >= 3 && fits.length > 0 && fits.every(({ source }) => source);
  const { diagnosis, reason } = sayDiagnosis(fits);
  const is = `${metric} of ${run} is ${meaning.derived ? String(Number(measured.value.toPrecision(6))) : evidence[0]?.literal}`;
  return verdictOf(judging.found.claim, {
    verdict: isElsewhere ? "wrong-run" : "contradicted",
    value: measured.value,
    ...(measured.unit === null ? {} : { unit: measured.unit.name }),
    evidence,
    excerpt: excerptOf(judging.context, evidence[0]),
    diagnosis,
    reason: reason === null ? is : `${is}; ${reason}`,
  });
}
