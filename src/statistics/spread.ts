import { meanOf, sampleStd } from "./descriptive.ts";

/**
 * The sample's standard deviation, and 0 where that is only the rounding of equal numbers: a spread in the last bits of the mean
 * says nothing of noise, and what is divided by it nothing of a difference. NaN below two values.
 */
export function spreadOf(values: readonly number[]): number {
  const std = sampleStd(values);
  return std <= 4 * Number.EPSILON * Math.abs(meanOf(values)) ? 0 : std;
}
