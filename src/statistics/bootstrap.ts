import { meanOf } from "./descriptive.ts";
import { normalCdf, normalQuantile } from "./distribution.ts";
import { quantileOf } from "./quantile.ts";
import { seededRandom } from "./random.ts";

/** What to resample: each sample on its own, the statistic of all of them together. */
export interface Bootstrap {
  samples: readonly (readonly number[])[];
  statistic: (samples: readonly (readonly number[])[]) => number;
  level?: number;
  draws?: number;
  seed?: number;
}

/** From `low` to `high`, both NaN where the interval is not defined. */
export interface Interval {
  low: number;
  high: number;
}

/**
 * The bias-corrected and accelerated bootstrap interval (Efron, JASA 82, 1987), with the acceleration of several samples and
 * the percentiles as in SciPy's bootstrap(method="BCa"). Where all resamples are no more than the draws, all of them are
 * taken and nothing is random. NaN where a sample has fewer than two values, or resampling never changes the statistic.
 *
 * Below some 10 values such intervals are too short (BENCHMARKS.md has the coverage).
 */
export function bcaInterval({ samples, statistic, level = 0.95, draws = 9999, seed = 1 }: Bootstrap): Interval {
  if (samples.length === 0 || samples.some((one) => one.length < 2 || !one.every(Number.isFinite))) return noInterval();
  const observed = statistic(samples);
  const resampled =
    allResamples(samples) <= draws ? every(samples, statistic) : drawn({ samples, statistic, draws, seed });
  return bcaOf({ resampled, observed, acceleration: accelerationOf(samples, statistic), level });
}

/** The interval from the statistic of many resamples and of the samples themselves, and how its error changes with it. */
export function bcaOf(from: {
  resampled: Float64Array;
  observed: number;
  acceleration: number;
  level?: number;
}): Interval {
  const { resampled, observed, acceleration, level = 0.95 } = from;
  resampled.sort();
  const bias = normalQuantile(shareBelow(resampled, observed));
  const at = (z: number) => quantileOf(resampled, normalCdf(bias + (bias + z) / (1 - acceleration * (bias + z))));
  const z = normalQuantile(0.5 + level / 2);
  return { low: at(-z), high: at(z) };
}

/** The share below, ties as halves. The same values added in another order may differ in the last bits; that is a tie. */
function shareBelow(sorted: Float64Array, observed: number): number {
  const largest = Math.max(Math.abs(sorted[0] ?? 0), Math.abs(sorted.at(-1) ?? 0));
  const tolerance = 8 * Number.EPSILON * largest;
  const weight = (value: number) => (Math.abs(value - observed) <= tolerance ? 0.5 : Number(value < observed));
  return sorted.reduce((sum, value) => sum + weight(value), 0) / sorted.length;
}

function noInterval(): Interval {
  return { low: Number.NaN, high: Number.NaN };
}

function allResamples(samples: Bootstrap["samples"]): number {
  return samples.reduce((product, one) => product * one.length ** one.length, 1);
}

/** The statistic of every resample: all ways to choose n of n with repetition, in order, of each sample. */
function every(samples: Bootstrap["samples"], statistic: Bootstrap["statistic"]): Float64Array {
  const results = new Float64Array(allResamples(samples));
  for (let index = 0; index < results.length; index += 1) {
    let rest = index;
    const resample = samples.map((one) =>
      one.map(() => {
        const value = one[rest % one.length] ?? 0;
        rest = Math.floor(rest / one.length);
        return value;
      }),
    );
    results[index] = statistic(resample);
  }
  return results;
}

function drawn({ samples, statistic, draws, seed }: Required<Omit<Bootstrap, "level">>): Float64Array {
  const random = seededRandom(seed);
  const resample = samples.map((one) => [...one]);
  return Float64Array.from({ length: draws }, () => {
    for (const [index, one] of samples.entries()) {
      const into = resample[index] ?? [];
      for (let at = 0; at < one.length; at += 1) into[at] = one[Math.floor(random() * one.length)] ?? 0;
    }
    return statistic(resample);
  });
}

/** The skewness of the influence of single values, from leaving each out in turn. */
function accelerationOf(samples: Bootstrap["samples"], statistic: Bootstrap["statistic"]): number {
  let [cubes, squares] = [0, 0];
  for (const [index, sample] of samples.entries()) {
    const without = sample.map((_, left) =>
      statistic(samples.map((one, other) => (other === index ? one.filter((_, at) => at !== left) : one))),
    );
    const mean = meanOf(without);
    for (const value of without) {
      const influence = (sample.length - 1) * (mean - value);
      cubes += influence ** 3 / sample.length ** 3;
      squares += influence ** 2 / sample.length ** 2;
    }
  }
  return cubes / 6 / squares ** 1.5;
}
