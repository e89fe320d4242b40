import type { Verdict } from "../../model/claim.ts";
import { baseName } from "../../model/tree.ts";
import { meanOf } from "../../statistics/descriptive.ts";
import type { Binding } from "../bind/binding.ts";
import { MOST_CHANCE } from "../bind/chance.ts";
import { isComparable, isPlainLevel, isPoint } from "../bind/level.ts";
import type { Meaning, Sample } from "../bind/meaning.ts";
import { sampleOf } from "../bind/meaning.ts";
import { SURE } from "../bind/reading.ts";
import type { Repeats } from "../bind/repeats.ts";
import { besideFolder } from "../bind/repeats.ts";
import { mayBeNoLevel } from "../bind/wording.ts";
import type { Beside } from "../diagnose/diagnosis.ts";
import { diagnose, sayDiagnosis } from "../diagnose/diagnosis.ts";
import type { Numeral } from "../text/numeral.ts";
import type { Measured } from "../value/interval.ts";
import { agrees, readingsOf } from "../value/interval.ts";
import { valuesOnLine } from "../value/line-value.ts";
import type { Judging } from "./judging.ts";
import { excerptOf, verdictOf } from "./judging.ts";

/**
 * The verdict on a number of a table whose row links one log (or a folder of them) and whose column names the metric, which
 * neither the linked log nor the mean over the logs like it in its folder agrees with. Outside everything that the logs of the
 * folder end at, it is not what the link shows; within that, it may be made of some of them. Null where the words are less clear.
 */
export function judgeRepeats(judging: Judging, binding: Binding, numeral: Numeral): Verdict | null {
  const { repeats, levels } = binding;
  const [meaning] = levels;
  if (repeats === null || meaning === undefined || !isStatedPlainly(binding, numeral)) return null;
  if (!isComparable(numeral, meaning, 10)) return null;
  const { claim } = judging.found;
  const values = valuesOf(repeats.all, numeral);
  const said = sayLogs(repeats, numeral);
  if (repeats.absent > 0) {
    const rest = `${repeats.absent} more of its folder are in git and not in this checkout`;
    return verdictOf(claim, { verdict: "unbound", reason: `${said}; ${rest}` });
  }
  const [low, high] = numeral.printed;
  // What is cut off instead of rounded lies up to a whole last place away.
  const slack = (high - low) / 2;
  const isOutside = values.every((one) => one < low - slack) || values.every((one) => one > high + slack);
  if (!isOutside) return verdictOf(claim, { verdict: "unbound", reason: `${said}; it is neither` });
  if (isPointByDesign(judging, { repeats, meaning }, numeral) || isFurtherDown(judging, meaning, numeral)) return null;
  const fits = sayDiagnosis(siblingsThatFit(judging, { repeats, meaning }, numeral));
  const operands = repeats.linked === null ? repeats.all.operands : meaning.operands;
  const evidence = operands.map(({ point }) => point.evidence);
  return verdictOf(claim, {
    verdict: "contradicted",
    value: repeats.linked === null ? meanOf(operands.map(({ point }) => point.value)) : meaning.measured.value,
    ...(meaning.measured.unit === null ? {} : { unit: meaning.measured.unit.name }),
    evidence,
    excerpt: excerptOf(judging.context, evidence[0]),
    diagnosis: fits.diagnosis,
    reason: fits.reason === null ? said : `${said}; ${fits.reason}`,
  });
}

/** A cell of one measured number, whose column names one metric and whose heads say nothing of another value than a result. */
function isStatedPlainly({ around, reading }: Binding, numeral: Numeral): boolean {
  const { sentence, heads, numbers } = around;
  const [metric, ...others] = reading.metrics;
  const column = heads.at(-1);
  if (sentence.context !== "cell" || sentence.columnHead === null || column === undefined) return false;
  if (metric === undefined || others.length > 0 || metric.sure < SURE.partly || !reading.metricsClean) return false;
  if (column.metrics.length === 0 || numbers.length > 1 || !isPlainLevel(numeral)) return false;
  const words = `${reading.clause.before} ${reading.clause.after} ${heads.map(({ text }) => text).join(" ")}`;
  return !mayBeNoLevel(words) && !OTHER.test(words);
}

/** Heads of columns that state what others reached, or what was reckoned. */
const OTHER =
  /\b(?:baseline|reference|theirs|claimed|estimat\w*|predict\w*|theoretic\w*|ideal|adjusted|normali[sz]ed)\b/i;

