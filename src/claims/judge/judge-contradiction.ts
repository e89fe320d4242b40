import type { Verdict } from "../../model/claim.ts";
import type { Run } from "../../model/run.ts";
import { parentOf } from "../../model/tree.ts";
import { assign } from "../bind/assignment.ts";
import type { Binding } from "../bind/binding.ts";
import { states } from "../bind/binding.ts";
import type { Meaning } from "../bind/meaning.ts";
import { sampleOf, statisticOf } from "../bind/meaning.ts";
import type { Placed } from "../bind/mention.ts";
import { SURE } from "../bind/reading.ts";
import type { Asked } from "../bind/wording.ts";
import { askedIn, clauseAround, mayBeNoLevel } from "../bind/wording.ts";
import { diagnose, sayDiagnosis } from "../diagnose/diagnosis.ts";
import type { Numeral } from "../text/numeral.ts";
import { findPoint } from "../value/point.ts";
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
  const heads = binding.around.heads.map(({ text }) => text).join(" ");
  const { before, after } = binding.reading.clause;
  const isSpread = meaning.measured.change === "either";
  const words = `${before} ${after} ${heads}`;
  // Where a spread is asked for, its name is no sign of something else.
  if (mayBeNoLevel(isSpread ? words.replace(SPREAD_WORDS, " ") : words)) return null;
  if (isSizeOf(numeral, meaning)) return contradicted(judging, numeral, meaning);
  if (!isPlainLevel(numeral) || mayBePoint(judging, binding, numeral)) return null;
  // Where the words name both outright, the number is about them whatever its size.
  const isNamed = meaning.runSure === 1 && meaning.metricSure === 1;
  if (!isComparable(numeral, meaning, isNamed ? 10 : 2) || isMeanOfRow(judging, binding, numeral)) return null;
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

/** Tables and sections of a document that show what others or earlier runs reached, and rows that say more than a name. */
const EARLIER = /\b(?:prior|previous\w*|earlier|former|old|original|published|reported|related work|others?)\b/i;

/**
 * May the number be about other runs than those of that name: under a heading that says so, in a row whose head says more
 * (`master @ 1410`), or in a document deeper in the project than the run, which speaks of the runs beside it?
 */
export function mayBeElsewhere({ document }: Judging, { around, reading }: Binding): boolean {
  if (EARLIER.test(around.heading.text)) return true;
  const [head] = around.sentence.rowHead === null ? [] : around.heads;
  const rest = (head?.names ?? []).reduce(
    (text, { start, end }) => text.slice(0, start) + " ".repeat(end - start) + text.slice(end),
    head?.text ?? "",
  );
  if ((head?.names.length ?? 0) > 0 && /\d/.test(rest)) return true;
  const folder = parentOf(document.file);
  return reading.runs.some(({ what: { compiled, runs } }) => {
    const isDeeper = folder.startsWith(`${compiled.experiment.dir}/`) && compiled.experiment.dir !== "";
    const isBeside = ({ files }: Run) => files.some((file) => file.startsWith(`${folder}/`));
    return isDeeper && !runs.some(isBeside) && runs.every(({ tracker }) => tracker === "textlog");
  });
}

const SPREAD_WORDS = /\b(?:standard (?:deviation|error)s?|std|sd|se|sem)\b|±/gi;

/** A measured value with decimals or percent; whole numbers are often rounded generously. */
export function isPlainLevel(numeral: Numeral): boolean {
  const isPrecise = numeral.decimals > 0 || (numeral.percent && numeral.significant > 1);
  return (
    (numeral.kind === "value" || numeral.kind === "spread") && isPrecise && numeral.sign === "" && !numeral.approximate
  );
}

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

/** Some point of the series is the number: it may be meant, though the words do not say so. */
export function isPoint(judging: Judging, numeral: Numeral, meaning: Meaning): boolean {
  const [operand] = meaning.operands;
  if (operand === undefined) return false;
  const isIt = (value: number) => states(numeral, { ...meaning, measured: { ...meaning.measured, value } });
  return findPoint({ scope: judging.scope, ...operand }, isIt) !== null;
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

/** A number of quite another size is likely to be about something else. */
export function isComparable(numeral: Numeral, { measured }: Meaning, by: number): boolean {
  const { value, unit } = measured;
  const base = unit === null ? value : Number(`${value * Number(unit.factor)}e${unit.exponent}`);
  const sizes = [numeral.value, (numeral.printed[0] + numeral.printed[1]) / 2].map(Math.abs);
  const own = numeral.unit === null ? [Math.abs(value)] : [Math.abs(value), Math.abs(base)];
  return sizes.some((size) => own.some((one) => size > one / by && size < one * by));
}

function contradicted(judging: Judging, numeral: Numeral, meaning: Meaning): Verdict {
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
