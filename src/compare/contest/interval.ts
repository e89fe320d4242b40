import type { Interval } from "../../statistics/bootstrap.ts";
import { cohenDz, hedgesG } from "../../statistics/effect.ts";
import { bcaOfMeans } from "../../statistics/mean-bootstrap.ts";
import { predictionInterval } from "../../statistics/noise.ts";
import { testOf } from "../../statistics/welch.ts";
import type { Design } from "./design.ts";
import { meanDifference } from "./design.ts";

/** Where the difference of two means lies with 95 % confidence, and how that was found. */
export interface DifferenceInterval {
  low: number;
  high: number;
  method: string;
}

/** Below so many runs a side a bootstrap interval is too short, and Student's is right even for values that are not normal. */
const LEAST_FOR_BOOTSTRAP = 30;

/**
 * The 95 % interval of the difference: of Student's kind, or from 30 runs a side (or 30 pairs of seeds) a BCa bootstrap.
 * Null below two runs a side, or where no value varies.
 */
export function intervalOf(design: Design): DifferenceInterval | null {
  const { pairing, a, b, differences } = design;
  const isLarge = Math.min(a.length, b.length) >= LEAST_FOR_BOOTSTRAP && (pairing === null || pairing.folds < 2);
  if (isLarge) {
    const { low, high } = pairing === null ? bcaOfMeans(a, b) : bcaOfMeans(differences, null);
    if (Number.isFinite(low) && Number.isFinite(high)) return { low, high, method: "BCa bootstrap" };
  }
  const { low, high } = testOf(meanDifference(design), 0.95);
  if (!Number.isFinite(low) || !Number.isFinite(high)) return null;
  return { low, high, method: pairing === null ? "Welch's t" : pairing.folds > 1 ? "corrected paired t" : "paired t" };
}

/** Where one further run would be expected, 95 times in 100; of fractions no farther than these can go. NaN below two values. */
export function expectedRange(values: readonly number[], isFraction: boolean): Interval {
  const { low, high } = predictionInterval(values);
  const isWithin = isFraction && values.every((value) => value >= 0 && value <= 1);
  return isWithin ? { low: Math.max(0, low), high: Math.min(1, high) } : { low, high };
}

/** The difference in standard deviations, by its name; null where there is no spread to measure it with. */
export function effectOf({ pairing, a, b, differences }: Design): { name: string; size: number } | null {
  const [name, size] = pairing === null ? ["Hedges g", hedgesG(a, b)] : ["Cohen d_z", cohenDz(differences)];
  return Number.isFinite(size) ? { name: name as string, size: size as number } : null;
}
