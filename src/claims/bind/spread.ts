import type { Judging } from "../judge/judging.ts";
import type { Numeral } from "../text/numeral.ts";
import { agrees } from "../value/interval.ts";
import { asPercent } from "./chance.ts";
import type { Meaning, Sample } from "./meaning.ts";
import { statisticOf } from "./meaning.ts";

/** What the number behind ± is of some runs; `other`: half a range, twice the standard deviation or a confidence interval. */
export type SpreadKind = "std" | "se" | "other";

/** Half the width of a 95 % confidence interval over n values, in standard errors (Student's t for n − 1; 1.96 for many). */
const T95 = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145];

/** Which spread of the samples the second part of `0.90 ± 0.01` is; null for none of those that people print. */
export function spreadOf(judging: Judging, samples: readonly Sample[], parts: readonly Numeral[]): SpreadKind | null {
  const [main, spread] = parts;
  if (main === undefined || spread === undefined) return null;
  const of = (kind: SpreadKind, spreadsOf: (sample: Sample) => number[]) =>
    samples.some((sample) =>
      spreadsOf(sample).some((value) => prints({ main, spread }, sampleMean(judging, sample), value)),
    )
      ? kind
      : null;
  const statisticIn = (sample: Sample, name: string) =>
    statisticOf(judging, sample, name)?.measured.value ?? Number.NaN;
  return (
    of("std", (sample) => [statisticIn(sample, "std")]) ??
    of("se", (sample) => [statisticIn(sample, "se")]) ??
    of("other", (sample) => {
      const [std, se, n] = [statisticIn(sample, "std"), statisticIn(sample, "se"), sample.operands.length];
      const range = statisticIn(sample, "max") - statisticIn(sample, "min");
      return [2 * std, std * Math.sqrt((n - 1) / n), range / 2, range, 1.96 * se, 2 * se, (T95[n - 2] ?? 1.96) * se];
    })
  );
}

function sampleMean(judging: Judging, sample: Sample): Meaning | null {
  return statisticOf(judging, sample, "mean");
}

/** Does the number print the spread, in percent where the mean is printed so? */
function prints({ main, spread }: { main: Numeral; spread: Numeral }, mean: Meaning | null, value: number): boolean {
  if (mean === null || !Number.isFinite(value)) return false;
  const measured = { ...mean.measured, value, change: "either" as const };
  const isPercent = asPercent(main, mean.measured, mean.metric) !== null;
  return agrees(spread, isPercent ? { ...measured, value: Number(`${value}e2`) } : measured);
}
