/** A figure is as wide as so many points for which a weight is meant: it smooths as much however many there are. */
const WIDTH = 200;

/**
 * The exponential moving average of values over their places, weighted by the distance between them: points that lie far apart
 * smooth each other less. Ascending `x`, `range` its extent; `weight` from 0 (nothing) to below 1. The first values are not drawn
 * towards zero.
 */
export function smoothed(
  x: readonly number[],
  y: readonly number[],
  { weight, range }: { weight: number; range: number },
) {
  if (weight <= 0 || range <= 0) return [...y];
  const base = Math.min(Math.sqrt(weight), 0.999);
  let sum = 0;
  let total = 0;
  return y.map((value, i) => {
    const distance = i === 0 ? 0 : (((x[i] ?? 0) - (x[i - 1] ?? 0)) / range) * WIDTH;
    const kept = base ** distance;
    sum = sum * kept + value;
    total = total * kept + 1;
    return sum / total;
  });
}
