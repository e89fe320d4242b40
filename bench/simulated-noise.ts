// Results of runs that never ran: samples whose truth is known.
import { seededRandom } from "../src/statistics/random.ts";

/** Noise of mean 0 and standard deviation 1, as a rising function of a normal number. */
export type Shape = (normal: number) => number;

/**
 * - `heavy tails`: Tukey's h distribution with h = 0.2, whose kurtosis is not finite.
 * - `skewed`: log-normal with σ = 1, whose skewness is 6.2.
 * - `two modes`: runs that fall to one of two levels, each with 0.3 of their distance as its own noise.
 */
export const shapes: Record<string, Shape> = {
  normal: (z) => z,
  "heavy tails": (z) => (z * Math.exp(0.1 * z * z)) / Math.sqrt(0.6 ** -1.5),
  skewed: (z) => (Math.exp(z) - Math.exp(0.5)) / Math.sqrt((Math.E - 1) * Math.E),
  "two modes": (z) => (Math.sign(z) + 0.3 * z) / Math.sqrt(1.09 + 0.6 * Math.sqrt(2 / Math.PI)),
};

/** How two samples are drawn. `correlation` is that of the normal numbers behind each pair; 0 where it is left out. */
export interface Setting {
  shape: Shape;
  sizes: readonly [number, number];
  /** The standard deviations; both 1. */
  spreads?: readonly [number, number];
  correlation?: number;
  /** By how much the second sample's mean is above the first one's. */
  effect?: number;
}

/** A stream of normal numbers (Box and Muller), the same for the same seed. */
export function normalsOf(seed: number): () => number {
  const random = seededRandom(seed);
  let kept: number | null = null;
  return () => {
    if (kept !== null) {
      const normal = kept;
      kept = null;
      return normal;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    kept = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

/** Two samples; values of the same place are a pair. */
export function drawSamples(setting: Setting, normal: () => number): [number[], number[]] {
  const { shape, sizes, spreads = [1, 1], correlation = 0, effect = 0 } = setting;
  const first = Array.from({ length: sizes[0] }, normal);
  const rest = Math.sqrt(1 - correlation ** 2);
  const second = Array.from({ length: sizes[1] }, (_, index) => correlation * (first[index] ?? 0) + rest * normal());
  return [first.map((z) => spreads[0] * shape(z)), second.map((z) => spreads[1] * shape(z) + effect)];
}

/** The share of trials in which each thing happened. */
export function sharesOf(trials: number, trial: () => Record<string, boolean>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (let index = 0; index < trials; index += 1) {
    for (const [name, happened] of Object.entries(trial())) counts[name] = (counts[name] ?? 0) + Number(happened);
  }
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, count / trials]));
}
