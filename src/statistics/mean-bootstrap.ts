import type { Interval } from "./bootstrap.ts";
import { bcaOf } from "./bootstrap.ts";
import { meanOf } from "./descriptive.ts";
import { seededBits } from "./random.ts";

const DRAWS = 2000;

/**
 * `bcaInterval` of a mean, or of the difference of two means: the same interval by its closed forms, some ten times as fast. A
 * sample that is asked for again is not resampled again. NaN below two values or where no value varies.
 */
export function bcaOfMeans(a: readonly number[], b: readonly number[] | null): Interval {
  const samples = b === null ? [a] : [a, b];
  if (samples.some((one) => one.length < 2)) return { low: Number.NaN, high: Number.NaN };
  // The second sample has draws of its own, so that both are independent.
  const [first, second] = [meansOf(a, 1), b === null ? null : meansOf(b, 2)];
  const resampled = first.map((mean, draw) => mean - (second?.[draw] ?? 0));
  const observed = meanOf(a) - (b === null ? 0 : meanOf(b));
  return bcaOf({ resampled, observed, acceleration: accelerationOf(a, b) });
}

const known = [new WeakMap<readonly number[], Float64Array>(), new WeakMap<readonly number[], Float64Array>()];

function meansOf(values: readonly number[], seed: 1 | 2): Float64Array {
  const memory = known[seed - 1];
  const means = memory?.get(values) ?? resample(values, seed);
  memory?.set(values, means);
  return means;
}

/** The means of resamples with repetition. */
function resample(values: readonly number[], seed: number): Float64Array {
  const bits = seededBits(seed);
  const from = Float64Array.from(values);
  const n = from.length;
  const scale = n / 0x100000000;
  const means = new Float64Array(DRAWS);
  for (let draw = 0; draw < DRAWS; draw += 1) {
    let sum = 0;
    for (let index = 0; index < n; index += 1) sum += from[(bits() * scale) | 0] as number;
    means[draw] = sum / n;
  }
  return means;
}

/** Leaving one value out moves a mean in proportion to how far it lies from it, so the jackknife has a closed form. */
function accelerationOf(a: readonly number[], b: readonly number[] | null): number {
  let [cubes, squares] = [0, 0];
  for (const [sign, sample] of [[1, a] as const, [-1, b ?? []] as const]) {
    const mean = meanOf(sample);
    for (const value of sample) {
      const influence = (sign * (value - mean)) / sample.length;
      cubes += influence ** 3;
      squares += influence ** 2;
    }
  }
  return cubes / 6 / squares ** 1.5;
}
