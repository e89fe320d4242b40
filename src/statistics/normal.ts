import { continuedFraction } from "./continued-fraction.ts";

/** The density of the standard normal distribution. */
function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/** P(Z ≤ z) of the standard normal distribution, with its relative precision kept in the lower tail; NaN of NaN. */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) return Number.NaN;
  if (Math.abs(z) < 3) return 0.5 + normalDensity(z) * seriesOf(z);
  return z < 0 ? upperTail(-z) : 1 - upperTail(z);
}

/**
 * The z with P(Z ≤ z) = p; ±Infinity at 0 and 1, NaN outside. A first guess (Abramowitz and Stegun 26.2.23), then Halley's
 * method on the tail until it stands still.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0.5) return 0;
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p === 0) return Number.NEGATIVE_INFINITY;
  let z = firstGuess(p);
  for (let round = 0; round < 20; round += 1) {
    // In units of the density the step is of the size of z; its ratio to p stays finite in the tail.
    const step = (normalCdf(z) - p) / normalDensity(z);
    const change = step / (1 + (z * step) / 2);
    z -= change;
    if (!(Math.abs(change) > 1e-15 * Math.abs(z))) break;
  }
  return z;
}

/** Σ z^(2k+1) / (1·3·5…(2k+1)): Φ(z) − ½ over the density (Marsaglia, J. Stat. Softw. 11(4), 2004); no term cancels. */
function seriesOf(z: number): number {
  let term = z;
  let sum = z;
  for (let odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return sum;
}

/** P(Z > z) for z ≥ 3: the density over z + 1/(z + 2/(z + 3/(…))) (Abramowitz and Stegun 26.2.14). */
function upperTail(z: number): number {
  if (z > 40) return 0;
  return normalDensity(z) / continuedFraction(z, (index) => ({ above: index, below: z }));
}

function firstGuess(p: number): number {
  const t = Math.sqrt(-2 * Math.log(p));
  const above = 2.515517 + t * (0.802853 + t * 0.010328);
  const below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return above / below - t;
}
