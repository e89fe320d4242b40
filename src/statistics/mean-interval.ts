import { meanOf, standardError } from "./descriptive.ts";
import { studentQuantile } from "./student.ts";

/**
 * The 95 % interval of the mean of a sample: mean ± t(0.975, n − 1) · s/√n (Student, Biometrika 6, 1908). It supposes
 * independent values of a normal distribution. Null below two values.
 */
export function meanInterval(values: readonly number[]): { low: number; high: number } | null {
  if (values.length < 2) return null;
  const mean = meanOf(values);
  const half = quantileOf(values.length - 1) * standardError(values);
  return { low: mean - half, high: mean + half };
}

/** A table asks for the same few again and again. */
function quantileOf(df: number): number {
  let t = QUANTILES.get(df);
  if (t === undefined) {
    t = studentQuantile(0.975, df);
    QUANTILES.set(df, t);
  }
  return t;
}

const QUANTILES = new Map<number, number>();
