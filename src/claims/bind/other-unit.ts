import { metricOf } from "../../model/run.ts";
import type { Judging } from "../judge/judging.ts";
import type { Numeral } from "../text/numeral.ts";
import { PERCENT } from "../text/unit.ts";
import type { Binding } from "./binding.ts";
import { mayBeElsewhere } from "./elsewhere.ts";
import type { Meaning } from "./meaning.ts";
import { levelsOf } from "./meaning.ts";
import { SURE } from "./reading.ts";
import { states } from "./stated.ts";
import { mayBeNoLevel } from "./wording.ts";

/** So many digits agree by accident too seldom for the words to have meant anything else. */
const ENOUGH = 3;

/**
 * What a number should state that is exactly the value of the run that the words name, but in another unit (`42.6 s` of 42.6 ms,
 * `87.9 pp` of 87.9 %), or exactly that of another run where only the unit tells the metric; null for any other.
 */
export function inOtherUnit(judging: Judging, binding: Binding, numeral: Numeral): Meaning | null {
  const { reading, samples } = binding;
  const [run, ...otherRuns] = reading.runs;
  const [sample, ...otherSamples] = samples;
  if (run === undefined || otherRuns.length > 0 || run.loosely === true || !reading.runsClean) return null;
  if (sample === undefined || otherSamples.length > 0 || sample.sure.metric < SURE.unit) return null;
  if (run.sure < SURE.frontMatter || numeral.kind !== "value" || numeral.unit === null) return null;
  if (numeral.significant < ENOUGH || numeral.approximate || numeral.unitFrom === "head") return null;
  const { before, after } = reading.clause;
  if (mayBeNoLevel(`${before} ${after}`) || mayBeElsewhere(judging, binding)) return null;
  const levels = levelsOf(judging, sample, reading);
  const [first] = levels;
  if (first === undefined || levels.some((meaning) => states(numeral, meaning))) return null;
  const meant = levels.find((meaning) => isInOtherUnit(numeral, meaning));
  if (meant !== undefined) return meant;
  return isOfOtherRun(numeral, first) ? first : null;
}

/** The digits are the value's, and the unit is another one. */
function isInOtherUnit(numeral: Numeral, meaning: Meaning): boolean {
  const { unit, value } = meaning.measured;
  if (numeral.unit?.dimension === "points") return states({ ...numeral, unit: PERCENT, percent: true }, meaning);
  if (unit === null || unit.dimension !== numeral.unit?.dimension || unit.name === numeral.unit.name) return false;
  const [low, high] = numeral.printed;
  return low <= value && value <= high;
}

/** Another run of the experiment logged this number under the one metric that is measured so. */
function isOfOtherRun(numeral: Numeral, { operands, measured, metric, runSure }: Meaning): boolean {
  const [operand, ...others] = operands;
  if (operand === undefined || others.length > 0 || runSure < 1 || numeral.unit?.name !== measured.unit?.name)
    return false;
  const [low, high] = numeral.printed;
  return operand.compiled.experiment.runs.some((run) => {
    const value = run === operand.run ? undefined : metricOf(run, metric)?.last.value;
    return value !== undefined && low <= value && value <= high;
  });
}
