import type { Verdict } from "../../model/claim.ts";
import type { Binding } from "../bind/binding.ts";
import { states } from "../bind/binding.ts";
import { changesBetween } from "../bind/change.ts";
import type { Sample } from "../bind/meaning.ts";
import { pairsOf } from "../bind/pair.ts";
import { SURE } from "../bind/reading.ts";
import { statesLimit, statesNoResult } from "../bind/wording.ts";
import { diagnose, sayDiagnosis } from "../diagnose/diagnosis.ts";
import type { Numeral } from "../text/numeral.ts";
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
  const dimension = numeral.unit?.dimension;
  const isChange =
    dimension === "points" || dimension === "factor" || (dimension === "fraction" && numeral.sign !== "");
  const isPrecise = numeral.kind === "value" && numeral.decimals > 0 && !numeral.approximate;
  const heads = around.heads.map(({ text }) => text).join(" ");
  if (!isChange || !isPrecise || statesNoResult(heads)) return null;
  if (around.sentence.context !== "cell" && !isClearProse(binding, numeral)) return null;
  const pairs = pairsOf(judging, { around, reading, numeral });
  const [pair, ...others] = pairs;
  if (pair === undefined || others.length > 0 || !reading.runsClean) return null;
  if (pair.some(({ sure }) => sure.run < SURE.frontMatter || sure.metric < SURE.partly)) return null;
  // A gain is printed with a plus also where less is better.
  const isEitherWay = numeral.sign === "" || GAIN.test(heads);
  const orders = [pair, pair.map(atBest) as [Sample, Sample]].flatMap(([x, y]): [Sample, Sample][] =>
    isEitherWay
      ? [
          [x, y],
          [y, x],
        ]
      : [[x, y]],
  );
  const anyUnit = [numeral, { ...numeral, unit: null }];
  const possible = orders.flatMap((order) => anyUnit.flatMap((one) => changesBetween(judging, order, one)));
  if (possible.some((meaning) => states(numeral, meaning))) return null;
  const [meaning] = changesBetween(judging, pair, numeral);
  if (meaning === undefined) return null;
  const { measured, selector, operands } = meaning;
  const evidence = operands.map(({ point }) => point.evidence);
  const expression = parseExpression(selector);
  const fits = sayDiagnosis(diagnose({ numeral, measured, operand: null, expression, scope: judging.scope }));
  return verdictOf(judging.found.claim, {
    verdict: "contradicted",
    value: measured.value,
    evidence,
    excerpt: excerptOf(judging.context, evidence[0]),
    diagnosis: fits.diagnosis,
    reason: [`${selector} is ${Number(measured.value.toPrecision(4))}`, fits.reason]
      .filter((part) => part !== null)
      .join("; "),
  });
}

/** A sentence of two names (or one, against the baseline) and one metric, with one number of that kind and no condition. */
function isClearProse({ around, reading }: Binding, { unit }: Numeral): boolean {
  const { before, after } = reading.clause;
  const names = new Set(around.said.names.map(({ key }) => key));
  const alike = around.numbers.filter((other) => other.unit?.dimension === unit?.dimension);
  const isStated = !statesNoResult(`${before} ${after}`) && !statesLimit(before);
  return isStated && reading.metricsClean && names.size === 2 && alike.length === 1;
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