/** Some point of the linked series is the number, and the series has too few of them to have nearly every number. */
function isPointByDesign(judging: Judging, { repeats, meaning }: Stated, numeral: Numeral): boolean {
  const [operand] = meaning.operands;
  const { min, max, points } = operand?.metric ?? { min: null, max: null, points: 0 };
  if (operand === undefined || min === null || max === null) return false;
  const [from = 0, to = 0] = [min, max].map(({ value }) => printedOf(numeral, measuredIn(repeats.all, value)));
  const [low, high] = numeral.printed;
  if ((points * (high - low)) / Math.max(high - low, to - from) > MOST_CHANCE) return false;
  return isPoint(judging, numeral, meaning);
}

/** The number stands below the last point, in a closing line of another form that is no part of the series. */
function isFurtherDown({ context }: Judging, { operands }: Meaning, numeral: Numeral): boolean {
  const [evidence] = operands.map(({ point }) => point.evidence);
  if (evidence === undefined || !("line" in evidence.locator)) return false;
  const { line: last } = evidence.locator;
  return Array.from({ length: CLOSING }, (_, n) => last + 1 + n).some((line) => {
    const text = context.region({ file: evidence.file, line, endLine: line })?.text ?? "";
    return valuesOnLine(text).some(({ measured }) => agrees(numeral, measured));
  });
}

/** So many lines may follow the last point of a series. */
const CLOSING = 10;

interface Stated {
  repeats: Repeats;
  meaning: Meaning;
}

/** What the folders beside this one show, where the number may have come from. */
function siblingsThatFit(judging: Judging, { repeats, meaning }: Stated, numeral: Numeral) {
  const { compiled } = repeats.all.named;
  const beside = [...besideFolder(judging, compiled, repeats.folder)].flatMap(([folder, runs]): Beside[] => {
    const what = { compiled, runs, group: true };
    const sample = sampleOf(judging, { what, sure: 1, why: "" }, { what: meaning.metric, sure: 1, why: "" });
    if (sample === null) return [];
    const isMean = sample.operands.length > 1;
    const measured = measuredIn(sample, meanOf(sample.operands.map(({ point }) => point.value)));
    const name = `${meaning.metric} of ${baseName(folder)}, the folder beside it`;
    return [{ name: isMean ? `the mean ${name}` : name, measured }];
  });
  const { scope } = judging;
  // Logs of another day differ by any digit, so that one digit proves no slip.
  const fits = diagnose({ numeral, measured: meaning.measured, operand: null, expression: null, scope, beside });
  return fits.filter(({ source }) => source);
}

/** `the linked log ends at 9.930 min; its folder: 10 logs from 9.905 to 9.939 min, mean 9.920`. */
function sayLogs({ linked, all, alike, folder }: Repeats, numeral: Numeral): string {
  const name = numeral.unit === null || numeral.unit.name === "" ? "" : ` ${numeral.unit.name}`;
  const say = (value: number) => value.toFixed(Math.min(12, numeral.decimals + 1));
  const [own] = all.operands.filter(({ run }) => linked !== null && run.files[0] === linked.files[0]);
  const values = valuesOf(all, numeral);
  const [only, ...others] = values;
  const last = own === undefined ? null : printedOf(numeral, measuredIn(all, own.point.value));
  if (only !== undefined && others.length === 0)
    return `the only log of ${baseName(folder)} ends at ${say(only)}${name}`;
  const range = `${values.length} logs from ${say(Math.min(...values))} to ${say(Math.max(...values))}${name}`;
  const mean = say(meanOf(valuesOf(alike, numeral)));
  const isSome = alike.operands.length < values.length;
  const some = isSome ? `mean of the ${alike.operands.length} like it ${mean}` : `mean ${mean}`;
  const whole = `${range}, ${some}`;
  return last === null
    ? `the linked folder: ${whole}`
    : `the linked log ends at ${say(last)}${name}; its folder: ${whole}`;
}

function valuesOf(sample: Sample, numeral: Numeral): number[] {
  return sample.operands
    .filter(({ point }) => Number.isFinite(point.value))
    .map(({ point }) => printedOf(numeral, measuredIn(sample, point.value)));
}

function measuredIn({ unit }: Sample, value: number): Measured {
  return { value, unit, change: "no", computed: true };
}

/** A measured value in the terms that the number is printed in; of several readings the nearest, as a log may not say its unit. */
function printedOf(numeral: Numeral, measured: Measured): number {
  const { unit, printed } = numeral;
  const middle = (printed[0] + printed[1]) / 2;
  const values = readingsOf(numeral, measured).map(({ value, base }) =>
    base && unit !== null ? value / (Number(unit.factor) * 10 ** unit.exponent) : value,
  );
  const [first = measured.value] = values;
  return values.reduce((best, one) => (Math.abs(one - middle) < Math.abs(best - middle) ? one : best), first);
}
