import { meanOf } from "./descriptive.ts";
import { gammaHalfStep } from "./gamma.ts";
import { pooledStd } from "./noise.ts";
import { spreadOf } from "./spread.ts";

/**
 * Hedges's g of two independent samples: mean(a) − mean(b) in units of their pooled standard deviation, times the exact
 * correction for small samples Γ(m/2) / (√(m/2) Γ((m−1)/2)), m = n₁ + n₂ − 2 (Hedges, J. Educ. Stat. 6, 1981). NaN where m < 2
 * or there is no spread.
 */
export function hedgesG(a: readonly number[], b: readonly number[]): number {
  const df = a.length + b.length - 2;
  if (df < 2) return Number.NaN;
  return (inUnits(meanOf(a) - meanOf(b), pooledStd([a, b]).std) * gammaHalfStep((df - 1) / 2)) / Math.sqrt(df / 2);
}

/** Cohen's d_z of paired differences: their mean in units of their own standard deviation; NaN below two or without spread. */
export function cohenDz(differences: readonly number[]): number {
  return inUnits(meanOf(differences), spreadOf(differences));
}

function inUnits(difference: number, std: number): number {
  return std > 0 ? difference / std : Number.NaN;
}
