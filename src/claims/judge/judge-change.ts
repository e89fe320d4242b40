import type { Verdict } from "../../model/claim.ts";
import type { Binding } from "../bind/binding.ts";
import { changesBetween } from "../bind/change.ts";
import { mayBeElsewhere } from "../bind/elsewhere.ts";
import type { Meaning, Sample } from "../bind/meaning.ts";
import { pairsOf } from "../bind/pair.ts";
import { SURE } from "../bind/reading.ts";
import { states } from "../bind/stated.ts";
import { statesLimit, statesNoResult } from "../bind/wording.ts";
import { diagnose, sayDiagnosis } from "../diagnose/diagnosis.ts";
import type { Numeral } from "../text/numeral.ts";
import { PERCENT, POINTS } from "../text/unit.ts";
import { bestExtremeOf } from "../value/point.ts";
import { parseExpression } from "../value/selector.ts";
import type { Judging } from "./judging.ts";
import { excerptOf, verdictOf } from "./judging.ts";

/**
 * The verdict on a change (`−7.97 pp`, `+3 %`, `1.8×`) in a table whose heads name one run and one metric, or in a
 * sentence of two names and one metric, where it is none of the changes between the run and the baseline, of last or of best values; null where anything is less clear.
 */
export function judgeChange(judging: Judging, binding: Binding, numeral: Numeral): Verdict | null {
  const { around, reading } = binding;
  const isCell = around.sentence.context === "cell";
  const isPrecise = numeral.kind === "value" && numeral.decimals > 0 && !numeral.approximate;
  const heads = around.heads.map(({ text }) => text).join(" ");
  if (!isPrecise || !isChange(binding, numeral) || statesNoResult(heads) || mayBeElsewhere(judging, binding))
    return null;
  if (!isCell && !isStated(binding)) return null;
  const other = inOtherUnit(numeral);
  // A change in percent that is said to be one may be meant in points, and is one of the two.
  const asked = numeral.sign === "" && other?.unit === POINTS ? other : numeral;
  const pairs = pairsOf(judging, { around, reading, numeral: asked });
  const [pair, ...others] = pairs;
  if (pair === undefined || others.length > 0 || !reading.runsClean) return null;
  if (pair.some(({ sure }) => sure.run < SURE.frontMatter || sure.metric < SURE.partly)) return null;
  // A gain is printed with a plus also where less is better.
  const isEitherWay = numeral.sign === "" || GAIN.test(heads);
  const both = (one: [Sample, Sample]): [Sample, Sample][] => (isEitherWay ? [one, [one[1], one[0]]] : [one]);
  const orders = [pair, pair.map(atBest) as [Sample, Sample]].flatMap(both);
  const anyUnit = [numeral, { ...numeral, unit: null }];
  const possible = orders.flatMap((order) => anyUnit.flatMap((one) => changesBetween(judging, order, one)));
  if (possible.some((meaning) => states(numeral, meaning))) return null;
  const isSwapped =
    other !== null &&
    both(pair).some((order) => changesBetween(judging, order, other).some((meaning) => states(other, meaning)));
  if (!isCell && !isSwapped && !isClearProse(binding, numeral, pair)) return null;
  const [meaning] = changesBetween(judging, pair, isSwapped && other !== null ? other : numeral);
  return meaning === undefined ? null : wrongChange(judging, meaning, numeral);
}

function wrongChange(judging: Judging, { measured, selector, operands }: Meaning, numeral: Numeral): Verdict {
  const evidence = operands.map(({ point }) => point.evidence);
  const expression = parseExpression(selector);
  const bySize = numeral.sign === "" && measured.value < 0;
  const fits = sayDiagnosis(diagnose({ numeral, measured, operand: null, expression, scope: judging.scope, bySize }));
  return verdictOf(judging.found.claim, {
    verdict: "contradicted",
    value: measured.value,
    ...(measured.unit === null ? {} : { unit: measured.unit.name }),
    evidence,
    excerpt: excerptOf(judging.context, evidence[0]),
    diagnosis: fits.diagnosis,
    reason: [`${selector} is ${Number(measured.value.toPrecision(4))}`, fits.reason]
      .filter((part) => part !== null)
      .join("; "),
  });
}

/** Points, a factor, percent with a sign, or a number that the words beside it make a change. */
function isChange({ reading }: Binding, { unit, sign }: Numeral): boolean {
  const dimension = unit?.dimension;
  if (dimension === "points" || dimension === "factor") return true;
  const isSaid = BY.test(reading.clause.before) || THAN.test(reading.clause.after);
  if (dimension === "fraction") return sign !== "" || isSaid;
  return unit === null && sign !== "" && isSaid;
}

const BY = /\bby\s+[`*_]*$/i;
const THAN =
  /^[`*_]*\s+(?:relative\s+)?(?:lower|higher|better|worse|faster|slower|smaller|larger|less|more|above|below)\b/i;

/** The same digits as points for percent and as percent for points; null for any other unit. */
function inOtherUnit(numeral: Numeral): Numeral | null {
  const dimension = numeral.unit?.dimension;
  if (numeral.significant < 2) return null;
  if (dimension === "points") return { ...numeral, unit: PERCENT, percent: true };
  return dimension === "fraction" ? { ...numeral, unit: POINTS, percent: false } : null;
}

function isStated({ reading }: Binding): boolean {
  const { before, after } = reading.clause;
  return !statesNoResult(`${before} ${after}`) && !statesLimit(before);
}

/**
 * A sentence of two names (or of one, where the experiment has just one other row) and one metric, with one number of that
 * kind and no condition.
 */
function isClearProse({ around, reading }: Binding, { unit }: Numeral, [first]: [Sample, Sample]): boolean {
  const names = new Set(around.said.names.map(({ key }) => key));
  const alike = around.numbers.filter((other) => other.unit?.dimension === unit?.dimension);
  const used = first.named.compiled.comparison.rows.filter(({ bucket }) => bucket === "used");
  const isPair = names.size === 2 || (names.size === 1 && used.length === 2);
  return reading.metricsClean && isPair && alike.length === 1;
}

const GAIN = /\b(?:gain|improve\w*|reduc\w*|sav\w*|speed\w*|faster|better|drop|decrease|loss of)\b/i;

/** The same sample with each run's best value in the place of its last. */
function atBest(sample: Sample): Sample {
  const operands = sample.operands.map((operand) => {
    const best = bestExtremeOf(operand.compiled, operand.metric);
    return best === null ? operand : { ...operand, point: best };
  });
  return { ...sample, operands };
}
